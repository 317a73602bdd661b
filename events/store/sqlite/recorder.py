"""The ledger's store as the event-sourcing library wants it: a DCB recorder on one SQLite file.

Append-only, hash-chained, for several threads and processes. How it is stored: `entries`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
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

from events.errors import UnreadableLedger
from events.hash_chain import Link
from events.store.sqlite.entries import Store
from events.store.sqlite.query import Part, Row
from events.store.sqlite.replaced_file import Apart

POLL = 0.02
"""Seconds between two looks of a waiting subscription."""

_tags = msgspec.json.Decoder(list[str]).decode


class SQLiteRecorder(DCBRecorder):
    """The append-only recorder of a ledger; usable from any thread.

    A ledger that cannot be written is opened for reading; only `append` then refuses.

    Args:
        path: The path of the ledger.
        create: Whether to make the ledger where there is none.
        read_only: Whether to only read it, which may leave a log and its index next to the file.
        sealed: Whether to open nothing for writing and leave nothing; it implies `read_only`.
        busy_seconds: How many seconds to wait for a lock.

    Raises:
        UnreadableLedger: when there is no ledger of ours there, or none that can be read.
    """

    name: str
    """Identity of the ledger: 32 hex digits, made with the file and hashed into its chain."""

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = True,
        read_only: bool = False,
        sealed: bool = False,
        busy_seconds: float = 5.0,
    ) -> None:
        self._store = Store(
            Path(path),
            create=create,
            read_only=read_only or sealed,
            sealed=sealed,
            busy_seconds=busy_seconds,
        )
        self.name = self._store.name

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Return the entries that match, in order, fetched while they are iterated.

        The response's head is the ledger's last position at this moment, and nothing later is
        returned; with `limit` it is the position of the last entry returned, or None.
        """
        rows, upto = self._store.rows(_parts(query), after or 0, limit)
        return _Response(rows, upto or None)

    def stored(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> tuple[Iterator[Row], int]:
        """Return what `read` answers, as stored, and its head, without objects to decode.

        Args:
            query: The query; None for every entry.
            after: The position after which to begin; None for the first entry.
            limit: The greatest number of entries; None for all.
        """
        return self._store.rows(_parts(query), after or 0, limit)

    def positions(self, parts: Sequence[Part], *, deciding: bool) -> tuple[list[int], int]:
        """Return the positions of entries that match any part, in order, and the last position.

        Args:
            parts: The parts of the query; none for every entry.
            deciding: Whether an append to what was found follows; a running append is waited for.
        """
        return self._store.positions(parts, deciding=deciding)

    def behind(
        self, position: int, limit: int, *, deciding: bool
    ) -> tuple[list[tuple[int, str, str]], int]:
        """Return position, type and tags of the entries after a position, and the last position.

        Args:
            position: The position after which to begin; 0 for the first entry.
            limit: The greatest number of entries; where there are more, none is returned.
            deciding: Whether an append to what was found follows; a running append is waited for.
        """
        return self._store.behind(position, limit, deciding=deciding)

    def at(self, positions: Sequence[int], *, deciding: bool) -> list[Row]:
        """Return the entries at the positions, as they are stored.

        Args:
            positions: The positions, from 1.
            deciding: Whether an append to what was found follows; a running append is waited for.
        """
        return self._store.at(positions, deciding=deciding)

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        """Append all events or none; return the last position.

        Raises:
            IntegrityError: when an entry matches the condition.
            ProgrammingError: when there is nothing to append.
            UnreadableLedger: when it cannot be written. After a `disk-error` or `disk-full` the
                events may be there nevertheless: look before appending them again.
        """
        if not events:
            raise ProgrammingError("Should be at least one event")
        unless = None
        if condition is not None:
            unless = (_parts(condition.fail_if_events_match), condition.after or 0)
        position = self._store.append([(e.type, e.tags, e.data) for e in events], unless)
        if not position:
            raise IntegrityError(condition)
        return position

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> DCBSubscription[Self]:
        """Return entries that match, then those to come, from this process or another."""
        return _Subscription(self, query, after)

    def head(self) -> int:
        """Return the last position, 0 when the ledger is empty."""
        return self._store.head()

    def head_hash(self) -> bytes:
        """Return the hash of the last entry, 32 bytes, which covers all before; or the genesis."""
        return self._store.head_hash()

    def last(self) -> tuple[int, bytes]:
        """Return the last position and its hash, of one moment; 0 and the genesis when empty."""
        return self._store.last()

    def hash_at(self, position: int) -> bytes | None:
        """Return the hash of one entry, the genesis for 0; None where there is no entry."""
        return self._store.hash_at(position)

    def links(self, upto: int) -> Iterator[Link]:
        """Return position, type, tags as JSON, data and hash of each entry up to a position."""
        return self._store.links(upto)

    @property
    def address(self) -> str:
        """The path of the file, for a sentence."""
        return str(self._store.file)

    @property
    def file(self) -> Path:
        """The file itself, symbolic links followed. Never open it: that drops SQLite's locks."""
        return self._store.file

    def data_version(self) -> int:
        """Return a number that changes with every append, of this process or another."""
        return self._store.version()

    @property
    def notes(self) -> list[UnreadableLedger]:
        """What to say about the file that is no reason to refuse it."""
        return self._store.notes

    def keep_apart(self, target: Path) -> Apart:
        """Save the ledger as it was opened, after another file took its name."""
        return self._store.keep_apart(target)

    def move_log(self) -> None:
        """Move the log into the file: then a copy of the one file has everything."""
        self._store.move_log()

    def verify(self) -> int:
        """Walk the whole chain; return the number of entries.

        Raises:
            UnreadableLedger: `chain-broken` with the `position` of the first wrong entry.
        """
        return self._store.verify()

    @property
    def writable(self) -> bool:
        """Whether `append` may be tried: opened for writing, and the file allows it."""
        return self._store.may_write

    @property
    def closed(self) -> bool:
        """Whether `close()` was called."""
        return self._store.closed

    def close(self) -> None:
        """End reading, let a running append finish, close; subscriptions end. Twice is once."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _parts(query: DCBQuery | None) -> list[Part]:
    return [(item.types, item.tags) for item in query.items] if query else []


class _Response(DCBReadResponse):
    """Entries as they are fetched."""

    def __init__(self, rows: Iterator[Row], head: int | None) -> None:
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


R = TypeVar("R", bound=SQLiteRecorder)


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
            except sqlite3.ProgrammingError:
                if not self._recorder.closed:
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
