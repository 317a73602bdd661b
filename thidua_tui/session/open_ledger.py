"""Open the file of a ledger; `events.store.ledger` takes any recorder and knows no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from events.errors import ThiduaError, UnreadableLedger
from events.store.ledger import Ledger
from events.store.sqlite.file_checks import unreadable
from events.store.sqlite.recorder import SQLiteRecorder
from thidua_tui.platform import secure_files

WALKED = 100_000
"""The chain of so many entries is walked before something is recorded: half a second's work."""
SMALL = 5_000
"""The chain of so many entries is walked before it is read: some hundredths of a second."""

DAMAGED = ("ledger-damaged", "malformed-entry")
"""What is refused where a page or a value cannot be read; the chain names the entry."""


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
            secure_files.folder(path.parent)
        except OSError as error:
            raise unreadable(error, path) from error
    return Ledger(SQLiteRecorder(path, create=create, read_only=read_only, sealed=sealed))


def walk(recorder: SQLiteRecorder, most: int = WALKED) -> None:
    """Verify the chain and the indexes of a ledger of at most so many entries.

    Raises:
        UnreadableLedger: `chain-broken`: nothing is recorded behind that.
    """
    if recorder.head() <= most:
        recorder.verify()


@contextmanager
def opened(
    path: Path,
    *,
    create: bool = False,
    read_only: bool = False,
    warn: Callable[[Iterable[ThiduaError]], None] | None = None,
) -> Iterator[Ledger]:
    """The ledger in that file, closed at the end; walked through before something is recorded.

    A small ledger is verified before it is read, too: a damaged ledger gives no answers.
    Notes about the file that are no reason to refuse it are passed to `warn`.

    Raises:
        UnreadableLedger: as `open_ledger` and `walk`.
    """
    ledger = open_ledger(path, create=create, read_only=read_only)
    try:
        if warn and (notes := getattr(ledger.recorder, "notes", ())):
            warn(notes)
        if isinstance(ledger.recorder, SQLiteRecorder):
            walk(ledger.recorder, SMALL if read_only else WALKED)
        yield ledger
    except UnreadableLedger as error:
        if error.code in DAMAGED and isinstance(ledger.recorder, SQLiteRecorder):
            ledger.recorder.verify()  # which entry it is
        raise
    finally:
        recorder = ledger.recorder
        if isinstance(recorder, SQLiteRecorder):
            recorder.close()
