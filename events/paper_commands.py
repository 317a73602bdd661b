"""Acts on papers: issue a paper, enter the number that the office gave, cancel a paper."""

from __future__ import annotations

from datetime import date

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.convening import CONVENING
from events.convening_commands import still_planned
from events.errors import Refused, refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
from events.meetings import MeetingOpened, opening
from events.papers import (
    Numbering,
    PaperCancelled,
    PaperFile,
    PaperIssued,
    PaperKind,
    PaperNumbered,
    Position,
    Serial,
    Stored,
    next_number,
    number_text,
    papers_of,
)
from events.shared_checks import not_after_today


class IssuePaper(Command):
    """Issue a paper (ban hành văn bản)."""

    paper_code: Line
    paper_kind: PaperKind
    cluster: Code
    year: Year
    about_meeting: Code | None = None
    about_entry: Position = 0
    addressee: Remark = ""
    register: Year
    serial: Serial = 0
    symbol: Remark = ""
    numbering: Numbering = "register"
    on: date | None = None
    known_at: Position
    schema: int = 1
    facts: Stored
    text: Stored
    files: tuple[PaperFile, ...] = ()

    def boundary(self) -> tuple[Scope, ...]:
        meeting = f"meeting:{self.about_meeting}"
        opened = (Scope((meeting,), (MeetingOpened, *CONVENING)),) if self.about_meeting else ()
        return (life_of_cluster(self.cluster), papers_of(self.cluster), *opened)

    def decide(self, history: History) -> list[Event]:
        """The next number of its register, once; the number of an earlier paper is free.

        An invitation is to a convened meeting; other papers are about a meeting that was opened.
        """
        known_cluster(history, self.cluster, self.year)
        if self.about_meeting:
            held = still_planned if self.paper_kind == "invitation" else opening
            held(history, self.about_meeting)
        not_after_today(self.on, history)
        other = self.on and self.on.year != self.register
        refuse(other, "register-of-other-year", on=self.on, register=self.register)
        issued = [*history.of(PaperIssued)]
        same = next((e for e in issued if self._repeats(e, history)), None)
        refuse(same, "paper-issued-already", number=number_text(same) if same else "")
        self._numbered(issued)
        return uphold(history, self.fact(PaperIssued))

    def _repeats(self, issued: PaperIssued, history: History) -> bool:
        """Return whether a paper has the same code, or the same facts and is not cancelled."""
        if issued.cluster != self.cluster:
            return False
        if issued.paper_code == self.paper_code:
            return True
        same = (issued.paper_kind, issued.facts) == (self.paper_kind, self.facts)
        return same and not cancelled(history, self.cluster, issued.paper_code)

    def _numbered(self, issued: list[PaperIssued]) -> None:
        following = next_number(issued, self.cluster, self.paper_kind, self.register)
        if self.numbering == "office":
            refuse(self.serial, "number-of-office", number=self.serial)
            return
        here = (self.cluster, self.paper_kind, self.register, self.serial)
        taken = any((e.cluster, e.paper_kind, e.register, e.serial) == here for e in issued)
        refuse(taken or not self.serial, "paper-number-taken", number=self.serial, next=following)
        skipped = self.numbering == "register" and self.serial != following
        refuse(skipped, "paper-number-skips", number=self.serial, next=following)


class NumberPaper(Command):
    """Enter the number that the register of the office gave (ghi số do văn thư cấp)."""

    paper_code: Line
    cluster: Code
    number: Line
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), papers_of(self.cluster))

    def decide(self, history: History) -> list[Event]:
        """Of a paper that the office numbers, once, and not of a cancelled paper."""
        issued = paper_in(history, self.cluster, self.paper_code)
        not_after_today(self.on, history)
        refuse(issued.serial, "paper-has-number", number=number_text(issued))
        for numbered in history.of(PaperNumbered):
            same = (numbered.cluster, numbered.paper_code) == (self.cluster, self.paper_code)
            refuse(same, "paper-has-number", number=numbered.number)
        not_cancelled(history, self.cluster, self.paper_code)
        return uphold(history, self.fact(PaperNumbered, year=issued.year))


class CancelPaper(Command):
    """Cancel a paper; its number stays in the register (hủy văn bản, giữ số)."""

    paper_code: Line
    cluster: Code
    on: date | None = None

    needs_reason = True

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), papers_of(self.cluster))

    def decide(self, history: History) -> list[Event]:
        """Of a paper that was issued and is not cancelled."""
        issued = paper_in(history, self.cluster, self.paper_code)
        not_after_today(self.on, history)
        not_cancelled(history, self.cluster, self.paper_code)
        return uphold(history, self.fact(PaperCancelled, year=issued.year))


def paper_in(history: History, cluster: str, code: str) -> PaperIssued:
    """Return the paper with a code.

    Args:
        history: The history, with the papers of the cluster.
        cluster: The code of the cluster.
        code: The code on the paper.

    Raises:
        Refused: `unknown-paper`.
    """
    for issued in history.of(PaperIssued):
        if (issued.cluster, issued.paper_code) == (cluster, code):
            return issued
    raise Refused("unknown-paper", paper=code)


def cancelled(history: History, cluster: str, code: str) -> bool:
    """Return whether a paper was cancelled.

    Args:
        history: The history, with the papers of the cluster.
        cluster: The code of the cluster.
        code: The code on the paper.
    """
    gone = history.of(PaperCancelled)
    return any((e.cluster, e.paper_code) == (cluster, code) for e in gone)


def not_cancelled(history: History, cluster: str, code: str) -> None:
    """Refuse an act on a paper that was cancelled.

    Args:
        history: The history, with the papers of the cluster.
        cluster: The code of the cluster.
        code: The code on the paper.

    Raises:
        Refused: `paper-is-cancelled`.
    """
    refuse(cancelled(history, cluster, code), "paper-is-cancelled", paper=code)
