"""New files outside the ledger: whole or not there, for this account alone, never over another."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from events.errors import BadInput
from events.store.sqlite.atomic_file import publish, scratch, settle, vacant

MOST = 10_000
"""Names that are tried in a folder."""


def write_new(target: Path, content: Iterable[bytes]) -> Path:
    """Write a file next to its target and give it its name in one step; return the target.

    Args:
        target: The file, which does not exist; folders that are missing are made.
        content: Its bytes, in parts.

    Raises:
        BadInput: `ledger-exists` with the `path`.
        UnreadableLedger: what the system says of the folder or the disk.
    """
    vacant(target)
    with scratch(target) as aside:
        with aside.open("wb") as file:
            file.writelines(content)
        settle(aside)
        publish(aside, target)
    return target


def check_free(to: str) -> None:
    """Check that a file can be written, before something is recorded that cannot be taken back.

    Args:
        to: What was typed: a file, or a folder.

    Raises:
        BadInput: `ledger-exists` with the `path`.
        UnreadableLedger: `ledger-leftovers`.
    """
    path = Path(to).expanduser()
    if not path.is_dir():
        vacant(path)


def named_file(to: str, stem: str, suffix: str) -> Path:
    """Return the file that is meant: a free name of the program's own where a folder is given.

    Args:
        to: What was typed: a file; a folder that exists, or a path that ends with a separator.
        stem: The name of a file in a folder, without its ending.
        suffix: The ending, without its dot.
    """
    path = Path(to).expanduser()
    if not (path.is_dir() or to.endswith(("/", os.sep))):
        return path
    return free_name(path, stem, suffix)


def check_suffix(target: Path, suffixes: Iterable[str]) -> None:
    """Check that a file is named by what it will be.

    Args:
        target: The file.
        suffixes: The endings that are written, without their dot.

    Raises:
        BadInput: `sheet-suffix` with the `path` and the `suffixes`.
    """
    if target.suffix.removeprefix(".").lower() not in suffixes:
        known = ", ".join(f".{suffix}" for suffix in suffixes)
        raise BadInput("sheet-suffix", path=str(target), suffixes=known)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return the first name in a folder that is not taken: `stem`, `stem-2`.

    Args:
        folder: The folder, which may not exist.
        stem: The name without its ending.
        suffix: The ending, without its dot.

    Raises:
        BadInput: `ledger-exists`, where too many are taken.
    """
    for number in range(1, MOST):
        name = stem if number == 1 else f"{stem}-{number}"
        if not os.path.lexists(path := folder / f"{name}.{suffix}"):
            return path
    raise BadInput("ledger-exists", path=str(folder / f"{stem}.{suffix}"))
