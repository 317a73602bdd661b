"""`thidua entry`: one fact, both its times, and what it made otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from events.corrections import EntriesRetracted
from events.errors import BadInput
from events.store.ledger import Ledger
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import formats, ledger_address, new_command
from thidua_tui.cli.output import EXACT, show
from thidua_tui.formatting.sentences.entries import SentenceRow, sentence_row
from thidua_tui.formatting.sentences.evidence import file_text
from thidua_tui.formatting.tables.render import Format, Table, literal
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words, sealed
from thidua_tui.parsing.numbers_and_codes import parse_int
from thidua_tui.queries.filed_evidence import files_of
from thidua_tui.queries.first_recorded import first_recorded
from views.differences import Difference, differences
from views.journal import Journal
from views.moments import act_at
from views.projection import project

POSITION = "POSITION"


def command(speech: Speech) -> click.Command:
    """The command."""
    params: list[click.Parameter] = [
        click.Argument(["position"], required=False, metavar=POSITION),
        formats(speech),
    ]
    return new_command("entry", speech, _run, params)


def _run(
    speech: Speech, ctx: click.Context, /, position: str | None, form: Format, **_: object
) -> int:
    if position is None:
        raise Misuse("missing-argument", ctx, name=POSITION)

    words, at = Words(speech.lang), parse_int(position, low=1)
    with opened(ledger_address(ctx), read_only=True) as ledger:
        journal = project(Journal(), ledger)
        if at not in journal.entries:
            raise BadInput("no-such-entry", position=at, last=ledger.position())
        begin, end = changed_by(ledger, at)
        rows = differences(ledger, begin - 1, end)
        words.names = journal.names
        files, first = files_of(ledger, at), first_recorded(ledger, journal.entries[at])
    if form not in EXACT:
        lines = [*entry_lines(sentence_row(journal, journal.row(at), words), words)]
        if signed := sealed(journal.entries[at], words):
            lines.append(f"{words('operators.signature')}: {signed}")
        if first:
            lines.append(f"{words('merge.first.label')}: {first.text(words)}")
        lines += [f"{words('screen.entry.file')}: {file_text(file, words)}" for file in files]
        printed = map(literal, lines) if form == "md" else lines
        sys.stdout.writelines(f"{line}\n" for line in (*printed, ""))
    note = words("diff.by-entry", position=at)
    marks = [True] * len(rows) if journal.row(at).provisional else ()
    show(Table("diff", Difference, rows, note, marks), form, words)
    return 0


def changed_by(ledger: Ledger, at: int) -> tuple[int, int]:
    """The entries whose change is shown: the entry's, or of a correction those of the whole act."""
    act = act_at(ledger, at)
    if any(isinstance(entry.event, EntriesRetracted) for entry in act):
        return act[0].position, act[-1].position
    return at, at


def entry_lines(row: SentenceRow, words: Words) -> Iterator[str]:
    """The fact, when it is true, when it was known and from whom, and what became of it."""
    facts = row.facts
    yield words("entry.fact", position=row.position, sentence=row.sentence)
    if row.provisional:
        yield words("provisional.entry-foot")
    if facts.get("on") or "year" in facts:
        year = str(facts["year"]) if "year" in facts else None
        yield words("entry.true", on=facts.get("on"), year=year)
    facts = {"at": row.at, "by": row.by, "act": row.act}
    yield words("entry.known", **facts, meeting=row.meeting, item=row.item)
    source = words.choice("kind", row.source)
    yield words("entry.source", source=source, title=row.source_title, on=row.source_on)
    if row.replaces:
        yield words("entry.replaces", positions=", ".join(map(str, row.replaces)))
    if row.retracted_by is not None:
        because = row.retracted_because
        yield words("entry.retracted", position=row.retracted_by, because=because)
