"""What must hold over any stretch of the ledger, whatever acts led there.

Decisions refuse with the reason of their rule; these laws are the net under them. They say which
facts may not be taken back because others stand on them, and `thidua verify` runs them over all.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from events.event import Entry


class Breach(Struct, frozen=True, kw_only=True):
    """A law that an entry breaks: `claimed-twice` or `stands-on-nothing`, and the key."""

    position: int
    law: str
    key: str


def breaches(entries: Iterable[Entry]) -> list[Breach]:
    """Every breach among these effective entries, in their order.

    A claim is held by one fact until one that releases it; what a fact stands on is held when it
    happens.
    """
    held: set[str] = set()
    found: list[Breach] = []
    for entry in entries:
        event = entry.event
        claimed = (*event.claims(),)
        found += [
            _breach(entry, "stands-on-nothing", key) for key in event.stands_on() if key not in held
        ]
        held.difference_update(event.releases())
        found += [_breach(entry, "claimed-twice", key) for key in claimed if key in held]
        held.update(claimed, event.establishes())
    return found


def _breach(entry: Entry, law: str, key: str) -> Breach:
    return Breach(position=entry.position, law=law, key=key)
