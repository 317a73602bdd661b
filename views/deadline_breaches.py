"""How many deadlines each unit kept and broke in a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from views.cluster_years import Key
from views.deadlines import BROKEN, DeadlineRow, Deadlines, Met
from views.figures import FigureEntries, OfFigures
from views.names import UnitName
from views.score_progress import Punctual

FIGURES: dict[str, tuple[Met, ...]] = {
    "deadlines": (*get_args(Punctual), "missed"),
    "in_time": ("on-time",),
    "broken": BROKEN,
    "done_late": ("late",),
    "overdue": ("overdue",),
    "missed": ("missed",),
    "undecided": ("waiting", "unknown"),
}
"""Figure -> the states that it counts."""


class BreachRow(OfFigures, frozen=True, kw_only=True):
    """The deadlines of one unit in a year, counted by how they were kept.

    `by` is the unit. `deadlines` is how many it has: the sum of `in_time`, `broken` and
    `undecided`; `broken` is the sum of `done_late`, `overdue` and `missed` (a target that was not
    reached). `undecided` are not done and not overdue, or done on a day that is not recorded.
    `days` is how many days late it was at most, null where it was never late. `entries` are those
    behind each figure.
    """

    by: UnitName
    deadlines: int
    in_time: int
    broken: int
    done_late: int
    overdue: int
    missed: int
    undecided: int
    days: int | None


class DeadlineBreaches(Deadlines):
    """The counts by cluster, year and unit, in the order of the deadlines; others have no row.

    A deadline for which no unit was named is in no row.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at, and the day by which what is open is overdue; None for no
            limit, then nothing is overdue.
    """

    def rows(self) -> tuple[BreachRow, ...]:  # type: ignore[override]  # other rows, of the same facts
        """Return one row per unit that has a deadline."""
        of_unit: dict[tuple[Key, str], list[DeadlineRow]] = {}
        for row in super().rows():
            if row.by:
                of_unit.setdefault(((row.cluster, row.year), row.by.unit), []).append(row)
        return tuple(self._counted(*key, found) for (key, _), found in of_unit.items())

    def _counted(self, cluster: str, year: int, found: list[DeadlineRow]) -> BreachRow:
        parts: dict[str, list[DeadlineRow]] = {
            figure: [row for row in found if row.state in states]
            for figure, states in FIGURES.items()
        }
        by = found[0].by
        assert by is not None  # noqa: S101 - rows without a unit were left out
        return BreachRow(
            **self.year_fields(cluster, year),
            by=by,
            deadlines=len(found),
            in_time=len(parts["in_time"]),
            broken=len(parts["broken"]),
            done_late=len(parts["done_late"]),
            overdue=len(parts["overdue"]),
            missed=len(parts["missed"]),
            undecided=len(parts["undecided"]),
            days=max((row.days for row in found if row.days is not None), default=None),
            entries=tuple(_entries(parts)),
        )


def _entries(parts: dict[str, list[DeadlineRow]]) -> Iterator[FigureEntries]:
    for figure, rows in parts.items():
        behind = {position for row in rows for position in row.figures("state")}
        if behind:
            yield FigureEntries(figure=figure, positions=tuple(sorted(behind)))
