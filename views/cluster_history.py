"""A cluster year by year: members, officers, result, awards, compact, rules, meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from msgspec import Struct

from events.awards import AWARDS
from events.clusters import CLUSTER_LIFE
from events.command import History
from events.compacts import COMPACTS, compact
from events.event import Entry, Event, Scope
from events.meetings import MeetingOpened
from events.membership import ROSTER
from events.reorganisation import FunctionTakenOver
from events.result_events import RESULT, Basis, adopted
from events.roles import ROLES
from events.rosters import headcount, whole_roster
from events.rule_book import RULES, in_force, lines
from events.voting import Method
from views.award_states import AwardState, courses, state_of
from views.changes_within_year import (
    ClusterTurn,
    Moved,
    RosterThen,
    cluster_turn,
    moved,
    named_in,
    rosters,
)
from views.cluster_years import ClusterYears, Key, OfClusterYear, happened
from views.leadership import RoleShown, tenures
from views.lineage import LineageRow, act_of, lineage_row
from views.names import Day, UnitName
from views.roster import comings, stays


class Placed(UnitName, frozen=True, kw_only=True):
    """A unit and the place it was given."""

    place: int


class Awarded(UnitName, frozen=True, kw_only=True):
    """A unit, the award it was nominated for, and the state of the nomination."""

    form: str
    state: AwardState


class Met(Struct, frozen=True, kw_only=True):
    """A meeting of the cluster."""

    meeting: str
    title: str
    on: date | None


class ClusterYear(OfClusterYear, frozen=True, kw_only=True):
    """One year of a cluster; what is not recorded is null, and an empty list means none.

    `came` and `went` are the units that joined and left in the course of the year, and those that
    are new or missing against the year before; null where no member is known and that year has no
    roster. `basis`, `method`, `adopted_on` and `places` are those of the adopted result. `turns`
    are those of the cluster itself, `reorganised` those of its members; `rosters` are several where
    members came or went on known days of the year.
    """

    members: int | None
    came: tuple[Moved, ...] | None
    went: tuple[Moved, ...] | None
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
    turns: tuple[ClusterTurn, ...]
    rosters: tuple[RosterThen, ...]
    reorganised: tuple[LineageRow, ...]


class ClusterHistory(ClusterYears):
    """The years of a cluster, or of all clusters.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year of the only rows; None for all years.
        on: The last day to look at: facts dated later are ignored; None for no limit.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (
        *ROSTER,
        *ROLES,
        *RESULT,
        *AWARDS,
        *COMPACTS,
        *RULES,
        MeetingOpened,
    )

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        # The year before is read too: new members are found by comparison.
        super().__init__(cluster, None, on)
        self.only = year
        self.turns: dict[tuple[str, int], list[Entry]] = {}
        self.acts: dict[int, list[Entry]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the cluster's facts, all names, and functions that moved between units."""
        return (*super().scopes(), Scope(events=(FunctionTakenOver,)))

    def apply(self, entry: Entry) -> None:
        """Keep the entries of the years, and by year the turns of the cluster and of units."""
        super().apply(entry)
        if not happened(entry.event, self.on):
            return
        on: date | None = getattr(entry.event, "on", None)
        if act_of(entry.event) and on:
            self.acts.setdefault(on.year, []).append(entry)
        elif isinstance(entry.event, CLUSTER_LIFE) and on:
            key = (getattr(entry.event, "cluster", ""), on.year)
            if self.cluster in (None, key[0]):
                self.turns.setdefault(key, []).append(entry)

    def keys(self) -> list[Key]:
        """Return the years with a record, or in which the cluster itself changed."""
        return sorted({*self.years, *self.turns})

    def rows(self) -> tuple[ClusterYear, ...]:
        """Return the rows by cluster and year."""
        return tuple(self._row(*key) for key in self.keys() if self.only in (None, key[1]))

    def _row(self, cluster: str, year: int) -> ClusterYear:
        history = self.history(cluster, year)
        result, book = adopted(history, cluster, year), in_force(history, cluster, year)
        signed = compact(history, cluster, year)
        return ClusterYear(
            **self.year_fields(cluster, year),
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
            criteria=len(lines(book)) if book else None,
            meetings=tuple(
                Met(meeting=e.meeting, title=e.title, on=e.on) for e in history.of(MeetingOpened)
            ),
            turns=self._turns(cluster, year),
            rosters=rosters(stays(history), self.names, year),
            reorganised=self._reorganised(history, cluster, year),
        )

    def _turns(self, cluster: str, year: int) -> tuple[ClusterTurn, ...]:
        turns = (cluster_turn(entry, self.names) for entry in self.turns.get((cluster, year), ()))
        return tuple(sorted((one[1] for one in turns if one), key=lambda turn: turn.on))

    def _reorganised(self, history: History, cluster: str, year: int) -> tuple[LineageRow, ...]:
        """Return the turns of the members of this or the previous year, in the order of days."""
        ours = {*stays(history), *stays(self.history(cluster, year - 1))}
        begun = [turn.on for turn in self._turns(cluster, year) if turn.act == "founded"]
        acts = [e for e in self.acts.get(year, ()) if ours & named_in(e) and _since(e, begun)]
        rows = [lineage_row(entry, self.names) for entry in acts]
        return tuple(sorted(rows, key=lambda row: (row.on, row.position)))

    def _called(self, units: Iterable[str], year: int) -> tuple[UnitName, ...]:
        return tuple(self.names.called(unit, self.day(year)) for unit in units)

    def _then(self, unit: str, day: Day) -> dict[str, Any]:
        """Return the unit with its name of the day, and its successor."""
        called = self.names.called(unit, day)
        return {"unit": unit, "name": called.name, "now": called.now}

    def _led(self, cluster: str, year: int, role: RoleShown) -> tuple[UnitName, ...]:
        held = tenures(self.years.get((cluster, year), ()))
        units = dict.fromkeys(t.unit for t in held if t.role == role and t.unit)
        return self._called(units, year)

    def _places(self, history: History, cluster: str, year: int) -> tuple[Placed, ...]:
        result, day = adopted(history, cluster, year), self.day(year)
        given = sorted(result.places if result else (), key=lambda one: one.place)
        return tuple(Placed(place=one.place, **self._then(one.unit, day)) for one in given)

    def _awards(self, cluster: str, year: int) -> tuple[Awarded, ...]:
        return tuple(
            Awarded(
                form=course[0].form,
                **self._then(course[0].unit, self.day(year)),
                state=state_of(course),
            )
            for course in courses(self.years.get((cluster, year), ()))
        )

    def _comings(self, cluster: str, year: int) -> dict[str, Any]:
        before, now = self.history(cluster, year - 1), self.history(cluster, year)
        compared = whole_roster(before, cluster, year - 1) and whole_roster(now, cluster, year)
        came, went = comings(before, now, compared)
        there, was = stays(now), stays(before)
        return {
            "came": moved(came, there, self.names, year, came=True) if came or compared else None,
            "went": moved(went, was | there, self.names, year, came=False)
            if went or compared
            else None,
        }


def _since(entry: Entry, begun: list[date]) -> bool:
    """Return whether it happened no earlier than the founding, if that was in the year."""
    on: date = getattr(entry.event, "on", date.max)
    return not begun or on >= min(begun)
