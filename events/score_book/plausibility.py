"""What is unusual about a score: notes for a person, which never block."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Literal, TypeAlias

from msgspec import Struct

Unusual: TypeAlias = Literal["far-from-years", "far-from-cluster", "below-self", "tenfold", "copy"]
ENOUGH_YEARS, ENOUGH_UNITS = 3, 5
"""From how many years, and other units, on a figure can be called unusual."""
DEVIATIONS = 2
"""By how many median deviations a figure is far from the others."""


class Note(Struct, frozen=True, kw_only=True):
    """What is unusual about a figure, with what it is compared with.

    Attributes:
        unusual: The kind of the note.
        low: The least of the figures compared with; None where there is no range.
        high: The highest of them.
    """

    unusual: Unusual
    low: Decimal | None = None
    high: Decimal | None = None


def notes(
    points: Decimal,
    *,
    years: Sequence[Decimal] = (),
    others: Collection[Decimal] = (),
    own: Decimal | None = None,
) -> tuple[Note, ...]:
    """Return what is unusual about the points of a unit for a criterion.

    Args:
        points: The points that are about to be recorded.
        years: The unit's points for the criterion in earlier years.
        others: The points of the other units of the year.
        own: The points that the unit gave itself, where these are verified points.
    """
    return tuple(_notes(points, years, others, own))


def _notes(
    points: Decimal, years: Sequence[Decimal], others: Collection[Decimal], own: Decimal | None
) -> Iterator[Note]:
    if years:
        low, high = min(years), max(years)
        tens = [ten for ten in (points / 10, points * 10) if low <= ten <= high]
        slip = next((y for y in years if y and y in tens), None) if tens else None
        if slip is not None:
            yield Note(unusual="tenfold", low=slip, high=slip)
        elif len(years) >= ENOUGH_YEARS and not low <= points <= high:
            spread = max(high - low, high / 10)
            if not low - spread <= points <= high + spread:
                yield Note(unusual="far-from-years", low=low, high=high)
    if len(others) >= ENOUGH_UNITS and not (min(others) <= points <= max(others)):
        middle = median(others)
        deviation = median(abs(one - middle) for one in others)
        if deviation and abs(points - middle) > DEVIATIONS * deviation:
            yield Note(unusual="far-from-cluster", low=min(others), high=max(others))
    if own is not None and own < points:
        yield Note(unusual="below-self", low=own, high=own)


def copies(
    sheets: Mapping[str, Mapping[str, Decimal | Fraction]], least: int = 5
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of units whose sheets have the same points in every line.

    Args:
        sheets: Unit -> line -> points.
        least: From how many lines on equal sheets are unusual.

    Returns:
        The pairs, each in the order of the codes; sheets at full marks are equal by nature and
        are left to the caller.
    """
    by_content: dict[frozenset[tuple[str, Decimal | Fraction]], list[str]] = {}
    for unit in sorted(sheets):
        if len(sheets[unit]) >= least:
            by_content.setdefault(frozenset(sheets[unit].items()), []).append(unit)
    return tuple(
        (one, other)
        for units in by_content.values()
        for at, one in enumerate(units)
        for other in units[at + 1 :]
    )
