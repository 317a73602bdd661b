"""The conference: opened, who came, reports, remarks, closed, reopened.

Host, chair and presenter are different people and often different units (record A01: the deputy
hosts). What the source does not say stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.agenda_items import Items, key_of, no_item_twice
from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.convening import CONVENING, as_planned
from events.date_spans import Span
from events.errors import refuse
from events.event import Clock, Code, Event, Line, Prose, Remark, Scope, Year
from events.invariants import uphold
from events.meeting_end import MeetingClosed as MeetingClosed
from events.meeting_end import MeetingReopened as MeetingReopened
from events.meeting_end import closing as closing
from events.meeting_end import closings as closings
from events.meeting_end import latest_time
from events.meeting_facts import Addable, at_meeting, dependencies, presence_key
from events.meeting_kinds import MeetingKind as MeetingKind
from events.meeting_kinds import PartOfDay as PartOfDay
from events.meeting_kinds import Quarter as Quarter
from events.meeting_kinds import RemarkKind as RemarkKind
from events.shared_checks import named_once, not_after_today, within_year
from events.units import LIFE, life_of, living_in


class MeetingOpened(Event, tag="meeting-opened"):
    """A meeting of a cluster began (khai mạc hội nghị); `year` is the year it reports on.

    Its day is unknown where a late source does not give it. `quarter` is that of a briefing;
    `began` is the time of day, where it is not that of the entry.
    """

    version: ClassVar[int] = 2

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
    quarter: Quarter = ""
    agenda: Items = ()
    began: Clock = ""

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("host", "chair")
    reviews: ClassVar[bool] = True

    def when(self, day: date | None) -> Iterable[Span]:
        return at_meeting(self.year, day)

    def claims(self) -> Iterable[str]:
        items = (key_of(self.meeting, known.item) for known in self.agenda)
        return (f"meeting:{self.meeting}", *items)

    def depends_on(self) -> Iterable[str]:
        hosts = (f"unit:{unit}" for unit in (self.host, self.chair) if unit)
        return (f"cluster:{self.cluster}", *hosts)


class GuestAttended(Addable, tag="guest-attended"):
    """A guest was present (đại biểu đến dự)."""

    version: ClassVar[int] = 2

    name: Line
    title: Remark = ""


class UnitsAttended(Addable, tag="units-attended"):
    """Member units were present (đơn vị dự họp); `who` says by whom they were represented."""

    version: ClassVar[int] = 2

    units: tuple[Code, ...]
    who: Remark = ""

    living: ClassVar[tuple[str, ...]] = ("units",)

    def depends_on(self) -> Iterable[str]:
        return dependencies(self, *self.units)

    def establishes(self) -> Iterable[str]:
        return (presence_key(self.meeting, unit) for unit in self.units)

    def attending(self) -> Iterable[tuple[str, bool, str]]:
        return ((presence_key(self.meeting, unit), True, "") for unit in self.units)


class RemarkRecorded(Addable, tag="remark-recorded"):
    """A remark for the minutes was made (ý kiến phát biểu).

    Attributes:
        at: When the speaker began; empty where it is unknown.
        until: When the speaker ended.
    """

    version: ClassVar[int] = 2

    kind: RemarkKind = "opinion"
    speaker: Remark = ""
    unit: Code | None = None
    text: Prose
    at: Clock = ""
    until: Clock = ""

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def depends_on(self) -> Iterable[str]:
        return dependencies(self, self.unit)


SESSION = (MeetingOpened, MeetingClosed, MeetingReopened)
"""The events from which it follows whether a meeting is open."""


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
    quarter: Quarter = ""
    agenda: Items = ()
    began: Clock = ""

    def boundary(self) -> tuple[Scope, ...]:
        units = [unit for unit in (self.host, self.chair) if unit]
        meeting = Scope((f"meeting:{self.meeting}",), (MeetingOpened, *CONVENING))
        return (life_of_cluster(self.cluster), meeting, *life_of(*units))

    def instead_of(self) -> tuple[Scope, ...]:
        """Return the lives of those who attended: on another day they may not have existed."""
        return (Scope(events=LIFE),)

    def decide(self, history: History) -> list[Event]:
        """A meeting is opened once, of a cluster that exists, and not in the future."""
        known_cluster(history, self.cluster, self.year)
        for event in history.of(MeetingOpened):
            refuse(event.meeting == self.meeting, "meeting-exists", meeting=self.meeting)
        as_planned(history, self.meeting, self.cluster)
        no_item_twice(self.agenda)
        not_after_today(self.on, history)
        within_year(self.on, self.year, before=1, after=2)
        hosts = (unit for unit in (self.host, self.chair) if unit)
        living_in(history, self.year, *hosts, on=self.on)
        return uphold(history, self.fact(MeetingOpened))


class ToMeeting(Command):
    """What every act at a meeting has in common."""

    meeting: Code

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope((f"meeting:{self.meeting}",), SESSION), *life_of(*self._units()))

    def _units(self) -> tuple[str, ...]:
        units = getattr(self, "units", ())
        unit = getattr(self, "unit", None)
        return (*units, unit) if unit else tuple(units)

    def here(self, history: History) -> dict[str, object]:
        """Cluster and year of the meeting, which is open; the units named exist.

        What is marked as an addendum is recorded of a closed meeting, too; so is what a source
        reports of a meeting that was itself entered from a source: there the order of typing is not
        that of the meeting. A correction takes the place of the wrong fact, and is no addition.

        Raises:
            Refused: `unknown-meeting`, `unknown-unit`, `unit-ended`, `closed-meeting`,
                `no-addendum`.
        """
        meeting = opening(history, self.meeting)
        over = closing(history.so_far(), self.meeting)
        marked = getattr(self, "addendum", False)
        late = over is not None and over.source.kind != "room"
        refuse(over and not late and not marked, "closed-meeting", meeting=self.meeting)
        refuse(marked and over is None, "no-addendum", meeting=self.meeting)
        living_in(history, meeting.year, *self._units(), on=meeting.on)
        return {"cluster": meeting.cluster, "year": meeting.year}


class AddToMeeting(ToMeeting):
    """What may be added to a closed meeting, marked as such."""

    addendum: bool = False


class RecordGuest(AddToMeeting):
    """Record a guest (ghi đại biểu đến dự)."""

    name: Line
    title: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """The meeting exists."""
        return [self.fact(GuestAttended, **self.here(history))]


class RecordAttendance(AddToMeeting):
    """Record which units are present (điểm danh đơn vị)."""

    units: tuple[Code, ...]
    who: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """The meeting and the units exist."""
        refuse(not self.units, "too-few-units", least=1)
        named_once(self.units)
        return [self.fact(UnitsAttended, **self.here(history))]


class CloseMeeting(ToMeeting):
    """Close a meeting (bế mạc hội nghị)."""

    ended: Clock = ""

    def boundary(self) -> tuple[Scope, ...]:
        """Return all of the meeting: nothing of it is later than its end."""
        return (Scope((f"meeting:{self.meeting}",)),)

    def decide(self, history: History) -> list[Event]:
        """A meeting is closed once, unless it went on since."""
        over = closing(history.so_far(), self.meeting)
        refuse(over, "meeting-closed", meeting=self.meeting)
        return [self.fact(MeetingClosed, **self.here(history))]

    def usual(self, history: History) -> None:
        """The end is not before a time of the same day that the meeting has.

        Raises:
            Refused: `ended-too-early`.
        """
        on = opening(history, self.meeting).on
        last = latest_time(history.so_far(), self.meeting, on)
        refuse(self.ended and self.ended < last, "ended-too-early", at=self.ended, last=last)
