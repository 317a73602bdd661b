"""The score sheet of a year: units by criteria, at one stage.

Nothing recorded, zero, and "does not apply" are three different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.event import Entry, Event
from events.membership import ROSTER, members
from events.rule_book import Criterion, RulesIssued, rules
from events.scoring import ScoreRecorded, Stage
from views.cluster_years import ClusterYears, Key, OfUnit

CellState: TypeAlias = Literal["empty", "scored", "not-applicable"]


class Cell(Struct, frozen=True, kw_only=True):
    """A unit's score for a criterion, and the `position` of its entry, to correct it by."""

    state: CellState = "empty"
    points: Decimal | None = None
    evidence: str = ""
    position: int | None = None


EMPTY = Cell()


class ScoreRow(OfUnit, frozen=True, kw_only=True):
    """One cell of the sheet; `points` is null when it is empty or the criterion does not apply.

    `position` (from 1) is that of the entry, null for an empty cell.
    """

    criterion: str
    criterion_name: str
    max_points: Decimal
    stage: Stage
    state: CellState
    points: Decimal | None
    evidence: str
    position: int | None


class Scores(ClusterYears):
    """The score sheets by year, at one stage.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        stage: Points that units gave themselves (`self`), that peers gave (`peer`), or `verified`.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, RulesIssued, ScoreRecorded)

    def __init__(
        self, cluster: str | None = None, year: int | None = None, stage: Stage = "verified"
    ) -> None:
        super().__init__(cluster, year)
        self.stage = stage
        self.filled: dict[Key, dict[tuple[str, str], Entry]] = {}

    def apply(self, entry: Entry) -> None:
        """Keep scores as cells, and the rest by year."""
        if isinstance(entry.event, ScoreRecorded):
            self.score(entry)
        else:
            super().apply(entry)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event: a sheet has many scores."""
        if kind is not ScoreRecorded:
            return self._only(kind)
        return self.score if self.cluster or self.year else self.score_any

    def score(self, entry: Entry) -> None:
        """Fill the cell of a score, if it is of the stage, the cluster and the year."""
        event: Any = entry.event
        if self._asked(event.cluster, event.year):
            self.score_any(entry)

    def score_any(self, entry: Entry) -> None:
        """Fill the cell of a score of the stage, of any cluster and year."""
        event: Any = entry.event
        if event.stage == self.stage:
            key = event.cluster, event.year
            if (sheet := self.filled.get(key)) is None:
                sheet = self.filled[key] = {}
            sheet[event.unit, event.criterion] = entry

    def criteria(self, cluster: str, year: int) -> tuple[Criterion, ...]:
        """Return the columns of a sheet: the criteria of the rule book, empty without a book.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        book = rules(self.history(cluster, year), cluster, year)
        return book.criteria if book else ()

    def units(self, cluster: str, year: int) -> tuple[str, ...]:
        """Return the rows of a sheet: the members, then units that were scored and left.

        Args:
            cluster: The code of a cluster.
            year: The year.

        Returns:
            The codes of the units.
        """
        scored = (unit for unit, _ in self.filled.get((cluster, year), ()))
        belong = members(self.history(cluster, year), cluster, year)
        return tuple(dict.fromkeys((*belong, *scored)))

    def cell(self, cluster: str, year: int, unit: str, criterion: str) -> Cell:
        """Return a cell; `EMPTY` when it has no score.

        Args:
            cluster: The code of a cluster.
            year: The year.
            unit: The code of a unit.
            criterion: The code of a criterion of the rule book.

        Returns:
            The cell; its points are Decimal, and None when it is empty or the criterion does not
            apply.
        """
        entry = self.filled.get((cluster, year), {}).get((unit, criterion))
        return _cell(entry) if entry else EMPTY

    def rows(self) -> tuple[ScoreRow, ...]:
        """Return every cell of every sheet that has a rule book: by unit, then by criterion."""
        return tuple(row for key in self.keys() for row in self._sheet(*key))

    def _sheet(self, cluster: str, year: int) -> Iterator[ScoreRow]:
        of_year, criteria = self.year_fields(cluster, year), self.criteria(cluster, year)
        for unit in self.units(cluster, year) if criteria else ():
            fields = {**of_year, **self.names.unit_fields(unit, year), "stage": self.stage}
            for criterion in criteria:
                cell = self.cell(cluster, year, unit, criterion.code)
                yield ScoreRow(
                    **fields,
                    criterion=criterion.code,
                    criterion_name=criterion.name,
                    max_points=criterion.max_points,
                    state=cell.state,
                    points=cell.points,
                    evidence=cell.evidence,
                    position=cell.position,
                )


def _cell(entry: Entry) -> Cell:
    event: Any = entry.event
    return Cell(
        state="scored" if event.points is not None else "not-applicable",
        points=event.points,
        evidence=event.evidence,
        position=entry.position,
    )
