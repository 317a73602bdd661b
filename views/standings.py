"""The ranking of a year, computed here alone, for screen, print and export.

Only places that were given are shown: a result may name three of eight. Before a result is adopted
the places that the verified scores give are shown as provisional. Units are ranked from high to low
(TT 21/2014/TT-BVHTTDL, Điều 7); a tie is shown until an act decides it, for the rule for ties of NĐ
152/2025, Điều 4 concerns awards.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal, TypeAlias

from events.command import History
from events.event import Event
from events.membership import ROSTER, members
from events.ranking import places_from_scores, totals
from events.result_events import RESULT, Basis, adopted
from events.rosters import headcount
from events.rule_book import RulesIssued, rules
from events.scoring import ScoreRecorded, sheet
from events.voting import Denominator, Method
from events.withdrawn_units import UnitWithdrew, withdrew
from views.cluster_years import ClusterYears, OfClusterYear, OfUnit

State: TypeAlias = Literal["adopted", "provisional", "none"]
Sums: TypeAlias = dict[str, Decimal]


class Result(OfClusterYear, frozen=True, kw_only=True):
    """The origin of the places of a year; what the source does not say is null.

    A share always has its denominator: `votes_for` of `votes_total`, and of whom (`votes_of`). `on`
    is the day of adoption; `places` is how many units have a place.
    """

    state: State
    basis: Basis | None
    method: Method | None
    votes_for: int | None
    votes_total: int | None
    votes_of: Denominator | None
    on: date | None
    places: int


class StandingsRow(OfUnit, frozen=True, kw_only=True):
    """A unit's place in a year, from 1; null where none was given.

    `tied` says that it shares its place. `points` is the total of its verified scores, rounded as
    the book says, null when none was entered; of the book's `criteria` so many were `scored` (zero
    counts), so many are `not_applicable`, and the rest is empty. The fields from `state` to `on`
    are the result's. `members` is how many there are, null where that is not known; `withdrew` says
    that the unit asked not to be considered.
    """

    place: int | None
    tied: bool
    points: Decimal | None
    scored: int
    not_applicable: int
    criteria: int | None
    state: State
    basis: Basis | None
    method: Method | None
    votes_for: int | None
    votes_total: int | None
    votes_of: Denominator | None
    on: date | None
    members: int | None = None
    withdrew: bool = False


class Standings(ClusterYears):
    """The ranking by year; with a day, as it was at the end of that day."""

    kinds: ClassVar[tuple[type[Event], ...]] = (
        *ROSTER,
        *RESULT,
        RulesIssued,
        ScoreRecorded,
        UnitWithdrew,
    )

    def rows(self) -> tuple[StandingsRow, ...]:
        """Return the rows by cluster and year: units by place, then the others by roster."""
        return tuple(row for key in self.keys() for row in self._ranked(*key))

    def result(self, cluster: str, year: int) -> Result:
        """Return how the places of a year came about.

        Args:
            cluster: The code of a cluster.
            year: The year.

        Returns:
            The result; its state is `none` where nothing was adopted and nothing was scored.
        """
        history = self.history(cluster, year)
        fields = _result(history, cluster, year, totals(history, cluster, year))
        return Result(**self.year_fields(cluster, year), **fields)

    def _ranked(self, cluster: str, year: int) -> list[StandingsRow]:
        history = self.history(cluster, year)
        sums, cells = totals(history, cluster, year), _cells(history, cluster, year)
        given = _given(history, cluster, year)
        book, shared = rules(history, cluster, year), list(given.values())
        result = _result(history, cluster, year, sums)
        head = self.year_fields(cluster, year) | {f: result[f] for f in OF_RESULT}
        units = dict.fromkeys((*members(history, cluster, year), *given, *cells))
        out, count = withdrew(history, cluster, year), headcount(history, cluster, year)
        return [
            StandingsRow(
                **head,
                **self.names.unit_fields(unit, self.day(year)),
                place=given.get(unit),
                tied=shared.count(given.get(unit, 0)) > 1,
                points=sums.get(unit),
                scored=sum(points is not None for points in cells.get(unit, ())),
                not_applicable=sum(points is None for points in cells.get(unit, ())),
                criteria=len(book.criteria) if book else None,
                members=count,
                withdrew=unit in out,
            )
            for unit in sorted(units, key=lambda unit: given.get(unit, 1000))
        ]


OF_RESULT = ("state", "basis", "method", "votes_for", "votes_total", "votes_of", "on")
"""Fields of a row about the result, which are the same in all rows of a year."""


def places(history: History, cluster: str, year: int) -> dict[str, int]:
    """Return the places of a year: as adopted, else as the verified scores give them.

    Args:
        history: The entries in force that concern the cluster-year.
        cluster: The code of a cluster.
        year: The year.

    Returns:
        Code of the unit -> place, from 1; only units with a place.
    """
    return _given(history, cluster, year)


def _given(history: History, cluster: str, year: int) -> dict[str, int]:
    known = adopted(history, cluster, year)
    given = known.places if known else places_from_scores(history, cluster, year)
    return {place.unit: place.place for place in given}


def _result(history: History, cluster: str, year: int, sums: Sums) -> dict[str, Any]:
    known = adopted(history, cluster, year)
    votes = known.votes if known else None
    return {
        "state": "adopted" if known else "provisional" if sums else "none",
        "basis": known.basis if known else None,
        "method": known.method if known else None,
        "votes_for": votes.votes_for if votes else None,
        "votes_total": votes.total if votes else None,
        "votes_of": votes.of if votes else None,
        "on": known.on if known else None,
        "places": len(_given(history, cluster, year)),
    }


def _cells(history: History, cluster: str, year: int) -> dict[str, list[Decimal | None]]:
    """Return unit -> the points of its verified scores, None where a criterion does not apply."""
    found: dict[str, list[Decimal | None]] = {}
    for (unit, _), score in sheet(history, cluster, year).items():
        found.setdefault(unit, []).append(score.points)
    return found
