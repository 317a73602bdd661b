"""Persons by unit: the offices they held, and what they did for their unit.

A person is known by a name in a unit; the same name in another unit is another person. A person who
spoke or reported is listed too where no office was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from events.collation import bare
from events.command import History
from events.compacts import CompactSignature, SignerNamed
from events.council import CouncilMemberNamed
from events.event import Entry, Event, Scope, name_of
from events.meeting_reports import ReportPresented
from events.meeting_roles import MeetingRoleGiven
from events.meetings import MeetingOpened, RemarkRecorded, UnitsAttended
from events.minutes_events import MinutesSigned
from events.persons import PERSONS, terms
from events.presence import UnitArrived
from events.sheet_events import SHEETS
from events.text import sort_key
from views.cluster_years import happened
from views.names import Names, UnitName

DONE: dict[type[Event], str] = {
    UnitsAttended: "who",
    CompactSignature: "person",
    SignerNamed: "person",
    MeetingRoleGiven: "person",
    CouncilMemberNamed: "person",
    MinutesSigned: "who",
    ReportPresented: "presenter",
    RemarkRecorded: "speaker",
    UnitArrived: "person",
    **dict.fromkeys(SHEETS, "person"),
}
"""Event -> the field that names the person who did it for a unit."""
FACTS: tuple[type[Event], ...] = (*PERSONS, *DONE)
"""The facts in which persons of units are named."""


class Term(Struct, frozen=True, kw_only=True):
    """An office and its days, null where unknown; `over`: it ended, perhaps on no known day."""

    office: str
    since: date | None
    until: date | None
    over: bool


class Deed(Struct, frozen=True, kw_only=True):
    """What a person did for the unit: the stored name of the fact, its year, meeting and entry.

    `office` is the office that is recorded with it; `meeting` and its title are empty outside of
    meetings.
    """

    did: str
    office: str
    year: int | None
    meeting: str
    meeting_title: str
    position: int


class PersonRow(Struct, frozen=True, kw_only=True):
    """A person of a unit, the terms of office there, and what is recorded of the person."""

    unit: str
    unit_name: str
    unit_short: str
    unit_now: tuple[UnitName, ...] = ()
    person: str
    terms: tuple[Term, ...]
    deeds: tuple[Deed, ...]


class People:
    """The persons who represented units, by unit and name.

    Args:
        cluster: The code of a cluster, whose facts alone count as deeds; None for all.
        year: The year of the deeds and of the terms; None for all.
        on: The last day to look at: facts dated later are ignored; None for no limit.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.entries: list[Entry] = []
        self.titles: dict[str, str] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names, of meetings, and of the facts in which persons are named."""
        return (*self.names.scopes(), Scope(events=(*FACTS, MeetingOpened)))

    def apply(self, entry: Entry) -> None:
        """Keep the names, and the facts of the cluster and the year."""
        self.names.apply(entry)
        event: Any = entry.event
        if isinstance(event, MeetingOpened):
            self.titles[event.meeting] = event.title
        if isinstance(event, FACTS) and happened(event, self.on) and self._asked(event):
            self.entries.append(entry)

    def _asked(self, event: Any) -> bool:
        cluster, year = getattr(event, "cluster", None), getattr(event, "year", None)
        return self.cluster in (None, cluster or self.cluster) and (
            year is None or self.year in (None, year)
        )

    def rows(self) -> tuple[PersonRow, ...]:
        """Return the rows in the order of units, then of persons, both as the alphabet has them."""
        found: dict[tuple[str, str], dict[str, Any]] = {}

        def of(unit: str, person: str) -> dict[str, Any]:
            key = (unit, bare(person))
            return found.setdefault(key, {"person": person, "terms": [], "deeds": []})

        history = History(self.entries, date.max)
        units = dict.fromkeys(e.unit for e in history.of(*PERSONS))
        for unit in units:
            for event, last, over in terms(history, unit):
                if self._held(event.on, last):
                    term = Term(office=event.office, since=event.on, until=last, over=over)
                    of(unit, event.person)["terms"].append(term)
        for entry in self.entries:
            for unit, person in done_by(entry.event):
                of(unit, person)["deeds"].append(self._deed(entry))
        rows = (self._row(unit, one) for (unit, _), one in found.items())
        return tuple(sorted(rows, key=lambda row: (sort_key(row.unit_name), sort_key(row.person))))

    def _held(self, since: date | None, last: date | None) -> bool:
        """Return whether a term touched the year asked for, as far as its days are known."""
        if self.year is None:
            return True
        return (since or date.min).year <= self.year <= (last or date.max).year

    def _deed(self, entry: Entry) -> Deed:
        event: Any = entry.event
        meeting = getattr(event, "meeting", "") or entry.meeting
        return Deed(
            did=name_of(event),
            office=getattr(event, "office", "") or getattr(event, "position", ""),
            year=getattr(event, "year", None),
            meeting=meeting,
            meeting_title=self.titles.get(meeting, ""),
            position=entry.position,
        )

    def _row(self, unit: str, one: dict[str, Any]) -> PersonRow:
        return PersonRow(
            **self.names.unit_fields(unit, self.on or self.year),
            person=one["person"],
            terms=tuple(one["terms"]),
            deeds=tuple(one["deeds"]),
        )


def done_by(event: Any) -> Iterator[tuple[str, str]]:
    """Yield unit and person of a fact that one person did for one unit.

    Who spoke for several units at once is recorded with them and represents none of them.
    """
    person = getattr(event, DONE.get(type(event), ""), "") if type(event) in DONE else ""
    units = (getattr(event, "unit", None),) if hasattr(event, "unit") else event_units(event)
    if person and len(units) == 1 and units[0]:
        yield units[0], person


def event_units(event: Any) -> tuple[str, ...]:
    """Return the units that an event lists, or none."""
    units: tuple[str, ...] = getattr(event, "units", ())
    return units
