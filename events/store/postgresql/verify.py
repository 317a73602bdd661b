"""Verify that the ledger in a database is as written: its chain, and the indexes that queries use.

All is read in one snapshot, by the indexes themselves, and hashed here: the server computes hashes
when it appends, and is not believed. Where anything differs, the chain is walked again, slowly, to
name the first position.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import psycopg

from events.errors import UnreadableLedger
from events.hash_chain import BrokenChainError, Link, genesis, link
from events.store.chain_walk import DifferentError, Entries, IndexSum, random_weights
from events.store.damage import AROUND, Damage, classify
from events.store.postgresql.connection import Row, ServerSession
from events.store.postgresql.errors import refusal

SECONDS = 60.0
"""How long one batch of rows is waited for."""
_BATCH = 5000
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# In the order of an index, nothing is sorted, and it is the index that is read.
_BY_INDEX = """SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;
    SET LOCAL enable_sort = off; SET LOCAL enable_hashagg = off; SET LOCAL statement_timeout = 0"""
_HEAD = "SELECT position, hash, (SELECT count(*) FROM thidua.events) FROM thidua.head"
_ENTRIES = "SELECT position, type, tags, data, hash FROM thidua.events ORDER BY position"
_BY_TAG = """SELECT tag, type, array_agg(position) FROM thidua.event_tags
    GROUP BY tag, type ORDER BY tag, type"""
_BY_TYPE = """SELECT '', type, array_agg(position) FROM thidua.events
    GROUP BY type ORDER BY type"""
_UNTAGGED = """SELECT min(e.position)
    FROM thidua.events AS e, json_array_elements_text(e.tags::json) AS w(tag)
    WHERE NOT EXISTS (SELECT FROM thidua.event_tags AS t
        WHERE t.tag = w.tag AND t.type = e.type AND t.position = e.position)"""
_FOREIGN_TAG = """SELECT min(t.position) FROM thidua.event_tags AS t
    WHERE NOT EXISTS (SELECT FROM thidua.events AS e
        WHERE e.position = t.position AND e.type = t.type AND e.tags::jsonb ? t.tag)"""
_AFTER = """SELECT position, type, tags, data, hash FROM thidua.events
    WHERE position > %s ORDER BY position LIMIT %s"""
_BEFORE = "SELECT hash FROM thidua.events WHERE position = %s"


def verify(session: ServerSession, name: str) -> int:
    """Walk the chain up to now and compare the indexes; return the number of entries.

    Args:
        session: A session of its own, patient for `SECONDS`.
        name: The name of the ledger, from which the genesis follows.

    Raises:
        UnreadableLedger: `chain-broken` with the `position` of the first entry that is not as it
            was appended, and the `damage` there as far as the entries around it show.
        psycopg.InterfaceError: when the recorder is closed.
    """
    address = str(session.address)
    with session.turn():
        connection = session.connection()
        try:
            with connection.transaction():
                connection.execute(_SNAPSHOT)
                connection.execute(_BY_INDEX)
                return _verified(connection, name, address)
        except (psycopg.Error, UnicodeError) as error:
            session.lost(error)
            if session.closed:
                raise psycopg.InterfaceError("the ledger is closed") from error
            raise refusal(error, address) from error


def _verified(connection: psycopg.Connection[Row], name: str, address: str) -> int:
    [(upto, digest, count)] = connection.cursor(binary=True).execute(_HEAD).fetchall()
    try:
        _compare(connection, name, (upto, digest), count)
    except (DifferentError, msgspec.DecodeError, UnicodeError, TypeError):
        position = _first_wrong(connection, name, upto)
        damage = _damage(connection, name, position, upto)
        facts = {"path": address, "position": position, "damage": damage}
        raise UnreadableLedger("chain-broken", **facts) from BrokenChainError(position)
    return int(upto)


def _compare(
    connection: psycopg.Connection[Row], name: str, head: tuple[int, bytes], count: int
) -> None:
    upto, digest = head
    if count != upto:  # or any number would size what follows
        raise DifferentError
    weights = random_weights(upto)
    entries = Entries(name, weights)
    for rows in _batches(connection, _ENTRIES):
        entries.walk(rows)
    tags, types = IndexSum(weights), IndexSum(weights)
    for index, query in ((tags, _BY_TAG), (types, _BY_TYPE)):
        for rows in _batches(connection, query):
            if max(map(max, (row[2] for row in rows))) > upto:
                raise DifferentError
            index.add(*zip(*rows, strict=True))
    found = (entries.position, entries.hash, entries.tags, entries.types, types.count)
    if found != (upto, digest, tags.sum, types.sum, upto):
        raise DifferentError


def _batches(connection: psycopg.Connection[Row], query: str) -> Iterator[list[Row]]:
    with connection.cursor("verify", binary=True) as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(_BATCH):
            yield rows


def _first_wrong(connection: psycopg.Connection[Row], name: str, upto: int) -> int:
    """Return the first position that is not as it was appended."""
    position, previous = 0, genesis(name)
    for rows in _batches(connection, _ENTRIES):
        for row in rows:
            if row[0] != position + 1 or _linked(previous, row) != row[4]:
                return position + 1
            position, previous = row[0], row[4]
    [(head, digest, _)] = connection.execute(_HEAD).fetchall()
    if (position, previous) != (upto, digest) or position < head:
        return min(position, upto) + 1
    wrong = [connection.execute(query).fetchone() for query in (_UNTAGGED, _FOREIGN_TAG)]
    return min([row[0] for row in wrong if row and row[0] is not None], default=upto + 1)


def _linked(previous: bytes, row: Row) -> bytes | None:
    """Return the hash that an entry must have; None where its tags are no list of texts."""
    position, kind, tags, data, _ = row
    try:
        words = msgspec.json.decode(tags, type=list[str])
    except (msgspec.DecodeError, UnicodeError):
        return None
    return link(previous, position, kind.encode(), [word.encode() for word in words], data)


def _damage(connection: psycopg.Connection[Row], name: str, position: int, upto: int) -> Damage:
    cursor = connection.cursor(binary=True)
    rows: list[Link] = cursor.execute(_AFTER, (position - 1, AROUND)).fetchall()
    before = cursor.execute(_BEFORE, (position - 1,)).fetchone()
    if not any(row[0] == position for row in rows):
        return "taken-out" if rows else "cut-off" if position <= upto else "beside"
    known = genesis(name) if position == 1 else before[0] if before else None
    return classify(rows, known, position)
