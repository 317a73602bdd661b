"""Submitting, returning, verifying and approving a unit's score sheet.

HD 804/HD-SNV of Thừa Thiên Huế, 18/07/2018: a unit scores itself and sends its sheet to the head by
a deadline; head and deputy verify it; the permanent office approves it.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import Refused, refuse
from events.event import Code, Event, Remark, Scope, Year
from events.invariants import uphold
from events.membership import on_roster, roster_of
from events.result_events import adopted, result_of
from events.roles import roles_of
from events.rule_book import book_of, in_force, rules_of
from events.score_book.book_check import ADDING
from events.score_sheets import missing
from events.scorers import leaders
from events.scoring import Stage, scores_of, sheet
from events.shared_checks import not_after_today, within_year
from events.sheet_events import (
    CLOSED,
    ApprovedBy,
    SheetApproved,
    SheetReturned,
    SheetState,
    SheetSubmitted,
    SheetVerified,
    VerifiedBy,
    sheet_states,
    states_of,
)


def missing_at(
    history: History, cluster: str, year: int, unit: str, stage: Stage
) -> tuple[str, ...]:
    """Return the leaves of which a unit's sheet has no score at a stage that the book asks for.

    A bonus and a formal duty without an entry count as none; a leaf that the book gives to another
    scorer is not missing.

    Args:
        history: The history, with rule book and scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        unit: The code of the unit.
        stage: The stage.
    """
    issued = in_force(history, cluster, year)
    if issued is None or stage not in book_of(issued).derivation.scorers:
        return ()
    scored = sheet(history, cluster, year, stage)
    return tuple(
        leaf.code
        for leaf in book_of(issued).leaves()
        if not isinstance(leaf.score, ADDING)
        and leaf.by in (None, stage)
        and (unit, leaf.code) not in scored
    )


class _SheetCommand(Command):
    """What all steps of a sheet have in common."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None
    person: Remark = ""

    after: ClassVar[frozenset[SheetState]] = frozenset()

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            rules_of(self.cluster, self.year),
            result_of(self.cluster, self.year),
            scores_of(self.cluster, self.year),
            states_of(self.cluster, self.year),
        )

    def may_step(self, history: History, code: str) -> None:
        """A member with a rule book, before the result, from a state that allows the step.

        Args:
            history: The history of the decision.
            code: The refusal of a state that does not allow it.

        Raises:
            Refused: `unknown-cluster`, `not-a-member`, `no-rules`, `scores-frozen`,
                `outside-the-year`, `in-the-future`, and the given code with the state.
        """
        known_cluster(history, self.cluster, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        here = {"cluster": self.cluster, "year": self.year}
        refuse(not in_force(history, self.cluster, self.year), "no-rules", **here)
        refuse(adopted(history, self.cluster, self.year), "scores-frozen", **here)
        within_year(self.on, self.year, after=1)
        not_after_today(self.on, history)
        state = sheet_states(history, self.cluster, self.year).get(self.unit, "draft")
        refuse(state not in self.after, code, unit=self.unit, year=self.year, sheet_state=state)

    def complete(self, history: History, stage: Stage, code: str) -> None:
        """Every leaf that the book asks for has a score of that stage.

        Raises:
            Refused: the given code, with the first leaf without a score and how many there are.
        """
        absent = missing_at(history, self.cluster, self.year, self.unit, stage)
        if absent:
            raise Refused(code, unit=self.unit, criterion=absent[0], count=len(absent))


class SubmitSheet(_SheetCommand):
    """Submit the sheet of a unit (nộp bảng tự chấm)."""

    after = frozenset({"draft", "returned"})

    def decide(self, history: History) -> list[Event]:
        """A draft or a returned sheet whose own scores are complete by the book; 0 is a score."""
        self.may_step(history, "sheet-submitted-already")
        self.complete(history, "self", "self-score-missing")
        return uphold(history, self.fact(SheetSubmitted))


class ReturnSheet(_SheetCommand):
    """Give a sheet back to its unit, with the reason (trả lại bảng chấm)."""

    after = CLOSED
    needs_reason = True

    def decide(self, history: History) -> list[Event]:
        """A submitted sheet, also after it was verified or approved, before the result."""
        self.may_step(history, "sheet-not-submitted")
        return uphold(history, self.fact(SheetReturned))


class VerifySheet(_SheetCommand):
    """Verify a submitted sheet (thẩm định bảng chấm)."""

    by: VerifiedBy = "head"

    after = frozenset({"submitted"})

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), roles_of(self.cluster, self.year))

    def decide(self, history: History) -> list[Event]:
        """A submitted sheet with complete verified scores, and not by the unit itself."""
        self.may_step(history, "sheet-not-to-verify")
        here = (history, self.cluster, self.year)
        head, deputies = leaders(*here)
        alone = (head,) if self.by == "head" else deputies if self.by == "deputy" else ()
        refuse(alone == (self.unit,), "verifies-itself", unit=self.unit, by=self.by)
        self.complete(history, "verified", "verified-score-missing")
        issued = in_force(*here)
        if issued and "verified" not in book_of(issued).derivation.scorers:
            for unit, criterion in missing(*here, (self.unit,)):
                raise Refused("score-missing", unit=unit, criterion=criterion)
        return uphold(history, self.fact(SheetVerified))


class ApproveSheet(_SheetCommand):
    """Approve a verified sheet (duyệt bảng chấm)."""

    by: ApprovedBy = "office"

    after = frozenset({"verified"})

    def decide(self, history: History) -> list[Event]:
        """A verified sheet; by the office, where the book has scores of the office."""
        self.may_step(history, "sheet-not-verified")
        issued = in_force(history, self.cluster, self.year)
        office = issued is not None and "office" in book_of(issued).derivation.scorers
        refuse(self.by == "head" and office, "approved-by-office", unit=self.unit)
        return uphold(history, self.fact(SheetApproved))
