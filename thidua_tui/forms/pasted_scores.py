"""A block of scores from the clipboard: which cell of the sheet each of its texts belongs to.

A first column of unit names sends each row to its unit, a first row of criterion codes each column
to its criterion; else the block begins at the cursor. What has no place in the sheet is counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from events.text import fold
from thidua_tui.acts.choices import units as unit_options
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.parsing.clipboard_table import rows_of
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.parsing.pasted_lists import (
    NAME_HEADS,
    NUMBER_HEADS,
    POINT_HEADS,
    SUMS,
    is_head,
    name_column,
    named_in,
)

Cell = tuple[str, str]
"""A unit and the code of a criterion."""
BEFORE = 3
"""So many columns may be before the scores: number, name, short name."""
_FIGURE = re.compile(r"[\d\s.,+\-−–%]+")


class Placed(Struct, frozen=True, kw_only=True):
    """What a block says of each cell, and what of it has no place in the sheet.

    `columns` and `rows` are beyond the sheet; `strangers` are names of no member. Left out, as no
    scores, are the columns `passed` under other heads, and the rows of `sums`.
    """

    cells: Mapping[Cell, str] = {}
    columns: int = 0
    rows: int = 0
    strangers: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()

    @property
    def surplus(self) -> bool:
        """Whether it holds what has no place in the sheet."""
        return bool(self.columns or self.rows or self.strangers)


def place(text: str, row: int, column: int, sheet: ScoreSheet, ground: ActContext) -> Placed:
    """Find the cell of each text of a block, from a cell on or by the names that it has.

    Args:
        text: What was pasted.
        row: The row of the cell that it begins at, where it names no units.
        column: The column of that cell, where it names no criteria.
        sheet: The sheet.
        ground: The cluster-year, with the names of its units.
    """
    rows = rows_of(text)
    options = unit_options(ground, sheet.units)
    named = name_column([row[:BEFORE] for row in rows], options)
    heads = _heads(rows, named, sheet)
    passed = _passed(rows, heads, named)
    if heads is not None or (rows and any(is_head(c, NAME_HEADS, NUMBER_HEADS) for c in rows[0])):
        rows = rows[1:]
    units, strangers, below = _units(rows, named, sheet, options, row)
    names = [] if named is None else [name for name, _ in named_in(rows, named, options)]
    columns = heads if heads is not None else _from(column, named, rows, sheet)
    wide = max((_width(row) for row in rows), default=0)
    beyond = 0 if heads is not None else wide - len(columns) - _shift(named)
    return Placed(
        cells=_cells(rows, units, columns),
        columns=max(0, beyond),
        rows=below,
        strangers=strangers,
        passed=passed,
        sums=tuple(filter(_sums, names)),
    )


def _shift(named: int | None) -> int:
    """How many columns are before the first score."""
    return 0 if named is None else named + 1


def _width(row: Sequence[str]) -> int:
    return max((at + 1 for at, cell in enumerate(row) if cell), default=0)


def _heads(
    rows: Sequence[Sequence[str]], named: int | None, sheet: ScoreSheet
) -> dict[int, str] | None:
    """Column -> criterion, where the first row has the codes; None where it holds scores.

    A code that is a number is a head only under another head: that of the names or the numbers.
    """
    if not rows:
        return None
    codes = {fold(c.code): c.code for c in sheet.criteria}
    codes = {fold(c.name): c.code for c in sheet.criteria} | codes
    found = {
        at: codes[key]
        for at, cell in enumerate(rows[0])
        if (key := fold(cell).rstrip(" .)")) in codes and at >= _shift(named)
    }
    plain = any(not _FIGURE.fullmatch(rows[0][at]) for at in found)
    above = any(is_head(cell, NAME_HEADS, NUMBER_HEADS) for cell in rows[0])
    return found if found and (plain or above) and len({*found.values()}) == len(found) else None


def _passed(
    rows: Sequence[Sequence[str]], heads: Mapping[int, str] | None, named: int | None
) -> tuple[str, ...]:
    """The columns that are passed over: something is in them, and their head is no criterion."""
    if heads is None:
        return ()
    wide = max(map(_width, rows))
    others = [at for at in range(_shift(named), wide) if at not in heads]
    return tuple(rows[0][at] if at < len(rows[0]) and rows[0][at] else "?" for at in others)


def _units(
    rows: Sequence[Sequence[str]],
    named: int | None,
    sheet: ScoreSheet,
    options: Sequence[Option],
    first: int,
) -> tuple[list[str], tuple[str, ...], int]:
    """The unit of each row, empty for none; names of no member, and how many rows are too many."""
    if named is None:
        units = [*sheet.units[first : first + len(rows)]]
        return units, (), len(rows) - len(units)
    found = named_in(rows, named, options)
    codes = [option.code if option else "" for _, option in found]
    again = [name for at, (name, _) in enumerate(found) if codes[at] and codes[at] in codes[:at]]
    units = [code if code not in codes[:at] else "" for at, code in enumerate(codes)]
    filled = (
        name for row, (name, option) in zip(rows, found, strict=True) if any(row) and not option
    )
    strangers = [name or "?" for name in filled if not _sums(name)]
    return units, (*strangers, *again), 0


def _sums(name: str) -> bool:
    return is_head(name, SUMS, POINT_HEADS)


def _from(
    column: int, named: int | None, rows: Sequence[Sequence[str]], sheet: ScoreSheet
) -> dict[int, str]:
    """Column of the block -> criterion, from the cursor on."""
    codes = [criterion.code for criterion in sheet.criteria][column:]
    wide = max((_width(row) for row in rows), default=0)
    return dict(zip(range(_shift(named), wide), codes, strict=False))


def _cells(
    rows: Sequence[Sequence[str]], units: Sequence[str], columns: Mapping[int, str]
) -> dict[Cell, str]:
    """What is in each cell of the sheet; an empty cell of the block leaves it as it is."""
    return {
        (unit, code): row[at]
        for row, unit in zip(rows, units, strict=False)
        if unit
        for at, code in columns.items()
        if at < len(row) and row[at]
    }
