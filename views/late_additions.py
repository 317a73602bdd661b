"""Additions to a meeting: the entries recorded only after it was closed."""

from __future__ import annotations

from events.corrections import EntriesRetracted
from events.event import Entry
from events.meetings import (
    GuestAttended,
    MeetingClosed,
    RemarkRecorded,
    ReportPresented,
    UnitsAttended,
)

AT_A_MEETING = (GuestAttended, UnitsAttended, ReportPresented, RemarkRecorded)
"""Events that happen while a meeting is open; recorded later, each is an addition."""


class Closings:
    """The closings of meetings, folded from entries as they were typed or as they count.

    The place of an entry decides, not its position: what corrects a remark of the session is of the
    session. Late entry of an old meeting adds nothing: where the closing and the entry both come
    from a document, a newspaper or memory, the order of typing is not that of the meeting.
    """

    def __init__(self) -> None:
        self._closings: dict[int, Entry] = {}
        self._places: dict[str, int] = {}

    def apply(self, entry: Entry) -> None:
        """Keep a closing until it is taken back."""
        match entry.event:
            case MeetingClosed():
                self._closings[entry.position] = entry
            case EntriesRetracted(positions=positions, place=place):
                self._places[entry.act] = place
                for position in positions:
                    self._closings.pop(position, None)

    def of(self, meeting: str) -> Entry | None:
        """Return the closing of a meeting that counts, or None while it is open."""
        found = (e for e in self._closings.values() if getattr(e.event, "meeting", "") == meeting)
        return next(found, None)

    def added(self, entry: Entry) -> bool:
        """Return whether the entry was added to its meeting after the closing."""
        if not self._closings or not isinstance(entry.event, AT_A_MEETING):
            return False
        closing = self.of(entry.event.meeting)
        if closing is None or "room" not in (closing.source.kind, entry.source.kind):
            return False
        return self._place(entry) > self._place(closing)

    def _place(self, entry: Entry) -> int:
        return self._places.get(entry.act, entry.place)
