"""Acts about tasks: a request becomes a task, and what is reported of it."""

from __future__ import annotations

from itertools import count

from events.event import Scope
from events.meetings import RemarkRecorded
from events.tasks import GiveTask, ReportTask, TaskGiven, TaskReported, tasks_of
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.agenda import open_meetings
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, choice, day, line, pick, year
from thidua_tui.parsing.fuzzy_match import Option

LONGEST = 300
"""Characters of a line."""


def _code(ground: ActContext, _values: Values) -> str:
    """`viec-1`: the first number that is free in the cluster."""
    taken = {e.task for e in ground.read(tasks_of(ground.cluster)).of(TaskGiven)}
    return next(code for n in count(1) if (code := f"viec-{n}") not in taken)


def _next_year(ground: ActContext, _values: Values) -> str:
    """The year after that on which the open meeting reports; else the page's."""
    meeting = ground.open_meeting()
    return str(meeting.year + 1 if meeting else ground.year)


def _request(ground: ActContext) -> RemarkRecorded | None:
    """The last request of the open meeting that is no task yet."""
    meeting = ground.open_meeting()
    if meeting is None:
        return None
    about = Scope((f"meeting:{meeting.meeting}",), (RemarkRecorded, TaskGiven))
    history = ground.read(about)
    given = {e.text for e in history.of(TaskGiven)}
    asked = [e for e in history.of(RemarkRecorded) if e.kind == "request"]
    return next((e for e in reversed(asked) if _one_line(e.text) not in given), None)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _text(ground: ActContext, _values: Values) -> str:
    request = _request(ground)
    return _one_line(request.text) if request else ""


def _asked_by(ground: ActContext, values: Values) -> str:
    """The speaker of the request that the text comes from."""
    request = _request(ground)
    if request is None or _one_line(request.text) != values.get("text", ""):
        return ""
    return request.speaker or (ground.names.unit(request.unit) if request.unit else "")


def open_tasks(ground: ActContext, _values: Values) -> list[Option]:
    """Return the tasks of the cluster that are neither done nor dropped, the newest first."""
    history = ground.read(tasks_of(ground.cluster))
    ended = {e.task for e in history.of(TaskReported) if e.state != "in-work"}
    given = [e for e in history.of(TaskGiven) if e.task not in ended]
    return [Option(code=e.task, name=e.text, also=str(e.year)) for e in reversed(given)]


TASKS = (
    Act(
        id="give-task",
        command=GiveTask,
        facts=(TaskGiven,),
        fields=(
            line("text", default=_text),
            year(_next_year),
            pick("unit", choices.members_first, needed=False),
            line("asked_by", needed=False, default=_asked_by),
            pick("meeting", choices.meetings, needed=False, among=open_meetings),
            Field(name="due", kind="date", needed=False),
            Field(name="task", kind="code", default=_code),
        ),
        needs=("no-cluster",),
        series=True,
        start="text",
    ),
    Act(
        id="report-task",
        command=ReportTask,
        facts=(TaskReported,),
        fields=(
            pick("task", open_tasks, among=open_tasks),
            choice("state", "task_state", default="done"),
            line("paper", needed=False),
            line("note", needed=False),
            day(needed=False),
        ),
        needs=("no-cluster", "no-task"),
        start="state",
    ),
)
