"""The arithmetic of a cell in a sentence: each kind of leaf by an example worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from events.score_book.arithmetic import step_of
from events.score_book.book import Node
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    Direct,
    FormalDuty,
    LateBand,
    LeaderRelative,
    Leaf,
    Observation,
    Proportional,
    RateBand,
    RateBands,
    YesNo,
)
from events.score_book.leaf_points import points_of_all
from thidua_tui.formatting.sentences.score_arithmetic import score_arithmetic
from thidua_tui.i18n.messages import Words

D = Decimal
LATE = DaysLate(bands=(LateBand(days=0, points=D(10)), LateBand(days=5, points=D(4))))
RATES = RateBands(
    bands=(RateBand(at_least=D(98), points=D(10)), RateBand(above=D(90), points=D(6))),
    below=D(1),
)


def saw(**facts: int | str) -> Observation:
    as_they_are = ("yes", "days", "count")
    seen: Any = {name: f if name in as_they_are else D(f) for name, f in facts.items()}
    return Observation(**seen)


def leaf(kind: Leaf, most: int = 10) -> Node:
    return Node(code="I.1", title="Một nội dung", max=D(most), score=kind)


ALONE = [
    (Direct(), saw(points="9.5"), "chấm trực tiếp 9,5/10"),
    (YesNo(), saw(yes=True), "có: 10 điểm"),
    (YesNo(), saw(yes=False), "không: 0 điểm"),
    (LATE, saw(days=0), "đúng hạn: 10 điểm"),
    (LATE, saw(days=3), "chậm 3 ngày (không quá 5 ngày): 4 điểm"),
    (LATE, saw(days=6), "chậm 6 ngày (quá 5 ngày): 0 điểm"),
    (RATES, saw(rate="98"), "98 % (từ 98 %): 10 điểm"),
    (RATES, saw(actual=38, target=40), "38/40 = 95 % (trên 90 %): 6 điểm"),
    (RATES, saw(rate="90"), "90 % (dưới 90 %): 1 điểm"),
    (Proportional(), saw(actual=38, target=40), "38/40 × 10 = 9,5"),
    (Proportional(), saw(actual=2, target=3), "2/3 × 10 ≈ 6,6667"),
    (Proportional(), saw(actual=45, target=40), "45/40 × 10 = 11,25, tính 10"),
    (Proportional(), saw(actual=-4, target=40), "−4/40 × 10 = −1, tính 0"),
    (Proportional(exceed=True, cap=D(12)), saw(actual=60, target=40), "60/40 × 10 = 15, tính 12"),
    (Proportional(zero_target="full"), saw(actual=0, target=0), "chỉ tiêu 0, tính đủ 10 điểm"),
    (Proportional(zero_target="not-assigned"), saw(actual=0, target=0), "chỉ tiêu 0, không tính"),
    (CountPoints(each=D("2.5")), saw(count=3), "3 × 2,5 = 7,5"),
    (CountPoints(each=D(4)), saw(count=3), "3 × 4 = 12, tối đa 10"),
    (Deduction(each=D(2)), saw(count=3), "10 − 3 × 2 = 4"),
    (Deduction(each=D(2)), saw(count=7), "10 − 7 × 2 = −4, không dưới 0"),
    (Deduction(each=D(2), floor=None), saw(count=7), "10 − 7 × 2 = −4"),
    (FormalDuty(duty="sign", points=D(8)), saw(yes=True), "đã thực hiện: không trừ"),
    (FormalDuty(duty="sign", points=D(8)), saw(yes=False), "không thực hiện: −8 điểm"),
    (Bonus(each=D(5)), saw(count=2), "2 × 5 = 10"),
    (Bonus(each=D(5), cap=D(8)), saw(count=2), "2 × 5 = 10, tối đa 8"),
]
"""Kind, what was observed, and the sentence; the maximum is 10."""


@pytest.mark.parametrize(("kind", "seen", "sentence"), ALONE)
def test_a_leaf_that_looks_at_one_unit(kind: Leaf, seen: Observation, sentence: str) -> None:
    assert score_arithmetic(leaf(kind), seen, Words("vi")) == sentence


@pytest.mark.parametrize(("kind", "seen", "sentence"), ALONE)
def test_the_step_ends_in_the_points_of_the_leaf(
    kind: Leaf, seen: Observation, sentence: str
) -> None:
    of_leaf = points_of_all(leaf(kind), {"stc": seen})
    found = step_of(leaf(kind), seen).numbers.get("points")
    assert of_leaf.get("stc") == found, sentence


RELATIVE = {
    "stc": (saw(actual=38, target=40), "dưới chỉ tiêu: ½ × 200 × 38/40 = 95"),
    "stp": (saw(actual=40, target=40), "đạt chỉ tiêu: ½ × 200 = 100"),
    "snv": (saw(actual=45, target=40), "45/40 vượt 12,5 %, cao nhất: 200 điểm"),
    "kbnn": (saw(actual=42, target=40), "½ × 200 + ½ × 200 × 5 % ÷ 12,5 % = 140"),
    "cthue": (saw(actual=-4, target=40), "dưới chỉ tiêu: ½ × 200 × −4/40 = −10, tính 0"),
    "bhxh": (saw(actual=50), "50/50 (cao nhất) × 200 = 200"),
    "vpubnd": (saw(actual=30), "30/50 (cao nhất) × 200 = 120"),
}
"""Unit -> what was observed of it, and the sentence; the maximum is 200."""


@pytest.mark.parametrize("unit", RELATIVE)
def test_a_leaf_relative_to_the_leader(unit: str) -> None:
    column = {other: seen for other, (seen, _) in RELATIVE.items()}
    seen, sentence = RELATIVE[unit]
    of_all = leaf(LeaderRelative(), 200)
    assert score_arithmetic(of_all, seen, Words("vi"), column) == sentence
    assert step_of(of_all, seen, column).numbers["points"] == points_of_all(of_all, column)[unit]


def test_a_leaf_that_no_unit_has_anything_for() -> None:
    column = {"stc": saw(actual=0), "stp": saw(actual=-1)}
    sentence = score_arithmetic(leaf(LeaderRelative()), column["stc"], Words("vi"), column)
    assert sentence == "không đơn vị nào trên 0: 0 điểm"


def test_what_is_not_assigned_has_no_arithmetic() -> None:
    assert score_arithmetic(leaf(Direct()), None, Words("vi")) == "không giao, không tính"
    assert score_arithmetic(leaf(Direct()), None, Words("en")) == "not assigned, does not count"


def test_english_has_a_point_and_no_space_before_the_percent_sign() -> None:
    assert score_arithmetic(leaf(Proportional()), saw(actual=38, target=40), Words("en")) == (
        "38/40 × 10 = 9.5"
    )
    assert score_arithmetic(leaf(RATES), saw(rate="98.5"), Words("en")) == (
        "98.5% (from 98%): 10 points"
    )


def test_a_third_is_exact_in_the_step() -> None:
    step = step_of(leaf(Proportional()), saw(actual=1, target=3))
    assert step.numbers["points"] == Fraction(10, 3)
