"""Files and folders for this account alone, whatever the umask: settings, notes, drafts, logs."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from thidua_tui.platform.system.current import SYSTEM


def folder(path: Path) -> None:
    """Make the folder, and those above it that are missing, for this account alone.

    Python's own `parents=True` leaves those above to the umask.

    Raises:
        OSError: when it cannot be made, or a file is there.
    """
    missing = [one for one in path.parents if not one.exists()]
    for one in (*reversed(missing), path):
        one.mkdir(mode=0o700, exist_ok=True)


def create(path: Path) -> int:
    """Return a descriptor of a new file.

    Raises:
        FileExistsError: something has that name.
        OSError: when it cannot be made.
    """
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)


def replace(path: Path, content: str | bytes, *, settle: bool = False) -> None:
    """Replace a small file: whole, or not at all.

    Args:
        path: The file, which may not exist.
        content: Its bytes, or a text for UTF-8.
        settle: Whether to return only when the content is on the disk.

    Raises:
        OSError: when it cannot be written; nothing is left next to it.
    """
    folder(path.parent)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)  # what a crash left would keep its own mode
    try:
        with os.fdopen(create(aside), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            if settle:
                file.flush()
                os.fsync(file.fileno())
        SYSTEM.replace(aside, path)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
