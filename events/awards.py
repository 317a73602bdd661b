"""Awards that follow from a result: nominate, withdraw, grant or deny, present, annul.

The facts are in `award_events`; they can be reached from here.
"""

from __future__ import annotations

from datetime import date

from events.award_achievement import one_achievement
from events.award_act import (
    LATEST,
    ToAward,
    against_grant,
    proposed_anywhere,
    step,
)
from events.award_events import (
    AWARDS,
    AnnulmentGround,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
    OfAward,
    Recovered,
    award,
    closed,
    current_nominations,
    known_nominations,
)
from events.award_forms import DEFINED, catalogue, known_form
from events.award_quotas import of_quota, within_approved, within_asked
from events.award_steps import BALLOTS_SINCE, AwardBalloted, AwardHeld
from events.ballots import Course
from events.command import History
from events.decided_by_vote import DecidedByVote
from events.errors import refuse
from events.event import Event, Line, Remark, Scope
from events.holds import held, holds_of
from events.invariants import uphold
from events.membership import on_roster, rosters_of
from events.result_events import ResultWithdrawn, adopted
from events.shared_checks import not_after_today, not_before, within_year
from events.units import living
from events.vote_checks import Count, count_of
from events.voting import Method, Tally
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


class NominateForAward(DecidedByVote, ToAward):
    """Nominate a unit for an award (đề nghị xét tặng)."""

    addressed_to: Remark = ""
    on: date | None = None
    method: Method = "not-recorded"
    votes: Tally | None = None
    course: Course | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        anywhere = Scope((f"unit:{self.unit}/{self.year}",), AWARDS)
        lists = (rosters_of(self.cluster), withdrawals_of(*here), holds_of(*here))
        votes = self.count().scopes()
        return (*super().boundary(), *lists, anywhere, *of_quota(*here), DEFINED, *votes)

    def count(self) -> Count:
        """Return the votes, by the members of that year."""
        return count_of(self, "nomination", about=(self.unit,))

    def decide(self, history: History) -> list[Event]:
        """From an adopted result, for a member that still exists, and once (TT 15/2025/TT-BNV)."""
        result = adopted(history, self.cluster, self.year)
        refuse(not result, "no-result", cluster=self.cluster, year=self.year)
        known_form(history, self.form, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        no_award_for(history, self.cluster, self.year, self.unit, self.form)
        on_hold = self.unit in held(history, self.cluster, self.year)
        refuse(on_hold, "held-no-award", **self.facts())
        refuse(self.proposed(history), "already-nominated", **self.facts())
        refuse(self.decided_on_it(history), "already-nominated", **self.facts())
        since = result.on if result else None
        living(history, self.unit, on=self.on or since or date(self.year, 12, 31))
        not_before(self.on, since, "nominated-before-result", **self.facts())
        within_year(self.on, self.year, after=LATEST if self.known(history) else 5)
        not_after_today(self.on, history)
        count = self.count().settled(history)
        count.possible(history)
        return uphold(history, self.fact(AwardNominated, votes=count.votes, course=count.course))

    def usual(self, history: History) -> None:
        """Addressed as the form is, within the quota, and for a unit that the result ranks.

        Raises:
            Refused: `addressee-unusual`, `quota-exceeded`, `same-achievement`,
                `nominated-unranked`, and what is unusual about votes; a reason makes each of them
                acceptable.
        """
        super().usual(history)
        self.usual_addressee(history, self.addressed_to)
        within_asked(history, self.cluster, self.year, self.form)
        one_achievement(history, self.unit, self.year, self.form)
        result = adopted(history, self.cluster, self.year)
        scored = result is not None and result.basis == "scores"
        places = result.places if result else ()
        passed_over = scored and self.unit not in [place.unit for place in places]
        refuse(passed_over, "nominated-unranked", **self.facts())

    def proposed(self, history: History) -> bool:
        """Return whether any cluster has such a nomination of the unit in force for the year."""
        return proposed_anywhere(history, self.unit, self.year, self.form)

    def decided_on_it(self, history: History) -> bool:
        """Return whether it was denied or annulled, and the result that it came from still holds.

        After a result was withdrawn and adopted again, a unit is proposed again (Điều 93).
        """
        decided = False
        for event in history.before().of(*AWARDS, ResultWithdrawn):
            if isinstance(event, ResultWithdrawn):
                decided = decided and (event.cluster, event.year) != (self.cluster, self.year)
            elif event.key == (self.cluster, self.year, self.unit, self.form):
                decided = isinstance(event, AwardDenied | AwardAnnulled | AwardPresented)
        return decided


class WithdrawNomination(ToAward):
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
        since = known[AwardNominated].dated()
        not_before(self.on, since, "withdrawn-before-nominated", **self.facts())
        not_after_today(self.on, history)
        return uphold(history, self.fact(NominationWithdrawn))


class _Decide(ToAward):
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
        not_before(on, known[AwardNominated].dated(), "decided-before-nominated", **self.facts())
        not_after_today(on, history)
        within_year(on, self.year, after=LATEST)


class GrantAward(_Decide):
    """Record the decision that grants an award (ghi quyết định tặng)."""

    number: Line
    on: date
    authority: Remark = ""
    signer: Remark = ""
    golden_book: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), *of_quota(self.cluster, self.year), DEFINED)

    def usual(self, history: History) -> None:
        """No more than were approved, and as the steps before it say.

        Raises:
            Refused: `approved-exceeded`, `granted-without-ballot`, `granted-against-course`; a
                reason makes each of them acceptable.
        """
        within_approved(history, self.cluster, self.year, self.form)
        known = self.known(history)
        form = catalogue(history, self.year).get(self.form)
        share = form.threshold if form else None
        missing = self.on >= BALLOTS_SINCE and share and AwardBalloted not in known
        refuse(missing, "granted-without-ballot", **self.facts(), threshold=share)
        for event in known.values():
            refuse(against_grant(event), "granted-against-course", **self.facts(), step=step(event))

    def decide(self, history: History) -> list[Event]:
        """Nominated and undecided; a unit that no longer exists gets no award (TT 15/2025)."""
        self.may_decide(history, self.on)
        refuse(AwardHeld in self.known(history), "award-on-hold", **self.facts())
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


class PresentAward(ToAward):
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
        over = annulled.dated() if annulled else None
        late = over and self.on > over
        refuse(late, "award-annulled", **self.facts(), annulled=over)
        refuse(AwardPresented in known, "already-presented", **self.facts())
        since = granted.dated() if granted else None
        not_before(self.on, since, "presented-before-decided", **self.facts())
        not_after_today(self.on, history)
        return uphold(history, self.fact(AwardPresented))


class AnnulAward(ToAward):
    """Record that the decision on an award was annulled (ghi quyết định hủy bỏ)."""

    number: Line
    on: date
    authority: Remark = ""
    signer: Remark = ""
    annulled_for: AnnulmentGround = "not-recorded"
    recovers: Recovered = "not-recorded"

    needs_reason = True

    def decide(self, history: History) -> list[Event]:
        """Granted, annulled once, and not before it was granted (Điều 93)."""
        known = self.known(history)
        granted = known.get(AwardGranted)
        refuse(not granted, "not-granted", **self.facts())
        refuse(AwardAnnulled in known, "award-annulled", **self.facts())
        since = granted.dated() if granted else None
        not_before(self.on, since, "annulled-before-decided", **self.facts())
        presented = known.get(AwardPresented)
        handed = presented.dated() if presented else None
        not_before(self.on, handed, "annulled-before-presented", **self.facts())
        not_after_today(self.on, history)
        return uphold(history, self.fact(AwardAnnulled))
