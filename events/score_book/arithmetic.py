"""How the points of a leaf follow from what was observed: the step that applied, and its numbers.

The points are those of `events.score_book.leaf_points`; here they are taken apart, so that each
number of a sheet can be checked by hand. Words are made of a step elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, TypeAlias, assert_never

from events.score_book.book import Node
from events.score_book.book_check import bound
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
from events.score_book.leaf_points import HALF, assigned, exact, points_of_all, rate

Column: TypeAlias = Mapping[str, Observation | None]
"""Unit -> what was observed of it for the leaf."""


class Step(NamedTuple):
    """A step of arithmetic.

    Attributes:
        name: What applied: `share`, `band-from`, `deduction`; the name of its sentence.
        numbers: The numbers of the step; `raw` is what it gives before a limit, `points` after it.
    """

    name: str
    numbers: Mapping[str, Fraction]


def step_of(leaf: Node, seen: Observation | None, column: Column | None = None) -> Step:
    """Return how the points of a unit for a leaf follow from what was observed.

    Args:
        leaf: A leaf of the book.
        seen: What was observed of the unit; None where the leaf is not assigned to it.
        column: What was observed of all units, for points that are relative to the leader.
    """
    if not assigned(leaf, seen) or seen is None:
        return Step("not-assigned" if seen is None else "zero-target-out", {})
    if isinstance(leaf.score, LeaderRelative):
        known = {unit: one for unit, one in (column or {}).items() if one is not None}
        return _relative(leaf, seen, known)
    points = points_of_all(leaf, {"": seen})[""]
    return _alone(leaf, seen, points)


def _alone(leaf: Node, seen: Observation, points: Fraction) -> Step:
    """Return the step of a leaf that looks at one unit alone."""
    kind, most = leaf.score, exact(leaf.max)
    match kind:
        case Direct():
            return Step("direct", {"points": points, "most": most})
        case YesNo():
            return Step("yes" if seen.yes else "no", {"points": points})
        case DaysLate():
            return _late(kind, seen, points)
        case RateBands():
            return _banded(kind, seen, points)
        case Proportional():
            return _share(most, seen, points)
        case LeaderRelative() | None:
            raise TypeError(leaf.code)  # a caller's fault: groups have no step
        case FormalDuty():
            return Step("duty-done" if seen.yes else "duty-missed", {"points": points})
    return _counted(kind, most, seen, points)


def _counted(
    kind: CountPoints | Deduction | Bonus, most: Fraction, seen: Observation, points: Fraction
) -> Step:
    count, each = exact(seen.count), exact(kind.each)
    numbers = {"count": count, "each": each, "points": points}
    match kind:
        case CountPoints():
            return _limited("count", numbers | {"raw": count * each})
        case Deduction():
            return _limited("deduction", numbers | {"most": most, "raw": most - count * each})
        case Bonus():
            return _limited("bonus", numbers | {"raw": count * each})
    assert_never(kind)


def _limited(name: str, numbers: dict[str, Fraction]) -> Step:
    """Return a step; where a limit changed what it gives, its name ends in `-limited`."""
    return Step(name if numbers["raw"] == numbers["points"] else f"{name}-limited", numbers)


def _late(kind: DaysLate, seen: Observation, points: Fraction) -> Step:
    days = seen.days or 0
    limit = next((band.days for band in kind.bands if days <= band.days), None)
    name = "late" if limit is not None else "late-beyond"
    if not days:
        name = "on-time"
    last = kind.bands[-1].days if limit is None else limit
    return Step(name, {"days": exact(days), "limit": exact(last), "points": points})


def _banded(kind: RateBands, seen: Observation, points: Fraction) -> Step:
    found = rate(seen)
    numbers = {"rate": found, "points": points}
    if seen.rate is None:
        numbers |= {"actual": exact(seen.actual), "target": exact(seen.target)}
    for band in kind.bands:
        limit, above = bound(band)
        if found > exact(limit) or (found == exact(limit) and not above):
            return Step("band-above" if above else "band-from", numbers | {"limit": exact(limit)})
    return Step("band-below", numbers | {"limit": exact(bound(kind.bands[-1])[0])})


def _share(most: Fraction, seen: Observation, points: Fraction) -> Step:
    if not seen.target:
        return Step("zero-target-full", {"points": points})
    actual, target = exact(seen.actual), exact(seen.target)
    numbers = {"actual": actual, "target": target, "most": most, "points": points}
    return _limited("share", numbers | {"raw": most * actual / target})


def _relative(leaf: Node, seen: Observation, column: Mapping[str, Observation]) -> Step:
    """Return the step of points that are relative to the best unit of the group."""
    most, actual = exact(leaf.max), exact(seen.actual)
    if seen.target is None:
        best = max(
            (exact(one.actual) for one in [*column.values(), seen] if one.target is None),
            default=actual,
        )
        points = max(Fraction(0), actual) / best * most if best > 0 else Fraction(0)
        numbers = {"actual": actual, "best": best, "most": most, "points": points}
        return Step("of-best" if best > 0 else "of-best-none", numbers)
    if not seen.target:
        return Step("zero-target-full", {"points": most})
    shares = [exact(o.actual) / exact(o.target) - 1 for o in [*column.values(), seen] if o.target]
    share, highest = actual / exact(seen.target) - 1, max(shares)
    numbers = {"actual": actual, "target": exact(seen.target), "most": most, "share": 100 * share}
    if share <= 0:
        raw = HALF * most * (1 + share)
        name = "half-of-share" if share else "half"
        return _limited(name, numbers | {"raw": raw, "points": max(Fraction(0), raw)})
    points = HALF * most + HALF * most * share / highest
    name = "leader" if share == highest else "behind-leader"
    return Step(name, numbers | {"highest": 100 * highest, "raw": points, "points": points})
