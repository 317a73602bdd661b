"""A meeting as the minutes tell it, and the list of a cluster's meetings."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from events.event import Entry, Event, Scope
from events.meetings import (
    GuestAttended,
    MeetingClosed,
    MeetingKind,
    MeetingOpened,
    PartOfDay,
    RemarkKind,
    RemarkRecorded,
    ReportPresented,
    UnitsAttended,
)
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import Names, UnitName


class MeetingRow(OfClusterYear, frozen=True, kw_only=True):
    """A meeting; `year` is the one it reports on. What the source does not say is empty or null.

    One without a day stands at the end of the year it reports on.
    """

    meeting: str
    title: str
    kind: MeetingKind
    on: date | None
    part_of_day: PartOfDay
    place: str
    host: UnitName | None
    chair: UnitName | None
    closed: bool


class Guest(Struct, frozen=True, kw_only=True):
    """A guest, and the office held."""

    name: str
    title: str


class Present(Struct, frozen=True, kw_only=True):
    """Units that were present, and who represented them."""

    units: tuple[UnitName, ...]
    who: str


class Report(Struct, frozen=True, kw_only=True):
    """A report that was presented: by which unit, by whom, holding what office."""

    title: str
    unit: UnitName | None
    presenter: str
    position: str
    draft: bool


class Said(Struct, frozen=True, kw_only=True):
    """What somebody said."""

    kind: RemarkKind
    speaker: str
    unit: UnitName | None
    text: str


def meeting_row(event: MeetingOpened, names: Names, *, closed: bool) -> MeetingRow:
    """The row of a meeting, with the names of its day, or of its year's end."""
    day = event.on or event.year
    return MeetingRow(
        cluster=event.cluster,
        cluster_name=names.cluster(event.cluster, day),
        year=event.year,
        meeting=event.meeting,
        title=event.title,
        kind=event.kind,
        on=event.on,
        part_of_day=event.part_of_day,
        place=event.place,
        host=names.called(event.host, day) if event.host else None,
        chair=names.called(event.chair, day) if event.chair else None,
        closed=closed,
    )


class Meetings(ClusterYears):
    """The meetings by year; with a day, those held by then."""

    kinds: ClassVar[tuple[type[Event], ...]] = (MeetingOpened, MeetingClosed)

    def rows(self) -> tuple[MeetingRow, ...]:
        """One row a meeting, by day."""
        events = [entry.event for entries in self.years.values() for entry in entries]
        over = {event.meeting for event in events if isinstance(event, MeetingClosed)}
        opened = [event for event in events if isinstance(event, MeetingOpened)]
        ordered = sorted(opened, key=lambda e: (e.on or date(e.year, 12, 31), e.cluster))
        return tuple(meeting_row(e, self.names, closed=e.meeting in over) for e in ordered)


class Minutes:
    """One meeting; `typed` are the entries of its session that count, in the order of typing.

    `opened` is None when there is no such meeting.
    """

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        self.names = Names()
        self.opened: MeetingOpened | None = None
        self.closing: Entry | None = None
        self.typed: list[Entry] = []
        self._events: list[Event] = []

    def scopes(self) -> tuple[Scope, ...]:
        """What happened at the meeting or was typed in its session."""
        return (*self.names.scopes(), Scope((f"meeting:{self.meeting}",)))

    def apply(self, entry: Entry) -> None:
        """Keep what happened there, and what was typed there."""
        self.names.apply(entry)
        event = entry.event
        if entry.meeting == self.meeting:
            self.typed.append(entry)
        if getattr(event, "meeting", None) == self.meeting:
            self._events.append(event)
            self.closing = entry if isinstance(event, MeetingClosed) else self.closing
            self.opened = event if isinstance(event, MeetingOpened) else self.opened

    @property
    def closed(self) -> bool:
        """Whether the meeting is over."""
        return self.closing is not None

    def rows(self) -> tuple[MeetingRow, ...]:
        """The meeting as a list of one, empty when there is no such meeting."""
        row = self.row()
        return (row,) if row else ()

    def row(self) -> MeetingRow | None:
        """What the meeting was."""
        return meeting_row(self.opened, self.names, closed=self.closed) if self.opened else None

    def guests(self) -> tuple[Guest, ...]:
        """Who came as a guest."""
        found = (e for e in self._events if isinstance(e, GuestAttended))
        return tuple(Guest(name=e.name, title=e.title) for e in found)

    def present(self) -> tuple[Present, ...]:
        """Which units were there."""
        found = (e for e in self._events if isinstance(e, UnitsAttended))
        return tuple(
            Present(units=tuple(self._called(u) for u in e.units), who=e.who) for e in found
        )

    def reports(self) -> tuple[Report, ...]:
        """What was presented."""
        return tuple(
            Report(
                title=e.title,
                unit=self._called(e.unit) if e.unit else None,
                presenter=e.presenter,
                position=e.position,
                draft=e.draft,
            )
            for e in self._events
            if isinstance(e, ReportPresented)
        )

    def remarks(self) -> tuple[Said, ...]:
        """What was said, in order."""
        return tuple(
            Said(
                kind=e.kind,
                speaker=e.speaker,
                unit=self._called(e.unit) if e.unit else None,
                text=e.text,
            )
            for e in self._events
            if isinstance(e, RemarkRecorded)
        )

    def _called(self, unit: str) -> UnitName:
        opened = self.opened
        return self.names.called(unit, opened.on or opened.year if opened else None)
