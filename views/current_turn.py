"""The turn of the present speaker of a meeting: since when, and for how long at most."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from events.event import Entry, Scope
from events.meetings import SESSION, MeetingClosed
from events.speakers import TURNS, SpeakerCalled
from views.names import Names


class Turn(Struct, frozen=True, kw_only=True):
    """A turn that runs.

    Attributes:
        name: The person, else the unit.
        unit: The short name of the unit; empty for a guest, or where it is the name.
        minutes: How long the turn may take; None where that is not limited.
        since: When it began (UTC).
    """

    name: str
    unit: str
    minutes: int | None
    since: datetime

    def seconds(self, now: datetime) -> int:
        """Return for how many seconds the turn has been running."""
        return max(0, int((now - self.since).total_seconds()))

    def over(self, now: datetime) -> int:
        """Return by how many seconds the turn is over its limit; 0 within it."""
        return max(0, self.seconds(now) - 60 * self.minutes) if self.minutes else 0


class CurrentTurn:
    """The turn that runs at a meeting, while the meeting is open.

    Args:
        meeting: The code of the meeting.
    """

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        self.names = Names()
        self._called: tuple[SpeakerCalled, datetime] | None = None

    def scopes(self) -> tuple[Scope, ...]:
        """Return the turns and the session of the meeting, and the names."""
        about = Scope((f"meeting:{self.meeting}",), (*TURNS, *SESSION))
        return (*self.names.scopes(), about)

    def apply(self, entry: Entry) -> None:
        """Keep the call of a speaker until the turn, or the meeting, ends."""
        self.names.apply(entry)
        event = entry.event
        if isinstance(event, (*TURNS, MeetingClosed)) and event.meeting == self.meeting:
            self._called = (event, entry.at) if isinstance(event, SpeakerCalled) else None

    def turn(self) -> Turn | None:
        """Return the turn that runs; None while no speaker has the floor."""
        if self._called is None:
            return None
        called, since = self._called
        short = self.names.short(called.unit, called.year) if called.unit else ""
        return Turn(
            name=called.speaker or short,
            unit=short if called.speaker else "",
            minutes=called.minutes,
            since=since,
        )
