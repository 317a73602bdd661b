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
from events.papers import PaperIssued
from thidua_tui.parsing.paper_file import PaperFile
from thidua_tui.parsing.pdf_text import UNREADABLE, pdf_pages
from thidua_tui.queries.pdf_comparison import differing_lines
from views.award_list import AwardList
from views.cluster_years import OfClusterYear
from views.clusters import Clusters
from views.minutes import Meetings
from views.paper_register import PaperRegister, PaperRow
from views.papers.facts import EACH, Subject, digest, plain_facts
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
REPEATED = "corrections["
"""Where facts repeat what differs in others: a correction is a difference of its entries."""
MOST = 20
"""Differences of which the entries are looked up."""


class FactChange(NamedTuple):
    """A fact that differs now.

    Attributes:
        path: Where it is in the facts, as `awards[stc].form`.
        then: What the paper states; None for nothing.
        now: What is so now; None for nothing.
        entry: The entry since which it differs; None where it is not known.
        corrected: Whether that entry corrects an earlier one; else it is a new fact.
    """

    path: str
    then: Any
    now: Any
    entry: Entry | None = None
    corrected: bool = False


class Verdict(NamedTuple):
    """What was found of a paper.

    Attributes:
        code: What its code says.
        origin: Where it comes from.
        row: Its row in the register; None where it was not issued.
        changes: The facts that differ now.
        facts_touched: Whether the facts in the file are not those of its code; None where the file
            has none.
        words_touched: The lines that were issued and are not in the file, with what is there in
            their place (`-`, `+`); None where they cannot be compared.
        same_file: Whether the file is byte for byte as it was issued; None for no file.
        unread: Why the words of a PDF were not compared: the code of a refusal; empty for nothing.
    """

    code: PaperCode
    origin: Origin
    row: PaperRow | None = None
    changes: tuple[FactChange, ...] = ()
    facts_touched: bool | None = None
    words_touched: tuple[str, ...] | None = None
    same_file: bool | None = None
    unread: str = ""

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
            stored = json.loads(issued.facts)
            changes = _changes(ledger, stored, code, subject_of(issued), head)
            return Verdict(code, "issued", row, changes)
    for subject in _subjects(ledger, code):
        then = _facts(ledger, code, subject, code.entries)
        if then is not None and code.names(digest(then)):
            return Verdict(code, "draft", None, _changes(ledger, then, code, subject, head))
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
    found = found._replace(facts_touched=touched)
    if issued is None:
        return found
    found = found._replace(same_file=sha256 in {one.sha256 for one in issued.files})
    stated = issued.text.split("\n")
    if file.lines is not None:
        return found._replace(words_touched=tuple(_touched(stated, file.lines)))
    if found.same_file:
        return found._replace(words_touched=())
    try:
        words = differing_lines(stated, pdf_pages(file.pdf))
    except BadInput as error:
        return found._replace(unread=error.code)
    return found._replace(words_touched=words, unread="" if words is not None else UNREADABLE)


def subject_of(issued: PaperIssued) -> Subject:
    """Return what an issued paper is about."""
    return Subject(
        cluster=issued.cluster,
        year=issued.year,
        meeting=issued.about_meeting or "",
        entry=issued.about_entry,
        unit=issued.addressee,
    )


def _touched(stated: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines that were issued and that a file lacks, and those that it has instead."""
    for line in unified_diff(stated, lines, lineterm="", n=0):
        if line[0] in "-+" and not line.startswith(("---", "+++")):
            yield line


def _facts(ledger: Ledger, code: PaperCode, subject: Subject, at: int) -> dict[str, Any] | None:
    """Return the facts at a position; None where no such paper can be made there."""
    try:
        return plain_facts(PAPERS[code.kind].make(ledger, subject, at))
    except BadInput:
        return None


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
            for unit in ("", EACH) if code.kind == "invitation" else ("",):
                yield Subject(cluster=row.cluster, year=row.year, meeting=meeting, unit=unit)
        return
    for cluster in project(Clusters(), ledger, at).rows():
        for year in cluster.years:
            names = [""]
            if code.kind == "submission":
                names = addressees(project(AwardList(cluster.cluster, year), ledger, at).rows())
            for name in names:
                yield Subject(cluster=cluster.cluster, year=year, unit=name)


def _changes(
    ledger: Ledger, then: dict[str, Any], code: PaperCode, subject: Subject, head: int
) -> tuple[FactChange, ...]:
    now = _facts(ledger, code, subject, head)
    old, new = dict(flat(then)), dict(flat(now or {}))
    differing = (path for path in {**old, **new} if old.get(path) != new.get(path))
    paths = [path for path in differing if not path.startswith(REPEATED)]
    since = _Since(ledger, code, subject, head)
    found = []
    for nth, path in enumerate(paths):
        entry = since.entry(path, old.get(path)) if nth < MOST else None
        corrected = entry is not None and _corrects(ledger, entry)
        found.append(FactChange(path, old.get(path), new.get(path), entry, corrected))
    return tuple(found)


class _Since:
    """The entry since which a fact differs, by halving the positions; facts are read once each."""

    def __init__(self, ledger: Ledger, code: PaperCode, subject: Subject, head: int) -> None:
        self.ledger, self.code, self.subject, self.head = ledger, code, subject, head
        self._read: dict[int, dict[str, Any]] = {}

    def entry(self, path: str, then: Any) -> Entry | None:
        low, high = self.code.entries, self.head
        while high - low > 1:
            middle = (low + high) // 2
            same = self._at(middle).get(path) == then
            low, high = (middle, high) if same else (low, middle)
        return next(iter(self.ledger.read(after=high - 1, limit=1)), None) if high > low else None

    def _at(self, position: int) -> dict[str, Any]:
        if position not in self._read:
            facts = _facts(self.ledger, self.code, self.subject, position)
            self._read[position] = dict(flat(facts or {}))
        return self._read[position]


def _corrects(ledger: Ledger, entry: Entry) -> bool:
    """Return whether the act of an entry takes something back."""
    act = ledger.read(Scope((f"act:{entry.act}",)))
    return any(isinstance(one.event, EntriesRetracted) for one in act)


def flat(facts: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value of facts with its path; a row of a list is named by its `key`.

    Args:
        facts: Facts as JSON types.
        path: The path of these facts.
    """
    if isinstance(facts, dict):
        for name, value in facts.items():
            yield from flat(value, f"{path}.{name}" if path else name)
    elif isinstance(facts, list):
        for nth, value in enumerate(facts, 1):
            key = value.get("key", nth) if isinstance(value, dict) else nth
            yield from flat(value, f"{path}[{key}]")
    else:
        yield path, facts
