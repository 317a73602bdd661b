"""Totals and grades that sources give without a sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from events.event import Entry
from events.reported_results import UnitResultReported
from views.cluster_years import ClusterYears, OfUnit
from views.evidence import Grade, grade


class ReportedResultRow(OfUnit, frozen=True, kw_only=True):
    """A total out of a scale, or a grade; what the source does not give is null or empty (text)."""

    total: Decimal | None
    scale: Decimal | None
    grade: str
    on: date | None
    position: int
    source: Grade
    source_title: str
    source_on: date | None


class ReportedResults(ClusterYears):
    """The reported totals and grades by cluster and year, in the order of the ledger."""

    kinds = (UnitResultReported,)

    def rows(self) -> tuple[ReportedResultRow, ...]:
        """Return one row per fact."""
        return tuple(self._row(entry) for key in self.keys() for entry in self.years[key])

    def _row(self, entry: Entry) -> ReportedResultRow:
        event: Any = entry.event
        return ReportedResultRow(
            **self.year_fields(event.cluster, event.year),
            **self.names.unit_fields(event.unit, self.day(event.year)),
            total=event.total,
            scale=event.scale,
            grade=event.grade,
            on=event.on,
            position=entry.position,
            source=grade(entry),
            source_title=entry.source.title,
            source_on=entry.source.on,
        )
