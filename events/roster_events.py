"""Who belongs, as facts: a roster is issued for a year, then units join and leave.

A source may name only some of the members; further sources name more of them, confirm the roster,
or give a number alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from events.date_spans import Span, in_year
from events.event import Code, Event, Scope, Year

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


class RosterReported(Event, tag="roster-reported"):
    """Another source gives the members of a year, or their number (nguồn khác nêu thành viên).

    Attributes:
        units: The codes of the members that it names; none where it gives only a number.
        further: Those that are members because of this source: the roster that was recorded does
            not name all members, and no source before named them. Nothing says that they joined.
        count: How many members there are, where the source says so.
        on: The day of the paper; None where it is unknown.
    """

    cluster: Code
    year: Year
    units: tuple[Code, ...] = ()
    further: tuple[Code, ...] = ()
    count: Headcount | None = None
    on: date | None = None

    ahead: ClassVar[int] = 1
    reviews: ClassVar[bool] = True
    living: ClassVar[tuple[str, ...]] = ("units",)

    def dated(self) -> date | None:
        """Return None: `on` is the day of the paper, and the list is that of a year."""
        return None

    def when(self, day: date | None) -> Iterable[Span]:  # noqa: ARG002 - the list is of a year
        return (in_year(self.year),)

    def claims(self) -> Iterable[str]:
        return tuple(f"seat:{unit}/{self.year}" for unit in self.further)

    def establishes(self) -> Iterable[str]:
        return tuple(key for unit in self.further for key in membership(self, unit))

    def depends_on(self) -> Iterable[str]:
        roster = (f"roster:{self.cluster}/{self.year}",) if self.units else ()
        units = (f"unit:{unit}" for unit in self.units)
        return (f"cluster:{self.cluster}", *roster, *units)


def membership(event: RosterRecorded | UnitJoined | RosterReported, unit: str) -> tuple[str, str]:
    """Return the keys of membership that later facts may depend on: ever, and in that year.

    Args:
        event: The event by which the unit belongs.
        unit: The code of the unit.
    """
    here = f"{event.cluster}/{event.year}"
    return (f"member:{event.cluster}/{unit}", f"member:{here}/{unit}")


ROSTER: tuple[type[Event], ...] = (RosterRecorded, RosterReported, UnitJoined, UnitLeft)
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
