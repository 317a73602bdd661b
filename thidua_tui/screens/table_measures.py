"""What the columns of a table need, measured when it is loaded, and which bars fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from thidua_tui.formatting.tables.data_sheet import DataSheet
from thidua_tui.widgets.cell_meaning import NO_BARS, Bars, bars_of
from thidua_tui.widgets.column_widths import GAP, LEAST

WIDEST_CELL = 60
"""Characters that a column takes at most of itself."""
BAR, LONG_BAR = 6, 32
"""Cells of a bar, where there is little room and where there is much."""
NAME, FEW = 32, 12
"""Characters of a name, and rows, up to which bars come before the name on a single line."""


class Measures(NamedTuple):
    """For each column of a sheet: the cells it needs, and its bars."""

    needs: Sequence[int] = ()
    bars: Sequence[Bars] = ()


def measured(sheet: DataSheet) -> Measures:
    """Measure the columns of a sheet."""
    columns = range(len(sheet.columns))
    return Measures(
        [_needs(sheet, column) for column in columns],
        [bars_of(sheet, column, BAR) for column in columns],
    )


def _needs(sheet: DataSheet, column: int) -> int:
    """Return the cells that a column needs: its widest cell, or its heading with a sign."""
    spec = sheet.columns[column]
    sign = 2 if spec.key in ("state", "place") else 0
    widest = max((len(line[column]) for line in sheet.lines), default=0) + sign
    return max(min(widest, WIDEST_CELL), min(len(spec.heading) + 2, LEAST + 8))


def fitting_bars(measures: Measures, columns: Sequence[int], rows: int, room: int) -> list[Bars]:
    """Return the bars of the columns: of all, of the measures alone, or none, as there is room.

    A few rows may have two lines, so that a long name leaves room for them.
    """
    cap = NAME if rows <= FEW else WIDEST_CELL
    spare = room - sum(min(cap, measures.needs[at]) for at in columns) - GAP * (len(columns) - 1)
    every = [measures.bars[at] for at in columns]
    alone = [bars if bars.greatest != 1 else NO_BARS for bars in every]
    for found in (every, alone):
        many = sum(bars.width > 0 for bars in found)
        width = min(LONG_BAR, spare // many - 1) if many else 0
        if width >= BAR:
            return [bars._replace(width=width) if bars.width else bars for bars in found]
    return [NO_BARS] * len(columns)
