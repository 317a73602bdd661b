"""A table as data for the screen: its cells as printed, with what they are sorted and drawn by.

The columns and their cells are those of `layouts`; nothing is listed here a second time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from events.collation import SortKey, fold, matches, sort_key
from thidua_tui.formatting.tables.cells import caption
from thidua_tui.formatting.tables.columns import NONE, rows_of
from thidua_tui.formatting.tables.layouts import layout_of
from thidua_tui.formatting.tables.render import Table, cells_of
from thidua_tui.i18n.messages import Words

GROUP = "group"
"""The key of the column of captions, where a table has several groups."""
NOT_QUANTITIES = ("place", "position", "year")
"""Numbers that count or measure nothing."""

_NUMBER = re.compile(r"\d+")
_SHARE = re.compile(r"(\d+)/(\d+)")
Rank = tuple[int, float | Decimal, SortKey]
NO_TEXT: SortKey = ((), (), (), "")


class Column(NamedTuple):
    """A column: its key in the layout, its heading, and whether it is flush right."""

    key: str
    heading: str
    right: bool = False


class DataSheet(NamedTuple):
    """A table: its columns, and for each row its cells as text and the row itself."""

    name: str
    title: str
    columns: Sequence[Column]
    lines: Sequence[Sequence[str]]
    rows: Sequence[Any]
    caption: str = ""
    """The line above the only group."""
    nothing: frozenset[str] = frozenset((NONE,))
    """The texts of a cell in which nothing is known."""

    def at(self, key: str) -> int:
        """Return the index of a column; -1 where the table has no such column now."""
        return next((at for at, column in enumerate(self.columns) if column.key == key), -1)


def sheet_of(table: Table, words: Words) -> DataSheet:
    """Return a table as data; several groups make a column of their captions."""
    layout, title = layout_of(table.name, table.kind), words(f"tables.title.{table.name}")
    headings, lines = cells_of(layout, table.rows, words)
    columns = [Column(key, text, key in layout.right) for key, text in headings.items()]
    groups = rows_of(layout, table.rows) if layout.group else []
    captions = [caption(table.name, group, words) for group in groups]
    if len(groups) > 1:
        above = {
            id(row): text for group, text in zip(groups, captions, strict=True) for row in group
        }
        columns.insert(0, Column(GROUP, words("tablepage.group")))
        lines = [[above[id(row)], *line] for row, line in zip(table.rows, lines, strict=True)]
    return DataSheet(
        table.name,
        title,
        columns,
        lines,
        table.rows,
        captions[0] if len(captions) == 1 else "",
        frozenset((NONE, words("tables.value.unrecorded"))),
    )


def rank(sheet: DataSheet, at: int, column: int) -> Rank | None:
    """Return what a cell is sorted by: a number, a day, else its text; None: unknown."""
    row, text = sheet.rows[at], sheet.lines[at][column]
    value = getattr(row, sheet.columns[column].key, text)
    if text in sheet.nothing or value in (None, "", ()):
        return None
    match value:
        case bool():
            return (1, 0, _collated(text))
        case int() | Decimal():
            return (0, value, NO_TEXT)
        case date():
            return (0, value.toordinal(), NO_TEXT)
    if found := _NUMBER.match(text):
        return (0, int(found[0]), _collated(text))
    return (1, 0, _collated(text))


@lru_cache(maxsize=1 << 14)
def _collated(text: str) -> SortKey:
    return sort_key(text)


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> str:
    return fold(text)


def ordered(
    sheet: DataSheet, indices: Sequence[int], key: str, *, descending: bool = False
) -> list[int]:
    """Return rows in the order of a column; equal ones as they were, unknown ones last."""
    column = sheet.at(key)
    if column < 0:
        return [*indices]
    ranks = {at: rank(sheet, at, column) for at in indices}
    known = [(found, at) for at, found in ranks.items() if found is not None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [at for _, at in known] + [at for at, found in ranks.items() if found is None]


def filtered(sheet: DataSheet, query: str) -> list[int]:
    """Return the rows with a cell that contains what was typed; without marks it matches marks."""
    query = query.strip()
    if not query:
        return [*range(len(sheet.lines))]
    plain = fold(query)
    return [
        at
        for at, line in enumerate(sheet.lines)
        if any(plain in _folded(cell) and matches(query, cell) for cell in line)
    ]


def quantity(sheet: DataSheet, at: int, column: int) -> float | None:
    """Return the number that a bar shows: a measure, or a share of 1; None: no bar."""
    spec, row, text = sheet.columns[column], sheet.rows[at], sheet.lines[at][column]
    if spec.key in NOT_QUANTITIES:
        return None
    value = getattr(row, spec.key, None)
    if isinstance(value, Decimal) or (spec.right and type(value) is int):
        return float(value)
    share = None if value is not None else _SHARE.match(text)
    return int(share[1]) / int(share[2]) if share and int(share[2]) else None


def is_share(sheet: DataSheet, column: int) -> bool:
    """Return whether a column holds shares, whose bars are scaled to the whole."""
    key = sheet.columns[column].key
    return all(not hasattr(row, key) for row in sheet.rows[:1])
