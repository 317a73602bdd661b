"""Putting a matter to the vote at a meeting: who is entitled is settled then (mở biểu quyết)."""

from __future__ import annotations

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Scope, Year
from events.meetings import SESSION, closing, opening
from events.presence import PresentUnits, presence_of, present_units
from events.procedures import Matter, VotingRule, procedures_of, rule_for
from events.rosters import rosters_of
from events.shared_checks import named_once
from events.vote_decisions import DECIDED
from events.vote_opening import VoteOpened, enough, known_roll, opened_vote, openings_of


class OpenVote(Command):
    """Put a matter to the vote (bắt đầu biểu quyết, bỏ phiếu)."""

    cluster: Code
    year: Year
    meeting: Code
    matter: Matter
    in_writing: tuple[Code, ...] = ()

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            Scope((f"meeting:{self.meeting}",), SESSION),
            presence_of(self.meeting),
            rosters_of(self.cluster),
            procedures_of(self.cluster),
            *openings_of(self.cluster, self.year),
            Scope((f"cluster:{self.cluster}/{self.year}",), DECIDED),
        )

    def decide(self, history: History) -> list[Event]:
        """Of those who are there at that moment, by proxy and in writing if the rule allows it."""
        known_cluster(history, self.cluster, self.year)
        # What is opened is a vote of units; the members of a Council are persons.
        refuse(self.matter == "council-award", "council-vote-opened", matter=self.matter)
        meeting = opening(history, self.meeting)
        refuse(meeting.cluster != self.cluster, "unknown-meeting", meeting=self.meeting)
        closed = closing(history.so_far(), self.meeting)
        refuse(closed, "meeting-closed", meeting=self.meeting)
        here = present_units(history, self.meeting)
        refuse(here is None or not here.present, "presence-unknown", meeting=self.meeting)
        rule = rule_for(history, self.cluster, self.year, self.matter)
        refuse(self.in_writing and not rule.written, "no-written-votes", matter=self.matter)
        named_once(self.in_writing)
        for unit in self.in_writing:
            refuse(here and unit in here.present, "present-votes-there", unit=unit)
        vote = self._opened(history, here, rule)
        above = vote.members is not None and len(vote.roll) > vote.members
        refuse(above, "more-than-members", count=len(vote.roll), members=vote.members)
        return [vote]

    def _opened(self, history: History, here: PresentUnits | None, rule: VotingRule) -> VoteOpened:
        """Return the fact; who voted in writing before is only among those in writing."""
        present = here.present if here else ()
        known = (*self.in_writing, *(here.written if here and rule.written else ()))
        written = tuple(dict.fromkeys(unit for unit in known if unit not in present))
        held = here.by_proxy if here and rule.proxies else ()
        meeting = opening(history, self.meeting)
        return self.fact(
            VoteOpened,
            ballot=self._code(history),
            units=present,
            by_proxy=tuple(unit for unit in held if unit not in written),
            in_writing=written,
            members=known_roll(history, self.cluster, (meeting.year, self.year)),
            held_under=rule,
        )

    def _code(self, history: History) -> str:
        """Return the next free code of the cluster and year."""
        here = (self.cluster, self.year)
        opened = [e for e in history.of(VoteOpened) if (e.cluster, e.year) == here]
        taken = {event.ballot for event in opened}
        nth = 1 + sum(event.matter == self.matter for event in opened)
        while f"{self.matter}-{nth}" in taken:
            nth += 1
        return f"{self.matter}-{nth}"

    def usual(self, history: History) -> None:
        """The vote opened before on the matter has its outcome, and a quorum takes part.

        Raises:
            Refused: `vote-already-open`, `no-quorum`; a reason makes each acceptable.
        """
        day = opening(history, self.meeting).on
        before = opened_vote(history, self.cluster, self.year, self.matter, day)
        again = before is not None and before.meeting == self.meeting
        refuse(again, "vote-already-open", matter=self.matter, year=self.year)
        rule = rule_for(history, self.cluster, self.year, self.matter)
        vote = self._opened(history, present_units(history, self.meeting), rule)
        enough(rule, len(vote.roll), vote.members)
