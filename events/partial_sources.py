"""Late facts from sources that say less than the room knows: some members, a proposal alone.

A newspaper names three of a cluster's units (record A27), or the proposals and not the result they
came from (A09). In the room nothing of this would do; of old years it is all there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from events.award_events import AwardDenied, AwardGranted, AwardNominated, award, known_nominations
from events.awards import LATEST, NominateForAward
from events.clusters import life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.invariants import uphold
from events.membership import Headcount, RecordRoster, RosterRecorded, on_roster, roster_of
from events.rosters import left_after
from events.shared_checks import not_after_today, within_year
from events.units import life_of, living
from events.vote_checks import Count
from events.voting import Tally
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
        if self.unit not in left_after(history, self.cluster, self.year, self.on):
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

    votes: Tally | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), *self._count().scopes())

    def _count(self) -> Count:
        year = self.year
        return Count(cluster=self.cluster, years=(year,), votes=self.votes, on=self.on)

    def usual(self, history: History) -> None:
        self._count().usual(history)

    def decide(self, history: History) -> list[Event]:
        """A member that exists, once; a count is not above its total."""
        on_roster(history, self.cluster, self.year, self.unit)
        refuse(self.proposed(history), "already-nominated", **self.facts())
        living(history, self.unit, on=self.on or date(self.year, 12, 31))
        no_award_for(history, self.cluster, self.year, self.unit, self.form)
        self._count().possible(history)
        within_year(self.on, self.year, after=LATEST if self.known(history) else 5)
        not_after_today(self.on, history)
        return uphold(history, self.fact(AwardNominated, result_unknown=True))
