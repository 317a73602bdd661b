"""Opening a ledger file: what `events.ledger` knows nothing of, because it takes any recorder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from events.ledger import Ledger
from events.sqlite import SQLiteRecorder
from events.sqlite_file import unreadable
from thidua_tui import private


def open_ledger(
    path: Path, *, create: bool = False, read_only: bool = False, sealed: bool = False
) -> Ledger:
    """The ledger in that file; close `ledger.recorder` when done.

    With `sealed` this process holds nothing open for writing.

    Raises:
        UnreadableLedger: when no ledger of ours is there, or it cannot be read.
    """
    if create:
        try:
            private.folder(path.parent)
        except OSError as error:
            raise unreadable(error, path) from error
    return Ledger(SQLiteRecorder(path, create=create, read_only=read_only, sealed=sealed))


@contextmanager
def opened(path: Path, *, create: bool = False, read_only: bool = False) -> Iterator[Ledger]:
    """The ledger in that file, closed at the end.

    Raises:
        UnreadableLedger: as `open_ledger`.
    """
    ledger = open_ledger(path, create=create, read_only=read_only)
    try:
        yield ledger
    finally:
        recorder = ledger.recorder
        if isinstance(recorder, SQLiteRecorder):
            recorder.close()
