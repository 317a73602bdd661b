"""Emulation movements (phong trào thi đua): launcher, level, years, and registered units."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from events.clusters import Level
from events.emulation_movements import MovementJoined, MovementLaunched
from events.event import Entry, Event, Scope
from views.cluster_years import happened, within
from views.names import NAMED, Names, UnitName


class Registration(UnitName, frozen=True, kw_only=True):
    """A unit that registered with its cluster for a year; `on` is null where the day is unknown."""

    cluster: str
    year: int
    on: date | None


class MovementRow(Struct, frozen=True, kw_only=True):
    """A movement; launcher, level and years are empty or null where the source does not say."""

    movement: str
    movement_name: str
    launched_by: str
    level: Level | None
    since: int | None
    until: int | None
    launched_on: date | None
    registrations: tuple[Registration, ...]


class Movements:
    """Movements not known to be off in the year asked for, with the registrations asked for.

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

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of movements, the requested registrations and names."""
        joined = within((MovementJoined,), self.cluster, self.year)
        return (*self.names.scopes(), Scope(events=(MovementLaunched,)), joined)

    def apply(self, entry: Entry) -> None:
        """Keep the launches and registrations up to the day asked for."""
        self.names.apply(entry)
        match entry.event:
            case MovementLaunched() as event if happened(event, self.on):
                self.launched.append(event)
            case MovementJoined() as event if happened(event, self.on):
                self.joined.setdefault(event.movement, []).append(event)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event; most are names."""
        return self.names.taking(kind) if kind in NAMED else self.apply

    def rows(self) -> tuple[MovementRow, ...]:
        """Return one row per movement, in the order of entry."""
        return tuple(self._row(event) for event in self.launched if self._is_on(event))

    def _is_on(self, event: MovementLaunched) -> bool:
        if self.year is None:
            return True
        return (event.since or self.year) <= self.year <= (event.until or self.year)

    def _row(self, event: MovementLaunched) -> MovementRow:
        return MovementRow(
            movement=event.movement,
            movement_name=event.name,
            launched_by=event.launched_by,
            level=event.level,
            since=event.since,
            until=event.until,
            launched_on=event.on,
            registrations=tuple(self._registered(event.movement)),
        )

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
            if self.cluster in (None, event.cluster) and self.year in (None, event.year)
            for unit in event.units
        ]
