"""Moments of knowledge: the end of an act, a meeting; found without reading the ledger.

A moment is the position (from 1) of the last known entry; 0 is before everything. One act is
one moment: no moment is in the middle of it. Each question reads a handful of entries, whether the
ledger holds a hundred or a million.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from events.event import Entry, Event, Scope
from events.meetings import SESSION
from views.projection import Reader

MEETING: tuple[type[Event], ...] = SESSION
"""Events that mark the moments of a meeting: its opening, its closing, its reopening."""
EVER = 2**63 - 1
"""A position that no ledger reaches."""
NEAR, WIDER = 64, 8
"""The number of entries that are searched backwards first, and the factor of each next search."""


def entry_at(ledger: Reader, position: int) -> Entry | None:
    """Return the entry at a position, or None where the ledger has none.

    Args:
        ledger: The source of the entries.
        position: The position, from 1; there is no entry at 0.
    """
    if position < 1:
        return None
    return next(ledger.read(after=position - 1, limit=1), None)


def act_at(ledger: Reader, position: int) -> tuple[Entry, ...]:
    """Return the entries of the act of a position; empty where there is no entry.

    Args:
        ledger: The source of the entries.
        position: The position, from 1; 0 is before everything.
    """
    entry = entry_at(ledger, position)
    return tuple(ledger.read(Scope((f"act:{entry.act}",)))) if entry else ()


def behind_act(ledger: Reader, position: int) -> int:
    """Return the last position of the act of a position; without an entry, that position.

    Args:
        ledger: The source of the entries.
        position: The position, from 1; 0 is before everything.
    """
    act = act_at(ledger, position)
    return max(position, act[-1].position) if act else position


def before_act(ledger: Reader, position: int) -> int:
    """Return the moment before the act of a position; 0 without an entry.

    Args:
        ledger: The source of the entries.
        position: The position, from 1; 0 is before everything.
    """
    act = act_at(ledger, position)
    return min(position, act[0].position) - 1 if act else 0


def act_after(ledger: Reader, position: int) -> int | None:
    """Return the last position of the next act, or None after the last act.

    Args:
        ledger: The source of the entries.
        position: A position (from 1) within the present act; 0 for the first act.
    """
    end = behind_act(ledger, position)
    return behind_act(ledger, end + 1) if entry_at(ledger, end + 1) else None


def position_at(ledger: Reader, moment: int | datetime, last: int) -> int:
    """Return the position of the last entry known at a moment.

    Args:
        ledger: The source of the entries.
        moment: A position (from 1) or an instant (UTC), inclusive.
        last: The last position of the ledger, which bounds the result.
    """
    return min(moment if isinstance(moment, int) else ledger.known_at(moment), last)


def meeting_after(ledger: Reader, position: int, cluster: str | None = None) -> Entry | None:
    """Return the first opening or closing after a position, or None.

    Args:
        ledger: The source of the entries.
        position: The position (from 1), itself excluded; 0 for the beginning.
        cluster: The code of a cluster; None for all.
    """
    return next(_between(ledger, _meetings(cluster), position, EVER), None)


def meeting_before(ledger: Reader, position: int, cluster: str | None = None) -> Entry | None:
    """Return the last opening or closing up to a position, or None.

    Entries are read forwards only, so ever wider stretches before the position are searched.

    Args:
        ledger: The source of the entries.
        position: The position (from 1), itself included.
        cluster: The code of a cluster; None for all.
    """
    upto, width = position, NEAR
    while upto > 0:
        after = max(0, position - width)
        if found := [*_between(ledger, _meetings(cluster), after, upto)]:
            return found[-1]
        upto, width = after, width * WIDER
    return None


def _between(ledger: Reader, scope: Scope, after: int, upto: int) -> Iterator[Entry]:
    """Yield the openings and closings in a range, read in batches to stop soon after its end."""
    while True:
        piece = [*ledger.read(scope, after=after, limit=NEAR)]
        known = takewhile(lambda entry: entry.position <= upto, piece)
        yield from (entry for entry in known if isinstance(entry.event, MEETING))
        if len(piece) < NEAR or piece[-1].position > upto:
            return
        after = piece[-1].position


def _meetings(cluster: str | None) -> Scope:
    return Scope((f"cluster:{cluster}",) if cluster else (), MEETING)
