"""The walk along the chain, in any store: every entry continues its predecessor.

Queries use two indexes of the entries, by tag and by type: the same pairs of word and position in
another order. Instead of looking each pair up, both sides are added up: every position has a
random number of its own, every word its keyed hash, a pair counts as their product. Sums of
different sets of pairs are equal by chance once in 2^64.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from operator import add, mul
from struct import Struct
from typing import Any, TypeAlias

import msgspec

from events.hash_chain import genesis

_words = msgspec.json.Decoder(list[str]).decode
_one = msgspec.json.Decoder(tuple[str]).decode
_fixed = Struct(">Q32sQQ").pack
_LENGTHS = [length.to_bytes(8, "big") for length in range(4096)]
_PRIME = 2**61 - 1
"""Factor that distinguishes the types from the tags."""
_KNOWN = 10_000
"""So many beginnings of lists of tags are remembered: a cluster-year's entries share a few."""

Weights: TypeAlias = Sequence[int]
"""A random number for every position; it changes with every verification."""


class DifferentError(Exception):
    """Something is not as it was appended; where, is not known yet."""


def random_weights(upto: int) -> Weights:
    """Return a random number of 64 bits for every position up to this position, and 0."""
    return memoryview(os.urandom(8 * (upto + 1))).cast("Q")


class Entries:
    """The walk along the chain: how far it came, and what the indexes must add up to."""

    def __init__(self, name: str, weights: Weights) -> None:
        self.position, self.tags, self.types = 0, 0, 0
        self._hash, self._weights = genesis(name), weights
        self._lists, self._kinds = _Lists(), _Fields()

    @property
    def hash(self) -> bytes:
        """The hash of the last entry that was walked, or the genesis."""
        return self._hash

    def walk(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Take the next entries, each of which must continue the previous entry.

        The hash is that of `link`, written for speed: a million times.

        Args:
            rows: Position, type, tags as JSON, data and hash of each entry, at least one.

        Raises:
            DifferentError: at an entry that does not.
        """
        if not rows:
            raise DifferentError
        lists, kinds, weights = self._lists, self._kinds, self._weights
        last, before = self._hash, self.position
        for position, kind, tags_json, data, stored in rows:
            if not type(kind) is type(tags_json) is str or type(data) is not bytes:
                raise DifferentError
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
                raise DifferentError
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


class IndexSum:
    """What one index adds up to, read in its own order, and how many pairs it holds."""

    def __init__(self, weights: Weights) -> None:
        self.sum, self.count = 0, 0
        self._weights = weights

    def add(
        self, tags: Sequence[str], types: Sequence[str], positions: Sequence[Sequence[int]]
    ) -> None:
        """Take the next groups of the index.

        Args:
            tags: The tag of each group; '' in the index by type.
            types: The type of each group.
            positions: The positions of each group.

        Raises:
            DifferentError: when they are not in order: looking one up would not find it.
        """
        weight = self._weights.__getitem__
        sums = [weight(p[0]) if len(p) == 1 else sum(map(weight, p)) for p in positions]
        kinds = {kind: hash(kind) * _PRIME for kind in {*types}}
        words = map(add, map(hash, tags), map(kinds.__getitem__, types))
        self.sum += sum(map(mul, words, sums))
        self.count += sum(map(len, positions))
        pairs = list(zip(tags, types, strict=True))
        falling = pairs != sorted(pairs)
        if falling or [p for p in positions if len(p) > 1 and p != sorted(p)]:
            raise DifferentError
