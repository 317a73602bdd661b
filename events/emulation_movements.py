"""Emulation movements (phong trào thi đua): launched by whom, at what level, valid from and to.

Launching is a part of organising emulation (Điều 17, Luật Thi đua, khen thưởng 06/2022/QH15).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar

from events.clusters import Level, known_cluster, life_of_cluster
from events.command import Command, History
from events.date_spans import Belonging, belonging
from events.errors import refuse
from events.event import Code, Event, Line, Prose, Remark, Scope, Year
from events.invariants import uphold
from events.rosters import only_members_then, rosters_of
from events.shared_checks import named_once, not_after_today, within_year
from events.units import life_of


class MovementLaunched(Event, tag="movement-launched"):
    """A movement was launched (phát động phong trào thi đua), valid in the years since–until.

    Attributes:
        launched_by: Who launched it; empty where the source does not say.
        level: At what level it was launched; None where the source does not say.
        since: The first calendar year; None where it is unknown.
        until: The last calendar year, included; None where it is unknown.
        on: The day of the launch; None where it is unknown.
        of_cluster: The cluster that launched it for its members; None for a wider movement.
    """

    movement: Code
    name: Line
    launched_by: Remark = ""
    level: Level | None = None
    since: Year | None = None
    until: Year | None = None
    on: date | None = None
    of_cluster: Code | None = None

    version: ClassVar[int] = 2

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.of_cluster}",) if self.of_cluster else ()

    def claims(self) -> Iterable[str]:
        return (f"movement:{self.movement}",)

    def begins(self) -> Iterable[tuple[str, str, date | None]]:
        return (("movement", self.movement, date(self.since, 1, 1) if self.since else None),)

    def ends(self) -> Iterable[tuple[str, str, date | None]]:
        return (("movement", self.movement, date(self.until + 1, 1, 1)),) if self.until else ()


class MovementJoined(Event, tag="movement-joined"):
    """Units of a cluster registered for a movement in a year (đăng ký tham gia phong trào)."""

    movement: Code
    cluster: Code
    year: Year
    units: tuple[Code, ...]
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("units",)
    convened: ClassVar[bool] = True

    def belongs(self) -> Iterable[Belonging]:
        return [belonging(self, unit, on=self.on) for unit in self.units]

    def claims(self) -> Iterable[str]:
        here = f"{self.movement}/{self.cluster}/{self.year}"
        return tuple(f"registered:{here}/{unit}" for unit in self.units)

    def depends_on(self) -> Iterable[str]:
        members = (f"member:{self.cluster}/{unit}" for unit in self.units)
        return (f"movement:{self.movement}", *members)


class MovementResult(Event, tag="movement-result"):
    """The result of a unit in a movement in a year (kết quả thực hiện phong trào).

    Attributes:
        movement: The code of the movement.
        unit: The code of the unit.
        text: The result in words; empty where the source gives a number alone.
        amount: The result as a number; None where the source gives none.
        measure: The unit of measure of the number.
        on: The day of the report; None where it is unknown.
    """

    movement: Code
    cluster: Code
    year: Year
    unit: Code
    text: Remark = ""
    amount: Decimal | None = None
    measure: Remark = ""
    on: date | None = None

    living: ClassVar[tuple[str, ...]] = ("unit",)
    reviews: ClassVar[bool] = True

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit),)

    def claims(self) -> Iterable[str]:
        return (f"movement-result:{self.movement}/{self.cluster}/{self.year}/{self.unit}",)

    def depends_on(self) -> Iterable[str]:
        return (f"movement:{self.movement}", f"member:{self.cluster}/{self.unit}")


class MovementEnded(Event, tag="movement-ended"):
    """A movement was concluded (tổng kết phong trào).

    Attributes:
        movement: The code of the movement.
        on: The day; None where it is unknown.
        summary: What it led to; empty where the source does not say.
    """

    movement: Code
    on: date | None = None
    summary: Prose = ""

    def claims(self) -> Iterable[str]:
        return (f"movement-ended:{self.movement}",)

    def ends(self) -> Iterable[tuple[str, str, date | None]]:
        """Return the first day of the year after: its last year still has results."""
        return (("movement", self.movement, date(self.on.year + 1, 1, 1)),) if self.on else ()

    def depends_on(self) -> Iterable[str]:
        return (f"movement:{self.movement}",)


MOVEMENTS: tuple[type[Event], ...] = (
    MovementLaunched,
    MovementJoined,
    MovementResult,
    MovementEnded,
)


LONGEST = 50
"""How many years ahead a movement may end; further is a slip of the keys."""


class LaunchMovement(Command):
    """Record a movement as launched (ghi phong trào được phát động)."""

    movement: Code
    name: Line
    launched_by: Remark = ""
    level: Level | None = None
    since: Year | None = None
    until: Year | None = None
    on: date | None = None
    of_cluster: Code | None = None

    def boundary(self) -> tuple[Scope, ...]:
        cluster = (life_of_cluster(self.of_cluster),) if self.of_cluster else ()
        return (Scope(events=(MovementLaunched,)), *cluster)

    def decide(self, history: History) -> list[Event]:
        """A movement is launched once, begins next year at the latest, and ends after it begins."""
        if self.of_cluster:
            known_cluster(history, self.of_cluster, self.since, self.on)
        for event in history.of(MovementLaunched):
            refuse(event.movement == self.movement, "movement-exists", movement=self.movement)
            refuse(event.name == self.name, "movement-exists", movement=event.movement)
        for since in (self.since, self.on and self.on.year):
            backwards = since and self.until and self.until < since
            refuse(backwards, "ends-before-it-begins", since=since, until=self.until)
        not_after_today(self.on, history)
        today, latest = history.today, history.today.year + 1
        ahead = self.since and self.since > latest
        refuse(ahead, "year-to-come", year=self.since, today=today, latest=latest)
        latest += LONGEST
        endless = self.until and self.until > latest
        refuse(endless, "year-to-come", year=self.until, today=today, latest=latest)
        return [self.fact(MovementLaunched)]


class JoinMovement(Command):
    """Register units of a cluster for a movement (đăng ký tham gia phong trào)."""

    movement: Code
    cluster: Code
    year: Year
    units: tuple[Code, ...]
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            Scope((f"movement:{self.movement}",), (MovementLaunched, MovementEnded)),
            Scope((f"movement:{self.movement}", f"cluster:{self.cluster}"), (MovementJoined,)),
            life_of_cluster(self.cluster),
            rosters_of(self.cluster),
            *life_of(*self.units),
        )

    def decide(self, history: History) -> list[Event]:
        """Members register once, for a movement that is on in that year."""
        known_cluster(history, self.cluster, self.year)
        launched = [e for e in history.of(MovementLaunched) if e.movement == self.movement]
        refuse(not launched, "unknown-movement", movement=self.movement)
        refuse(not self.units, "too-few-units", least=1)
        named_once(self.units)
        for event in launched:
            over = event.until and self.year > event.until
            early = event.since and self.year < event.since
            facts = {"movement": event.movement, "since": event.since, "until": event.until}
            refuse(over or early, "movement-not-on", year=self.year, **facts)
        only_members_then(history, self.cluster, self.year, *self.units, on=self.on)
        registered = self.registered(history)
        for unit in self.units:
            again = unit in registered
            refuse(again, "already-registered", unit=unit, movement=self.movement)
        within_year(self.on, self.year, before=1)
        not_after_today(self.on, history)
        return uphold(history, self.fact(MovementJoined))

    def registered(self, history: History) -> set[str]:
        """Return the units of this cluster that registered for this movement in this year."""
        here = (self.movement, self.cluster, self.year)
        joined = history.of(MovementJoined)
        return {unit for e in joined if (e.movement, e.cluster, e.year) == here for unit in e.units}
