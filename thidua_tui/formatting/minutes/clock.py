"""When a meeting began and ended, and when what was typed in it happened."""

from __future__ import annotations

from datetime import datetime

from events.event import Entry
from events.meetings import MeetingClosed
from thidua_tui.i18n.messages import VIETNAM, local
from views.minutes import Minutes


def times(view: Minutes) -> tuple[str | None, str | None]:
    """Return when the meeting began and ended; None where that is unknown.

    Args:
        view: The folded minutes.
    """
    start = begun(view)
    end = _ended(view.closing) or (clock(view, view.closing) if view.closing else None)
    return (None, None) if end == start else (start, end)


def _ended(closing: Entry | None) -> str:
    return closing.event.ended if closing and isinstance(closing.event, MeetingClosed) else ""


def begun(view: Minutes) -> str | None:
    """Return when the meeting began, as it was recorded or typed; None where that is unknown.

    Args:
        view: The folded minutes.
    """
    began = view.opened.began if view.opened else ""
    return began or (clock(view, view.opening) if view.opening else None)


def clock(view: Minutes, entry: Entry) -> str | None:
    """Return the time in Vietnam of an entry of a meeting that was typed live; None of late entry.

    A meeting is live when it was opened in the ledger on its day, and not from another source. A
    correction has the time of what it corrects.

    Args:
        view: The folded minutes.
        entry: An entry of the meeting.
    """
    opening, opened = view.opening, view.opened
    if opening is None or opened is None or not _in_the_room(opening, entry):
        return None
    first, typed = _typed_at(view, opening), _typed_at(view, entry)
    if first is None or typed is None:
        return None
    begun, at = local(first, VIETNAM).date(), local(typed, VIETNAM)
    if opened.on != begun:
        return None
    return f"{at:%H:%M}" if at.date() == begun else f"{at:%d/%m %H:%M}"


def _typed_at(view: Minutes, entry: Entry) -> datetime | None:
    """When a fact was typed first; None of a correction where that was not read."""
    return entry.at if entry.place == entry.position else view.first_typed.get(entry.place)


def _in_the_room(*entries: Entry) -> bool:
    return all(entry.source.kind == "room" for entry in entries)
