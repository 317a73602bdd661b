"""Who belongs to a cluster in a year: a roster is issued, then units join and leave.

The list is reissued every year or two by decision (Cao Bằng 463/QĐ-UBND of 2016, 348/QĐ-UBND of
2018). A year whose roster nobody recorded has none: it is not guessed from the year before. Only
where a rule must know the electorate of a year to come does the latest roster stand in for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta

from events.clusters import known_cluster, life_of_cluster
from events.errors import refuse
from events.event import (
    Code,
    Command,
    Event,
    History,
    Scope,
    Year,
    named_once,
    not_before,
    within_year,
)
from events.registry import life_of, living, living_in
from events.roles import ROLES, ActingHeadNamed, DeputyElected, HeadElected, officers, roles_of
from events.verdicts import adopted, result_of

Headcount = Annotated[int, Meta(ge=1, le=10_000)]


class RosterRecorded(Event, tag="roster-recorded"):
    """The members of a cluster for a year (danh sách đơn vị thành viên).

    Not `complete` where the source names some of them alone; `count` is how many it says there are.
    """

    cluster: Code
    year: Year
    units: tuple[Code, ...]
    on: date | None = None
    complete: bool = True
    count: Headcount | None = None

    def claims(self) -> Iterable[str]:
        seats = tuple(f"seat:{unit}/{self.year}" for unit in self.units)
        return (f"roster:{self.cluster}/{self.year}", *seats)

    def establishes(self) -> Iterable[str]:
        return tuple(key for unit in self.units for key in membership(self, unit))

    def stands_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}", *(f"unit:{unit}" for unit in self.units))


class UnitJoined(Event, tag="unit-joined"):
    """A unit joined a cluster in the course of a year (gia nhập cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"seat:{self.unit}/{self.year}",)

    def establishes(self) -> Iterable[str]:
        return membership(self, self.unit)

    def stands_on(self) -> Iterable[str]:
        return (f"roster:{self.cluster}/{self.year}", f"unit:{self.unit}")


class UnitLeft(Event, tag="unit-left"):
    """A unit left a cluster in the course of a year (rời cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    def releases(self) -> Iterable[str]:
        return (f"seat:{self.unit}/{self.year}",)

    def stands_on(self) -> Iterable[str]:
        return (f"seat:{self.unit}/{self.year}",)


def membership(event: RosterRecorded | UnitJoined, unit: str) -> tuple[str, str]:
    """What later facts may stand on: that the unit is a member at all, and in that year."""
    here = f"{event.cluster}/{event.year}"
    return (f"member:{event.cluster}/{unit}", f"member:{here}/{unit}")


ROSTER: tuple[type[Event], ...] = (RosterRecorded, UnitJoined, UnitLeft)
"""The events of who belongs."""


def roster_of(cluster: str, year: int) -> Scope:
    """The scope of who belongs to a cluster in one year."""
    return Scope((f"cluster:{cluster}/{year}",), ROSTER)


def rosters_of(cluster: str) -> Scope:
    """The scope of who belongs to a cluster in any year: what `electorate` reads."""
    return Scope((f"cluster:{cluster}",), ROSTER)


def members(history: History, cluster: str, year: int) -> tuple[str, ...]:
    """The units that belong to the cluster in that year, in the order of the roster."""
    units: dict[str, None] = {}
    for event in history.of(RosterRecorded, UnitJoined, UnitLeft):
        if (event.cluster, event.year) == (cluster, year):
            match event:
                case RosterRecorded():
                    units |= dict.fromkeys(event.units)
                case UnitJoined():
                    units |= dict.fromkeys((event.unit,))
                case UnitLeft():
                    units.pop(event.unit, None)
    return tuple(units)


def has_roster(history: History, cluster: str, year: int) -> bool:
    """Whether the year's roster was recorded."""
    rosters = history.of(RosterRecorded)
    return any((event.cluster, event.year) == (cluster, year) for event in rosters)


def electorate(history: History, cluster: str, year: int) -> tuple[str, ...]:
    """The members of that year, or of the latest year before it that has a roster.

    The conference that ends one year elects the head of the next, often before its list is issued.
    """
    years = {e.year for e in history.of(RosterRecorded) if e.cluster == cluster and e.year <= year}
    return members(history, cluster, max(years)) if years else ()


def only_members(history: History, cluster: str, year: int, *units: str) -> None:
    """Only members hold roles, sign, and register; the latest roster will do.

    Raises:
        Refused: `no-roster`, `not-a-member`.
    """
    rosters = history.of(RosterRecorded)
    known = any(event.cluster == cluster and event.year <= year for event in rosters)
    refuse(not known, "no-roster", cluster=cluster, year=year)
    belong = electorate(history, cluster, year)
    for unit in units:
        refuse(unit not in belong, "not-a-member", unit=unit, cluster=cluster, year=year)


