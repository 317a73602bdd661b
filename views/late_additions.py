"""Marks of entries about a meeting: added after it was closed; not approved with its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from events.corrections import EntriesRetracted
from events.event import Entry
from events.meeting_reports import ReportPresented
from events.meetings import (
    GuestAttended,
    MeetingClosed,
    MeetingReopened,
    RemarkRecorded,
    UnitsAttended,
    closing,
)
from events.minutes_events import MinutesApproved, meeting_of, needs_approval

AT_A_MEETING = (GuestAttended, UnitsAttended, ReportPresented, RemarkRecorded)
"""Events that happen while a meeting is open; recorded later, each is an addition."""


class Addition(NamedTuple):
    """What was added to a meeting: when, after what, and whether it waits for an approval."""

    at: datetime
    after: Literal["closing", "approval"]
    waits: bool = False


class Closings:
    """The closings of meetings, folded from entries as they were typed or as they count.

    What is marked as an addendum is an addition. So is what an older version recorded unmarked: the
    place of an entry decides, not its position: what corrects a remark of the session is of the
    session. Late entry of an old meeting adds nothing: where the closing and the entry both come
    from a document, a newspaper or memory, the order of typing is not that of the meeting.
    """

    def __init__(self) -> None:
        self._kept: dict[str, dict[int, Entry]] = {}
        self._places: dict[str, int] = {}

    def apply(self, entry: Entry) -> None:
        """Keep a closing or a reopening until it is taken back."""
        match entry.event:
            case MeetingClosed(meeting=meeting) | MeetingReopened(meeting=meeting):
                self._kept.setdefault(meeting, {})[entry.position] = entry
            case EntriesRetracted(positions=positions, place=place):
                self._places[entry.act] = place
                _take_out(self._kept, positions)

    def of(self, meeting: str) -> Entry | None:
        """Return the closing of a meeting that counts, or None while it is open."""
        return closing(sorted(self._kept.get(meeting, {}).values(), key=self._place), meeting)

    def added(self, entry: Entry) -> bool:
        """Return whether the entry was added to its meeting after the closing."""
        if getattr(entry.event, "addendum", False):
            return True
        if not isinstance(entry.event, AT_A_MEETING):
            return False
        over = self.of(entry.event.meeting)
        if over is None or "room" not in (over.source.kind, entry.source.kind):
            return False
        return self._place(entry) > self._place(over)

    def _place(self, entry: Entry) -> int:
        return self._places.get(entry.act, entry.place)


class SessionMarks(Closings):
    """Marks of entries of sessions: added after the closing, or provisional.

    It is folded from entries as they were typed, of the `kinds` and in their order.
    """

    kinds = (MeetingClosed, MeetingReopened, MinutesApproved, EntriesRetracted)

    def __init__(self) -> None:
        super().__init__()
        self._approvals: dict[str, dict[int, Entry]] = {}
        self._gone: set[int] = set()

    def apply(self, entry: Entry) -> None:
        """Keep a closing, a reopening or an approval until it is taken back."""
        super().apply(entry)
        match entry.event:
            case MinutesApproved(meeting=meeting):
                self._approvals.setdefault(meeting, {})[entry.position] = entry
            case EntriesRetracted(positions=positions):
                self._gone.update(positions)
                _take_out(self._approvals, positions)

    def provisional(self, entry: Entry) -> bool:
        """Return whether the entry counts and waits for the approval of minutes."""
        if entry.position in self._gone or not needs_approval(entry):
            return False
        return self._place(entry) > max(self._approved(entry), default=0)

    def addition(self, entry: Entry) -> Addition | None:
        """Return how the entry was added after the closing or the first approval, or None."""
        approved = self._approved(entry)
        late = bool(approved) and needs_approval(entry) and self._place(entry) > min(approved)
        closed = self.added(entry)
        if not (late or closed):
            return None
        waits = late and self._place(entry) > max(approved)
        return Addition(entry.at, "closing" if closed else "approval", waits)

    def _approved(self, entry: Entry) -> list[int]:
        """The places of the approvals of the minutes that hold the entry."""
        return [self._place(e) for e in self._approvals.get(meeting_of(entry), {}).values()]


def _take_out(kept: dict[str, dict[int, Entry]], positions: Sequence[int]) -> None:
    for entries in kept.values():
        for position in positions:
            entries.pop(position, None)
