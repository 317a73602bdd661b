"""Entries out of a database: in few round trips, each its own short transaction.

That is safe because entries are only ever added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from events.hash_chain import Link
from events.store.cache import Named, Part
from events.store.codec import Stored
from events.store.postgresql.connection import ServerSession
from events.store.postgresql.query import asked

BATCH = 1000
"""Entries fetched at a time."""
FEW = 4000
"""So many are fetched at once with what found them: any cluster's year."""

_MOST = 2**31 - 1
"""The greatest number of entries that can be asked for; the server counts in 32 bits."""

HEAD = "SELECT position, hash FROM thidua.head"
HASH_AT = "SELECT hash FROM thidua.events WHERE position = %s"
_FOUND = "SELECT position, hash, thidua.found(%s, 0, position) FROM thidua.head"
# The first row is the head, with the positions where they are many; then come the entries.
FETCHED = f"""WITH found AS MATERIALIZED (
    SELECT position, hash, (thidua.found(%s, %s, position))[1:%s] AS places FROM thidua.head)
SELECT position, NULL, NULL, hash,
    CASE WHEN cardinality(places) > {FEW} THEN places END FROM found
UNION ALL (SELECT e.position, type, tags, data, NULL FROM found
    JOIN thidua.events AS e ON e.position = ANY (places) WHERE cardinality(places) <= {FEW}
    ORDER BY e.position)"""  # noqa: S608  a number of ours
# Behind OFFSET 0: joined to the head, every entry was read where too many came, to return none.
_BEHIND = """SELECT h.position, h.hash, e.position, type, tags
    FROM thidua.head AS h LEFT JOIN LATERAL (SELECT position, type, tags FROM thidua.events
        WHERE position > %s AND h.position <= %s::bigint ORDER BY position OFFSET 0) AS e ON true
    ORDER BY e.position"""
_LISTED = """SELECT position, type, tags, data FROM thidua.events
    WHERE position = ANY (%s) ORDER BY position"""
_EVERY = """SELECT position, type, tags, data FROM thidua.events
    WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"""
_LINKS = """SELECT position, type, tags, data, hash FROM thidua.events
    WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"""

Head: TypeAlias = tuple[int, bytes]
"""The last position and its hash; 0 and the genesis when the ledger is empty."""


class Reading:
    """What can be asked of a ledger.

    Args:
        session: The session that asks.
        saw: Called with every head that is seen, and its hash.
    """

    def __init__(self, session: ServerSession, saw: Callable[[int, bytes], None]) -> None:
        self.session, self._saw = session, saw

    def rows(
        self, parts: Sequence[Part], after: int, limit: int | None
    ) -> tuple[Iterator[Stored], int]:
        """Return entries that match any part, fetched lazily, and the last position.

        Args:
            parts: The parts of the query; none for every entry.
            after: The position after which to begin; 0 for the first entry.
            limit: The greatest number of entries; None for all.
        """
        wanted = asked(parts)
        if limit == 0 or not parts or wanted is None:
            upto = self.last()[0]
            if limit == 0 or after >= upto or wanted is None:
                return iter(()), 0 if limit is not None else upto
            if limit is None:
                return self._all(after, upto), upto
            found = [*self._all(after, upto, limit)]
            return iter(found), found[-1][0] if found else 0
        asking = (wanted, after, min(limit or _MOST, _MOST))
        (upto, _, _, digest, places), *few = self.session.ask(FETCHED, asking)
        self._saw(upto, digest)
        if places is None:
            return (row[:4] for row in few), upto if limit is None else few[-1][0] if few else 0
        return self._listed(places), upto if limit is None else places[-1]

    def positions(self, parts: Sequence[Part]) -> tuple[list[int], int]:
        """Return the positions of entries that match any part, in order, and the last position.

        Args:
            parts: The parts of the query; none for every entry.
        """
        if (wanted := asked(parts)) is None:
            return [], self.last()[0]
        [(head, digest, places)] = self.session.ask(_FOUND, (wanted,))
        self._saw(head, digest)
        return places, head

    def behind(self, position: int, limit: int) -> tuple[list[Named], int]:
        """Return position, type and tags of the entries after a position, and the last position.

        Args:
            position: The position after which to begin; 0 for the first entry.
            limit: The greatest number of entries; where there are more, none is returned.
        """
        rows = self.session.ask(_BEHIND, (position, position + limit))
        self._saw(*rows[0][:2])
        return [row[2:] for row in rows if row[2] is not None], rows[0][0]

    def at(self, positions: Sequence[int]) -> list[Stored]:
        """Return the entries at the positions, as they are stored.

        Args:
            positions: The positions, from 1.
        """
        return self.session.ask(_LISTED, ([*positions],))

    def _all(self, after: int, upto: int, limit: int = 2**62) -> Iterator[Stored]:
        while after < upto and limit > 0:
            rows = self.session.ask(_EVERY, (after, upto, min(limit, BATCH)))
            yield from rows
            limit -= len(rows)
            after = rows[-1][0] if rows else upto

    def _listed(self, positions: Sequence[int]) -> Iterator[Stored]:
        for start in range(0, len(positions), BATCH):
            yield from self.at(positions[start : start + BATCH])

    def last(self) -> Head:
        """Return the last position and its hash, of one moment; 0 and the genesis when empty."""
        [(position, digest)] = self.session.ask(HEAD)
        self._saw(position, digest)
        return position, digest

    def hash_at(self, position: int) -> bytes | None:
        """Return the hash of one entry; None where there is no entry."""
        rows = self.session.ask(HASH_AT, (position,))
        return rows[0][0] if rows else None

    def links(self, upto: int) -> Iterator[Link]:
        """Return position, type, tags as JSON, data and hash of each entry up to a position."""
        after = 0
        while after < upto:
            rows = self.session.ask(_LINKS, (after, upto, BATCH))
            yield from rows
            after = rows[-1][0] if rows else upto
