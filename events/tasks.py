"""Tasks of a year that follow from requests: given, in work, done with a paper, or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
from events.meetings import MeetingOpened, opening
from events.shared_checks import not_after_today, not_before
from events.units import life_of, living_in

TaskState: TypeAlias = Literal["in-work", "done", "dropped"]
"""đang làm, đã xong, thôi không làm."""


class TaskGiven(Event, tag="task-given"):
    """A request became a task of a year (kiến nghị, đề nghị giao thành việc của năm).

    Attributes:
        task: The code of the task in its cluster.
        year: The year in which it is to be done.
        text: What is to be done.
        unit: The unit that does it; None where none was named.
        asked_by: Who asked for it.
        meeting: The code of the meeting at which it was asked; None for none.
        due: The last day; None for none.
    """

    task: Code
    cluster: Code
    year: Year
    text: Line
    unit: Code | None = None
    asked_by: Remark = ""
    meeting: Code | None = None
    due: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)

    def claims(self) -> Iterable[str]:
        return (task_key(self),)

    def depends_on(self) -> Iterable[str]:
        unit = (f"unit:{self.unit}",) if self.unit else ()
        meeting = (f"meeting:{self.meeting}",) if self.meeting else ()
        return (f"cluster:{self.cluster}", *unit, *meeting)


class TaskReported(Event, tag="task-reported"):
    """How far a task is (tình hình thực hiện việc được giao).

    Attributes:
        text: What is to be done, as the task says.
        state: In work, done or dropped.
        paper: The paper by which it was done.
        note: Why it was dropped, or what else is known.
        on: The day; None where it is unknown.
    """

    task: Code
    cluster: Code
    year: Year
    text: Line
    state: TaskState
    paper: Remark = ""
    note: Remark = ""
    on: date | None = None

    ahead: ClassVar[int] = 1

    def claims(self) -> Iterable[str]:
        return (f"task-ended:{self.cluster}/{self.task}",) if self.state != "in-work" else ()

    def depends_on(self) -> Iterable[str]:
        return (task_key(self),)


TASKS = (TaskGiven, TaskReported)
"""The events about tasks."""


def task_key(event: TaskGiven | TaskReported) -> str:
    """Return the claim of a task.

    Args:
        event: An event about the task.
    """
    return f"task:{event.cluster}/{event.task}"


def tasks_of(cluster: str) -> Scope:
    """Return the scope of the tasks of a cluster, of all years."""
    return Scope((f"cluster:{cluster}",), TASKS)


def reports(history: History, cluster: str, task: str) -> list[TaskReported]:
    """Return what was reported of a task, in order.

    Args:
        history: The history, with the tasks of the cluster.
        cluster: The code of the cluster.
        task: The code of the task.
    """
    return [e for e in history.of(TaskReported) if (e.cluster, e.task) == (cluster, task)]


class GiveTask(Command):
    """Give a task (giao việc)."""

    task: Code
    cluster: Code
    year: Year
    text: Line
    unit: Code | None = None
    asked_by: Remark = ""
    meeting: Code | None = None
    due: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        meeting = (Scope((f"meeting:{self.meeting}",), (MeetingOpened,)),) if self.meeting else ()
        units = life_of(self.unit) if self.unit else ()
        return (life_of_cluster(self.cluster), tasks_of(self.cluster), *meeting, *units)

    def decide(self, history: History) -> list[Event]:
        """The cluster, the unit and the meeting exist; the code is free.

        A task is a fact of its year and no part of a meeting, so it may follow the closing.
        """
        known_cluster(history, self.cluster, self.year)
        taken = {e.task for e in history.of(TaskGiven) if e.cluster == self.cluster}
        refuse(self.task in taken, "task-exists", task=self.task)
        if self.meeting:
            met = opening(history, self.meeting)
            not_before(self.due, met.on, "due-before-meeting")
        if self.unit:
            living_in(history, self.year, self.unit)
        return uphold(history, self.fact(TaskGiven))


class ReportTask(Command):
    """Report how far a task is (báo cáo tình hình thực hiện)."""

    task: Code
    cluster: Code
    state: TaskState
    paper: Remark = ""
    note: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (tasks_of(self.cluster),)

    def decide(self, history: History) -> list[Event]:
        """The task is there and not ended; done needs a paper, dropped a reason."""
        given = {e.task: e for e in history.of(TaskGiven) if e.cluster == self.cluster}
        refuse(self.task not in given, "unknown-task", task=self.task)
        known = reports(History(history.so_far(), history.today), self.cluster, self.task)
        ended = next((e.state for e in known if e.state != "in-work"), None)
        refuse(ended, "task-ended", state=ended)
        refuse(self.state == "done" and not self.paper, "task-without-paper")
        refuse(self.state == "dropped" and not self.note, "task-without-reason")
        not_after_today(self.on, history)
        of = given[self.task]
        return uphold(history, self.fact(TaskReported, year=of.year, text=of.text))
