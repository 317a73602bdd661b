"""The points of a leaf: one interpreter for each kind, in exact fractions.

All but `leader-relative` look at one unit alone; that kind needs the observations of all units, so
one corrected figure may move every unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from events.errors import refuse
from events.score_book.book import Node
from events.score_book.book_check import bound
from events.score_book.leaf_kinds import (
    ACCEPTED,
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
    fields_of,
)

HALF = Fraction(1, 2)


@lru_cache(maxsize=4096)
def exact(number: Decimal | int | None) -> Fraction:
    """Return a number as a fraction; nothing is 0."""
    return Fraction(number or 0)


def added_up(points: Iterable[Fraction]) -> Fraction:
    """Return the sum of fractions, most of which have the same few denominators."""
    sums: dict[int, int] = {}
    for given in points:
        above, below = given.as_integer_ratio()
        sums[below] = sums.get(below, 0) + above
    return sum((Fraction(above, below) for below, above in sums.items()), Fraction(0))


def check_observation(leaf: Node, observed: Observation) -> None:
    """Refuse what cannot be observed for a leaf.

    Args:
        leaf: A leaf of the book.
        observed: What was observed of a unit.

    Raises:
        Refused: `observation-of-another-kind`, `points-outside`, `target-negative`, `target-zero`.
    """
    kind = leaf.score
    fields = fields_of(observed)
    accepted = ACCEPTED[type(kind)] if kind else ()
    refuse(fields not in accepted, "observation-of-another-kind", criterion=leaf.code)
    facts = {"criterion": leaf.code}
    if observed.points is not None:
        outside = not 0 <= observed.points <= leaf.max
        refuse(outside, "points-outside", points=observed.points, maximum=leaf.max, **facts)
    if observed.target is not None:
        refuse(observed.target < 0, "target-negative", **facts)
        strict = getattr(kind, "zero_target", "refused") == "refused"
        refuse(observed.target == 0 and strict, "target-zero", **facts)


def assigned(leaf: Node, observed: Observation | None) -> bool:
    """Return whether the leaf counts for the unit: a target of 0 may mean that it does not.

    Args:
        leaf: A leaf of the book.
        observed: What was observed; None where the criterion is not assigned to the unit.
    """
    if observed is None:
        return False
    zero = observed.target is not None and observed.target == 0
    return not (zero and getattr(leaf.score, "zero_target", "") == "not-assigned")


def points_of_all(leaf: Node, observed: Mapping[str, Observation]) -> dict[str, Fraction]:
    """Return unit -> its points for a leaf, of the units to which the leaf is assigned.

    Args:
        leaf: A leaf of the book.
        observed: Unit -> what was observed of it; each fits the leaf (`check_observation`).
    """
    if isinstance(leaf.score, Direct):  # assigned to every unit that something was observed of
        return {unit: exact(seen.points) for unit, seen in observed.items()}
    counted = {unit: seen for unit, seen in observed.items() if assigned(leaf, seen)}
    if isinstance(leaf.score, LeaderRelative):
        return _relative_to_leader(leaf, counted)
    return {unit: _points(leaf, seen) for unit, seen in counted.items()}


def _points(leaf: Node, seen: Observation) -> Fraction:
    """Return the points of one unit for a leaf that looks at that unit alone."""
    kind, most = leaf.score, exact(leaf.max)
    match kind:
        case Direct():
            return exact(seen.points)
        case YesNo():
            return most if seen.yes else Fraction(0)
        case DaysLate():
            return _late(kind, seen)
        case RateBands():
            return _banded(kind, seen)
        case Proportional():
            return _proportional(kind, most, seen)
        case LeaderRelative() | None:
            raise TypeError(leaf.code)  # a caller's fault: groups and this kind are done elsewhere
    return _counted(kind, most, seen)


def _counted(
    kind: CountPoints | Deduction | FormalDuty | Bonus, most: Fraction, seen: Observation
) -> Fraction:
    """Return the points of what is given or taken for each occurrence."""
    match kind:
        case CountPoints():
            return min(most, exact(seen.count) * exact(kind.each))
        case Deduction():
            left = most - exact(seen.count) * exact(kind.each)
            return left if kind.floor is None else max(exact(kind.floor), left)
        case FormalDuty():
            return Fraction(0) if seen.yes else -exact(kind.points)
        case Bonus():
            given = exact(seen.count) * exact(kind.each)
            return given if kind.cap is None else min(exact(kind.cap), given)
    assert_never(kind)


def _late(kind: DaysLate, seen: Observation) -> Fraction:
    days = seen.days or 0
    return exact(next((band.points for band in kind.bands if days <= band.days), kind.beyond))


def rate(seen: Observation) -> Fraction:
    """Return the rate in percent, as given or of the target; a target of 0 is met by anything."""
    if seen.rate is not None:
        return exact(seen.rate)
    if not seen.target:
        return Fraction(100)
    return 100 * exact(seen.actual) / exact(seen.target)


def _banded(kind: RateBands, seen: Observation) -> Fraction:
    found = rate(seen)
    for band in kind.bands:
        limit, above = bound(band)
        if found > exact(limit) or (found == exact(limit) and not above):
            return exact(band.points)
    return exact(kind.below)


def _proportional(kind: Proportional, most: Fraction, seen: Observation) -> Fraction:
    """Return the maximum at the target, in proportion below, above only where the book says so."""
    if not seen.target:
        return most  # `full`: the other meanings of a target of 0 do not come here
    share = max(Fraction(0), exact(seen.actual) / exact(seen.target))
    if share > 1 and not kind.exceed:
        return most
    given = most * share
    return given if kind.cap is None else min(exact(kind.cap), given)


def _relative_to_leader(leaf: Node, observed: Mapping[str, Observation]) -> dict[str, Fraction]:
    most = exact(leaf.max)
    with_target = {u: seen for u, seen in observed.items() if seen.target is not None}
    alone = {u: exact(seen.actual) for u, seen in observed.items() if seen.target is None}
    exceeding = {
        u: exact(seen.actual) / exact(seen.target) - 1
        for u, seen in with_target.items()
        if seen.target
    }
    highest = max(exceeding.values(), default=Fraction(0))
    points = {u: _with_target(most, share, highest) for u, share in exceeding.items()}
    points |= {u: most for u in with_target if u not in exceeding}  # `full`: a target of 0 is met
    best = max(alone.values(), default=Fraction(0))
    for unit, actual in alone.items():
        points[unit] = max(Fraction(0), actual) / best * most if best > 0 else Fraction(0)
    return points


def _with_target(most: Fraction, exceeding: Fraction, highest: Fraction) -> Fraction:
    """Return the points of a unit with a target, from its share of exceeding and the highest."""
    if exceeding < 0:
        return max(Fraction(0), HALF * most * (1 + exceeding))
    if exceeding == 0:
        return HALF * most
    return HALF * most + HALF * most * exceeding / highest
