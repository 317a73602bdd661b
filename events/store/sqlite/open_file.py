"""One ledger file, open: its connections, its log, and whether it is still the file it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from events.errors import BadInput, UnreadableLedger
from events.hash_chain import BrokenChainError
from events.store.damage import Damage
from events.store.sqlite import chain_rows as chain
from events.store.sqlite import file_checks as place
from events.store.sqlite import schema
from events.store.sqlite import write_ahead_log as log
from events.store.sqlite.connection import Door, StillDoor
from events.store.sqlite.damage import damage
from events.store.sqlite.readonly import SealedDoor
from events.store.sqlite.replaced_file import Apart, Exchange, Watch, parting
from events.store.sqlite.synchronisers import synchronised


class OpenFile:
    """The file of a ledger, open; usable from any thread.

    A ledger that cannot be written is opened for reading; only `append` then refuses.

    Args:
        path: The path of the ledger.
        create: Whether to make the ledger where there is none.
        read_only: Whether to open it for reading only.
        busy_seconds: How many seconds to wait for a lock.
        sealed: Whether to open nothing for writing, not even the index of the log.

    Raises:
        UnreadableLedger: when there is no ledger of ours there, or none that can be read.
    """

    name: str
    """Identity of the ledger: 32 hex digits, made with the file and hashed into its chain."""

    def __init__(
        self,
        path: Path,
        *,
        create: bool,
        read_only: bool,
        busy_seconds: float,
        sealed: bool = False,
    ) -> None:
        self._path, self._seconds, self._sealed = path, busy_seconds, sealed
        self._file = place.locate(path, make=create and not read_only)
        self.notes = log.sound(self._file, path)
        self._watch = Watch(self._file)
        self._seen = -1
        self._apart: Exchange | None = None
        self._log_until = schema.LOG_LIMIT
        self._doors: list[Door] = []
        self.may_write = not read_only and place.writable(self._file)
        try:
            self._open(create)
        except BaseException:
            self.close()
            raise

    def _open(self, create: bool) -> None:
        if self.may_write:
            self._writer = self._door("write")
            with self._writer.connection() as connection:
                schema.prepare(connection, self._path, make=create, seconds=self._seconds)
        self._reader = self._door("look" if self.may_write else "read")
        with self._reader.connection() as connection:
            if not schema.check(connection, self._path):
                raise UnreadableLedger("not-a-ledger", path=str(self._path))
            self._shape = schema.pragma(connection, "schema_version")
            self.name = schema.name(connection)
        with self._chain_errors(), self._reader.connection() as connection:
            chain.possible(connection, self.name)
        if self.may_write and (found := synchronised(self._file)):
            facts = {"path": str(self._path), "folder": found.folder, "service": found.service}
            self.notes.append(UnreadableLedger("ledger-synchronised", **facts))

    def _door(self, mode: schema.Mode) -> Door:
        kind = Door
        if mode == "read" and self._sealed:
            mode, kind = "still", SealedDoor
        elif mode == "read" and place.still(self._file):
            mode, kind = "still", StillDoor
        try:
            door = kind(self._path, self._file, mode, self._seconds)
        except UnreadableLedger as error:
            if error.code != "ledger-read-only":
                raise
            # We may write it: a fault of the disk that passes must not outlast its moment.
            door = kind(self._path, self._file, mode, self._seconds)
        self._doors.insert(0, door)
        return door

    @property
    def file(self) -> Path:
        """The file itself, symbolic links followed. Never open it: that drops SQLite's locks."""
        return self._file

    def head(self) -> int:
        """Return the last position, 0 when the ledger is empty."""
        with self._reader.connection() as connection:
            return chain.head(connection)

    def head_hash(self) -> bytes:
        """Return the last entry's hash, which vouches for all before it; the genesis when empty."""
        with self._chain_errors(), self._reader.connection() as connection:
            return chain.last(connection, self.name)[1]

    def last(self) -> tuple[int, bytes]:
        """Return the last position and its hash, of one moment; 0 and the genesis when empty."""
        with self._chain_errors(), self._reader.connection() as connection:
            return chain.last(connection, self.name)

    def hash_at(self, position: int) -> bytes | None:
        """Return the hash of one entry, the genesis for 0; None where there is no entry."""
        with self._reader.connection() as connection:
            return chain.at(connection, self.name, position)

    def version(self) -> int:
        """Return a number that changes with every append, of this process or another.

        Raises:
            UnreadableLedger: `ledger-gone`, `ledger-replaced`: the file is not the file that was
                opened; see `keep_apart`.
        """
        self._same_file(first=True)
        version = self._reader.version()
        if version != self._seen:
            with self._chain_errors(), self._reader.connection() as connection:
                self._same_shape(connection)
                self._watch.remember(*chain.last(connection, self.name))
            self._seen = version
        return version

    def keep_apart(self, target: Path) -> Apart:
        """Save the ledger as it was opened, after another file took its name.

        The old log is removed from where SQLite would apply it to the new file. Nothing can be
        appended afterwards.
        """
        from events.store.sqlite.backup import save  # where a copy is needed, not at every opening

        self._apart = self._apart or self._watch.moved()
        kept: Path | None = target
        try:
            if self._apart != "overwritten" and self.may_write:  # the old file, wherever it is now
                with suppress(UnreadableLedger), self._writer.transaction():
                    self._reader.checkpoint()
            with self._reader.connection() as connection:
                save(connection, self._path, target)
        except (UnreadableLedger, BadInput):
            kept = None
        raw = self._watch.release_log(keep=kept is None) if self.may_write else None
        ours = 0
        with suppress(UnreadableLedger):
            ours = self.head()
        return Apart(kept, ours, raw, parting(self._file, self.name, ours, self._ours_at))

    def move_log(self) -> None:
        """Move the log into the file, so that the one file is whole; runs in any thread."""
        if self.may_write and place.log_size(self._file) and not self._apart:
            # If closed since, closing has moved it.
            with (
                suppress(UnreadableLedger, sqlite3.ProgrammingError),
                self._writer.transaction(),
            ):
                self._same_file()
                self._reader.checkpoint()

    def _ours_at(self, position: int) -> bytes | None:
        try:
            return self.hash_at(position)
        except UnreadableLedger:  # the file was overwritten below what is read
            return None

    @property
    def closed(self) -> bool:
        """Whether `close()` was called."""
        return any(door.closed for door in self._doors)

    def close(self) -> None:
        """End reading, let a running append finish, close. Twice is once."""
        with self._watch.aside() if self._apart == "overwritten" else nullcontext():
            for door in [*self._doors]:  # the writer last: it moves the log into the file
                door.close()

    @contextmanager
    def _chain_errors(self) -> Iterator[None]:
        try:
            yield
        except BrokenChainError as error:
            facts = {"path": str(self._path), "position": error.position}
            happened: Damage = "unclear"
            # What cannot be read, or is closed by now, gives no more detail.
            with (
                suppress(UnreadableLedger, sqlite3.Error),
                self._reader.connection() as connection,
            ):
                happened = damage(connection, self.name, error.position)
            raise UnreadableLedger("chain-broken", **facts, damage=happened) from error

    def _same_file(self, *, first: bool = False) -> None:
        """An append to a file that was moved away or replaced would be lost with it.

        What the file holds is looked at when it was written to since the `first` look.
        """
        moved = self._apart or self._watch.moved()
        looked = self.may_write and (first or self._watch.based)
        if not moved and looked and self._watch.overwritten(self.name, self._ours_at):
            moved = self._apart = "overwritten"
        if moved:
            code = "ledger-gone" if moved == "gone" else "ledger-replaced"
            raise UnreadableLedger(code, path=str(self._path))

    def _same_shape(self, connection: sqlite3.Connection) -> None:
        """Refuse a trigger or view added since opening, before anything passes through it."""
        version = schema.pragma(connection, "schema_version")
        if version != self._shape:
            schema.unaltered(connection, self._path)
            self._shape = version

    def _shorten_log(self) -> None:
        """Move a long log into the file, so that the next append of any process restarts it.

        Only while we hold the write lock: a checkpoint during another process's write can lose
        that write (SQLite before 3.51.3). What fails here is tried again later.
        """
        size = place.log_size(self._file)
        if size <= schema.LOG_LIMIT:
            self._log_until = schema.LOG_LIMIT
        elif size > self._log_until:
            with suppress(UnreadableLedger), self._writer.transaction():
                tried = self._reader.checkpoint()
                # Somebody's long reading keeps the log: try again only when it has grown.
                self._log_until = size + schema.LOG_LIMIT * tried
