"""Acts on the way of a nomination: propose, receive, appraise, return, vote, amend, recover."""

from __future__ import annotations

from datetime import date
from typing import Literal

from events.award_act import LATEST, ToAward
from events.award_aftermath import Amendment, AwardAmended, AwardRecovered
from events.award_events import (
    AwardAnnulled,
    AwardGranted,
    OfAward,
    closed,
)
from events.award_forms import DEFINED
from events.award_steps import (
    AwardAssessed,
    AwardHeld,
    AwardProposed,
    AwardReceived,
    AwardReturned,
    Finding,
)
from events.command import History
from events.errors import refuse
from events.event import Event, Line, Remark, Scope
from events.invariants import uphold
from events.shared_checks import not_after_today, within_year


class StepOfAward(ToAward):
    """What the steps of a nomination have in common; a step may be typed after the decision."""

    def underway(self, history: History, on: date | None) -> dict[type[Event], OfAward]:
        """Return what is known of a nomination that was not closed, on a day that has come.

        Args:
            history: The history, with the awards of the unit in the year.
            on: The day of the step; None where it is unknown.

        Raises:
            Refused: `not-nominated`, `award-decided`, `outside-the-year`, `in-the-future`.
        """
        known = self.known(history)
        refuse(not known, "not-nominated", **self.facts())
        refuse(closed(known), "award-decided", **self.facts())
        within_year(on, self.year, after=LATEST)
        not_after_today(on, history)
        return known

    def submitted(self, history: History, on: date | None) -> dict[type[Event], OfAward]:
        """Return what is known of a nomination that was proposed.

        Args:
            history: The history, with the awards of the unit in the year.
            on: The day of the step; None where it is unknown.

        Raises:
            Refused: `not-proposed`, and as `underway`.
        """
        known = self.underway(history, on)
        refuse(AwardProposed not in known, "not-proposed", **self.facts())
        return known


class ProposeAward(StepOfAward):
    """Record the submission that proposes a nomination (ghi tờ trình đề nghị khen thưởng)."""

    number: Remark = ""
    on: date | None = None
    signer: Remark = ""
    addressed_to: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), DEFINED)

    def usual(self, history: History) -> None:
        """Submitted to whom the nomination or its form is addressed.

        Raises:
            Refused: `addressee-unusual`; a reason makes it acceptable.
        """
        self.usual_addressee(history, self.addressed_to)

    def decide(self, history: History) -> list[Event]:
        """A nomination that is not on hold, once until it is returned."""
        known = self.underway(history, self.on)
        refuse(AwardProposed in known, "already-proposed", **self.facts())
        refuse(AwardHeld in known, "award-on-hold", **self.facts())
        return uphold(history, self.fact(AwardProposed))


class ReceiveAward(StepOfAward):
    """Record that the file was received (ghi việc tiếp nhận hồ sơ)."""

    number: Remark = ""
    on: date | None = None
    received_by: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """A file that was proposed, once."""
        known = self.submitted(history, self.on)
        refuse(AwardReceived in known, "already-received", **self.facts())
        return uphold(history, self.fact(AwardReceived))


class AssessAward(StepOfAward):
    """Record what the appraisal found (ghi kết quả thẩm định)."""

    finding: Finding
    wording: Remark = ""
    on: date | None = None
    assessed_by: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """A file that was proposed, once."""
        known = self.submitted(history, self.on)
        refuse(AwardAssessed in known, "already-assessed", **self.facts())
        return uphold(history, self.fact(AwardAssessed))


class ReturnAward(StepOfAward):
    """Record that the file was returned (ghi việc trả lại hồ sơ)."""

    wording: Line
    on: date | None = None
    returned_by: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """A file that was proposed, before the decision."""
        known = self.submitted(history, self.on)
        refuse(AwardGranted in known, "award-granted", **self.facts())
        return uphold(history, self.fact(AwardReturned))


class AmendAward(StepOfAward):
    """Record that a granted award was corrected, exchanged or issued again (ghi điều chỉnh)."""

    amendment: Amendment
    wording: Line
    number: Remark = ""
    on: date | None = None
    signer: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """An award that was granted, and whose decision holds."""
        known = self.underway(history, self.on)
        refuse(AwardGranted not in known, "not-granted", **self.facts())
        return uphold(history, self.fact(AwardAmended))


class RecoverAward(ToAward):
    """Record that what came with an annulled award was given back (ghi việc thu hồi)."""

    recovered: Literal["object", "money", "both"]
    money: Remark = ""
    on: date | None = None

    def decide(self, history: History) -> list[Event]:
        """An award whose grant was annulled; each of object and money once."""
        known = self.known(history)
        refuse(AwardAnnulled not in known, "not-annulled", **self.facts())
        mine = (self.cluster, self.year, self.unit, self.form)
        back = [e.recovered for e in history.of(AwardRecovered) if e.key == mine]
        again = back and ("both" in (self.recovered, *back) or self.recovered in back)
        refuse(again, "already-recovered", **self.facts())
        within_year(self.on, self.year, after=LATEST)
        not_after_today(self.on, history)
        return uphold(history, self.fact(AwardRecovered))
