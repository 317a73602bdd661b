"""A cluster year by year: who came and went, who led, the result, awards, compact, meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from msgspec import Struct

from events.awards import AWARDS
from events.compacts import COMPACTS, compact
from events.event import Event, History
from events.meetings import MeetingOpened
from events.membership import ROSTER
from events.roles import ROLES
from events.rosters import headcount, whole_roster
from events.rules import RulesIssued, rules
from events.verdicts import RESULT, Basis, adopted
from events.voting import Method
from views.award_list import AwardState, courses, state_of
from views.cluster_years import ClusterYears, OfClusterYear
from views.leadership import RoleShown, tenures
from views.names import UnitName
from views.roster import comings


class Placed(Struct, frozen=True, kw_only=True):
    """A unit and the place it was given."""

    place: int
    unit: str
    name: str


class Awarded(Struct, frozen=True, kw_only=True):
    """A unit, the award it was nominated for, and what became of it."""

    form: str
    unit: str
    name: str
    state: AwardState


class Met(Struct, frozen=True, kw_only=True):
    """A meeting of the cluster."""

    meeting: str
    title: str
    on: date | None


class ClusterYear(OfClusterYear, frozen=True, kw_only=True):
    """One year of a cluster; what nobody recorded is null, and an empty list means none.

    `came` and `went` are who joined and left in the course of the year, and who is new or missing
    against the year before; null where nobody is known and that year has no roster.
    `basis`, `method`, `adopted_on` and `places` are those of the adopted result.
    """

    members: int | None
    came: tuple[UnitName, ...] | None
    went: tuple[UnitName, ...] | None
    heads: tuple[UnitName, ...]
    acting: tuple[UnitName, ...]
    deputies: tuple[UnitName, ...]
    adopted: bool
    basis: Basis | None
    method: Method | None
    adopted_on: date | None
    places: tuple[Placed, ...]
    awards: tuple[Awarded, ...]
    compact: bool
    compact_on: date | None
    rules: str | None
    criteria: int | None
    meetings: tuple[Met, ...]


class ClusterHistory(ClusterYears):
    """The years of a cluster, or of all; with a day, as far as they had come by then."""

    kinds: ClassVar[tuple[type[Event], ...]] = (
        *ROSTER,
        *ROLES,
        *RESULT,
        *AWARDS,
        *COMPACTS,
        RulesIssued,
        MeetingOpened,
    )

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        # The year before is read too: who came is told by comparing with it.
        super().__init__(cluster, None, on)
        self.only = year

    def rows(self) -> tuple[ClusterYear, ...]:
        """By cluster and year."""
        return tuple(self._row(*key) for key in self.keys() if self.only in (None, key[1]))

    def _row(self, cluster: str, year: int) -> ClusterYear:
        history = self.history(cluster, year)
        result, book = adopted(history, cluster, year), rules(history, cluster, year)
        signed = compact(history, cluster, year)
        return ClusterYear(
            **self.told(cluster, year),
            members=headcount(history, cluster, year),
            **self._comings(cluster, year),
            heads=self._led(cluster, year, "head"),
            acting=self._led(cluster, year, "acting"),
            deputies=self._led(cluster, year, "deputy"),
            adopted=result is not None,
            basis=result.basis if result else None,
            method=result.method if result else None,
            adopted_on=result.on if result else None,
            places=self._places(history, cluster, year),
            awards=self._awards(cluster, year),
            compact=signed is not None,
            compact_on=signed.on if signed else None,
            rules=book.document if book else None,
            criteria=len(book.criteria) if book else None,
            meetings=tuple(
                Met(meeting=e.meeting, title=e.title, on=e.on) for e in history.of(MeetingOpened)
            ),
        )

    def _called(self, units: Iterable[str], year: int) -> tuple[UnitName, ...]:
        return tuple(self.names.called(unit, self.day(year)) for unit in units)

    def _led(self, cluster: str, year: int, role: RoleShown) -> tuple[UnitName, ...]:
        held = tenures(self.years[cluster, year])
        units = dict.fromkeys(t.unit for t in held if t.role == role and t.unit)
        return self._called(units, year)

    def _places(self, history: History, cluster: str, year: int) -> tuple[Placed, ...]:
        result, day = adopted(history, cluster, year), self.day(year)
        given = sorted(result.places if result else (), key=lambda one: one.place)
        return tuple(
            Placed(place=one.place, unit=one.unit, name=self.names.unit(one.unit, day))
            for one in given
        )

    def _awards(self, cluster: str, year: int) -> tuple[Awarded, ...]:
        return tuple(
            Awarded(
                form=course[0].form,
                unit=course[0].unit,
                name=self.names.unit(course[0].unit, self.day(year)),
                state=state_of(course),
            )
            for course in courses(self.years[cluster, year])
        )

    def _comings(self, cluster: str, year: int) -> dict[str, Any]:
        before, now = self.history(cluster, year - 1), self.history(cluster, year)
        compared = whole_roster(before, cluster, year - 1) and whole_roster(now, cluster, year)
        came, went = comings(before, now, compared)
        return {
            "came": self._called(came, year) if came or compared else None,
            "went": self._called(went, year) if went or compared else None,
        }
