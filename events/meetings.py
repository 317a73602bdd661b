"""The conference: opened, who came, reports, remarks, closed.

Host, chair and presenter are different people and often different units (record A01: the deputy
hosts). What the source does not say stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Literal

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.date_spans import Span, in_year, on_day
from events.errors import refuse
from events.event import Code, Event, Line, Prose, Remark, Scope, Year
from events.invariants import uphold
from events.shared_checks import named_once, not_after_today, within_year
from events.units import LIFE, life_of, living_in

MeetingKind = Literal[
    "year-end", "interim", "compact", "appraisal", "preparatory", "briefing", "activity", "council"
]
"""tổng kết, sơ kết, ký giao ước, bình xét, trù bị, giao ban, hoạt động chung, họp Hội đồng."""
PartOfDay = Literal["", "morning", "afternoon", "evening", "day"]
RemarkKind = Literal["opinion", "addition", "assessment", "request"]
"""ý kiến, bổ sung, đánh giá, đề nghị."""


class MeetingOpened(Event, tag="meeting-opened"):
    """A meeting of a cluster began (khai mạc hội nghị); `year` is the year it reports on.

    Its day is unknown where a late source does not give it.
    """

    meeting: Code
    cluster: Code
    year: Year
    title: Line
    kind: MeetingKind = "year-end"
    on: date | None = None
    part_of_day: PartOfDay = ""
    place: Remark = ""
    host: Code | None = None
    chair: Code | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("host", "chair")
    reviews: ClassVar[bool] = True

    def when(self, day: date | None) -> Iterable[Span]:
        return at_meeting(self.year, day)

    def claims(self) -> Iterable[str]:
        return (f"meeting:{self.meeting}",)

    def depends_on(self) -> Iterable[str]:
        hosts = (f"unit:{unit}" for unit in (self.host, self.chair) if unit)
        return (f"cluster:{self.cluster}", *hosts)


def at_meeting(year: int, day: date | None) -> tuple[Span, ...]:
    """Return the span in which a participant must exist: the day, else the year reported on.

    Args:
        year: The calendar year on which the meeting reports.
        day: The day of the meeting; None where it is unknown.
    """
    return (on_day(day),) if day else (in_year(year),)


class _AtMeeting(Event):
    """What happened at a meeting; cluster and year are those of the meeting."""

    meeting: Code
    cluster: Code
    year: Year

    ahead: ClassVar[int] = 1

    def when(self, day: date | None) -> Iterable[Span]:
        return at_meeting(self.year, day)

    def dated_by(self) -> str:
        return f"meeting:{self.meeting}"

    def depends_on(self) -> Iterable[str]:
        return (f"meeting:{self.meeting}",)


def _dependencies(event: _AtMeeting, *units: str | None) -> tuple[str, ...]:
    return (f"meeting:{event.meeting}", *(f"unit:{unit}" for unit in units if unit))


class GuestAttended(_AtMeeting, tag="guest-attended"):
    """A guest was present (đại biểu đến dự)."""

    name: Line
    title: Remark = ""


class UnitsAttended(_AtMeeting, tag="units-attended"):
    """Member units were present (đơn vị dự họp); `who` says by whom they were represented."""

    units: tuple[Code, ...]
    who: Remark = ""

    living: ClassVar[tuple[str, ...]] = ("units",)

    def depends_on(self) -> Iterable[str]:
        return _dependencies(self, *self.units)


class ReportPresented(_AtMeeting, tag="report-presented"):
    """A report was presented to the meeting (trình bày báo cáo)."""

    title: Line
    unit: Code | None = None
    presenter: Remark = ""
    position: Remark = ""
    draft: bool = False

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def depends_on(self) -> Iterable[str]:
        return _dependencies(self, self.unit)


class RemarkRecorded(_AtMeeting, tag="remark-recorded"):
    """A remark for the minutes was made (ý kiến phát biểu)."""

    kind: RemarkKind = "opinion"
    speaker: Remark = ""
    unit: Code | None = None
    text: Prose

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def depends_on(self) -> Iterable[str]:
        return _dependencies(self, self.unit)


class MeetingClosed(_AtMeeting, tag="meeting-closed"):
    """A meeting ended (bế mạc)."""

    def claims(self) -> Iterable[str]:
        return (f"closing:{self.meeting}",)


def opening(history: History, meeting: str) -> MeetingOpened:
    """Return the opening of the meeting.

    Args:
        history: The history, with the openings of meetings.
        meeting: The code of the meeting.

    Raises:
        Refused: `unknown-meeting`.
    """
    for event in history.of(MeetingOpened):
        if event.meeting == meeting:
            return event
    refuse(True, "unknown-meeting", meeting=meeting)
    raise AssertionError


class OpenMeeting(Command):
    """Open a meeting of the cluster (khai mạc hội nghị)."""

    meeting: Code
    cluster: Code
    year: Year
    title: Line
    kind: MeetingKind = "year-end"
    on: date | None = None
    part_of_day: PartOfDay = ""
    place: Remark = ""
    host: Code | None = None
    chair: Code | None = None

    def boundary(self) -> tuple[Scope, ...]:
        units = [unit for unit in (self.host, self.chair) if unit]
        meeting = Scope((f"meeting:{self.meeting}",), (MeetingOpened,))
        return (life_of_cluster(self.cluster), meeting, *life_of(*units))

    def instead_of(self) -> tuple[Scope, ...]:
        """Return the lives of those who attended: on another day they may not have existed."""
        return (Scope(events=LIFE),)

    def decide(self, history: History) -> list[Event]:
        """A meeting is opened once, of a cluster that exists, and not in the future."""
        known_cluster(history, self.cluster, self.year)
        for event in history.of(MeetingOpened):
            refuse(event.meeting == self.meeting, "meeting-exists", meeting=self.meeting)
        not_after_today(self.on, history)
        within_year(self.on, self.year, before=1, after=2)
        hosts = (unit for unit in (self.host, self.chair) if unit)
        living_in(history, self.year, *hosts, on=self.on)
        return uphold(history, self.fact(MeetingOpened))


class _ToMeeting(Command):
    """What every act at a meeting has in common."""

    meeting: Code

    def boundary(self) -> tuple[Scope, ...]:
        return (
            Scope((f"meeting:{self.meeting}",), (MeetingOpened, MeetingClosed)),
            *life_of(*self._units()),
        )

    def _units(self) -> tuple[str, ...]:
        units = getattr(self, "units", ())
        unit = getattr(self, "unit", None)
        return (*units, unit) if unit else tuple(units)

    def here(self, history: History) -> dict[str, object]:
        """Cluster and year of the meeting; the units named exist.

        Raises:
            Refused: `unknown-meeting`, `unknown-unit`, `unit-ended`.
        """
        meeting = opening(history, self.meeting)
        living_in(history, meeting.year, *self._units(), on=meeting.on)
        return {"cluster": meeting.cluster, "year": meeting.year}


class RecordGuest(_ToMeeting):
    """Record a guest (ghi đại biểu đến dự)."""

    name: Line
    title: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """The meeting exists."""
        return [self.fact(GuestAttended, **self.here(history))]


class RecordAttendance(_ToMeeting):
    """Record which units are present (điểm danh đơn vị)."""

    units: tuple[Code, ...]
    who: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """The meeting and the units exist."""
        refuse(not self.units, "too-few-units", least=1)
        named_once(self.units)
        return [self.fact(UnitsAttended, **self.here(history))]


class PresentReport(_ToMeeting):
    """Record a report as presented (ghi báo cáo được trình bày)."""

    title: Line
    unit: Code | None = None
    presenter: Remark = ""
    position: Remark = ""
    draft: bool = False

    def decide(self, history: History) -> list[Event]:
        """The meeting and the unit exist."""
        return [self.fact(ReportPresented, **self.here(history))]


class RecordRemark(_ToMeeting):
    """Record a remark (ghi ý kiến)."""

    kind: RemarkKind = "opinion"
    speaker: Remark = ""
    unit: Code | None = None
    text: Prose

    def decide(self, history: History) -> list[Event]:
        """The text is not empty."""
        refuse(not self.text, "nothing-said")
        return [self.fact(RemarkRecorded, **self.here(history))]


class CloseMeeting(_ToMeeting):
    """Close a meeting (bế mạc hội nghị)."""

    def decide(self, history: History) -> list[Event]:
        """A meeting is closed once."""
        here = self.here(history)
        for event in history.of(MeetingClosed):
            refuse(event.meeting == self.meeting, "meeting-closed", meeting=self.meeting)
        return [self.fact(MeetingClosed, **here)]
