"""A meeting that is planned: convened for a day to come, changed, cancelled, at last opened.

A convened meeting has the code with which it is opened: so its opening refers to it, and those who
were invited can be compared with those who came.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.agenda_items import Items
from events.command import History
from events.errors import refuse
from events.event import Clock, Code, Event, Line, Prose, Remark, Scope, Year
from events.meeting_kinds import MeetingKind


class Planned(Event):
    """What is planned of a meeting that is convened.

    Attributes:
        meeting: The code, with which the meeting is opened.
        year: The year on which the meeting reports.
        title: What it is called.
        kind: Its kind.
        day: The day for which it is convened, in most cases to come; None while it is open.
        at: The time of day.
        place: Where it is held.
        content: What it is about, one matter a line.
        agenda: Its items.
        units: The member units that are invited.
        guests: Who else is invited, one a line.
    """

    meeting: Code
    cluster: Code
    year: Year
    title: Line
    kind: MeetingKind = "year-end"
    day: date | None = None
    at: Clock = ""
    place: Remark = ""
    content: Prose = ""
    agenda: Items = ()
    units: tuple[Code, ...] = ()
    guests: Prose = ""

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("units",)


class MeetingConvened(Planned, tag="meeting-convened"):
    """A meeting was convened (triệu tập hội nghị)."""

    def claims(self) -> Iterable[str]:
        return (f"convening:{self.meeting}",)

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}", *(f"unit:{unit}" for unit in self.units))


class ConveningChanged(Planned, tag="convening-changed"):
    """What was planned of a meeting is now this, in every field (thay đổi lịch họp)."""

    def depends_on(self) -> Iterable[str]:
        return (f"convening:{self.meeting}", *(f"unit:{unit}" for unit in self.units))


class ConveningCancelled(Event, tag="convening-cancelled"):
    """A convened meeting will not be held (hoãn, hủy cuộc họp).

    Attributes:
        note: Why.
    """

    meeting: Code
    cluster: Code
    year: Year
    note: Remark = ""

    ahead: ClassVar[int] = 1

    def claims(self) -> Iterable[str]:
        return (f"convening-cancelled:{self.meeting}",)

    def depends_on(self) -> Iterable[str]:
        return (f"convening:{self.meeting}",)


CONVENING: tuple[type[Event], ...] = (MeetingConvened, ConveningChanged, ConveningCancelled)
"""The events about meetings that are convened."""


def convening_of(meeting: str) -> Scope:
    """Return the scope of what is planned of a meeting."""
    return Scope((f"meeting:{meeting}",), CONVENING)


def planned(history: History) -> dict[str, Planned]:
    """Return meeting -> what is planned of it now; a cancelled meeting is left out.

    Args:
        history: The history, with what is planned.
    """
    found: dict[str, Planned] = {}
    for event in history.of(*CONVENING):
        if isinstance(event, Planned):
            found[event.meeting] = event
        else:
            found.pop(event.meeting, None)
    return found


def as_planned(history: History, meeting: str, cluster: str) -> None:
    """Check that a meeting may be opened with this code, as far as it was convened.

    Args:
        history: The history, with what is planned of the meeting.
        meeting: The code.
        cluster: The code of the cluster that opens it.

    Raises:
        Refused: `meeting-exists`, where another cluster convened it; `convening-cancelled`.
    """
    for event in history.of(MeetingConvened):
        other = event.meeting == meeting and event.cluster != cluster
        refuse(other, "meeting-exists", meeting=meeting)
    gone = {event.meeting for event in history.of(ConveningCancelled)}
    refuse(meeting in gone, "convening-cancelled", meeting=meeting)
