"""Two branches of one ledger put together: what was merged, and what was left open (ghép sổ).

Two laptops recorded on copies of one ledger. `merging` decides the acts of the other branch afresh;
the fact of it says where the branches part, what was taken, and what a person has yet to decide.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from events.command import Command, History
from events.errors import refuse
from events.event import Event, Line, Scope
from events.evidence_files import Sha256

EVERY = "merges:all"
Count = Annotated[int, Meta(ge=0, le=100_000_000)]
Place = Annotated[int, Meta(ge=0, le=10**12)]
"""A position in a branch, from 1; 0 for none."""


class OpenQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An act of the other branch that was not taken, and waits for an answer.

    Attributes:
        asked_act: The id of the act.
        there: The position of its first entry in the other branch.
        recorded_by: Who recorded it there.
        recorded_on: The day on which it was recorded there, in UTC.
        fact: The stored name of its first event.
        about: The tags of that event.
        why: The code of the refusal that says why it is asked about.
        here: The position of the entry of this ledger that is in its way; 0 for none.
    """

    asked_act: Line
    there: Place
    recorded_by: Line
    recorded_on: date
    fact: Line
    about: tuple[str, ...] = ()
    why: Line
    here: Place = 0


class BranchMerged(Event, tag="branch-merged"):
    """Another branch of this ledger was merged into it (ghép sổ của máy khác).

    The entries that were taken are before it, each under the id of its act. Positions of the
    other branch behind `fork` are no positions of this ledger.

    Attributes:
        branch_head: The hash of the last entry of the other branch.
        branch_entries: The number of its entries.
        fork: The last position that both branches have.
        sha256: The SHA-256 of its lines behind the fork, as they are kept as evidence.
        size: The size of these lines in bytes.
        taken: How many of its acts were recorded here.
        had: How many of its acts were here already.
        ours: The ids of its acts that were decided against.
        theirs: The ids of its acts that an answer brought: in the place of entries of this ledger,
            or after they had been open.
        questions: The acts that wait for an answer.
    """

    branch_head: Sha256
    branch_entries: Count
    fork: Count
    sha256: Sha256
    size: Count
    taken: Count = 0
    had: Count = 0
    ours: tuple[Line, ...] = ()
    theirs: tuple[Line, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (EVERY,)


MERGES = Scope((EVERY,), (BranchMerged,))
"""All merges of a ledger."""


class MergeBranch(Command):
    """Record that another branch was merged, behind what was taken of it (ghép sổ)."""

    branch_head: Sha256
    branch_entries: Count
    fork: Count
    sha256: Sha256
    size: Count
    taken: Count = 0
    had: Count = 0
    ours: tuple[Line, ...] = ()
    theirs: tuple[Line, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()

    needs_reason: ClassVar[bool] = False

    def boundary(self) -> tuple[Scope, ...]:
        return (MERGES,)

    def decide(self, history: History) -> list[Event]:
        """The other branch has something behind the fork; with nothing new it is merged once."""
        refuse(self.branch_entries <= self.fork, "merge-nothing-new", had=self.had)
        new = self.taken or self.ours or self.theirs
        same = {e.branch_head for e in history.of(BranchMerged)}
        refuse(not new and self.branch_head in same, "merge-nothing-new", had=self.had)
        return [self.fact(BranchMerged)]


def settled(history: History) -> frozenset[str]:
    """Return the ids of the acts that an earlier merge decided against.

    Args:
        history: The history, with the merges.
    """
    return frozenset(act for event in history.of(BranchMerged) for act in event.ours)


def unanswered(history: History) -> dict[str, OpenQuestion]:
    """Return act -> the question that is open after all merges.

    A later merge answers a question with the act among its `ours` or `theirs`.

    Args:
        history: The history, with the merges.
    """
    found: dict[str, OpenQuestion] = {}
    for event in history.of(BranchMerged):
        found |= {question.asked_act: question for question in event.questions}
        for act in (*event.ours, *event.theirs):
            found.pop(act, None)
    return found
