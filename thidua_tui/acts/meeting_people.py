"""Acts about the people of a meeting: roles, the list of speakers, and their turns."""

from __future__ import annotations

from events.meeting_roles import GiveMeetingRole, MeetingRoleGiven
from events.speakers import (
    CallSpeaker,
    FinishSpeaker,
    ListSpeaker,
    SpeakerCalled,
    SpeakerFinished,
    SpeakerListed,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field, Values, choice, clock, pick
from thidua_tui.acts.meetings import ADDENDUM, MEETING
from thidua_tui.acts.person_fields import office, person
from thidua_tui.acts.presence import time_now
from thidua_tui.acts.speaking import next_waiting


def _unit(ground: ActContext, _values: Values) -> str:
    return next_waiting(ground).unit


def _speaker(ground: ActContext, values: Values) -> str:
    """The person on the list, while the form is about that unit."""
    turn = next_waiting(ground)
    return turn.speaker if turn.unit == values.get("unit", "") else ""


def _minutes(ground: ActContext, values: Values) -> str:
    turn = next_waiting(ground)
    same = (turn.unit, turn.speaker) == (values.get("unit", ""), values.get("speaker", ""))
    return str(turn.minutes) if turn.minutes and same else ""


MEETING_PEOPLE = (
    Act(
        id="give-meeting-role",
        command=GiveMeetingRole,
        facts=(MeetingRoleGiven,),
        fields=(
            MEETING,
            choice("held", "meeting_role", default="co-chair"),
            pick("unit", choices.members_first, needed=False),
            person(),
            office(),
            ADDENDUM,
        ),
        needs=("no-cluster", "no-meeting"),
        series=True,
        start="held",
    ),
    Act(
        id="list-speaker",
        command=ListSpeaker,
        facts=(SpeakerListed,),
        fields=(
            MEETING,
            pick("unit", choices.members_first, needed=False),
            person("speaker"),
            Field(name="minutes", kind="number", needed=False, low=1, high=240),
            ADDENDUM,
        ),
        needs=("no-cluster", "no-meeting"),
        series=True,
        start="unit",
    ),
    Act(
        id="call-speaker",
        command=CallSpeaker,
        facts=(SpeakerCalled,),
        fields=(
            MEETING,
            pick("unit", choices.members_first, needed=False, default=_unit),
            person("speaker", default=_speaker),
            Field(name="minutes", kind="number", needed=False, low=1, high=240, default=_minutes),
            clock(default=time_now),
        ),
        needs=("no-cluster", "no-open-meeting"),
        start="unit",
    ),
    Act(
        id="finish-speaker",
        command=FinishSpeaker,
        facts=(SpeakerFinished,),
        fields=(MEETING, clock(default=time_now)),
        needs=("no-cluster", "no-open-meeting", "no-turn"),
        start="at",
    ),
)
