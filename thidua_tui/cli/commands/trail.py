"""`thidua trail`: the history of one thing, act by act, with what each made otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from events.errors import BadInput
from events.store.ledger import Ledger
from events.text import plain
from thidua_tui.cli.bilingual_click import Misuse, OneOf
from thidua_tui.cli.commands.show import opened_for, read
from thidua_tui.cli.options import FORMATS, new_command
from thidua_tui.cli.output import show
from thidua_tui.formatting.sentences.entries import subject_name
from thidua_tui.formatting.sentences.provisional import years_note
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.formatting.tables.minutes_checkpoint import known
from thidua_tui.formatting.tables.render import Table
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words, journal_sentence
from thidua_tui.parsing.dates import typed
from thidua_tui.queries.table_query import nearest, recorded
from views.differences import Difference
from views.emulation_movements import Movements
from views.names import Names
from views.projection import project
from views.subject_history import Step, Subject, trail

KIND = "KIND"
MEMBER = ("cluster", "year", "unit")
NEEDED: dict[str, tuple[str, ...]] = {
    "unit": ("unit",),
    "member": MEMBER,
    "place": MEMBER,
    "points": (*MEMBER, "criterion"),
    "award": MEMBER,
    "role": ("cluster", "year"),
    "cluster": ("cluster",),
    "year": ("cluster", "year"),
    "compact": ("cluster", "year"),
    "meeting": ("meeting",),
    "movement": ("movement",),
    "rules": ("cluster", "year"),
}
"""Kind of thing -> the options that it is known by."""
ROLES = ("head", "acting", "deputy", "vacant")
MORE = {"role": ("role",), "award": ("award",)}
"""Kind of thing -> the options that identify a thing of this kind."""
NAMED = ("unit", "role", "criterion", "award", "meeting", "movement")
"""Options that identify a thing by its code, in addition to the cluster and the year."""
FIELDS = {"award": "form"}
"""Option -> the field of a subject, where that is called otherwise."""
TEXT = "text"


def command(speech: Speech) -> click.Command:
    """The command."""
    kind, form = OneOf(tuple(NEEDED), argument=KIND), OneOf((TEXT, *FORMATS))
    params: list[click.Parameter] = [
        click.Argument(["kind"], type=kind, required=False, metavar=KIND),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        *(
            click.Option(
                [f"--{name}"],
                metavar="|".join(ROLES) if name == "role" else "CODE",
                type=OneOf(ROLES) if name == "role" else str,
                help=speech(f"help.trail_{name}"),
            )
            for name in NAMED
        ),
        click.Option(["--known-at"], metavar="N|INSTANT", help=speech("help.known_at")),
        click.Option(["--format", "form"], type=form, default=TEXT, help=speech("help.form_trail")),
    ]
    return new_command("trail", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    kind: Any,
    form: Any,
    known_at: str | None,
    **given: str | None,
) -> int:
    _check(kind, given, ctx)

    words = Words(speech.lang)
    asked = read(given["cluster"], given["year"], None, known_at, given["unit"])
    codes = {
        FIELDS.get(name, name): typed(code)
        for name in NAMED[1:]
        if (code := given[name]) is not None
    }
    subject = Subject(kind=kind, cluster=asked.cluster, year=asked.year, unit=asked.unit, **codes)
    with opened_for(asked, ctx) as ledger:
        recorded(ledger, asked, words)
        steps = trail(ledger, subject, asked.known_at)
        if not steps:
            there_is(subject, ledger)
        words.names = names = project(Names(), ledger, asked.known_at)
        changed = ((one.cluster, one.year) for step in steps for one in step.changes)
        note = years_note(changed, ledger, asked.known_at, words)
    title = subject_name(subject, names, words)
    if form == TEXT:
        text = (*lines(title, steps, names, words), *note)
        sys.stdout.writelines(f"{line}\n" for line in text)
        return 0
    changes = tuple(change for step in steps for change in step.changes)
    show(Table("trail", Difference, changes, title, foot="".join(note)), form, words)
    return 0


def _check(kind: str | None, given: Mapping[str, str | None], ctx: click.Context) -> None:
    """Check that exactly the options that identify the thing are given."""
    if kind is None:
        raise Misuse("missing-argument", ctx, name=KIND, choices=", ".join(NEEDED))
    needed = NEEDED[kind]
    for name in needed:
        if given[name] is None:
            raise Misuse("missing-argument", ctx, name=f"--{name}")
    for name in NAMED:
        if given[name] is not None and name not in (*needed, *MORE.get(kind, ())):
            raise Misuse("unexpected-argument", ctx, name=f"--{name}")


def there_is(subject: Subject, ledger: Ledger) -> None:
    """No history is an answer only where the meeting, or the movement, is known.

    Raises:
        BadInput: `no-such-meeting`, `no-such-movement`, with the `near`est codes.
    """
    if subject.meeting:
        titles = known(ledger)
        near = nearest(subject.meeting, titles)
        raise BadInput("no-such-meeting", meeting=subject.meeting, near=near)
    if subject.movement:
        titles = {r.movement: r.movement_name for r in project(Movements(), ledger).rows()}
        near = nearest(subject.movement, titles)
        raise BadInput("no-such-movement", movement=subject.movement, near=near)


def lines(title: str, steps: Sequence[Step], names: Names, words: Words) -> Iterator[str]:
    """What the thing is called; then each act: its sentences, who and when, before and after."""
    yield f"{plain(title)} – {words('time.trail.count', count=str(len(steps)))}"
    for step in steps:
        yield ""
        yield from step_lines(step, names, words)
    if not steps:
        yield words("time.trail.nothing")


def step_lines(step: Step, names: Names, words: Words) -> Iterator[str]:
    """One act: each entry with who wrote it when; whether it was taken back; what it changed."""
    for entry in step.entries:
        yield f"{entry.position}. {plain(journal_sentence(entry, words, names))}"
        yield f"   {words.instant(entry.at)} · {plain(entry.by)}"
    if step.retracted_by:
        yield f"   {words('screen.journal.retracted', position=str(step.retracted_by))}"
    for change in step.changes:
        what, field = diff_cells.what(change, words), diff_cells.called(change, words)
        before, after = diff_cells.before(change, words), diff_cells.after(change, words)
        yield f"   • {what} – {field}: {before} → {after}"
