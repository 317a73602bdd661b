"""What tie-breakers look at besides the sheet: the gap, the share of women, last year's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from events.command import History
from events.event import Scope
from events.result_events import adopted, result_of
from events.rule_book import book_of, in_force
from events.score_book.book import ScoreBook
from events.score_book.book_check import ADDING
from events.score_book.order import Circumstances
from events.score_sheets import stage_points
from events.women_counts import shares_of_women, women_of


def circumstances_of(cluster: str, year: int) -> tuple[Scope, ...]:
    """Return the scopes of what tie-breakers look at besides the scores of the year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return (women_of(cluster, year), result_of(cluster, year - 1))


def circumstances(
    history: History, cluster: str, year: int, units: Sequence[str]
) -> dict[str, Circumstances]:
    """Return unit -> what is known of it; nothing is read that no tie-breaker of the book asks for.

    Args:
        history: The history, with rule book, scores and counts of the year, and the result of the
            year before.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The units that are ranked.
    """
    issued = in_force(history, cluster, year)
    asked = {step.by for step in book_of(issued).tie_breaks} if issued else set()
    if not asked & {"gap", "women", "last-place"}:
        return {}
    gaps = _gaps(history, cluster, year) if "gap" in asked else {}
    women = shares_of_women(history, cluster, year)
    before = adopted(history, cluster, year - 1)
    places = {place.unit: place.place for place in before.places} if before else {}
    return {
        unit: Circumstances(gap=gaps.get(unit), women=women.get(unit), last_place=places.get(unit))
        for unit in units
    }


def _gaps(history: History, cluster: str, year: int) -> dict[str, Fraction]:
    """Return unit -> the sum of the differences between its own and its verified points.

    It is known only of a unit that scored all lines that are verified: lines that were left empty
    are not the nearest to the verified points.
    """
    own, verified = (stage_points(history, cluster, year, s) for s in ("self", "verified"))
    issued = in_force(history, cluster, year)
    if issued is None:
        return {}
    book = book_of(issued)
    units = dict.fromkeys(unit for of_unit in verified.values() for unit in of_unit)
    found = {unit: gap_of(book, _column(own, unit), _column(verified, unit)) for unit in units}
    return {unit: gap for unit, gap in found.items() if gap is not None}


def _column(points: Mapping[str, Mapping[str, Fraction]], unit: str) -> dict[str, Fraction]:
    return {leaf: of_unit[unit] for leaf, of_unit in points.items() if unit in of_unit}


def gap_of(
    book: ScoreBook, own: Mapping[str, Fraction], verified: Mapping[str, Fraction]
) -> Fraction | None:
    """Return the sum of the differences between own and verified points; None where unknown.

    Args:
        book: The book of the year.
        own: Leaf -> the unit's own points.
        verified: Leaf -> the verified points.
    """
    gap: Fraction | None = None
    for leaf in book.leaves():
        points = verified.get(leaf.code)
        if leaf.by is None and points is not None:
            given = own.get(leaf.code, Fraction(0) if isinstance(leaf.score, ADDING) else None)
            if given is None:
                return None
            gap = (gap or Fraction(0)) + abs(points - given)
    return gap
