"""`thidua paper`: a paper of what the ledger holds, as a draft or issued with a number."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from events.errors import ThiduaError
from events.papers import PaperIssued
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.do import check_encoding, recorded, refusal
from thidua_tui.cli.errors import DONE, opened
from thidua_tui.cli.options import ledger_file, new_command
from thidua_tui.command_line.initial_location import first_here
from thidua_tui.formatting.papers.files import FORMATS, content, file_name
from thidua_tui.formatting.papers.office_layout import chosen_layout
from thidua_tui.forms.form_state import FormState
from thidua_tui.forms.submit import attempt, record
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_year
from thidua_tui.parsing.numbers_and_codes import parse_int
from thidua_tui.platform import settings
from thidua_tui.queries.papers import draft, issued_paper, named_file, write_paper
from thidua_tui.session.session import Session
from views.papers.facts import EACH, Subject
from views.papers.registry import PAPERS

if TYPE_CHECKING:
    from thidua_tui.formatting.papers.files import PaperFormat
    from thidua_tui.formatting.papers.making import Made

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
    **options: str | None,
) -> int:
    if kind is None:
        raise Misuse("missing-argument", ctx, name=KIND, choices=", ".join(PAPERS))
    given = [name for name in OF_ACT if options.get(name) is not None]
    if draft and given:
        raise Misuse("only-issuing", ctx, name=f"--{given[0]}")
    if not draft and known_at is not None:
        raise Misuse("only-drafts", ctx, name="--known-at")
    if each:
        options["unit"] = _each(ctx, kind, **options)
    if to is None and form in ("docx", "pdf"):
        raise Misuse("format-needs-file", ctx, name="--to", form=form)
    check_encoding([text for text in (to, *options.values()) if text])
    at = parse_int(known_at, low=1) if known_at is not None else None
    asked = parse_year(year) if year is not None else None
    with opened(ledger_file(ctx), read_only=draft) as ledger:
        session = Session(ledger, settings.operator())
        ground = ActContext(session, first_here(session, cluster, asked), Words(speech.lang))
        try:
            made, name, lines = (
                _draft(ground, kind, form, at, **options)
                if draft
                else _issue(ground, kind, form, **options)
            )
            if to is not None:
                layout = chosen_layout(options.get("base"), options.get("fonts"))
                path = write_paper(made, form, Path(to), name, layout)
                lines.append(ground.words("register.saved", path=str(path)))
        except ThiduaError as error:
            sentence, code = refusal(error, ground)
            click.echo(sentence, file=sys.stderr)
            return code
    if to is None:
        sys.stdout.write(content(made, form).decode())
    for line in (*lines, *_missing(made, ground.words)):
        click.echo(line, file=sys.stderr if to is None else sys.stdout)
    return DONE


def _each(ctx: click.Context, kind: Any, **options: str | None) -> str:
    """Return the addressee that means each who is invited, on a page of its own."""
    if kind != "invitation" or options.get("unit") is not None:
        raise Misuse("only-invitations", ctx, name="--each")
    return EACH


def _draft(
    ground: ActContext, kind: Any, form: PaperFormat, known_at: int | None, **options: str | None
) -> tuple[Made, str, list[str]]:
    subject = Subject(
        cluster=ground.cluster,
        year=ground.year,
        meeting=options.get("meeting") or "",
        entry=parse_int(options["entry"] or "0", low=0),
        unit=options.get("unit") or "",
    )
    made = draft(ground.session.ledger, kind, subject, ground.words, known_at)
    return made, file_name(kind, "", ground.year, form), []


def _issue(
    ground: ActContext, kind: Any, form: PaperFormat, **options: str | None
) -> tuple[Made, str, list[str]]:
    """Issue the paper as the form would, and return it as its register has it."""
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
    state = FormState(ACTS["issue-paper"], ground, values)
    outcome = record(ground.session, attempt(state.commands(), "", state.source()))
    if outcome.error:
        raise outcome.error
    entries = list(outcome.entries)
    issued = next(entry.event for entry in entries if isinstance(entry.event, PaperIssued))
    made = issued_paper(issued, ground.words)
    return made, named_file(issued, form), list(recorded(entries, ground))


def _missing(made: Made, words: Words) -> list[str]:
    """Return the sentence that names what the paper has dots for, if it has any."""
    if not made.paper.missing:
        return []
    return [words("register.missing", names=", ".join(made.paper.missing))]
