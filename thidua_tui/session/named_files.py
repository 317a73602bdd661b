"""A file that a person names: only a regular file of a known size is read, and through no link.

What people name is text: a name is kept without letters that command a terminal, and given to a
system without what that takes for a path or a device.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from events.errors import BadInput
from events.text import nfc, plain, strange
from thidua_tui.platform.os_errors import why

LARGEST = 50 * 1024 * 1024
"""The most bytes of a file that is filed."""
PIECE = 1 << 20
LONGEST = 200
"""The most letters of a name that is kept."""
_UNNAMED = re.compile(r'[/\\:*?"<>|]')
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)", re.I)


class Looked(NamedTuple):
    """A file that can be filed: where it is, the name to keep, its hash and its size."""

    path: Path
    name: str
    sha256: str
    size: int


def look(text: str | Path) -> Looked:
    """Read a file that a person named.

    Args:
        text: The path as it was typed or pasted; quotes around it and `~` are understood.

    Raises:
        BadInput: `evidence-none`, `evidence-is-link`, `evidence-is-folder`, `evidence-not-regular`,
            `evidence-empty`, `evidence-too-large`, `evidence-unreadable`.
    """
    path = _meant(text)
    with opened_file(path) as (file, size):
        digest, length = hashlib.sha256(), 0
        for piece in pieces(file, path):
            digest.update(piece)
            length += len(piece)
    if not (size and length):
        raise BadInput("evidence-empty", path=plain(str(path)))
    return Looked(path, kept_name(path.name), digest.hexdigest(), length)


def _meant(text: str | Path) -> Path:
    """The path that a text names."""
    raw = str(text).strip()
    if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "'\"":
        raw = raw[1:-1]
    try:
        path = Path(raw).expanduser()
        if not os.path.lexists(path) and "\\ " in raw:  # dragged into a terminal
            path = Path(raw.replace("\\ ", " ")).expanduser()
    except (ValueError, RuntimeError):
        raise BadInput("evidence-none", path=plain(raw)) from None
    return path


def is_path(text: str) -> bool:
    """Return whether a text is the path of a file that is there, with its folder."""
    if not any(sign in text for sign in "/\\"):
        return False
    try:
        return _meant(text).is_file()
    except (BadInput, OSError, ValueError):
        return False


@contextmanager
def opened_file(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file that is no link, without waiting for a pipe or a device."""
    shown = {"path": plain(str(path))}
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            raise BadInput("evidence-is-link", **shown)
        if stat.S_ISDIR(mode):
            raise BadInput("evidence-is-folder", **shown)
        if not stat.S_ISREG(mode):
            raise BadInput("evidence-not-regular", **shown)
        with os.fdopen(os.open(path, flags), "rb") as file:
            now = os.fstat(file.fileno())
            if not stat.S_ISREG(now.st_mode):  # exchanged since we looked
                raise BadInput("evidence-not-regular", **shown)
            if now.st_size > LARGEST:
                raise too_large(path, now.st_size)
            yield file, now.st_size
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise BadInput("evidence-none", **shown) from None
    except OSError as error:
        raise BadInput("evidence-unreadable", **shown, detail=why(error)) from error


def too_large(path: Path, size: int) -> BadInput:
    """Return the error of a file of so many bytes."""
    megabytes = {"size": -(-size // 2**20), "limit": LARGEST // 2**20}
    return BadInput("evidence-too-large", path=plain(str(path)), **megabytes)


def pieces(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """Yield the content, up to the limit: a file may grow while it is read."""
    length = 0
    while piece := file.read(PIECE):
        length += len(piece)
        if length > LARGEST:
            raise too_large(path, length)
        yield piece


def kept_name(name: str) -> str:
    """Return the name of a file as text: composed, without letters that command a terminal.

    Args:
        name: The last part of its path.
    """
    shown = nfc(name.encode("utf-8", "replace").decode("utf-8"))
    shown = "".join("_" if strange(char) else char for char in shown).strip(" .")
    if len(shown) > LONGEST:
        stem, dot, ending = shown.rpartition(".")
        ending = f"{dot}{ending}" if stem and len(ending) < 12 else ""
        shown = f"{shown[: LONGEST - len(ending)]}{ending}"
    return shown or "_"


def file_name(name: str) -> str:
    """Return the name of a file as any system takes it: no path, no name of a device.

    Args:
        name: A name as text, from whatever ledger.
    """
    shown = _UNNAMED.sub("_", kept_name(name))
    return f"_{shown}" if _DEVICE.match(shown) else shown
