"""Who belongs, as facts: a roster is issued for a year, then units join and leave.

A year whose roster was not recorded has none: it is not guessed from the year before. Only where a
rule must know the electorate of a year to come does the latest roster replace it. A source may
name only some of the members.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from events.errors import refuse
from events.event import Code, Event, History, Scope, Year

Headcount = Annotated[int, Meta(ge=1, le=10_000)]


class RosterRecorded(Event, tag="roster-recorded"):
    """The members of a cluster for a year (danh sách đơn vị thành viên).

    Attributes:
        units: The codes of the members, in the order of the document.
        on: The day of the document; None where it is unknown.
        complete: Whether the source names all members.
        count: How many members the source says there are, where it does not name all.
    """

    cluster: Code
    year: Year
    units: tuple[Code, ...]
    on: date | None = None
    complete: bool = True
    count: Headcount | None = None

    ahead: ClassVar[int] = 1
    reviews: ClassVar[bool] = True
    living: ClassVar[tuple[str, ...]] = ("units",)

    def dated(self) -> date | None:
        """Return None: `on` is the day of the document, and the list is that of a year."""
        return None

    def claims(self) -> Iterable[str]:
        seats = tuple(f"seat:{unit}/{self.year}" for unit in self.units)
        return (f"roster:{self.cluster}/{self.year}", *seats)

    def establishes(self) -> Iterable[str]:
        return tuple(key for unit in self.units for key in membership(self, unit))

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}", *(f"unit:{unit}" for unit in self.units))


class UnitJoined(Event, tag="unit-joined"):
    """A unit joined a cluster in the course of a year (gia nhập cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        return (f"seat:{self.unit}/{self.year}",)

    def establishes(self) -> Iterable[str]:
        return membership(self, self.unit)

    def depends_on(self) -> Iterable[str]:
        return (f"roster:{self.cluster}/{self.year}", f"unit:{self.unit}")


class UnitLeft(Event, tag="unit-left"):
    """A unit left a cluster in the course of a year (rời cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True
    leaving: ClassVar[bool] = True

    def releases(self) -> Iterable[str]:
        return (f"seat:{self.unit}/{self.year}",)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        return (f"seat:{self.unit}/{self.year}", f"member:{here}/{self.unit}")


def membership(event: RosterRecorded | UnitJoined, unit: str) -> tuple[str, str]:
    """Return the keys of membership that later facts may depend on: ever, and in that year.

    Args:
        event: The event by which the unit belongs.
        unit: The code of the unit.
    """
    here = f"{event.cluster}/{event.year}"
    return (f"member:{event.cluster}/{unit}", f"member:{here}/{unit}")


ROSTER: tuple[type[Event], ...] = (RosterRecorded, UnitJoined, UnitLeft)
"""The events of who belongs."""


def roster_of(cluster: str, year: int) -> Scope:
    """Return the scope of who belongs to a cluster in one year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), ROSTER)


def rosters_of(cluster: str) -> Scope:
    """Return the scope of who belongs to a cluster in any year: what `electorate` reads."""
    return Scope((f"cluster:{cluster}",), ROSTER)


def members(history: History, cluster: str, year: int) -> tuple[str, ...]:
    """Return the units that belong to the cluster in that year, in the order of the roster.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year; without a roster of its own it has no members.
    """
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
    """Return whether the year's roster was recorded.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    rosters = history.of(RosterRecorded)
    return any((event.cluster, event.year) == (cluster, year) for event in rosters)


def electorate(history: History, cluster: str, year: int) -> tuple[str, ...]:
    """Return the members of that year, or of the latest year before it that has a roster.

    The conference that ends one year elects the head of the next, often before its list is issued.

    Args:
        history: The history, with all rosters of the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    years = {e.year for e in history.of(RosterRecorded) if e.cluster == cluster and e.year <= year}
    return members(history, cluster, max(years)) if years else ()


def only_members(
    history: History, cluster: str, year: int, *units: str, on: date | None = None
) -> None:
    """Refuse to let a unit lead, sign or register that is no member; the latest roster will do.

    What happened on a day is done by the members of that day, also by those who left later.

    Args:
        history: The history, with all rosters of the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The codes of the units.
        on: The day; None where it is unknown.

    Raises:
        Refused: `no-roster`, `not-a-member`.
    """
    rosters = history.of(RosterRecorded)
    known = any(event.cluster == cluster and event.year <= year for event in rosters)
    refuse(not known, "no-roster", cluster=cluster, year=year)
    belong = {*electorate(history, cluster, year), *left_after(history, cluster, year, on)}
    for unit in units:
        refuse(unit not in belong, "not-a-member", unit=unit, cluster=cluster, year=year)


def left_after(history: History, cluster: str, year: int, on: date | None) -> Iterable[str]:
    """Return the units that left the electorate of that year after the day.

    Args:
        history: The history, with all rosters of the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day; None where it is unknown, which gives no unit.
    """
    years = {e.year for e in history.of(RosterRecorded) if e.cluster == cluster and e.year <= year}
    here = (cluster, max(years, default=year))
    left = (event for event in history.of(UnitLeft) if (event.cluster, event.year) == here)
    return (event.unit for event in left if on and event.on and on < event.on)


def on_roster(history: History, cluster: str, year: int, *units: str) -> None:
    """Refuse a unit that is no member of that very year: nothing is guessed of scores and places.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The codes of the units; without any, only the roster must be there.

    Raises:
        Refused: `no-roster`, `not-a-member`.
    """
    known = has_roster(history, cluster, year)
    refuse(not known, "no-roster", cluster=cluster, year=year)
    belong = members(history, cluster, year)
    for unit in units:
        refuse(unit not in belong, "not-a-member", unit=unit, cluster=cluster, year=year)


def whole_roster(history: History, cluster: str, year: int) -> bool:
    """Return whether the year's roster was recorded, and names every member.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    rosters = history.of(RosterRecorded)
    return any(e.complete for e in rosters if (e.cluster, e.year) == (cluster, year))


def headcount(history: History, cluster: str, year: int) -> int | None:
    """Return the number of members if known: of the whole roster, or as reported.

    A number that a source gives is that of its roster: who joins is one more, who leaves one less.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    if whole_roster(history, cluster, year):
        return len(members(history, cluster, year))
    here = (cluster, year)
    rosters = history.of(RosterRecorded)
    count = next((e.count for e in rosters if (e.cluster, e.year) == here), None)
    if count is None:
        return None
    joined = sum((e.cluster, e.year) == here for e in history.of(UnitJoined))
    return count + joined - sum((e.cluster, e.year) == here for e in history.of(UnitLeft))
