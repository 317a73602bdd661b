"""Open a ledger in a file or on a server; `events.store.ledger` takes any recorder."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path

from events.errors import BadInput, ThiduaError, UnreadableLedger
from events.store.address import LedgerAddress, ServerAddress
from events.store.ledger import Ledger
from events.store.protocol import LedgerStore
from events.store.recorder import StoreRecorder
from events.store.sqlite.file_checks import unreadable
from events.store.sqlite.moving import moved_name
from events.store.sqlite.recorder import SQLiteRecorder
from events.text import plain
from thidua_tui.platform import secure_files
from thidua_tui.platform.system.current import SYSTEM
from thidua_tui.session import known_history

WALKED = 100_000
"""The chain of so many entries is walked before something is recorded: half a second's work."""
SMALL = 5_000
"""The chain of so many entries is walked before it is read: some hundredths of a second.

Of a server's, all of which crosses the network, before something is recorded, too.
"""

_LONGEST = 600
"""Letters of a library's error that are repeated."""
DAMAGED = ("ledger-damaged", "malformed-entry")
"""What is refused where a page or a value cannot be read; the chain names the entry."""


def open_ledger(
    address: LedgerAddress, *, create: bool = False, read_only: bool = False, sealed: bool = False
) -> Ledger:
    """Open the ledger at that address; close `ledger.recorder` when done.

    Args:
        address: The file, or the database.
        create: Whether to make the file where there is none; a database is never made here.
        read_only: Whether to only read it.
        sealed: Whether this process holds no file open for writing; it implies `read_only`.

    Raises:
        BadInput: as `open_recorder`.
        UnreadableLedger: when no ledger of ours is there, or it cannot be read.
    """
    return Ledger(open_recorder(address, create=create, read_only=read_only, sealed=sealed))


def open_recorder(
    address: LedgerAddress,
    *,
    create: bool = False,
    read_only: bool = False,
    sealed: bool = False,
    compare: bool = True,
) -> StoreRecorder:
    """Open the store at that address; close it when done.

    Args:
        address: The file, or the database.
        create: As of `open_ledger`.
        read_only: As of `open_ledger`.
        sealed: As of `open_ledger`.
        compare: Whether a server must have what this account saw of the ledger before.

    Raises:
        BadInput: as `without_library`.
        UnreadableLedger: when no ledger of ours is there, or it cannot be read; `ledger-moved`;
            `server-went-back`.
    """
    if isinstance(address, ServerAddress):
        try:
            server = import_module("events.store.postgresql.recorder")
        except ImportError as error:
            raise without_library(error) from error
        opened: StoreRecorder = server.PostgreSQLRecorder(
            address,
            read_only=read_only or sealed,
            place=f"{SYSTEM.account()}@{platform.node()}",
            last_known=partial(known_history.last_known, str(address)) if compare else None,
        )
        return opened
    check_moved(address)
    if create:
        try:
            secure_files.folder(address.parent)
        except OSError as error:
            raise unreadable(error, address) from error
    return SQLiteRecorder(address, create=create, read_only=read_only, sealed=sealed)


def check_moved(file: Path) -> None:
    """Refuse the name of a file that was moved to a server.

    Raises:
        UnreadableLedger: `ledger-moved`.
    """
    if (moved := moved_name(file)).exists() and not file.exists():
        raise UnreadableLedger("ledger-moved", path=str(file), moved=str(moved))


def without_library(error: ImportError) -> BadInput:
    """Return the error of ours where the library for servers is missing, or cannot be loaded."""
    if isinstance(error, ModuleNotFoundError) and error.name == "psycopg":
        return BadInput("server-extra-missing")
    detail = plain("; ".join(str(error).splitlines())[:_LONGEST])
    return BadInput("server-extra-broken", detail=detail)


def walk(recorder: LedgerStore, most: int = WALKED) -> None:
    """Verify the chain and the indexes of a ledger of at most so many entries.

    Args:
        recorder: The ledger.
        most: So many entries of a file; on a server no more than `SMALL`.

    Raises:
        UnreadableLedger: `chain-broken`: nothing is recorded behind that.
    """
    if recorder.head() <= (most if recorder.file else min(most, SMALL)):
        recorder.verify()


@contextmanager
def opened(
    address: LedgerAddress,
    *,
    create: bool = False,
    read_only: bool = False,
    warn: Callable[[Iterable[ThiduaError]], None] | None = None,
) -> Iterator[Ledger]:
    """The ledger at that address, closed at the end; walked through before something is recorded.

    A small ledger is verified before it is read, too: a damaged ledger gives no answers.
    Notes about the store that are no reason to refuse it are passed to `warn`.

    Raises:
        BadInput, UnreadableLedger: as `open_ledger` and `walk`.
    """
    with open_recorder(address, create=create, read_only=read_only) as recorder:
        try:
            if warn and recorder.notes:
                warn(recorder.notes)
            walk(recorder, SMALL if read_only else WALKED)
            yield Ledger(recorder)
        except UnreadableLedger as error:
            if error.code in DAMAGED:
                recorder.verify()  # which entry it is
            raise
        finally:
            known_history.remember(recorder)
