"""Who speaks at a meeting: the list of speakers, and turns with their beginning and end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, TypeAlias

from msgspec import Meta

from events.collation import bare
from events.command import History
from events.errors import Refused, refuse
from events.event import Clock, Code, Entry, Event, Remark, Scope
from events.invariants import uphold
from events.meeting_facts import Addable, AtMeeting, dependencies
from events.meetings import AddToMeeting, RemarkRecorded, ToMeeting
from events.shared_checks import in_order

Minutes: TypeAlias = Annotated[int, Meta(ge=1, le=240)]
"""The longest time of a turn in minutes."""


class SpeakerListed(Addable, tag="speaker-listed"):
    """A person or a unit asked to speak (đăng ký phát biểu).

    Attributes:
        speaker: The person; empty where only the unit is known.
        unit: The unit; None for a guest.
        minutes: How long the turn may take; None where that is not limited.
    """

    speaker: Remark = ""
    unit: Code | None = None
    minutes: Minutes | None = None

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def depends_on(self) -> Iterable[str]:
        return dependencies(self, self.unit)


class _OfTurn(AtMeeting):
    """What concerns the turn of a speaker; only one person speaks at a time.

    Attributes:
        speaker: The person; empty where only the unit is known.
        unit: The unit; None for a guest.
        at: The time of day; empty where it is unknown.
    """

    speaker: Remark = ""
    unit: Code | None = None
    at: Clock = ""

    living: ClassVar[tuple[str, ...]] = ("unit",)


class SpeakerCalled(_OfTurn, tag="speaker-called"):
    """A speaker was given the floor (mời phát biểu).

    Attributes:
        minutes: How long the turn may take; None where that is not limited.
    """

    minutes: Minutes | None = None

    def claims(self) -> Iterable[str]:
        return (turn_key(self.meeting),)

    def depends_on(self) -> Iterable[str]:
        return dependencies(self, self.unit)


class SpeakerFinished(_OfTurn, tag="speaker-finished"):
    """A speaker ended (phát biểu xong)."""

    def depends_on(self) -> Iterable[str]:
        return (*dependencies(self, self.unit), turn_key(self.meeting))

    def releases(self) -> Iterable[str]:
        return (turn_key(self.meeting),)


TURNS = (SpeakerCalled, SpeakerFinished)
SPEAKING = (SpeakerListed, *TURNS, RemarkRecorded)
"""The events from which it follows who waits to speak, and who speaks."""


def turn_key(meeting: str) -> str:
    """Return the key that is held while a speaker has the floor.

    Args:
        meeting: The code of the meeting.
    """
    return f"turn:{meeting}"


def turn(entries: Iterable[Entry], meeting: str) -> SpeakerCalled | None:
    """Return the call of the present speaker; None while no turn runs.

    Args:
        entries: The entries in force, in their order.
        meeting: The code of the meeting.
    """
    found = None
    for event in (entry.event for entry in entries):
        if isinstance(event, TURNS) and event.meeting == meeting:
            found = event if isinstance(event, SpeakerCalled) else None
    return found


def waiting(entries: Iterable[Entry], meeting: str) -> list[SpeakerListed]:
    """Return who is listed and has not spoken since, in the order of the list.

    A call takes the first turn of its speaker, or else of its unit; so does a remark, except that
    of the speaker who was called last.

    Args:
        entries: The entries in force, in their order.
        meeting: The code of the meeting.
    """
    found: list[SpeakerListed] = []
    called: SpeakerCalled | None = None
    for event in (entry.event for entry in entries):
        if getattr(event, "meeting", None) != meeting:
            continue
        match event:
            case SpeakerListed():
                found.append(event)
            case SpeakerCalled():
                called = event
                _spoke(found, event)
            case RemarkRecorded() if called is None or not same_speaker(called, event):
                _spoke(found, event)
    return found


def _spoke(listed: list[SpeakerListed], spoken: SpeakerCalled | RemarkRecorded) -> None:
    if one := next((one for one in listed if same_speaker(one, spoken)), None):
        listed.remove(one)


def same_speaker(
    known: SpeakerListed | SpeakerCalled, spoken: SpeakerCalled | RemarkRecorded
) -> bool:
    """Return whether two facts name one person, or else one unit.

    Args:
        known: Who was listed or called.
        spoken: Who was called or spoke.
    """
    if known.speaker and spoken.speaker:
        return bare(known.speaker) == bare(spoken.speaker)
    return known.unit is not None and known.unit == spoken.unit


class ListSpeaker(AddToMeeting):
    """Put a speaker on the list (ghi đăng ký phát biểu)."""

    speaker: Remark = ""
    unit: Code | None = None
    minutes: Minutes | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), Scope((f"meeting:{self.meeting}",), SPEAKING))

    def decide(self, history: History) -> list[Event]:
        """A person or a unit is named that is not waiting already."""
        here = self.here(history)
        refuse(not (self.unit or self.speaker), "no-unit-or-person")
        fact = self.fact(SpeakerListed, **here)
        listed = waiting(history.so_far(), self.meeting)
        same = any((one.speaker, one.unit) == (self.speaker, self.unit) for one in listed)
        refuse(same, "waits-already")
        return uphold(history, fact)


class _ToTurn(ToMeeting):
    """What calling a speaker and the end of a turn have in common."""

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), Scope((f"meeting:{self.meeting}",), SPEAKING))


class CallSpeaker(_ToTurn):
    """Give a speaker the floor (mời phát biểu); the turn before ends."""

    speaker: Remark = ""
    unit: Code | None = None
    minutes: Minutes | None = None
    at: Clock = ""

    def decide(self, history: History) -> list[Event]:
        """A person or a unit is named that does not have the floor."""
        here = self.here(history)
        refuse(not (self.unit or self.speaker), "no-unit-or-person")
        now = turn(history.so_far(), self.meeting)
        called = self.fact(SpeakerCalled, **here)
        if now is None:
            return uphold(history, called)
        refuse((now.speaker, now.unit) == (self.speaker, self.unit), "speaks-already")
        in_order(now.at, self.at)
        ended = SpeakerFinished(
            meeting=self.meeting,
            cluster=now.cluster,
            year=now.year,
            speaker=now.speaker,
            unit=now.unit,
            at=self.at,
        )
        return [*uphold(history, ended), *uphold(history.followed_by(ended), called)]


class FinishSpeaker(_ToTurn):
    """Record that the present speaker ended (phát biểu xong)."""

    at: Clock = ""

    def decide(self, history: History) -> list[Event]:
        """A speaker has the floor, and does not end before beginning."""
        here = self.here(history)
        now = turn(history.so_far(), self.meeting)
        if now is None:
            raise Refused("no-turn")
        in_order(now.at, self.at)
        ended = self.fact(SpeakerFinished, speaker=now.speaker, unit=now.unit, **here)
        return uphold(history, ended)
