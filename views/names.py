"""What units and clusters were called on any day, and who carries an ended unit on.

A row shows the name that was valid at its date, with the successor beside it: "Sở Tài chính" before
and after 01/03/2025 is the same name and another unit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias, TypedDict

from msgspec import Struct

from events.clusters import CLUSTER_LIFE, ClusterDissolved, ClusterFounded, ClusterRenamed
from events.event import Entry, Event, Scope
from events.registry import LIFE, UnitAbsorbed, UnitFounded, UnitsMerged, UnitSplit, ended, named

NAMED: tuple[type[Event], ...] = (*LIFE, *CLUSTER_LIFE)
"""Whatever makes, names or ends a unit or a cluster."""
Day: TypeAlias = date | int | None
"""A day; a year, which means its last day; or None, which means the latest that is known."""


class Called(Struct, frozen=True, kw_only=True):
    """A name, its short form (empty: none), and since when (None: since the unit is known)."""

    since: date | None
    name: str
    short: str = ""


class UnitName(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A unit and what it is called; `now` is what it is today, where that is another name."""

    unit: str
    name: str
    now: tuple[UnitName, ...] = ()


class UnitFields(TypedDict):
    """What every row tells of a unit."""

    unit: str
    unit_name: str
    unit_short: str
    unit_now: tuple[UnitName, ...]


class Names:
    """Names of units and clusters by date."""

    def __init__(self) -> None:
        self.units: dict[str, list[Called]] = {}
        self.clusters: dict[str, list[Called]] = {}
        self.ends: dict[str, date] = {}
        self.heirs: dict[str, tuple[str, ...]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Whatever makes, names or ends a unit or a cluster."""
        return (Scope(events=NAMED),)

    def apply(self, entry: Entry) -> None:
        """Add a name or an end; everything else passes by."""
        match entry.event:
            case ClusterFounded() | ClusterRenamed() as event:
                called = Called(since=event.on, name=event.name)
                self.clusters.setdefault(event.cluster, []).append(called)
            case ClusterDissolved():
                pass
            case event if isinstance(event, LIFE):
                self._live(event)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """What adds events of a kind: a province has many units, and most have one name."""
        return self._founded if kind is UnitFounded else self.apply

    def _founded(self, entry: Entry) -> None:
        event: Any = entry.event
        called = Called(since=event.on, name=event.name, short=event.short)
        self.units.setdefault(event.unit, []).append(called)

    def _live(self, event: Event) -> None:
        since: date | None = getattr(event, "on", None)
        for code, name, short in named(event):
            called = Called(since=since, name=name, short=short)
            self.units.setdefault(code, []).append(called)
        for code in ended(event):
            self.heirs[code] = heirs(event)
            if since:
                self.ends[code] = since

    def unit(self, code: str, on: Day = None) -> str:
        """The unit's name on that day; the code itself when nobody named it."""
        called = _on(self.units.get(code, []), on)
        return called.name if called else code

    def short(self, code: str, on: Day = None) -> str:
        """The unit's short name on that day, or its name where it has none."""
        called = _on(self.units.get(code, []), on)
        return (called.short or called.name) if called else code

    def cluster(self, code: str, on: Day = None) -> str:
        """The cluster's name on that day; the code itself when nobody named it."""
        called = _on(self.clusters.get(code, []), on)
        return called.name if called else code

    def now(self, code: str, on: Day = None) -> tuple[UnitName, ...]:
        """What the unit, as it was called on that day, is today.

        Empty when it still bears that name, or when nobody carries it on; itself under its later
        name when it was renamed; its successors when it was absorbed, merged or split.
        """
        carriers = self._carriers(code, {code})
        if carriers == (code,) and self.unit(code) == self.unit(code, on):
            return ()
        return tuple(UnitName(unit=unit, name=self.unit(unit)) for unit in carriers)

    def told(self, code: str, on: Day = None) -> UnitFields:
        """The fields that every row has of a unit, as on that day."""
        return {
            "unit": code,
            "unit_name": self.unit(code, on),
            "unit_short": self.short(code, on),
            "unit_now": self.now(code, on),
        }

    def called(self, code: str, on: Day = None) -> UnitName:
        """The unit with its name on that day, and its successor beside it."""
        return UnitName(unit=code, name=self.unit(code, on), now=self.now(code, on))

    def _carriers(self, code: str, seen: set[str]) -> tuple[str, ...]:
        if code not in self.heirs:
            return (code,)
        found: dict[str, None] = {}
        for heir in self.heirs[code]:
            if heir not in seen:
                found |= dict.fromkeys(self._carriers(heir, seen | {heir}))
        return tuple(found)


def heirs(event: Event) -> tuple[str, ...]:
    """The units that carry on what this event ends."""
    match event:
        case UnitAbsorbed() | UnitsMerged():
            return (event.into,)
        case UnitSplit():
            return tuple(heir.unit for heir in event.into)
    return ()


def last_day(on: Day) -> date:
    """The day meant: the last one of a year; the end of time for None."""
    match on:
        case None:
            return date.max
        case int():
            return date(on, 12, 31)
    return on


def _on(called: list[Called], on: Day) -> Called | None:
    """The name valid on that day; before the first one, the first."""
    day = last_day(on)
    ordered = sorted(called, key=lambda one: one.since or date.min)
    valid = [one for one in ordered if one.since is None or one.since <= day]
    return valid[-1] if valid else next(iter(ordered), None)
