"""The units: their names by date, their founding and end, and their successors."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from events.clusters import UnitLevel
from events.descriptions import UnitDescribed, UnitKind
from events.event import Entry, Event, Scope
from events.membership import ROSTER, RosterRecorded, RosterReported, UnitJoined
from events.text import sort_key
from events.units import (
    LIFE,
    UnitAbsorbed,
    UnitDissolved,
    UnitFounded,
    UnitsMerged,
    UnitSplit,
    ended,
    named,
)
from views.cluster_years import within
from views.names import Called, Names, UnitName

Ending: TypeAlias = Literal["absorbed", "merged", "split", "dissolved"]
ENDINGS: dict[type[Event], Ending] = {
    UnitAbsorbed: "absorbed",
    UnitsMerged: "merged",
    UnitSplit: "split",
    UnitDissolved: "dissolved",
}


class UnitRow(Struct, frozen=True, kw_only=True):
    """A unit; `founded` and `ended` are null where the day is unknown or there is none.

    `ending` says how it ended, `now` is the unit or its successors if the name changed, `was` are
    the units that it came of or took in.
    """

    unit: str
    unit_name: str
    unit_short: str
    founded: date | None
    ended: date | None
    ending: Ending | None
    names: tuple[Called, ...]
    now: tuple[UnitName, ...]
    was: tuple[UnitName, ...]
    kind: UnitKind = ""
    level: UnitLevel | None = None
    parent: UnitName | None = None


class Units:
    """All units, in the order of the Vietnamese alphabet.

    Args:
        cluster: Keep the units that belonged to this cluster; None for all.
        year: Keep those that belonged to the cluster in this year; None for any year.
        on: Keep the units that existed on this day, under the name they had; None for all.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.founded: dict[str, date | None] = {}
        self.endings: dict[str, Ending] = {}
        self.belonged: set[str] = set()
        self.described: dict[str, dict[str, Any]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of units and of the members of the requested cluster."""
        read = (*self.names.scopes(), Scope(events=(UnitDescribed,)))
        return read if self.cluster is None else (*read, within(ROSTER, self.cluster, self.year))

    def apply(self, entry: Entry) -> None:
        """Keep foundings, names and ends, and the members of the cluster."""
        self.names.apply(entry)
        match entry.event:
            case RosterRecorded() as event if self._asked(event):
                self.belonged.update(event.units)
            case RosterReported() as event if self._asked(event):
                self.belonged.update(event.further)
            case UnitJoined() as event if self._asked(event):
                self.belonged.add(event.unit)
            case UnitDescribed() as event:
                given = {"kind": event.kind, "level": event.level, "parent": event.parent}
                known = self.described.setdefault(event.unit, {})
                known |= {field: value for field, value in given.items() if value}
            case event if isinstance(event, LIFE):
                self._live(event)

    def _asked(self, event: RosterRecorded | RosterReported | UnitJoined) -> bool:
        return event.cluster == self.cluster and self.year in (None, event.year)

    def _live(self, event: Event) -> None:
        since: date | None = getattr(event, "on", None)
        if isinstance(event, (UnitFounded, UnitsMerged, UnitSplit)):
            self.founded |= {code: since for code, _, _ in named(event)}
        self.endings |= {code: ENDINGS[type(event)] for code in ended(event)}

    def rows(self) -> tuple[UnitRow, ...]:
        """Return one row per unit."""
        asked = (u for u in self.founded if self.cluster is None or u in self.belonged)
        rows = (self._row(unit) for unit in asked if self._existed(unit))
        return tuple(sorted(rows, key=lambda row: sort_key(row.unit_name)))

    def _existed(self, unit: str) -> bool:
        since, until = self.founded[unit], self.names.ends.get(unit)
        late = self.on and since and since > self.on
        over = self.on and until and until <= self.on
        return not (late or over)

    def _row(self, unit: str) -> UnitRow:
        given = dict(self.described.get(unit, {}))
        if parent := given.get("parent"):
            given["parent"] = self.names.called(parent, self.on)
        was = (old for old, new in self.names.heirs.items() if unit in new)
        return UnitRow(
            unit=unit,
            unit_name=self.names.unit(unit, self.on),
            unit_short=self.names.short(unit, self.on),
            founded=self.founded[unit],
            ended=self.names.ends.get(unit),
            ending=self.endings.get(unit),
            names=tuple(self.names.units[unit]),
            now=self.names.now(unit, self.on),
            was=tuple(UnitName(unit=old, name=self.names.unit(old)) for old in was),
            **given,
        )
