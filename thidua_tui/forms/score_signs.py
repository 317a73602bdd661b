"""What is remarkable about the points of a column; the grid has a sign for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

Remark: TypeAlias = Literal["best", "lowest", "above", "missing", "odd", "thread"]
FEWEST = 3
"""Scores that a column has at least before its best and its lowest are marked."""


def column_remarks(
    points: Mapping[int, Decimal], own: Mapping[int, Decimal], answered: Sequence[bool]
) -> dict[int, Remark]:
    """Return row -> what is remarkable in a column; points above the self-score come first.

    Args:
        points: Row -> its points.
        own: Row -> the points that the unit gave itself, where these are points of a later stage.
        answered: Of each row, whether its cell has an answer.
    """
    found = _ends(points)
    for row, done in enumerate(answered):
        if points and not done:
            found[row] = "missing"
        elif row in points and row in own and points[row] > own[row]:
            found[row] = "above"
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
