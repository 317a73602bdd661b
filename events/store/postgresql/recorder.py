"""A ledger in a PostgreSQL database, as the program and the event-sourcing library want it.

Reading and appending have a session each, so that reading never waits for a writer. An append is
one statement; after every doubt whether it was done, its act is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

import msgspec
import psycopg

from events.errors import BadInput, UnreadableLedger
from events.hash_chain import Link, New, genesis
from events.store.address import ServerAddress
from events.store.cache import Named, Part
from events.store.codec import Stored
from events.store.postgresql import schema
from events.store.postgresql.connection import Row, ServerSession
from events.store.postgresql.errors import SilentError, refusal
from events.store.postgresql.follow import Follower, Head
from events.store.protocol import Unless
from events.store.recorder import StoreRecorder

BATCH = 1000
"""Entries fetched at a time."""
FEW = 4000
"""So many are fetched at once with what found them: any cluster's year."""

_HEAD = "SELECT position, hash FROM thidua.head"
_AT = "SELECT hash FROM thidua.events WHERE position = %s"
_FOUND = "SELECT position, hash, thidua.found(%s, 0, position) FROM thidua.head"
# The first row is the head, with the positions where they are many; then come the entries.
_FETCHED = f"""WITH found AS MATERIALIZED (
    SELECT position, hash, thidua.found(%s, %s, position) AS places FROM thidua.head)
SELECT position, NULL, NULL, hash,
    CASE WHEN cardinality(places) > {FEW} THEN places END FROM found
UNION ALL (SELECT e.position, type, tags, data, NULL FROM found
    JOIN thidua.events AS e ON e.position = ANY (places) WHERE cardinality(places) <= {FEW}
    ORDER BY e.position)"""  # noqa: S608  a number of ours
_BEHIND = """SELECT h.position, h.hash, e.position, type, tags
    FROM thidua.head AS h LEFT JOIN thidua.events AS e
    ON e.position > %s AND h.position <= %s::bigint ORDER BY e.position"""
_LISTED = """SELECT position, type, tags, data FROM thidua.events
    WHERE position = ANY (%s) ORDER BY position"""
_EVERY = """SELECT position, type, tags, data FROM thidua.events
    WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"""
_LINKS = """SELECT position, type, tags, data, hash FROM thidua.events
    WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"""
_APPEND = """SELECT last, linked FROM thidua.append(
    %s::jsonb, %s::bigint, %s::text[], %s::jsonb, %s::bytea[], %s::text)"""
_ACT = "act:"


