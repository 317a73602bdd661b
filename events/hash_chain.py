"""The hash chain: every entry carries the hash of itself and of all before it, in any store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple, TypeAlias

New: TypeAlias = tuple[str, Sequence[str], bytes]
"""Type, tags and data of an entry to be."""
Link: TypeAlias = tuple[int, str, str, bytes, bytes]
"""Position, type, tags as JSON, data and hash of a stored entry."""


class Chain(NamedTuple):
    """A whole ledger, verified where it is read from.

    Attributes:
        name: Its identity, 32 hex digits.
        entries: The number of entries.
        head: The hash of the last entry, 32 bytes; without entries the genesis.
        links: The entries, in order.
    """

    name: str
    entries: int
    head: bytes
    links: Iterable[Link]


class BrokenChainError(Exception):
    """The entry at `position` is not what was appended there."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def genesis(name: str) -> bytes:
    """Return the hash before the first entry: two ledgers never share a link."""
    return _digest((b"thidua ledger 1", name.encode()))


def link(previous: bytes, position: int, kind: bytes, tags: Iterable[bytes], data: bytes) -> bytes:
    """Return the SHA-256 of the previous hash and the fields, each preceded by its length.

    Args:
        previous: The hash of the entry before it, 32 bytes, or the genesis.
        position: The position, from 1.
        kind: The stored name of the event, in UTF-8.
        tags: The tags in UTF-8, in their order.
        data: The record as stored; always last, so that two entries are never the same bytes.
    """
    return _digest((previous, position.to_bytes(8, "big"), kind, *tags, data))


def _digest(fields: Iterable[bytes]) -> bytes:
    return sha256(b"".join([len(f).to_bytes(8, "big") + f for f in fields])).digest()
