"""The meetings that are open now, followed as the ledger grows."""

from __future__ import annotations

from collections.abc import Iterable

from events.corrections import EntriesRetracted, effective
from events.event import Entry, Scope, name_of
from events.meetings import SESSION, MeetingClosed, MeetingOpened, MeetingReopened, OpenMeeting
from events.store.ledger import Ledger

_CONCERNED = frozenset(name_of(kind) for kind in (*SESSION, EntriesRetracted))


class OpenMeetings:
    """The meetings of a ledger that were opened and are not closed, here or elsewhere."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._upto = 0
        self._open: dict[str, None] = {}

    def now(self) -> dict[str, None]:
        """Return their codes, last opened last; only what is new is read."""
        now = self._ledger.known_position()
        if now != self._upto:
            came = self._ledger.kinds(self._upto, now)
            if came is None or came & _CONCERNED:
                self._open = self._read(now)
            self._upto = now
        return self._open

    def _read(self, upto: int) -> dict[str, None]:
        news: Iterable[Entry] = self._ledger.read(
            Scope(events=SESSION), after=self._upto, until=upto
        )
        still_open = dict(self._open)
        taken_back = self._ledger.retractions(*SESSION, until=upto)
        if any(entry.position > self._upto for entry in taken_back):
            still_open, news = {}, effective(self._ledger.read(Scope(events=SESSION), until=upto))
        for entry in news:
            match entry.event:
                case MeetingOpened(meeting=code) | MeetingReopened(meeting=code):
                    still_open[code] = None
                case MeetingClosed(meeting=code):
                    still_open.pop(code, None)
        return still_open


def meeting_named(command: object) -> str:
    """Return the meeting that a command is about; empty where none, or if it opens that meeting.

    Args:
        command: A command; of several that are one act, the first that names a meeting counts.
    """
    if isinstance(command, OpenMeeting):
        return ""
    commands = (command, *getattr(command, "commands", ()))
    return next((of for one in commands if (of := getattr(one, "meeting", None))), "")
