"""The tables of the page of tables, as lines; made by what prints them on the command line too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from thidua_tui.formatting.sentences.disagreements import differing_at
from thidua_tui.formatting.tables.columns import shown
from thidua_tui.formatting.tables.lines_with_rows import TableLine, lined
from thidua_tui.formatting.tables.minutes_checkpoint import checkpoint_lines
from thidua_tui.formatting.tables.render import Table
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.minutes_text import minutes_lines
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.minutes import Meetings, Minutes
from views.operators import OperatorRow, Operators
from views.rule_book import CriterionRow, RuleBooks
from views.tables import ON_PAGE
from views.tables import TABLES as SPECS

Lines: TypeAlias = Sequence[TableLine]


class Asked(Struct, frozen=True):
    """What a table is made of: the ledger, the place in it, the words, how wide it may be."""

    session: Session
    here: Location
    words: Words
    width: int


def _printed(name: str) -> Callable[[Asked], Lines]:
    """Return what prints a table as `thidua show` does, restricted to the scope of its spec."""
    spec = SPECS[name]

    def made(asked: Asked) -> Lines:
        code = None if spec.scope == "everything" else asked.here.cluster
        year = asked.here.year if spec.scope == "year" else None
        view = spec.view_type()(code, year, asked.here.on)
        rows = asked.session.see(view, asked.here.known_at).rows()
        return lined(Table(name, spec.row_type(), rows), asked.words, asked.width)

    return made


def rule_book(asked: Asked) -> Lines:
    """The criteria of the year."""
    here, words = asked.here, asked.words
    rows = asked.session.see(RuleBooks(here.cluster, here.year, here.on), here.known_at).rows()
    return plain_lines([words("screen.table.rules"), "", *_criteria(rows, words)])


def _criteria(rows: Sequence[CriterionRow], words: Words) -> Iterator[str]:
    if not rows:
        yield words("tables.empty")
        return
    document, on = shown(rows[0].document, words), shown(rows[0].on, words)
    yield words("screen.rules.told", document=document, on=on, digits=str(rows[0].digits))
    yield ""
    for row in rows:
        points = words("screen.rules.points", points=row.max_points)
        yield f"  {row.criterion:<8}{points:>10}  {shown(row.criterion_name, words)}"
    total = sum((row.max_points for row in rows), start=rows[0].max_points * 0)
    points = words("screen.rules.points", points=total)
    yield f"  {'':<8}{points:>10}  {words('screen.rules.total')}"


def minutes(asked: Asked) -> Lines:
    """The minutes of every meeting of the year."""
    here, see = asked.here, asked.session.see
    lines = [asked.words("screen.table.minutes"), ""]
    for row in see(Meetings(here.cluster, here.year, here.on), here.known_at).rows():
        view = see(Minutes(row.meeting), here.known_at)
        lines += minutes_lines(view, asked.words, asked.width)
        lines += ["", *checkpoint_lines(asked.session.ledger, view, asked.words), ""]
    return plain_lines(lines if len(lines) > 2 else [*lines, asked.words("tables.empty")])


def operators(asked: Asked) -> Lines:
    """Who may write in the ledger; or that no operators are named."""
    rows = asked.session.see(Operators(), asked.here.known_at).rows()
    if not rows:
        lines = [asked.words("screen.table.operators"), "", asked.words("checkpoint.nobody")]
        return plain_lines(lines)
    table = Table("operators", OperatorRow, rows)
    return lined(table, asked.words, asked.width)


def short_title(table: str, words: Words) -> str:
    """Return what the page and the palette call a table: its short title, else its title."""
    short = f"screen.table.{table}"
    return words(short if words.find(short) else f"tables.title.{table}")


def plain_lines(texts: Iterable[str]) -> Lines:
    """Lines without a row."""
    return [TableLine(text) for text in texts]


OWN: dict[str, Callable[[Asked], Lines]] = {
    "minutes": minutes,
    "rules": rule_book,
    "operators": operators,
}
"""The tables that the page prints in its own way."""
TABLES = {name: OWN.get(name) or _printed(name) for name in ON_PAGE}
"""Name of the table -> its lines, in the order of the page."""


def table_lines(table: str, asked: Asked) -> Lines:
    """A table as printed; above it each question about it in which sources differ."""
    here = asked.here if SPECS[table].scope == "year" else replace(asked.here, year=None)
    disputes = differing_at(table, asked.session.ledger, here, asked.words)
    lines = [part for line in disputes for part in wrap(line, asked.width, subsequent_indent="  ")]
    made = TABLES[table](asked)
    return [*made[:1], *plain_lines(lines), *made[1:]] if lines else made
