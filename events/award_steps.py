"""The way of a nomination to its decision: proposed, received, appraised, on hold, voted on.

A file of several nominations is one act with an event for each. What was returned is proposed
again. Which steps a source reports is up to the source: none is required by a later step, except
that only what was proposed is received, appraised or returned.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from events.award_facts import ROUND, FactOfAward, Ground
from events.ballots import Course
from events.event import Event, Line, Remark
from events.voting import Method, Tally

Finding = Literal["eligible", "ineligible"]
"""đủ điều kiện; không đủ điều kiện."""
BALLOTS_SINCE = date(2024, 1, 1)
"""From when a Council votes by ballot on the forms with a share (NĐ 98/2023/NĐ-CP, Điều 30.7)."""
BallotOutcome = Literal["passed", "not-passed"]
"""đạt; không đạt tỷ lệ phiếu."""


class AwardProposed(FactOfAward, tag="award-proposed"):
    """A nomination was proposed to the authority with a submission (trình, tờ trình).

    Attributes:
        number: The number of the submission.
        on: Its day; None where it is unknown.
        signer: Who signed it.
        addressed_to: To whom it was submitted.
    """

    number: Remark = ""
    on: date | None = None
    signer: Remark = ""
    addressed_to: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("submitted"),)

    def depends_on(self) -> Iterable[str]:
        return (self.path("award"),)


class AwardReceived(FactOfAward, tag="award-received"):
    """The file of a nomination was received (tiếp nhận hồ sơ).

    Attributes:
        number: The number of the receipt.
        on: The day; None where it is unknown.
        received_by: Who received it.
    """

    number: Remark = ""
    on: date | None = None
    received_by: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("received"),)

    def depends_on(self) -> Iterable[str]:
        return (self.path("submitted"),)


class AwardAssessed(FactOfAward, tag="award-assessed"):
    """A nomination was appraised (thẩm định).

    Attributes:
        finding: Whether it meets the conditions.
        wording: What was found, in words.
        on: The day; None where it is unknown.
        assessed_by: Who appraised it.
    """

    finding: Finding
    wording: Remark = ""
    on: date | None = None
    assessed_by: Remark = ""

    def claims(self) -> Iterable[str]:
        return (self.path("assessed"),)

    def depends_on(self) -> Iterable[str]:
        return (self.path("submitted"),)


class AwardReturned(FactOfAward, tag="award-returned"):
    """The file of a nomination was returned (trả lại hồ sơ): it may be proposed again.

    Attributes:
        wording: Why.
        on: The day; None where it is unknown.
        returned_by: Who returned it.
    """

    wording: Line
    on: date | None = None
    returned_by: Remark = ""

    def releases(self) -> Iterable[str]:
        return map(self.path, ROUND)

    def depends_on(self) -> Iterable[str]:
        return (self.path("submitted"),)


class AwardHeld(FactOfAward, tag="award-held"):
    """The decision on a nomination was put on hold (tạm hoãn; NĐ 152/2025/NĐ-CP, Điều 4).

    Attributes:
        ground: Why.
        wording: The matter that is open, and the paper that says so.
        on: The day from which; None where it is unknown.
    """

    ground: Ground
    wording: Remark = ""
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (self.path("award-held"),)

    def depends_on(self) -> Iterable[str]:
        return (self.path("award"),)


class AwardHoldLifted(FactOfAward, tag="award-hold-lifted"):
    """The matter was cleared: the nomination goes on (hết tạm hoãn).

    Attributes:
        wording: What cleared it.
        on: The day; None where it is unknown.
    """

    wording: Remark = ""
    on: date | None = None

    def releases(self) -> Iterable[str]:
        return (self.path("award-held"),)

    def depends_on(self) -> Iterable[str]:
        return (self.path("award-held"),)


class AwardBalloted(FactOfAward, tag="award-balloted"):
    """The council voted on a nomination (Hội đồng bỏ phiếu), a share of all its members.

    Attributes:
        outcome: Whether the nomination was adopted.
        council: Which council.
        on: The day; None where it is unknown.
        method: How the council voted.
        votes: The votes in favour, of how many.
        course: The ballot, the members of the council, and the rule it was held under.
    """

    outcome: BallotOutcome
    council: Remark = ""
    on: date | None = None
    method: Method = "not-recorded"
    votes: Tally | None = None
    course: Course | None = None

    def claims(self) -> Iterable[str]:
        return (self.path("balloted"),)

    def depends_on(self) -> Iterable[str]:
        return (self.path("award"),)


STEP_EVENTS: tuple[type[Event], ...] = (
    AwardProposed,
    AwardReceived,
    AwardAssessed,
    AwardReturned,
    AwardHeld,
    AwardHoldLifted,
    AwardBalloted,
)
AwardStep = (
    AwardProposed
    | AwardReceived
    | AwardAssessed
    | AwardReturned
    | AwardHeld
    | AwardHoldLifted
    | AwardBalloted
)
ENDED_BY: dict[type[Event], tuple[type[Event], ...]] = {
    AwardReturned: (AwardProposed, AwardReceived, AwardAssessed, AwardBalloted),
    AwardProposed: (AwardReturned,),
    AwardHoldLifted: (AwardHeld,),
    AwardHeld: (AwardHoldLifted,),
}
"""Event -> the events before it that no longer describe the state of the nomination."""
