"""Verify that the ledger is as written, in less than twice the time to read and hash it.

The chain is walked once. Queries use two indexes of the entries, `event_tags` and the index by
type: the same pairs of word and position in another order. Instead of looking each pair up, both
sides are added up: every position has a random number of its own, every word its keyed
hash, a pair counts as their product. Sums of different sets of pairs are equal by chance once in
2^64. The indexes are read during the walk, in a thread: SQLite works there without the interpreter.
Where anything differs, `chain_rows` walks again, slowly, and names the first position.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from operator import add, mul
from struct import Struct
from typing import Any, TypeAlias

import msgspec

from events.errors import UnreadableLedger
from events.hash_chain import BrokenChainError, genesis
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
_one = msgspec.json.Decoder(tuple[str]).decode
_positions = msgspec.json.Decoder(list[list[int]]).decode
_fixed = Struct(">Q32sQQ").pack
_LENGTHS = [length.to_bytes(8, "big") for length in range(4096)]
_PRIME = 2**61 - 1
"""Factor that distinguishes the types from the tags."""
_KNOWN = 10_000
"""So many beginnings of lists of tags are remembered: a cluster-year's entries share a few."""

Connect: TypeAlias = Callable[[], chain.Connecting]
Weights: TypeAlias = Sequence[int]
"""A random number for every position; it changes with every verification."""


class _DifferentError(Exception):
    """Something is not as it was appended; where, is not known yet."""


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
    except (_DifferentError, msgspec.DecodeError, UnicodeError, TypeError):
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
            raise _DifferentError
    weights = memoryview(os.urandom(8 * (upto + 1))).cast("Q")
    entries = _Entries(name, weights)
    with ThreadPoolExecutor(1) as pool:
        listed = pool.submit(_indexes, second, weights, upto) if second else None
        while entries.position < upto:
            with connecting() as connection:
                rows = connection.execute(_ENTRIES, (entries.position, upto, _BATCH)).fetchall()
            entries.walk(rows)
        sums = listed.result() if listed else _indexes(connecting, weights, upto)
    if sums != (entries.tags, entries.types):
        raise _DifferentError


def _indexes(connecting: Connect, weights: Weights, upto: int) -> tuple[int, int]:
    """Return the sums of the index of tags and of types; also look up each entry."""
    tags = _Index(_BY_TAG, weights, upto)
    types = _Index(_BY_TYPE, weights, upto)
    tags.read(connecting, _GROUPS)
    types.read(connecting, 1)
    with connecting() as connection:
        count, ahead = connection.execute(_EXTENT, (upto,)).fetchone()
        found = connection.execute(_LOOKED_UP).fetchall() == [("ok",)]
    if (tags.count, types.count) != (count, upto) or ahead or not found:
        raise _DifferentError
    return tags.sum, types.sum


class _Entries:
    """The walk along the chain: how far it came, and what the indexes must add up to."""

    def __init__(self, name: str, weights: Weights) -> None:
        self.position, self.tags, self.types = 0, 0, 0
        self._hash, self._weights = genesis(name), weights
        self._lists, self._kinds = _Lists(), _Fields()

    def walk(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """The next entries, each of which must continue the previous entry.

        The hash is that of `link`, written for speed: a million times.
        """
        if not rows:
            raise _DifferentError
        lists, kinds, weights = self._lists, self._kinds, self._weights
        last, before = self._hash, self.position
        for position, kind, tags_json, data, stored in rows:
            if not type(kind) is type(tags_json) is str or type(data) is not bytes:
                raise _DifferentError
            # Most entries differ from their neighbours in the last tag alone, that of the act.
            begun, comma, rest = tags_json.rpartition(',"')
            fields, words, tags = lists[begun + "]" if comma else tags_json]
            count = len(tags)
            if comma:
                tag = _one('["' + rest)[0]
                field = tag.encode()
                fields += (_LENGTHS[len(field)] if len(field) < 4096 else _length(field)) + field
                if tag not in tags:
                    words, count = words + hash(tag), count + 1
            size = _LENGTHS[len(data)] if len(data) < 4096 else _length(data)
            parts = (_fixed(32, last, 8, position), kinds[kind], fields, size, data)
            last = sha256(b"".join(parts)).digest()
            before += 1
            if last != stored or position != before:
                raise _DifferentError
            weight, word = weights[position], hash(kind)
            self.tags += (words + count * word * _PRIME) * weight
            self.types += word * _PRIME * weight  # with the empty text, whose hash is 0
        self.position, self._hash = before, last
        if len(lists) > _KNOWN:
            lists.clear()


def _length(field: bytes) -> bytes:
    return len(field).to_bytes(8, "big")


class _Fields(dict[str, bytes]):
    """Text -> itself as a field of a hash, with its length."""

    def __missing__(self, text: str) -> bytes:
        field = text.encode()
        self[text] = hashed = _length(field) + field
        return hashed


class _Lists(dict[str, tuple[bytes, int, frozenset[str]]]):
    """A list of tags as JSON -> its fields, the sum of its words, each of them once."""

    def __missing__(self, text: str) -> tuple[bytes, int, frozenset[str]]:
        tags = _words(text)
        once = frozenset(tags)
        fields = (tag.encode() for tag in tags)
        hashed = b"".join([_length(field) + field for field in fields])
        self[text] = hashed, sum(map(hash, once)), once
        return self[text]


def _one_row(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    try:
        row: tuple[Any, ...] = connection.execute(sql, values).fetchone()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR:
            raise
        raise _DifferentError from error  # bytes, where there must be text, are no JSON
    return row


class _Index:
    """One index, read in its own order: its sum, and how many pairs it holds."""

    def __init__(self, sql: str, weights: Weights, upto: int) -> None:
        self.sum, self.count = 0, 0
        self._sql, self._weights, self._upto = sql, weights, upto

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
            self._add(tags, types, _positions(f"[[{groups[2]}]]"))
            last, compared = (tags[-1], types[-1]), ">"

    def _add(self, tags: list[str], types: list[str], positions: list[list[int]]) -> None:
        weight = self._weights.__getitem__
        sums = [weight(p[0]) if len(p) == 1 else sum(map(weight, p)) for p in positions]
        kinds = {kind: hash(kind) * _PRIME for kind in {*types}}
        words = map(add, map(hash, tags), map(kinds.__getitem__, types))
        self.sum += sum(map(mul, words, sums))
        self.count += sum(map(len, positions))
        pairs = list(zip(tags, types, strict=True))
        falling = pairs != sorted(pairs)
        if falling or [p for p in positions if len(p) > 1 and p != sorted(p)]:
            raise _DifferentError  # looking it up would not find it
