"""The entries of the ledger as they are looked at: a hundred thousand open as fast as ten.

Positions count from 1 without gaps, so the length of the journal is the ledger's last position.
Only names, meetings and retractions are read beforehand; an entry is read when it comes into view.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from events.agenda import AGENDA, titles
from events.corrections import EntriesRetracted
from events.event import Entry, Scope
from events.meetings import MeetingOpened
from thidua_tui.session.session import Session
from views import moments
from views.journal_filter import Chosen
from views.late_additions import SessionMarks
from views.names import Names

CHUNK = 128
"""So many entries are read at once."""


class JournalPages:
    """The journal up to what was known: names, what took what back, and any entry."""

    def __init__(self, session: Session, known_at: int | datetime | None = None) -> None:
        self.session = session
        self.length = _length(session, known_at)
        self.names = Names()
        self.retractions: dict[int, Entry] = {}
        self.meetings: dict[str, MeetingOpened] = {}
        self.marks = SessionMarks()
        self._chunk = lru_cache(maxsize=64)(self._read)
        self.items: dict[str, str] = {}
        """Meeting and item of its agenda, as `meeting/item` -> what the item is called."""
        kinds = (*SessionMarks.kinds, MeetingOpened, *AGENDA)
        scopes = (*self.names.scopes(), Scope(events=kinds))
        for entry in session.ledger.read(*scopes, until=self.length):
            self.names.apply(entry)
            self.marks.apply(entry)
            if isinstance(entry.event, EntriesRetracted):
                self.retractions |= dict.fromkeys(entry.event.positions, entry)
            elif isinstance(entry.event, MeetingOpened):
                self.meetings[entry.event.meeting] = entry.event
            else:
                self.items |= titles(entry.event)

    def entry(self, position: int) -> Entry:
        """The entry at that position."""
        at, within = divmod(position - 1, CHUNK)
        return self._chunk(at)[within]

    def chosen(self, asked: Chosen) -> Iterator[Entry]:
        """The entries that are asked for, the newest first; of a tag, only those that carry it."""
        fits = asked.filter(self.session.ledger)
        if scopes := asked.scopes():
            tagged = [*self.session.ledger.read(*scopes, until=self.length)]
            yield from filter(fits, reversed(tagged))
        else:
            yield from filter(fits, self.newest_first())

    def newest_first(self) -> Iterator[Entry]:
        """All entries, without keeping them."""
        for at in reversed(range((self.length + CHUNK - 1) // CHUNK)):
            yield from reversed(self._read(at))

    def _read(self, at: int) -> tuple[Entry, ...]:
        read = self.session.ledger.read(after=at * CHUNK, limit=CHUNK)
        return tuple(entry for entry in read if entry.position <= self.length)


def _length(session: Session, known_at: int | datetime | None) -> int:
    """The last position that was known."""
    last = session.ledger.position()
    return last if known_at is None else moments.position_at(session.ledger, known_at, last)
