"""A ledger that this process cannot write, because it holds nothing open for writing.

Where the log is empty the file alone is opened, for reading. Where others write, SQLite reads their
log and its index; the index it opens for reading when asked to, the log it opens for writing
whatever it is asked, so that descriptor is replaced by one for reading before anything is done
with it. SQLite has no lock on the log, so none is lost. On Windows no handle can be replaced: there
`query_only` and `mode=ro` keep the file as it is.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path

from events.errors import UnreadableLedger
from events.store.sqlite import file_checks as place
from events.store.sqlite import schema
from events.store.sqlite.connection import StillDoor
from events.store.system.current import SYSTEM


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
        with ExitStack() as undo:
            with SYSTEM.only_reading(log):
                connection = super()._connect(mode)
                undo.callback(connection.close)
                schema.pragma(connection, "page_count")  # the log is opened when first read
            undo.pop_all()
        return connection
