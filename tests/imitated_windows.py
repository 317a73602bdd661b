"""Windows as far as its refusals go, for tests on other systems.

A file that is open can be neither renamed over nor removed, a handle that only reads cannot be
flushed, a folder cannot be opened, modes of files have no effect, and POSIX modules do not exist.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ME, OTHER = "S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1002"


class StoreCalls:
    """What Windows answers the store. Letters of drives lead where the test says."""

    def __init__(self) -> None:
        self.drives: dict[str, int] = {}
        self.labels: dict[str, str] = {}
        self.long = False
        self.closed: set[str] = set()

    def drive_type(self, root: str) -> int:
        return self.drives.get(root, 3)

    def volume_label(self, root: str) -> str:
        return self.labels.get(root, "")

    def may_open(self, path: str, *, folder: bool) -> bool:
        there = Path(path).is_dir() if folder else Path(path).is_file()
        return there and path not in self.closed

    def long_paths(self) -> bool:
        return self.long

    def rename(self, file: str, target: str) -> None:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "Cannot create a file that exists", target)
        Path(file).rename(target)


class InterfaceCalls:
    """What Windows answers the interface: access lists are kept here, by file."""

    def __init__(self) -> None:
        self.lists: dict[tuple[int, int], str] = {}
        self.inherited = f"D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;{ME})"
        self.supported = True
        self.handlers: list[Callable[[int], bool]] = []
        self.draws = True
        self._locked: dict[tuple[int, int], int] = {}

    def lock(self, handle: int) -> None:
        holder = self._locked.get(_identity(handle))
        if holder is not None and _is_open(holder, _identity(handle)):
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        self._locked[_identity(handle)] = handle

    def account_id(self) -> str:
        return ME

    def account_name(self) -> str:
        return "lan"

    def access_list(self, handle: int) -> str:
        return self.lists.get(_identity(handle), self.inherited)

    def set_access_list(self, file: str, sddl: str) -> None:
        if not self.supported:
            raise OSError(errno.EINVAL, "The request is not supported", file)
        info = Path(file).stat()
        self.lists[info.st_dev, info.st_ino] = sddl

    def same_account(self, one: str, other: str) -> bool:
        return one == other

    def name_of(self, account: str) -> str:
        return {"WD": "Everyone", "BU": "Users", OTHER: "nam"}.get(account, account)

    def handle_console(self, handler: Callable[[int], bool]) -> None:
        self.handlers.append(handler)

    def draw_escapes(self) -> bool:
        return self.draws


def _identity(handle: int) -> tuple[int, int]:
    info = os.fstat(handle)
    return info.st_dev, info.st_ino


def _is_open(handle: int, identity: tuple[int, int]) -> bool:
    try:
        return _identity(handle) == identity
    except OSError:
        return False


_OPEN, _FSYNC, _UNLINK = os.open, os.fsync, Path.unlink
_reading: set[int] = set()
"""Descriptors that were opened for reading only."""


@contextmanager
def refusals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have this system refuse what Windows refuses, as long as the block lasts."""
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", _open)
        patched.setattr(os, "fsync", _fsync)
        patched.setattr(Path, "replace", _replace)
        patched.setattr(Path, "unlink", _unlink)
        patched.setattr(os, "chmod", lambda *_, **__: None)
        for name in ("getuid", "link", "fchmod", "posix_fadvise"):
            patched.delattr(os, name, raising=False)
        for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY"):
            patched.delattr(os, name, raising=False)
        yield


def _open(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
    """Open no folder, and heed no mode."""
    if os.path.isdir(path):  # noqa: PTH112  whatever was given
        raise PermissionError(errno.EACCES, "Permission denied", str(path))
    handle = _OPEN(path, flags, 0o666 if flags & os.O_CREAT else mode, **more)
    _reading.discard(handle)
    if flags & (os.O_WRONLY | os.O_RDWR) == 0:
        _reading.add(handle)
    return handle


def _fsync(handle: int) -> None:
    """Flush no handle that only reads."""
    if handle in _reading or stat.S_ISDIR(os.fstat(handle).st_mode):
        raise OSError(errno.EBADF, "Bad file descriptor")
    _FSYNC(handle)


def _replace(self: Path, target: Path) -> Path:
    """Replace and move no file that is open."""
    if _opened_here(target) or _opened_here(self):
        raise PermissionError(errno.EACCES, "Access is denied", str(target))
    os.replace(self, target)  # noqa: PTH105  the method is what is replaced
    return target


def _unlink(self: Path, missing_ok: bool = False) -> None:
    """Remove no file that is open."""
    if _opened_here(self):
        raise PermissionError(errno.EACCES, "used by another process", str(self))
    _UNLINK(self, missing_ok)


def _opened_here(file: Path) -> bool:
    """Return whether this process has a file open."""
    try:
        wanted = file.stat()
    except OSError:
        return False
    for name in os.listdir("/dev/fd"):  # noqa: PTH208  numbers
        try:
            info = os.fstat(int(name))
        except (OSError, ValueError):
            continue
        if (info.st_dev, info.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False
