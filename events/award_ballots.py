"""The vote of a Council on a nomination: a share of all its members, held like any other vote."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from events.award_catalogue import AwardForm
from events.award_course import StepOfAward
from events.award_forms import DEFINED, known_form
from events.award_steps import AwardBalloted, AwardHeld, BallotOutcome
from events.ballots import Course
from events.command import History
from events.council import council_members, council_of
from events.decided_by_vote import DecidedByVote
from events.errors import refuse
from events.event import Event, Remark, Scope
from events.invariants import uphold
from events.procedures import (
    ProcedureSet,
    VotingRule,
    default_rule,
    procedure,
    procedures_of,
)
from events.vote_checks import Count, count_of
from events.voting import Method, Tally

LEAST_MEMBERS = 3
"""Fewer members are no Council, unless its list has no more."""


class RecordBallot(DecidedByVote, StepOfAward):
    """Record the vote of the council on a nomination (ghi phiếu của Hội đồng)."""

    outcome: BallotOutcome
    council: Remark = ""
    on: date | None = None
    method: Method = "not-recorded"
    votes: Tally | None = None
    course: Course | None = None

    def boundary(self) -> tuple[Scope, ...]:
        of_cluster = (procedures_of(self.cluster), council_of(self.cluster))
        return (*super().boundary(), DEFINED, *of_cluster)

    def _count(self, history: History) -> Count:
        """Return the vote under the rule for the form of award; all members are entitled."""
        votes, given = self.votes, self.course or Course()
        known = procedure(history, self.cluster, self.year, "council-award")
        rule = given.rule or council_rule(known, known_form(history, self.form, self.year))
        members = votes.total if votes and votes.of == "members" else given.entitled
        if members is None:
            members = len(council_members(history, self.cluster, self.on)) or None
        took_part = given.rounds[0].issued if given.rounds else None
        course = replace(
            given,
            rule=rule,
            entitled=members,
            present=took_part if given.present is None else given.present,
        )
        count = count_of(self, "council-award")
        return replace(count, course=course, adopted=self.outcome == "passed").settled(history)

    def decide(self, history: History) -> list[Event]:
        """Once for each proposal, none on hold; the numbers add up."""
        known = self.underway(history, self.on)
        refuse(AwardBalloted in known, "already-balloted", **self.facts())
        refuse(AwardHeld in known, "award-on-hold", **self.facts())
        count = self._count(history)
        count.possible(history)
        return uphold(history, self.fact(AwardBalloted, votes=count.votes, course=count.course))

    def usual(self, history: History) -> None:
        """The outcome is what the numbers give, of the recorded members of the Council.

        Raises:
            Refused: `council-members-differ`, `council-too-small`, and what is unusual about votes.
        """
        count = self._count(history)
        known = len(council_members(history, self.cluster, self.on))
        total = count.course.entitled if count.course else None
        differs = bool(known) and total not in (None, known)
        refuse(differs, "council-members-differ", total=total, count=known)
        small = total is not None and total < LEAST_MEMBERS and total != known
        refuse(small, "council-too-small", total=total, least=LEAST_MEMBERS)
        self.usual_vote(history)

    def usual_vote(self, history: History) -> None:
        self._count(history).usual(history)


def council_rule(known: ProcedureSet | None, form: AwardForm) -> VotingRule:
    """Return the rule under which a Council votes on a form of award.

    The share is that of the form. A form without a share needs that of the rule that the cluster
    set, else more than half of all members.

    Args:
        known: The rule that the cluster set for its Council; None without such a rule.
        form: The form of award.
    """
    rule = known.rule if known else default_rule("council-award")
    share = rule.majority if known else ">1/2"
    if form.threshold:
        share = f"{form.threshold}/100"
    return rule if share == rule.majority else replace(rule, majority=share, paper="")
