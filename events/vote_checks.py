"""Votes against the rule, the roll, the attendance and their own numbers.

Some contradictions are impossible and refused. Others are unusual but happen; they are recorded
with a reason, which becomes part of the fact, and its sentence says how the numbers fall short.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.ballots import Course, Round
from events.command import History
from events.errors import Refused, refuse
from events.event import Scope
from events.meetings import MeetingOpened, UnitsAttended
from events.procedures import (
    Matter,
    VotingRule,
    default_rule,
    procedure,
    procedures_of,
    rule_for,
    voting_years,
)
from events.rosters import RosterRecorded, RosterReported, UnitJoined
from events.vote_oneself import not_for_itself
from events.vote_opening import VoteOpened, opened_vote, openings_of
from events.vote_outcome import tally_of, without_elected
from events.vote_papers import adds_up, cast_in, share_of_ballots
from events.vote_presence import presence_at_votes
from events.vote_surroundings import Surroundings
from events.vote_thresholds import enough_of_share, not_enough, won
from events.vote_turnout import hands_in_the_room, of_those_there
from events.voting import UNCOUNTED, Method, Tally, plausible

ROLL = (RosterRecorded, RosterReported, UnitJoined, MeetingOpened, UnitsAttended)
"""The events that a count is compared with."""


class Count(Struct, frozen=True, kw_only=True):
    """A vote and its circumstances.

    Attributes:
        cluster: The code of the cluster.
        years: The calendar years whose members may have voted; the last is that of the decision.
        votes: The count as a share; None where votes were not counted or not recorded.
        method: How the decision was made.
        on: The day of the vote; None where it is unknown.
        matter: What was put to the vote.
        course: The ballots; None where only a share, or nothing, is recorded.
        chosen: The candidates that the decision says were elected; empty for a question.
        about: The units that a question is about; they may not be allowed to vote on it.
        adopted: Whether the decision says that there were enough votes.
        stated: The share that was given with the ballots; `votes` is then what these give.
    """

    cluster: str
    years: tuple[int, ...]
    votes: Tally | None
    method: Method = "not-recorded"
    on: date | None = None
    matter: Matter = "question"
    course: Course | None = None
    chosen: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    adopted: bool = True
    stated: Tally | None = None

    def scopes(self) -> tuple[Scope, ...]:
        """Return the rules, the opened votes and the attendance that the vote is compared with."""
        if self.of_council:
            return (procedures_of(self.cluster),)
        here = (procedures_of(self.cluster), *openings_of(self.cluster, self.years[-1]))
        return (*here, *presence_at_votes(self.cluster, self.years)) if self.held else here

    @property
    def of_council(self) -> bool:
        """Whether the members of the Council voted, and not the member units."""
        return self.matter == "council-award"

    @property
    def held(self) -> bool:
        """Whether it was a vote, counted or not, for which enough members must take part."""
        counted = self.votes is not None or self.course is not None
        return counted or self.method not in (*UNCOUNTED, "not-recorded")

    @property
    def rule(self) -> VotingRule:
        """The rule under which it was held, as far as recorded with it."""
        return (self.course and self.course.rule) or default_rule(self.matter)

    def settled(self, history: History) -> Count:
        """Return the vote with its rule, the roll of its opening, and its count as a share.

        A rule that it has already stays: it was held under that rule.

        Args:
            history: The history of the decision, with `scopes`.
        """
        year = self.years[-1]
        opened = self._opened(history)
        asked = procedure(history, self.cluster, year, self.matter)
        counted = self.votes is not None or self.course is not None
        if opened is None and not (counted and (asked or self.course)):
            return self
        course = self.course or Course()
        if opened:
            course = replace(
                opened.beginning,
                rounds=course.rounds,
                seats=course.seats,
                tie=course.tie,
                hands=course.hands,
                words=course.words,
                rule=course.rule or opened.held_under,
                entitled=opened.members or course.entitled,
            )
        elif course.rule is None:
            course = replace(course, rule=asked.rule if asked else default_rule(self.matter))
        if not (course.ballot or self.of_council):
            course = replace(self, course=course)._around(history).completed(self.votes)
        votes, stated = self.votes, self.stated
        if course.rounds:
            stated = stated or votes
            rule = course.rule or self.rule
            votes = tally_of(course, rule, *self.chosen[:1])
            course = without_elected(course, rule)
        found = replace(self, course=course, votes=votes, stated=stated)
        if course.words and not found.odd(history):
            found = replace(found, course=replace(course, words=""))
        return found

    def _opened(self, history: History) -> VoteOpened | None:
        """Return the opened vote of which this is the outcome, unless it is settled already."""
        settled = self.course is not None and self.course.ballot
        if self.of_council or self.method in UNCOUNTED or settled:
            return None
        return opened_vote(history, self.cluster, self.years[-1], self.matter, self.on)

    def possible(self, history: History) -> None:
        """Check what no reason explains, and name those who vote in a refusal.

        Raises:
            Refused: the codes of `_possible`.
        """
        try:
            self._possible(history)
        except Refused as refused:
            raise self._with_voters(refused) from None

    def usual(self, history: History) -> None:
        """Check what only a reason explains, and name those who vote in a refusal.

        Raises:
            Refused: the codes of `_usual`; a reason makes each of them acceptable.
        """
        try:
            self._usual(history)
        except Refused as refused:
            raise self._with_voters(refused) from None

    def _with_voters(self, refused: Refused) -> Refused:
        """Return a refusal about member units, or about the members of a Council."""
        facts = {**refused.facts, "voters": "council" if self.of_council else "units"}
        for base in ("of", "base_of") if self.of_council else ():
            if facts.get(base) == "members":
                facts[base] = "council"
        return Refused(refused.code, **facts)

    def _possible(self, history: History) -> None:
        """A count elects somebody, adds up, and stays within the roll and the attendance.

        Raises:
            Refused: `votes-for-none`, `votes-above-roll`, `votes-above-present`, the codes of
                `events.vote_papers.sums` and others.
        """
        if self.course:
            adds_up(self.course, self.votes, self.rule, self.method, self.chosen)
            share_of_ballots(self.course, self.stated, self.rule, *self.chosen[:1])
        plausible(self.votes, self.method)
        if (votes := self.votes) is None:
            last = self.course.rounds[-1] if self.course and self.course.rounds else Round()
            none = self.adopted and not last.votes and last.in_favour == 0
            refuse(none, "votes-for-none", total=cast_in(last))
            return
        refuse(self.adopted and votes.votes_for == 0, "votes-for-none", total=votes.total)
        around = self._around(history)
        roll = around.members()
        above = votes.of in ("members", "present") and roll is not None and votes.total > roll
        refuse(above, "votes-above-roll", total=votes.total, of=votes.of, count=roll)
        came = around.present()
        few = votes.of == "present" and came is not None and votes.total > came
        refuse(few, "votes-above-present", total=votes.total, count=came)

    def _usual(self, history: History) -> None:
        """Enough votes under the rule, all of a consensus, and a total that the ledger confirms.

        Raises:
            Refused: `votes-below-majority`, `votes-below-threshold`, `consensus-not-all`,
                `votes-above-units`, `votes-of-some-members`, `votes-of-some-present`,
                `presence-not-recorded`, `not-elected`, those of `of_those_there` and others.
        """
        rule, course = self.rule, self.course or Course()
        barred = rule.methods and self.method not in (*rule.methods, "not-recorded")
        counted = self.votes or course.rounds
        refuse(barred and counted, "method-not-allowed", method=self.method, paper=rule.paper)
        around = self._around(history)
        around.enough_take_part(held=self.held)
        part, here = around.took_part(), around.certainly_there()
        of_those_there(course, self.votes, part, here, around.members())
        hands_in_the_room(course, around.in_the_room())
        if not rule.self_vote:
            not_for_itself(course, self.votes, self.chosen or self.about, around.voters())
        if not self.adopted:
            not_enough(self.votes, course, rule)
            return
        if course.rounds:
            won(self.chosen, course, rule)
        if (votes := self.votes) is None:
            return
        facts = {"votes": votes.votes_for, "total": votes.total, "of": votes.of}
        roll = around.members()
        if not course.rounds:
            entitled = course.entitled or roll
            enough_of_share(votes, rule, replace(course, rounds=(), entitled=entitled))
        divided = self.method == "consensus" and votes.votes_for < votes.total
        refuse(divided, "consensus-not-all", against=votes.total - votes.votes_for, **facts)
        many = votes.of != "not-recorded" and roll is not None and votes.total > roll
        refuse(many, "votes-above-units", count=roll, **facts)
        few = votes.of == "members" and roll is not None and votes.total < roll
        refuse(few, "votes-of-some-members", count=roll, **facts)
        few = votes.of == "present" and here is not None and votes.total < here
        refuse(few, "votes-of-some-present", count=here, **facts)
        unknown = votes.of == "present" and around.present() is None
        refuse(unknown, "presence-not-recorded", **facts)

    def odd(self, history: History) -> bool:
        """Return whether only a reason makes the vote acceptable."""
        try:
            self.usual(history)
        except Refused:
            return True
        return False

    def _around(self, history: History) -> Surroundings:
        """Return what is known around the vote, under its own rule or that of the cluster."""
        course = self.course or Course()
        return Surroundings(
            history=history,
            cluster=self.cluster,
            years=self.years,
            on=self.on,
            rule=course.rule or rule_for(history, self.cluster, self.years[-1], self.matter),
            course=course,
            council=self.of_council,
        )


def count_of(
    command: Any,
    matter: Matter,
    chosen: tuple[str, ...] = (),
    about: tuple[str, ...] = (),
) -> Count:
    """Return the vote of a command, from its fields.

    Args:
        command: A command with a cluster, a year, a method, a day, and `votes` or `course`.
        matter: What was put to the vote.
        chosen: The candidates that were elected; empty for a question.
        about: The units that a question is about.
    """
    return Count(
        cluster=command.cluster,
        years=voting_years(matter, command.year),
        votes=getattr(command, "votes", None),
        method=getattr(command, "method", "not-recorded"),
        on=getattr(command, "on", None),
        matter=matter,
        course=getattr(command, "course", None),
        chosen=chosen,
        about=about,
    )
