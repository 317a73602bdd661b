"""New files next to ledgers: private, whole or not there at all, and never over another file."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from events.errors import BadInput, UnreadableLedger
from events.store.sqlite import file_checks as place
from events.store.system.current import SYSTEM

SIDE_FILES = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps next to a database."""
PART = ".part"
"""How a file is named that is not whole yet."""
_CODES = {"disk-full": "copy-disk-full", "disk-error": "copy-disk-error"}


@contextmanager
def scratch(target: Path) -> Iterator[Path]:
    """Create a private empty file next to `target`, and remove it at the end.

    Raises:
        UnreadableLedger: the error of the operating system or SQLite, about `target`.
    """
    place.check_name(target)
    file = target.absolute().with_name(f".{target.name}.{secrets.token_hex(4)}{PART}")
    try:
        _make_private(target.parent)
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield file
    except (OSError, sqlite3.Error) as error:
        refusal, folder = place.unreadable(error, target), str(target.parent)
        if _occupied(target.parent):
            raise UnreadableLedger("copy-not-a-folder", path=folder) from error
        if refusal.code == "ledger-no-folder":
            raise UnreadableLedger("copy-no-folder", path=folder) from error
        raise UnreadableLedger(_CODES.get(refusal.code, refusal.code), **refusal.facts) from error
    finally:
        for suffix in ("", *SIDE_FILES):
            with suppress(OSError):
                Path(f"{file}{suffix}").unlink()


def _make_private(folder: Path) -> None:
    """Make it and what is missing above it for this account alone; `parents=True` would not."""
    for one in (*reversed([one for one in folder.parents if not one.exists()]), folder):
        one.mkdir(mode=0o700, exist_ok=True)


def _occupied(folder: Path) -> bool:
    """Return whether a file exists where a folder is wanted."""
    try:
        return not folder.is_dir() and (folder.exists() or any(p.is_file() for p in folder.parents))
    except OSError:
        return False


def vacant(target: Path) -> None:
    """Make sure that nothing is where a new file shall be.

    Raises:
        BadInput: `ledger-exists`.
        UnreadableLedger: `ledger-leftovers`, where SQLite would take an existing log for the new
            ledger's own.
    """
    if os.path.lexists(target):
        raise BadInput("ledger-exists", path=str(target))
    for suffix in SIDE_FILES:
        if os.path.lexists(f"{target}{suffix}"):
            raise UnreadableLedger("ledger-leftovers", path=str(target), file=f"{target}{suffix}")


def settle(file: Path) -> None:
    """Bring the file to the disk, and forget it: who reads it now reads the disk."""
    SYSTEM.settle(file)


def publish(file: Path, target: Path) -> None:
    """Give a settled file its name in one step, and bring the name to the disk.

    Args:
        file: The file, in the folder of the target.
        target: Its name to be.

    Raises:
        BadInput: `ledger-exists`, when another was faster.
    """
    try:
        SYSTEM.give_name(file, target)
    except FileExistsError:
        raise BadInput("ledger-exists", path=str(target)) from None
