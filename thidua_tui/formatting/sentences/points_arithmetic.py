"""How points follow from what was observed, as it is read aloud: «10 × 38 ÷ 40 = 9,5»."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from events.score_book.book import Node
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

MINUS = "−"
DIGITS = 4
"""Decimals of a number that has more; it is marked as not exact."""
Column = Mapping[str, Observation | None]
"""Unit -> what was observed of it for the leaf."""


def points_text(points: Fraction | Decimal, words: Words) -> str:
    """Return points as printed: exact where four decimals are enough, else with `≈` before them.

    Args:
        points: The points.
        words: The words of the chosen language.
    """
    number = Fraction(points)
    short = Decimal(round(number * 10**DIGITS)).scaleb(-DIGITS)
    text = words.number(_plain(abs(short)))
    sign = MINUS if short < 0 else ""
    return f"{'' if Fraction(short) == number else '≈'}{sign}{text}"


def signed_text(points: Fraction | Decimal, words: Words) -> str:
    """Return a difference with its sign; 0 without one.

    Args:
        points: The difference.
        words: The words of the chosen language.
    """
    text = points_text(points, words)
    return f"+{text}" if points > 0 and text != "0" else text


def _plain(number: Decimal) -> Decimal:
    """Return the same number without zeros at its end and without an exponent."""
    normal = number.normalize()
    return Decimal(f"{normal:f}")


def observed_text(seen: Observation | None, words: Words) -> str:
    """Return what was observed in words; that the line does not apply where nothing could be.

    Args:
        seen: What was observed; None where the criterion does not apply to the unit.
        words: The words of the chosen language.
    """
    if seen is None:
        return words("placereasons.seen.not-applicable")
    if seen.yes is not None:
        return words(f"placereasons.seen.{'yes' if seen.yes else 'no'}")
    if seen.target is not None:
        facts = {"actual": points_text(exact(seen.actual), words)}
        return words("placereasons.seen.target", target=points_text(seen.target, words), **facts)
    for name in ("points", "days", "rate", "count", "actual"):
        if (value := getattr(seen, name)) is not None:
            return words(f"placereasons.seen.{name}", value=points_text(exact(value), words))
    return words("placereasons.seen.nothing")


def arithmetic(
    leaf: Node, seen: Observation | None, points: Fraction | None, column: Column, words: Words
) -> str:
    """Return how the points of a leaf follow from what was observed.

    Args:
        leaf: A leaf of the version of the book under which it was scored.
        seen: What was observed; None where the criterion does not apply to the unit.
        points: The points that follow; None where the criterion does not apply.
        column: What was observed of all units, for points relative to the leader.
        words: The words of the chosen language.
    """
    if seen is None or points is None:
        return words("placereasons.seen.not-applicable")
    result = points_text(points, words)
    steps = [*_steps(leaf, seen, column, words)]
    return " ".join([*steps, f"= {result}"]) if steps else result


def _steps(leaf: Node, seen: Observation, column: Column, words: Words) -> Iterator[str]:
    def say(key: str, **numbers: Fraction | Decimal | int | None) -> str:
        facts = {name: points_text(Fraction(one or 0), words) for name, one in numbers.items()}
        return words(f"placereasons.arithmetic.{key}", **facts)

    most = exact(leaf.max)
    match leaf.score:
        case Direct() | None:
            yield say("direct", most=most)
        case YesNo():
            yield say("yes" if seen.yes else "no", most=most)
        case RateBands():
            yield say("rate", rate=rate(seen))
        case Proportional() as kind:
            yield from _share(kind, most, seen, say)
        case LeaderRelative():
            yield from _relative(most, seen, column, say)
        case kind:
            yield _occurrences(kind, most, seen, say)


def _occurrences(
    kind: DaysLate | CountPoints | Deduction | FormalDuty | Bonus,
    most: Fraction,
    seen: Observation,
    say: Callable[..., str],
) -> str:
    """Say what days, counts and duties give or take."""
    match kind:
        case DaysLate():
            days = seen.days or 0
            band = next((one for one in kind.bands if days <= one.days), None)
            return say("late", days=days, band=band.days) if band else say("too-late", days=days)
        case CountPoints(each=each):
            return say("count", count=seen.count, each=each, most=most)
        case Deduction(each=each):
            return say("deduction", most=most, count=seen.count, each=each)
        case FormalDuty(points=taken):
            return say("duty-done") if seen.yes else say("duty-missed", taken=taken)
        case Bonus(each=each, cap=cap):
            key = "bonus" if cap is None else "bonus-capped"
            return say(key, count=seen.count, each=each, cap=cap)


def _share(
    kind: Proportional, most: Fraction, seen: Observation, say: Callable[..., str]
) -> Iterator[str]:
    if not seen.target:
        yield say("zero-target", most=most)
        return
    key = "share" if kind.exceed or exact(seen.actual) <= exact(seen.target) else "share-full"
    yield say(key, most=most, actual=seen.actual, target=seen.target)


def _relative(
    most: Fraction, seen: Observation, column: Column, say: Callable[..., str]
) -> Iterator[str]:
    known = [one for one in column.values() if one is not None]
    if seen.target is None:
        best = max((exact(one.actual) for one in known if one.target is None), default=Fraction(0))
        yield say("of-best", most=most, actual=seen.actual, best=best)
        return
    shares = [exact(one.actual) / exact(one.target) - 1 for one in known if one.target]
    own = exact(seen.actual) / exact(seen.target) - 1 if seen.target else Fraction(0)
    numbers = {"most": most, "actual": seen.actual, "target": seen.target}
    if own < 0:
        yield say("below-target", **numbers)
    elif own == 0:
        yield say("at-target", **numbers)
    else:
        yield say("above-target", **numbers, own=100 * own, best=100 * max(shares))
