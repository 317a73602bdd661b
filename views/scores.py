"""The score sheet of a year: units by criteria, at one stage.

Nothing recorded, zero, and "does not apply" are three different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.event import Entry, Event, Scope
from events.membership import ROSTER, members
from events.rule_book import RULES, Criterion, in_force, lines
from events.score_book.leaf_kinds import Observation
from events.scoring import ScoreRecorded, Stage
from views.cluster_years import ClusterYears, Key, OfUnit, within

CellState: TypeAlias = Literal["empty", "scored", "not-applicable"]


class Cell(Struct, frozen=True, kw_only=True):
    """A unit's score for a criterion, and the `position` of its entry, to correct it by."""

    state: CellState = "empty"
    points: Decimal | None = None
    observed: Observation | None = None
    evidence: str = ""
    note: str = ""
    position: int | None = None


Filled: TypeAlias = dict[tuple[str, str], dict[str, Entry]]
"""Unit and criterion -> scorer -> its score."""
EMPTY = Cell()
NO_SCORER = ""
"""The key of a score that names no scorer."""
_NOTHING: dict[str, Entry | None] = {NO_SCORER: None}
"""What an empty cell has."""


class ScoreRow(OfUnit, frozen=True, kw_only=True):
    """One score of a cell: of several peers each has its own row.

    `points` is null when the cell is empty, when the criterion does not apply, and when points
    follow from what was `observed`; `max_points` where no rule book is known. `scorer` is the unit
    that gave them, where that is recorded. `position` (from 1) is that of the entry, null for an
    empty cell.
    """

    criterion: str
    criterion_name: str
    max_points: Decimal | None
    stage: Stage
    state: CellState
    points: Decimal | None
    observed: Observation | None
    scorer: str | None
    evidence: str
    note: str
    position: int | None


class GivenScores(ClusterYears):
    """The scores of all stages by cluster and year, of which `Scores` makes sheets."""

    kinds = (ScoreRecorded,)


