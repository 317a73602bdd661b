"""The channel between a secretary's program and a wall: small private files, looked at often.

Both programs run in one account on one machine, and nothing listens on a network. The secretary's
program writes which page, slide and moment it shows: names and numbers, no text of the ledger. A
wall reads them and shows its own reading of the same ledger, so that nothing which another program
writes into the file can appear in letters. Each side keeps its file fresh while it runs.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import msgspec
from msgspec import Struct

from thidua_tui.platform import folders, secure_files
from thidua_tui.platform.system.current import SYSTEM
from thidua_tui.session.location import Location

VERSION = 1
LARGEST = 4_000
"""Bytes: what is larger was not written by this program."""
BEAT = 1.0
"""Seconds after which a file is freshened."""
ALIVE = 5.0
"""Seconds after which a file that was not freshened belongs to a program that does not answer."""
MOST_DIGITS = 3
"""Digits of the number of readers in the file of a wall."""
NO_ROW = -1
OUTCOMES = "outcomes"
"""Of the page of a year: what its meeting has decided, in place of its present item."""
FORGOTTEN = 60.0
"""Seconds after which the file of a wall that ended without a word is removed."""
STATE, WALL = "shown.json", "wall-"
TABLES_ON_WALL = frozenset(
    (
        *("ranking", "roster", "leaders", "history", "awards", "votes", "procedures"),
        *("meetings", "meeting-roles", "agenda", "presence", "quorum", "speakers", "tasks"),
        *("movements", "compacts", "targets", "regulations"),
    )
)
"""The tables that may be shown to the room; the others are for the secretary's eyes."""

Order: TypeAlias = Literal["last-first", "first-first", "by-form"]
"""The order in which places are announced; or the awards, form by form."""


