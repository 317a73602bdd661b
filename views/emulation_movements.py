"""Emulation movements (phong trào thi đua): launcher, years, registrations, results, end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from events.clusters import Level
from events.emulation_movements import (
    MOVEMENTS,
    MovementEnded,
    MovementJoined,
    MovementLaunched,
    MovementResult,
)
from events.event import Entry, Event, Scope
from events.meetings import MeetingOpened
from views.cluster_years import happened, within
from views.names import Names, UnitName


class Registration(UnitName, frozen=True, kw_only=True):
    """A unit that registered with its cluster for a year; `on` is null where the day is unknown."""

    cluster: str
    year: int
    on: date | None


class UnitResult(UnitName, frozen=True, kw_only=True):
    """The result of a unit in a year: in words, as a number with its unit of measure, or both."""

    cluster: str
    year: int
    text: str
    amount: Decimal | None
    measure: str
    on: date | None


class MovementRow(Struct, frozen=True, kw_only=True):
    """A movement; launcher, level and years are empty or null where the source does not say.

    `ended` is whether it was concluded; its day may be unknown.
    """

    movement: str
    movement_name: str
    launched_by: str
    level: Level | None
    since: int | None
    until: int | None
    of_cluster: str
    of_cluster_name: str
    launched_on: date | None
    registrations: tuple[Registration, ...]
    results: tuple[UnitResult, ...] = ()
    ended: bool = False
    ended_on: date | None = None
    summary: str = ""


class Movements:
    """Movements of the cluster and the year asked for, with the registrations asked for.

    A movement is of its cluster, or of every cluster where it is of none; it is of the years in
    which it is known to be on, and of those for which somebody registered or reported. One
    without any year is of every year of its own cluster, and of the year of the meeting in which it
    was recorded.

    Args:
        cluster: The code of the cluster whose registrations to show; None for all.
        year: The year; None for all. A day overrides it by its own year.
        on: The last day to look at: launches and registrations dated later are ignored. None for no
            limit.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, on.year if on else year, on
        self.names = Names()
        self.launched: list[MovementLaunched] = []
        self.joined: dict[str, list[MovementJoined]] = {}
        self.results: dict[str, list[MovementResult]] = {}
        self.ended: dict[str, MovementEnded] = {}
        self.met: dict[str, tuple[str, int]] = {}
        self.at_meeting: dict[str, str] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of movements, names, the requested registrations and meetings."""
        own = (MovementJoined, MovementResult, MeetingOpened)
        whole = Scope(events=(MovementLaunched, MovementEnded))
        return (*self.names.scopes(), whole, within(own, self.cluster, self.year))

    def apply(self, entry: Entry) -> None:
        """Keep the launches and registrations up to the day asked for."""
        if not isinstance(entry.event, (*MOVEMENTS, MeetingOpened)):
            self.names.apply(entry)
            return
        match entry.event:
            case MovementLaunched() as event if happened(event, self.on):
                self.launched.append(event)
                self.at_meeting[event.movement] = entry.meeting
            case MeetingOpened() as event:
                self.met[event.meeting] = (event.cluster, event.year)
            case MovementJoined() as event if happened(event, self.on):
                self.joined.setdefault(event.movement, []).append(event)
            case MovementResult() as event if happened(event, self.on):
                self.results.setdefault(event.movement, []).append(event)
            case MovementEnded() as event if happened(event, self.on):
                self.ended[event.movement] = event

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event; most are names."""
        of_names = kind not in (*MOVEMENTS, MeetingOpened)
        return self.names.taking(kind) if of_names else self.apply

    def rows(self) -> tuple[MovementRow, ...]:
        """Return one row per movement, in the order of entry."""
        return tuple(self._row(event) for event in self.launched if self._is_on(event))

    def _asked(self, event: MovementJoined | MovementResult) -> bool:
        """Return whether a registration or a result is of the cluster and the year asked for."""
        return self.cluster in (None, event.cluster) and self.year in (None, event.year)

    def _is_on(self, event: MovementLaunched) -> bool:
        own = (*self.joined.get(event.movement, ()), *self.results.get(event.movement, ()))
        used = any(self._asked(one) for one in own)
        foreign = self.cluster is not None and event.of_cluster not in (None, self.cluster)
        if used or foreign or self.year is None:
            return used or not foreign
        since = event.since or (event.on.year if event.on else None)
        if since is None and event.until is None:
            met = self.met.get(self.at_meeting[event.movement])
            return self.cluster in (None, event.of_cluster) or met == (self.cluster, self.year)
        return (since or self.year) <= self.year <= (event.until or self.year)

    def _row(self, event: MovementLaunched) -> MovementRow:
        end = self.ended.get(event.movement)
        return MovementRow(
            movement=event.movement,
            movement_name=event.name,
            launched_by=event.launched_by,
            level=event.level,
            since=event.since,
            until=event.until,
            of_cluster=event.of_cluster or "",
            of_cluster_name=self._cluster(event),
            launched_on=event.on,
            registrations=tuple(self._registered(event.movement)),
            results=tuple(self._results(event.movement)),
            ended=end is not None,
            ended_on=end.on if end else None,
            summary=end.summary if end else "",
        )

    def _cluster(self, event: MovementLaunched) -> str:
        """Return the name of its own cluster; empty for a wider movement."""
        day = self.on or self.year or event.since or event.on
        return self.names.cluster(event.of_cluster, day) if event.of_cluster else ""

    def _registered(self, movement: str) -> list[Registration]:
        return [
            Registration(
                cluster=event.cluster,
                year=event.year,
                unit=unit,
                name=self.names.unit(unit, self.on or event.year),
                now=self.names.now(unit, self.on or event.year),
                on=event.on,
            )
            for event in self.joined.get(movement, ())
            if self._asked(event)
            for unit in event.units
        ]

    def _results(self, movement: str) -> list[UnitResult]:
        return [
            UnitResult(
                cluster=event.cluster,
                year=event.year,
                unit=event.unit,
                name=self.names.unit(event.unit, self.on or event.year),
                now=self.names.now(event.unit, self.on or event.year),
                text=event.text,
                amount=event.amount,
                measure=event.measure,
                on=event.on,
            )
            for event in self.results.get(movement, ())
            if self._asked(event)
        ]