class Scores(ClusterYears):
    """The score sheets by year, at one stage; a sheet is made of its scores when it is asked for.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        stage: Points that units gave themselves (`self`), that peers gave (`peer`), or `verified`.
        given: The scores, if several views share them; then they are fed apart from this view.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *RULES)

    def __init__(
        self,
        cluster: str | None = None,
        year: int | None = None,
        stage: Stage = "verified",
        given: GivenScores | None = None,
    ) -> None:
        super().__init__(cluster, year)
        self.stage = stage
        self.given = given or GivenScores(cluster, year)
        self._shared = given is not None
        self._latest: tuple[Key, int, Filled] = (("", 0), 0, {})

    def scopes(self) -> tuple[Scope, ...]:
        """Return all names, and scores, rosters and rule books of the cluster and year."""
        return (*self.names.scopes(), within((*self.kinds, ScoreRecorded), self.cluster, self.year))

    def parts(self) -> tuple[ClusterYears, ...]:
        """Return the scores, unless they are fed by others."""
        return () if self._shared else (self.given,)

    def filled(self, cluster: str, year: int) -> Filled:
        """Return the filled cells of a sheet, in the order of filling.

        Args:
            cluster: The code of a cluster.
            year: The year.

        Returns:
            Unit and criterion -> scorer -> the entry of its last score.
        """
        entries = self.given.years.get((cluster, year), ())
        key, size, found = self._latest
        if (key, size) != ((cluster, year), len(entries)):
            found = {}
            for entry in entries:
                event: Any = entry.event
                if event.stage == self.stage:
                    cell = found.setdefault((event.unit, event.criterion), {})
                    cell[event.scorer or NO_SCORER] = entry
            self._latest = (cluster, year), len(entries), found
        return found

    def sheets(self) -> Iterator[Key]:
        """Yield the cluster-years with a filled cell, in the order of their first score."""
        firsts = {
            key: next((e for e in entries if getattr(e.event, "stage", "") == self.stage), None)
            for key, entries in self.given.years.items()
        }
        known = ((first.place, first.position, key) for key, first in firsts.items() if first)
        yield from (key for _, _, key in sorted(known))

    def criteria(self, cluster: str, year: int) -> tuple[Criterion, ...]:
        """Return the columns of a sheet: the criteria of the rule book, empty without a book.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        return lines(in_force(self.history(cluster, year), cluster, year))

    def units(self, cluster: str, year: int) -> tuple[str, ...]:
        """Return the rows of a sheet: the members, then units that were scored and left.

        Args:
            cluster: The code of a cluster.
            year: The year.

        Returns:
            The codes of the units.
        """
        scored = (unit for unit, _ in self.filled(cluster, year))
        belong = members(self.history(cluster, year), cluster, year)
        return tuple(dict.fromkeys((*belong, *scored)))

    def cells(self, cluster: str, year: int, unit: str, criterion: str) -> dict[str, Cell]:
        """Return scorer -> its score of a cell; no scorer is `NO_SCORER`, an empty cell is empty.

        Args:
            cluster: The code of a cluster.
            year: The year.
            unit: The code of a unit.
            criterion: The code of a criterion of the rule book.

        Returns:
            The scores of the cell, in the order in which they were recorded.
        """
        found = self.filled(cluster, year).get((unit, criterion), {})
        return {scorer: cell_of(entry) for scorer, entry in found.items()}

    def cell(
        self, cluster: str, year: int, unit: str, criterion: str, scorer: str = NO_SCORER
    ) -> Cell:
        """Return the score of a cell by one scorer; `EMPTY` when there is none.

        Args:
            cluster: The code of a cluster.
            year: The year.
            unit: The code of a unit.
            criterion: The code of a criterion of the rule book.
            scorer: The unit that gave the points; `NO_SCORER` for scores that name none.

        Returns:
            The cell; its points are Decimal, and None when it is empty, when the criterion does not
            apply, or when points follow from what was observed.
        """
        return self.cells(cluster, year, unit, criterion).get(scorer, EMPTY)

    def rows(self) -> tuple[ScoreRow, ...]:
        """Return every cell of every sheet that has a rule book: by unit, then by criterion."""
        return tuple(row for key in self.keys() for row in self._sheet(*key))

    def _sheet(self, cluster: str, year: int) -> Iterator[ScoreRow]:
        of_year, criteria = self.year_fields(cluster, year), self.criteria(cluster, year)
        filled = self.filled(cluster, year) if criteria else {}
        for unit in self.units(cluster, year) if criteria else ():
            fields = {**of_year, **self.names.unit_fields(unit, year), "stage": self.stage}
            for criterion in criteria:
                for scorer, entry in filled.get((unit, criterion.code), _NOTHING).items():
                    cell = cell_of(entry) if entry else EMPTY
                    of_line = fields | {"criterion": criterion.code}
                    yield score_row(of_line, criterion, scorer, cell)


def score_row(
    fields: Mapping[str, Any], line: Criterion | None, scorer: str, cell: Cell
) -> ScoreRow:
    """Return the row of a cell.

    Args:
        fields: The fields of the unit, the stage and the code of the criterion.
        line: The line of the rule book; None where no book has it.
        scorer: The unit that gave the points; `NO_SCORER` where none is recorded.
        cell: The score.
    """
    return ScoreRow(
        **fields,
        criterion_name=line.name if line else "",
        max_points=line.max_points if line else None,
        state=cell.state,
        points=cell.points,
        observed=cell.observed,
        scorer=scorer or None,
        evidence=cell.evidence,
        note=cell.note,
        position=cell.position,
    )


def cell_of(entry: Entry) -> Cell:
    """Return the cell that a score fills.

    Args:
        entry: The entry of a score.
    """
    event: Any = entry.event
    return Cell(
        state="not-applicable" if event.points is event.observed is None else "scored",
        points=event.points,
        observed=event.observed,
        evidence=event.evidence,
        note=event.note,
        position=entry.position,
    )
