"""The deadlines of a year, and whether they were kept: self-scores, tasks, targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from events.event import Event, Scope
from events.rule_book import book_of, in_force
from events.score_book.deadline import deadline_of
from events.scoring import ScoreRecorded
from events.tasks import TASKS, TaskGiven, reports
from views.cluster_years import ClusterYears, Key
from views.figures import FigureEntries, OfFigures
from views.names import UnitName
from views.score_progress import Punctual, ScoreProgress, punctual
from views.sheet_progress import SheetProgress
from views.targets import TargetRow, Targets

Matter: TypeAlias = Literal["self-score", "task", "target"]
"""tự chấm điểm; việc được giao; chỉ tiêu của giao ước."""
Met: TypeAlias = Punctual | Literal["missed"]
"""As of other deadlines; or a target that was not reached, by its final points (chưa đạt)."""
BROKEN: tuple[Met, ...] = ("late", "overdue", "missed")
"""The states of a deadline that was not kept."""


class DeadlineRow(OfFigures, frozen=True, kw_only=True):
    """Something that was to be done by a day.

    A self-score is done on the day of the submission of the sheet; where none is recorded, on the
    day of its last score; a sheet that was returned is not done. A target is one of the compact
    that has a day; whether it was reached follows from the final points, when is not recorded.
    `by` is the unit that is to do it, null where none was named. `text` is what a task asks for, or
    a target promises.
    `done_on` is the day on which it was done, null where it is open or its day is unknown. `days`
    is how many days it is late, by the day that was asked for where it is still open; null where it
    is not late. `entries` are those that set it, and that say how far it is.
    """

    matter: Matter
    by: UnitName | None
    text: str
    deadline: date
    done_on: date | None
    state: Met
    days: int | None


class Deadlines(ClusterYears):
    """The deadlines by cluster and year; a task that was dropped has none.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at, and the day by which what is open is overdue; None for no
            limit, then nothing is overdue.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = TASKS

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, year, on)
        self.progress = ScoreProgress(cluster, year, on)
        self.sheets = SheetProgress(cluster, year, on)
        self.targets = Targets(cluster, year, on)

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of scores, sheets, tasks, targets, and what self-scores are due by."""
        return (*super().scopes(), *(scope for part in self.parts() for scope in part.scopes()))

    def parts(self) -> tuple[ClusterYears, ...]:
        """Return the progress of scoring, sheets and targets, which keep the scores."""
        return (self.sheets, self.progress, self.targets)

    def rows(self) -> tuple[DeadlineRow, ...]:
        """Return one row per deadline: the self-scores of a year, its tasks, its targets."""
        keys = sorted({*self.keys(), *self.progress.keys(), *self.targets.keys()})
        promised: dict[Key, list[TargetRow]] = {}
        for row in self.targets.rows():
            promised.setdefault((row.cluster, row.year), []).append(row)
        return tuple(row for key in keys for row in self._of_year(key, promised.get(key, [])))

    def _of_year(self, key: Key, promised: Sequence[TargetRow]) -> Iterator[DeadlineRow]:
        yield from self._self_scores(*key)
        yield from self._tasks(*key)
        for row in promised:
            if row.deadline and row.kept != "not-assigned":
                yield self._target(row, row.deadline)

    def _self_scores(self, cluster: str, year: int) -> Iterator[DeadlineRow]:
        issued = in_force(self.progress.history(cluster, year), cluster, year)
        if issued is None or deadline_of(book_of(issued), year) is None:
            return
        scored: dict[str, list[int]] = {}
        for entry in self.progress.years.get((cluster, year), ()):
            event = entry.event
            if isinstance(event, ScoreRecorded) and event.stage == "self":
                scored.setdefault(event.unit, []).append(entry.position)
        sheets = {row.unit: row for row in self.sheets.of_year(cluster, year)}
        for row in self.progress.of_year(cluster, year, self.on):
            if not row.deadline or not row.state:
                continue
            done_on, state, behind = row.done_on, row.state, [*scored.get(row.unit, ())]
            sheet = sheets.get(row.unit)
            if sheet and sheet.position and sheet.state != "draft":  # its submission is its day
                done, behind = sheet.state != "returned", [*behind, sheet.position]
                done_on = sheet.submitted_on if done else None
                state = punctual(row.deadline, done_on, self.on, done=done) or state
            yield self._row(
                cluster,
                year,
                matter="self-score",
                by=self.names.called(row.unit, year),
                deadline=row.deadline,
                done_on=done_on,
                state=state,
                positions=sorted(behind),
            )

    def _tasks(self, cluster: str, year: int) -> Iterator[DeadlineRow]:
        history = self.history(cluster, year)
        about: dict[str, list[int]] = {}
        for entry in self.years.get((cluster, year), ()):
            if isinstance(entry.event, TASKS):
                about.setdefault(entry.event.task, []).append(entry.position)
        for given in history.of(TaskGiven):
            last = next(reversed(reports(history, cluster, given.task)), None)
            done = last is not None and last.state == "done"
            done_on = last.on if last and done else None
            state = punctual(given.due, done_on, self.on, done=done)
            if given.due is None or state is None or (last and last.state == "dropped"):
                continue
            yield self._row(
                cluster,
                year,
                matter="task",
                by=self.names.called(given.unit, given.year) if given.unit else None,
                text=given.text,
                deadline=given.due,
                done_on=done_on,
                state=state,
                positions=about[given.task],
            )

    def _target(self, row: TargetRow, deadline: date) -> DeadlineRow:
        """Return the deadline of a target of one unit, or of a target without known members."""
        state: Met = "missed" if row.kept == "not-kept" else "waiting"
        if row.kept != "not-kept":
            done = row.kept == "kept"
            state = punctual(deadline, None, self.on, done=done) or state
        return self._row(
            row.cluster,
            row.year,
            matter="target",
            by=self.names.called(row.unit, row.year) if row.unit else None,
            text=row.title,
            deadline=deadline,
            done_on=None,
            state=state,
            positions=[
                entry.position
                for entry in self.targets.years.get((row.cluster, row.year), ())
                if _about(entry.event, row)
            ],
        )

    def _row(
        self,
        cluster: str,
        year: int,
        *,
        matter: Matter,
        by: UnitName | None,
        deadline: date,
        done_on: date | None,
        state: Met,
        positions: Sequence[int],
        text: str = "",
    ) -> DeadlineRow:
        ended = done_on if state == "late" else self.on if state == "overdue" else None
        return DeadlineRow(
            **self.year_fields(cluster, year),
            matter=matter,
            by=by,
            text=text,
            deadline=deadline,
            done_on=done_on,
            state=state,
            days=(ended - deadline).days if ended else None,
            entries=(FigureEntries(figure="state", positions=tuple(positions)),)
            if positions
            else (),
        )


def _about(event: Event, row: TargetRow) -> bool:
    """Return whether an event says what a target is, or scores it for the unit of the row."""
    if isinstance(event, ScoreRecorded):
        return bool(row.criterion) and (event.unit, event.criterion) == (row.unit, row.criterion)
    return getattr(event, "target", None) == row.target
