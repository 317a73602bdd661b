"""What is planned of a cluster's meetings, as forms ask for it."""

from __future__ import annotations

from datetime import date
from itertools import chain, count

from events.convening import CONVENING, MeetingConvened, Planned, planned
from events.event import Event, Scope
from events.meetings import MeetingOpened
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Values, year_of
from thidua_tui.parsing.dates import format_date
from thidua_tui.parsing.fuzzy_match import Option


def plans(ground: ActContext) -> list[Planned]:
    """Return what is planned of the cluster's meetings that were not opened yet."""
    kinds: tuple[type[Event], ...] = (*CONVENING, MeetingOpened)
    history = ground.read(Scope((f"cluster:{ground.cluster}",), kinds))
    opened = {event.meeting for event in history.of(MeetingOpened)}
    return [plan for plan in planned(history).values() if plan.meeting not in opened]


def plan_to_open(ground: ActContext, values: Values) -> Planned | None:
    """Return the plan of the meeting that a form opens: of its kind and year, the earliest."""
    if ground.session.late or not ground.cluster:
        return None
    kind, of = values.get("kind", "year-end"), year_of(ground, values)
    found = [plan for plan in plans(ground) if (plan.kind, plan.year) == (kind, of)]
    return min(found, key=lambda plan: plan.day or date.max, default=None)


def free_code(ground: ActContext, values: Values) -> str:
    """Return `tmth-2020`: the cluster and the year, and a number when there are more."""
    scope = Scope((f"cluster:{ground.cluster}",), (MeetingConvened, MeetingOpened))
    taken = {event.meeting for event in ground.read(scope).of(MeetingConvened, MeetingOpened)}
    code = f"{ground.cluster[:30]}-{year_of(ground, values)}"
    tries = chain([code], (f"{code}-{number}" for number in count(2)))
    return next(tried for tried in tries if tried not in taken)


def title_of_kind(_ground: ActContext, values: Values) -> str:
    """Return a key of `acts.title`, by the kind of meeting: the form puts it into words."""
    return f"@title.{values.get('kind', 'year-end')}"


def planned_options(ground: ActContext, _values: Values) -> list[Option]:
    """Return the meetings that are planned, each with its day or its year."""
    return [
        Option(code=plan.meeting, name=plan.title, also=format_date(plan.day) or str(plan.year))
        for plan in plans(ground)
    ]
