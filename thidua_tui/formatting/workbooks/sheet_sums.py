"""Sums of a sheet: formulas where what is shown adds up to the points of the program."""

from __future__ import annotations

from decimal import Decimal

from thidua_tui.formatting.workbooks.sheet import Cell
from thidua_tui.i18n.messages import Words

Placed = list[tuple[tuple[int, int], Cell]]
"""Row and column of each cell of a table, from 0, and the cell."""


def summed(cell: Cell, below: Placed, words: Words) -> Cell:
    """Return a cell as the sum of others, if what they show adds up to it.

    Args:
        cell: The cell, with the points of the program.
        below: Row and column of each cell that is added, and the cell.
        words: The words of the chosen language.
    """
    found = total_of(below, words)
    if cell.value == found.value or (cell.value is None and found.value is None):
        return found
    return cell


def total_of(cells: Placed, words: Words) -> Cell:
    """Return the sum of cells as a formula with its value; no value where no number is shown.

    Args:
        cells: Row and column of each cell, and the cell.
        words: The words of the chosen language.
    """
    numbers = [cell.value for _, cell in cells if isinstance(cell.value, Decimal)]
    places = tuple(place for place, _ in cells)
    if not numbers:
        return Cell(adds=places)
    total = sum(numbers, Decimal(0))
    return Cell(total, words.number(total), adds=places)
