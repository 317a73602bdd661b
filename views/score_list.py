"""Every score of a year, one row each, at every stage; for other programs and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, ClassVar

from events.event import Entry, Event
from events.rule_book import RULES, in_force, lines
from events.scoring import ScoreRecorded
from events.text import sort_key
from views.cluster_years import ClusterYears
from views.scores import NO_SCORER, ScoreRow, cell_of, score_row


class ScoreList(ClusterYears):
    """The scores in force by cluster and year: by unit, then by criterion, then as recorded.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*RULES, ScoreRecorded)

    def rows(self) -> tuple[ScoreRow, ...]:
        """Return one row per score; cells without a score have none."""
        return tuple(row for key in self.keys() for row in self._of_year(*key))

    def _of_year(self, cluster: str, year: int) -> Iterator[ScoreRow]:
        book = {
            one.code: one for one in lines(in_force(self.history(cluster, year), cluster, year))
        }
        order = {code: place for place, code in enumerate(book)}
        by_unit: dict[str, list[tuple[int, Entry]]] = {}
        for entry in self.years[cluster, year]:
            if isinstance(score := entry.event, ScoreRecorded):
                place = order.get(score.criterion, len(order))
                by_unit.setdefault(score.unit, []).append((place, entry))
        of_year = self.year_fields(cluster, year)
        fields = {unit: {**of_year, **self.names.unit_fields(unit, year)} for unit in by_unit}
        for unit in sorted(by_unit, key=lambda unit: sort_key(fields[unit]["unit_name"])):
            for _, entry in sorted(by_unit[unit], key=itemgetter(0)):
                event: Any = entry.event
                of_cell = fields[unit] | {"criterion": event.criterion, "stage": event.stage}
                line = book.get(event.criterion)
                yield score_row(of_cell, line, event.scorer or NO_SCORER, cell_of(entry))
