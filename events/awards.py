"""Awards that follow from a result: nominate, withdraw, grant or deny, present, annul.

The facts are in `award_events`; they can be reached from here.
"""

from __future__ import annotations

from datetime import date

from events.award_events import (
    AWARDS,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
    OfAward,
    award,
    closed,
    current_nominations,
    known_nominations,
)
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
from events.membership import on_roster, roster_of
from events.result_events import ResultWithdrawn, adopted, result_of
from events.shared_checks import not_after_today, not_before, within_year
from events.units import life_of, living
from events.withdrawn_units import no_award_for, withdrawals_of

__all__ = [
    "AWARDS",
    "AnnulAward",
    "AwardAnnulled",
    "AwardDenied",
    "AwardGranted",
    "AwardNominated",
    "AwardPresented",
    "DenyAward",
    "GrantAward",
    "NominateForAward",
    "NominationWithdrawn",
    "OfAward",
    "PresentAward",
    "WithdrawNomination",
    "award",
    "current_nominations",
    "known_nominations",
]


LATEST = 20
"""How many years after its achievement an award may be decided, annulled and decided again."""


class _ToAward(Command):
    """What every act on an award has in common."""

    cluster: Code
    year: Year
    unit: Code
    form: Code

    def boundary(self) -> tuple[Scope, ...]:
        tags = (f"cluster:{self.cluster}/{self.year}", f"unit:{self.unit}/{self.year}")
        result = result_of(self.cluster, self.year)  # an undated nomination is of its day
        return (Scope(tags, AWARDS), result, *life_of(self.unit))

    def known(self, history: History) -> dict[type[Event], OfAward]:
        """Return what is known of this award."""
        return award(history, (self.cluster, self.year, self.unit, self.form))

    def facts(self) -> dict[str, object]:
        """Return the facts of a refusal about this award."""
        here = {"cluster": self.cluster, "year": self.year}
        return {**here, "unit": self.unit, "form": self.form}


class NominateForAward(_ToAward):
    """Nominate a unit for an award (đề nghị xét tặng)."""

    addressed_to: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        anywhere = Scope((f"unit:{self.unit}/{self.year}",), AWARDS)
        return (*super().boundary(), roster_of(*here), withdrawals_of(*here), anywhere)

    def decide(self, history: History) -> list[Event]:
        """From an adopted result, for a member that still exists, and once (TT 15/2025/TT-BNV)."""
        result = adopted(history, self.cluster, self.year)
        refuse(not result, "no-result", cluster=self.cluster, year=self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        no_award_for(history, self.cluster, self.year, self.unit, self.form)
        refuse(self.proposed(history), "already-nominated", **self.facts())
        refuse(self.decided_on_it(history), "already-nominated", **self.facts())
        since = result.on if result else None
        living(history, self.unit, on=self.on or since or date(self.year, 12, 31))
        not_before(self.on, since, "nominated-before-result", **self.facts())
        within_year(self.on, self.year, after=LATEST if self.known(history) else 5)
        not_after_today(self.on, history)
        return uphold(history, self.fact(AwardNominated))

    def proposed(self, history: History) -> bool:
        """Return whether any cluster has such a nomination of the unit in force for the year."""
        clusters = {event.cluster for event in history.of(AwardNominated)}
        keys = ((cluster, self.year, self.unit, self.form) for cluster in clusters)
        proposals = (award(history, key) for key in keys)
        return any(known and not closed(known) for known in proposals)

    def decided_on_it(self, history: History) -> bool:
        """Return whether it was denied or annulled, and the result that it came from still holds.

        After a result was withdrawn and adopted again, a unit is proposed again (Điều 93).
        """
        decided = False
        for event in history.of(*AWARDS, ResultWithdrawn):
            if isinstance(event, ResultWithdrawn):
                decided = decided and (event.cluster, event.year) != (self.cluster, self.year)
            elif event.key == (self.cluster, self.year, self.unit, self.form):
                decided = isinstance(event, AwardDenied | AwardAnnulled | AwardPresented)
        return decided


class WithdrawNomination(_ToAward):
    """Take a nomination back (rút đề nghị)."""

    on: date | None = None

    needs_reason = True

    def decide(self, history: History) -> list[Event]:
        """The nomination is in force and not decided yet."""
        known = self.known(history)
        refuse(not known, "not-nominated", **self.facts())
        granted = AwardGranted in known and not closed(known)
        refuse(granted, "award-granted", **self.facts())
        refuse(closed(known), "award-decided", **self.facts())
        since = known[AwardNominated].on
        not_before(self.on, since, "withdrawn-before-nominated", **self.facts())
        not_after_today(self.on, history)
        return uphold(history, self.fact(NominationWithdrawn))


class _Decide(_ToAward):
    """What granting and denying have in common."""

    def may_decide(self, history: History, on: date | None) -> None:
        """Nominated, not decided yet, and in the order of the days.

        Raises:
            Refused: `not-nominated`, `award-decided`, `decided-before-nominated`.
        """
        known = self.known(history)
        refuse(not known, "not-nominated", **self.facts())
        decided = AwardGranted in known or AwardDenied in known
        refuse(decided, "award-decided", **self.facts())
        not_before(on, known[AwardNominated].on, "decided-before-nominated", **self.facts())
        not_after_today(on, history)
        within_year(on, self.year, after=LATEST)


class GrantAward(_Decide):
    """Record the decision that grants an award (ghi quyết định tặng)."""

    number: Line
    on: date
    authority: Remark = ""
    signer: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """Nominated and undecided; a unit that no longer exists gets no award (TT 15/2025)."""
        self.may_decide(history, self.on)
        living(history, self.unit, on=self.on)
        return uphold(history, self.fact(AwardGranted))


class DenyAward(_Decide):
    """Record that an award was not granted (ghi việc không tặng)."""

    number: Remark = ""
    on: date | None = None
    authority: Remark = ""
    signer: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """Nominated and undecided."""
        self.may_decide(history, self.on)
        return uphold(history, self.fact(AwardDenied))


class PresentAward(_ToAward):
    """Record that an award was handed over (ghi việc trao tặng)."""

    on: date
    place: Remark = ""
    presented_by: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """Granted, not annulled before that day, handed over once, and not before the decision."""
        known = self.known(history)
        granted = known.get(AwardGranted)
        refuse(not granted, "not-granted", **self.facts())
        annulled = known.get(AwardAnnulled)
        late = annulled and annulled.on and self.on > annulled.on
        refuse(late, "award-annulled", **self.facts(), annulled=annulled and annulled.on)
        refuse(AwardPresented in known, "already-presented", **self.facts())
        since = granted.on if granted else None
        not_before(self.on, since, "presented-before-decided", **self.facts())
        not_after_today(self.on, history)
        return [self.fact(AwardPresented)]


class AnnulAward(_ToAward):
    """Record that the decision on an award was annulled (ghi quyết định hủy bỏ)."""

    number: Line
    on: date
    authority: Remark = ""
    signer: Remark = ""

    needs_reason = True

    def decide(self, history: History) -> list[Event]:
        """Granted, annulled once, and not before it was granted (Điều 93)."""
        known = self.known(history)
        granted = known.get(AwardGranted)
        refuse(not granted, "not-granted", **self.facts())
        refuse(AwardAnnulled in known, "award-annulled", **self.facts())
        since = granted.on if granted else None
        not_before(self.on, since, "annulled-before-decided", **self.facts())
        presented = known.get(AwardPresented)
        handed = presented.on if presented else None
        not_before(self.on, handed, "annulled-before-presented", **self.facts())
        not_after_today(self.on, history)
        return [self.fact(AwardAnnulled)]
