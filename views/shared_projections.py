"""Readings of a ledger to compare two moments, shared by all tables of the same view."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, TypeAlias

from events.corrections import EntriesRetracted
from events.event import Entry, Scope, name_of, tags_of
from views.compared import TABLES
from views.comparison import Make
from views.projection import Reader, project
from views.units import Units

Moment: TypeAlias = int | datetime
"""A position (from 1) or an instant (UTC), inclusive."""
States: TypeAlias = dict[int, Any]
"""The number of entries -> the view after so many of its entries."""


class Readings:
    """The entries of each view up to the later moment; none where nothing new concerns it.

    Args:
        ledger: The source of the entries.
        since: The earlier position (from 1) or instant (UTC), inclusive.
        until: The later position or instant; None for the present.
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        tables: Names of `TABLES`.
    """

    def __init__(
        self,
        ledger: Reader,
        since: Moment,
        until: Moment | None,
        cluster: str | None,
        year: int | None,
        tables: Iterable[str],
    ) -> None:
        self.ledger, self.until = ledger, until
        self.since = since if isinstance(since, int) else ledger.known_at(since)
        self.asked = (cluster, year, None)
        self.makes = dict.fromkeys(TABLES[name].make for name in tables)
        self.scopes = {make: make(*self.asked).scopes() for make in self.makes}
        self._read: dict[Make, tuple[list[Entry], States]] = {}

    def of(self, make: Make) -> tuple[list[Entry], States]:
        """Return the entries that a view reads, and its states as far as they were folded."""
        if make not in self._read:
            scopes = self.scopes[make]
            new = any(matches(entry, scope) for entry in self.new for scope in scopes)
            self._read[make] = [*self.ledger.read(*scopes, until=self.until)] if new else [], {}
        return self._read[make]

    @cached_property
    def new(self) -> list[Entry]:
        """The entries between the moments that may concern one of the views."""
        scopes = dict.fromkeys(scope for asked in self.scopes.values() for scope in asked)
        return [*self.ledger.read(*scopes, after=self.since, until=self.until)]

    @cached_property
    def members(self) -> frozenset[str] | None:
        """The units that belong to the cluster asked for; None where all are asked for."""
        cluster, year, _ = self.asked
        if cluster is None:
            return None
        units = project(Units(cluster, year), self.ledger, self.until)
        return frozenset(row.unit for row in units.rows())


def matches(entry: Entry, scope: Scope) -> bool:
    """Return whether an entry is within a scope; a retraction is if what it retracts may be.

    Args:
        entry: The entry.
        scope: The scope: all of its tags, and one of its kinds of events if it names any.
    """
    event = entry.event
    if isinstance(event, EntriesRetracted):
        kinds = {*event.kinds}
        if scope.events and kinds and kinds.isdisjoint(map(name_of, scope.events)):
            return False
    elif scope.events and type(event) not in scope.events:
        return False
    return not scope.tags or {*scope.tags} <= {*tags_of(event, entry.meeting, entry.act)}
