"""Days and years as data of an event: when what it names exists, and where units belong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from msgspec import Struct

Kind = str
"""What has a life: `unit`, `cluster`, `movement`."""


class Span(Struct, frozen=True):
    """A day, or the days from the first to the last: something is so on at least one of them."""

    first: date
    last: date


def in_year(year: int) -> Span:
    """The days of a year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def on_day(day: date) -> Span:
    """One day."""
    return Span(day, day)


class Belonging(Struct, frozen=True, kw_only=True):
    """A unit must be a member: on that day if it is known, and while the claim `held` holds.

    `exact` asks for the roster of that very year; else the latest roster up to it will do. Where
    `ending`, the day may be that on which the unit left.
    """

    cluster: str
    year: int
    unit: str
    on: date | None = None
    held: str = ""
    exact: bool = False
    ending: bool = False


class Breach(Struct, frozen=True, kw_only=True):
    """A law that an entry breaks, and the key by which it does: `facts` are for its sentence."""

    position: int
    law: str
    key: str
    facts: dict[str, object] = {}

    @property
    def same(self) -> tuple[int, str, str]:
        """What it is known by: a flaw whose day was changed is the same flaw."""
        return (self.position, self.law, self.key)


class Timed(Struct, frozen=True):
    """What every event says of days and years; `laws` holds it against all other events."""

    ahead: ClassVar[int] = 0
    """How many years before its own year a fact may be recorded: a head is elected ahead."""
    living: ClassVar[tuple[str, ...]] = ()
    """The fields whose units must exist `when` it happened."""
    convened: ClassVar[bool] = False
    """Whether its cluster must exist on its day, and not only in its year."""
    reviews: ClassVar[bool] = False
    """Whether its cluster must exist on its day up to the end of its own year: the review of a year
    may follow the end of its cluster.
    """
    leaving: ClassVar[bool] = False
    """Whether it may be of the day on which its unit or its cluster ends: it ended with them."""

    def needs_free(self) -> Iterable[str]:
        """The beginnings of claims that must not be held when it happens."""
        return ()

    def begins(self) -> Iterable[tuple[Kind, str, date | None]]:
        """What begins to exist with this fact: kind, code, and the day where it is known."""
        return ()

    def ends(self) -> Iterable[tuple[Kind, str, date | None]]:
        """What ends with this fact, on its last day no longer there."""
        return ()

    def naming(self) -> Iterable[tuple[Kind, str, str, str]]:
        """Yield what this fact names: kind, code, name, and the place that distinguishes it."""
        return ()

    def when(self, day: date | None) -> Iterable[Span]:
        """The spans in each of which the units it names must exist, given its day if known."""
        year = getattr(self, "year", None)
        return (*((in_year(year),) if year else ()), *((on_day(day),) if day else ()))

    def dated_by(self) -> str:
        """The claim whose day is this fact's where it has none of its own."""
        return ""

    def dated(self) -> date | None:
        """Its day in the order of facts about one thing."""
        return getattr(self, "on", None)

    def belongs(self) -> Iterable[Belonging]:
        """Which units must be members of which cluster, and when."""
        return ()


def belonging(event: Any, unit: str, **more: Any) -> Belonging:
    """The membership that a unit must have in the cluster and the year of an event."""
    return Belonging(cluster=event.cluster, year=event.year, unit=unit, **more)
