"""A block of results of movements: its rows are units, its columns are movements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from events.command import Command
from events.emulation_movements import JoinMovement
from events.errors import BadInput
from events.movement_results import RecordMovementResult
from events.text import fold
from thidua_tui.parsing.clipboard_table import rows_of
from thidua_tui.parsing.fuzzy_match import Option, unique_match
from thidua_tui.parsing.numbers_and_codes import parse_amount

SIGNS = frozenset({"x", "✓", "v", "co", "yes"})
"""What says that a unit registered, without a result."""
EMPTY = frozenset({"", "-", "–", "−", "·"})
"""What says nothing."""
_NUMBER = re.compile(r"([0-9][0-9., ]*)\s*(.*)")


class PlacedResults(Struct, frozen=True, kw_only=True):
    """Where the cells of a block go.

    Attributes:
        cells: Unit and movement -> the text.
        rows: Rows below the last unit.
        columns: Columns behind the last movement.
        strangers: Names in the first column that are no unit of the list.
    """

    cells: Mapping[tuple[str, str], str]
    rows: int = 0
    columns: int = 0
    strangers: tuple[str, ...] = ()

    @property
    def surplus(self) -> bool:
        """Whether something of the block has no place."""
        return bool(self.rows or self.columns or self.strangers)


def place_results(
    text: str, units: Sequence[Option], movements: Sequence[str], at: int
) -> PlacedResults:
    """Find the unit and the movement of each cell of a block; blank cells are passed over.

    A first column of names says which units the rows are of; without it they follow each other from
    the cursor on.

    Args:
        text: What was pasted.
        units: The units in the order that is shown.
        movements: The codes of the movements from the cursor's on.
        at: The place of the cursor's unit, from 0.
    """
    rows = [row for row in rows_of(text) if any(row)]
    named = [unique_match(row[0], units) if row[0] else None for row in rows]
    by_name = sum(map(bool, named)) * 2 > len(rows) and any(len(row) > 1 for row in rows)
    cells: dict[tuple[str, str], str] = {}
    below, wide, strangers = 0, 0, list[str]()
    for number, row in enumerate(rows):
        values = row[1:] if by_name else row
        wide = max(wide, *(n + 1 for n, value in enumerate(values) if value), 0)
        if by_name:
            unit = named[number]
        else:
            unit = units[at + number] if at + number < len(units) else None
        if unit is None:
            strangers += [row[0]] if by_name else []
            below += not by_name
            continue
        of_row = zip(movements, values, strict=False)
        cells |= {(unit.code, one): value for one, value in of_row if value not in EMPTY}
    columns = max(0, wide - len(movements))
    return PlacedResults(cells=cells, rows=below, columns=columns, strangers=tuple(strangers))


def command_of(text: str, unit: str, movement: str, cluster: str, year: int) -> Command:
    """Return what a cell records: a registration, a number with its unit of measure, or words.

    Args:
        text: The text of the cell, not empty.
        unit: The code of the unit.
        movement: The code of the movement.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    here: dict[str, Any] = {"movement": movement, "cluster": cluster, "year": year}
    if fold(text) in SIGNS:
        return JoinMovement(**here, units=(unit,))
    found = _NUMBER.fullmatch(text)
    if found:
        try:
            amount = parse_amount(found[1].strip())
        except BadInput:
            return RecordMovementResult(**here, unit=unit, text=text)
        return RecordMovementResult(**here, unit=unit, amount=amount, measure=found[2].strip())
    return RecordMovementResult(**here, unit=unit, text=text)
