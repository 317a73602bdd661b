"""What a ranking shows of a unit's sheet: how much is filled, both totals, the grade."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from events.score_book.book_check import ADDING
from events.score_book.evaluate import grade_of, rounded
from views.ranked_year import RankedYear


def filled(known: RankedYear, unit: str, points: Sequence[Decimal | None]) -> dict[str, Any]:
    """Return how much of a sheet is filled; what only adds or takes needs no entry.

    Args:
        known: The ranking of the year.
        unit: The code of the unit.
        points: Its verified points; they count where there is no book.
    """
    book, found = known.order.book, known.order.sheets.get(unit)
    if book is None:
        scored = sum(one is not None for one in points)
        return {"scored": scored, "not_applicable": len(points) - scored, "criteria": None}
    needed = {leaf.code for leaf in book.leaves() if not isinstance(leaf.score, ADDING)}
    apart = needed.intersection(found.unassigned if found else ())
    empty = needed.intersection(found.missing) if found else needed
    return {
        "scored": len(needed) - len(apart) - len(empty),
        "not_applicable": len(apart),
        "criteria": len(needed),
    }


def of_sheet(known: RankedYear, unit: str) -> dict[str, Any]:
    """Return the plain total where it is on another scale, and the grade where the book has any.

    Args:
        known: The ranking of the year.
        unit: The code of the unit.
    """
    order = known.order
    if order.book is None or unit not in known.sums:
        return {}
    book, found = order.book, order.sheets[unit]
    fields: dict[str, Any] = {}
    if found.unassigned:
        fields["plain"] = rounded(found.plain, book.rounding)
        fields["assigned"] = rounded(found.assigned_max, book.rounding)
    if book.grades and not found.missing:
        fields["grade"] = grade_of(book, found, order.cells.get(unit, {}))
    return fields
