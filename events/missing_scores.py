"""Whether the scores of a year are complete enough to adopt a result by them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from events.command import History
from events.errors import Refused, refuse
from events.holds import without_place
from events.membership import members
from events.rule_book import book_of, in_force
from events.score_book.leaf_kinds import Direct
from events.score_sheets import missing, sheets


def complete(history: History, cluster: str, year: int, units: Sequence[str]) -> None:
    """Refuse final points that are missing, do not apply, or exceed the rule book in force.

    Args:
        history: The history, with rule book and scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The members to be considered.

    Raises:
        Refused: `score-missing`, `score-not-applicable`, `points-outside`.
    """
    for unit, code in missing(history, cluster, year, units):
        raise Refused("score-missing", unit=unit, criterion=code)
    issued = in_force(history, cluster, year)
    book = book_of(issued) if issued else None
    found = sheets(history, cluster, year)
    for unit in units if book else ():
        for leaf in book.leaves() if book else ():
            facts = {"unit": unit, "criterion": leaf.code}
            out = book is not None and book.not_assigned == "forbidden"
            refuse(out and leaf.code in found[unit].unassigned, "score-not-applicable", **facts)
            if isinstance(leaf.score, Direct):
                points = found[unit].points.get(leaf.code)
                beyond = points is not None and points > leaf.max
                shown = _decimal(points) if points is not None else None
                refuse(beyond, "points-outside", points=shown, maximum=leaf.max, **facts)


def _decimal(points: Fraction) -> Decimal:
    """Return points that were given directly, as they were given."""
    return Decimal(points.numerator) / Decimal(points.denominator)


def unscored(history: History, cluster: str, year: int) -> list[tuple[str, str]]:
    """Return member and criterion of every verified score that is missing in a year.

    Args:
        history: The history, as for `places_from_scores`.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    out = without_place(history, cluster, year)
    units = [unit for unit in members(history, cluster, year) if unit not in out]
    absent = list(missing(history, cluster, year, units))
    issued = in_force(history, cluster, year)
    if issued and book_of(issued).not_assigned == "forbidden":
        found = sheets(history, cluster, year)
        absent += [(u, code) for u in units if u in found for code in found[u].unassigned]
    return absent
