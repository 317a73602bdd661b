"""The file under a ledger's name may be exchanged while it is open: noticed, and kept apart.

A synchroniser, a copy over it or a move puts other content there. The open connections keep the old
file; its log must not be applied to the new file.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from events.errors import UnreadableLedger
from events.store.sqlite import chain_rows as chain
from events.store.sqlite import schema
from events.store.sqlite.write_ahead_log import keep as keep_log

Exchange: TypeAlias = Literal["gone", "another", "overwritten"]
"""`another`: a different file has the name; `overwritten`: the same file holds other content."""
Identity: TypeAlias = tuple[int, int] | None
Point: TypeAlias = tuple[str, int, bytes]
"""Name of a ledger, its last position, the hash there."""
NOTHING: Point = ("", 0, b"")


def identity(file: Path | str) -> Identity:
    """Return device and inode of the target of a name; None when it is gone."""
    try:
        found = os.stat(file)  # noqa: PTH116  on the path of every append
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Watch:
    """What was opened under a name, compared with what is there now."""

    def __init__(self, file: Path) -> None:
        self._file, self.identity = file, identity(file)
        self._log: Identity = None
        self._stamp: tuple[int, int] | None = None
        self._stored = 0
        self._known: dict[int, bytes] = {}

    def moved(self) -> Exchange | None:
        """Return whether the name leads elsewhere; costs a system call."""
        now = identity(self._file)
        if self._log is None:
            self._log = identity(f"{self._file}-wal")
        if now == self.identity:
            return None
        return "another" if now else "gone"

    def remember(self, position: int, hash_: bytes) -> None:
        """Keep a hash that the ledger had at a position.

        Args:
            position: The position, from 1; 0 with the genesis.
            hash_: The hash of that entry, 32 bytes.
        """
        self._known[position] = hash_

    def overwritten(self, name: str, at: Callable[[int], bytes | None]) -> bool:
        """Return whether the file changed since the last check and is not this ledger any more.

        It is read without its log, which a checkpoint may be moving into it: an answer that makes
        no sense is asked for again at the next look.

        Args:
            name: The name of the ledger that was opened.
            at: Returns the hash that it has at a position; None where it has no entry.
        """
        now = os.stat(self._file)  # noqa: PTH116  at every look
        if (stamp := (now.st_size, now.st_mtime_ns)) == self._stamp:
            return False
        if self._stamp and now.st_size < self._stamp[0]:
            return True
        try:
            found = content(self._file)
        except sqlite3.Error as error:
            return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB
        if found != NOTHING or self._stored:
            named, position, hash_ = found
            ours = self._known[position] if position in self._known else at(position)
            if named != name or position < self._stored or ours != hash_:
                return True
            self._stored = position
        self._stamp = stamp
        return False

    @property
    def based(self) -> bool:
        """Whether there was a look at what the file holds."""
        return self._stamp is not None

    def release_log(self, *, keep: bool) -> str | None:
        """Remove the log of the old file; return the path where a copy is kept."""
        log = Path(f"{self._file}-wal")
        if not self._log or identity(log) != self._log:
            return None
        with suppress(OSError):
            kept = keep_log(self._file, log.read_bytes()) if keep else None
            log.unlink()
            Path(f"{self._file}-shm").unlink()
            return kept
        return None

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the name away for a moment: SQLite then closes without applying the log."""
        away = self._file.with_name(f".{self._file.name}.{secrets.token_hex(4)}")
        try:
            self._file.rename(away)
        except OSError:  # Windows renames no open file
            with self._unapplied():
                yield
            return
        try:
            yield
        finally:
            away.rename(self._file)

    @contextmanager
    def _unapplied(self) -> Iterator[None]:
        """Have a connection that cannot write the file be the last to close, then remove the log.

        SQLite applies the log when the last connection closes; this connection fails to. It cannot
        be opened on what is no database, which is no loss.
        """
        with ExitStack() as stack:
            with suppress(sqlite3.Error):
                last = stack.enter_context(closing(schema.connect(self._file, "read", 0)))
                schema.pragma(last, "schema_version")
            yield
        self.release_log(keep=False)


def content(file: Path) -> Point:
    """Return the ledger in a file, its log left out.

    Raises:
        sqlite3.Error: where it cannot be read, or is being written.
    """
    with closing(schema.connect(file, "still", 0)) as connection:
        try:
            name = schema.name(connection)
            position = chain.head(connection)
            return name, position, chain.at(connection, name, position) or b""
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            return NOTHING  # no tables: all of it is in the log


class Parting(NamedTuple):
    """Where two histories part.

    Attributes:
        common: The last position that both have, 0 for none.
        ours: The last position of the ledger that was opened.
        theirs: The last position of the file that has its name now.
    """

    common: int
    ours: int
    theirs: int


class Apart(NamedTuple):
    """The ledger as it was opened, kept apart.

    Attributes:
        kept: The copy; None where it could not be made.
        entries: The last position of the ledger that was opened; 0 where it cannot be read.
        log: The path of the copy of its log, where there is no copy of the ledger.
        parting: Where it parts from the file that has its name now; None if that is no copy of it.
    """

    kept: Path | None
    entries: int
    log: str | None
    parting: Parting | None


def parting(file: Path, name: str, ours: int, at: Callable[[int], bytes | None]) -> Parting | None:
    """Return where a ledger and the file at its path part; None if that is no copy of it.

    Args:
        file: The file that has the name of the ledger now.
        name: The name of the ledger that was opened, 32 hex digits.
        ours: Its last position.
        at: Returns the hash that it has at a position; None where it has no entry.
    """
    try:
        with closing(schema.connect(file, "still", 0)) as connection:
            if not schema.check(connection, file):
                return None
            if schema.name(connection) != name:
                return None
            theirs = chain.head(connection)
            low, high = 0, min(ours, theirs)
            while low < high:  # a hash vouches for all before it
                middle = (low + high + 1) // 2
                same = at(middle) == chain.at(connection, name, middle)
                low, high = (middle, high) if same else (low, middle - 1)
            return Parting(low, ours, theirs)
    except (sqlite3.Error, OSError, UnreadableLedger):
        return None
