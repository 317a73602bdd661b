"""What of a paper is so no longer, since which entry; and what of a file was altered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from events.clusters import ClusterRenamed
from events.corrections import EntriesRetracted
from events.event import Entry, Scope
from events.paper_code import PaperCode
from events.units import UnitRenamed
from views.papers.differing import FactChange, Facts, Path, Point, differing, facts_at, flat
from views.papers.facts import Subject

if TYPE_CHECKING:
    from events.store.ledger import Ledger

How: TypeAlias = Literal["corrected", "retracted", "renamed", "added"]
"""Put in place of an earlier entry; an earlier entry taken back; a new name; a new fact."""
MOST = 20
"""Differences of which the entries are looked up."""


class PointChange(NamedTuple):
    """A point of a paper that differs now.

    Attributes:
        point: The point.
        entry: The entry since which it differs; None where it was not looked up.
        how: What that entry does; None as for `entry`.
    """

    point: Point
    entry: Entry | None = None
    how: How | None = None


def changes_since(
    ledger: Ledger, code: PaperCode, subject: Subject, then: Facts, now: Facts | None
) -> tuple[PointChange, ...]:
    """Return the points in which a paper differs now.

    Args:
        ledger: The ledger to read.
        code: The code of the paper.
        subject: What it is about.
        then: The facts that it states.
        now: The facts of today; None where no such paper can be made.
    """
    since = _Since(ledger, code, subject)
    points = enumerate(differing(then, now))
    return tuple(
        since.explained(point) if nth < MOST else PointChange(point) for nth, point in points
    )


class _Since:
    """The entry since which a fact differs, by halving the positions; facts are read once each."""

    def __init__(self, ledger: Ledger, code: PaperCode, subject: Subject) -> None:
        self.ledger, self.code, self.subject = ledger, code, subject
        self.head = ledger.position()
        self._read: dict[int, dict[Path, Any] | None] = {}

    def explained(self, point: Point) -> PointChange:
        """Return a point with the entry since which it differs."""
        low, high = self.code.entries, self.head
        while high - low > 1:
            middle = (low + high) // 2
            same = self._is_so(point.changes[0], middle)
            low, high = (middle, high) if same else (low, middle)
        entry = next(iter(self.ledger.read(after=high - 1, limit=1)), None) if high > low else None
        return PointChange(point, *_cause(self.ledger, entry)) if entry else PointChange(point)

    def _is_so(self, change: FactChange, position: int) -> bool:
        """Return whether a fact is at a position as the paper states it."""
        if position not in self._read:
            found = facts_at(self.ledger, self.code.kind, self.subject, position)
            self._read[position] = None if found is None else dict(flat(found))
        facts = self._read[position]
        if not change.path or facts is None:
            return facts is not None and not change.path
        return bool(facts.get(change.path) == change.then)


def _cause(ledger: Ledger, entry: Entry) -> tuple[Entry, How]:
    """Return the entry to name, and what it does: of a correction, the fact that is new."""
    act = list(ledger.read(Scope((f"act:{entry.act}",))))
    new = [one for one in act if not isinstance(one.event, EntriesRetracted)]
    if len(new) < len(act):
        return (new[0], "corrected") if new else (entry, "retracted")
    renamed = isinstance(entry.event, UnitRenamed | ClusterRenamed)
    return entry, "renamed" if renamed else "added"


def altered_lines(stated: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """Yield the lines that were issued and that a file lacks (`-`), and what it has there (`+`).

    Args:
        stated: The lines that were issued.
        found: The lines of the file.
    """
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, stated, found, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (f"- {line}" for line in stated[i1:i2])
            yield from (f"+ {line}" for line in found[j1:j2])
