"""Days and years as data of an event: when what it names exists, and where units belong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from msgspec import Struct

Kind = str
"""What has a life: `unit`, `cluster`, `movement`."""


class Span(Struct, frozen=True):
    """A day, or the days from the first to the last: something is so on at least one of them.

    Attributes:
        first: The first day, included.
        last: The last day, included.
    """

    first: date
    last: date


@lru_cache(maxsize=512)
def in_year(year: int) -> Span:
    """Return the days of a year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def on_day(day: date) -> Span:
    """Return the span of a day."""
    return Span(day, day)


class Belonging(Struct, frozen=True, kw_only=True):
    """A membership that a fact requires: the unit is a member of the cluster in the year.

    Attributes:
        cluster: The code of the cluster.
        year: The calendar year.
        unit: The code of the unit.
        on: The day on which it must be a member; None where the day is unknown.
        held: The claim that needs the membership for as long as it is held; empty for none.
        exact: Whether the roster of that very year is needed; else the latest up to it will do.
        ending: Whether the day may be that on which the unit left.
    """

    cluster: str
    year: int
    unit: str
    on: date | None = None
    held: str = ""
    exact: bool = False
    ending: bool = False


class Breach(Struct, frozen=True, kw_only=True):
    """A law that an entry breaks.

    Attributes:
        position: The position of the entry, from 1; `LATER` for a fact not recorded yet.
        law: The code of the law.
        key: The claim or the thing by which the law is broken.
        facts: The values for the sentence of the refusal.
    """

    position: int
    law: str
    key: str
    facts: dict[str, object] = {}

    @property
    def same(self) -> tuple[int, str, str]:
        """What it is known by: a flaw whose day was changed is the same flaw."""
        return (self.position, self.law, self.key)


class Timed(Struct, frozen=True):
    """What every event records of days and years; `invariants` compares it with all others."""

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
        """Return the beginnings of claims that must not be held when it happens."""
        return ()

    def begins(self) -> Iterable[tuple[Kind, str, date | None]]:
        """Return what begins to exist with this fact: kind, code, and the day where it is known."""
        return ()

    def ends(self) -> Iterable[tuple[Kind, str, date | None]]:
        """Return what ends with this fact, on its last day no longer there."""
        return ()

    def naming(self) -> Iterable[tuple[Kind, str, str, str]]:
        """Return what this fact names: kind, code, name, and the place that distinguishes it."""
        return ()

    def when(self, day: date | None) -> Iterable[Span]:
        """Return the spans in each of which the named units must exist.

        Args:
            day: The day of the fact, its own or that of what it is dated by; None where unknown.
        """
        year = getattr(self, "year", None)
        return (*((in_year(year),) if year else ()), *((on_day(day),) if day else ()))

    def dated_by(self) -> str:
        """Return the claim whose day is this fact's where it has none of its own."""
        return ""

    def dated(self) -> date | None:
        """Return its day in the order of facts about one thing."""
        return getattr(self, "on", None)

    def attending(self) -> Iterable[tuple[str, bool, str]]:
        """Return who comes (true) or leaves (false): the key of the presence, and HH:MM or empty.

        A list of those present says again of some that they are there.
        """
        return ()

    def belongs(self) -> Iterable[Belonging]:
        """Return which units must be members of which cluster, and when."""
        return ()


def belonging(event: Any, unit: str, **more: Any) -> Belonging:
    """Return the membership that a unit must have in the cluster and the year of an event.

    Args:
        event: An event with a cluster and a year.
        unit: The code of the unit.
        more: Further fields of `Belonging`.
    """
    return Belonging(cluster=event.cluster, year=event.year, unit=unit, **more)
