"""Counts that sources report without names: as reported, each with its source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from events.event import Entry, Scope, fields_of, name_of
from events.reported_counts import FIGURES
from views.cluster_years import happened
from views.evidence import Grade, grade
from views.names import Names


class FigureRow(Struct, frozen=True, kw_only=True):
    """One fact in numbers; what the source does not say is null, or empty (text).

    `event` is the stored name of the fact. `told` is a number of which the source does not say
    whether it is of proposals or approvals.
    """

    event: str
    year: int
    cluster: str = ""
    cluster_name: str = ""
    council: str = ""
    place: str = ""
    kind: str = ""
    what: str = ""
    form: str = ""
    proposed: int | None = None
    approved: int | None = None
    told: int | None = None
    title: str = ""
    amount: Decimal | None = None
    measure: str = ""
    count: int | None = None
    members: int | None = None
    least: int | None = None
    most: int | None = None
    created_by: str = ""
    number: str = ""
    on: date | None = None
    presented_on: date | None = None
    presented: int | None = None
    position: int
    source: Grade
    source_title: str
    source_on: date | None


def _when(entry: Entry) -> tuple[int, int]:
    year: int = getattr(entry.event, "year", 0)
    return year, entry.place


class Figures:
    """Facts in numbers, as sources report them.

    Args:
        cluster: The code of a cluster; None for all, and for those of no cluster.
        year: The year; None for all.
        on: The last day to look at: facts dated later are ignored; None for no limit.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.entries: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names and reported counts."""
        return (*self.names.scopes(), Scope(events=FIGURES))

    def apply(self, entry: Entry) -> None:
        """Keep the names, and the reported counts of the cluster, the year and the day."""
        self.names.apply(entry)
        event: Any = entry.event
        if type(event) in FIGURES and happened(event, self.on):
            here = self.cluster in (None, getattr(event, "cluster", ""))
            if here and self.year in (None, event.year):
                self.entries.append(entry)

    def rows(self) -> tuple[FigureRow, ...]:
        """Return the rows in the order of the years, then of typing."""
        ordered = sorted(self.entries, key=_when)
        return tuple(self._row(entry) for entry in ordered)

    def _row(self, entry: Entry) -> FigureRow:
        fields: dict[str, Any] = fields_of(entry.event)
        cluster = fields.get("cluster", "")
        return FigureRow(
            **fields,
            event=name_of(entry.event),
            cluster_name=self.names.cluster(cluster, fields["year"]) if cluster else "",
            position=entry.position,
            source=grade(entry),
            source_title=entry.source.title,
            source_on=entry.source.on,
        )
