"""The end of a meeting: closed, reopened, and the last time of the day that it has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from events.event import Clock, Entry
from events.meeting_facts import AtMeeting

TIMES = ("began", "at", "until", "time")
"""The fields of facts about a meeting that are a time of the day."""


class MeetingClosed(AtMeeting, tag="meeting-closed"):
    """A meeting ended (bế mạc); `ended` is the time of day, where it is not that of the entry."""

    version: ClassVar[int] = 2

    ended: Clock = ""

    def claims(self) -> Iterable[str]:
        return (f"closing:{self.meeting}",)


class MeetingReopened(AtMeeting, tag="meeting-reopened"):
    """A closed meeting went on (mở lại hội nghị); the entry's reason says why."""

    def depends_on(self) -> Iterable[str]:
        return (f"meeting:{self.meeting}", f"closing:{self.meeting}")

    def releases(self) -> Iterable[str]:
        return (f"closing:{self.meeting}",)


def closing(entries: Iterable[Entry], meeting: str) -> Entry | None:
    """Return the entry by which a meeting is closed; None while it is open.

    Args:
        entries: The entries in force, in their order.
        meeting: The code of the meeting.
    """
    return closings(entries).get(meeting)


def closings(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the meetings that are closed, each with the entry that closed it.

    Args:
        entries: The entries in force, in their order.
    """
    found: dict[str, Entry] = {}
    for entry in entries:
        match entry.event:
            case MeetingClosed(meeting=meeting):
                found[meeting] = entry
            case MeetingReopened(meeting=meeting):
                found.pop(meeting, None)
    return found


def latest_time(entries: Iterable[Entry], meeting: str, on: date | None) -> str:
    """Return the latest time of the day that the facts of a meeting have; empty for none.

    Args:
        entries: The entries in force.
        meeting: The code of the meeting.
        on: Its day; facts of another day are left out.
    """
    events: Iterable[Any] = (entry.event for entry in entries)
    here = (e for e in events if getattr(e, "meeting", "") == meeting)
    same_day = (e for e in here if getattr(e, "on", None) in (None, on))
    return max((getattr(e, name, "") for e in same_day for name in TIMES), default="")
