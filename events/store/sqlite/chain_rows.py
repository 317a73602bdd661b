"""The hash chain in the tables of a file: its head, its entries, its verification."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeAlias

import msgspec

from events.hash_chain import BrokenChainError, Link, New, genesis, link

Connecting: TypeAlias = AbstractContextManager[sqlite3.Connection]

_BATCH = 1000
_HEAD = "SELECT coalesce(max(position), 0) FROM events"
_LAST = """SELECT position, hash, position = (SELECT seq FROM sqlite_sequence WHERE name = 'events')
    FROM events ORDER BY position DESC LIMIT 1"""
_AT = "SELECT hash FROM events WHERE position = ?"
_LINKS = """SELECT position, type, tags, data, hash FROM events
    WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"""
_NAMED = """SELECT position, type, tags FROM events
    WHERE position > ? AND position <= ? ORDER BY position"""
_EVER_USED = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'"
_ADD = "INSERT INTO events (position, type, tags, data, hash) VALUES (?, ?, ?, ?, ?)"
_ADD_TAG = "INSERT INTO event_tags (tag, type, position) VALUES (?, ?, ?)"
_ROW = "SELECT position, type, tags, data, hash FROM events WHERE position = ?"
_COUNT = "SELECT count(*) FROM events WHERE position <= ?"
_BYTES = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
_LEAST = 40
"""Bytes that an entry takes at least: its hash alone has 32."""
_REACHED = """SELECT coalesce(max(position), 0) FROM (SELECT position FROM events
    WHERE position > ? AND position <= ? ORDER BY position LIMIT ?)"""
# Bytes throughout: a damaged text must fail its hash, not its decoding.
_STORED = """SELECT position, CAST(type AS BLOB), CAST(tags AS BLOB), data, hash,
        typeof(type) || typeof(tags) || typeof(data) = 'texttextblob'
        AND EXISTS (SELECT 1 FROM events AS p WHERE p.position = e.position)
        AND EXISTS (SELECT 1 FROM events AS i INDEXED BY events_by_type
            WHERE i.type = e.type AND i.position = e.position)
        AND NOT EXISTS (SELECT 1 FROM json_each(
            CASE WHEN typeof(e.tags) = 'text' AND json_valid(e.tags) THEN e.tags ELSE '[null]' END
        ) AS j WHERE NOT EXISTS (
            SELECT 1 FROM event_tags
            WHERE tag = j.value AND type = e.type AND position = e.position))
    FROM events AS e WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"""
# Looked up, every key is found; listed, a damaged key reads otherwise: so listings are added up.
_SUM_TAGS = """SELECT count(*), coalesce(sum(position), 0),
    coalesce(sum(length(CAST(tag AS BLOB)) + length(CAST(type AS BLOB))), 0)
    FROM event_tags WHERE position <= ?"""
_FOREIGN_TAG = """SELECT min(position) FROM event_tags AS t WHERE position <= ? AND NOT EXISTS (
    SELECT 1 FROM events AS e, json_each(e.tags) AS j
    WHERE e.position = t.position AND e.type = t.type AND j.value = t.tag)"""
# By its index, which queries for types use: it can be damaged, or edited, apart from the table.
_SUM_TYPES = """SELECT count(*), coalesce(sum(position), 0),
    coalesce(sum(length(CAST(type AS BLOB))), 0)
    FROM events INDEXED BY events_by_type WHERE position <= ?"""
_FOREIGN_TYPE = """SELECT min(position) FROM events AS i INDEXED BY events_by_type
    WHERE position <= ? AND NOT EXISTS (SELECT 1 FROM events AS e NOT INDEXED
        WHERE e.position = i.position AND e.type = i.type)"""
_tags = msgspec.json.Decoder(list[str]).decode


class NotStoredError(Exception):
    """What was appended is not in the file, or not as it was appended."""


def head(connection: sqlite3.Connection) -> int:
    """Return the last position, 0 when there is none."""
    return int(connection.execute(_HEAD).fetchone()[0])


def ever_used(connection: sqlite3.Connection) -> int:
    """Return the highest position that was ever used, whether or not its entry is still there."""
    return int(connection.execute(_EVER_USED).fetchone()[0])


def last(connection: sqlite3.Connection, name: str) -> tuple[int, bytes]:
    """Return position and hash of the last entry; 0 and the genesis when there is none.

    Args:
        connection: A connection to the ledger.
        name: The name of the ledger, from which the genesis follows.

    Raises:
        BrokenChainError: when entries were cut off the end.
    """
    position, link_, whole = connection.execute(_LAST).fetchone() or (0, genesis(name), None)
    if not whole and (position or ever_used(connection)):
        raise BrokenChainError(position + 1)
    return position, link_


def at(connection: sqlite3.Connection, name: str, position: int) -> bytes | None:
    """Return the hash of an entry, the genesis for 0, or None where there is no entry.

    Args:
        connection: A connection to the ledger.
        name: The name of the ledger, from which the genesis follows.
        position: The position, from 1.
    """
    found = connection.execute(_AT, (position,)).fetchone() if position else (genesis(name),)
    return found[0] if found else None


def reached(connection: sqlite3.Connection, after: int, upto: int, size: int) -> int:
    """Return the last of the first `size` positions with `after < position <= upto`, or 0.

    Args:
        connection: A connection to the ledger.
        after: The position before the first.
        upto: The last position.
        size: The greatest number of entries.
    """
    return int(connection.execute(_REACHED, (after, upto, size)).fetchone()[0])


def links(connection: sqlite3.Connection, after: int, upto: int, size: int) -> list[Link]:
    """Return the first `size` entries with `after < position <= upto`, as they are stored.

    Args:
        connection: A connection to the ledger.
        after: The position before the first.
        upto: The last position.
        size: The greatest number of entries.
    """
    return connection.execute(_LINKS, (after, upto, size)).fetchall()


def named(connection: sqlite3.Connection, after: int, upto: int) -> list[tuple[int, str, str]]:
    """Return position, type and JSON tags of entries with `after < position <= upto`.

    Args:
        connection: A connection to the ledger.
        after: The position before the first.
        upto: The last position.
    """
    return connection.execute(_NAMED, (after, upto)).fetchall()


def add(
    connection: sqlite3.Connection, events: Iterable[New], position: int, previous: bytes
) -> int:
    """Insert entries; return the last position.

    Args:
        connection: A connection in a transaction; the caller rolls back after an error.
        events: Type, tags and data of each, at least one.
        position: The last position so far, 0 in an empty ledger.
        previous: The hash of that entry, or the genesis.

    Raises:
        NotStoredError: when what was inserted is not what is there.
    """
    before = connection.total_changes
    rows, tagged = [], []
    for position, (kind, tags, data) in enumerate(events, position + 1):  # noqa: B020  runs on
        previous = link(previous, position, kind.encode(), [t.encode() for t in tags], data)
        rows.append((position, kind, msgspec.json.encode(tags).decode(), data, previous))
        tagged += [(tag, kind, position) for tag in dict.fromkeys(tags)]
    connection.executemany(_ADD, rows)
    connection.executemany(_ADD_TAG, tagged)
    # A trigger can make an insertion succeed and store nothing, or something else.
    stored = connection.execute(_ROW, (rows[-1][0],)).fetchone()
    if connection.total_changes - before != len(rows) + len(tagged) or stored != rows[-1]:
        raise NotStoredError
    return rows[-1][0]


def count(connection: sqlite3.Connection, upto: int) -> int:
    """Return how many entries there are up to a position.

    Args:
        connection: A connection to the ledger.
        upto: The position, from 1.
    """
    return int(connection.execute(_COUNT, (upto,)).fetchone()[0])


def possible(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a last position for which the file is too small: much is sized by that position.

    Args:
        connection: A connection to the ledger.
        name: The name of the ledger, from which the genesis follows.

    Raises:
        BrokenChainError: at the first position that has no entry.
    """
    if head(connection) * _LEAST > connection.execute(_BYTES).fetchone()[0]:
        verify(lambda: nullcontext(connection), name)


