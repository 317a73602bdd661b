"""Cells of the table of targets: the promise, its criterion, what was observed, and the outcome."""

from __future__ import annotations

from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE, shown
from thidua_tui.i18n.messages import Words


def promiser(row: Any, words: Words) -> str:
    """The unit that promises; every member where the year has no roster."""
    return plain(row.unit_name) or words("targets.every-member")


def promised(row: Any, words: Words) -> str:
    """The number with its comparison and its unit of measure, and the deadline."""
    if row.amount is None and row.deadline is None:
        return NONE
    return words(
        "targets.promised",
        comparison=words.choice("comparison", row.comparison) if row.amount is not None else "",
        amount=row.amount,
        measure=plain(row.measure),
        deadline=row.deadline,
    ).strip(" ,")


def criterion(row: Any, _words: Words) -> str:
    """The code and the title of the criterion that scores it."""
    return plain(f"{row.criterion} {row.criterion_name}".strip()) or NONE


def evidence(row: Any, _words: Words) -> str:
    """The documents behind its points, and the files."""
    return "; ".join(plain(one) for one in (*row.papers, *row.files)) or NONE


def observed(row: Any, words: Words) -> str:
    """What was observed; and the number it was compared with, where that is another."""
    if row.observed is None:
        return NONE
    seen = words.value("observed", row.observed)
    if row.other_target is None:
        return seen
    return words("targets.other", seen=seen, amount=row.amount)


def points(row: Any, words: Words) -> str:
    """The final points, of how many."""
    if row.points is None:
        return NONE
    if row.points == "not-applicable":
        return words("acts.form.not_applicable")
    most = f"/{words.number(row.max_points)}" if row.max_points is not None else ""
    return f"{shown(row.points, words)}{most}"


def kept(row: Any, words: Words) -> str:
    """What became of the promise."""
    return words(f"targets.kept.{row.kept}")
