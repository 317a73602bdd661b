"""Verify a paper (soi): was it made of this ledger, was it altered, is it still true?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from events import paper_code
from events.corrections import EntriesRetracted
from events.errors import BadInput
from events.event import Entry, Scope
from events.paper_code import PaperCode
from thidua_tui.parsing.paper_file import PaperFile
from views.award_list import AwardList
from views.cluster_years import OfClusterYear
from views.clusters import Clusters
from views.minutes import Meetings
from views.paper_register import PaperRegister, PaperRow
from views.papers.differing import (
    FactChange,
    Facts,
    Path,
    Point,
    differing,
    facts_at,
    flat,
    stated_in,
    subject_of,
)
from views.papers.facts import Subject, digest
from views.papers.registry import PAPERS
from views.papers.submission import addressees
from views.planned_meetings import PlannedMeetings
from views.projection import project

if TYPE_CHECKING:
    from events.store.ledger import Ledger

Origin: TypeAlias = Literal["issued", "draft", "other-ledger", "not-yet", "unknown"]
"""In the register; made of this ledger but never issued; of another ledger; of a later state of it;
of this ledger by its code, but made of other facts.
"""
MOST = 20
"""Differences of which the entries are looked up."""


class PointChange(NamedTuple):
    """A point of a paper that differs now.

    Attributes:
        point: The point.
        entry: The entry since which it differs; None where it is not known.
        corrected: Whether that entry corrects an earlier one; else it is a new fact.
    """

    point: Point
    entry: Entry | None = None
    corrected: bool = False


class Verdict(NamedTuple):
    """What was found of a paper.

    Attributes:
        code: What its code says.
        origin: Where it comes from.
        row: Its row in the register; None where it was not issued.
        then: The facts that it states; None where these are unknown.
        now: The facts of today; None where no such paper can be made.
        changes: The points in which these differ.
        facts_touched: Whether the facts in the file are not those of its code; None where the file
            has none.
        words_touched: The lines that were issued and are not in the file, with what is there in
            their place (`-`, `+`); None where they cannot be compared.
        same_file: Whether the file is byte for byte as it was issued; None for no file.
    """

    code: PaperCode
    origin: Origin
    row: PaperRow | None = None
    then: Facts | None = None
    now: Facts | None = None
    changes: tuple[PointChange, ...] = ()
    facts_touched: bool | None = None
    words_touched: tuple[str, ...] | None = None
    same_file: bool | None = None

    @property
    def exit_code(self) -> int:
        """0 for a paper that is still true, 3 if it differs now, 5 if altered or not made here."""
        made = self.origin in ("issued", "draft")
        if not made or self.facts_touched or self.words_touched:
            return 5
        cancelled = self.row is not None and self.row.state == "cancelled"
        return 3 if self.changes or cancelled else 0


def check_paper(ledger: Ledger, text: str) -> Verdict:
    """Return what is known of the paper with a code or a number.

    Args:
        ledger: The ledger to read.
        text: The code, or the number as it is printed.

    Raises:
        BadInput: `paper-code-unreadable`, `code-mistyped`, `several-papers`.
    """
    register = project(PaperRegister(), ledger)
    numbered = [row for row in register.rows() if row.number and row.number == text.strip()]
    if len(numbered) > 1:
        named = ", ".join(f"{row.cluster} {row.register}: {row.paper_code}" for row in numbered)
        raise BadInput("several-papers", number=text, papers=named)
    code = paper_code.read(numbered[0].paper_code if numbered else text)
    name, head = getattr(ledger.recorder, "name", ""), ledger.position()
    if not name.startswith(code.ledger):
        return Verdict(code, "other-ledger")
    if code.entries > head:
        return Verdict(code, "not-yet")
    for row in register.rows():
        if paper_code.read(row.paper_code) == code:
            issued = register.issued(row)
            return _compared(
                ledger, Verdict(code, "issued", row), stated_in(issued), subject_of(issued)
            )
    for subject in _subjects(ledger, code):
        then = facts_at(ledger, code.kind, subject, code.entries)
        if then is not None and code.names(digest(then)):
            return _compared(ledger, Verdict(code, "draft"), then, subject)
    return Verdict(code, "unknown")


def check_file(ledger: Ledger, file: PaperFile, sha256: str) -> Verdict:
    """Return what is known of a paper in a file, and whether the file was altered.

    Args:
        ledger: The ledger to read.
        file: What was found in the file.
        sha256: The SHA-256 of the file, in hex digits.

    Raises:
        BadInput: `no-code-in-file`; as `check_paper`.
    """
    if not file.code:
        raise BadInput("no-code-in-file")
    found = check_paper(ledger, file.code)
    touched = not found.code.names(digest(json.loads(file.facts))) if file.facts else None
    issued = project(PaperRegister(), ledger).issued(found.row) if found.row else None
    words, same = None, None
    if issued:
        same = sha256 in {one.sha256 for one in issued.files}
        if file.lines is not None:
            words = tuple(_touched(issued.text.split("\n"), file.lines))
    return found._replace(facts_touched=touched, words_touched=words, same_file=same)


def _touched(stated: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines that were issued and that a file lacks, and those that it has instead."""
    for line in unified_diff(stated, lines, lineterm="", n=0):
        if line[0] in "-+" and not line.startswith(("---", "+++")):
            yield line