def verify(connecting: Callable[[], Connecting], name: str) -> int:
    """Walk the chain and compare the tags and types that queries use; return the number of entries.

    Args:
        connecting: Opens a connection for each batch of entries.
        name: The name of the ledger, from which the genesis follows.

    Raises:
        BrokenChainError: at the first entry that is not as it was appended.
    """
    with connecting() as connection:
        upto = head(connection)
    position, previous, sums = 0, genesis(name), _Sums()
    while position < upto:
        with connecting() as connection:
            position, previous = _walk(connection, position, upto, previous, sums)
    with connecting() as connection:
        for listed, foreign, sum_ in (
            (_SUM_TAGS, _FOREIGN_TAG, sums.tags),
            (_SUM_TYPES, _FOREIGN_TYPE, sums.types),
        ):
            if [*connection.execute(listed, (upto,)).fetchone()] != sum_:
                raise BrokenChainError(connection.execute(foreign, (upto,)).fetchone()[0] or upto)
        last(connection, name)  # is it the end?
    return upto


class _Sums:
    """Of the tags and the types that must be listed: how many, their positions, their bytes."""

    def __init__(self) -> None:
        self.tags, self.types = [0, 0, 0], [0, 0, 0]

    def add(self, position: int, kind: bytes, tags: Iterable[bytes]) -> None:
        self._add(self.types, position, (len(kind),))
        self._add(self.tags, position, [len(tag) + len(kind) for tag in {*tags}])

    def _add(self, sums: list[int], position: int, lengths: Collection[int]) -> None:
        sums[0] += len(lengths)
        sums[1] += position * len(lengths)
        sums[2] += sum(lengths)


def _walk(
    connection: sqlite3.Connection, start: int, upto: int, previous: bytes, sums: _Sums
) -> tuple[int, bytes]:
    """Check one batch after `start`; the last position and its hash."""
    position = start
    try:
        for stored in connection.execute(_STORED, (start, upto, _BATCH)):
            previous = _checked(stored, position + 1, previous, sums)
            position += 1
    except sqlite3.DatabaseError as error:
        number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # none: no text in it
        if number & 0xFF not in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT):
            raise
        raise BrokenChainError(position + 1) from error
    if position == start:
        raise BrokenChainError(start + 1)
    return position, previous


def _checked(stored: tuple[Any, ...], expected: int, previous: bytes, sums: _Sums) -> bytes:
    position, kind, tags_json, data, stored_hash, sound = stored
    if not sound or position != expected:
        raise BrokenChainError(expected)
    try:
        tags = [tag.encode() for tag in _tags(tags_json)]
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BrokenChainError(expected) from error
    if link(previous, position, kind, tags, data) != stored_hash:
        raise BrokenChainError(expected)
    sums.add(position, kind, tags)
    return bytes(stored_hash)
