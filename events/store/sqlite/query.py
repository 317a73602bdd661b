"""From a query to SQL that touches only what it asks for, and never scans the ledger.

A part of a query goes in at its rarest tag, and at its types in it: `event_tags` is in the
order of tag, type and position. A part without tags goes in by the index of types. Most questions
find few entries: those are fetched at once. Of many, first the positions are listed.
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
_TOGETHER = 200
"""Parts in one statement: SQLite takes at most 500."""
_CAPS = (128, 2_048, 16_384)
"""How far entries are counted to find the rarest tag."""
_CLOSE, _REMEMBERED = 16, 1000
_chosen: dict[tuple[str, ...], int] = {}
"""Tags queried together -> index of the rarest by far when they were first counted."""

_BETWEEN = "a.position > :after AND a.position <= :upto"
_BY_TAG, _BY_TYPE = "event_tags AS a", "events AS a INDEXED BY events_by_type"
_HAS_TAG = """ AND EXISTS (SELECT 1 FROM event_tags
    WHERE tag = :{} AND type = a.type AND position = a.position)"""
_COUNT = "(SELECT count(*) FROM ({} LIMIT :size))"
_COLUMNS = "SELECT e.position, e.type, e.tags, e.data FROM"
# CROSS JOIN: SQLite keeps this order of the tables.
_JOINED = f"{_COLUMNS} event_tags AS a CROSS JOIN events AS e ON e.position = a.position"
_LISTED = f"""{_COLUMNS} json_each(:positions) AS p CROSS JOIN events AS e
    ON e.position = p.value"""
_ALL = f"""{_COLUMNS} events AS e
    WHERE e.position > :after AND e.position <= :upto ORDER BY e.position LIMIT :size"""


class Way(NamedTuple):
    """A way into the ledger: some rows of a table, in no order.

    Attributes:
        table: The table, under the name of `a`.
        where: The condition in SQL.
    """

    table: str
    where: str

    def positions(self) -> str:
        """Return the SQL for the positions, each once."""
        return f"SELECT a.position FROM {self.table} WHERE {self.where}"  # noqa: S608  values are bound

    def rows(self) -> str:
        """Return the SQL for the entries."""
        if self.table == _BY_TAG:
            return f"{_JOINED} WHERE {self.where}"
        return f"SELECT a.position, a.type, a.tags, a.data FROM {self.table} WHERE {self.where}"  # noqa: S608  values are bound


@dataclass(frozen=True)
class Selection:
    """A query made ready.

    Attributes:
        ways: The ways in, each for a part of the query.
        values: What is bound to the names in their SQL.
    """

    ways: Sequence[Way]
    values: Values

    def few(
        self, connection: sqlite3.Connection, after: int, upto: int, most: int
    ) -> list[Row] | None:
        """Return the entries with `after < position <= upto`, in order; None if there are many.

        Args:
            connection: A connection to the ledger.
            after: The position before the first.
            upto: The last position.
            most: The greatest number of entries.
        """
        found: list[Row] = []
        for ways in self._together():
            sql = f"{' UNION ALL '.join(way.rows() for way in ways)} LIMIT :size"
            found += connection.execute(sql, self._bound(after, upto, most + 1)).fetchall()
            if len(found) > most:
                return None
        return sorted(set(found) if len(self.ways) > 1 else found)

    def positions(self, connection: sqlite3.Connection, after: int, upto: int) -> list[int]:
        """Return the positions with `after < position <= upto`, in order.

        Args:
            connection: A connection to the ledger.
            after: The position before the first.
            upto: The last position.
        """
        found: list[int] = []
        for ways in self._together():
            sql = " UNION ALL ".join(way.positions() for way in ways)
            rows = connection.execute(sql, self._bound(after, upto, -1))
            found += [position for (position,) in rows]
        return sorted(set(found) if len(self.ways) > 1 else found)

    def any(self, connection: sqlite3.Connection, after: int, upto: int) -> bool:
        """Return whether there is an entry with `after < position <= upto`.

        Args:
            connection: A connection to the ledger.
            after: The position before the first.
            upto: The last position.
        """
        sqls = (" UNION ALL ".join(way.positions() for way in ways) for ways in self._together())
        bound = self._bound(after, upto, -1)
        return any(connection.execute(f"{sql} LIMIT 1", bound).fetchone() for sql in sqls)

    def _together(self) -> Iterator[Sequence[Way]]:
        return (
            self.ways[start : start + _TOGETHER] for start in range(0, len(self.ways), _TOGETHER)
        )

    def _bound(self, after: int, upto: int, size: int) -> Values:
        return {**self.values, "after": after, "upto": upto, "size": size}


def listed(connection: sqlite3.Connection, positions: Sequence[int]) -> list[Row]:
    """Return the entries at these positions, in order.

    Args:
        connection: A connection to the ledger.
        positions: The positions, from 1.
    """
    rows = connection.execute(_LISTED, {"positions": json.dumps(positions)}).fetchall()
    return sorted(rows)  # they are, most often: SQLite would sort them a third slower


def every(connection: sqlite3.Connection, after: int, upto: int, size: int) -> list[Row]:
    """Return the first `size` entries with `after < position <= upto`, of any kind, in order.

    Args:
        connection: A connection to the ledger.
        after: The position before the first.
        upto: The last position.
        size: The greatest number of entries.
    """
    bound = {"after": after, "upto": upto, "size": size}
    return connection.execute(_ALL, bound).fetchall()


def select(
    connection: sqlite3.Connection, parts: Iterable[Part], after: int, upto: int = EVER
) -> Selection:
    """Return the selection of entries that match any of the parts; of all without parts.

    Args:
        connection: A connection to the ledger, on which the rarest tag is counted.
        parts: The parts of the query.
        after: The position before the first that is asked for.
        upto: The last position that is asked for.
    """
    values: Values = {"after": after, "upto": upto}
    names: dict[str, str] = {}
    ways = dict.fromkeys(
        _way(connection, _names(names, values, types), _names(names, values, tags), values)
        for types, tags in tuple(parts) or (((), ()),)
    )
    return Selection(tuple(ways), values)


def _names(names: dict[str, str], values: Values, texts: Sequence[str]) -> list[str]:
    """Return the names of these texts in SQL; each text has its own."""
    for text in texts:
        if text not in names:
            names[text] = f"v{len(names)}"
            values[names[text]] = text
    return list(dict.fromkeys(names[text] for text in texts))


def _way(connection: sqlite3.Connection, types: list[str], tags: list[str], values: Values) -> Way:
    kinds = f" AND a.type IN ({', '.join(f':{kind}' for kind in types)})" if types else ""
    ways = [Way(_BY_TAG, f"a.tag = :{tag}{kinds} AND {_BETWEEN}") for tag in tags]
    if not ways:
        return Way(_BY_TYPE, f"{_BETWEEN}{kinds}") if types else Way("events AS a", _BETWEEN)
    chosen = _rarest(connection, ways, [values[tag] for tag in tags], values)
    asked = "".join(_HAS_TAG.format(tag) for i, tag in enumerate(tags) if i != chosen)
    return Way(_BY_TAG, ways[chosen].where + asked)


def _rarest(
    connection: sqlite3.Connection, ways: Sequence[Way], tags: Sequence[str], values: Values
) -> int:
    """Which way has the fewest entries; counted no further than needed, and once for these tags.

    What was rarest may not be so later: then it is slower, and no less right.
    """
    if len(ways) == 1:
        return 0
    if (known := _chosen.get(key := tuple(tags))) is not None:
        return known
    columns = ", ".join(_COUNT.format(way.positions()) for way in ways)
    for cap in _CAPS:
        found = connection.execute(f"SELECT {columns}", {**values, "size": cap})
        counts: Sequence[int] = found.fetchone()
        if min(counts) < cap:
            break
    if len(_chosen) >= _REMEMBERED:
        _chosen.clear()
    if max(counts) >= 2 * min(counts) + _CLOSE:  # else a few more entries would turn it round
        _chosen[key] = counts.index(min(counts))
    return counts.index(min(counts))
