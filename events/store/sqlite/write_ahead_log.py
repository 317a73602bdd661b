"""The write-ahead log as bytes: what SQLite would drop from it in silence.

SQLite reads a log up to the first frame whose checksum is wrong, and the next append overwrites
the rest. The frames of a log carry its salts, and each checksum continues its predecessor: so
frames behind a wrong frame show whether acknowledged appends would be dropped.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from typing import Literal, NamedTuple, TypeAlias

from events.errors import UnreadableLedger

_HEADER, _FRAME = 32, 24
"""Bytes of the log's header, and of a frame's."""
_LONGEST = 2**26
"""Bytes of a log that are looked at: a second's work. A reader of hours keeps a log longer."""
_MAGIC = {0x377F_0682: "little", 0x377F_0683: "big"}
"""The first number of a log says in which byte order its checksums add up."""
_LOOKS, _PAUSE = 3, 0.05
"""A log that somebody writes this moment is looked at again after so many seconds."""
_MASK = 0xFFFF_FFFF

Loss: TypeAlias = Literal["certain", "last-act"]
"""Appends that were acknowledged; or the last, which a power cut may have left unfinished."""
Sum: TypeAlias = tuple[int, int]


class _Frame(NamedTuple):
    own: bool
    commit: bool
    sum: Sum
    body: bytes


def sound(file: Path, path: Path) -> list[UnreadableLedger]:
    """Inspect the log of a ledger before SQLite does; return a warning, if any.

    Args:
        file: The file of the ledger, links followed.
        path: The path of the ledger as it was given, which the errors name.

    Raises:
        UnreadableLedger: `log-damaged`, where appends would be dropped that were acknowledged.
    """
    found = _look(Path(f"{file}-wal"))
    if not found:
        return []
    loss, log = found
    facts = {"path": str(path), "copy": keep(file, log)}
    if loss == "certain":
        raise UnreadableLedger("log-damaged", **facts)
    return [UnreadableLedger("log-last-act-unsure", **facts)]


def _look(file: Path) -> tuple[Loss, bytes] | None:
    found = None
    for look in range(_LOOKS):
        try:
            if not _HEADER < file.stat().st_size <= _LONGEST:
                return None
            log = file.read_bytes()
        except OSError:  # no log; or none that may be read, which SQLite says better
            return None
        if not (loss := lost(log)):
            return None
        found = loss, log
        if look + 1 < _LOOKS:
            time.sleep(_PAUSE)
    return found


def keep(file: Path, log: bytes) -> str | None:
    """Keep a copy of a log named by its content; return the name, None if impossible.

    Args:
        file: The file of the ledger, next to which the copy is made.
        log: The bytes of the log.
    """
    copy = Path(f"{file}-{sha256(log).hexdigest()[:8]}.wal")
    with suppress(FileExistsError):
        try:
            handle = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            raise
        except OSError:
            return None
        with os.fdopen(handle, "wb") as kept:
            kept.write(log)
            kept.flush()
            os.fsync(handle)
    return str(copy)


def lost(log: bytes) -> Loss | None:
    """Return what SQLite would drop from a log, beyond what was never finished."""
    order = _MAGIC.get(unpack_from(">I", log)[0]) if len(log) >= _HEADER else None
    if len(log) < _HEADER + _FRAME or not any(log):
        return None
    if order is None or added(log[:24], order, (0, 0)) != unpack_from(">2I", log, 24):
        return "certain"
    frames, before = _frames(log), unpack_from(">2I", log, 24)
    for frame in frames:
        if not _follows(frame, before, order):
            return _behind([frame, *frames], order)
        before = frame.sum
    return None


def _behind(frames: list[_Frame], order: str) -> Loss | None:
    """Return what the frames from the first wrong frame on show."""
    for frame, after in pairwise(frames):
        # The next append begins when this append is on the disk.
        if frame.own and frame.commit and _follows(after, frame.sum, order):
            return "certain"
    return "last-act" if any(frame.own and frame.commit for frame in frames) else None


def _follows(frame: _Frame, before: Sum, order: str) -> bool:
    return frame.own and added(frame.body, order, before) == frame.sum


def _frames(log: bytes) -> Iterator[_Frame]:
    page, salts = unpack_from(">I", log, 8)[0], log[16:24]
    for at in range(_HEADER, len(log) - _FRAME - page + 1, _FRAME + page):
        body = log[at : at + 8] + log[at + _FRAME : at + _FRAME + page]
        commit, sums = unpack_from(">I", log, at + 4)[0] > 0, unpack_from(">2I", log, at + 16)
        yield _Frame(log[at + 8 : at + 16] == salts, commit, sums, body)


def added(body: bytes, order: str, before: Sum) -> Sum:
    """Return SQLite's log checksum of a body, continued from another.

    Args:
        body: The bytes, a multiple of 8.
        order: The byte order of its numbers: `little` or `big`.
        before: The checksum of what comes before it.
    """
    words = unpack_from(f"{'<' if order == 'little' else '>'}{len(body) // 4}I", body)
    one, two = before
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & _MASK
        two = (two + second + one) & _MASK
    return one, two
