"""What another branch of a ledger says of positions, in the positions of this branch.

Behind the fork a position means one entry there and another here. Every field of an event that
holds a position is named here; `tests/test_merge_places.py` finds a field that is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.corrections import EntriesRetracted
from events.errors import Refused
from events.event import Entry, Event
from events.evidence_files import EvidenceAttached
from events.minutes_events import SentenceWorded
from events.papers import PaperIssued

NAMED: dict[type[Event], tuple[str, ...]] = {
    EntriesRetracted: ("positions", "place"),
    EvidenceAttached: ("entry",),
    PaperIssued: ("about_entry",),
    SentenceWorded: ("sentence", "placed"),
}
"""Type of event -> its fields that name entries."""
READ_AT: dict[type[Event], tuple[str, ...]] = {PaperIssued: ("known_at",)}
"""Type of event -> its fields that say up to which entry the ledger was read."""


class Act(Struct, frozen=True, kw_only=True):
    """The entries of one act of the other branch.

    Attributes:
        act: The id.
        entries: The entries, at least one, in order.
    """

    act: str
    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """The first entry, which has the circumstances of all."""
        return self.entries[0]

    @property
    def facts(self) -> tuple[Entry, ...]:
        """The entries without the retractions."""
        return tuple(e for e in self.entries if not isinstance(e.event, EntriesRetracted))

    @property
    def gone(self) -> tuple[int, ...]:
        """The positions that the act takes back."""
        events = (entry.event for entry in self.entries)
        return tuple(p for e in events if isinstance(e, EntriesRetracted) for p in e.positions)


def acts_of(entries: Iterable[Entry]) -> Iterator[Act]:
    """Yield the acts of entries, in the order of the ledger: an act is recorded whole.

    Args:
        entries: The entries, in order.
    """
    for act, found in groupby(entries, key=attrgetter("act")):
        yield Act(act=act, entries=tuple(found))


def undone(acts: Sequence[Act]) -> frozenset[str]:
    """Return the ids of acts that were undone among them, and of those that undid them.

    An act in whose place another fact came is not undone, nor what was undone together with an
    entry that both branches have.

    Args:
        acts: The acts of a branch, in order.
    """
    void, by = [act for act in acts if act.facts and not act.gone], [*acts]
    while True:
        places = {entry.position for act in void for entry in act.facts}
        by = [act for act in by if not act.facts and places.issuperset(act.gone)]
        gone = {position for act in by for position in act.gone}
        left = [act for act in void if gone.issuperset(e.position for e in act.facts)]
        if len(left) == len(void):
            return frozenset(act.act for act in (*void, *by))
        void = left


class Places:
    """Positions of the other branch, and where the same entries are here.

    Args:
        fork: The last position that both branches have.
    """

    def __init__(self, fork: int) -> None:
        self.fork = fork
        self._here: dict[int, int] = {}
        self._there: list[int] = []

    def follow(self, there: Sequence[Entry], here: Sequence[Entry]) -> None:
        """Note where entries of the other branch are here.

        Args:
            there: Entries of the other branch, in order.
            here: The same facts in this ledger, in the same order.
        """
        for theirs, ours in zip(there, here, strict=False):
            self._here[theirs.position] = ours.position
            self._there.append(theirs.position)

    def here(self, position: int) -> int:
        """Return where an entry of the other branch is here.

        Args:
            position: The position there; 0 stays 0.

        Raises:
            Refused: `merge-needs-asked`, where the entry was not taken.
        """
        if position <= self.fork:
            return position
        if (found := self._here.get(position)) is None:
            raise Refused("merge-needs-asked", there=position)
        return found

    def upto(self, position: int) -> int:
        """Return the position here that has all that was taken up to a position there."""
        if position <= self.fork:
            return position
        at = bisect_right(self._there, position)
        return max((self._here[p] for p in self._there[:at][-1:]), default=self.fork)

    def moved(self, act: Act) -> Act:
        """Return an act with every position as it is here.

        Args:
            act: The act of the other branch.

        Raises:
            Refused: `merge-needs-asked`, where it is about an entry that was not taken.
        """
        entries = (replace(entry, event=self._event(entry.event)) for entry in act.entries)
        return replace(act, entries=tuple(entries))

    def _event(self, event: Event) -> Event:
        fields: dict[str, Any] = {f: self._of(event, f) for f in NAMED.get(type(event), ())}
        read = READ_AT.get(type(event), ())
        fields |= {field: self.upto(getattr(event, field)) for field in read}
        return replace(event, **fields) if fields else event

    def _of(self, event: Event, field: str) -> int | tuple[int, ...] | None:
        value = getattr(event, field)
        if isinstance(value, tuple):
            return tuple(map(self.here, value))
        return None if value is None else self.here(value)


def fork_of(ours: int, theirs: int, same: Callable[[int], bool]) -> int:
    """Return the last position that two branches share: a hash vouches for all before it.

    Args:
        ours: The last position here.
        theirs: The last position there.
        same: Says whether the hashes of both at a position are equal.
    """
    low, high = 0, min(ours, theirs)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if same(middle) else (low, middle - 1)
    return low
