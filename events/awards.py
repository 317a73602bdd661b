"""Awards that follow from a result: nominated, granted or not, presented, annulled.

Four dates differ: the year of the achievement, the proposal, the decision, the presentation (record
A39). Which forms exist and whom they are addressed to is data (`thidua_tui/data/awards.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from events.membership import only_members, rosters_of
from events.registry import life_of, living
from events.verdicts import adopted, result_of


class _OfAward(Event):
    """A fact about one award: this form, for this unit, for this cluster-year."""

    cluster: Code
    year: Year
    unit: Code
    form: Code

    @property
    def key(self) -> tuple[str, int, str, str]:
        """The award's identity: one form once for a unit and a year."""
        return (self.cluster, self.year, self.unit, self.form)

    def path(self, kind: str) -> str:
        """The award as a claim of that kind."""
        return f"{kind}:{'/'.join(map(str, self.key))}"


class AwardNominated(_OfAward, tag="award-nominated"):
    """A unit was nominated for an award (đề nghị xét tặng), addressed to who decides."""

    addressed_to: Remark = ""
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (self.path("award"),)

    def stands_on(self) -> Iterable[str]:
        return (f"result:{self.cluster}/{self.year}", f"member:{self.cluster}/{self.unit}")


class NominationWithdrawn(_OfAward, tag="nomination-withdrawn"):
    """A nomination was taken back before it was decided (rút đề nghị)."""

    on: date | None = None

    def releases(self) -> Iterable[str]:
        return (self.path("award"),)

    def stands_on(self) -> Iterable[str]:
        return (self.path("award"),)


class AwardGranted(_OfAward, tag="award-granted"):
    """The authority granted the award (quyết định tặng): number, day, signer."""

    number: Line
    on: date
    authority: Remark = ""
    signer: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("decision"),)

    def stands_on(self) -> Iterable[str]:
        return (self.path("award"),)


class AwardDenied(_OfAward, tag="award-denied"):
    """The authority did not grant the award (không tặng)."""

    number: Remark = ""
    on: date | None = None
    authority: Remark = ""
    signer: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("decision"),)

    def stands_on(self) -> Iterable[str]:
        return (self.path("award"),)


class AwardPresented(_OfAward, tag="award-presented"):
    """A granted award was handed over (trao tặng)."""

    on: date
    place: Remark = ""
    presented_by: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("presentation"),)

    def stands_on(self) -> Iterable[str]:
        return (self.path("award"), self.path("decision"))


class AwardAnnulled(_OfAward, tag="award-annulled"):
    """The authority annulled its decision (hủy bỏ quyết định; Điều 93, Luật 06/2022/QH15)."""

    number: Line
    on: date
    authority: Remark = ""
    signer: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("annulment"),)

    def stands_on(self) -> Iterable[str]:
        return (self.path("decision"),)


AWARDS: tuple[type[Event], ...] = (
    AwardNominated,
    NominationWithdrawn,
    AwardGranted,
    AwardDenied,
    AwardPresented,
    AwardAnnulled,
)
OfAward = (
    AwardNominated
    | NominationWithdrawn
    | AwardGranted
    | AwardDenied
    | AwardPresented
    | AwardAnnulled
)


def award(history: History, key: tuple[str, int, str, str]) -> dict[type[Event], OfAward]:
    """What is known of one award since it was last nominated; empty when it stands nowhere."""
    known: dict[type[Event], OfAward] = {}
    for event in history.of(*AWARDS):
        if isinstance(event, OfAward) and event.key == key:
            if isinstance(event, AwardNominated | NominationWithdrawn):
                known.clear()
            if not isinstance(event, NominationWithdrawn):
                known[type(event)] = event
    return known


def standing_nominations(history: History, cluster: str, year: int) -> Iterator[AwardNominated]:
    """The nominations of a cluster-year that were not taken back, in their order."""
    standing: dict[tuple[str, int, str, str], AwardNominated] = {}
    for event in history.of(AwardNominated, NominationWithdrawn):
        if (event.cluster, event.year) == (cluster, year):
            standing.pop(event.key, None)
            if isinstance(event, AwardNominated):
                standing[event.key] = event
    return iter(standing.values())


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
        adopted_result = result_of(self.cluster, self.year)
        return (*super().boundary(), adopted_result, rosters_of(self.cluster))

    def decide(self, history: History) -> list[Event]:
        """From an adopted result, for a member that still exists, and once (TT 15/2025/TT-BNV)."""
        result = adopted(history, self.cluster, self.year)
        refuse(not result, "no-result", cluster=self.cluster, year=self.year)
        only_members(history, self.cluster, self.year, self.unit)
        refuse(self.known(history), "already-nominated", **self.facts())
        since = result.on if result else None
        living(history, self.unit, on=self.on or since or date(self.year, 12, 31))
        not_before(self.on, since, "nominated-before-result", **self.facts())
        not_after_today(self.on, history)
        return [self.fact(AwardNominated)]


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
