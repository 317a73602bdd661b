"""What the event-sourcing library asks of a recorder, made of what every store of ours answers.

A store says what is stored and appends under a condition; reading as the library does, waiting
for entries to come and closing at the end of a block are the same for a file and a server.
"""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Self, TypeVar

import msgspec
from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.persistence import IntegrityError, ProgrammingError

from events.hash_chain import New
from events.store.cache import Part
from events.store.codec import Stored
from events.store.protocol import LedgerStore, Unless

POLL = 0.02
"""Seconds between two looks of a waiting subscription."""

_tags = msgspec.json.Decoder(list[str]).decode


class StoreRecorder(DCBRecorder, LedgerStore):
    """A recorder over a store of ours; usable from any thread."""

    @abstractmethod
    def rows(
        self, parts: Sequence[Part], after: int, limit: int | None
    ) -> tuple[Iterator[Stored], int]:
        """Return entries that match any part, fetched lazily, and the last position.

        That is the ledger's last position now, and nothing later is returned; with `limit` it is
        the position of the last entry returned, 0 when there is none.

        Args:
            parts: The parts of the query; none for every entry.
            after: The position after which to begin; 0 for the first entry.
            limit: The greatest number of entries; None for all.
        """

    @abstractmethod
    def add(self, events: Sequence[New], unless: Unless | None) -> int:
        """Append all entries or none; return the last position, 0 where the condition is met.

        Args:
            events: Type, tags and data of each, at least one.
            unless: What must not be there; None for no condition.

        Raises:
            UnreadableLedger: when it cannot be written. After `disk-error`, `disk-full` or a lost
                connection the entries may be there nevertheless: look before appending them again.
        """

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Return the entries that match, in order, fetched while they are iterated.

        The response's head is the ledger's last position at this moment, and nothing later is
        returned; with `limit` it is the position of the last entry returned, or None.
        """
        found, upto = self.stored(query, after=after, limit=limit)
        return Response(found, upto or None)

    def stored(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> tuple[Iterator[Stored], int]:
        """Return what `read` answers, as stored, and its head, without objects to decode.

        Args:
            query: The query; None for every entry.
            after: The position after which to begin; None for the first entry.
            limit: The greatest number of entries; None for all.
        """
        return self.rows(parts_of(query), after or 0, limit)

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        """Append all events or none; return the last position.

        Raises:
            IntegrityError: when an entry matches the condition.
            ProgrammingError: when there is nothing to append.
            UnreadableLedger: as `add`.
        """
        if not events:
            raise ProgrammingError("Should be at least one event")
        unless = None
        if condition is not None:
            unless = (parts_of(condition.fail_if_events_match), condition.after or 0)
        position = self.add([(e.type, e.tags, e.data) for e in events], unless)
        if not position:
            raise IntegrityError(condition)
        return position

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> DCBSubscription[Self]:
        """Return entries that match, then those to come, from this process or another."""
        return _Subscription(self, query, after)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def parts_of(query: DCBQuery | None) -> list[Part]:
    """Return the parts of a query; none for every entry."""
    return [(item.types, item.tags) for item in query.items] if query else []


class Response(DCBReadResponse):
    """Entries as they are fetched.

    Args:
        rows: The entries as stored, in order.
        head: The last position; None for an empty ledger.
    """

    def __init__(self, rows: Iterator[Stored], head: int | None) -> None:
        self._head = head
        self._entries = (
            DCBSequencedEvent(DCBEvent(kind, data, _tags(tags)), position)
            for position, kind, tags, data in rows
        )

    @property
    def head(self) -> int | None:
        return self._head

    def __iter__(self) -> Iterator[DCBSequencedEvent]:
        return self._entries

    def __next__(self) -> DCBSequencedEvent:
        return next(self._entries)


R = TypeVar("R", bound=StoreRecorder)


class _Subscription(DCBSubscription[R]):
    """Waits for entries in the thread that asks for the next entry.

    It ends when it is stopped, with the recorder and with the main thread: the process can exit.
    """

    def __init__(self, recorder: R, query: DCBQuery | None, after: int | None) -> None:
        super().__init__(recorder, query, after)
        self._stopped = threading.Event()
        self._found: DCBReadResponse | None = None
        self._seen = -1

    def stop(self) -> None:
        """End the subscription, also for a thread that waits in it."""
        super().stop()
        self._stopped.set()

    def __next__(self) -> DCBSequencedEvent:
        while not self._over():
            try:
                if entry := self._look():
                    self._last_position = entry.position
                    return entry
            except Exception:
                if not self._recorder.closed:  # closing ends the reading of other threads
                    raise
        raise StopIteration

    def _over(self) -> bool:
        done = self._stopped.is_set() or self._recorder.closed
        return done or not threading.main_thread().is_alive()

    def _look(self) -> DCBSequencedEvent | None:
        """Return the next entry, or None after at most one pause."""
        if self._found is None:
            version = self._recorder.data_version()  # before reading: what comes later is seen
            if version == self._seen:
                self._stopped.wait(POLL)
                return None
            self._found = self._recorder.read(self._query, after=self._last_position)
            self._seen = version
        if entry := next(self._found, None):
            return entry
        self._last_position = max(self._last_position, self._found.head or 0)
        self._found = None
        return None
