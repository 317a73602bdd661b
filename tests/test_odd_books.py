"""Books at their limits: maxima that add up to less, targets without a rate, huge numbers."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from events.score_book.book import Derivation, Grade, Node, Rounding, Scale, ScoreBook
from events.score_book.book_check import flaws
from events.score_book.evaluate import evaluate, grade_of, rounded
from events.score_book.leaf_kinds import Bonus, CountPoints, Deduction, Direct, Leaf, YesNo
from events.score_book.leaf_kinds import Observation as Seen
from tests.amount import amount

D = Decimal


def line(code: str, maximum: int, score: Leaf, **more: Any) -> Node:
    return Node(code=code, title=code, max=D(maximum), score=score, **more)


def book(
    *lines: Node, total: int = 100, bonus_cap: Decimal | None = None, **more: Any
) -> ScoreBook:
    scale = Scale(total=D(total), bonus_cap=bonus_cap)
    return ScoreBook(title="Bảng", scale=scale, criteria=lines, **more)


AT_MOST = Node(
    code="G", title="G", max=D(100), children="at-most",
    criteria=(line("1", 40, Direct()), line("2", 20, Direct())),
)  # fmt: skip


@pytest.mark.parametrize("policy", ["forbidden", "leaves", "full"])
def test_maxima_that_add_up_to_less_give_no_points_where_all_is_assigned(policy):
    rules = book(AT_MOST, not_assigned=policy)
    cells = {"a": {"1": Seen(points=D(0)), "2": Seen(points=D(10))}}
    assert evaluate(rules, cells)["a"].total == D("10.00")


@pytest.mark.parametrize(("policy", "total"), [("forbidden", 10), ("leaves", 30), ("full", 50)])
def test_what_is_not_assigned_counts_by_the_maxima_of_the_lines(policy, total):
    rules = book(AT_MOST, not_assigned=policy)
    cells = {"a": {"1": None, "2": Seen(points=D(10))}}
    assert evaluate(rules, cells)["a"].total == total  # 10; 10 × 60 ÷ 20; 10 + 40


@pytest.mark.parametrize(
    ("kind", "short", "reached"),
    [
        (Direct(), Seen(points=D(99)), Seen(points=D(100))),
        (YesNo(), Seen(yes=False), Seen(yes=True)),
        (CountPoints(each=D(50)), Seen(count=1), Seen(count=2)),
        (Deduction(each=D(1)), Seen(count=1), Seen(count=0)),
    ],
)
def test_a_target_without_a_rate_is_reached_at_its_maximum(kind, short, reached):
    rules = book(line("1", 100, kind, target=True), grades=(Grade(name="A", targets=1),))
    for seen, grade in ((short, None), (reached, "A")):
        cells = {"1": seen}
        assert grade_of(rules, evaluate(rules, {"a": cells})["a"], cells) == grade


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (book(line("1", 100, Deduction(each=D(1), floor=D(500)))), "points-over-maximum"),
        (book(line("1", 100, Direct()), line("2", 0, Bonus(each=D(1), cap=D(-5)))),
         "amount-negative"),
        (book(line("1", 100, Direct()), bonus_cap=D(-5)), "amount-negative"),
        (book(line("1", 100, Direct()), derivation=Derivation(scorers=("self",))),
         "scorer-not-in-book"),
        (book(line("1", 100, Direct()), derivation=Derivation(final="mean-of-peers")),
         "scorer-not-in-book"),
        (book(line("1", 100, Direct()), derivation=Derivation(scorers=("self",), final="last")),
         "scorer-not-in-book"),
    ],
)  # fmt: skip
def test_a_book_that_turns_its_numbers_round_is_not_issued(rules, code):
    assert [flaw.code for flaw in flaws(rules)] == [code]


def test_a_book_whose_lines_all_name_their_scorer_needs_no_other():
    rules = book(line("1", 100, Direct(), by="office"), derivation=Derivation(scorers=("office",)))
    assert [*flaws(rules)] == []


MODES = {
    "half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "down": ROUND_DOWN, "up": ROUND_UP,
}  # fmt: skip
whole = st.integers(-(10**40), 10**40)


@settings(deadline=None, derandomize=True, max_examples=amount(100, 500))
@whatever(whole, st.integers(0, 6), st.integers(0, 4), st.sampled_from([*MODES]))
def test_rounding_is_that_of_decimal_at_any_size(number, exponent, digits, mode):
    exact = Fraction(number, 10**exponent)
    wide = Context(prec=100)
    expected = D(number).scaleb(-exponent, wide).quantize(D(1).scaleb(-digits), MODES[mode], wide)
    assert rounded(exact, Rounding(digits=digits, mode=mode)) == expected


def test_a_count_of_any_size_has_points():
    kind = Deduction(each=D("999999.9999"), floor=None)
    rules = book(line("1", 100, kind), rounding=Rounding(digits=4))
    sheet = evaluate(rules, {"a": {"1": Seen(count=2**64 - 1)}})["a"]
    assert Fraction(sheet.total) == 100 - (2**64 - 1) * Fraction("999999.9999")
