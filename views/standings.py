"""The ranking of a year, computed here alone, for screen, print and export.

Only places that were given are shown: a result may name three of eight. Before a result is adopted
the places that the verified scores give are shown as provisional. Units are ranked from high to low
(TT 21/2014/TT-BVHTTDL, Điều 7); a tie is shown until an act decides it, for the rule for ties of NĐ
152/2025, Điều 4 concerns awards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.command import History
from events.event import Entry, Event, Scope
from events.holds import HOLDS
from events.membership import ROSTER, members
from events.result_events import RESULT, Basis
from events.rosters import headcount
from events.rule_book import RulesAmended, RulesIssued
from events.scoring import ScoreRecorded, sheet
from events.tie_events import TieDecided
from events.voting import Denominator, Method
from events.withdrawn_units import UnitWithdrew, withdrew
from events.women_counts import WomenCounted
from views.cluster_years import (
    ClusterYears,
    Key,
    OfClusterYear,
    OfUnit,
    cluster_year,
    happened,
    within,
)
from views.names import UnitName
from views.outside_quota import OutsideQuota
from views.ranked_sheets import filled, of_sheet
from views.ranked_year import RankedYear, UnitState, ranked_year

State: TypeAlias = Literal["adopted", "provisional", "none"]


class Moved(Struct, frozen=True, kw_only=True):
    """A unit whose place by consensus is not that by its points."""

    name: str
    by_scores: int
    adopted: int | None


class Result(OfClusterYear, frozen=True, kw_only=True):
    """The origin of the places of a year; what the source does not say is null.

    A share always has its denominator: `votes_for` of `votes_total`, and of whom (`votes_of`). `on`
    is the day of adoption; `places` is how many units have a place. `fingerprint` is the short hash
    of the ranking, and `position` the last entry that it rests on; `book` the version of the rule
    book. `moved` are the units whose place by consensus is not that by complete scores.
    """

    state: State
    basis: Basis | None
    method: Method | None
    votes_for: int | None
    votes_total: int | None
    votes_of: Denominator | None
    on: date | None
    places: int
    book: int | None = None
    fingerprint: str | None = None
    position: int | None = None
    moved: tuple[Moved, ...] = ()


class StandingsRow(OfUnit, frozen=True, kw_only=True):
    """A unit's place in a year, from 1; null where none was given.

    `tied` says that it shares its place. `points` is the total of its verified scores, rounded as
    the book says, null when none was entered; of the book's `criteria` so many were `scored` (zero
    counts), so many are `not_applicable`, and the rest is empty. The fields from `state` to `on`
    are the result's. `members` is how many there are, null where that is not known; `withdrew` says
    that the unit asked not to be considered, `unit_state` whether it is ranked or why not. `points`
    are on the scale of the book; `plain` is what was given, of the `assigned` maximum,
    where criteria are not assigned to the unit. `decided_by` is what parted it from the unit above:
    `total`, a tie-breaker of the book, or an act. `by_scores` is the place that complete scores
    give; `fingerprint` is that of the whole ranking. `outside` are the quotas of awards that the
    unit just missed, filled by `RankingWithQuotas`.
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
    unit_state: UnitState = "none"
    plain: Decimal | None = None
    assigned: Decimal | None = None
    grade: str | None = None
    decided_by: str | None = None
    by_scores: int | None = None
    fingerprint: str | None = None
    outside: tuple[OutsideQuota, ...] = ()


