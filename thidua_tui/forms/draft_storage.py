"""Drafts on the disk, in this account's state folder: they survive a crash or a lost connection.

A folder for each ledger and person; in it a file for each running program, which holds a lock as
long as it runs. What no running program holds was left behind: the next program takes it over, so
two terminals on one ledger do not write over each other. Nothing of it is ever in the ledger.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from thidua_tui.platform import folders, secure_files
from thidua_tui.platform.system.current import SYSTEM

VERSION = 1
LARGEST = 4_000_000
"""Bytes: what is larger was not written by this program."""


class Kept(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was typed and not recorded: of which act, for which place, and the cursor.

    `act` is the act's id; an `@` is followed by the position of the entry that it corrects, and
    `grid` for a cell of the score grid, `block` for a block over it. `cursor` counts from 0 within
    the field: a column, or a line and a column.
    """

    act: str
    cluster: str | None = None
    year: int | None = None
    raw: dict[str, str] = {}
    field: str = ""
    cursor: tuple[int, ...] = ()


class Stored(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The content of a file: the drafts, the last typed at the end."""

    version: int
    drafts: tuple[Kept, ...] = ()


def drafts_folder() -> Path:
    """Return the folder of the drafts of all ledgers and people of this account."""
    return folders.state() / "drafts"


def folder_of(ledger: str, by: str) -> Path:
    """Return the folder of a person's drafts at a ledger; its name is hashed, as it is no path."""
    key = hashlib.sha256(f"{ledger}\0{by}".encode()).hexdigest()[:20]
    return drafts_folder() / key


class DraftFile:
    """The file of this program; `left_behind` are the drafts that others left.

    A folder that cannot be written makes it `failed`: then drafts live as long as the program.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / f"{os.getpid()}-{secrets.token_hex(4)}.json"
        self.left_behind: tuple[Kept, ...] = ()
        self.failed = False
        self._latest: tuple[Kept, ...] = ()
        self._written = b""
        self._lock: int | None = None
        self._taken: list[tuple[Path, int]] = []
        self._turn = threading.Lock()
        try:
            secure_files.folder(folder)
            self._lock = _locked(self.file)
            # A file system without locks: the file could not be taken over.
            self.failed = self._lock is None
            self.left_behind = () if self.failed else tuple(self._take_over())
        except OSError:
            self.failed = True
        self.put(self.left_behind)
        self.flush()

    def _take_over(self) -> Iterator[Kept]:
        """What programs left that run no more; their files go once ours holds it all."""
        for path in sorted(self.folder.glob("*.json"), key=_changed):
            if path == self.file or (lock := _locked(path)) is None:
                continue  # ours, or its program runs
            try:
                stored = read(path)
            except ValueError:
                stored = Stored(version=VERSION)
                SYSTEM.replace(path, path.with_suffix(".damaged"))
            if stored.version == VERSION:
                yield from stored.drafts
                self._taken.append((path, lock))
            else:
                SYSTEM.release(lock)

    def put(self, drafts: Sequence[Kept]) -> None:
        """Have these on the disk from the next `flush` on."""
        self._latest = tuple(drafts)

    def flush(self) -> None:
        """Write what was put last, whole or not at all; may run in a worker."""
        with self._turn:
            data = msgspec.json.encode(Stored(version=VERSION, drafts=self._latest))
            if self._lock is None or (data == self._written and not self.failed):
                return
            try:
                if self._latest:
                    secure_files.replace(self.file, data, settle=True)
                else:
                    self.file.unlink(missing_ok=True)
            except OSError:
                self.failed = True
                return
            self._written, self.failed = data, False
            for path, lock in self._taken:
                SYSTEM.release(lock, *_files(path))
            self._taken = []

    def close(self) -> None:
        """Write, and let the lock go: what is left here is left behind."""
        self.flush()
        for _, lock in self._taken:
            SYSTEM.release(lock)
        if self._lock is not None:
            done = not self._latest and not self.failed
            SYSTEM.release(self._lock, *(_files(self.file) if done else ()))
        self._lock, self._taken = None, []


def read(path: Path) -> Stored:
    """Read a file of drafts.

    Raises:
        ValueError: it is damaged, or no file of drafts.
        OSError: it cannot be read.
    """
    if path.stat().st_size > LARGEST:
        raise ValueError("too large")
    try:
        return msgspec.json.decode(path.read_bytes(), type=Stored)
    except RecursionError as error:
        raise ValueError from error  # nested a thousand times


def _changed(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0


def _locked(path: Path) -> int | None:
    """Lock a file of drafts; return None when a running program holds the lock."""
    return SYSTEM.lock(path.with_suffix(".lock"))


def _files(path: Path) -> list[Path]:
    """Return a file of drafts, what a crash left next to it, and its lock."""
    return [path, *path.parent.glob(f"{path.name}.*"), path.with_suffix(".lock")]
