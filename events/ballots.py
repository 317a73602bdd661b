"""The course of a vote: who was entitled, the ballots, the count of each, what it comes to.

A secret ballot has no field that could reveal who voted what; a show of hands may keep its list.
Numbers that a source does not give are unknown; what follows from the others is computed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from events.event import Code, Event, Remark
from events.procedures import VotingRule
from events.voting import Count

Seats = Annotated[int, Meta(ge=1, le=9)]
DecidedBy = Literal["chair", "head-and-deputy", "lot", "most-votes", "rule"]
"""ý kiến chủ trì, trưởng cụm và phó trưởng cụm, bốc thăm, nhiều phiếu hơn, theo quy chế."""


class CandidateVotes(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A candidate and the votes for it in one ballot.

    Attributes:
        unit: The code of the candidate.
        votes: The number of votes for it.
    """

    unit: Code
    votes: Count


class Round(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One ballot and its count; each number may be unknown.

    Attributes:
        issued: The ballot papers that were issued (số phiếu phát ra).
        returned: Those that came back (số phiếu thu về).
        missing: Those that did not; follows from the two.
        valid: The valid papers among those returned (số phiếu hợp lệ).
        invalid: The others; follows from the two.
        votes: The votes of each candidate; empty where a question was put.
        in_favour: The votes for what was put; None where there were candidates.
        against: The votes against it.
        abstained: The votes for neither.
    """

    issued: Count | None = None
    returned: Count | None = None
    missing: Count | None = None
    valid: Count | None = None
    invalid: Count | None = None
    votes: tuple[CandidateVotes, ...] = ()
    in_favour: Count | None = None
    against: Count | None = None
    abstained: Count | None = None

    @property
    def valid_papers(self) -> int | None:
        """The valid papers, as counted or as they follow from the others."""
        if self.valid is not None or self.returned is None or self.invalid is None:
            return self.valid
        return self.returned - self.invalid

    @property
    def missing_papers(self) -> int | None:
        """The papers that did not come back, as counted or as they follow from the others."""
        if self.missing is not None or self.issued is None or self.returned is None:
            return self.missing
        return self.issued - self.returned

    @property
    def invalid_papers(self) -> int | None:
        """The invalid papers, as counted or as they follow from the others."""
        if self.invalid is not None or self.returned is None or self.valid is None:
            return self.invalid
        return self.returned - self.valid

    def votes_for(self, unit: str = "") -> int | None:
        """Return the votes for a candidate, or for the question where no unit is named."""
        if not unit:
            return self.in_favour
        return next((one.votes for one in self.votes if one.unit == unit), None)


class TieBreak(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What decided where the ballots did not.

    Attributes:
        by: Who or what decided.
        units: The candidates chosen, in their order.
        note: What the minutes say of it.
    """

    by: DecidedBy
    units: tuple[Code, ...] = ()
    note: Remark = ""


class Course(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a vote went. The decision adds what it was held under: the rule, the roll.

    Attributes:
        rounds: The ballots, in their order.
        seats: How many candidates are elected.
        tie: What decided where the ballots did not.
        hands: By show of hands, the units in favour; empty where no list was kept.
        rule: The rule under which it was held; None for the usual rule.
        ballot: The code of the opening of the vote; empty where none was recorded.
        roll: The units entitled to vote when it was opened.
        entitled: How many are entitled to vote, present or not.
        present: How many took part in the vote, with those who voted in writing or by proxy.
        written: How many of these voted in writing, because they were absent.
        by_proxy: How many of these voted by proxy.
        words: Why the outcome was recorded against its numbers; empty where they agree.
    """

    rounds: tuple[Round, ...] = ()
    seats: Seats = 1
    tie: TieBreak | None = None
    hands: tuple[Code, ...] = ()
    rule: VotingRule | None = None
    ballot: Annotated[str, Meta(pattern=r"^[a-z0-9-]{0,40}\Z")] = ""
    roll: tuple[Code, ...] = ()
    entitled: Count | None = None
    present: Count | None = None
    written: Count | None = None
    by_proxy: Count | None = None
    words: Remark = ""


def with_words(fact: Event, reason: str) -> Event:
    """Return a decision with the reason for recording it against its numbers.

    Args:
        fact: The event of the decision.
        reason: Why it was recorded all the same.
    """
    if "course" not in fact.__struct_fields__:
        return fact
    course: Course = getattr(fact, "course", None) or Course()
    return replace(fact, course=replace(course, words=reason[:300]))
