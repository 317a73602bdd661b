"""Where knowledge can stop: behind an act, at a meeting; found without reading the ledger.

A stop is the position of the last entry that is known there; 0 is before everything. One act is
one moment: no stop is in the middle of it. Each question reads a handful of entries, whether the
ledger holds a hundred or a million.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from events.event import Entry, Event, Scope
from events.meetings import MeetingClosed, MeetingOpened
from views.projection import Reader

MEETING: tuple[type[Event], ...] = (MeetingOpened, MeetingClosed)
"""What makes a moment that people remember: a meeting opens, a meeting closes."""
EVER = 2**63 - 1
"""A position that no ledger reaches."""
NEAR, WIDER = 64, 8
"""How many entries are searched backwards first, and by how much each next search is wider."""


def entry_at(ledger: Reader, position: int) -> Entry | None:
    """The entry at that position, or None where the ledger has none."""
    if position < 1:
        return None
    return next(ledger.read(after=position - 1, limit=1), None)


def act_at(ledger: Reader, position: int) -> tuple[Entry, ...]:
    """The entries of the act that the position belongs to; none before the first."""
    entry = entry_at(ledger, position)
    return tuple(ledger.read(Scope((f"act:{entry.act}",)))) if entry else ()


def behind_act(ledger: Reader, position: int) -> int:
    """The end of the act that the position belongs to."""
    act = act_at(ledger, position)
    return max(position, act[-1].position) if act else position


def before_act(ledger: Reader, position: int) -> int:
    """The moment before the act that the position belongs to."""
    act = act_at(ledger, position)
    return min(position, act[0].position) - 1 if act else 0


def act_after(ledger: Reader, position: int) -> int | None:
    """The end of the next act; None behind the last."""
    end = behind_act(ledger, position)
    return behind_act(ledger, end + 1) if entry_at(ledger, end + 1) else None


def position_at(ledger: Reader, moment: int | datetime, last: int) -> int:
    """Return the last of the `last` entries that was known at a position or an instant."""
    return min(moment if isinstance(moment, int) else ledger.known_at(moment), last)


def meeting_after(ledger: Reader, position: int, cluster: str | None = None) -> Entry | None:
    """The next opening or closing of a meeting, of a cluster or of any."""
    return next(_between(ledger, _meetings(cluster), position, EVER), None)


def meeting_before(ledger: Reader, position: int, cluster: str | None = None) -> Entry | None:
    """The last opening or closing of a meeting up to a position, of a cluster or of any.

    Entries are read forwards only, so it looks into ever wider stretches before the position.
    """
    upto, width = position, NEAR
    while upto > 0:
        after = max(0, position - width)
        if found := [*_between(ledger, _meetings(cluster), after, upto)]:
            return found[-1]
        upto, width = after, width * WIDER
    return None


def _between(ledger: Reader, scope: Scope, after: int, upto: int) -> Iterator[Entry]:
    """The openings and closings in a stretch, read in small pieces: nothing behind it is wanted."""
    while True:
        piece = [*ledger.read(scope, after=after, limit=NEAR)]
        known = takewhile(lambda entry: entry.position <= upto, piece)
        yield from (entry for entry in known if isinstance(entry.event, MEETING))
        if len(piece) < NEAR or piece[-1].position > upto:
            return
        after = piece[-1].position


def _meetings(cluster: str | None) -> Scope:
    return Scope((f"cluster:{cluster}",) if cluster else (), MEETING)
