"""Copies of a ledger: taken while others write, read back before they count, a number of them kept.

`cp` of a ledger in use gives no good copy; SQLite's backup copies the state of a moment, without
keeping writers waiting. A copy is one file: it has no log file.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from events.errors import UnreadableLedger
from events.hash_chain import BrokenChainError
from events.store.sqlite import chain_rows as chain
from events.store.sqlite import file_checks as place
from events.store.sqlite import schema
from events.store.sqlite.atomic_file import publish, scratch, settle, vacant
from events.store.sqlite.verify import verify

SECONDS = 5.0
"""How long a lock is waited for."""


class Copy(NamedTuple):
    """A ledger's file that was read back whole.

    Attributes:
        file: The path of the file.
        ledger: The name of the ledger, 32 hex digits.
        entries: The number of entries, which is the last position.
        head: The hash of the last entry, 32 bytes; without entries the genesis.
    """

    file: Path
    ledger: str
    entries: int
    head: bytes


def restore(copy: Path, target: Path) -> Copy:
    """Make a new ledger of a copy, or of any ledger; what is there is never overwritten.

    Args:
        copy: The file to copy from.
        target: The file of the new ledger.

    Raises:
        BadInput: `ledger-exists`.
        UnreadableLedger: what is wrong with the copy, as when it is opened; `copy-unsound` with the
            `position` of its first wrong entry; `ledger-leftovers`.
    """
    source = place.locate(copy, make=False)
    vacant(target)
    local(target)
    with scratch(target) as file:
        made = _copied(source, copy, file)
        publish(file, target)
    return made._replace(file=target)


def local(target: Path) -> None:
    """Make sure that a ledger can live there: not on a network drive.

    Raises:
        UnreadableLedger: `network-filesystem`.
    """
    try:
        place.locate(target, make=False)
    except UnreadableLedger as error:
        if error.code != "ledger-missing":
            raise


def back_up(source: Path, folder: Path, at: datetime, keep: int) -> Copy:
    """Put a copy of a file into the folder: as `keep_copy`.

    Args:
        source: The file of the ledger.
        folder: As of `keep_copy`.
        at: As of `keep_copy`.
        keep: As of `keep_copy`.
    """
    return keep_copy(partial(_copied, source, source), folder, at, keep)


def keep_copy(fill: Callable[[Path], Copy], folder: Path, at: datetime, keep: int) -> Copy:
    """Put a copy into the folder, named by time and position.

    Args:
        fill: Copies a ledger into an empty file, and reads that back.
        folder: The folder of the copies.
        at: The instant in the name of the copy, written in UTC.
        keep: The number of copies to keep; older copies are removed.

    Nothing goes before the new copy was read back whole; the newest never goes. Runs in any thread,
    concurrently with any reading and writing.

    Raises:
        UnreadableLedger: `copy-unsound` with the `position` of the first wrong entry; what the
            operating system or SQLite says. The copies made earlier stay.
    """
    with scratch(folder / "backup") as file:
        made = fill(file)
        target = folder / _named(made, at)
        if not target.exists():  # the same moment, the same entries
            publish(file, target)
    _tidy(folder, target, keep)
    return made._replace(file=target)


def read_back(file: Path) -> Copy:
    """Read a whole closed file that no other process uses.

    Raises:
        BrokenChainError: at the first entry that is not as it was appended.
        sqlite3.Error: when SQLite cannot read it.
    """
    with (
        closing(schema.connect(file, "still", SECONDS)) as connection,
        closing(schema.connect(file, "still", SECONDS)) as other,
    ):
        name = schema.name(connection)
        verify(lambda: nullcontext(connection), name, lambda: nullcontext(other))
        return Copy(file, name, *chain.last(connection, name))


def save(connection: sqlite3.Connection, origin: Path, target: Path) -> None:
    """Save what an open connection reads as a new file, read back whole.

    Args:
        connection: The connection.
        origin: The path that an error names as the source.
        target: The new file.

    Raises:
        BadInput: `ledger-exists`.
        UnreadableLedger: `copy-unsound` and so on.
    """
    with scratch(target) as file, _soundly(origin):
        _fill(file, connection)
        settle(file)
        read_back(file)
        publish(file, target)


def _copied(source: Path, origin: Path, file: Path) -> Copy:
    """Copy into the empty `file`, and read it back from the disk; `origin` names the source."""
    with _soundly(origin):
        with closing(_opened(source, origin)) as ledger:
            _fill(file, ledger)
        settle(file)
        return read_back(file)


@contextmanager
def _soundly(origin: Path) -> Iterator[None]:
    """Refuse a copy that is not whole; `origin` names its source."""
    try:
        yield
    except BrokenChainError as error:
        raise UnreadableLedger("copy-unsound", path=str(origin), position=error.position) from error
    except UnicodeError as error:  # SQLite's complaint quotes a text that is none
        raise UnreadableLedger("copy-unsound", path=str(origin), position=None) from error
    except sqlite3.DatabaseError as error:
        number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if number & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        raise UnreadableLedger("copy-unsound", path=str(origin), position=None) from error


def _fill(file: Path, ledger: sqlite3.Connection) -> None:
    uri = f"{file.as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # it is settled as a whole
        copy.execute("PRAGMA locking_mode = EXCLUSIVE")
        ledger.backup(copy)  # in one go: in steps it would restart at every append
        copy.execute("PRAGMA journal_mode = DELETE")


def _opened(source: Path, origin: Path) -> sqlite3.Connection:
    mode: schema.Mode = "still" if place.still(source) else "read"
    try:
        connection = schema.connect(source, mode, SECONDS)
        with ExitStack() as undo:
            undo.callback(connection.close)
            if not schema.check(connection, origin):
                raise UnreadableLedger("not-a-ledger", path=str(origin))
            undo.pop_all()
    except sqlite3.Error as error:
        raise place.unreadable(error, origin) from error
    return connection


def _named(made: Copy, at: datetime) -> str:
    when = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{made.ledger[:8]}-{when}-{made.entries:09d}-{made.head.hex()[:8]}.ledger"


def backups(folder: Path, ledger: str) -> list[Path]:
    """Return the copies of a ledger in a folder, by time and position, the newest last.

    Args:
        folder: The folder of the copies; it may be missing.
        ledger: The name of the ledger, of which the first 8 digits are in the names of the copies.
    """
    pattern = re.compile(rf"{ledger[:8]}-[0-9]{{8}}T[0-9]{{6}}Z-[0-9]{{9,}}-[0-9a-f]{{8}}\.ledger")
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(file for file in found if pattern.fullmatch(file.name))


def _tidy(folder: Path, newest: Path, keep: int) -> None:
    """Remove what a later copy of the same entries replaces, then the oldest beyond `keep`.

    The copy with the most entries is always kept: an old ledger put back must not push it out.
    """
    others = [file for file in backups(folder, newest.name) if file != newest]
    latest = {_point(file): file for file in others}
    latest.pop(_point(newest), None)
    kept = sorted(latest.values())[-(keep - 1) :] if keep > 1 else []
    longest = max((newest, *latest.values()), key=_point)
    for file in others:
        if file not in kept and file != longest:
            file.unlink(missing_ok=True)  # another process may tidy too


def _point(file: Path) -> tuple[int, str]:
    _, _, entries, head = file.stem.split("-")
    return int(entries), head
