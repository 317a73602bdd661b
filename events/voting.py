"""How something was decided by a body: the method, and the count, if votes were counted.

A secret ballot has no field that could reveal who voted what.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from events.errors import refuse

Method = Literal[
    "not-recorded",
    "consensus",
    "show-of-hands",
    "secret-ballot",
    "rotation",
    "handed-over",
    "recognised",
    "introduced",
]
"""thống nhất, biểu quyết giơ tay, bỏ phiếu kín, luân phiên, bàn giao, cấp trên công nhận, giới
thiệu.

`not-recorded` is an answer: the source says that it happened and not how.
"""
UNCOUNTED: tuple[Method, ...] = ("rotation", "handed-over", "recognised", "introduced")
"""The methods in which nothing is counted."""
Denominator = Literal["members", "present", "valid", "issued", "not-recorded"]
"""Of whom the share is: all members, those present, valid ballots, ballots issued.

`not-recorded`: the source gives the count and does not say of whom.
"""
Count = Annotated[int, Meta(ge=0, le=10_000)]
Voters = Annotated[int, Meta(ge=1, le=10_000)]


class Tally(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Votes in favour, of how many, and of whom: a share always has its denominator.

    Attributes:
        votes_for: The number of votes in favour.
        total: The number of which they are a part, at least 1.
        of: What `total` counts: members, those present, valid ballots or ballots issued.
    """

    votes_for: Count
    total: Voters
    of: Denominator = "members"


def plausible(votes: Tally | None, method: Method = "not-recorded") -> None:
    """Refuse a count above its total, and a count where nothing was put to the vote.

    Args:
        votes: The count; None where votes were not counted or not recorded.
        method: How the decision was made.

    Raises:
        Refused: `votes-above-total`, `votes-without-vote`.
    """
    if votes:
        above = votes.votes_for > votes.total
        refuse(above, "votes-above-total", votes=votes.votes_for, total=votes.total)
        refuse(method in UNCOUNTED, "votes-without-vote", method=method)


def shortfall(votes: Tally) -> int:
    """Return how many votes are missing for a majority of the total; 0 with a majority.

    More than half is what is usual here; no text that was read asks a cluster for it. Others ask
    for more: councils for 80 % or 90 % of all members (NĐ 98/2023/NĐ-CP, Điều 30.7), the clusters
    of the courts for two thirds of the units (TT 04/2016, Điều 17.1).
    """
    return max(0, votes.total // 2 + 1 - votes.votes_for)
