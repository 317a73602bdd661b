"""The order of the times of a meeting's minutes: opened, read out, approved."""

from __future__ import annotations

from datetime import date

from events.command import History
from events.errors import refuse
from events.event import Entry
from events.meetings import MeetingOpened
from events.minutes_events import MinutesReadOut


def began(entry: Entry, opened: MeetingOpened) -> str:
    """Return when a meeting began, as HH:MM; empty where it is unknown.

    Where no time was given, it is when the opening was recorded, if that was in the room and on
    the day of the meeting.

    Args:
        entry: The entry of the opening.
        opened: The opening.
    """
    at = entry.at.astimezone()
    live = entry.source.kind == "room" and opened.on == at.date() and entry.place == entry.position
    return opened.began or (f"{at:%H:%M}" if live else "")


def times_in_order(history: History, meeting: str, on: date | None, time: str) -> None:
    """Refuse a time before the opening of the meeting or the last reading of its minutes.

    Args:
        history: The history, with all entries of the meeting.
        meeting: The code of the meeting.
        on: The day of the time; None for the day of the meeting.
        time: The time as HH:MM; empty where it is unknown, which passes.

    Raises:
        Refused: `before-opening`, `before-reading`.
    """
    if not time:
        return
    entries = [entry for entry in history.so_far() if _of(entry, meeting)]
    for entry in entries:
        event = entry.event
        if isinstance(event, MeetingOpened) and on in (None, event.on):
            start = began(entry, event)
            refuse(start and time < start, "before-opening", at=time, start=start)
    read = [e.event for e in entries if isinstance(e.event, MinutesReadOut)]
    if read and read[-1].time and on in (None, read[-1].on):
        refuse(time < read[-1].time, "before-reading", at=time, start=read[-1].time)


def _of(entry: Entry, meeting: str) -> bool:
    return getattr(entry.event, "meeting", "") == meeting
