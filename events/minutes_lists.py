"""The entries that the minutes of a meeting state in lists, and not in a sentence of their own."""

from __future__ import annotations

from collections.abc import Iterable

from events.agenda import AGENDA
from events.event import Entry, Event
from events.meeting_roles import MeetingRoleGiven
from events.meetings import UnitsAttended
from events.presence import UnitArrived, UnitDeparted
from events.speakers import TURNS, SpeakerListed


def of_speakers(event: Event, meeting: str) -> bool:
    """Return whether an event is of the list of speakers of a meeting, or of a turn.

    Args:
        event: Any event.
        meeting: The code of the meeting.
    """
    return isinstance(event, (SpeakerListed, *TURNS)) and event.meeting == meeting


def of_roll(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of the list of units that were present.

    A unit that comes back after it left is part of the course.

    Args:
        entries: The entries in force that the minutes hold, in their order.
    """
    left: set[str] = set()
    found: list[Entry] = []
    for entry in entries:
        match entry.event:
            case UnitDeparted(unit=unit):
                left.add(unit)
            case UnitsAttended():
                found.append(entry)
            case UnitArrived(unit=unit) if unit not in left:
                found.append(entry)
    return found


def in_lists(entries: Iterable[Entry], meeting: str) -> frozenset[int]:
    """Return the positions of what the minutes list: the agenda, roles, units, turns of speakers.

    Args:
        entries: The entries in force that the minutes hold, in their order.
        meeting: The code of the meeting.
    """
    held = tuple(entries)
    listed = (*AGENDA, MeetingRoleGiven)
    alone = (e for e in held if isinstance(e.event, listed) or of_speakers(e.event, meeting))
    return frozenset(entry.position for entry in (*of_roll(held), *alone))
