"""A ledger that this process cannot write, because it holds nothing open for writing.

Where the log is empty the file alone is opened, for reading. Where others write, SQLite reads their
log and its index; the index it opens for reading when asked to, the log it opens for writing
whatever it is asked, so that descriptor is replaced by one for reading before anything is done
with it. SQLite has no lock on the log, so none is lost.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from pathlib import Path

from events.errors import UnreadableLedger
from events.store.sqlite import file_checks as place
from events.store.sqlite import schema
from events.store.sqlite.connection import StillDoor

_DESCRIPTORS = Path("/dev/fd")


class SealedDoor(StillDoor):
    """The way to a ledger that must not be written from here, whatever the program does.

    Raises:
        UnreadableLedger: `ledger-log-alone`, where a log has no index: the two were copied
            by hand, and reading it needs to write the index.
    """

    def _now(self) -> schema.Mode:
        return "still" if place.log_size(self._file) == 0 else "sealed"

    def _connect(self, mode: schema.Mode) -> sqlite3.Connection:
        mode = self._now()
        if mode == "still":
            return super()._connect(mode)
        log = Path(f"{self._file}-wal")
        if not Path(f"{self._file}-shm").exists():
            raise UnreadableLedger("ledger-log-alone", path=str(self._path))
        before = _open_for_writing(log)
        connection = super()._connect(mode)
        try:
            schema.pragma(connection, "page_count")  # the log is opened when first read
            for descriptor in _open_for_writing(log) - before:
                _only_read(descriptor, log)
        except BaseException:
            connection.close()
            raise
        return connection


def _open_for_writing(file: Path) -> set[int]:
    """The descriptors of this process with which that file can be written."""
    wanted, found = os.stat(file), set[int]()  # noqa: PTH116  as with fstat
    for name in os.listdir(_DESCRIPTORS):  # noqa: PTH208  names, of which some are gone by then
        try:
            here = os.fstat(int(name))
            flags = fcntl.fcntl(int(name), fcntl.F_GETFL)
        except OSError:
            continue
        same = (here.st_dev, here.st_ino) == (wanted.st_dev, wanted.st_ino)
        if same and flags & os.O_ACCMODE != os.O_RDONLY:
            found.add(int(name))
    return found


def _only_read(descriptor: int, file: Path) -> None:
    """Replace the descriptor by a read-only descriptor."""
    reading = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.dup2(reading, descriptor, inheritable=False)
    finally:
        os.close(reading)
