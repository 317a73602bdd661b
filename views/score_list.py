"""Every score of a year, one row each, at every stage; for other programs and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from events.event import Entry, Event
from events.rule_book import RULES, in_force, lines
from events.scoring import ScoreRecorded
from events.text import sort_key
from views.cluster_years import ClusterYears
from views.scores import ScoreRow, cell_of


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
        scored = [
            (entry.event, entry)
            for entry in self.years[cluster, year]
            if isinstance(entry.event, ScoreRecorded)
        ]
        codes = dict.fromkeys(score.unit for score, _ in scored)
        units = {unit: self.names.unit_fields(unit, year) for unit in codes}
        alphabet = sorted(codes, key=lambda unit: sort_key(units[unit]["unit_name"]))

        def place(found: tuple[ScoreRecorded, Entry]) -> tuple[int, int]:
            score = found[0]
            return alphabet.index(score.unit), order.get(score.criterion, len(order))

        for score, entry in sorted(scored, key=place):
            cell, line = cell_of(entry), book.get(score.criterion)
            yield ScoreRow(
                **self.year_fields(cluster, year),
                **units[score.unit],
                criterion=score.criterion,
                criterion_name=line.name if line else "",
                max_points=line.max_points if line else None,
                stage=score.stage,
                state=cell.state,
                points=cell.points,
                observed=cell.observed,
                scorer=score.scorer or None,
                evidence=cell.evidence,
                note=cell.note,
                position=entry.position,
            )
