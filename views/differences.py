"""The changes between two moments of knowledge: the rows of the other views, compared.

Not a list of what was typed: an entry that was typed and taken back between the moments changes
nothing, and a corrected score may change a place that was never typed. Each difference has the
entry that made it what it is at the later moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from events.clusters import CLUSTER_LIFE, ClusterFounded
from events.corrections import EntriesRetracted, effective
from events.event import Entry, Scope
from events.units import LIFE, UnitFounded
from views.compared import EVERYWHERE, TABLES, YEARLY
from views.comparison import Compared, Key, Keyed
from views.evidence import Grade, evidence
from views.projection import Reader
from views.shared_projections import Moment, Readings

OF_UNITS = ("units", "functions")
"""Tables that a cluster filters by its members."""
FOUNDED = (UnitFounded, ClusterFounded, EntriesRetracted)
"""Events that give a first name and change no other; retractions come with every kind."""
Change: TypeAlias = Literal["new", "gone", "changed"]


class Difference(Struct, frozen=True, kw_only=True):
    """One thing that is otherwise at the later moment: its row, its field, and the entry behind it.

    `before` and `after` have the type of the field in its row: points are Decimal, names are text.
    `position` (from 1), `at` (UTC) and the fields after them are those of the entry. `subject` is
    what the row is about besides its cluster, year and unit: a form of award, a role, a meeting, a
    movement, a topic.
    """

    table: str
    change: Change
    cluster: str | None
    cluster_name: str | None
    year: int | None
    unit: str | None
    unit_name: str | None
    subject: str | None
    field: str
    before: Any
    after: Any
    position: int
    at: datetime
    by: str
    reason: str
    source: Grade
    source_title: str
    source_on: date | None


def differences(
    ledger: Reader,
    since: Moment,
    until: Moment | None = None,
    cluster: str | None = None,
    year: int | None = None,
    tables: Collection[str] = (),
) -> tuple[Difference, ...]:
    """Return the differences between two moments, table by table.

    Args:
        ledger: The source of the entries.
        since: The earlier position (from 1) or instant (UTC), inclusive.
        until: The later position or instant; None for the present.
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        tables: Names of `TABLES` to compare; empty for all.
    """
    found: list[Difference] = []
    names = [name for name in TABLES if not tables or name in tables]
    readings = Readings(ledger, since, until, cluster, year, names)
    for name in names:
        found += _Course(name, TABLES[name], readings).differences()
    return tuple(found)


def of_cluster(
    ledger: Reader, since: int, until: int, cluster: str | None
) -> tuple[Difference, ...]:
    """Return the differences between two positions in all years, of a cluster or of all.

    Only years of which something was typed in between are compared; all of them when a unit or a
    cluster was renamed, for that shows in every year.

    Args:
        ledger: The source of the entries.
        since: The earlier position (from 1), inclusive; 0 for the beginning.
        until: The later position, inclusive.
        cluster: The code of a cluster; None for all.

    Returns:
        The differences, table by table in the order of `TABLES`.
    """
    if cluster is None:
        return differences(ledger, since, until)
    typed = [*ledger.read(Scope((f"cluster:{cluster}",)), after=since, until=until)]
    names = ledger.read(Scope(events=(*LIFE, *CLUSTER_LIFE)), after=since, until=until)
    if any(not isinstance(entry.event, FOUNDED) for entry in names):
        return differences(ledger, since, until, cluster)
    mark = f"cluster:{cluster}/"
    tags = (tag for entry in typed for tag in entry.event.tags() if tag.startswith(mark))
    years = sorted({int(tag.removeprefix(mark)) for tag in tags})
    found = [*differences(ledger, since, until, cluster, None, ("clusters", *EVERYWHERE))]
    for year in years:
        found += differences(ledger, since, until, cluster, year, YEARLY)
    order = [*TABLES]
    return tuple(sorted(found, key=lambda one: order.index(one.table)))


class _Course:
    """One table over the entries that it reads, folded up to any of them."""

    def __init__(self, name: str, compared: Compared, readings: Readings) -> None:
        self.name, self.compared, self.readings = name, compared, readings
        self.entries, self.views = readings.of(compared.make)
        self.first = sum(entry.position <= readings.since for entry in self.entries)
        self.kept: dict[int, Keyed] = {}

    def rows(self, count: int) -> Keyed:
        """Return the rows by their keys, after the first `count` entries."""
        if count not in self.kept:
            if count not in self.views:
                self.views[count] = view = self.compared.make(*self.readings.asked)
                for entry in effective(self.entries[:count]):
                    view.apply(entry)
            rows = self.compared.rows(self.views[count])
            self.kept[count] = self.compared.keyed(row for row in rows if self._asked(row))
        return self.kept[count]

    def _asked(self, row: Struct) -> bool:
        """Return whether a row of no cluster is of a member of the cluster asked for."""
        if self.name not in OF_UNITS or (members := self.readings.members) is None:
            return True
        into = getattr(row, "into", None)
        return bool(members & {getattr(row, "unit", None), getattr(into, "unit", None)})

    def differences(self) -> Iterator[Difference]:
        """Yield what differs between the first entries and the last entry."""
        last = len(self.entries)
        if self.first == last:
            return
        before, after = self.rows(self.first), self.rows(last)
        for key in dict.fromkeys((*after, *before)):
            for field in self.changed_fields(before.get(key), after.get(key)):
                yield self.difference(key, field)

    def changed_fields(self, before: Struct | None, after: Struct | None) -> list[str]:
        """Return the fields that differ; of a row that is new or gone the first one alone."""
        return changed(self.compared, before, after)

    def difference(self, key: Key, field: str) -> Difference:
        """Return the difference of one field, with the entry that made it."""
        was, is_ = self.rows(self.first).get(key), self.rows(len(self.entries)).get(key)
        return difference(self.name, field, was, is_, self.made(key, field))

    def made(self, key: Key, field: str) -> Entry:
        """Return the entry after which the field has its final value.

        The row names the entry where it knows it; otherwise a binary search over the entries finds
        it.
        """
        low, high = self.first, len(self.entries)
        entry_of = getattr(self.rows(high).get(key), "entry_of", None)
        new = (
            entry for entry in self.entries[low:] if entry_of and entry.position == entry_of(field)
        )
        if entry := next(new, None):
            return entry
        final = self.value(high, key, field)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.value(middle, key, field) == final else (middle, high)
        return self.entries[high - 1]

    def value(self, count: int, key: Key, field: str) -> tuple[bool, object]:
        """Return whether the row is there after so many entries, and the value of its field."""
        row = self.rows(count).get(key)
        return row is not None, getattr(row, field, None)


def changed(compared: Compared, before: Struct | None, after: Struct | None) -> list[str]:
    """Return the fields that differ; only the first if a whole row is new or gone.

    Args:
        compared: The table to which the rows belong.
        before: The earlier row; None if there was none.
        after: The later row; None if there is none.

    Returns:
        Names of `compared.fields`, in their order. Nothing, False and empty text are the same.
    """
    if compared.whole and (before is None or after is None):
        return [] if before is after else [compared.fields[0]]
    nothing = (None, False, "")
    pairs = ((f, _value(before, f), _value(after, f)) for f in compared.fields)
    return [f for f, was, is_ in pairs if was != is_ and not (was in nothing and is_ in nothing)]


def _value(row: Struct | None, field: str) -> object:
    """Return the value of a field; with a name also the unit: two may bear the same name."""
    value = getattr(row, field, None)
    return (value, getattr(row, "unit", None)) if field == "unit_name" and value else value


def _distinct_value(row: Struct | None, other: Struct | None, field: str) -> Any:
    """Return the value of a field; a name gets the unit's code where both units share it."""
    value = getattr(row, field, None)
    if field == "unit_name" and value and value == getattr(other, field, None):
        return f"{value} ({getattr(row, 'unit', '')})"
    return value


def difference(
    table: str, field: str, was: Struct | None, is_: Struct | None, entry: Entry
) -> Difference:
    """Return the difference that an entry made to a field of a row.

    Args:
        table: A name of `TABLES`.
        field: The name of the field.
        was: The earlier row; None if there was none.
        is_: The later row; None if there is none. At least one of the two is given.
        entry: The entry that made the difference.
    """
    row, how, whole = is_ or was, evidence(entry), TABLES[table].whole
    subject = getattr(row, TABLES[table].subject, None) if TABLES[table].subject else None
    return Difference(
        table=table,
        change="new" if whole and was is None else "gone" if whole and is_ is None else "changed",
        cluster=getattr(row, "cluster", None),
        cluster_name=getattr(row, "cluster_name", None),
        year=getattr(row, "year", None),
        unit=getattr(row, "unit", None),
        unit_name=getattr(row, "unit_name", None),
        subject=str(subject) if subject else None,
        field=field,
        before=_distinct_value(was, is_, field),
        after=_distinct_value(is_, was, field),
        position=how.position,
        at=how.at,
        by=how.by,
        reason=how.reason,
        source=how.source,
        source_title=how.source_title,
        source_on=how.source_on,
    )
