"""The minutes of a meeting (biên bản: TT 62/2025/TT-BNNMT, Mẫu 03), and a cluster's meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from msgspec import Struct

from events.event import Entry, Event, Scope
from events.meeting_reports import ReportPresented
from events.meetings import (
    SESSION,
    GuestAttended,
    MeetingClosed,
    MeetingOpened,
    MeetingReopened,
    RemarkKind,
    RemarkRecorded,
    UnitsAttended,
    closings,
)
from events.minutes_events import meeting_of
from events.presence import UnitArrived
from events.sheet_events import SheetState
from views.cluster_years import ClusterYears
from views.council import CouncilAtMeeting
from views.late_additions import Addition, SessionMarks
from views.meeting_rows import MeetingRow as MeetingRow
from views.meeting_rows import meeting_row as meeting_row
from views.names import Names, UnitName
from views.present_list import Present, present_list
from views.sheets_at_meeting import SheetsAtMeeting, Waiting

SHOWN = (ReportPresented, RemarkRecorded, MeetingClosed, MeetingReopened)
"""The facts about a meeting that are part of its course."""


class Guest(Struct, frozen=True, kw_only=True):
    """A guest, and the office held; `added`: if after the closing or the approval."""

    name: str
    title: str
    added: Addition | None


class Report(Struct, frozen=True, kw_only=True):
    """A report that was presented: by which unit, by whom, holding what office."""

    title: str
    unit: UnitName | None
    presenter: str
    position: str
    draft: bool


class Remark(Struct, frozen=True, kw_only=True):
    """A remark made at the meeting."""

    kind: RemarkKind
    speaker: str
    unit: UnitName | None
    text: str


class Step(Struct, frozen=True, kw_only=True):
    """An entry of the course of a meeting: a report, a remark, the closing or another act.

    `detail` is null for an act that the minutes show as its sentence; `added` as of a guest.
    """

    entry: Entry
    detail: Report | Remark | None
    added: Addition | None


class Meetings(ClusterYears):
    """The meetings by year; with a day, those held by then."""

    kinds: ClassVar[tuple[type[Event], ...]] = SESSION

    def rows(self) -> tuple[MeetingRow, ...]:
        """Return one row per meeting, by day."""
        entries = [entry for kept in self.years.values() for entry in kept]
        opened = [entry.event for entry in entries if isinstance(entry.event, MeetingOpened)]
        over = closings(entries)
        ordered = sorted(opened, key=lambda e: (e.on or date(e.year, 12, 31), e.cluster))
        return tuple(meeting_row(e, self.names, over.get(e.meeting)) for e in ordered)


class Minutes:
    """One meeting; `typed` are the entries of its session that count, in the order of typing.

    `entries` also those about it; `first_typed` is place of a correction -> when that was typed.

    Args:
        meeting: The code of the meeting.
    """

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        self.names = Names()
        self.opening: Entry | None = None
        self.opened: MeetingOpened | None = None
        self.typed, self.entries = list[Entry](), list[Entry]()
        self.first_typed = dict[int, datetime]()
        self._marks, self._sheets = SessionMarks(), SheetsAtMeeting()
        self.council = CouncilAtMeeting()

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names, and of what the meeting or its session holds."""
        about = Scope((f"meeting:{self.meeting}",))
        return (*self.names.scopes(), *self._sheets.scopes(), about, self.council.scope)

    def apply(self, entry: Entry) -> None:
        """Keep the entries about the meeting, and those typed in its session."""
        for view in (self.names, self._sheets, self.council):
            view.apply(entry)
        event = entry.event
        self.typed += [entry] if entry.meeting == self.meeting else []
        if meeting_of(entry) == self.meeting:
            self.entries.append(entry)
        if getattr(event, "meeting", None) == self.meeting:
            self._marks.apply(entry)
            if isinstance(event, MeetingOpened):
                self.opening, self.opened = entry, event

    @property
    def closing(self) -> Entry | None:
        """The entry that closed the meeting, or None while it is open."""
        return self._marks.of(self.meeting)

    @property
    def closed(self) -> bool:
        """Whether the meeting is over."""
        return self.closing is not None

    def rows(self) -> tuple[MeetingRow, ...]:
        """Return the row of the meeting, or no row when there is no such meeting."""
        return tuple(filter(None, (self.row(),)))

    def row(self) -> MeetingRow | None:
        """Return the row of the meeting, or None when there is no such meeting."""
        return meeting_row(self.opened, self.names, self.closing) if self.opened else None

    def guests(self) -> tuple[Guest, ...]:
        """Return the guests, in order."""
        return tuple(
            Guest(name=event.name, title=event.title, added=self.added(entry))
            for entry, event in self._of(GuestAttended)
        )

    def present(self) -> tuple[Present, ...]:
        """Return the units present, each once, whatever the number and order of the lists.

        Of several lists that name who represented a unit the latest counts. A list that was added
        later adds units and changes nothing about those of the session.
        """
        came = self._of(UnitsAttended, UnitArrived)
        return present_list(((self.added(entry), event) for entry, event in came), self._called)

    def reports(self) -> tuple[Report, ...]:
        """Return the reports that were presented, in order."""
        return tuple(self.report(event) for _, event in self._of(ReportPresented))

    def remarks(self) -> tuple[Remark, ...]:
        """Return the remarks, in order."""
        return tuple(self.remark(event) for _, event in self._of(RemarkRecorded))

    def course(self) -> tuple[Step, ...]:
        """Return reports, remarks, other acts of the session and the closing, as recorded."""
        return tuple(
            Step(entry=entry, detail=self._detail(entry.event), added=self.added(entry))
            for entry in self.entries
            if self._in_course(entry.event)
        )

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the explanations of scores that waited for a verdict when the meeting ended."""
        now = self.opened
        return tuple(self._sheets.waiting(now.cluster, now.year, self._last())) if now else ()

    def sheets(self) -> dict[SheetState, list[str]]:
        """Return the state of score sheets when the meeting ended -> the units."""
        if self.opened is None:
            return {}
        return self._sheets.states(self.opened.cluster, self.opened.year, self._last())

    def _last(self) -> int | None:
        """Return the last position of the session; a correction of the closing moves no end."""
        return self.closing.place if self.closing else None

    def called(self, unit: str) -> str:
        """Return the name of a unit on the day of the meeting."""
        return self._called(unit).name

    def _in_course(self, event: Event) -> bool:
        of = getattr(event, "meeting", None)
        return of is None or (of == self.meeting and isinstance(event, SHOWN))

    def _detail(self, event: Event) -> Report | Remark | None:
        if isinstance(event, ReportPresented):
            return self.report(event)
        return self.remark(event) if isinstance(event, RemarkRecorded) else None

    def report(self, event: ReportPresented) -> Report:
        """Return a report that was presented, with the names of its day.

        Args:
            event: The fact.
        """
        return Report(
            title=event.title,
            unit=self._called(event.unit) if event.unit else None,
            presenter=event.presenter,
            position=event.position,
            draft=event.draft,
        )

    def remark(self, event: RemarkRecorded) -> Remark:
        """Return a remark, with the names of its day.

        Args:
            event: The fact.
        """
        return Remark(
            kind=event.kind,
            speaker=event.speaker,
            unit=self._called(event.unit) if event.unit else None,
            text=event.text,
        )

    def _of(self, *kinds: Any) -> Iterator[tuple[Entry, Any]]:
        """Yield the facts of a kind about this meeting, with their entries."""
        for entry in self.entries:
            event = entry.event
            if isinstance(event, kinds) and getattr(event, "meeting", None) == self.meeting:
                yield entry, event

    def added(self, entry: Entry) -> Addition | None:
        """Return how an entry was added after the closing or the approval; None for the others.

        Args:
            entry: An entry about the meeting.
        """
        return self._marks.addition(entry)

    def _called(self, unit: str) -> UnitName:
        day = (self.opened.on or self.opened.year) if self.opened else None
        return self.names.called(unit, day)
