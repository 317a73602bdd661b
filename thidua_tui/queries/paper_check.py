"""Verify a paper (soi): was it made of this ledger, was it altered, is it still true?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from events import paper_code
from events.errors import BadInput
from events.paper_code import PaperCode
from events.papers import EACH
from thidua_tui.parsing.paper_file import PaperFile
from thidua_tui.parsing.pdf_text import UNREADABLE, pdf_pages
from thidua_tui.queries.paper_changes import PointChange, altered_lines, changes_since
from thidua_tui.queries.pdf_comparison import differing_lines
from views.award_list import AwardList
from views.cluster_years import OfClusterYear
from views.clusters import Clusters
from views.minutes import Meetings
from views.paper_register import PaperRegister, PaperRow
from views.papers.differing import Facts, facts_at, stated_in, subject_of
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
        facts_of: The row of the other paper of which those facts are; None for none.
        words_touched: The lines that were issued and are not in the file, with what is there in
            their place (`-`, `+`); None where they cannot be compared.
        same_file: Whether the file is byte for byte as it was issued; None where that is not known.
        from_file: Whether a file was looked at.
        unread: Why the words of a PDF were not compared: the code of a refusal; empty for nothing.
    """

    code: PaperCode
    origin: Origin
    row: PaperRow | None = None
    then: Facts | None = None
    now: Facts | None = None
    changes: tuple[PointChange, ...] = ()
    facts_touched: bool | None = None
    facts_of: PaperRow | None = None
    words_touched: tuple[str, ...] | None = None
    same_file: bool | None = None
    from_file: bool = False
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
    """Return what is known of the paper with a code.

    Args:
        ledger: The ledger to read.
        text: The code.

    Raises:
        BadInput: `paper-code-unreadable`, `code-mistyped`; as `stated_in`.
    """
    register = project(PaperRegister(), ledger)
    code = paper_code.read(text)
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


def check_file(ledger: Ledger, file: PaperFile, file_hash: str) -> Verdict:
    """Return what is known of a paper in a file, and whether the file was altered.

    Args:
        ledger: The ledger to read.
        file: What was found in the file.
        file_hash: The SHA-256 of the file, in hex digits.

    Raises:
        BadInput: `no-code-in-file`; as `check_paper`.
    """
    if not file.code:
        raise BadInput("no-code-in-file")
    found, register = check_paper(ledger, file.code), project(PaperRegister(), ledger)
    touched = not found.code.names(facts_digest(file.facts)) if file.facts else None
    other = _paper_with(register, facts_digest(file.facts)) if touched else None
    issued = register.issued(found.row) if found.row else None
    found = found._replace(facts_touched=touched, facts_of=other, from_file=True)
    if issued is None:
        return found
    found = found._replace(same_file=file_hash in {one.sha256 for one in issued.files})
    stated = issued.text.split("\n")
    if file.lines is not None:
        return found._replace(words_touched=tuple(altered_lines(stated, file.lines)))
    if found.same_file:
        return found._replace(words_touched=())
    try:
        lines = differing_lines(stated, pdf_pages(file.pdf))
    except BadInput as error:
        return found._replace(unread=error.code)
    return found._replace(words_touched=lines, unread="" if lines is not None else UNREADABLE)


def facts_digest(facts: bytes) -> str:
    """Return the digest of the facts of a file; of its bytes where they are no facts.

    Args:
        facts: The facts as JSON, as the file has them.
    """
    try:
        return digest(json.loads(facts))
    except (ValueError, RecursionError):
        return sha256(facts).hexdigest()


def _paper_with(register: PaperRegister, found: str) -> PaperRow | None:
    """Return the row of the issued paper whose facts have a digest."""
    rows = register.rows()
    return next((row for row in rows if paper_code.read(row.paper_code).names(found)), None)


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


def _compared(ledger: Ledger, found: Verdict, then: Facts, subject: Subject) -> Verdict:
    """Return a verdict with what differs between the facts of a paper and those of today."""
    now = facts_at(ledger, found.code.kind, subject, ledger.position())
    changes = changes_since(ledger, found.code, subject, then, now)
    return found._replace(then=then, now=now, changes=changes)
