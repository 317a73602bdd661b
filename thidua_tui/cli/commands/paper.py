"""`thidua paper`: a paper of what the ledger holds, as a draft or issued with a number."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from events.errors import ThiduaError
from events.papers import EACH, PaperIssued
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.do import check_encoding, recorded, refusal
from thidua_tui.cli.errors import DONE, opened
from thidua_tui.cli.options import ledger_address, new_command
from thidua_tui.cli.recording import check_writing
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.formatting.papers.files import FORMATS, content, file_name
from thidua_tui.formatting.papers.office_layout import chosen_layout
from thidua_tui.formatting.papers.pdf_layout import lost_letters
from thidua_tui.forms.submit import issue_paper
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.parsing.numbers_and_codes import parse_int
from thidua_tui.platform import settings
from thidua_tui.queries.papers import draft, issued_name, issued_paper
from thidua_tui.queries.report_templates import (
    load_template,
    shipped_templates,
    templated_draft,
)
from thidua_tui.session.act_in_doubt import ActInDoubt
from thidua_tui.session.new_file import check_free, named_file, write_new
from thidua_tui.session.session import Session
from views.papers.facts import Subject
from views.papers.registry import PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from thidua_tui.formatting.papers.files import PaperFormat
    from thidua_tui.formatting.papers.making import Made
    from thidua_tui.formatting.papers.report_template import ReportTemplate

KIND = "KIND"
LAYOUT = {"base": "letterhead", "fonts": "fonts"}
"""The options of the layout, and the fields that they fill where the paper is issued."""
OF_ACT = ("on", "number", "symbol", "numbering")
"""The options that only issuing has."""


def command(speech: Speech) -> click.Command:
    """The command."""
    numbering, kind = OneOf(("register", "office", "paper")), OneOf(FORMATS)
    params: list[click.Parameter] = [
        click.Argument(
            ["kind"], type=OneOf(tuple(PAPERS), argument=KIND), required=False, metavar=KIND
        ),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        click.Option(["--meeting"], metavar="CODE", help=speech("help.paper_meeting")),
        click.Option(["--entry"], metavar="N", help=speech("help.paper_entry")),
        click.Option(["--unit"], metavar="NAME", help=speech("help.paper_unit")),
        click.Option(["--each"], is_flag=True, help=speech("help.paper_each")),
        click.Option(
            ["--template"],
            metavar="NAME|FILE",
            help=speech("help.paper_template", templates=", ".join(shipped_templates())),
        ),
        click.Option(
            ["--format", "form"], type=kind, default="text", help=speech("help.paper_form")
        ),
        click.Option(["--to"], metavar="FILE", help=speech("help.paper_to")),
        click.Option(["--base"], metavar="FILE", help=speech("help.paper_base")),
        click.Option(["--fonts"], metavar="FOLDER", help=speech("help.paper_fonts")),
        click.Option(["--known-at"], metavar="N", help=speech("help.paper_known_at")),
        click.Option(["--draft/--issue"], default=True, help=speech("help.paper_issue")),
        click.Option(["--on"], metavar="DATE", help=speech("help.paper_on")),
        click.Option(["--number"], metavar="N", help=speech("help.paper_number")),
        click.Option(["--symbol"], metavar="TEXT", help=speech("help.paper_symbol")),
        click.Option(["--numbering"], type=numbering, help=speech("help.paper_numbering")),
    ]
    return new_command("paper", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    kind: Any,
    form: PaperFormat,
    to: str | None,
    known_at: str | None,
    draft: bool,
    each: bool,
    cluster: str | None,
    year: str | None,
    template: str | None,
    **options: str | None,
) -> int:
    _check(ctx, kind, form, to, known_at, draft=draft, given=options)
    by = _template(ctx, kind, template, draft=draft, unit=options.get("unit"))
    if each:
        options["unit"] = _each(ctx, kind, **options)
    check_encoding([text for text in (to, *options.values()) if text])
    asked = parse_year(year) if year is not None else None
    say = partial(click.echo, err=to is None)
    with opened(ledger_address(ctx), read_only=draft) as ledger:
        session = Session(ledger, settings.operator())
        ground = ActContext(session, first_here(session, cluster, asked), Words(speech.lang))
        try:
            if draft:
                made, name = _draft(ground, kind, form, known_at, by, **options)
            else:
                made, name = _issue(ground, kind, form, say, **options)
            if to is not None:
                layout = chosen_layout(options.get("base"), options.get("fonts"))
                stem, _, suffix = name.rpartition(".")
                path = write_new(named_file(to, stem, suffix), [content(made, form, layout)])
                say(ground.words("register.saved", path=plain(str(path))))
                if form == "pdf" and (lost := lost_letters(made.paper)):
                    say(ground.words("register.lost-letters", letters=lost))
        except ThiduaError as error:
            sentence, code = refusal(error, ground)
            click.echo(sentence, file=sys.stderr)
            return code
    if to is None:
        sys.stdout.write(content(made, form).decode())
    if missing := made.paper.missing:
        between = "; " if any("," in name for name in missing) else ", "
        say(ground.words("register.missing", names=between.join(missing)))
    for line in _unverified(by, ground.words) if by else ():
        say(line)
    return DONE


def _check(
    ctx: click.Context,
    kind: str | None,
    form: PaperFormat,
    to: str | None,
    known_at: str | None,
    *,
    draft: bool,
    given: Mapping[str, str | None],
) -> None:
    """Refuse a missing kind, options that do not go together, and a file that is there.

    Raises:
        Misuse: `missing-argument`, `only-issuing`, `only-drafts`, `format-needs-file`,
            `only-reads`.
        BadInput: `ledger-exists`.
    """
    if kind is None:
        raise Misuse("missing-argument", ctx, name=KIND, choices=", ".join(PAPERS))
    only = [name for name in OF_ACT if given.get(name) is not None]
    if draft and only:
        raise Misuse("only-issuing", ctx, name=f"--{only[0]}")
    if not draft and known_at is not None:
        raise Misuse("only-drafts", ctx, name="--known-at")
    if to is None and form in ("docx", "pdf"):
        raise Misuse("format-needs-file", ctx, name="--to", form=form)
    if not draft:
        check_writing(ctx, f"{ctx.info_name} --issue")
    if to is not None:
        check_free(to)


def _template(
    ctx: click.Context, kind: str, name: str | None, *, draft: bool, unit: str | None
) -> ReportTemplate | None:
    """Return the template that is asked for, if there is one.

    Raises:
        Misuse: it is not for this kind, or not to be issued, or it needs a unit.
        BadInput: as `load_template`.
    """
    if name is None:
        return None
    if kind != "report":
        raise Misuse("only-reports", ctx)
    if not draft:
        raise Misuse("only-drafts", ctx, name="--template")
    found = load_template(name)
    if found.about == "unit" and not unit:
        raise Misuse("needs-unit", ctx)
    return found


def _each(ctx: click.Context, kind: Any, **options: str | None) -> str:
    """Return the addressee that means each who is invited, on a page of its own."""
    if kind != "invitation" or options.get("unit") is not None:
        raise Misuse("only-invitations", ctx, name="--each")
    return EACH


def _draft(
    ground: ActContext,
    kind: Any,
    form: PaperFormat,
    known_at: str | None,
    template: ReportTemplate | None,
    **options: str | None,
) -> tuple[Made, str]:
    """Return the paper and the name of its file."""
    subject = Subject(
        cluster=ground.cluster,
        year=ground.year,
        meeting=options.get("meeting") or "",
        entry=parse_int(options["entry"] or "0", low=0),
        unit=options.get("unit") or "",
    )
    at = parse_int(known_at, low=1) if known_at is not None else None
    ledger, words = ground.session.ledger, ground.words
    made = (
        templated_draft(ledger, template, subject, words, at)
        if template
        else draft(ledger, kind, subject, words, at)
    )
    return made, file_name(kind, "", ground.year, form)


def _issue(
    ground: ActContext,
    kind: Any,
    form: PaperFormat,
    say: Callable[[str], object],
    **options: str | None,
) -> tuple[Made, str]:
    """Issue the paper as the form would, say so, and return it as its register has it."""
    values = {"paper_kind": kind, "year": str(ground.year)}
    names = {
        "meeting": "about_meeting",
        "entry": "about_entry",
        "unit": "addressee",
        "number": "serial",
        **LAYOUT,
    }
    for option, text in options.items():
        if text is not None and option in (*names, *OF_ACT):
            values[names.get(option, option)] = text
    attempt = ActInDoubt(
        ground.session.ledger, ("paper", ground.cluster, *sum(sorted(values.items()), ()))
    )
    if entries := attempt.recorded():
        say(ground.words("lines.say.already"))
    else:
        with attempt.sending() as act:
            entries = issue_paper(ground, values, act)
    for line in recorded(entries, ground):
        say(line)
    issued = next(entry.event for entry in entries if isinstance(entry.event, PaperIssued))
    return issued_paper(issued, ground.words), issued_name(issued, form)


def _unverified(template: ReportTemplate, words: Words) -> list[str]:
    """Return what of a template was not compared with the document that issues it."""
    if not template.unverified:
        return []
    return [words("statistics.unverified"), *(f"- {plain(line)}" for line in template.unverified)]