class Standings(ClusterYears):
    """The ranking by year; with a day, as it was at the end of that day."""

    kinds: ClassVar[tuple[type[Event], ...]] = (
        *ROSTER,
        *RESULT,
        *HOLDS,
        RulesIssued,
        RulesAmended,
        ScoreRecorded,
        UnitWithdrew,
        TieDecided,
        WomenCounted,
    )

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, year, on)
        self._before: dict[Key, list[Entry]] = {}
        self._known: dict[Key, tuple[int, RankedYear]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return names, the kinds of the cluster and year, and the result of the year before."""
        before = (
            (within(RESULT, self.cluster, self.year - 1),) if self.cluster and self.year else ()
        )
        return (*super().scopes(), *before)

    def keep(self, entry: Entry) -> None:
        """Keep an event of the cluster and the year, or the result of the year before."""
        super().keep(entry)
        if isinstance(entry.event, RESULT) and happened(entry.event, self.on):
            self._keep_before(entry)

    def _alone(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind: a result is kept for two years."""
        return self.keep if kind in RESULT else super()._alone(kind)

    def _keep_before(self, entry: Entry) -> None:
        cluster, year = cluster_year(entry.event)
        self._before.setdefault((cluster, year + 1), []).append(entry)

    def rows(self) -> tuple[StandingsRow, ...]:
        """Return the rows by cluster and year: units by place, then the others by roster."""
        return tuple(row for key in self.keys() for row in self._ranked(*key))

    def ranked(self, cluster: str, year: int) -> RankedYear:
        """Return the ranking of a year with what explains it.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        entries, before = self.years.get((cluster, year), []), self._before.get((cluster, year), [])
        size = len(entries) + len(before) + len(self.names.ends)
        known = self._known.get((cluster, year))
        if known is None or known[0] != size:
            merged = sorted((*before, *entries), key=lambda entry: entry.place)
            ended = self._ended(members(self.history(cluster, year), cluster, year))
            found = ranked_year(History(merged, date.max), cluster, year, entries, ended)
            known = self._known[cluster, year] = (size, found)
        return known[1]

    def _ended(self, units: Iterable[str]) -> dict[str, date]:
        """Return unit -> its first day without it, up to the day that is asked for."""
        ends, limit = self.names.ends, self.on or date.max
        return {unit: ends[unit] for unit in units if unit in ends and ends[unit] <= limit}

    def result(self, cluster: str, year: int) -> Result:
        """Return how the places of a year came about.

        Args:
            cluster: The code of a cluster.
            year: The year.

        Returns:
            The result; its state is `none` where nothing was adopted and nothing was scored.
        """
        known = self.ranked(cluster, year)
        moved = tuple(
            Moved(name=self._short(one.unit, year), by_scores=one.by_scores, adopted=one.adopted)
            for one in known.moved
        )
        return Result(
            **self.year_fields(cluster, year),
            **_result(known),
            book=known.order.version or None,
            fingerprint=known.fingerprint or None,
            position=known.position or None,
            moved=moved,
        )

    def _short(self, unit: str, year: int) -> str:
        name: UnitName = self.names.called(unit, self.day(year))
        return self.names.short(unit, self.day(year)) or name.name

    def _ranked(self, cluster: str, year: int) -> list[StandingsRow]:
        history, known = self.history(cluster, year), self.ranked(cluster, year)
        cells, given = _cells(history, cluster, year), known.places
        shared, result = list(given.values()), _result(known)
        head = self.year_fields(cluster, year) | {f: result[f] for f in OF_RESULT}
        units = dict.fromkeys((*members(history, cluster, year), *given, *cells))
        out, count = withdrew(history, cluster, year), headcount(history, cluster, year)
        parted, by_scores = known.decided_by(), known.by_scores
        return [
            StandingsRow(
                **head,
                **self.names.unit_fields(unit, self.day(year)),
                place=given.get(unit),
                tied=shared.count(given.get(unit, 0)) > 1,
                points=known.sums.get(unit),
                **filled(known, unit, cells.get(unit, ())),
                members=count,
                withdrew=unit in out,
                unit_state=known.state(unit),
                **of_sheet(known, unit),
                decided_by=parted.get(unit),
                by_scores=by_scores.get(unit),
                fingerprint=known.fingerprint or None,
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
    return dict(ranked_year(history, cluster, year).places)


def _result(known: RankedYear) -> dict[str, Any]:
    result = known.result
    votes = result.votes if result else None
    return {
        "state": "adopted" if result else "provisional" if known.sums else "none",
        "basis": result.basis if result else None,
        "method": result.method if result else None,
        "votes_for": votes.votes_for if votes else None,
        "votes_total": votes.total if votes else None,
        "votes_of": votes.of if votes else None,
        "on": result.on if result else None,
        "places": len(known.places),
    }


def _cells(history: History, cluster: str, year: int) -> dict[str, list[Decimal | None]]:
    """Return unit -> the points of its verified scores, None where a criterion does not apply."""
    found: dict[str, list[Decimal | None]] = {}
    for (unit, _), score in sheet(history, cluster, year).items():
        found.setdefault(unit, []).append(score.points)
    return found
