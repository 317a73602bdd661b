"""Acts on meetings that are planned: convene, change what is planned, cancel."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from events.convening import ConveningCancelled, ConveningChanged, MeetingConvened, Planned
from events.convening_commands import CancelConvening, ChangeConvening, ConveneMeeting
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Default,
    Field,
    Values,
    choice,
    clock,
    line,
    pick,
    picks,
    prose,
    year,
)
from thidua_tui.acts.planned_meetings import free_code, planned_options, plans, title_of_kind
from thidua_tui.parsing.dates import format_date


def _plan(ground: ActContext, values: Values) -> Planned | None:
    """The plan that the form changes."""
    return next((p for p in plans(ground) if p.meeting == values.get("meeting")), None)


def _now(text: Callable[[Planned], str]) -> Default:
    """Return what is planned now, as text, as a first answer."""

    def first(ground: ActContext, values: Values) -> str:
        plan = _plan(ground, values)
        return text(plan) if plan else ""

    return first


def _members(ground: ActContext, values: Values) -> str:
    return " ".join(choices.members_then(ground, values))


DAY = Field(name="day", kind="date", needed=False)
PLANNED = pick("meeting", planned_options, among=planned_options)
CONVENING_ACTS = (
    Act(
        id="convene-meeting",
        command=ConveneMeeting,
        facts=(MeetingConvened,),
        fields=(
            choice("kind", "meeting_kind", default="year-end"),
            year(),
            replace(line("title", default=title_of_kind), spoken=True),
            DAY,
            clock("at"),
            line("place", needed=False),
            prose("content", needed=False),
            picks("units", choices.members_first, needed=False, default=_members),
            prose("guests", needed=False),
            Field(name="agenda", kind="agenda", needed=False),
            Field(name="meeting", kind="code", default=free_code),
        ),
        needs=("no-cluster",),
        start="day",
    ),
    Act(
        id="change-convening",
        command=ChangeConvening,
        facts=(ConveningChanged,),
        fields=(
            PLANNED,
            choice("kind", "meeting_kind", default=_now(lambda plan: plan.kind)),
            year(_now(lambda plan: str(plan.year))),
            line("title", default=_now(lambda plan: plan.title)),
            replace(DAY, default=_now(lambda plan: format_date(plan.day))),
            clock("at", default=_now(lambda plan: plan.at)),
            line("place", needed=False, default=_now(lambda plan: plan.place)),
            replace(prose("content", needed=False), default=_now(lambda plan: plan.content)),
            picks(
                "units",
                choices.members_first,
                needed=False,
                default=_now(lambda plan: " ".join(plan.units)),
            ),
            replace(prose("guests", needed=False), default=_now(lambda plan: plan.guests)),
            Field(
                name="agenda",
                kind="agenda",
                needed=False,
                default=_now(lambda plan: "\n".join(item.title for item in plan.agenda)),
            ),
        ),
        needs=("no-cluster", "nothing-planned"),
        start="day",
    ),
    Act(
        id="cancel-convening",
        command=CancelConvening,
        facts=(ConveningCancelled,),
        fields=(PLANNED, line("note", needed=False)),
        needs=("no-cluster", "nothing-planned"),
        start="note",
    ),
)
