"""The order of the units by their totals, and what parted those with equal totals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import msgspec
from msgspec import Struct

from events.score_book.book import ScoreBook, TieBreak
from events.score_book.evaluate import Sheet

WOMEN_FIRST = 70
"""Percent of women from which on a collective comes first (NĐ 152/2025, Điều 4.5)."""
Value: TypeAlias = Fraction | None


class Circumstances(Struct, frozen=True, kw_only=True):
    """What tie-breakers look at besides the sheet; None is unknown.

    Attributes:
        gap: The sum of the differences between the unit's own and the verified points.
        women: The share of women, in percent.
        last_place: The place of the year before.
    """

    gap: Fraction | None = None
    women: Decimal | None = None
    last_place: int | None = None


class Ranked(Struct, frozen=True, kw_only=True):
    """A unit in the order.

    Attributes:
        unit: The code of the unit.
        place: From 1; units that nothing parts share it, and the next places are left out.
        tied: Whether it shares its place.
        decided_by: What parted it from the unit above: 0 the total, n the n-th tie-breaker of the
            book; None for the first, and for a unit that shares the place of the unit above.
        act: How an act decided the tie of the unit; None where none did.
    """

    unit: str
    place: int
    tied: bool
    decided_by: int | None
    act: str | None = None


def rank(
    book: ScoreBook, sheets: Mapping[str, Sheet], known: Mapping[str, Circumstances]
) -> tuple[Ranked, ...]:
    """Return the units from the first on; units that share a place are in the order of their codes.

    A tie-breaker parts units with equal totals only if its value is known of all of them: nothing
    unknown decides a place.

    Args:
        book: The book of the year.
        sheets: Unit -> its sheet, of the units that are ranked.
        known: Unit -> what else tie-breakers look at.
    """
    steps: list[Callable[[str], Value]] = [lambda unit: Fraction(sheets[unit].total)]
    steps += [value_at(step, sheets, known) for step in book.tie_breaks]
    groups: list[tuple[list[str], int | None]] = [(sorted(sheets), None)]
    for number, value in enumerate(steps):
        groups = [part for units, by in groups for part in parted(units, by, value, number)]
    ranked: list[Ranked] = []
    for units, by in groups:
        place = len(ranked) + 1
        for at, unit in enumerate(units):
            decided = None if at or place == 1 else by
            tied = len(units) > 1
            ranked.append(Ranked(unit=unit, place=place, tied=tied, decided_by=decided))
    return tuple(ranked)


def parted(
    units: Sequence[str], by: int | None, value: Callable[[str], Value], number: int
) -> list[tuple[list[str], int | None]]:
    """Split units that are equal so far, the highest value first; not where a value is unknown.

    Args:
        units: The units that are equal so far.
        by: The step that parted the first of them from the unit above.
        value: What the step compares; the higher value comes first.
        number: The number of the step: 0 the total, n the n-th tie-breaker.

    Returns:
        Groups of units, each with the step that parted it from the group above.
    """
    values = {unit: value(unit) for unit in units}
    known = [v for v in values.values() if v is not None]
    if len(units) == 1 or len(known) < len(units):
        return [(list(units), by)]
    parts = [
        [unit for unit in units if values[unit] == level]
        for level in sorted(set(known), reverse=True)
    ]
    return [(part, by if not at else number) for at, part in enumerate(parts)]


def value_at(
    step: TieBreak, sheets: Mapping[str, Sheet], known: Mapping[str, Circumstances]
) -> Callable[[str], Value]:
    """Return what a tie-breaker compares: the higher value comes first, None is unknown.

    Args:
        step: The tie-breaker.
        sheets: Unit -> its sheet, of the units that are ranked.
        known: Unit -> what else tie-breakers look at.
    """
    nothing = Circumstances()

    def value(unit: str) -> Value:
        others = known.get(unit, nothing)
        match step.by:
            case "criterion":
                return sheets[unit].points.get(step.criterion or "")
            case "deductions":
                return sheets[unit].deducted
            case "gap":
                return -others.gap if others.gap is not None else None
            case "women":
                share = others.women
                return None if share is None else Fraction(share >= WOMEN_FIRST)
            case "last-place":
                return None if others.last_place is None else -Fraction(others.last_place)

    return value


def fingerprint(
    ranked: Sequence[Ranked], sheets: Mapping[str, Sheet], basis: str, version: int, position: int
) -> str:
    """Return a short hash by which two prints of a ranking are seen to be the same.

    Args:
        ranked: The ranking.
        sheets: Unit -> its sheet; a unit that has a place without points has none.
        basis: How the places came about: `scores`, `agreed`, `provisional`.
        version: The version of the book, from 1; 0 without a book.
        position: The last entry of the ledger that the ranking rests on.

    Returns:
        Twelve hexadecimal digits in groups of four.
    """
    totals = {unit: str(sheet.total) for unit, sheet in sheets.items()}
    lines = sorted((one.place, one.unit, totals.get(one.unit)) for one in ranked)
    content = msgspec.json.encode([basis, version, position, lines])
    digest = hashlib.sha256(content).hexdigest()[:12]
    return "-".join(digest[at : at + 4] for at in range(0, 12, 4))
