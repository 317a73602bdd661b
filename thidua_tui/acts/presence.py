"""Acts about who is at a meeting: units come, leave, and are absent."""

from __future__ import annotations

from events.presence import (
    RecordAbsence,
    RecordArrival,
    RecordDeparture,
    UnitAbsent,
    UnitArrived,
    UnitDeparted,
    attendance,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Options, Values, choice, clock, line, pick
from thidua_tui.acts.meetings import ADDENDUM, MEETING
from thidua_tui.acts.person_fields import office, person
from thidua_tui.parsing.fuzzy_match import Option


def time_now(ground: ActContext, values: Values) -> str:
    """Return the time of the clock at an open meeting of today; of another day it is unknown."""
    meeting = next((e for e in ground.meetings() if e.meeting == values.get("meeting")), None)
    late = ground.session.late is not None
    if meeting is None or late or meeting.on != ground.today or meeting.meeting in ground.closed:
        return ""
    return f"{ground.session.ledger.clock().astimezone():%H:%M}"


def _units(*, present: bool) -> Options:
    """The units of the meeting's form that are there, or those that are not, before the others."""

    def options(ground: ActContext, values: Values) -> list[Option]:
        known = attendance(ground.of_cluster.entries, values.get("meeting", ""))
        here = {unit for unit, last in known.items() if last.state == "present"}
        found = choices.members_first(ground, values)
        first = [option for option in found if (option.code in here) == present]
        return [*first, *(option for option in found if option not in first)]

    return options


def _by_proxy(_ground: ActContext, values: Values) -> bool:
    return values.get("vote") == "proxy"


AWAY: tuple[Field, ...] = (
    choice("vote", "away_vote", needed=False, default=""),
    Field(
        name="proxy",
        kind="pick",
        needed=False,
        options=choices.members_first,
        shown=_by_proxy,
    ),
    line("note", needed=False),
    ADDENDUM,
)
"""How a unit votes that is away, and what else is known of it."""
NEEDS = ("no-cluster", "no-meeting")

PRESENCE = (
    Act(
        id="record-arrival",
        command=RecordArrival,
        facts=(UnitArrived,),
        fields=(
            MEETING,
            pick("unit", _units(present=False)),
            clock(default=time_now),
            person(),
            office(),
            line("substitute_for", needed=False),
            choice("mode", "attendance_mode", default="room"),
            line("point", needed=False),
            ADDENDUM,
        ),
        needs=NEEDS,
        series=True,
        start="unit",
        screen="roll-call",
    ),
    Act(
        id="record-departure",
        command=RecordDeparture,
        facts=(UnitDeparted,),
        fields=(MEETING, pick("unit", _units(present=True)), clock(default=time_now), *AWAY),
        needs=NEEDS,
        series=True,
        start="unit",
    ),
    Act(
        id="record-absence",
        command=RecordAbsence,
        facts=(UnitAbsent,),
        fields=(
            MEETING,
            pick("unit", _units(present=False)),
            choice("notice", default="not-recorded"),
            *AWAY,
        ),
        needs=NEEDS,
        series=True,
        start="unit",
    ),
)