class PostgreSQLRecorder(StoreRecorder):
    """The append-only recorder of a ledger in a database; usable from any thread.

    A standby, or a role that may not append, is opened for reading; only `append` then refuses.

    Args:
        address: The address of the database.
        read_only: Whether to only read.
        place: Who writes, as `account@machine`; '' when that is not known.
        last_known: Position and hash of the last entry as this account saw it last; None for
            nothing known.

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
        last_known: Head | None = None,
    ) -> None:
        self._address, self._read_only, self._place = address, read_only, place
        self._lock, self._known = Lock(), last_known or (0, b"")
        self._follower: Follower | None = None
        self._version = 0
        self._reader = ServerSession(address, self._opened)
        self._writer = ServerSession(address, self._same_history)
        self.name = ""
        self.last()

    def _opened(self, connection: psycopg.Connection[Row]) -> None:
        """Make sure that the database holds this ledger, and the history that was seen."""
        found = schema.known(connection, self.address)
        if not self.name:
            schema.unaltered(connection, self.address)
            self.name = found.name
        elif found.name != self.name:
            raise UnreadableLedger("server-other-ledger", address=self.address)
        self._same_history(connection)

    def _same_history(self, connection: psycopg.Connection[Row]) -> None:
        """Refuse a server that has lost what was seen: a standby that took over, or a backup."""
        position, digest = self._known
        row = connection.execute(_AT, (position,)).fetchone() if position else None
        if position and (row is None or row[0] != digest):
            [head] = connection.execute(_HEAD).fetchall()
            facts = {"address": self.address, "position": position, "head": head[0]}
            raise UnreadableLedger("ledger-went-back", **facts)

    def _saw(self, position: int, digest: bytes) -> None:
        """Remember the last entry that was seen."""
        with self._lock:
            if position > self._known[0]:
                self._known = (position, digest)
            self._version = position

    def rows(
        self, parts: Sequence[Part], after: int, limit: int | None
    ) -> tuple[Iterator[Stored], int]:
        """Return entries that match any part, fetched lazily, and the last position."""
        asked = _asked(parts)
        if limit == 0 or not parts or asked is None:
            upto = self.head()
            if limit == 0 or after >= upto or asked is None:
                return iter(()), 0 if limit is not None else upto
            if limit is None:
                return self._all(after, upto), upto
            found = [*self._all(after, upto, limit)]
            return iter(found), found[-1][0] if found else 0
        (upto, _, _, digest, places), *few = self._reader.ask(_FETCHED, (asked, after))
        self._saw(upto, digest)
        if places is None:
            found = [row[:4] for row in few][:limit]
            return iter(found), upto if limit is None else found[-1][0] if found else 0
        places = places[:limit]
        return self._listed(places), upto if limit is None else places[-1]

    def positions(
        self,
        parts: Sequence[Part],
        *,
        deciding: bool,  # noqa: ARG002  one session reads
    ) -> tuple[list[int], int]:
        """Return the positions of entries that match any part, in order, and the last position.

        Args:
            parts: The parts of the query; none for every entry.
            deciding: Of no matter here.
        """
        if (asked := _asked(parts)) is None:
            return [], self.head()
        [(head, digest, places)] = self._reader.ask(_FOUND, (asked,))
        self._saw(head, digest)
        return places, head

    def behind(
        self,
        position: int,
        limit: int,
        *,
        deciding: bool,  # noqa: ARG002  one session reads
    ) -> tuple[list[Named], int]:
        """Return position, type and tags of the entries after a position, and the last position.

        Args:
            position: The position after which to begin; 0 for the first entry.
            limit: The greatest number of entries; where there are more, none is returned.
            deciding: Of no matter here.
        """
        rows = self._reader.ask(_BEHIND, (position, position + limit))
        self._saw(*rows[0][:2])
        return [row[2:] for row in rows if row[2] is not None], rows[0][0]

    def at(
        self,
        positions: Sequence[int],
        *,
        deciding: bool,  # noqa: ARG002  one session reads
    ) -> list[Stored]:
        """Return the entries at the positions, as they are stored.

        Args:
            positions: The positions, from 1.
            deciding: Of no matter here.
        """
        return self._reader.ask(_LISTED, ([*positions],))

    def _all(self, after: int, upto: int, limit: int = 2**62) -> Iterator[Stored]:
        while after < upto and limit > 0:
            rows = self._reader.ask(_EVERY, (after, upto, min(limit, BATCH)))
            yield from rows
            limit -= len(rows)
            after = rows[-1][0] if rows else upto

    def _listed(self, positions: Sequence[int]) -> Iterator[Stored]:
        for start in range(0, len(positions), BATCH):
            yield from self.at(positions[start : start + BATCH], deciding=False)

    def add(self, events: Sequence[New], unless: Unless | None) -> int:
        """Append all entries or none; return the last position, 0 where the condition is met.

        Where the connection breaks, the act is looked for, and recorded again only if it is not
        there; the condition names the act, so it is never recorded twice.
        """
        values, act = self._appending(events, unless)
        if not self.writable:
            raise self._unwritable()
        try:
            return self._append(values)
        except _InDoubtError as doubt:
            if not act:
                raise doubt.refusal from doubt
            return self._after(doubt, values, act)

    def _after(self, doubt: _InDoubtError, values: Row, act: str) -> int:
        """Return what became of an append whose answer was lost."""
        try:
            if found := self._last_of(act):
                return found
        except UnreadableLedger as error:
            raise doubt.refusal from error
        if doubt.silent:  # the server may still do it
            raise doubt.refusal from doubt
        try:
            return self._append(values) or self._last_of(act)
        except _InDoubtError as again:
            raise again.refusal from again

    def _last_of(self, act: str) -> int:
        """Return the last position of an act, 0 when it is not there."""
        places, _ = self.positions([((), (act,))], deciding=True)
        return places[-1] if places else 0

    def _append(self, values: Row) -> int:
        with self._writer.turn():
            connection = self._writer.connection()
            try:
                cursor = connection.cursor(binary=True)
                prepares = self._writer.prepares
                [(last, digest)] = cursor.execute(_APPEND, values, prepare=prepares).fetchall()
            except (psycopg.Error, UnicodeError) as error:
                lost, found = self._writer.lost(error), refusal(error, self.address)
                if lost:
                    silent = isinstance(error, SilentError)
                    raise _InDoubtError(found, silent=silent) from error
                raise found from error
        if last:
            self._saw(last, digest)
        return int(last)

    def _appending(self, events: Sequence[New], unless: Unless | None) -> tuple[Row, str]:
        """Return the parameters of `append`, and the act's tag where the condition has it."""
        kinds = [_storable(kind) for kind, _, _ in events]
        tags = [[*map(_storable, tags)] for _, tags, _ in events]
        datas = [bytes(data) for _, _, data in events]
        parts, after = unless if unless is not None else (None, 0)
        asked = None if parts is None else _asked(parts)
        values = (asked, after, kinds, _json(tags), datas, self._place)
        acts = {tag for own in tags for tag in own if tag.startswith(_ACT)}
        [act] = acts if len(acts) == 1 and all(acts <= {*own} for own in tags) else [""]
        fenced = parts is not None and (
            not parts or ([], [act]) in [([*t], [*g]) for t, g in parts]
        )
        return values, act if fenced else ""

    def head(self) -> int:
        """Return the last position, 0 when the ledger is empty."""
        return self.last()[0]

    def last(self) -> Head:
        """Return the last position and its hash, of one moment; 0 and the genesis when empty."""
        [(position, digest)] = self._reader.ask(_HEAD)
        self._saw(position, digest)
        return position, digest

    def hash_at(self, position: int) -> bytes | None:
        """Return the hash of one entry, the genesis for 0; None where there is no entry."""
        if position == 0:
            return genesis(self.name)
        rows = self._reader.ask(_AT, (position,))
        return rows[0][0] if rows else None

    def links(self, upto: int) -> Iterator[Link]:
        """Return position, type, tags as JSON, data and hash of each entry up to a position."""
        after = 0
        while after < upto:
            rows = self._reader.ask(_LINKS, (after, upto, BATCH))
            yield from rows
            after = rows[-1][0] if rows else upto

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
        """
        raise NotImplementedError

    @property
    def closed(self) -> bool:
        """Whether `close()` was called."""
        return self._reader.closed

    def close(self) -> None:
        """End reading, let a running append finish, close; subscriptions end. Twice is once."""
        self._reader.close()
        self._writer.close()
        with self._lock:
            follower, self._follower = self._follower, None
        if follower is not None:
            follower.close()


class _InDoubtError(Exception):
    """The answer to an append was lost; `refusal` says so, where it is not found out."""

    def __init__(self, refusal: Any, *, silent: bool) -> None:
        super().__init__(refusal)
        self.refusal, self.silent = refusal, silent


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _kept(text: str) -> bool:
    """Return whether a text can be in a database: UTF-8 without NUL."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _storable(text: str) -> str:
    if not _kept(text):
        char = next(char for char in text if not _kept(char))
        raise BadInput("control-character", char=f"U+{ord(char):04X}")
    return text


def _asked(parts: Sequence[Part]) -> str | None:
    """Return the parts as `found` reads them, without what no entry can match; None if all is."""
    possible = []
    for types, tags in parts:
        kinds = [*filter(_kept, types)]
        if (kinds or not types) and all(map(_kept, tags)):
            possible.append((kinds, [*tags]))
    return _json(possible) if possible or not parts else None
