"""From a query to SQL that never scans: ordered streams of positions, merged by SQLite.

A part of a query becomes one stream that starts at its rarest tag (or at its types, one stream
each), asks the other conditions by key, and comes in order of position out of an index.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

Part: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""Types (any of them; none: every type) and tags (all of them)."""
Row: TypeAlias = tuple[int, str, str, bytes]
"""Position, type, tags as JSON, data."""
Values: TypeAlias = dict[str, Any]
"""What is bound to the names in SQL."""

EVER = 2**63 - 1
"""A position that no ledger reaches."""
_MERGED = 20
"""Streams in one statement: SQLite merges them one inside the other, and takes at most 500."""
_CAPS = (128, 2_048, 16_384)
"""How far entries are counted to find the rarest tag."""

_BETWEEN = "a.position > :after AND a.position <= :upto"
_HAS_TAG = " AND EXISTS (SELECT 1 FROM event_tags WHERE tag = :{} AND position = a.position)"
_HAS_TYPE = " AND EXISTS (SELECT 1 FROM events WHERE position = a.position AND type IN ({}))"
_COUNT = "(SELECT count(*) FROM ({} LIMIT :size))"
# CROSS JOIN: SQLite keeps this order of the tables.
_ROW = "SELECT e.position, e.type, e.tags, e.data FROM {} CROSS JOIN events AS e"
_LISTED = _ROW.format("json_each(:positions) AS p") + " ON e.position = p.value ORDER BY p.value"


class _Stream(NamedTuple):
    """Positions in order: `table` under the name of `a`, which rows of it, of which `types`."""

    table: str
    where: str
    types: str = ""

    def positions(self) -> str:
        where = self.where + (_HAS_TYPE.format(self.types) if self.types else "")
        return f"SELECT a.position FROM {self.table} AS a WHERE {where}"  # noqa: S608  values are bound

    def rows(self) -> str:
        """An entry that is fetched tells its type: it need not be looked up before."""
        where = self.where + (f" AND e.type IN ({self.types})" if self.types else "")
        entries = _ROW.format(f"{self.table} AS a")
        return f"{entries} ON e.position = a.position WHERE {where} ORDER BY a.position"

    def also(self, condition: str, types: str) -> _Stream:
        return _Stream(self.table, self.where + condition, types)


@dataclass(frozen=True)
class Selection:
    """A query made ready: its streams, and the values in them."""

    streams: Sequence[_Stream]
    values: Values

    def rows(self, connection: sqlite3.Connection, after: int, upto: int, size: int) -> list[Row]:
        """The first `size` entries with `after < position <= upto`, in order."""
        if len(self.streams) == 1:
            sql, bound = self.streams[0].rows() + " LIMIT :size", self._bound(after, upto, size)
        else:
            positions = self.positions(connection, after, upto, size)
            sql, bound = _LISTED, {"positions": json.dumps(positions)}
        return connection.execute(sql, bound).fetchall()

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

    def _bound(self, after: int, upto: int, size: int) -> Values:
        return {**self.values, "after": after, "upto": upto, "size": size}


def _merged(streams: Iterable[_Stream]) -> str:
    return " UNION ".join(s.positions() for s in streams) + " ORDER BY position LIMIT :size"


def select(
    connection: sqlite3.Connection, parts: Iterable[Part], after: int, upto: int = EVER
) -> Selection:
    """What to ask for entries that match any of the parts; no part at all means every entry."""
    values: Values = {"after": after, "upto": upto}
    streams: dict[_Stream, None] = {}
    for types, tags in tuple(parts) or (((), ()),):
        kinds, words = (_names(values, texts) for texts in (types, tags))
        streams |= dict.fromkeys(_streams(connection, kinds, words, values))
    return Selection(tuple(streams), values)


def _names(values: Values, texts: Sequence[str]) -> list[str]:
    once = dict.fromkeys(texts)
    names = [f"v{number}" for number in range(len(values), len(values) + len(once))]
    values |= zip(names, once, strict=True)
    return names


def _streams(
    connection: sqlite3.Connection, types: list[str], tags: list[str], values: Values
) -> Iterator[_Stream]:
    starts = [[_Stream("event_tags", f"a.tag = :{tag} AND {_BETWEEN}")] for tag in tags]
    if types:
        starts.append([_Stream("events", f"a.type = :{kind} AND {_BETWEEN}") for kind in types])
    if not starts:
        starts.append([_Stream("events", _BETWEEN)])
    chosen = _rarest(connection, starts, len(tags), values) if len(starts) > 1 else 0
    asked = "".join(_HAS_TAG.format(tag) for i, tag in enumerate(tags) if i != chosen)
    named = ", ".join(f":{kind}" for kind in types) if chosen < len(tags) else ""
    yield from (stream.also(asked, named) for stream in starts[chosen])


def _rarest(
    connection: sqlite3.Connection, starts: list[list[_Stream]], tags: int, values: Values
) -> int:
    """Which way to start has the fewest entries; counted no further than needed.

    The first `tags` ways start at a tag. One of few entries, as most are, is taken without asking
    how many there are of each type.
    """
    for ways, cap in ((starts[:tags], _CAPS[0]), *((starts, cap) for cap in _CAPS)):
        columns = (" + ".join(_COUNT.format(s.positions()) for s in way) for way in ways)
        sql = f"SELECT {', '.join(columns) or _CAPS[-1]}"
        counts: Sequence[int] = connection.execute(sql, {**values, "size": cap}).fetchone()
        if min(counts) < cap:
            break
    return counts.index(min(counts))