class Scene(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A page and what of it is shown: names of the program and of the ledger, and numbers.

    Attributes:
        place: The name of the page; empty before the first page that may be shown.
        cluster: The code of the cluster.
        year: The year.
        known_at: The moment of knowledge, as of a location; None for the present.
        on: The last day that is shown; None for the whole year.
        at: The slide, the row or the frame of a replay, from 0; the entry of a sentence. `NO_ROW`
            of a table: the room sees no row marked, of an agenda the item that the meeting is at.
        places: The last place that is announced; None for all.
        order: The order of the announcement.
        of: The table, the meeting whose minutes are read, or `OUTCOMES`.
        film: What is replayed: the headship (empty), a year, or `meeting:` and its code.
        axis: The axis of the replay of the headship.
        blank: Whether the page itself shows nothing at the moment.
    """

    place: str = ""
    cluster: str | None = None
    year: int | None = None
    known_at: int | datetime | None = None
    on: date | None = None
    at: int = 0
    places: int | None = None
    order: Order = "last-first"
    of: str = ""
    film: str = ""
    axis: Literal["true", "known"] = "true"
    blank: bool = False

    def location(self, known_at: int | datetime | None) -> Location:
        """Return the location of the page, as known at a moment."""
        return Location(cluster=self.cluster, year=self.year, known_at=known_at, on=self.on)


class Shown(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the secretary's program shows on the wall.

    Attributes:
        version: The version of this format.
        owner: The random name of the program that has the wall.
        by: Who types there, for the other program.
        scene: What is shown.
        blank: Whether the wall shows nothing.
        held: The position (1-based) at which the scene is held; None while it follows.
    """

    version: int
    owner: str
    by: str
    scene: Scene
    blank: bool = False
    held: int | None = None


State: TypeAlias = Literal["live", "silent", "absent", "foreign"]


class Look(Struct, frozen=True):
    """What is in the channel, and how it is with the program that wrote it; `at` is its time."""

    state: State
    shown: Shown | None = None
    at: float = 0.0


class Followers(NamedTuple):
    """How many follow a secretary's program.

    Attributes:
        walls: Walls, pages of the hall among them.
        readers: People who read along on the pages of the hall.
        halls: Pages of the hall.
    """

    walls: int
    readers: int
    halls: int = 0


def channel_of(name: str, address: str) -> Channel:
    """Return the channel of a ledger.

    Args:
        name: The name that the ledger has in its own records.
        address: Where it is; a copy of the ledger elsewhere has a channel of its own.
    """
    key = hashlib.sha256(f"{name}\0{address}".encode()).hexdigest()[:20]
    return Channel(folders.state() / "wall" / key)


class Channel:
    """The folder of a ledger's channel; `clock` gives seconds as the files' times do."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.folder, self.clock = folder, clock
        self.owner = secrets.token_hex(8)
        self._seen: tuple[int, int, int] = (0, 0, 0)
        self._read: Shown | None = None

    @property
    def _state(self) -> Path:
        return self.folder / STATE

    @property
    def _mine(self) -> Path:
        return self.folder / f"{WALL}{self.owner}"

    def look(self) -> Look:
        """Return what is shown; the file is read again only after it changed."""
        try:
            info = os.lstat(self._state)
        except OSError:
            return Look("absent")
        if not SYSTEM.own(info):
            return Look("foreign")
        seen = (info.st_mtime_ns, info.st_ino, info.st_size)
        if seen != self._seen:
            self._read, self._seen = self._content(), seen
        if self._read is None:
            return Look("foreign")
        silent = abs(self.clock() - info.st_mtime) > ALIVE
        return Look("silent" if silent else "live", self._read, info.st_mtime)

    def _content(self) -> Shown | None:
        """Return the content of the file, or None if this program did not write it."""
        try:
            handle = os.open(self._state, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(handle, "rb") as file:
                raw = file.read(LARGEST + 1)
            shown = msgspec.json.decode(raw, type=Shown) if len(raw) <= LARGEST else None
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return None
        return shown if shown and shown.version == VERSION else None

    def write(self, shown: Shown) -> None:
        """Put down what is shown, whole or not at all.

        Raises:
            OSError: when it cannot be written.
        """
        secure_files.replace(self._state, msgspec.json.encode(shown))

    def freshen(self) -> None:
        """Show that the program which has the wall still runs; without its file, nothing."""
        with suppress(OSError):
            os.utime(self._state)

    def leave(self) -> None:
        """Remove what this program put into the channel."""
        if (look := self.look()).shown and look.shown.owner == self.owner:
            self._state.unlink(missing_ok=True)
        self._mine.unlink(missing_ok=True)

    def attend(self, readers: int | None = None) -> None:
        """Show that a wall follows.

        Args:
            readers: How many people read along on a page of the hall; None for another wall.

        Raises:
            OSError: when the folder cannot be written.
        """
        secure_files.folder(self.folder)
        # Never cut first: who looks in between would take a page of the hall for another wall.
        handle = os.open(self._mine, os.O_CREAT | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write("" if readers is None else f"{readers:{MOST_DIGITS}}")
        os.utime(self._mine)

    def walls(self) -> int:
        """Return how many walls follow, as `followers`."""
        return self.followers().walls

    def followers(self) -> Followers:
        """Return how many follow; the files of walls that ended long ago are removed."""
        walls, halls, now = 0, list[int](), self.clock()
        with suppress(OSError):
            for file in os.scandir(self.folder):
                if not file.name.startswith(WALL):
                    continue
                age = abs(now - file.stat(follow_symlinks=False).st_mtime)
                if age <= ALIVE:
                    walls += 1
                    halls += _number_in(Path(file.path))
                if age > FORGOTTEN:
                    Path(file.path).unlink()
        return Followers(walls, sum(halls), len(halls))


def _number_in(file: Path) -> list[int]:
    """Return the number of readers in the file of a page of the hall; of another wall nothing."""
    with suppress(OSError):
        with file.open("rb") as opened:
            text = opened.read(MOST_DIGITS + 1).strip()
        return [int(text)] if text.isdigit() and len(text) <= MOST_DIGITS else []
    return []
