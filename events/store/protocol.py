"""What the program asks of a store of entries, be it a file or a server.

The event-sourcing library's recorder reads and appends; the rest is here. `Ledger` takes any
recorder; what needs the chain, the head or a place asks for a `LedgerStore`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from events.errors import UnreadableLedger
from events.hash_chain import Link
from events.store.cache import Part, Remembering

if TYPE_CHECKING:
    from events.store.sqlite.replaced_file import Apart

Unless: TypeAlias = tuple[Sequence[Part], int]
"""What must not be there for an append: the parts of a query, and the position after which."""


@runtime_checkable
class LedgerStore(Remembering, Protocol):
    """An append-only, hash-chained store; usable from any thread."""

    name: str
    """Identity of the ledger: 32 hex digits, made with it and hashed into its chain."""

    @property
    def address(self) -> str:
        """Return where the ledger is, for a sentence: the path, or host and database."""

    @property
    def file(self) -> Path | None:
        """Return the file, symbolic links followed; None for a server."""

    @property
    def writable(self) -> bool:
        """Return whether `append` may be tried."""

    @property
    def closed(self) -> bool:
        """Return whether `close()` was called."""

    @property
    def notes(self) -> Sequence[UnreadableLedger]:
        """Return what to say about the store that is no reason to refuse it."""

    def head(self) -> int:
        """Return the last position, 0 when the ledger is empty."""

    def last(self) -> tuple[int, bytes]:
        """Return the last position and its hash, of one moment; 0 and the genesis when empty."""

    def hash_at(self, position: int) -> bytes | None:
        """Return the hash of one entry, the genesis for 0; None where there is no entry."""

    def links(self, upto: int) -> Iterator[Link]:
        """Return position, type, tags as JSON, data and hash of each entry up to a position."""

    def data_version(self) -> int:
        """Return a number that changes with every append, of this process or another."""

    def verify(self) -> int:
        """Walk the whole chain; return the number of entries.

        Raises:
            UnreadableLedger: `chain-broken` with the `position` of the first wrong entry.
        """

    def close(self) -> None:
        """End reading, let a running append finish, close; subscriptions end. Twice is once."""


@runtime_checkable
class LedgerFile(LedgerStore, Protocol):
    """A store in one file, with what only a file needs."""

    @property
    def file(self) -> Path:
        """Return the file. Never open it: that drops SQLite's locks."""

    def keep_apart(self, target: Path) -> Apart:
        """Save the ledger as it was opened, after another file took its name."""

    def move_log(self) -> None:
        """Move the log into the file: then a copy of the one file has everything."""
