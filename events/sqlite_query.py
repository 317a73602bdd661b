"""From a query to SQL that never scans: ordered streams of positions, merged by SQLite.

A part of a query becomes one stream that starts at its rarest tag (or at its types, one stream
each), asks the other conditions by key, and comes in order of position out of an index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Part: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""Types (any of them; none: every type) and tags (all of them)."""
Row: TypeAlias = tuple[int, str, str, bytes]
"""Position, type, tags as JSON, data."""

EVER = 2**63 - 1
"""A position that no ledger reaches."""
_MERGED = 50
"""Streams in one statement: SQLite merges them one inside the other."""
_CAPS = (128, 16_384)
"""How far tags are counted to find the rarest."""
_TAG = "event_tags AS a WHERE a.tag = :{} AND a.position > :after AND a.position <= :upto"
_TYPE = "events AS a WHERE a.type = :{} AND a.position > :after AND a.position <= :upto"
_ALL = "events AS a WHERE a.position > :after AND a.position <= :upto"
_HAS_TAG = " AND EXISTS (SELECT 1 FROM event_tags WHERE tag = :{} AND position = a.position)"
_HAS_TYPE = " AND EXISTS (SELECT 1 FROM events WHERE position = a.position AND type IN ({}))"
_ROW = "SELECT position, type, tags, data FROM events WHERE position = ?"


@dataclass(frozen=True)
class Selection:
    """A query made ready for one connection: SQL of its streams, and the values in them."""

    streams: Sequence[str]
    values: dict[str, Any]

    def rows(self, connection: sqlite3.Connection, after: int, upto: int, size: int) -> list[Row]:
        """The first `size` entries with `after < position <= upto`, in order."""
        if len(self.streams) > _MERGED:
            positions = self.positions(connection, after, upto, size)
            return [connection.execute(_ROW, (p,)).fetchone() for p in positions]
        sql = (
            f"SELECT e.position, e.type, e.tags, e.data FROM ({_merged(self.streams)}) AS p"  # noqa: S608  values are bound
            " CROSS JOIN events AS e ON e.position = p.position ORDER BY p.position"
        )
        return connection.execute(sql, self._bound(after, upto, size)).fetchall()

    def positions(
        self, connection: sqlite3.Connection, after: int, upto: int, size: int
    ) -> list[int]:
        """The first `size` positions of `rows`."""
        bound, found = self._bound(after, upto, size), set[int]()
        for start in range(0, len(self.streams), _MERGED):
            sql = _merged(self.streams[start : start + _MERGED])
            found.update(position for (position,) in connection.execute(sql, bound))
        return sorted(found)[:size]

    def last(self, connection: sqlite3.Connection, after: int, upto: int, size: int) -> int:
        """The last of the first `size` positions, 0 when there is none."""
        if len(self.streams) > _MERGED:
            return max(self.positions(connection, after, upto, size), default=0)
        sql = f"SELECT coalesce(max(position), 0) FROM ({_merged(self.streams)})"  # noqa: S608  values are bound
        return int(connection.execute(sql, self._bound(after, upto, size)).fetchone()[0])

    def _bound(self, after: int, upto: int, size: int) -> dict[str, Any]:
        return {**self.values, "after": after, "upto": upto, "size": size}


def _merged(streams: Sequence[str]) -> str:
    return " UNION ".join(streams) + " ORDER BY position LIMIT :size"


def select(
    connection: sqlite3.Connection, parts: Iterable[Part], after: int, upto: int = EVER
) -> Selection:
    """What to ask for entries that match any of the parts; no part at all means every entry."""
    values: dict[str, Any] = {"after": after, "upto": upto}
    streams: dict[str, None] = {}
    for types, tags in tuple(parts) or (((), ()),):
        named = [_names(values, "y", types), _names(values, "t", tags)]
        streams |= dict.fromkeys(_streams(connection, *named, values))
    return Selection(tuple(streams), values)


def _names(values: dict[str, Any], prefix: str, texts: Sequence[str]) -> list[str]:
    names = [f"{prefix}{len(values) + i}" for i, _ in enumerate(dict.fromkeys(texts))]
    values |= zip(names, dict.fromkeys(texts), strict=True)
    return names


def _streams(
    connection: sqlite3.Connection, types: list[str], tags: list[str], values: dict[str, Any]
) -> Iterator[str]:
    starts = [[_TAG.format(tag)] for tag in tags]
    if types:
        starts.append([_TYPE.format(kind) for kind in types])
    if not starts:
        yield f"SELECT a.position FROM {_ALL}"  # noqa: S608  nothing of the caller in it
        return
    chosen = _rarest(connection, starts, values) if len(starts) > 1 else 0
    asked = "".join(_HAS_TAG.format(tag) for i, tag in enumerate(tags) if i != chosen)
    if types and chosen < len(tags):
        asked += _HAS_TYPE.format(", ".join(f":{kind}" for kind in types))
    yield from (f"SELECT a.position FROM {start}{asked}" for start in starts[chosen])  # noqa: S608  values are bound


def _rarest(connection: sqlite3.Connection, starts: list[list[str]], values: dict[str, Any]) -> int:
    """Which way to start has the fewest entries; counted no further than needed."""
    count = "(SELECT count(*) FROM (SELECT 1 FROM {} LIMIT :size))"
    columns = (" + ".join(count.format(source) for source in start) for start in starts)
    sql = f"SELECT {', '.join(columns)}"
    counts: Sequence[int] = ()
    for cap in _CAPS:
        counts = connection.execute(sql, {**values, "size": cap}).fetchone()
        if min(counts) < cap:
            break
    return counts.index(min(counts))
