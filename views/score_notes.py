"""What is unusual about the points of a year; nothing is blocked by it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args

from events.command import History
from events.membership import ROSTER
from events.rule_book import RULES
from events.score_book.plausibility import Unusual
from events.score_notes import Comparison, comparison
from events.scoring import ScoreRecorded, Stage
from views.cluster_years import ClusterYears, OfUnit
from views.names import UnitName

STAGES: tuple[Stage, ...] = get_args(Stage)


class NoteRow(OfUnit, frozen=True, kw_only=True):
    """A note on a cell, or on a sheet that equals another: then `criterion` is empty.

    `low` and `high` are the figures it is compared with, null where there is no range; `copied` is
    the other unit of a copy.
    """

    stage: Stage
    criterion: str
    criterion_name: str
    points: Decimal | None
    unusual: Unusual
    low: Decimal | None
    high: Decimal | None
    copied: UnitName | None


class ScoreNotes(ClusterYears):
    """The notes by cluster and year, by stage, then by unit and line.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all. Earlier years are read to compare with.
        on: The last day to look at; None for no limit.
    """

    kinds = (*ROSTER, *RULES, ScoreRecorded)

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, None, on)
        self.of_year = year

    def rows(self) -> tuple[NoteRow, ...]:
        """Return one row per note."""
        found: list[NoteRow] = []
        for cluster in dict.fromkeys(cluster for cluster, _ in self.keys()):
            all_years = [self.years[key] for key in self.keys() if key[0] == cluster]
            history = History((e for entries in all_years for e in entries), date.max)
            for year in (y for c, y in self.keys() if c == cluster and self.of_year in (None, y)):
                for stage in STAGES:
                    found += self._of_stage(history, cluster, year, stage)
        return tuple(found)

    def _of_stage(self, history: History, cluster: str, year: int, stage: Stage) -> list[NoteRow]:
        compared = comparison(history, cluster, year, stage)
        if not compared.now:
            return []
        names = self.line_names(cluster, year)
        rows = [
            NoteRow(
                **fields,
                criterion=code,
                criterion_name=names.get(code, ""),
                points=points,
                unusual=note.unusual,
                low=note.low,
                high=note.high,
                copied=None,
            )
            for unit, of_unit in compared.now.items()
            for fields in (self._fields(cluster, year, unit, stage),)
            for code, points in of_unit.items()
            for note in compared.notes(unit, code, points)
        ]
        return [*rows, *self._copies(compared, cluster, year, stage)]

    def _copies(self, compared: Comparison, cluster: str, year: int, stage: Stage) -> list[NoteRow]:
        return [
            NoteRow(
                **self._fields(cluster, year, unit, stage),
                criterion="",
                criterion_name="",
                points=None,
                unusual="copy",
                low=None,
                high=None,
                copied=self.names.called(other, self.day(year)),
            )
            for unit, other in compared.copied()
        ]

    def _fields(self, cluster: str, year: int, unit: str, stage: Stage) -> dict[str, Any]:
        """Return the fields that every note on a unit's sheet has."""
        of_unit = self.names.unit_fields(unit, self.day(year))
        return {**self.year_fields(cluster, year), **of_unit, "stage": stage}
