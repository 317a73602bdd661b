"""The facts of one kind as rows, as two moments of knowledge compare them.

The row is derived from the event's type: a field that an event gains is compared without a word
here. A corrected fact keeps its `fact`: the place of the wrong entry that it replaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, cast

from msgspec import Struct, defstruct

from events.event import TAGGED, Entry, Event, Scope, fields_of
from events.meetings import MeetingOpened
from views.cluster_years import happened, within
from views.names import NAMED, Names


class FactRow(Struct, frozen=True, kw_only=True):
    """A fact: its place in the ledger and its number there, and the entry that states it."""

    fact: tuple[int, int]
    entry: int

    def entry_of(self, _: str, /) -> int:
        """Return the position of the entry that a field comes from."""
        return self.entry


CONTEXT = ("cluster", "year", "meeting", "movement", "unit")
"""Fields that say what a fact is about; a row has names in addition to the codes."""


@cache
def row_type(kind: type[Event]) -> type[FactRow]:
    """Return the type of the rows of a kind of events: all its fields, and the names of codes."""
    names = [f for f in kind.__struct_fields__ if f not in CONTEXT]
    values = {
        "cluster": ("cluster", "cluster_name"),
        "year": ("year",),
        "unit": ("unit", "unit_name"),
    }
    values["meeting"] = ("meeting", "meeting_title")
    values["movement"] = ("movement", "movement_name")
    context = [n for f in CONTEXT if f in kind.__struct_fields__ for n in values[f]]
    fields = [(name, Any) for name in (*context, *names)]
    made = defstruct(f"{kind.__name__}Row", fields, bases=(FactRow,), frozen=True, kw_only=True)
    return cast(type[FactRow], made)


class Facts:
    """The facts of a kind that count, in their order.

    Args:
        kind: The type of the events; subclasses do not count.
        cluster: The code of a cluster; None for all. Facts of no cluster are always kept.
        year: The year; None for all. Facts of no year are always kept.
        on: The last day to look at: facts dated later are ignored; None for no limit.
    """

    def __init__(
        self,
        kind: type[Event],
        cluster: str | None = None,
        year: int | None = None,
        on: date | None = None,
    ) -> None:
        self.kind, self.cluster, self.year, self.on = kind, cluster, year, on
        self.names = Names()
        self.titles: dict[str, str] = {}
        self.entries: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of the facts, and of the names that their codes need."""
        fields = self.kind.__struct_fields__
        of_cluster = self.cluster if "cluster" in fields else None
        facts = within((self.kind,), of_cluster, self.year)
        titles = within((MeetingOpened,), of_cluster, self.year)
        named = self.names.scopes() if {*fields} & {*TAGGED} else ()
        return (facts, *named, *((titles,) if "meeting" in fields else ()))

    def apply(self, entry: Entry) -> None:
        """Keep the facts, names, and titles of meetings."""
        event: Any = entry.event
        if type(event) in NAMED:
            self.names.apply(entry)
        if isinstance(event, MeetingOpened):
            self.titles[event.meeting] = event.title
        if type(event) is self.kind and self._asked(event) and happened(event, self.on):
            self.entries.append(entry)

    def _asked(self, event: Any) -> bool:
        cluster, year = getattr(event, "cluster", None), getattr(event, "year", None)
        here = cluster is None or self.cluster in (None, cluster)
        return here and (year is None or self.year in (None, year))

    def rows(self) -> tuple[FactRow, ...]:
        """Return one row per fact."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[FactRow]:
        make, count = row_type(self.kind), dict[int, int]()
        for entry in self.entries:
            nth = count[entry.place] = count.get(entry.place, 0) + 1
            yield make(fact=(entry.place, nth), entry=entry.position, **self._values(entry.event))

    def _values(self, event: Any) -> dict[str, Any]:
        values: dict[str, Any] = fields_of(event)
        day = values.get("on") or values.get("year")
        if "cluster" in values:
            values["cluster_name"] = self.names.cluster(event.cluster, day)
        if "meeting" in values:
            values["meeting_title"] = self.titles.get(event.meeting, event.meeting)
        if "movement" in values:
            values["movement_name"] = self.names.movement(event.movement)
        if "unit" in values:
            values["unit_name"] = self.names.unit(event.unit, day) if event.unit else None
        for field in {*values} & {*TAGGED}:
            if field not in CONTEXT and TAGGED[field] == "unit":
                values[field] = self._named(values[field], day)
        return values

    def _named(self, value: Any, day: date | int | None) -> Any:
        """Return units by their names; what is no plain code stays."""
        if isinstance(value, tuple):
            return tuple(self._named(one, day) for one in value)
        return self.names.called(value, day) if isinstance(value, str) else value
