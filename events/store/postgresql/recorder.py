"""A ledger in a PostgreSQL database, as the program and the event-sourcing library want it.

Reading and appending have a session each, so that reading never waits for a writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from threading import Lock

import psycopg

from events.errors import UnreadableLedger
from events.hash_chain import Link, New, genesis
from events.store.address import ServerAddress
from events.store.cache import Named, Part, Seen
from events.store.codec import Stored
from events.store.postgresql import schema
from events.store.postgresql.append import Appender
from events.store.postgresql.connection import Row, ServerSession
from events.store.postgresql.follow import Follower
from events.store.postgresql.reading import HASH_AT, HEAD, Head, Reading
from events.store.postgresql.verify import SECONDS, verify
from events.store.protocol import Unless
from events.store.recorder import StoreRecorder

_STANDBY = "SELECT pg_is_in_recovery()"


class PostgreSQLRecorder(StoreRecorder):
    """The append-only recorder of a ledger in a database; usable from any thread.

    A standby, or a role that may not append, is opened for reading; only `append` then refuses.

    Args:
        address: The address of the database.
        read_only: Whether to only read.
        place: Who writes, as `account@machine`; '' when that is not known.
        last_known: Returns position and hash of the last entry that this account saw of the
            ledger of a name; None for nothing known.

    Raises:
        UnreadableLedger: when there is no ledger there, or none that can be read.
    """

    name: str
    """Identity of the ledger: 32 hex digits, made with it and hashed into its chain."""

    def __init__(
        self,
        address: ServerAddress,
        *,
        read_only: bool = False,
        place: str = "",
        last_known: Callable[[str], Head | None] | None = None,
    ) -> None:
        self._address, self._read_only = address, read_only
        self._lock, self._known, self._last_known = Lock(), (0, b""), last_known
        self._follower: Follower | None = None
        self._latest, self._version = (0, b""), 0
        self._verifying: list[ServerSession] = []
        self._reader = ServerSession(address, self._opened, down=lambda: self.silent)
        self._writer = ServerSession(address, self._same_history, down=lambda: self.silent)
        self._reading = Reading(self._reader, self._saw)
        self._appender = Appender(self._writer, self._reading, self._saw, place)
        self.name = ""
        self.last()
        if self.writable:
            with suppress(UnreadableLedger):  # an act will say so
                self._appender.prepare()

    def _opened(self, connection: psycopg.Connection[Row]) -> None:
        """Make sure that the database holds this ledger, and the history that was seen."""
        found = schema.known(connection, self.address)
        if not self.name:
            schema.unaltered(connection, self.address)
            self.name = found.name
            self._known = (self._last_known and self._last_known(found.name)) or self._known
        elif found.name != self.name:
            raise UnreadableLedger("server-other-ledger", address=self.address)
        self._same_history(connection)

    def _same_history(self, connection: psycopg.Connection[Row]) -> None:
        """Refuse a server that has lost what was seen: a standby that took over, or a backup."""
        position, digest = self._known
        row = connection.execute(HASH_AT, (position,)).fetchone() if position else (digest,)
        if row is None and connection.execute(_STANDBY).fetchone() == (True,):
            return  # it is behind, and takes no writes
        if row is None or row[0] != digest:
            [head] = connection.execute(HEAD).fetchall()
            facts = {"address": self.address, "position": position, "head": head[0]}
            raise UnreadableLedger("server-went-back", **facts)

    def _saw(self, position: int, digest: bytes) -> None:
        """Remember the last entry that was seen."""
        with self._lock:
            if position > self._known[0]:
                self._known = (position, digest)
            if (position, digest) != self._latest:
                self._latest, self._version = (position, digest), self._version + 1

    def rows(
        self, parts: Sequence[Part], after: int, limit: int | None
    ) -> tuple[Iterator[Stored], int]:
        """Return entries that match any part, fetched lazily, and the last position."""
        return self._reading.rows(parts, after, limit)

    def positions(
        self,
        parts: Sequence[Part],
        *,
        deciding: bool,  # noqa: ARG002  one session reads
    ) -> tuple[list[int], int]:
        """Return the positions of entries that match any part, in order, and the last position."""
        return self._reading.positions(parts)

    def behind(
        self,
        position: int,
        limit: int,
        *,
        deciding: bool,  # noqa: ARG002  one session reads
    ) -> tuple[list[Named], int]:
        """Return position, type and tags of the entries after a position, and the last position."""
        return self._reading.behind(position, limit)

    def at(
        self,
        positions: Sequence[int],
        *,
        deciding: bool,  # noqa: ARG002  one session reads
    ) -> list[Stored]:
        """Return the entries at the positions, as they are stored."""
        return self._reading.at(positions)

    def last_seen(self) -> Seen:
        """Return what is known of the server without asking it."""
        return Seen(*self._latest, *self._appender.came)

    def add(self, events: Sequence[New], unless: Unless | None) -> int:
        """Append all entries or none; return the last position, 0 where the condition is met."""
        if not self.writable:
            raise self._unwritable()
        return self._appender.add(events, unless)

    def head(self) -> int:
        """Return the last position, 0 when the ledger is empty."""
        return self.last()[0]

    def last(self) -> Head:
        """Return the last position and its hash, of one moment; 0 and the genesis when empty."""
        return self._reading.last()

    def hash_at(self, position: int) -> bytes | None:
        """Return the hash of one entry, the genesis for 0; None where there is no entry."""
        return self._reading.hash_at(position) if position else genesis(self.name)

    def links(self, upto: int) -> Iterator[Link]:
        """Return position, type, tags as JSON, data and hash of each entry up to a position."""
        return self._reading.links(upto)

    @property
    def address(self) -> str:
        """Host and database, for a sentence."""
        return str(self._address)

    @property
    def file(self) -> None:
        """None: it is no file."""
        return None

    @property
    def notes(self) -> list[UnreadableLedger]:
        """What to say about the server that is no reason to refuse it."""
        return []

    @property
    def writable(self) -> bool:
        """Whether `append` may be tried: opened for writing, and server and role allow it."""
        server = self._reader.server
        return not (self._read_only or server.read_only or server.lax_setting) and server.may_append

    def _unwritable(self) -> UnreadableLedger:
        server, address = self._reader.server, self.address
        if server.lax_setting:
            facts = {"address": address, "setting": server.lax_setting}
            return UnreadableLedger("server-not-durable", **facts)
        if server.read_only:
            return UnreadableLedger("server-read-only", address=address)
        if not server.may_append:
            return UnreadableLedger("server-denies", address=address, detail="append")
        return UnreadableLedger("ledger-read-only", path=address)

    @property
    def last_known(self) -> Head:
        """Position and hash of the last entry that was seen: give it to the next opening."""
        return self._known

    @property
    def silent(self) -> bool:
        """Whether the server is known to give no answer; then no call waits for it."""
        return self._follower is not None and self._follower.silent

    @property
    def answered(self) -> float:
        """When the server last answered a look at it, of the monotonic clock; 0 for never."""
        return self._follower.answered if self._follower else 0.0

    def data_version(self) -> int:
        """Return a number that changes with every append, without asking the server."""
        with self._lock:
            if self._follower is None and not self.closed:
                self._follower = Follower(self._address, self._saw)
            return self._version

    def verify(self) -> int:
        """Walk the whole chain; return the number of entries.

        Raises:
            UnreadableLedger: `chain-broken` with the `position` of the first wrong entry.
            psycopg.InterfaceError: when the recorder is closed.
        """
        if self.closed:
            raise psycopg.InterfaceError("the ledger is closed")
        session = ServerSession(self._address, patience=SECONDS)
        self._verifying.append(session)
        try:
            return verify(session, self.name)
        finally:
            self._verifying.remove(session)
            session.close()

    @property
    def closed(self) -> bool:
        """Whether `close()` was called."""
        return self._reader.closed

    def close(self) -> None:
        """End reading, let a running append finish, close; subscriptions end. Twice is once."""
        for session in (self._reader, *self._verifying):
            session.close(cutting=True)
        self._writer.close()
        with self._lock:
            follower, self._follower = self._follower, None
        if follower is not None:
            follower.close()
