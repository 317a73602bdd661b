"""The checkpoint that minutes carry: the ledger at the moment when the meeting was closed.

Paper is where a ledger is anchored, and minutes are the paper that is signed and kept anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events import checkpoint_code
from events.checkpoint import Checkpoint
from events.event import Scope
from events.meetings import MeetingOpened
from events.store.ledger import Ledger
from events.store.protocol import LedgerStore
from thidua_tui.formatting.pictures.qr_code import picture
from thidua_tui.i18n.messages import Words
from views.minutes import Minutes
from views.projection import project


def closing_point(ledger: Ledger, view: Minutes) -> Checkpoint | None:
    """The point of the meeting's closing; None while it is open, or where nothing has a hash."""
    recorder, closing = ledger.recorder, view.closing
    if closing is None or not isinstance(recorder, LedgerStore):
        return None
    head = (recorder.hash_at(closing.place) or b"").hex()
    at = view.first_typed.get(closing.place, closing.at)
    return Checkpoint(ledger=recorder.name, entries=closing.place, head=head, at=at)


def checkpoint_lines(ledger: Ledger, view: Minutes, words: Words) -> list[str]:
    """The lines of the checkpoint at the end of minutes: code, how to use it, and the picture."""
    if view.opened is None:
        return []
    point = closing_point(ledger, view)
    if point is None:
        return [] if view.closed else [words("checkpoint.minutes-open")]
    code = checkpoint_code.written(point)
    return [
        words("checkpoint.minutes", entries=point.entries, at=point.at),
        f"    {code}",
        words("checkpoint.minutes-use"),
        "",
        *picture(code),
    ]


def codes(ledger: Ledger, meetings: Iterable[str], words: Words) -> Iterator[str]:
    """For a list of meetings, a line each with the code of its closing; none for an open one."""
    for meeting in meetings:
        view = project(Minutes(meeting), ledger)
        point = closing_point(ledger, view)
        if point and view.opened:
            code, title = checkpoint_code.written(point), view.opened.title
            yield words("checkpoint.meeting", title=title, code=code)


def known(ledger: Ledger) -> dict[str, str]:
    """Code -> title of every meeting that was opened and not taken back, in order."""
    history, _ = ledger.history((Scope(events=(MeetingOpened,)),))
    return {e.meeting: e.title for e in history.of(MeetingOpened)}
