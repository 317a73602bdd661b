"""The names of units and clusters on any day, of movements, and the successors of units that ended.

A row shows the name that was valid at its date, with its successor: "Sở Tài chính" before and after
01/03/2025 is the same name and another unit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias, TypedDict

from msgspec import Struct

from events.award_forms import AwardFormDefined
from events.clusters import CLUSTER_LIFE, ClusterDissolved, ClusterFounded, ClusterRenamed
from events.corrections import EntriesRetracted
from events.emulation_movements import MovementLaunched
from events.event import Entry, Event, Scope
from events.successors import heirs
from events.units import LIFE, UnitFounded, ended, named
from views.award_form_names import Day as Day
from views.award_form_names import FormNames
from views.award_form_names import last_day as last_day

NAMED: tuple[type[Event], ...] = (*LIFE, *CLUSTER_LIFE, AwardFormDefined, MovementLaunched)
"""Events that make, name or end a unit or a cluster, or name a form of award or a movement."""
Order: TypeAlias = tuple[int, int]
"""The order of an act among others: its place and its position."""
FIRST: Order = (0, 0)
"""Before all acts."""
Thing: TypeAlias = tuple[str, str]
"""`unit` or `cluster`, and a code."""


class Called(Struct, frozen=True, kw_only=True):
    """A name, its short form (empty: none), and since when (None: since the unit is known)."""

    since: date | None
    name: str
    short: str = ""


class UnitName(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A unit and its name; `now` is the present name, or the successors, if that is another."""

    unit: str
    name: str
    now: tuple[UnitName, ...] = ()


class UnitFields(TypedDict):
    """Fields of every row about a unit."""

    unit: str
    unit_name: str
    unit_short: str
    unit_now: tuple[UnitName, ...]


