"""A ledger's file whose entries go to a server: held for itself meanwhile, and renamed afterwards.

Two ledgers that both go on would be two histories. So no other program may have the file open
while it is read, and its name is gone when the server has it all.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from events.errors import BadInput, UnreadableLedger
from events.hash_chain import BrokenChainError, Link
from events.store.sqlite import chain_rows as chain
from events.store.sqlite import file_checks as place
from events.store.sqlite import schema
from events.store.sqlite.atomic_file import publish
from events.store.sqlite.backup import Copy, read_back

SUFFIX = ".moved"
"""What is put behind the name of a file whose ledger is on a server now."""
SECONDS = 1.0
"""How long a lock is waited for: a program that has the file open keeps it open."""
_BATCH = 1000
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class HeldFile:
    """A ledger's file that no other program reads or writes, verified whole.

    Args:
        connection: A connection with the lock.
        copy: What was read of the file.
    """

    copy: Copy
    """The file, the identity of its ledger, its entries and its last hash."""

    def __init__(self, connection: sqlite3.Connection, copy: Copy) -> None:
        self._connection, self.copy = connection, copy

    def links(self) -> Iterator[Link]:
        """Yield the entries, in order."""
        position = 0
        while rows := chain.links(self._connection, position, self.copy.entries, _BATCH):
            yield from rows
            position = rows[-1][0]


def moved_name(file: Path) -> Path:
    """Return the name of a file whose ledger is on a server now."""
    return Path(f"{file}{SUFFIX}")


@contextmanager
def held(path: Path) -> Iterator[HeldFile]:
    """Hold a ledger's file alone while its entries are read.

    Raises:
        BadInput: `ledger-exists`, where a file has the name that it shall get.
        UnreadableLedger: `ledger-in-use`; `copy-unsound` with the `position` of the first wrong
            entry; that it cannot be read or written.
    """
    file = place.locate(path, make=False)
    if os.path.lexists(moved_name(file)):
        raise BadInput("ledger-exists", path=str(moved_name(file)))
    try:
        connection = schema.connect(file, "write", SECONDS)
    except sqlite3.Error as error:
        raise place.unreadable(error, path) from error
    try:
        if not schema.check(connection, path):
            raise UnreadableLedger("not-a-ledger", path=str(path))
        connection.execute("PRAGMA journal_mode = DELETE")  # refused while another has it open
        connection.execute("BEGIN EXCLUSIVE")
        yield HeldFile(connection, read_back(file))
    except BrokenChainError as error:
        raise UnreadableLedger("copy-unsound", path=str(path), position=error.position) from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _LOCKED:
            raise UnreadableLedger("ledger-in-use", path=str(path)) from error
        raise place.unreadable(error, path) from error
    finally:
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("PRAGMA journal_mode = WAL")
        connection.close()


def rename(copy: Copy) -> Path:
    """Give a file whose ledger is on a server its new name; return that.

    Raises:
        BadInput: `ledger-exists`.
        UnreadableLedger: that the system does not let it be renamed.
    """
    target = moved_name(copy.file)
    try:
        publish(copy.file, target)
        copy.file.unlink(missing_ok=True)  # where the name was given by a link
    except OSError as error:
        raise place.unreadable(error, copy.file) from error
    return target
