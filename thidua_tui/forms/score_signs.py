"""What is remarkable about the points of a sheet, cell by cell; the grid has a sign for each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from thidua_tui.forms.score_sheet import ScoreSheet

Remark: TypeAlias = Literal["best", "lowest", "above", "missing"]
Cell: TypeAlias = tuple[int, int]
FEWEST = 3
"""Scores that a column has at least before its best and its lowest are marked."""


def score_remarks(sheet: ScoreSheet) -> Mapping[Cell, Remark]:
    """Return (row, column) -> what is remarkable; a value above the self-score comes first."""
    found: dict[Cell, Remark] = {}
    for column, criterion in enumerate(sheet.criteria):
        points: dict[int, Decimal] = {}
        for row, unit in enumerate(sheet.units):
            cell = (unit, criterion.code)
            if (value := sheet.points(*cell)) is not None:
                points[row] = value
        found |= {(row, column): remark for row, remark in _ends(points).items()}
        for row, unit in enumerate(sheet.units):
            cell = (unit, criterion.code)
            own = sheet.own(*cell)
            if points and cell not in sheet.cells:
                found[row, column] = "missing"
            elif row in points and own is not None and points[row] > own:
                found[row, column] = "above"
    return found


def _ends(points: Mapping[int, Decimal]) -> dict[int, Remark]:
    """Return the best and the lowest of a column; none where half of them have the same."""
    if len(points) < FEWEST:
        return {}
    best, lowest = max(points.values()), min(points.values())
    ends: dict[int, Remark] = {}
    marks: tuple[tuple[Decimal, Remark], ...] = ((best, "best"), (lowest, "lowest"))
    for value, remark in marks:
        rows = [row for row, found in points.items() if found == value]
        if best != lowest and len(rows) * 2 < len(points):
            ends |= dict.fromkeys(rows, remark)
    return ends
