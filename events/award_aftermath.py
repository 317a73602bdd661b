"""What follows a decision on an award: its correction, a new object, what is given back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from events.award_facts import FactOfAward
from events.event import Line, Remark

Amendment = Literal["corrected", "exchanged", "re-issued"]
"""điều chỉnh quyết định, cấp đổi hiện vật, cấp lại hiện vật."""
AnnulmentGround = Literal[
    "not-recorded", "false-declaration", "false-information", "unlawful-course", "later-violation"
]
"""Điều 93: kê khai gian dối; thông tin sai, giả mạo; thẩm định, duyệt trái luật; có vi phạm."""
Recovered = Literal["not-recorded", "object", "money", "both", "nothing"]
"""hiện vật; tiền thưởng; cả hai; không thu hồi."""


class AwardAmended(FactOfAward, tag="award-amended"):
    """A granted award was corrected, exchanged or issued again (điều chỉnh, cấp đổi, cấp lại).

    Attributes:
        amendment: What was done.
        wording: What was wrong, and what is right; or why it was issued again.
        number: The number of the paper.
        on: The day of the paper; None where it is unknown.
        signer: Who signed.
    """

    amendment: Amendment
    wording: Line
    number: Remark = ""
    on: date | None = None
    signer: Remark = ""

    def depends_on(self) -> Iterable[str]:
        return (self.path("decision"),)


class AwardRecovered(FactOfAward, tag="award-recovered"):
    """What came with an annulled award was given back (thu hồi hiện vật, tiền thưởng).

    Attributes:
        recovered: The object, the money or both.
        money: How much money, as the paper says it.
        on: The day; None where it is unknown.
    """

    recovered: Literal["object", "money", "both"]
    money: Remark = ""
    on: date | None = None

    def depends_on(self) -> Iterable[str]:
        return (self.path("annulled"),)
