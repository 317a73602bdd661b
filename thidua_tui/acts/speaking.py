"""Whose remark comes next at the open meeting, and when that person spoke."""

from __future__ import annotations

from msgspec import Struct

from events.command import Command
from events.event import Scope
from events.meetings import RemarkRecorded
from events.speakers import (
    SPEAKING,
    CallSpeaker,
    FinishSpeaker,
    SpeakerCalled,
    SpeakerFinished,
    same_speaker,
    waiting,
)
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Values
from thidua_tui.acts.person_fields import unit_of


class Turn(Struct, frozen=True, kw_only=True):
    """Who speaks, or is next, with the times that are known."""

    speaker: str = ""
    unit: str = ""
    minutes: int | None = None
    at: str = ""
    until: str = ""


NO_TURN = Turn()


def next_waiting(ground: ActContext) -> Turn:
    """Return the first on the list of speakers of the open meeting."""
    meeting = ground.session.sitting
    history = ground.read(Scope((f"meeting:{meeting}",), SPEAKING)) if meeting else None
    listed = waiting(history.entries, meeting) if history else []
    if not listed:
        return NO_TURN
    first = listed[0]
    return Turn(speaker=first.speaker, unit=first.unit or "", minutes=first.minutes)


def next_turn(ground: ActContext, meeting: str, at: str, *, speaking: bool) -> Command | None:
    """Return what ends the present turn, or calls the first on the list; None without a list.

    Args:
        ground: The context of the open meeting.
        meeting: The code of the meeting.
        at: The time of the day.
        speaking: Whether a speaker has the floor.
    """
    if speaking:
        return FinishSpeaker(meeting=meeting, at=at)
    listed = next_waiting(ground)
    if listed is NO_TURN:
        return None
    return CallSpeaker(
        meeting=meeting,
        speaker=listed.speaker,
        unit=listed.unit or None,
        minutes=listed.minutes,
        at=at,
    )


def next_remark(ground: ActContext) -> Turn:
    """Return who has the floor, or had it without a remark since; else who is next on the list."""
    meeting = ground.session.sitting
    history = ground.read(Scope((f"meeting:{meeting}",), SPEAKING)) if meeting else None
    found = NO_TURN
    called: SpeakerCalled | None = None
    runs = False
    for event in (entry.event for entry in history.entries) if history else ():
        match event:
            case SpeakerCalled(speaker=speaker, unit=unit, at=at):
                called, runs = event, True
                found = Turn(speaker=speaker, unit=unit or "", at=at)
            case SpeakerFinished(at=until):
                runs = False
                if found is not NO_TURN:
                    found = Turn(speaker=found.speaker, unit=found.unit, at=found.at, until=until)
            case RemarkRecorded() if called and not runs and same_speaker(called, event):
                found = NO_TURN
    return next_waiting(ground) if found is NO_TURN else found


def speaker(ground: ActContext, _values: Values) -> str:
    """Return the person whose remark comes next."""
    return next_remark(ground).speaker


def unit(ground: ActContext, values: Values) -> str:
    """Return the unit of the next remark, or else of the speaker where one alone is known."""
    turn = next_remark(ground)
    same = turn is not NO_TURN and turn.speaker == values.get("speaker", "")
    return turn.unit if same else unit_of(ground, values, "speaker")


def _of_speaker(ground: ActContext, values: Values) -> Turn:
    turn = next_remark(ground)
    named = (values.get("speaker", ""), values.get("unit", ""))
    return turn if (turn.speaker, turn.unit) == named else NO_TURN


def began(ground: ActContext, values: Values) -> str:
    """Return when the speaker of the form was called."""
    return _of_speaker(ground, values).at


def ended(ground: ActContext, values: Values) -> str:
    """Return when the turn of the form's speaker ended."""
    return _of_speaker(ground, values).until
