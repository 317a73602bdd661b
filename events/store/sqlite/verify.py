"""Verify that the ledger is as written, in less than twice the time to read and hash it.

The chain is walked once, and compared with `event_tags` and the index by type (`chain_walk`). The
indexes are read during the walk, in a thread: SQLite works there without the interpreter. Where
anything differs, `chain_rows` walks again, slowly, and names the first position.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

import msgspec

from events.errors import UnreadableLedger
from events.hash_chain import BrokenChainError
from events.store.chain_walk import DifferentError, Entries, IndexSum, Weights, random_weights
from events.store.sqlite import chain_rows as chain

_BATCH, _GROUPS = 1000, 10_000
"""Entries, and groups of an index, that are read at a time."""
_ENTRIES = """SELECT position, type, tags, data, hash FROM events
    WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"""
# Grouped in the order of the index: nothing is sorted. So many groups at once are one row, for
# between rows a thread waits for the other. What is no text is no JSON, or none of a text.
_GROUPED = """SELECT json_group_array(tag), json_group_array(type), group_concat(positions, '],[')
    FROM ({} LIMIT ?4)"""
_BY_TAG = """SELECT tag, type, group_concat(position) AS positions FROM event_tags
    WHERE (tag, type) {} (?1, ?2) AND position <= ?3 GROUP BY tag, type"""
_BY_TYPE = """SELECT '' AS tag, type, group_concat(position) AS positions
    FROM events INDEXED BY events_by_type WHERE type {} ?2 AND position <= ?3 GROUP BY type"""
_EXTENT = """SELECT coalesce(sum(position <= ?1), 0), coalesce(max(position), 0) > (
    SELECT coalesce(max(position), 0) FROM events) FROM event_tags"""
_LOOKED_UP = "PRAGMA quick_check(events)"
"""Whether each entry is found at its position too: a walk in order passes by what leads there."""
_words = msgspec.json.Decoder(list[str]).decode
_positions = msgspec.json.Decoder(list[list[int]]).decode

Connect: TypeAlias = Callable[[], chain.Connecting]


def verify(connecting: Connect, name: str, second: Connect | None = None) -> int:
    """Walk the chain up to now and compare the indexes; return the number of entries.

    Args:
        connecting: Opens the connection for the walk.
        name: The name of the ledger, from which the genesis follows.
        second: Opens a connection to read the indexes during the walk; None: after it.

    Raises:
        BrokenChainError: at the first entry that is not as it was appended.
    """
    with connecting() as connection:
        upto = chain.head(connection)
    try:
        _compare(connecting, name, upto, second)
    except (DifferentError, msgspec.DecodeError, UnicodeError, TypeError):
        pass
    except sqlite3.DatabaseError as error:
        number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # none: no text in it
        if number & 0xFF not in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT):
            raise
    except UnreadableLedger as error:  # as a connection says what SQLite cannot read
        if error.code != "ledger-damaged":
            raise
    else:
        with connecting() as connection:
            chain.last(connection, name)  # is it the end?
        return upto
    chain.verify(connecting, name)
    raise BrokenChainError(upto + 1)  # only the indexes differ


def _compare(connecting: Connect, name: str, upto: int, second: Connect | None) -> None:
    with connecting() as connection:
        if chain.count(connection, upto) != upto:  # or any number would size what follows
            raise DifferentError
    weights = random_weights(upto)
    entries = Entries(name, weights)
    with ThreadPoolExecutor(1) as pool:
        listed = pool.submit(_indexes, second, weights, upto) if second else None
        while entries.position < upto:
            with connecting() as connection:
                rows = connection.execute(_ENTRIES, (entries.position, upto, _BATCH)).fetchall()
            entries.walk(rows)
        sums = listed.result() if listed else _indexes(connecting, weights, upto)
    if sums != (entries.tags, entries.types):
        raise DifferentError


def _indexes(connecting: Connect, weights: Weights, upto: int) -> tuple[int, int]:
    """Return the sums of the index of tags and of types; also look up each entry."""
    tags = _Index(_BY_TAG, weights, upto)
    types = _Index(_BY_TYPE, weights, upto)
    tags.read(connecting, _GROUPS)
    types.read(connecting, 1)
    with connecting() as connection:
        count, ahead = connection.execute(_EXTENT, (upto,)).fetchone()
        found = connection.execute(_LOOKED_UP).fetchall() == [("ok",)]
    if (tags.found.count, types.found.count) != (count, upto) or ahead or not found:
        raise DifferentError
    return tags.found.sum, types.found.sum


def _one_row(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    try:
        row: tuple[Any, ...] = connection.execute(sql, values).fetchone()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR:
            raise
        raise DifferentError from error  # bytes, where there must be text, are no JSON
    return row


class _Index:
    """One index of the file, read in its own order."""

    def __init__(self, sql: str, weights: Weights, upto: int) -> None:
        self.found = IndexSum(weights)
        self._sql, self._upto = sql, upto

    def read(self, connecting: Connect, size: int) -> None:
        """All of it, so many words at a time."""
        last, compared = ("", ""), ">="
        while True:
            sql = _GROUPED.format(self._sql.format(compared))
            with connecting() as connection:
                groups = _one_row(connection, sql, (*last, self._upto, size))
            tags, types = map(_words, groups[:2])
            if not tags:
                return
            self.found.add(tags, types, _positions(f"[[{groups[2]}]]"))
            last, compared = (tags[-1], types[-1]), ">"
