"""Times of the day that are typed at a meeting of today: not before its opening, nor to come.

It is checked where a person types, by the clock there: a decision of the ledger has no clock.
"""

from __future__ import annotations

from datetime import date

from events.command import Command
from events.errors import refuse
from events.event import Scope, Source
from events.meetings import MeetingOpened
from events.minutes_order import began
from events.presence import RecordArrival
from thidua_tui.session.session import Session

CLOCKS = ("at", "until", "time", "ended")
"""The fields of commands that are a time of the day."""
GATHERING = 2
"""Hours before the opening in which units come."""


def usual_times(session: Session, command: Command, reason: str, source: Source) -> None:
    """Refuse a time before the opening of a meeting of today, or one that is still to come.

    It is checked of a meeting that was opened in the program and is of today. When it began is the
    time that was given, else that of the entry.

    Args:
        session: The session in which the command is typed.
        command: What is to be recorded.
        reason: The reason of the act: with one, every time is accepted.
        source: The source of the act.

    Raises:
        Refused: `time-before-opening`, `time-to-come`.
    """
    if reason or session.late or source.kind != "room":
        return
    now = session.ledger.clock().astimezone()
    for one in (command, *getattr(command, "commands", ())):
        times = [time for name in CLOCKS if (time := getattr(one, name, ""))]
        meeting = getattr(one, "meeting", None)
        opened = _opened(session, meeting, now.date()) if times and meeting else None
        if opened is None or getattr(one, "on", None) not in (None, now.date()):
            continue
        earliest = _gathering(opened) if isinstance(one, RecordArrival) else opened
        for time in times:
            refuse(time < earliest, "time-before-opening", time=time, opened=opened)
            refuse(time > f"{now:%H:%M}", "time-to-come", time=time, now=f"{now:%H:%M}")


def _opened(session: Session, meeting: str, today: date) -> str | None:
    """Return when a meeting of today began, empty where it is unknown; None for another meeting."""
    history, _ = session.ledger.history((Scope((f"meeting:{meeting}",), (MeetingOpened,)),))
    for entry in history.entries:
        event = entry.event
        if isinstance(event, MeetingOpened) and event.meeting == meeting:
            here = entry.source.kind == "room" and event.on == today
            return began(entry, event) if here else None
    return None


def _gathering(opened: str) -> str:
    """Return from when on units come to a meeting that was opened at this time."""
    hour, _, minute = opened.partition(":")
    early = opened and int(hour) >= GATHERING  # else from midnight on
    return f"{int(hour) - GATHERING:02}:{minute}" if early else ""
