"""The ledger's store as the event-sourcing library wants it: a DCB recorder on one SQLite file.

Append-only, hash-chained, for several threads and processes. How it is stored: `entries`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from events.errors import UnreadableLedger
from events.hash_chain import Link, New
from events.store.cache import Part
from events.store.codec import Stored
from events.store.protocol import Unless
from events.store.recorder import StoreRecorder
from events.store.sqlite.entries import Store
from events.store.sqlite.replaced_file import Apart


class SQLiteRecorder(StoreRecorder):
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

    def rows(
        self, parts: Sequence[Part], after: int, limit: int | None
    ) -> tuple[Iterator[Stored], int]:
        """Return entries that match any part, fetched lazily, and the last position."""
        return self._store.rows(parts, after, limit)

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

    def at(self, positions: Sequence[int], *, deciding: bool) -> list[Stored]:
        """Return the entries at the positions, as they are stored.

        Args:
            positions: The positions, from 1.
            deciding: Whether an append to what was found follows; a running append is waited for.
        """
        return self._store.at(positions, deciding=deciding)

    def last_seen(self) -> None:
        """Return None: to look into a file is as quick as to remember."""

    def add(self, events: Sequence[New], unless: Unless | None) -> int:
        """Append all entries or none; return the last position, 0 where the condition is met."""
        return self._store.append(events, unless)

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
