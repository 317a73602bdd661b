"""Late facts from sources that say less than the room knows: some members, a proposal alone.

A newspaper names three of a cluster's units (record A27), or the proposals and not the result they
came from (A09). In the room nothing of this would do; of old years it is all there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from events.award_achievement import one_achievement
from events.award_act import LATEST, ToAward, proposed_anywhere
from events.award_events import (
    AWARDS,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    award,
    known_nominations,
)
from events.award_forms import DEFINED, known_form
from events.award_quotas import of_quota, within_approved, within_asked
from events.awards import NominateForAward
from events.clusters import life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.invariants import uphold
from events.membership import Headcount, RecordRoster, RosterRecorded, on_roster, roster_of
from events.rosters import left_in
from events.shared_checks import not_after_today, within_year
from events.units import life_of, living
from events.withdrawn_units import (
    UnitWithdrew,
    considered_in,
    no_award_for,
    not_considered_yet,
    withdrawals_of,
    withdrew,
)


class WithdrawUnit(Command):
    """Record that a member asked not to be considered (ghi đơn vị xin không xét)."""

    cluster: Code
    year: Year
    unit: Code
    form: Code | None = None
    wording: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        lives = (life_of_cluster(self.cluster), *life_of(self.unit))
        return (withdrawals_of(*here), considered_in(*here), roster_of(*here), *lives)

    def decide(self, history: History) -> list[Event]:
        """A member of that year, once for each award, before it has a place or a nomination."""
        if self.unit not in left_in(history, self.cluster, self.year, self.on):
            on_roster(history, self.cluster, self.year, self.unit)
        known = withdrew(history, self.cluster, self.year).get(self.unit, [])
        again = self.form in [event.form for event in known]
        refuse(again, "already-withdrew", unit=self.unit, year=self.year)
        within_year(self.on, self.year, after=2)
        not_after_today(self.on, history)
        fact = self.fact(UnitWithdrew)
        not_considered_yet(history, fact, self._decided(history))
        return uphold(history, fact)

    def _decided(self, history: History) -> Iterator[AwardNominated]:
        """Yield the nominations of the cluster-year that were granted or denied."""
        for nominated in known_nominations(history, self.cluster, self.year):
            known = award(history, nominated.key)
            if AwardGranted in known or AwardDenied in known:
                yield nominated


class RecordKnownMembers(RecordRoster):
    """Record the members that a source names, where it does not name all (ghi thành viên được nêu).

    Attributes:
        count: How many members there are, where the source says so; else None.
    """

    count: Headcount | None = None

    def decide(self, history: History) -> list[Event]:
        """As a roster, which says that it is not whole."""
        few = self.count is not None and self.count < len(self.units)
        refuse(few, "fewer-than-named", count=self.count, named=len(self.units))
        super().decide(history)
        return [self.fact(RosterRecorded, complete=False)]


class RecordProposal(NominateForAward):
    """Record a nomination whose result the source does not give (ghi đề nghị, không rõ kết quả)."""

    def usual(self, history: History) -> None:
        self.usual_vote(history)
        self.usual_addressee(history, self.addressed_to)
        within_asked(history, self.cluster, self.year, self.form)

    def decide(self, history: History) -> list[Event]:
        """A member that exists, once; a count is not above its total."""
        known_form(history, self.form, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        refuse(self.proposed(history), "already-nominated", **self.facts())
        living(history, self.unit, on=self.on or date(self.year, 12, 31))
        no_award_for(history, self.cluster, self.year, self.unit, self.form)
        count = self.count().settled(history)
        count.possible(history)
        within_year(self.on, self.year, after=LATEST if self.known(history) else 5)
        not_after_today(self.on, history)
        vote = {"votes": count.votes, "course": count.course}
        return uphold(history, self.fact(AwardNominated, result_unknown=True, **vote))


class RecordGrant(ToAward):
    """Record an award that a source reports without its nomination (ghi khen thưởng được nêu).

    Its number, its day and its authority may be unknown.
    """

    number: Remark = ""
    on: date | None = None
    authority: Remark = ""
    signer: Remark = ""
    golden_book: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        anywhere = Scope((f"unit:{self.unit}/{self.year}",), AWARDS)
        lists = (roster_of(*here), withdrawals_of(*here), *of_quota(*here))
        return (*super().boundary(), anywhere, *lists, DEFINED)

    def usual(self, history: History) -> None:
        """No more than were approved or asked for, and no second award for one achievement.

        Raises:
            Refused: `approved-exceeded`, `quota-exceeded`, `same-achievement`; a reason makes each
                acceptable.
        """
        within_approved(history, self.cluster, self.year, self.form)
        within_asked(history, self.cluster, self.year, self.form)
        one_achievement(history, self.unit, self.year, self.form)

    def decide(self, history: History) -> list[Event]:
        """A form that is known, for a member that exists and that no cluster has nominated."""
        known_form(history, self.form, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        held_elsewhere = proposed_anywhere(history, self.unit, self.year, self.form)
        refuse(held_elsewhere, "grant-is-nominated", **self.facts())
        living(history, self.unit, on=self.on or date(self.year, 12, 31))
        no_award_for(history, self.cluster, self.year, self.unit, self.form)
        within_year(self.on, self.year, after=LATEST)
        not_after_today(self.on, history)
        return uphold(history, self.fact(AwardGranted, reported=True))
