"""The occurrences that give or take points, one by one (từng lần được thưởng, bị trừ điểm)."""

from __future__ import annotations

from datetime import date

from events.occurrences import OccurrenceRecorded
from events.rule_book import RULES
from views.cluster_years import ClusterYears, OfUnit


class OccurrenceRow(OfUnit, frozen=True, kw_only=True):
    """An occurrence; its day is null where it is unknown, texts are empty where none is known."""

    criterion: str
    criterion_name: str
    what: str
    paper: str
    proposed_by: str
    accepted_by: str
    on: date | None


class Occurrences(ClusterYears):
    """The occurrences by cluster and year, in the order of the ledger.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (OccurrenceRecorded, *RULES)

    def rows(self) -> tuple[OccurrenceRow, ...]:
        """Return one row per occurrence."""
        found: list[OccurrenceRow] = []
        for cluster, year in self.keys():
            history = self.history(cluster, year)
            names = self.line_names(cluster, year)
            found += (
                OccurrenceRow(
                    **self.year_fields(cluster, year),
                    **self.names.unit_fields(one.unit, self.day(year)),
                    criterion=one.criterion,
                    criterion_name=names.get(one.criterion, ""),
                    what=one.what,
                    paper=one.paper,
                    proposed_by=one.proposed_by,
                    accepted_by=one.accepted_by,
                    on=one.on,
                )
                for one in history.of(OccurrenceRecorded)
            )
        return tuple(found)
