"""`thidua journal`: every entry as it was typed, or those that are asked for; or as they come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from events.errors import BadInput
from events.event import event_types
from thidua_tui.cli import lazy
from thidua_tui.cli.bilingual_click import Misuse
from thidua_tui.cli.commands.show import read
from thidua_tui.cli.entry_printer import EntryPrinter
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import formats, ledger_address, new_command
from thidua_tui.cli.output import show
from thidua_tui.cli.workbook_file import XLSX, check_target, save_workbook, to_file
from thidua_tui.formatting.sentences.entries import SentenceRow, sentence_row
from thidua_tui.formatting.sentences.provisional import provisional_title
from thidua_tui.formatting.tables.render import Table
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import VIETNAM, Words
from thidua_tui.parsing.dates import parse_date, parse_known_at
from thidua_tui.parsing.numbers_and_codes import parse_int
from thidua_tui.queries.table_query import TableQuery, recorded
from views.journal import Journal
from views.journal_filter import Chosen
from views.projection import project

if TYPE_CHECKING:
    from events.event import Entry
    from events.store.ledger import Ledger

CHOICES = ("unit", "kind", "by", "meeting", "item", "since", "until")
METAVARS = {"unit": "CODE", "kind": "EVENT", "by": "NAME", "meeting": "CODE", "item": "CODE"}
METAVARS |= {"since": "DATE|N"}
JSONL = "jsonl"
"""The format for other programs that read entry by entry."""


def command(speech: Speech) -> click.Command:
    """The command."""
    chosen = (
        click.Option(
            [f"--{name}"], metavar=METAVARS.get(name, "DATE"), help=speech(f"help.journal_{name}")
        )
        for name in CHOICES
    )
    params: list[click.Parameter] = [
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        *chosen,
        click.Option(["--from", "first"], metavar="N", help=speech("help.from")),
        click.Option(["--follow"], is_flag=True, help=speech("help.journal_follow")),
        click.Option(["--sentences"], is_flag=True, help=speech("help.journal_sentences")),
        formats(speech, JSONL, XLSX, default=None),
        to_file(speech),
    ]
    return new_command("journal", speech, _run, params)


def _run(
    speech: Speech,
    ctx: click.Context,
    /,
    form: Any,
    to: str | None,
    cluster: str | None,
    first: str | None,
    follow: bool,
    sentences: bool,
    **options: str | None,
) -> int:
    check_target(ctx, form, to)
    words, asked = Words(speech.lang), read(cluster=cluster, unit=options["unit"])
    start, since = parse_int(first, low=1) if first is not None else 1, options["since"]
    if since is not None and since.strip().isdecimal():  # a position, behind which it begins
        start, options["since"] = max(start, parse_int(since, low=0) + 1), None
    if follow and (form or JSONL) != JSONL:
        raise Misuse("unknown-choice", ctx, value=form, name="--format", choices=JSONL)
    if follow and options["until"] is not None:
        raise Misuse("until-without-end", ctx)
    if sentences and not (follow or form == JSONL):
        raise Misuse("unknown-choice", ctx, value="--sentences", name="--format", choices=JSONL)
    chosen = choose(**{name: options[name] for name in CHOICES})
    if follow or form == JSONL:
        chosen = replace(chosen, clusters=(asked.cluster,) if asked.cluster else ())
        printer = EntryPrinter(chosen, words if sentences else None)
        address = ledger_address(ctx)
        if follow:
            return printer.print_as_recorded(address, start - 1, speech)
        with opened(address, read_only=True) as ledger:
            if not printer.print_all(ledger, start - 1) or asked.unit is not None:
                recorded(ledger, asked, words)
        return 0
    with opened(ledger_address(ctx), read_only=True) as ledger:
        return _print_table(ledger, asked, start, chosen, form, to, speech)


def _print_table(
    ledger: Ledger,
    asked: TableQuery,
    start: int,
    chosen: Chosen,
    form: Any,
    to: str | None,
    speech: Speech,
) -> int:
    """Print the journal as a table, or write it as a workbook."""
    words, last = Words(speech.lang), ledger.position()
    journal = project(Journal(asked.cluster, start), ledger, last)
    if not journal.entries or asked.unit is not None:
        recorded(ledger, asked, words)
    if form != XLSX or not to:
        show(table_of(journal, words, chosen.filter(ledger)), form or "table", words)
        return 0
    words.names, words.zone = journal.names, VIETNAM
    table = table_of(journal, words, chosen.filter(ledger))
    made = lazy.workbooks.workbook_of_table(table, ledger, asked, last, words)
    save_workbook(made, to, "journal", words, speech)
    return 0


def choose(
    unit: str | None = None,
    kind: str | None = None,
    by: str | None = None,
    meeting: str | None = None,
    item: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Chosen:
    """What is asked for, as values.

    Raises:
        BadInput: `unknown-event-kind`, and whatever is wrong with a day.
    """
    today, begin, end = date.today(), None, None
    if since is not None:
        day = parse_date(since, today=today)
        begin = datetime.combine(day, time.min).astimezone(UTC)
    if until is not None:
        parse_date(until, today=today)
        known = parse_known_at(until, today=today)
        end = known if isinstance(known, datetime) else None
    name = _kind(kind) if kind is not None else None
    return Chosen(unit=unit, kind=name, by=by, meeting=meeting, item=item, since=begin, until=end)


def _kind(name: str) -> str:
    """The stored name of an event.

    Raises:
        BadInput: `unknown-event-kind`, with those of a like name.
    """
    known = event_types()
    if name not in known:
        near = ", ".join(get_close_matches(name, known, cutoff=0.4) or sorted(known)[:5])
        raise BadInput("unknown-event-kind", kind=name, near=near)
    return name


def table_of(journal: Journal, words: Words, fits: Callable[[Entry], bool] | None = None) -> Table:
    """Return the journal as a table, each entry with its sentence; only entries that fit."""
    positions = [p for p, e in journal.entries.items() if fits is None or fits(e)]
    rows = [sentence_row(journal, journal.row(p), words) for p in positions]
    waiting = [row.provisional for row in rows]
    note = provisional_title(waiting if any(waiting) else (), words)
    return Table("journal", SentenceRow, rows, note)
