"""Move a ledger from a file, or from an export, into an empty one on a server."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from events.errors import BadInput, UnreadableLedger
from events.hash_chain import Chain
from events.store.exchange import read_lines
from events.store.sqlite.import_lines import import_ledger
from events.store.sqlite.moving import held, rename
from thidua_tui.platform.os_errors import why
from thidua_tui.session.open_ledger import check_moved

_SQLITE = b"SQLite format 3\x00"
"""The first bytes of a ledger's file; an export is text."""


class Moved(NamedTuple):
    """What was loaded.

    Attributes:
        ledger: Its identity, 32 hex digits.
        entries: The number of entries.
        head: The hash of the last one, 32 bytes; without entries the genesis.
        renamed: The new name of its file; None where nothing was renamed: an export, a rehearsal.
        unrenamed: Why its file could not be renamed; None where it was, or was not to be.
    """

    ledger: str
    entries: int
    head: bytes
    renamed: Path | None = None
    unrenamed: BadInput | UnreadableLedger | None = None


def move_to_server(path: Path, load: Callable[[Chain], None], *, rehearsal: bool) -> Moved:
    """Read a ledger, whole and verified, have it loaded, then rename its file.

    Args:
        path: A ledger's file, or an export.
        load: Puts it on the server, all of it or nothing.
        rehearsal: Whether `load` undoes what it did, so that the file keeps its name.

    Raises:
        BadInput: `file-unreadable`; what is wrong with an export; what `load` raises.
        UnreadableLedger: `ledger-moved`; as `events.store.sqlite.moving.held`; what `load` raises.
    """
    check_moved(path)
    with ExitStack() as stack:
        is_file = _is_ledger(path)
        file = path if is_file else _imported(path, stack)
        source = stack.enter_context(held(file))
        copy = source.copy
        load(Chain(copy.ledger, copy.entries, copy.head, source.links()))
    done = Moved(copy.ledger, copy.entries, copy.head)
    if rehearsal or not is_file:
        return done
    try:
        return done._replace(renamed=rename(copy))
    except (BadInput, UnreadableLedger) as error:
        return done._replace(unrenamed=error)


def _is_ledger(path: Path) -> bool:
    """Whether a file is a database rather than an export; it is not open as a ledger yet.

    Raises:
        BadInput: `file-unreadable`.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        raise BadInput("file-unreadable", path=str(path), detail=why(error)) from error


def _imported(path: Path, stack: ExitStack) -> Path:
    """Make a file of an export, in a folder that is removed with the stack."""
    folder = stack.enter_context(TemporaryDirectory(prefix="thidua-"))
    file = Path(folder) / "export.ledger"
    with path.open("rb") as stream:
        import_ledger(read_lines(stream), file)
    return file
