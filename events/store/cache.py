"""Cache of a ledger in one process: decoded entries, and the positions that queries match.

An entry never changes and is never taken out, so what was found once stays true; only what came
behind it is looked at. The memory ends with the program, and holds nothing that the file does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import filterfalse
from threading import Lock
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

import msgspec

from events.event import Entry, name_of
from events.store.codec import Stored, decoded

KEPT, FEW = 4000, 2000
"""So many entries are remembered decoded; a reading of more than so many is not."""
PLACES, BEHIND = 500, 1000
"""So many questions are remembered with their answers, and so many entries that came last."""

Part: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""A part of a question: types (any of them; none: every type) and tags (all of them)."""
Named: TypeAlias = tuple[int, str, str]
"""Position, type and tags (as JSON) of an entry."""


class Seen(NamedTuple):
    """What a server was seen to have.

    Attributes:
        head: The last position.
        hash: Its hash.
        after: A position.
        came: The entries behind that, without a gap, as the last append met them; none if many.
    """

    head: int
    hash: bytes
    after: int
    came: Sequence[Named]


_tags = msgspec.json.Decoder(frozenset[str]).decode


@runtime_checkable
class Remembering(Protocol):
    """A recorder that finds the positions of entries without fetching them."""

    def positions(self, parts: Sequence[Part], *, deciding: bool) -> tuple[list[int], int]:
        """Return the positions that match any part, in order, and the head.

        Args:
            parts: The parts of the query.
            deciding: Whether an append to what was found follows.
        """

    def at(self, positions: Sequence[int], *, deciding: bool) -> list[Stored]:
        """Return what is stored there, in order.

        Args:
            positions: The positions, from 1.
            deciding: Whether an append to what was found follows.
        """

    def behind(self, position: int, limit: int, *, deciding: bool) -> tuple[list[Named], int]:
        """Return the entries after a position, or none if there are too many, and the head.

        Args:
            position: The position, from 1; 0 for all.
            limit: The greatest number of entries.
            deciding: Whether an append to what was found follows.
        """

    def last_seen(self) -> Seen | None:
        """Return what is known of a server without asking it; None where to look is as quick."""


class _Last(NamedTuple):
    position: int
    kind: str
    tags: frozenset[str]

    def matches(self, part: Part) -> bool:
        types, tags = part
        return (not types or self.kind in types) and self.tags.issuperset(tags)


def _last(entry: Entry, tags: Sequence[str]) -> _Last:
    return _Last(entry.position, name_of(type(entry.event)), frozenset(tags))


class Memory:
    """What is remembered of one recorder; usable from any thread."""

    def __init__(self, recorder: Remembering) -> None:
        self._recorder = recorder
        self._known: dict[int, Entry] = {}
        self._lock = Lock()
        self._last: list[_Last] = []  # without a gap up to the head as it was last seen
        self._head = 0
        self._found: dict[tuple[tuple[str, ...], ...], tuple[list[int], int]] = {}

    def add(self, entries: Sequence[Entry], tags: Iterable[Sequence[str]]) -> None:
        """Remember entries that were just recorded: the next act reads them.

        Args:
            entries: The new entries, at least one, in order.
            tags: The tags of each entry, in the same order.
        """
        self._known |= {entry.position: entry for entry in entries}
        self.learn()
        with self._lock:
            if entries[0].position == self._head + 1:  # else others recorded something in between
                self._last += map(_last, entries, tags)
                self._head = entries[-1].position

    def entries(self, positions: Sequence[int], *, deciding: bool = False) -> list[Entry]:
        """Return the entries at the positions; most are read repeatedly.

        Args:
            positions: The positions, from 1, in order.
            deciding: Whether a decision reads them, to which an append follows.
        """
        known = self._known
        if len(known) >= KEPT:  # what is asked for again, as the names are, stays
            known = {position: known[position] for position in positions if position in known}
        if len(positions) > FEW:  # of a whole province: too much to keep
            return [*decoded(self._recorder.at(positions, deciding=deciding))]
        if missing := [*filterfalse(known.__contains__, positions)]:
            found = decoded(self._recorder.at(missing, deciding=deciding))
            known |= {entry.position: entry for entry in found}
        self._known = known
        return [*map(known.__getitem__, positions)]

    def positions(self, parts: Sequence[Part]) -> list[int]:
        """Return the matching positions, without blocking writers of a file.

        What a server answered to one part is remembered as long as it is known to have no more.
        """
        if len(parts) == 1 and self.up_to_date():
            return self.where(parts, asking=False)[0]
        return self._recorder.positions(parts, deciding=False)[0]

    def kinds(self, after: int, upto: int) -> frozenset[str] | None:
        """Return the types of the entries between two positions; None where they are forgotten.

        Args:
            after: The position behind which to begin.
            upto: The last position of the ledger.
        """
        with self._lock:
            if upto != self._head or after < upto - len(self._last):
                return None
            return frozenset(last.kind for last in self._last if last.position > after)

    def up_to_date(self) -> bool:
        """Return whether a server is not known to have more than what is remembered."""
        seen = self._recorder.last_seen()
        return seen is not None and seen.head == self._head

    def learn(self) -> bool:
        """Remember what the last append met behind what is remembered; return whether it did."""
        with self._lock:
            seen = self._recorder.last_seen()
            if seen is None or seen.after != self._head or not seen.came:
                return False
            self._extend(seen.came)
            return True

    def where(self, parts: Sequence[Part], *, asking: bool = True) -> tuple[list[int], int]:
        """Return the positions that a decision asks for, in order, and the head.

        Asked again, a question is put only to what came behind its last answer.

        Args:
            parts: The parts of the query.
            asking: Whether to look for what came behind; else the head is that which is remembered.
        """
        with self._lock:
            if asking:
                self._catch_up()
            found = [self._answer(part) for part in parts]
            if len(found) == 1:
                return [*found[0]], self._head
            return sorted(set().union(*found)), self._head

    def _catch_up(self) -> None:
        """See what came behind the head as it was."""
        rows, head = self._recorder.behind(self._head, BEHIND, deciding=True)
        if len(rows) != head - self._head:
            self._last.clear()
            self._found.clear()
        else:
            self._extend(rows)
        self._head = head

    def _extend(self, rows: Sequence[Named]) -> None:
        self._last += [_Last(position, kind, _tags(tags)) for position, kind, tags in rows]
        if len(self._last) > 2 * BEHIND:
            del self._last[:-BEHIND]
        self._head += len(rows)

    def _answer(self, part: Part) -> list[int]:
        """Return the positions of the entries that match one part, up to the head."""
        asked = (tuple(part[0]), tuple(part[1]))
        found, upto = self._found.get(asked, ([], 0))
        if upto < self._head - len(self._last):  # never asked, or too long ago
            every, _ = self._recorder.positions([part], deciding=True)
            found = [position for position in every if position <= self._head]
            if len(found) > FEW:
                return found
            if len(self._found) >= PLACES:
                self._found.clear()
        else:
            new = self._last[len(self._last) - (self._head - upto) :]
            found += [last.position for last in new if last.matches(part)]
        self._found[asked] = (found, self._head)
        return found
