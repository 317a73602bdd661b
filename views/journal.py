"""The journal: every entry as typed; a retracted entry is marked with its retraction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from msgspec import Struct

from events.corrections import EntriesRetracted
from events.event import Entry, Event, Scope, fields_of, name_of
from views.clock_setbacks import went_back
from views.evidence import Grade, grade
from views.late_additions import SessionMarks
from views.names import NAMED, Names


class JournalRow(Struct, frozen=True, kw_only=True):
    """An entry: event, time of typing (UTC), operator, act, reason and source.

    `position` is 1-based. `event` is the stored name of the fact and `facts` are its fields. `item`
    is the code of the item of the agenda of `meeting` under which it was typed; empty for none.
    `retracted_by` is the position of the entry that retracted this entry, `retracted_because` the
    reason given there. `replaces` are the positions that this entry replaces. `clock_back`: the
    entry read before it has a later stamp, so the clock of the machine was set back in between.
    `after_closing`: it was added to its meeting after that was closed. `provisional`: it waits for
    the approval of the minutes of its meeting.
    """

    position: int
    at: datetime
    by: str
    act: str
    event: str
    facts: dict[str, Any]
    reason: str
    source: Grade
    source_title: str
    source_on: date | None
    meeting: str
    item: str
    retracted_by: int | None
    retracted_because: str
    replaces: tuple[int, ...]
    clock_back: bool
    after_closing: bool
    provisional: bool


class Journal:
    """Every entry as typed; `names` are the latest names.

    The journal of a cluster holds the entries that name the cluster; the founding of a unit does
    not.

    Args:
        cluster: The code of a cluster; None for all.
        first: The position (from 1) of the first entry to keep; earlier entries are only folded.
    """

    as_typed: ClassVar[bool] = True

    def __init__(self, cluster: str | None = None, first: int = 1) -> None:
        self.cluster, self.first = cluster, first
        self.names = Names()
        self.entries: dict[int, Entry] = {}
        self.retractions: dict[int, Entry] = {}
        self._replaced: dict[str, tuple[int, ...]] = {}
        self.marks = SessionMarks()
        self._setbacks: set[int] = set()
        self._before: Entry | None = None

    def scopes(self) -> tuple[Scope, ...]:
        """Return the whole ledger, or the scopes of the cluster and of names for the sentences."""
        if self.cluster is None:
            return ()
        return (*self.names.scopes(), Scope((f"cluster:{self.cluster}",)))

    def apply(self, entry: Entry) -> None:
        """Keep the entry, and which entries it takes back."""
        self.names.apply(entry)
        self.marks.apply(entry)
        if isinstance(entry.event, EntriesRetracted):
            self.retractions |= dict.fromkeys(entry.event.positions, entry)
            self._replaced[entry.act] = entry.event.positions
        self._keep(entry)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event: most kinds are only kept."""
        return self.apply if kind in (*SessionMarks.kinds, *NAMED) else self._keep

    def _keep(self, entry: Entry) -> None:
        if went_back(self._before, entry):
            self._setbacks.add(entry.position)
        self._before = entry
        if entry.position >= self.first and (self.cluster is None or self._asked(entry)):
            self.entries[entry.position] = entry

    def _asked(self, entry: Entry) -> bool:
        return f"cluster:{self.cluster}" in entry.event.tags()

    def entry(self, position: int) -> Entry:
        """Return the entry at a position.

        Args:
            position: The position, from 1.

        Raises:
            KeyError: when the entry is not in this journal.
        """
        return self.entries[position]

    def rows(self) -> tuple[JournalRow, ...]:
        """Return one row per entry, in the order of typing."""
        return tuple(self.row(position) for position in self.entries)

    def row(self, position: int) -> JournalRow:
        """Return the row of one entry.

        Args:
            position: The position, from 1.

        Raises:
            KeyError: when the entry is not in this journal.
        """
        entry, by = self.entries[position], self.retractions.get(position)
        retracts = isinstance(entry.event, EntriesRetracted)
        return JournalRow(
            position=position,
            at=entry.at,
            by=entry.by,
            act=entry.act,
            event=name_of(entry.event),
            facts=fields_of(entry.event),
            reason=entry.reason,
            source=grade(entry),
            source_title=entry.source.title,
            source_on=entry.source.on,
            meeting=entry.meeting,
            item=entry.item,
            retracted_by=by.position if by else None,
            retracted_because=by.reason if by else "",
            replaces=() if retracts else self._replaced.get(entry.act, ()),
            clock_back=position in self._setbacks,
            after_closing=self.marks.added(entry),
            provisional=self.marks.provisional(entry),
        )
