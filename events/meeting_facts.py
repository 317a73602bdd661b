"""What the facts about a meeting have in common: when they happened, and what they depend on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.date_spans import Span, in_year, on_day
from events.event import Code, Event, Year


def at_meeting(year: int, day: date | None) -> tuple[Span, ...]:
    """Return the span in which a participant must exist: the day, else the year reported on.

    Args:
        year: The calendar year on which the meeting reports.
        day: The day of the meeting; None where it is unknown.
    """
    return (on_day(day),) if day else (in_year(year),)


class AtMeeting(Event):
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


def presence_key(meeting: str, unit: str) -> str:
    """Return the key that is held while a unit is present at a meeting.

    Args:
        meeting: The code of the meeting.
        unit: The code of the unit.
    """
    return f"present:{meeting}/{unit}"


def dependencies(event: AtMeeting, *units: str | None) -> tuple[str, ...]:
    """Return the keys of the meeting, of units, and of the closing to which an event is added.

    Args:
        event: A fact about a meeting.
        units: The codes of the units that it names; None for one that is unknown.
    """
    closed = (f"closing:{event.meeting}",) if getattr(event, "addendum", False) else ()
    return (f"meeting:{event.meeting}", *closed, *(f"unit:{unit}" for unit in units if unit))


class Addable(AtMeeting):
    """What may be added to a meeting that is closed, marked as such (bổ sung sau bế mạc).

    Attributes:
        addendum: Whether it was added after the closing; what corrects a fact of the session is
            no addition.
    """

    addendum: bool = False

    def depends_on(self) -> Iterable[str]:
        return dependencies(self)
