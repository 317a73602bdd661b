"""One ledger file, open: entries in, entries out. It knows SQLite and no event-sourcing library.

A writing and a reading connection, so that reading never waits for a writer. Reading goes in
batches, each its own short transaction; that is safe because entries are only ever added.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from events.errors import UnreadableLedger
from events.hash_chain import Link, New
from events.store.protocol import Unless
from events.store.sqlite import chain_rows as chain
from events.store.sqlite.connection import Door
from events.store.sqlite.open_file import OpenFile
from events.store.sqlite.query import EVER, Part, Row, Selection, every, listed, select
from events.store.sqlite.verify import verify

BATCH = 1000
"""Entries fetched at a time."""
FEW = 4000
"""So many are fetched at once, without listing their positions before: any cluster's year."""
WINDOW = 2**20
"""Positions scanned at a time, where a query finds many: it keeps the list of the window."""


class Store(OpenFile):
    """The entries of the ledger at `path`; usable from any thread."""

    def rows(
        self, parts: Sequence[Part], after: int, limit: int | None
    ) -> tuple[Iterator[Row], int]:
        """Return entries that match any part, fetched lazily, and the last position.

        That is the ledger's last position now, and nothing later is returned; with `limit` it is
        the position of the last entry returned, 0 when there is none.

        Args:
            parts: The parts of the query; none for every entry.
            after: The position after which to begin; 0 for the first entry.
            limit: The greatest number of entries; None for all.
        """
        with self._reader.connection() as connection:
            upto = chain.head(connection)
            if limit == 0 or after >= upto:
                return iter(()), 0 if limit is not None else upto
            if not parts:
                if limit is not None:
                    upto = chain.reached(connection, after, upto, limit)
                return self._all(after, upto), upto
            chosen = select(connection, parts, after, upto)
            if limit is None:
                return self._matching(chosen, after, upto), upto
            positions = chosen.positions(connection, after, upto)[:limit]
        return self._listed(positions), positions[-1] if positions else 0

    def positions(self, parts: Sequence[Part], *, deciding: bool) -> tuple[list[int], int]:
        """Return the positions of entries that match any part, and the last position.

        On the writing connection the pages are those it wrote last, while every append makes the
        other connection read them again.

        Args:
            parts: The parts of the query; none for every entry.
            deciding: Whether an append follows, so that the writing connection is used.
        """
        with self._door_of(deciding).connection() as connection:
            upto = chain.head(connection)
            return select(connection, parts, 0, upto).positions(connection, 0, upto), upto

    def behind(
        self, position: int, limit: int, *, deciding: bool
    ) -> tuple[list[tuple[int, str, str]], int]:
        """Return position, type and tags of the entries after a position, and the last position.

        Args:
            position: The position after which to begin; 0 for the first entry.
            limit: The greatest number of entries; where there are more, none is returned.
            deciding: Whether an append follows, so that the writing connection is used.
        """
        with self._door_of(deciding).connection() as connection:
            head = chain.head(connection)
            few = position < head <= position + limit
            return chain.named(connection, position, head) if few else [], head

    def at(self, positions: Sequence[int], *, deciding: bool) -> list[Row]:
        """Return the entries at the positions, in order.

        Args:
            positions: The positions, from 1.
            deciding: Whether an append follows, so that the writing connection is used.
        """
        with self._door_of(deciding).connection() as connection:
            return listed(connection, positions)

    def _door_of(self, deciding: bool) -> Door:
        return self._writer if deciding and self.may_write else self._reader

    def _all(self, after: int, upto: int) -> Iterator[Row]:
        while after < upto:
            with self._reader.connection() as connection:
                rows = every(connection, after, upto, BATCH)
            yield from rows
            after = rows[-1][0] if len(rows) == BATCH else upto

    def _matching(self, chosen: Selection, after: int, upto: int) -> Iterator[Row]:
        with self._reader.connection() as connection:
            rows = chosen.few(connection, after, upto, FEW)
        if rows is not None:
            yield from rows
            return
        for start in range(after, upto, WINDOW):
            with self._reader.connection() as connection:
                positions = chosen.positions(connection, start, min(start + WINDOW, upto))
            yield from self._listed(positions)

    def _listed(self, positions: Sequence[int]) -> Iterator[Row]:
        for start in range(0, len(positions), BATCH):
            with self._reader.connection() as connection:
                rows = listed(connection, positions[start : start + BATCH])
            yield from rows

    def append(self, events: Sequence[New], unless: Unless | None) -> int:
        """Append all events; return the last position, or 0 if `unless` has come true.

        Args:
            events: Type, tags and data of each, at least one.
            unless: What must not be there; None for no condition.

        Raises:
            UnreadableLedger: when it cannot be written. After a `disk-error` or `disk-full` the
                events may be there nevertheless: look before appending them again.
        """
        if not self.may_write:
            raise UnreadableLedger("ledger-read-only", path=str(self._path))
        with self._chain_errors(), self._writer.transaction() as connection:
            self._same_file()
            self._same_shape(connection)
            position, last_hash = chain.last(connection, self.name)
            # Most often nothing was written since, and there is nothing to look for.
            if unless and unless[1] < position:
                chosen = select(connection, *unless)
                if chosen.any(connection, unless[1], EVER):
                    return 0
            position = self._add(connection, events, position, last_hash)
        self._shorten_log()
        return position

    def links(self, upto: int) -> Iterator[Link]:
        """Yield the entries up to a position with their hashes, fetched while they are iterated."""
        after = 0
        while after < upto:
            with self._reader.connection() as connection:
                rows = chain.links(connection, after, upto, BATCH)
            yield from rows
            after = rows[-1][0] if len(rows) == BATCH else upto

    def verify(self) -> int:
        """Walk the whole chain; return the number of entries.

        Raises:
            UnreadableLedger: `chain-broken` with the `position` of the first wrong entry, and the
                `damage` there as far as the entries around it show.
        """
        second = self._door("look" if self.may_write else "read")
        try:
            with self._chain_errors():
                return verify(self._reader.connection, self.name, second.connection)
        finally:
            self._doors.remove(second)
            second.close()

    def _add(
        self, connection: sqlite3.Connection, events: Sequence[New], after: int, last: bytes
    ) -> int:
        try:
            return chain.add(connection, events, after, last)
        except chain.NotStoredError as error:
            facts = {"path": str(self._path), "object": "events", "change": "different"}
            raise UnreadableLedger("ledger-altered", **facts) from error
