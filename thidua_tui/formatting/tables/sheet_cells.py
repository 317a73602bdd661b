"""Cells of score sheets: points that may be missing or not assigned, the gap, what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE, Cell
from thidua_tui.i18n.messages import Words

NUMBERS = ("max_points", "self", "peer", "verified", "office", "outside", "final", "score_gap")
"""The columns of numbers."""
INDENT = "  "
MOST_MISSING = 8
"""Codes that are named of what is missing; the rest are counted."""


def given(field: str) -> Cell:
    """Return the cell of points: a dash where nothing is recorded, `×` where not assigned."""
    return lambda row, words: points(getattr(row, field), words)


def points(value: Decimal | str | None, words: Words) -> str:
    """Return points as text.

    Args:
        value: The points, `not-applicable`, or None.
        words: The words of the language to use.
    """
    if value is None:
        return NONE
    if isinstance(value, Decimal):
        return words.number(value)
    return words("unitsheet.not-assigned")


def gap(row: Any, words: Words) -> str:
    """The verified points less the unit's own, with its sign; a dash where one is not known."""
    return signed(row.gap, words)


def signed(value: Decimal | None, words: Words) -> str:
    """Return a difference with its sign, a dash where it is not known.

    Args:
        value: The difference.
        words: The words of the language to use.
    """
    if value is None:
        return NONE
    sign = "+" if value > 0 else ""
    text: str = f"{sign}{words.number(value)}"
    return text.replace("-", "−")


def line_name(row: Any, _: Words) -> str:
    """The title of the line, further in for each level."""
    return f"{INDENT * row.level}{plain(row.criterion_name)}"


def counted(row: Any, _: Words) -> str:
    """How many cells are filled of how many."""
    return f"{row.filled}/{row.wanted}"


def missing(row: Any, words: Words) -> str:
    """The codes of what is missing, the first of them where they are many."""
    if not row.missing:
        return NONE
    codes: str = ", ".join(map(plain, row.missing[:MOST_MISSING]))
    more = len(row.missing) - MOST_MISSING
    if more <= 0:
        return codes
    return words("unitsheet.and-more", codes=codes, more=str(more))
