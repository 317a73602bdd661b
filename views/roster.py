"""The members of a cluster in a year, or on a day, with role and place.

A year without a recorded roster has no rows: it is not guessed from the year before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from events.clusters import ClusterDissolved, ClusterFounded
from events.command import History
from events.event import Entry, Event
from events.membership import (
    ROSTER,
    RosterRecorded,
    RosterReported,
    UnitJoined,
    UnitLeft,
    has_roster,
)
from events.result_events import RESULT, adopted
from events.roles import ROLES
from events.rosters import headcount, whole_roster
from views.cluster_years import ClusterYears, OfUnit
from views.leadership import RoleShown, Tenure, tenures


class RosterRow(OfUnit, frozen=True, kw_only=True):
    """A member of a cluster's year.

    `joined` and `left` say that it came or went in the course of the year, `since` and `until` on
    which day, null where that is unknown or it was a member from the start, or to the end. `role`
    is the role held at the end of the year or on the day asked for; `place` the adopted place. Not
    `complete` where the source names only some members; `count` is how many there are, if known.
    """

    joined: bool
    since: date | None
    left: bool
    until: date | None
    role: RoleShown | None
    rank: int | None
    place: int | None
    complete: bool = True
    count: int | None = None


class Roster(ClusterYears):
    """The members by year; with a day, those of that day.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all. A day overrides it.
        on: The day, whose year alone is read; None for whole years.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *ROLES, *RESULT)

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, on.year if on else year)
        self.asked = on
        self.lives: dict[str, tuple[date | None, date | None]] = {}

    def apply(self, entry: Entry) -> None:
        """Keep the entries by year, and the founding and the end of each cluster."""
        super().apply(entry)
        match entry.event:
            case ClusterFounded() as event:
                self.lives[event.cluster] = (event.on, None)
            case ClusterDissolved() as event:
                self.lives[event.cluster] = (self.lives.get(event.cluster, (None,))[0], event.on)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None] | None:
        """Return the handler of a kind of event; names of units need none of the cluster's life."""
        return self.apply if kind in (ClusterFounded, ClusterDissolved) else self._only(kind)

    def recorded(self, cluster: str, year: int) -> bool:
        """Return whether the roster of a year was recorded.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        return has_roster(self.history(cluster, year), cluster, year)

    def rows(self) -> tuple[RosterRow, ...]:
        """Return the rows by cluster and year, in the order of the roster."""
        rows = (row for key in self.keys() for row in self._members(*key))
        return tuple(row for row in rows if self._belongs(row))

    def _belongs(self, row: RosterRow) -> bool:
        if self.asked is None:
            return True
        founded, ended = self.lives.get(row.cluster, (None, None))
        begun = all(day is None or day <= self.asked for day in (founded, row.since))
        return begun and all(day is None or self.asked < day for day in (ended, row.until))

    def _members(self, cluster: str, year: int) -> list[RosterRow]:
        history = self.history(cluster, year)
        roles = self._roles(cluster, year)
        result = adopted(history, cluster, year)
        places = {place.unit: place.place for place in result.places} if result else {}
        return [
            RosterRow(
                **self.year_fields(cluster, year),
                **self.names.unit_fields(unit, self.asked or year),
                joined=stay.joined,
                since=stay.since,
                left=stay.left,
                until=stay.until,
                role=roles[unit].role if unit in roles else None,
                rank=roles[unit].rank if unit in roles else None,
                place=places.get(unit),
                complete=whole_roster(history, cluster, year),
                count=headcount(history, cluster, year),
            )
            for unit, stay in stays(history).items()
        ]

    def _roles(self, cluster: str, year: int) -> dict[str, Tenure]:
        """Return unit -> the role it holds; a deputy that acts as head is shown as acting."""
        held = (t for t in tenures(self.years[cluster, year]) if t.unit and not t.over)
        if self.asked:
            held = (
                t
                for t in tenures(self.years[cluster, year], self.names.ends)
                if t.held_on(self.asked)
            )
        order = {"deputy": 0, "acting": 1, "head": 2}
        return {t.unit: t for t in sorted(held, key=lambda t: order.get(t.role, 0)) if t.unit}


class Stay(Struct, frozen=True):
    """The membership of a unit in a year: `since` and `until` are null where the day is unknown."""

    joined: bool = False
    since: date | None = None
    left: bool = False
    until: date | None = None


def stays(history: History) -> dict[str, Stay]:
    """Return unit -> its stay in one cluster-year; after a return, only the last stay."""
    found: dict[str, Stay] = {}
    for event in history.of(*ROSTER):
        match event:
            case RosterRecorded():
                found |= dict.fromkeys(event.units, Stay())
            case RosterReported():
                found |= dict.fromkeys(event.further, Stay())
            case UnitJoined():
                found[event.unit] = Stay(joined=True, since=event.on)
            case UnitLeft():
                stay = found.get(event.unit, Stay())
                found[event.unit] = replace(stay, left=True, until=event.on)
    return found


def comings(before: History, now: History, compared: bool) -> tuple[list[str], list[str]]:
    """Return the units that came and those that went in a year.

    Args:
        before: The history of the year before.
        now: The history of the year.
        compared: Whether both rosters are whole, so that a difference between them counts too.

    Returns:
        The codes of the units that came, and the codes of those that went.
    """
    was, is_ = stays(before), stays(now)
    came = [unit for unit, stay in is_.items() if stay.joined]
    went = [unit for unit, stay in is_.items() if stay.left]
    if compared:
        earlier = [unit for unit, stay in was.items() if not stay.left]
        came = [unit for unit in is_ if unit not in earlier]
        went = [*(unit for unit in earlier if unit not in is_), *went]
    return came, went
