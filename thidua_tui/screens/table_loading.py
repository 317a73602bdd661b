"""The tables of the page of tables: rows as data where a table has rows, else its text as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from thidua_tui.formatting.no_operators import no_operators
from thidua_tui.formatting.sentences.disagreements import differing_at
from thidua_tui.formatting.sentences.provisional import marked_rows, provisional_note
from thidua_tui.formatting.sentences.register_gaps import gap_lines
from thidua_tui.formatting.tables.data_sheet import DataSheet, sheet_of
from thidua_tui.formatting.tables.lines_with_rows import TableLine, lined
from thidua_tui.formatting.tables.render import Table
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.hall_tables import room_sheet
from thidua_tui.queries.merge_questions import open_questions
from thidua_tui.screens.table_measures import Measures, measured
from thidua_tui.screens.table_texts import TextTable, minutes, plain_lines, rule_book
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.operators import OperatorRow, Operators
from views.paper_register import PaperRegister
from views.projection import completed
from views.provisional import Provisional
from views.tables import ON_PAGE
from views.tables import TABLES as SPECS


class Asked(Struct, frozen=True):
    """What a table is made of: the ledger, the place in it, the words, how wide a text may be.

    `apart`: the codes of minutes are shown in a panel of their own. `room`: the table is shown on a
    wall.
    """

    session: Session
    here: Location
    words: Words
    width: int
    apart: bool = False
    room: bool = False


class LoadedTable(NamedTuple):
    """A table: as data, or as a text.

    Above it that it is provisional, each question in which sources differ, and what else it lacks.
    """

    name: str
    sheet: DataSheet | None = None
    text: TextTable = TextTable()
    disputes: Sequence[str] = ()
    measures: Measures = Measures()


def table_of(name: str, asked: Asked) -> Table:
    """Return the rows of a table, restricted to the scope of its spec."""
    spec, view = SPECS[name], _view(name, asked)
    waiting = Provisional(view)
    asked.session.see_all((view, waiting), asked.here.known_at)
    rows = completed(view, asked.session.reader, asked.here.known_at).rows()
    marks = marked_rows(waiting, rows)
    foot = provisional_note(waiting, asked.session.reader, asked.words) if marks else ""
    return Table(name, spec.row_type(), rows, provisional=marks, foot=foot)


def _view(name: str, asked: Asked) -> Any:
    """Return the empty view of a table, restricted to the scope of its spec."""
    spec = SPECS[name]
    code = None if spec.scope == "everything" else asked.here.cluster
    year = asked.here.year if spec.scope == "year" else None
    on = asked.here.on or (asked.session.today if spec.by_today else None)
    return spec.view_type()(code, year, on)


def _operators(asked: Asked) -> TextTable:
    """Who may write in the ledger; or that no operators are named."""
    rows = asked.session.see(Operators(), asked.here.known_at).rows()
    if not rows:
        who = no_operators(asked.session.ledger, asked.words)
        lines = [asked.words("screen.table.operators"), "", who]
        return TextTable(plain_lines(lines))
    return TextTable(lined(Table("operators", OperatorRow, rows), asked.words, asked.width))


def _minutes(asked: Asked) -> TextTable:
    return minutes(asked.session, asked.here, asked.words, asked.width, apart=asked.apart)


def _rule_book(asked: Asked) -> TextTable:
    return rule_book(asked.session, asked.here, asked.words, asked.width)


OWN: dict[str, Callable[[Asked], TextTable]] = {
    "minutes": _minutes,
    "rules": _rule_book,
    "operators": _operators,
}
"""The tables that are shown as a text."""


def _missing_numbers(asked: Asked) -> Sequence[str]:
    """Return the numbers that the registers of the cluster lack, whatever year is shown."""
    register = asked.session.see(PaperRegister(asked.here.cluster), asked.here.known_at)
    return tuple(gap_lines(register.gaps(), asked.words))


def _left_open(asked: Asked) -> Sequence[str]:
    """Return the questions that merges left open, of whatever cluster and year."""
    questions = open_questions(asked.session.reader, asked.words, asked.here.known_at, MOST_OPEN)
    return tuple(questions)


MOST_OPEN = 3
"""So many open questions of merges are named above the table."""
LACKS: dict[str, Callable[[Asked], Sequence[str]]] = {
    "papers": _missing_numbers,
    "disputes": _left_open,
}
"""Table -> the sentences above it that say what it lacks."""
TABLES = ON_PAGE
"""Names of the tables, in the order of the page."""


def load_table(name: str, asked: Asked) -> LoadedTable:
    """Fold a table, and what sources say differently about it."""
    here = asked.here if SPECS[name].scope == "year" else replace(asked.here, year=None)
    disputes = tuple(differing_at(name, asked.session.ledger, here, asked.words))
    if own := OWN.get(name):
        return LoadedTable(name, text=own(asked), disputes=disputes)
    table = table_of(name, asked)
    sheet = sheet_of(table, asked.words)
    if asked.room:
        sheet, disputes = room_sheet(sheet), ()
    lacks = LACKS[name](asked) if name in LACKS else ()
    above = (*filter(None, (table.foot,)), *disputes, *lacks)
    return LoadedTable(name, sheet, disputes=above, measures=measured(sheet))


def counts(asked: Asked) -> Iterator[tuple[str, int]]:
    """Yield how many rows each table with rows has."""
    for name in TABLES:
        if name not in OWN:
            yield name, len(asked.session.see(_view(name, asked), asked.here.known_at).rows())


Lines: TypeAlias = Sequence[TableLine]


def with_disputes(loaded: LoadedTable, width: int) -> Lines:
    """Return the lines of a text, the disputes below its title."""
    above = [part for line in loaded.disputes for part in wrap(line, width, subsequent_indent="  ")]
    lines = loaded.text.lines
    return [*lines[:1], *plain_lines(above), *lines[1:]] if above else lines
