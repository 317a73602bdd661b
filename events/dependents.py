"""What a change to recorded entries would break, and which other entries depend on them."""

from __future__ import annotations

from collections.abc import Collection, Container

from events.command import History
from events.invariants import Breach, breaches, days_broken, refusal
from events.ranking import places_beyond


def broken(history: History) -> list[Breach]:
    """Return every breach of a law in a history.

    Args:
        history: The history, with the entries in force.
    """
    found = [*breaches(history.entries), *days_broken(history.entries)]
    return [*found, *places_beyond(history)]


def dependent_entries(after: History, known: Container[object], tags: Collection[str]) -> list[int]:
    """Return the positions of the entries that a change leaves without ground, ascending.

    What depends on these in turn is among them where it has a tag of the change: of other entries
    the boundary of the change does not bring all.

    Args:
        after: The history as it would be.
        known: What was broken before the change.
        tags: The tags of the entries that change.
    """
    found: set[int] = set()
    while True:
        new = (breach for breach in broken(after) if breach.same not in known)
        more = {one.position for one in new if refusal(one).code == "stands-on-it"} - found
        if found:
            more &= {one.position for one in after.entries if {*one.event.tags()} & {*tags}}
        if not more:
            return sorted(found)
        found |= more
        after = after.without(more)
