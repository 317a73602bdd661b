"""Files and folders for this account alone, whatever the umask: settings, notes, pictures, logs."""

from __future__ import annotations

import os
from pathlib import Path


def folder(path: Path) -> None:
    """Make the folder, and those above it that are missing, for this account alone.

    Python's own `parents=True` leaves those above to the umask.

    Raises:
        OSError: when it cannot be made, or a file is there.
    """
    missing = [one for one in path.parents if not one.exists()]
    for one in (*reversed(missing), path):
        one.mkdir(mode=0o700, exist_ok=True)


def replace(path: Path, text: str) -> None:
    """Replace a small file: whole, or not at all.

    Raises:
        OSError: when it cannot be written.
    """
    folder(path.parent)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)  # what a crash left would keep its own mode
    handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    aside.replace(path)
