"""Late facts from sources that say less than the room knows: some members, a proposal alone.

A newspaper names three of a cluster's units (record A27), or the proposals and not the result they
came from (A09). In the room nothing of this would do; of old years it is all there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from events.awards import LATEST, NominateForAward
from events.errors import refuse
from events.event import (
    Code,
    Command,
    Event,
    History,
    Remark,
    Scope,
    Year,
    not_after_today,
    within_year,
)
from events.honours import AwardNominated
from events.laws import uphold
from events.membership import Headcount, RecordRoster, RosterRecorded, on_roster, roster_of
from events.registry import living
from events.voting import Tally, plausible


class UnitWithdrew(Event, tag="unit-withdrew"):
    """A member asked not to be considered (xin rút, không xét), and stayed a member (record A27).

    `form` is the award it did not want, `None` where the source names none; `wording` is how the
    source says it.
    """

    cluster: Code
    year: Year
    unit: Code
    form: Code | None = None
    wording: Remark = ""
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"withdrew:{self.cluster}/{self.year}/{self.unit}/{self.form or ''}",)

    def stands_on(self) -> Iterable[str]:
        return (f"member:{self.cluster}/{self.year}/{self.unit}",)


def withdrew(history: History, cluster: str, year: int) -> dict[str, list[UnitWithdrew]]:
    """Unit -> its requests not to be considered."""
    found: dict[str, list[UnitWithdrew]] = {}
    for event in history.of(UnitWithdrew):
        if (event.cluster, event.year) == (cluster, year):
            found.setdefault(event.unit, []).append(event)
    return found


class WithdrawUnit(Command):
    """Record that a member asked not to be considered (ghi đơn vị xin không xét)."""

    cluster: Code
    year: Year
    unit: Code
    form: Code | None = None
    wording: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = Scope((f"cluster:{self.cluster}/{self.year}",), (UnitWithdrew,))
        return (here, roster_of(self.cluster, self.year))

    def decide(self, history: History) -> list[Event]:
        """A member of that year, once for each award."""
        on_roster(history, self.cluster, self.year, self.unit)
        known = withdrew(history, self.cluster, self.year).get(self.unit, [])
        again = self.form in [event.form for event in known]
        refuse(again, "already-withdrew", unit=self.unit, year=self.year)
        within_year(self.on, self.year, after=2)
        not_after_today(self.on, history)
        return [self.fact(UnitWithdrew)]


class RecordKnownMembers(RecordRoster):
    """Record the members that a source names, where it does not name all (ghi thành viên được nêu).

    `count` is how many there are, where it says so.
    """

    count: Headcount | None = None

    def decide(self, history: History) -> list[Event]:
        """As a roster, which says that it is not whole."""
        few = self.count is not None and self.count < len(self.units)
        refuse(few, "fewer-than-named", count=self.count, named=len(self.units))
        super().decide(history)
        return [self.fact(RosterRecorded, complete=False)]


class RecordProposal(NominateForAward):
    """Record a nomination whose result the source does not tell (ghi đề nghị, không rõ kết quả)."""

    votes: Tally | None = None

    def decide(self, history: History) -> list[Event]:
        """A member that exists, once; a count is not above its total."""
        on_roster(history, self.cluster, self.year, self.unit)
        refuse(self.proposed(history), "already-nominated", **self.facts())
        living(history, self.unit, on=self.on or date(self.year, 12, 31))
        plausible(self.votes)
        within_year(self.on, self.year, after=LATEST if self.known(history) else 5)
        not_after_today(self.on, history)
        return uphold(history, self.fact(AwardNominated, result_unknown=True))