def on_roster(history: History, cluster: str, year: int, *units: str) -> None:
    """Only members of that very year are scored, ranked and nominated: nothing is guessed.

    Raises:
        Refused: `no-roster`, `not-a-member`.
    """
    known = has_roster(history, cluster, year)
    refuse(not known, "no-roster", cluster=cluster, year=year)
    belong = members(history, cluster, year)
    for unit in units:
        refuse(unit not in belong, "not-a-member", unit=unit, cluster=cluster, year=year)


def seats_of(year: int, *units: str) -> tuple[Scope, ...]:
    """The scopes of where these units belong in a year."""
    return tuple(Scope((f"unit:{unit}/{year}",), ROSTER) for unit in dict.fromkeys(units))


def one_cluster_a_year(history: History, cluster: str, year: int, *units: str) -> None:
    """A unit is in one cluster a year.

    Raises:
        Refused: `in-another-cluster`, `already-a-member`.
    """
    belonging = history.of(RosterRecorded, UnitJoined)
    clusters = dict.fromkeys(event.cluster for event in belonging if event.year == year)
    seats = {unit: other for other in clusters for unit in members(history, other, year)}
    for unit in units:
        facts = {"unit": unit, "cluster": seats.get(unit), "year": year}
        refuse(seats.get(unit) == cluster, "already-a-member", **facts)
        refuse(unit in seats, "in-another-cluster", **facts)


class RecordRoster(Command):
    """Record the members of a cluster for a year (lập danh sách thành viên)."""

    cluster: Code
    year: Year
    units: tuple[Code, ...]
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            roles_of(self.cluster, self.year),
            *life_of(*self.units),
            *seats_of(self.year, *self.units),
        )

    def decide(self, history: History) -> list[Event]:
        """One roster a year, of units that exist and belong nowhere else; officers stay on it."""
        known_cluster(history, self.cluster, self.year)
        known = has_roster(history, self.cluster, self.year)
        refuse(known, "roster-recorded", cluster=self.cluster, year=self.year)
        refuse(not self.units, "too-few-units", least=1)
        named_once(self.units)
        living_in(history, self.year, *self.units)
        one_cluster_a_year(history, self.cluster, self.year, *self.units)
        for unit in officers(history, self.cluster, self.year):
            refuse(unit not in self.units, "holds-a-role", unit=unit, year=self.year)
        return [self.fact(RosterRecorded)]


class AdmitUnit(Command):
    """Let a unit join a cluster in the course of a year (kết nạp đơn vị vào cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            *life_of(self.unit),
            *seats_of(self.year, self.unit),
        )

    def decide(self, history: History) -> list[Event]:
        """The year has a roster, and the unit belongs nowhere else that year."""
        known_cluster(history, self.cluster, self.year)
        known = has_roster(history, self.cluster, self.year)
        refuse(not known, "no-roster", cluster=self.cluster, year=self.year)
        within_year(self.on, self.year)
        living_in(history, self.year, self.unit)
        if self.on:
            living(history, self.unit, on=self.on)
        one_cluster_a_year(history, self.cluster, self.year, self.unit)
        return [self.fact(UnitJoined)]


class ReleaseUnit(Command):
    """Let a unit leave a cluster in the course of a year (đưa đơn vị ra khỏi cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            rosters_of(self.cluster),
            Scope((f"cluster:{self.cluster}",), ROLES),
            result_of(self.cluster, self.year),
        )

    def decide(self, history: History) -> list[Event]:
        """A member leaves, not before it joined, without a role, and not out of a ranking."""
        here = {"cluster": self.cluster, "year": self.year}
        belong = members(history, self.cluster, self.year)
        refuse(self.unit not in belong, "not-a-member", unit=self.unit, **here)
        for year in self.years(history):
            holds = self.unit in officers(history, self.cluster, year)
            refuse(holds, "holds-a-role", unit=self.unit, year=year)
        result = adopted(history, self.cluster, self.year)
        ranked = result and self.unit in [place.unit for place in result.places]
        refuse(ranked, "result-adopted", **here)
        for event in history.of(UnitJoined):
            if (event.cluster, event.unit, event.year) == (self.cluster, self.unit, self.year):
                not_before(self.on, event.on, "left-before-joined", unit=self.unit)
        within_year(self.on, self.year)
        return [self.fact(UnitLeft)]

    def years(self, history: History) -> list[int]:
        """The years whose roles rest on this year's roster: its own, and later ones without."""
        giving = history.of(HeadElected, DeputyElected, ActingHeadNamed)
        years = {event.year for event in giving if event.cluster == self.cluster}
        return sorted(year for year in years if self.rests_here(history, year))

    def rests_here(self, history: History, year: int) -> bool:
        """Whether this is the latest roster up to that year."""
        rosters = (e.year for e in history.of(RosterRecorded) if e.cluster == self.cluster)
        return max((known for known in rosters if known <= year), default=0) == self.year
