"""A connection that one thread at a time uses, and that can be closed while others want in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from events.errors import UnreadableLedger
from events.store.sqlite import file_checks as place
from events.store.sqlite import schema


class Door:
    """The way to one connection: in by turns, errors as codes, closed only when it is not in use.

    Closing a connection on which another thread executes crashes the interpreter.

    Args:
        path: The path of the ledger as it was given, which errors name.
        file: The file to open, links followed.
        mode: How it is opened.
        seconds: How many seconds to wait for a lock.

    Raises:
        UnreadableLedger: for what SQLite reports about the file.
    """

    def __init__(self, path: Path, file: Path, mode: schema.Mode, seconds: float) -> None:
        self._path, self._file, self._mode, self._seconds = path, file, mode, seconds
        self._lock = Lock()
        self.closed = False
        try:
            self._connection = self._connect(mode)
        except (sqlite3.Error, UnicodeError) as error:
            raise self._translated(error) from error

    def _connect(self, mode: schema.Mode) -> sqlite3.Connection:
        return schema.connect(self._file, mode, self._seconds)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """The connection, for the length of one short piece of work.

        Raises:
            UnreadableLedger: for what SQLite says.
            sqlite3.ProgrammingError: when the door is closed.
        """
        if not self._lock.acquire(timeout=self._seconds + 1):
            raise UnreadableLedger("ledger-busy", path=str(self._path), seconds=self._seconds)
        try:
            if self.closed:
                raise sqlite3.ProgrammingError("the ledger is closed")
            self._refresh()
            yield self._connection
        except (sqlite3.Error, UnicodeError) as error:
            raise self._translated(error) from error
        finally:
            self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection, holding the write lock; all or nothing.

        An error of COMMIT itself may come after the entries reached the disk.
        """
        with self.connection() as connection:
            # A deferred BEGIN would fail at once when somebody writes between read and write.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def checkpoint(self) -> bool:
        """Move the log into the file, as far as readers let us; the caller holds the write lock.

        Returns whether it was tried: not when somebody is inside. A failure loses nothing.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            with suppress(sqlite3.Error):
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        finally:
            self._lock.release()
        return True

    def close(self) -> None:
        """Refuse new uses, interrupt readers, wait for writers, then close."""
        self.closed = True
        if self._mode != "write":
            with suppress(sqlite3.ProgrammingError):  # closed before
                self._connection.interrupt()
        with self._lock:
            self._connection.close()

    def version(self) -> int:
        """Return a number that changes when another connection has written."""
        with self.connection() as connection:
            return schema.pragma(connection, "data_version")

    def _refresh(self) -> None:
        """Nothing to do where SQLite's own locks watch over the reader."""

    def _translated(self, error: sqlite3.Error | UnicodeError) -> Exception:
        if isinstance(error, UnicodeError):  # SQLite's complaint quotes a text that is none
            return UnreadableLedger("ledger-damaged", path=str(self._path), detail=str(error))
        interrupted = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
        if self.closed and interrupted:
            return sqlite3.ProgrammingError("the ledger is closed")
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
            return error  # a bug of the caller's, not an answer about the ledger
        refusal = place.unreadable(error, self._path)
        if refusal.code == "ledger-busy":
            refusal.facts["seconds"] = self._seconds
        return refusal


class StillDoor(Door):
    """A ledger in a read-only folder that no process writes, read without locks.

    Somebody else may be able to write it: before each use we look whether the file is as it was
    when we opened it, and open it afresh if not.
    """

    def __init__(self, path: Path, file: Path, mode: schema.Mode, seconds: float) -> None:
        self._stamp, self._openings = place.stamp(file), 0
        super().__init__(path, file, mode, seconds)

    def version(self) -> int:
        """Return a number that changes after a write."""
        return super().version() + (self._openings << 32)

    def _now(self) -> schema.Mode:
        """How it is read at this moment."""
        return "still" if place.still(self._file) else "read"

    def _refresh(self) -> None:
        try:
            now = place.stamp(self._file)
            if now != self._stamp:
                self._connection.close()
                self._connection = self._connect(self._now())
                self._stamp, self._openings = now, self._openings + 1
        except OSError as error:
            raise place.unreadable(error, self._path) from error
