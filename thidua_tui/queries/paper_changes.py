"""What differs since a paper was made: its lines of then and of now, and the entry between them.

Facts are compared by the words that they make today, on both sides: what no line states makes no
difference, and facts that an older program stored are compared as well as those of this one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import msgspec

from events.clusters import ClusterRenamed
from events.corrections import EntriesRetracted
from events.errors import BadInput
from events.event import Entry, Scope
from events.paper_code import PaperCode
from events.papers import PaperIssued
from events.units import UnitRenamed
from thidua_tui.formatting.papers.stated_lines import stated_lines
from thidua_tui.formatting.papers.wording import WORDINGS
from thidua_tui.i18n.messages import Words
from views.papers.facts import PaperFacts, Subject
from views.papers.registry import PAPERS

if TYPE_CHECKING:
    from events.store.ledger import Ledger

How: TypeAlias = Literal["corrected", "retracted", "renamed", "added"]
"""Put in place of an earlier entry; an earlier entry taken back; a new name; a new fact."""
MOST = 20
"""Differences of which the entries are looked up."""


class Change(NamedTuple):
    """Lines of a paper that differ now.

    Attributes:
        then: The lines that it states.
        now: The lines that it would have now.
        entry: The entry since which it differs; None where it was not looked up.
        how: What that entry does; None as for `entry`.
    """

    then: tuple[str, ...]
    now: tuple[str, ...]
    entry: Entry | None = None
    how: How | None = None


def kept_facts(issued: PaperIssued) -> PaperFacts:
    """Return the facts of an issued paper as its register keeps them.

    Args:
        issued: The paper in its register; a field that this program no longer has is left out.

    Raises:
        BadInput: `paper-facts-unreadable`, where a later program stored them in another shape.
    """
    shape = PAPERS[issued.paper_kind].facts
    try:
        return msgspec.convert(json.loads(issued.facts), shape, strict=False)
    except (ValueError, msgspec.ValidationError) as error:
        raise BadInput("paper-facts-unreadable", schema=issued.schema) from error


def facts_at(ledger: Ledger, code: PaperCode, subject: Subject, at: int) -> PaperFacts | None:
    """Return the facts of a paper at a position; None where no such paper can be made there.

    Args:
        ledger: The ledger to read.
        code: The code of the paper.
        subject: What the paper is about.
        at: The position, from 1.
    """
    try:
        return PAPERS[code.kind].make(ledger, subject, at)
    except BadInput:
        return None


def changes_since(
    ledger: Ledger, then: PaperFacts, code: PaperCode, subject: Subject, words: Words
) -> tuple[Change, ...]:
    """Return what a paper would state now in place of what it states.

    Args:
        ledger: The ledger to read.
        then: The facts of the paper.
        code: Its code.
        subject: What it is about.
        words: The messages of the language in which its lines are compared.
    """
    lines, since = _lines_of(then, words), _Since(ledger, code, subject, words)
    head = ledger.position()
    now = since.lines(head)
    if now is None:
        return (since.explained(Change(tuple(lines), ()), head),)
    found = list[Change]()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, lines, now, autojunk=False).get_opcodes():
        if tag != "equal":
            change = Change(tuple(lines[i1:i2]), tuple(now[j1:j2]))
            found.append(since.explained(change, head) if len(found) < MOST else change)
    return tuple(found)


def _lines_of(facts: PaperFacts, words: Words) -> list[str]:
    return stated_lines(WORDINGS[facts.kind](facts, words, None))


class _Since:
    """The entry since which lines differ, by halving the positions; each is read once."""

    def __init__(self, ledger: Ledger, code: PaperCode, subject: Subject, words: Words) -> None:
        self.ledger, self.code, self.subject, self.words = ledger, code, subject, words
        self._read: dict[int, list[str] | None] = {}

    def lines(self, position: int) -> list[str] | None:
        """Return the lines of the paper at a position; None where it cannot be made."""
        if position not in self._read:
            facts = facts_at(self.ledger, self.code, self.subject, position)
            self._read[position] = _lines_of(facts, self.words) if facts else None
        return self._read[position]

    def explained(self, change: Change, head: int) -> Change:
        """Return the change with the entry since which it is so."""
        low, high = self.code.entries, head
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._as_then(change, middle) else (low, middle)
        entry = next(iter(self.ledger.read(after=high - 1, limit=1)), None) if high > low else None
        return change if entry is None else Change(*change[:2], *_cause(self.ledger, entry))

    def _as_then(self, change: Change, position: int) -> bool:
        lines = self.lines(position)
        if lines is None:
            return False
        new = [line for line in change.now if line not in change.then]
        return all(line in lines for line in change.then) and not any(n in lines for n in new)


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
