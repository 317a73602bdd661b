"""The tasks of a year, with what was reported of them."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from events.tasks import TASKS, TaskGiven, reports
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName

State: TypeAlias = Literal["open", "in-work", "done", "dropped"]


class TaskRow(OfClusterYear, frozen=True, kw_only=True):
    """A task of a year; `year` is that in which it is to be done.

    Attributes:
        task: The code of the task.
        text: What is to be done.
        by: The unit that does it; None where none was named.
        asked_by: Who asked for it.
        meeting: The code of the meeting at which it was asked; empty for none.
        due: The last day; None for none.
        state: How far it is.
        paper: The paper by which it was done.
        note: Why it was dropped, or what else is known.
        reported_on: The day of the last report; None where unknown.
    """

    task: str
    text: str
    by: UnitName | None
    asked_by: str
    meeting: str
    due: date | None
    state: State
    paper: str
    note: str
    reported_on: date | None


class Tasks(ClusterYears):
    """The tasks by cluster and year, in the order of the ledger.

    A task is of the year in which it is to be done, and of each later year until it has ended.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year in which they are to be done; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = TASKS

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, None, on)  # a task that is open is of later years, too
        self.shown = year

    def rows(self) -> tuple[TaskRow, ...]:
        """Return one row per task of the year asked for, those of earlier years first."""
        return tuple(
            self._row(given)
            for cluster, year in self.keys()
            for given in self.history(cluster, year).of(TaskGiven)
            if self.shown is None or year <= self.shown <= self._last_year(given)
        )

    def given(self) -> tuple[TaskRow, ...]:
        """Return one row per task that was given for the very year asked for."""
        return tuple(row for row in self.rows() if self.shown in (None, row.year))

    def _last_year(self, given: TaskGiven) -> int:
        """Return the last year in which a task is shown: that of its end, once it has ended."""
        found = reports(self.history(given.cluster, given.year), given.cluster, given.task)
        last = found[-1] if found else None
        if last is None or last.state == "in-work":
            return date.max.year
        return max(given.year, last.on.year) if last.on else given.year

    def _row(self, given: TaskGiven) -> TaskRow:
        found = reports(self.history(given.cluster, given.year), given.cluster, given.task)
        last = found[-1] if found else None
        return TaskRow(
            **self.year_fields(given.cluster, given.year),
            task=given.task,
            text=given.text,
            by=self.names.called(given.unit, given.year) if given.unit else None,
            asked_by=given.asked_by,
            meeting=given.meeting or "",
            due=given.due,
            state=last.state if last else "open",
            paper=last.paper if last else "",
            note=last.note if last else "",
            reported_on=last.on if last else None,
        )