class Names:
    """Names of units and clusters by date."""

    def __init__(self) -> None:
        self.units: dict[str, list[Called]] = {}
        self.clusters: dict[str, list[Called]] = {}
        self.forms = FormNames()
        self.form = self.forms.name
        self.movements: dict[str, str] = {}
        self.ends: dict[str, date] = {}
        self.heirs: dict[str, tuple[str, ...]] = {}
        self._acts: dict[Event, Order] = {}
        self._given: dict[Thing, list[tuple[Order, Called]]] = {}
        self._by: dict[int, list[Thing]] = {}
        self._places: dict[str, int] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scope of the events that make, name or end a unit or a cluster."""
        return (Scope(events=NAMED),)

    def apply(self, entry: Entry) -> None:
        """Add a name or an end, or drop a name that was taken back; ignore any other entry."""
        match entry.event:
            case EntriesRetracted(positions=positions, place=place):
                self._places[entry.act] = place
                for position in positions:
                    self._take_back(position)
            case ClusterFounded() as event:
                self._call("cluster", event.cluster, Called(since=event.on, name=event.name))
            case ClusterRenamed() as event:
                called = Called(since=event.on, name=event.name)
                self._call("cluster", event.cluster, called, self._ordered(entry))
            case ClusterDissolved():
                self._ordered(entry)
            case AwardFormDefined() as event:
                self.forms.define(event)
            case MovementLaunched() as event:
                self.movements[event.movement] = event.name
            case UnitFounded():
                self._founded(entry)
            case event if isinstance(event, LIFE):
                self._live(event, self._ordered(entry))

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event: most units have a single name."""
        return self._founded if kind is UnitFounded else self.apply

    def _founded(self, entry: Entry) -> None:
        event: Any = entry.event
        called = Called(since=event.on, name=event.name, short=event.short)
        self.units.setdefault(event.unit, []).append(called)

    def _live(self, event: Event, order: Order) -> None:
        since: date | None = getattr(event, "on", None)
        for code, name, short in named(event):
            self._call("unit", code, Called(since=since, name=name, short=short), order)
        for code in ended(event):
            self.heirs[code] = heirs(event)
            if since:
                self.ends[code] = since

    def _ordered(self, entry: Entry) -> Order:
        """Return the order of an act among others of its day: its place, then its position."""
        place = self._places.get(entry.act, entry.place)
        return self._acts.setdefault(entry.event, (place, entry.position))

    def _call(self, kind: str, code: str, called: Called, order: Order | None = None) -> None:
        known = self.units if kind == "unit" else self.clusters
        known.setdefault(code, []).append(called)
        if order:
            self._given.setdefault((kind, code), []).append((order, called))
            self._by.setdefault(order[1], []).append((kind, code))

    def _take_back(self, position: int) -> None:
        """Drop names given by this entry; the only name of a thing stays, to speak of it."""
        for kind, code in self._by.pop(position, ()):
            names = self.units[code] if kind == "unit" else self.clusters[code]
            given = self._given[kind, code]
            for order, called in [*given]:
                if order[1] == position and len(names) > 1:
                    given.remove((order, called))
                    names.remove(called)

    def before(self, event: Event) -> NamesBefore:
        """Return the names as before an act; an unrecorded act comes last of its day.

        Of an act that is not part of a life (a function taken over) the names of the eve count.
        """
        return NamesBefore(self, self._acts.get(event) if type(event) in NAMED else FIRST)

    def given_that_day(self, kind: str, code: str, on: date, before: Order | None) -> str | None:
        """Return the last name that an earlier act of a day gave, or None.

        Args:
            kind: `unit` or `cluster`.
            code: The code of the unit or cluster.
            on: The day of the acts.
            before: The order of the act to stop before; None for all acts of the day.
        """
        given = self._given.get((kind, code), ())
        found = [g for g in given if g[1].since == on and (before is None or g[0] < before)]
        return max(found, key=lambda g: g[0])[1].name if found else None

    def unit(self, code: str, on: Day = None) -> str:
        """Return the name of a unit on a day; the code itself when it has no name.

        Args:
            code: The code of a unit.
            on: A day, or a year for its last day; None for the latest.
        """
        called = _on(self.units.get(code, []), on)
        return called.name if called else code

    def short(self, code: str, on: Day = None) -> str:
        """Return the short name of a unit on a day, or its name where it has none.

        Args:
            code: The code of a unit.
            on: A day, or a year for its last day; None for the latest.
        """
        called = _on(self.units.get(code, []), on)
        return (called.short or called.name) if called else code

    def cluster(self, code: str, on: Day = None) -> str:
        """Return the name of a cluster on a day; the code itself when it has no name.

        Args:
            code: The code of a cluster.
            on: A day, or a year for its last day; None for the latest.
        """
        called = _on(self.clusters.get(code, []), on)
        return called.name if called else code

    def movement(self, code: str) -> str:
        """Return the name of a movement; the code itself when it has no name.

        Args:
            code: The code of a movement.
        """
        return self.movements.get(code, code)

    def now(self, code: str, on: Day = None) -> tuple[UnitName, ...]:
        """Return what became of a unit since a day: itself under a later name, or its successors.

        Args:
            code: The code of a unit.
            on: A day, or a year for its last day; None for the latest.

        Returns:
            Empty when it still bears that name, or when it has no successor; itself under its later
            name when it was renamed; its successors when it was absorbed, merged or split.
        """
        carriers = self._carriers(code, {code})
        if carriers == (code,) and self.unit(code) == self.unit(code, on):
            return ()
        return tuple(UnitName(unit=unit, name=self.unit(unit)) for unit in carriers)

    def unit_fields(self, code: str, on: Day = None) -> UnitFields:
        """Return the fields that every row has of a unit, as on a day.

        Args:
            code: The code of a unit.
            on: A day, or a year for its last day; None for the latest.
        """
        return {
            "unit": code,
            "unit_name": self.unit(code, on),
            "unit_short": self.short(code, on),
            "unit_now": self.now(code, on),
        }

    def called(self, code: str, on: Day = None) -> UnitName:
        """Return a unit with its name on a day, and its successors.

        Args:
            code: The code of a unit.
            on: A day, or a year for its last day; None for the latest.
        """
        return UnitName(unit=code, name=self.unit(code, on), now=self.now(code, on))

    def _carriers(self, code: str, seen: set[str]) -> tuple[str, ...]:
        if code not in self.heirs:
            return (code,)
        found: dict[str, None] = {}
        for heir in self.heirs[code]:
            if heir not in seen:
                found |= dict.fromkeys(self._carriers(heir, seen | {heir}))
        return tuple(found)


class NamesBefore:
    """Names on the eve of an act, and those that earlier acts of its day gave.

    Args:
        names: The names of all days.
        order: The order of the act among those of its day; None for an act that comes last.
    """

    def __init__(self, names: Names, order: Order | None) -> None:
        self.names, self.order = names, order
        self.form, self.movement = names.form, names.movement

    def unit(self, code: str, on: date | None = None) -> str:
        """Return the name of a unit before the act of that day.

        Args:
            code: The code of a unit.
            on: The day of the act; None for the latest name.
        """
        return self._given("unit", code, on) or self.names.unit(code, _eve(on))

    def cluster(self, code: str, on: date | None = None) -> str:
        """Return the name of a cluster before the act of that day.

        Args:
            code: The code of a cluster.
            on: The day of the act; None for the latest name.
        """
        return self._given("cluster", code, on) or self.names.cluster(code, _eve(on))

    def before(self, _: Event, /) -> NamesBefore:
        """Return itself: the names are already those before an act."""
        return self

    def _given(self, kind: str, code: str, on: date | None) -> str | None:
        return self.names.given_that_day(kind, code, on, self.order) if on else None


def _eve(on: date | None) -> date | None:
    return on - timedelta(days=1) if on and on > date.min else on


def _on(called: list[Called], on: Day) -> Called | None:
    """Return the name that is valid on a day; before the first name, the first."""
    if len(called) == 1:  # nearly always
        return called[0]
    day = last_day(on)
    ordered = sorted(called, key=lambda one: one.since or date.min)
    valid = [one for one in ordered if one.since is None or one.since <= day]
    return valid[-1] if valid else next(iter(ordered), None)