def _subjects(ledger: Ledger, code: PaperCode) -> Iterator[Subject]:
    """Yield what a paper of the kind could be about, at the position of the code.

    A paper about an entry of its own, or an invitation to a single addressee, is not among them.
    """
    at = code.entries
    if "meeting" in PAPERS[code.kind].subject:
        held: Sequence[OfClusterYear] = project(Meetings(), ledger, at).rows()
        if code.kind == "invitation":
            held = project(PlannedMeetings(), ledger, at).rows()
        for row in held:
            meeting: str = getattr(row, "meeting", "")
            yield Subject(cluster=row.cluster, year=row.year, meeting=meeting)
        return
    for cluster in project(Clusters(), ledger, at).rows():
        for year in cluster.years:
            names = [""]
            if code.kind == "submission":
                names = addressees(project(AwardList(cluster.cluster, year), ledger, at).rows())
            for name in names:
                yield Subject(cluster=cluster.cluster, year=year, unit=name)


def _compared(ledger: Ledger, found: Verdict, then: Facts, subject: Subject) -> Verdict:
    """Return a verdict with what differs between the facts of a paper and those of today."""
    head = ledger.position()
    now = facts_at(ledger, found.code.kind, subject, head)
    since = _Since(ledger, found.code, subject, head)
    changes = []
    for nth, point in enumerate(differing(then, now)):
        entry = since.entry(point.changes[0]) if nth < MOST else None
        corrected = entry is not None and _corrects(ledger, entry)
        changes.append(PointChange(point, entry, corrected))
    return found._replace(then=then, now=now, changes=tuple(changes))


class _Since:
    """The entry since which a fact differs, by halving the positions; facts are read once each."""

    def __init__(self, ledger: Ledger, code: PaperCode, subject: Subject, head: int) -> None:
        self.ledger, self.code, self.subject, self.head = ledger, code, subject, head
        self._read: dict[int, dict[Path, Any] | None] = {}

    def entry(self, change: FactChange) -> Entry | None:
        low, high = self.code.entries, self.head
        while high - low > 1:
            middle = (low + high) // 2
            same = self._is_so(change, middle)
            low, high = (middle, high) if same else (low, middle)
        return next(iter(self.ledger.read(after=high - 1, limit=1)), None) if high > low else None

    def _is_so(self, change: FactChange, position: int) -> bool:
        """Return whether a fact is at a position as the paper states it."""
        if position not in self._read:
            found = facts_at(self.ledger, self.code.kind, self.subject, position)
            self._read[position] = None if found is None else dict(flat(found))
        facts = self._read[position]
        if not change.path or facts is None:
            return facts is not None and not change.path
        return bool(facts.get(change.path) == change.then)


def _corrects(ledger: Ledger, entry: Entry) -> bool:
    """Return whether the act of an entry takes something back."""
    act = ledger.read(Scope((f"act:{entry.act}",)))
    return any(isinstance(one.event, EntriesRetracted) for one in act)
