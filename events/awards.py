"""Awards that follow from a result: nominate, withdraw, grant or deny, present, annul.

The facts are in `honours`; they can be reached from here.
"""

from __future__ import annotations

from datetime import date

from events.errors import refuse
from events.event import (
    Code,
    Command,
    Event,
    History,
    Line,
    Remark,
    Scope,
    Year,
    not_after_today,
    not_before,
    within_year,
)
from events.honours import (
    AWARDS,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
    OfAward,
    award,
    standing_nominations,
)
from events.membership import on_roster, roster_of
from events.registry import life_of, living
from events.verdicts import adopted, result_of

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
    "standing_nominations",
]


class _ToAward(Command):
    """What every act on an award has in common."""

    cluster: Code
    year: Year
    unit: Code
    form: Code

    def boundary(self) -> tuple[Scope, ...]:
        tags = (f"cluster:{self.cluster}/{self.year}", f"unit:{self.unit}/{self.year}")
        return (Scope(tags, AWARDS), *life_of(self.unit))

    def known(self, history: History) -> dict[type[Event], OfAward]:
        """What is known of this award."""
        return award(history, (self.cluster, self.year, self.unit, self.form))

    def facts(self) -> dict[str, object]:
        """What a refusal tells of this award."""
        return {"unit": self.unit, "form": self.form, "year": self.year}


class NominateForAward(_ToAward):
    """Nominate a unit for an award (đề nghị xét tặng)."""

    addressed_to: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (result_of(self.cluster, self.year), roster_of(self.cluster, self.year))
        anywhere = Scope((f"unit:{self.unit}/{self.year}",), (AwardNominated, NominationWithdrawn))
        return (*super().boundary(), *here, anywhere)

    def decide(self, history: History) -> list[Event]:
        """From an adopted result, for a member that still exists, and once (TT 15/2025/TT-BNV)."""
        result = adopted(history, self.cluster, self.year)
        refuse(not result, "no-result", cluster=self.cluster, year=self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        refuse(self.proposed(history), "already-nominated", **self.facts())
        since = result.on if result else None
        living(history, self.unit, on=self.on or since or date(self.year, 12, 31))
        not_before(self.on, since, "nominated-before-result", **self.facts())
        within_year(self.on, self.year, after=5)
        not_after_today(self.on, history)
        return [self.fact(AwardNominated)]

    def proposed(self, history: History) -> bool:
        """Whether a proposal of this form for the unit and the year stands, from any cluster."""
        clusters = {event.cluster for event in history.of(AwardNominated)}
        keys = ((cluster, self.year, self.unit, self.form) for cluster in clusters)
        return any(AwardNominated in award(history, key) for key in keys)


class WithdrawNomination(_ToAward):
    """Take a nomination back (rút đề nghị)."""

    on: date | None = None

    needs_reason = True

    def decide(self, history: History) -> list[Event]:
        """It stands and was not decided yet."""
        known = self.known(history)
        refuse(not known, "not-nominated", **self.facts())
        decided = AwardGranted in known or AwardDenied in known
        refuse(decided, "award-decided", **self.facts())
        since = known[AwardNominated].on
        not_before(self.on, since, "withdrawn-before-nominated", **self.facts())
        not_after_today(self.on, history)
        return [self.fact(NominationWithdrawn)]


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
        within_year(on, self.year, after=20)


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
        return [self.fact(AwardGranted)]


class DenyAward(_Decide):
    """Record that an award was not granted (ghi việc không tặng)."""

    number: Remark = ""
    on: date | None = None
    authority: Remark = ""
    signer: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """Nominated and undecided."""
        self.may_decide(history, self.on)
        return [self.fact(AwardDenied)]


class PresentAward(_ToAward):
    """Record that an award was handed over (ghi việc trao tặng)."""

    on: date
    place: Remark = ""
    presented_by: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """Granted, not annulled, handed over once, and not before the decision."""
        known = self.known(history)
        granted = known.get(AwardGranted)
        refuse(not granted, "not-granted", **self.facts())
        refuse(AwardAnnulled in known, "award-annulled", **self.facts())
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
        not_after_today(self.on, history)
        return [self.fact(AwardAnnulled)]
