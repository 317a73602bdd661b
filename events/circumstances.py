"""What tie-breakers look at besides the sheet: the gap, the share of women, last year's place."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from events.command import History
from events.event import Scope
from events.result_events import adopted, result_of
from events.rule_book import book_of, in_force
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
    both = [leaf for leaf in book_of(issued).leaves() if leaf.by is None] if issued else []
    gaps: dict[str, Fraction] = {}
    unknown: set[str] = set()
    for leaf in both:
        of_unit = own.get(leaf.code, {})
        for unit, points in verified.get(leaf.code, {}).items():
            given = of_unit.get(unit, Fraction(0) if isinstance(leaf.score, ADDING) else None)
            if given is None:
                unknown.add(unit)
            else:
                gaps[unit] = gaps.get(unit, Fraction(0)) + abs(points - given)
    return {unit: gap for unit, gap in gaps.items() if unit not in unknown}
