"""`thidua show`: one table of what the ledger holds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from events.errors import BadInput
from events.score_book.book_toml import write_book
from thidua_tui.cli import lazy
from thidua_tui.cli.bilingual_click import Command, Misuse, OneOf
from thidua_tui.cli.errors import opened
from thidua_tui.cli.options import FORMATS, everywhere, ledger_address
from thidua_tui.cli.output import EXACT, paper
from thidua_tui.cli.output import show as print_table
from thidua_tui.cli.workbook_file import XLSX, check_target, save_workbook, to_file
from thidua_tui.formatting.tables.figure_entries import figure_lines
from thidua_tui.formatting.tables.render import literal
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_date, parse_known_at, parse_year, typed
from thidua_tui.queries.answers import answers
from thidua_tui.queries.table_query import TableQuery, books_asked, note, query_table, recorded
from views.figures import OfFigures
from views.tables import SHOWN

if TYPE_CHECKING:
    from events.store.ledger import Ledger

REPLAYED = "leaders"
"""The table that can be replayed, too."""
BOOK, TOML = "rules", "toml"
"""The table that can be written as the file from which it is read, and how that is asked for."""
DRAWN, PICTURES = ("leaders", "ranking", "lineage", "unit"), ("text", "svg")
"""The tables that are pictures too, and how those are printed."""
TABLE = "TABLE"


def command(speech: Speech) -> click.Command:
    """The command."""
    choices, form = OneOf(tuple(SHOWN), argument=TABLE), OneOf((*FORMATS, XLSX, *PICTURES, TOML))
    params: list[click.Parameter] = [
        click.Argument(["what"], type=choices, required=False, metavar=TABLE),
        click.Option(["--cluster"], metavar="CODE", help=speech("help.cluster")),
        click.Option(["--unit"], metavar="CODE", help=speech("help.unit")),
        click.Option(["--year"], metavar="YYYY", help=speech("help.year")),
        click.Option(["--on"], metavar="DATE", help=speech("help.on")),
        click.Option(["--known-at"], metavar="N|INSTANT", help=speech("help.known_at")),
        click.Option(
            ["--format", "form"], type=form, default="table", help=speech("help.form_show")
        ),
        to_file(speech),
        click.Option(
            ["--replay"],
            is_flag=False,
            flag_value="true",
            type=OneOf(("true", "known")),
            help=speech("help.replay"),
        ),
        click.Option(["--entries"], is_flag=True, help=speech("help.show_entries")),
        *everywhere(speech),
    ]
    made = Command("show", speech=speech, params=params, callback=_run(speech))
    made.help = _help(speech)
    return made


def _help(speech: Speech) -> str:
    """Return the help; the tables that its text does not name follow with their titles."""
    text = speech("help.show")
    more = [name for name in SHOWN if not re.search(rf"\b{name}\b", text)]
    titles = (f"{name} ({Words(speech.lang)(f'tables.title.{name}')})" for name in more)
    return f"{text} {speech('help.show_more', tables=', '.join(titles))}" if more else text


def _possible(
    ctx: click.Context, what: str | None, form: str, *, replay: bool, entries: bool
) -> str:
    """Return the name of the table, if it can be printed as is asked for.

    Raises:
        Misuse: what is asked for does not go together.
    """
    if what is None:
        raise Misuse("missing-argument", ctx, name=TABLE, choices=", ".join(SHOWN))
    if replay and what != REPLAYED:
        raise Misuse("unknown-choice", ctx, value=what, name=TABLE, choices=REPLAYED)
    if (form in PICTURES and what not in DRAWN) or (form == TOML and what != BOOK):
        raise Misuse("unknown-choice", ctx, value=form, name="--format", choices=", ".join(FORMATS))
    if entries and (form in (*EXACT, XLSX) or not issubclass(SHOWN[what].row_type(), OfFigures)):
        raise Misuse("no-entries-there", ctx, name=what, form=form)
    return what


def _run(speech: Speech) -> Any:
    @click.pass_context
    def run(
        ctx: click.Context,
        /,
        what: str | None,
        form: Any,
        replay: Any = None,
        to: str | None = None,
        entries: bool = False,
        **options: str | None,
    ) -> int:
        what = _possible(ctx, what, form, replay=bool(replay), entries=entries)
        check_target(ctx, form, to)
        options.pop("ledger"), options.pop("lang")
        if options.get("unit") is not None and not (
            SHOWN[what].of_unit or SHOWN[what].names_units()
        ):
            raise Misuse("no-units-there", ctx, name=what)
        asked = read(**options)
        words = Words(speech.lang)
        if form == XLSX and to:
            with opened_for(asked, ctx) as ledger:
                made = lazy.workbooks.table_workbook(what, ledger, asked, words)
            stem = "-".join(str(one) for one in (what, asked.cluster, asked.year) if one)
            save_workbook(made, to, stem, words, speech)
            return 0
        if replay:
            with opened_for(asked, ctx) as ledger:
                sys.stdout.writelines(
                    f"{line}\n" for line in replayed(replay, ledger, asked, words)
                )
            return 0
        if form in PICTURES:
            with opened_for(asked, ctx) as ledger:
                sys.stdout.write(drawn(what, form, ledger, asked, words))
            return 0
        if form == TOML:
            with opened_for(asked, ctx) as ledger:
                sys.stdout.write(the_book(ledger, asked, words))
            return 0
        with opened_for(asked, ctx) as ledger:
            table = query_table(what, ledger, asked, words)
            of_all = asked.unit is None or SHOWN[what].of_unit
            lines = answers(what, ledger, asked, words) if of_all and form not in EXACT else []
        texts = map(literal, lines) if form == "md" else lines
        sys.stdout.writelines(f"{line}\n\n" for line in texts)
        print_table(table, form, words)
        if entries:
            sys.stdout.writelines(f"{line}\n" for line in ("", *figure_lines(table, words)))
        return 0

    return run


@contextmanager
def opened_for(asked: TableQuery, ctx: click.Context) -> Iterator[Ledger]:
    """The ledger, if it reaches the moment that is asked for.

    Raises:
        BadInput: `no-such-entry`, `known-too-early`, `known-too-late`, `no-entry-yet`.
    """
    with opened(ledger_address(ctx), read_only=True) as ledger:
        if asked.known_at is not None:
            lazy.time_travel.within(ledger, asked.known_at, ledger.clock())
        yield ledger


def drawn(what: str, form: str, ledger: Ledger, asked: TableQuery, words: Words) -> str:
    """The pictures of a table, as text as wide as the terminal, or as SVG."""
    draw = lazy.pictures.pictures
    if form == "text":
        lines = draw(what, ledger, asked, words, paper().width or 80)
        return "".join(f"{line}\n" for line in lines)
    title = " – ".join(filter(None, (words(f"tables.title.{what}"), note(asked, words))))
    paper_lines = draw(what, ledger, asked, words, lazy.pictures.PAPER, lazy.pictures.A_YEAR)
    return lazy.pictures.document(paper_lines, title)


def the_book(ledger: Ledger, asked: TableQuery, words: Words) -> str:
    """The rule book in force, as the TOML from which it can be issued or amended.

    Raises:
        BadInput: `no-book`; `several-books` with the `years`, where more than one is asked for.
    """
    recorded(ledger, asked, words)
    found = books_asked(ledger, asked)
    if len(found) > 1:
        raise BadInput("several-books", years=", ".join(f"{c} {y}" for c, y in found))
    for book in found.values():
        return write_book(book)
    raise BadInput("no-book")


def replayed(axis: Any, ledger: Ledger, asked: TableQuery, words: Words) -> list[str]:
    """The steps by which the headship went, one cluster after the other.

    Raises:
        BadInput: `unknown-cluster`, `unknown-year`.
    """
    lines = lazy.pictures.replay_lines(axis, ledger, asked, words)
    if not lines:
        recorded(ledger, asked, words)
    return lines or [words("player.nothing")]


def read(
    cluster: str | None = None,
    year: str | None = None,
    on: str | None = None,
    known_at: str | None = None,
    unit: str | None = None,
) -> TableQuery:
    """The options as values.

    Raises:
        BadInput: what was typed is none.
    """
    today = date.today()
    return TableQuery(
        cluster=typed(cluster) if cluster is not None else None,
        year=parse_year(year) if year is not None else None,
        on=parse_date(on, today=today) if on is not None else None,
        known_at=parse_known_at(known_at, today=today) if known_at is not None else None,
        unit=typed(unit) if unit is not None else None,
    )
