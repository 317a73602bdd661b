"""How points follow from what was observed, as a line of arithmetic: `38/40 → 9,5 = 10 × 38 ÷ 40`.

The points are those that the book gives (`events.score_book`); the line only says by which step.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from events.score_book.book import Node, Rounding
from events.score_book.evaluate import rounded
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    Direct,
    FormalDuty,
    LeaderRelative,
    Observation,
    Proportional,
    RateBands,
    YesNo,
)
from events.score_book.leaf_points import exact, rate
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.observations import text_of

DIGITS = 4
"""Decimals of what is shown of an exact number."""


def arithmetic(
    leaf: Node,
    seen: Observation | None,
    points: Fraction | None,
    words: Words,
    column: Mapping[str, Observation | None] | None = None,
) -> str:
    """Return how points follow from an observation; empty where there is nothing to say.

    Args:
        leaf: The leaf of the book.
        seen: What was observed of the unit; None where the leaf does not apply to it.
        points: The points that follow; None where none do.
        words: The catalogue of the language.
        column: What was observed of all units, for a leaf that looks at the leader.
    """
    if seen is None or isinstance(leaf.score, Direct | None):
        return ""
    observed = text_of(seen, yes=words("scorestaging.yes"), no=words("scorestaging.no"))
    if points is None:
        return words("scorestaging.how.not-assigned", observed=observed)
    step = _step(leaf, seen, points, words, column or {})
    return words("scorestaging.how.line", observed=observed, points=_number(points, words)) + step


def _number(number: Fraction | Decimal | int, words: Words) -> str:
    shown = rounded(Fraction(number), Rounding(digits=DIGITS)).normalize()
    return words.number(Decimal(f"{shown:f}"))


def _step(
    leaf: Node,
    seen: Observation,
    points: Fraction,
    words: Words,
    column: Mapping[str, Observation | None],
) -> str:
    """Return the step behind the points, with a sign before it."""
    kind, most = leaf.score, _number(leaf.max, words)
    match kind:
        case CountPoints() | Bonus():
            cap = leaf.max if isinstance(kind, CountPoints) else kind.cap
            raw = exact(seen.count) * exact(kind.each)
            cut = _number(cap, words) if cap is not None and raw > exact(cap) else ""
            facts = {"count": str(seen.count), "each": _number(kind.each, words), "cap": cut}
            return words("scorestaging.how.count", **facts)
        case Deduction():
            raw = exact(leaf.max) - exact(seen.count) * exact(kind.each)
            floor = "" if raw == points or kind.floor is None else _number(kind.floor, words)
            facts = {"count": str(seen.count), "each": _number(kind.each, words), "floor": floor}
            return words("scorestaging.how.deduction", maximum=most, **facts)
        case Proportional() if seen.target:
            facts = {"actual": _number(exact(seen.actual), words)}
            facts |= {"target": _number(seen.target, words), "maximum": most}
            raw = exact(leaf.max) * exact(seen.actual) / exact(seen.target)
            cut = _number(points, words) if raw > points else ""
            return words("scorestaging.how.proportional", cap=cut, **facts)
        case RateBands() | DaysLate():
            return _band(kind, seen, words)
        case LeaderRelative():
            return _leader(seen, most, words, column)
        case YesNo() | FormalDuty():
            return ""
    return ""


def _band(kind: RateBands | DaysLate, seen: Observation, words: Words) -> str:
    if isinstance(kind, DaysLate):
        days = next((band.days for band in kind.bands if (seen.days or 0) <= band.days), None)
        if days is None:
            return words("scorestaging.how.days-beyond", days=str(kind.bands[-1].days))
        return words("scorestaging.how.days", days=str(days))
    found = rate(seen)
    shown = "" if seen.rate is not None else _number(found, words)
    for band in kind.bands:
        if band.at_least is not None and found >= exact(band.at_least):
            return words("scorestaging.how.rate", rate=shown, bound=_number(band.at_least, words))
        if band.above is not None and found > exact(band.above):
            return words("scorestaging.how.above", rate=shown, bound=_number(band.above, words))
    return words("scorestaging.how.below", rate=shown)


def _leader(
    seen: Observation, most: str, words: Words, column: Mapping[str, Observation | None]
) -> str:
    others = [one for one in column.values() if one is not None]
    if seen.target is None:
        best = max((exact(one.actual) for one in others if one.target is None), default=Fraction(0))
        facts = {"actual": _number(exact(seen.actual), words), "best": _number(best, words)}
        return words("scorestaging.how.leader", maximum=most, **facts)
    if not seen.target:
        return ""
    shares = [exact(one.actual) / exact(one.target) - 1 for one in others if one.target]
    share = exact(seen.actual) / exact(seen.target) - 1
    key = "below-target" if share < 0 else "at-target" if share == 0 else "over-target"
    facts = {"share": _number(100 * share, words), "best": _number(100 * max(shares), words)}
    facts["rate"] = _number(100 + 100 * share, words)
    return words(f"scorestaging.how.{key}", maximum=most, **facts)
