"""The minutes of a meeting (biên bản: TT 62/2025/TT-BNNMT, Mẫu 03), and a cluster's meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar, TypeVar

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
from events.sheet_events import SheetState
from views.cluster_years import ClusterYears, OfClusterYear
from views.late_additions import Closings
from views.names import Names, UnitName
from views.sheets_at_meeting import SheetsAtMeeting, Waiting

E = TypeVar("E", bound=Event)


class MeetingRow(OfClusterYear, frozen=True, kw_only=True):
    """A meeting; `year` is the one it reports on. What the source does not say is empty or null.

    A meeting without a day is at the end of the year it reports on.
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
    """A guest, and the office held; `added`: when, if it was recorded after the closing."""

    name: str
    title: str
    added: datetime | None


class Present(Struct, frozen=True, kw_only=True):
    """Units that were present, and who represented them; `added` as of a guest."""

    units: tuple[UnitName, ...]
    who: str
    added: datetime | None


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
    added: datetime | None


def meeting_row(event: MeetingOpened, names: Names, *, closed: bool) -> MeetingRow:
    """Return the row of a meeting, with the names of its day or of its year's end.

    Args:
        event: The opening of the meeting.
        names: The names of units and clusters.
        closed: Whether the meeting was closed.
    """
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
        """Return one row per meeting, by day."""
        events = [entry.event for entries in self.years.values() for entry in entries]
        over = {event.meeting for event in events if isinstance(event, MeetingClosed)}
        opened = [event for event in events if isinstance(event, MeetingOpened)]
        ordered = sorted(opened, key=lambda e: (e.on or date(e.year, 12, 31), e.cluster))
        return tuple(meeting_row(e, self.names, closed=e.meeting in over) for e in ordered)


class Minutes:
    """One meeting; `typed` are the entries of its session that count, in the order of typing.

    `opening` is None when there is no such meeting.

    Args:
        meeting: The code of the meeting.
    """

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        self.names = Names()
        self.opening: Entry | None = None
        self.opened: MeetingOpened | None = None
        self.typed: list[Entry] = []
        self._entries: list[Entry] = []
        self._closings = Closings()
        self._sheets = SheetsAtMeeting()

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names, and of what the meeting or its session holds."""
        about = Scope((f"meeting:{self.meeting}",))
        return (*self.names.scopes(), *self._sheets.scopes(), about)

    def apply(self, entry: Entry) -> None:
        """Keep the entries about the meeting, and those typed in its session."""
        self.names.apply(entry)
        self._sheets.apply(entry)
        event = entry.event
        of = getattr(event, "meeting", None)
        if entry.meeting == self.meeting:
            self.typed.append(entry)
        if self.meeting in (of, entry.meeting):
            self._entries.append(entry)
        if of == self.meeting:
            self._closings.apply(entry)
            if isinstance(event, MeetingOpened):
                self.opening, self.opened = entry, event

    @property
    def closing(self) -> Entry | None:
        """The entry that closed the meeting, or None while it is open."""
        return self._closings.of(self.meeting)

    @property
    def closed(self) -> bool:
        """Whether the meeting is over."""
        return self.closing is not None

    def rows(self) -> tuple[MeetingRow, ...]:
        """Return the row of the meeting, or no row when there is no such meeting."""
        row = self.row()
        return (row,) if row else ()

    def row(self) -> MeetingRow | None:
        """Return the row of the meeting, or None when there is no such meeting."""
        return meeting_row(self.opened, self.names, closed=self.closed) if self.opened else None

    def guests(self) -> tuple[Guest, ...]:
        """Return the guests, in order."""
        return tuple(
            Guest(name=event.name, title=event.title, added=self._added(entry))
            for entry, event in self._of(GuestAttended)
        )

    def present(self) -> tuple[Present, ...]:
        """Return the units present, each once, whatever the number and order of the lists.

        Of several lists that say who represented a unit the latest counts; a list without that
        says only that the unit was there. A list added after the closing adds units and changes
        nothing about those of the session.
        """
        listed: dict[str, tuple[str, datetime | None]] = {}
        for entry, event in self._of(UnitsAttended):
            added = self._added(entry)
            for unit in event.units:
                who, first = listed.get(unit, ("", added))
                later = added and not first
                listed[unit] = (who if later else event.who or who, first)
        groups: dict[tuple[str, datetime | None], list[UnitName]] = {}
        for unit, how in listed.items():
            groups.setdefault(how, []).append(self._called(unit))
        return tuple(
            Present(units=tuple(units), who=who, added=added)
            for (who, added), units in groups.items()
        )

    def reports(self) -> tuple[Report, ...]:
        """Return the reports that were presented, in order."""
        return tuple(self._report(event) for _, event in self._of(ReportPresented))

    def remarks(self) -> tuple[Remark, ...]:
        """Return the remarks, in order."""
        return tuple(self._remark(event) for _, event in self._of(RemarkRecorded))

    def course(self) -> tuple[Step, ...]:
        """Return reports, remarks, other acts of the session and the closing, as recorded."""
        return tuple(
            Step(entry=entry, detail=self._detail(entry.event), added=self._added(entry))
            for entry in self._entries
            if self._in_course(entry.event)
        )

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the explanations of scores that waited for a verdict when the meeting ended."""
        if self.opened is None:
            return ()
        here = (self.opened.cluster, self.opened.year)
        return tuple(self._sheets.waiting(*here, self._last()))

    def sheets(self) -> dict[SheetState, list[str]]:
        """Return the state of score sheets when the meeting ended -> the units."""
        if self.opened is None:
            return {}
        return self._sheets.states(self.opened.cluster, self.opened.year, self._last())

    def _last(self) -> int | None:
        return self.closing.position if self.closing else None

    def called(self, unit: str) -> str:
        """Return the name of a unit on the day of the meeting."""
        return self._called(unit).name

    def _in_course(self, event: Event) -> bool:
        of = getattr(event, "meeting", None)
        shown = isinstance(event, ReportPresented | RemarkRecorded | MeetingClosed)
        return of is None or (of == self.meeting and shown)

    def _detail(self, event: Event) -> Report | Remark | None:
        match event:
            case ReportPresented():
                return self._report(event)
            case RemarkRecorded():
                return self._remark(event)
        return None

    def _report(self, event: ReportPresented) -> Report:
        return Report(
            title=event.title,
            unit=self._called(event.unit) if event.unit else None,
            presenter=event.presenter,
            position=event.position,
            draft=event.draft,
        )

    def _remark(self, event: RemarkRecorded) -> Remark:
        return Remark(
            kind=event.kind,
            speaker=event.speaker,
            unit=self._called(event.unit) if event.unit else None,
            text=event.text,
        )

    def _of(self, kind: type[E]) -> Iterator[tuple[Entry, E]]:
        """Yield the facts of a kind about this meeting, with their entries."""
        for entry in self._entries:
            event = entry.event
            if isinstance(event, kind) and getattr(event, "meeting", None) == self.meeting:
                yield entry, event

    def _added(self, entry: Entry) -> datetime | None:
        return entry.at if self._closings.added(entry) else None

    def _called(self, unit: str) -> UnitName:
        opened = self.opened
        return self.names.called(unit, opened.on or opened.year if opened else None)
