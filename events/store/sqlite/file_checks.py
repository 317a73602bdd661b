"""Checks of the place of a ledger: errors of the operating system and of SQLite, as codes.

Nothing here opens an existing ledger with `open()`: closing any file descriptor of a file drops all
locks that this process holds on it through SQLite.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from pathlib import Path

from events.errors import UnreadableLedger
from events.store.system.current import SYSTEM

_SMALLEST = 512
"""Bytes of SQLite's smallest page: a shorter file is none of its."""
_ERRNO = {
    errno.EACCES: "ledger-no-permission",
    errno.EPERM: "ledger-no-permission",
    errno.EROFS: "ledger-no-permission",
    errno.ENOENT: "ledger-no-folder",
    errno.ENOTDIR: "ledger-no-folder",
    errno.EISDIR: "ledger-is-a-folder",
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
}
_SQLITE = {
    sqlite3.SQLITE_PERM: "ledger-no-permission",
    sqlite3.SQLITE_CANTOPEN: "ledger-no-permission",
    sqlite3.SQLITE_READONLY: "ledger-read-only",
    sqlite3.SQLITE_BUSY: "ledger-busy",
    sqlite3.SQLITE_LOCKED: "ledger-busy",
    sqlite3.SQLITE_PROTOCOL: "ledger-busy",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_CORRUPT: "ledger-damaged",
    sqlite3.SQLITE_NOTADB: "not-a-ledger",
}


def unreadable(error: sqlite3.Error | OSError, path: Path) -> UnreadableLedger:
    """Return the refusal for an error of the disk or of SQLite; `detail` is its message.

    Args:
        error: What the operating system or SQLite raised.
        path: The path of the ledger, which the refusal names.
    """
    if isinstance(error, OSError):
        code = _ERRNO.get(error.errno or 0, "disk-error")
    else:
        # Without a number: SQLite gave bytes that are no text.
        number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        code = _SQLITE.get(_meant(number, path), "disk-error")
    return UnreadableLedger(code, path=str(path), detail=str(error))


def _meant(number: int, path: Path) -> int:
    """Return what an error of SQLite is about, where its number says it in a roundabout way."""
    if number == sqlite3.SQLITE_IOERR_SHMSIZE:
        return sqlite3.SQLITE_FULL  # the index of the log could not grow
    if number & 0xFF == sqlite3.SQLITE_CANTOPEN and os.access(path, os.R_OK) and writable(path):
        return sqlite3.SQLITE_IOERR  # it is not for want of permission
    return number & 0xFF


def locate(path: Path, *, make: bool) -> Path:
    """Return the regular file of a path, with links followed.

    Args:
        path: The path of a ledger.
        make: Whether to create a missing file, private and empty.

    Raises:
        UnreadableLedger: when no ledger can be there.
    """
    check_name(path.absolute())
    file = Path(os.path.realpath(path))
    try:
        if kind := SYSTEM.network(file):
            raise UnreadableLedger("network-filesystem", path=str(path), filesystem=kind)
        if _missing(file, path):
            if not make:
                raise UnreadableLedger("ledger-missing", path=str(path))
            _make(file)
    except OSError as error:
        raise unreadable(error, path) from error
    if not os.access(file, os.R_OK):
        raise UnreadableLedger("ledger-no-permission", path=str(path))
    return file


def _missing(file: Path, path: Path) -> bool:
    try:
        found = file.stat()
    except FileNotFoundError:
        return True
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableLedger("ledger-is-a-folder", path=str(path))
    # A pipe would wait for ever; and SQLite takes a short text for an empty database.
    if not stat.S_ISREG(found.st_mode) or 0 < found.st_size < _SMALLEST:
        raise UnreadableLedger("not-a-ledger", path=str(path))
    return False


def _make(file: Path) -> None:
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:  # another process was faster; both then prepare it under a lock
        return
    SYSTEM.settle_names(file.parent)


def check_name(file: Path) -> None:
    """Make sure that a file can have this path.

    Raises:
        UnreadableLedger: `path-reserved`, `path-too-long`.
    """
    if fault := SYSTEM.unusable(file):
        if fault.fault == "reserved":
            raise UnreadableLedger("path-reserved", path=str(file), part=fault.part)
        raise UnreadableLedger("path-too-long", path=str(file), part=fault.part)


def writable(file: Path) -> bool:
    """Return whether this process may write the file and create its log."""
    return SYSTEM.may_write(file) and SYSTEM.may_make(file.parent)


def still(file: Path) -> bool:
    """Return whether SQLite cannot create its log index and needs none, as the log is empty."""
    return not SYSTEM.may_make(file.parent) and log_size(file) == 0


def log_size(file: Path) -> int:
    """Return the bytes in the write-ahead log of a ledger, 0 when there is none."""
    try:
        return os.stat(f"{file}-wal").st_size  # noqa: PTH116  on the path of every append
    except FileNotFoundError:
        return 0


def stamp(file: Path) -> tuple[int, int, int, int]:
    """Return a value that changes on writes to a ledger that is read without locks."""
    now = file.stat()
    return now.st_ino, now.st_size, now.st_mtime_ns, log_size(file)
