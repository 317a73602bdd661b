"""The score book: worked examples with the arithmetic by hand, for each kind of leaf and book."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from events.errors import BadInput, Refused
from events.score_book.book import (
    Grade,
    Node,
    Rounding,
    Scale,
    ScoreBook,
    TieBreak,
    WipeOut,
)
from events.score_book.book_check import check_book
from events.score_book.book_toml import read_book
from events.score_book.evaluate import Sheet, evaluate, gates, grade_of, rounded
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
from events.score_book.leaf_points import check_observation, points_of_all
from events.score_book.order import Circumstances, Ranked, fingerprint, rank

BOOKS = Path(__file__).parents[1] / "thidua_tui" / "data" / "score_books"
D = Decimal


def seen(**fields: Any) -> Observation:
    decimals = ("points", "rate", "actual", "target")
    numbers: dict[str, Any] = {k: D(str(v)) if k in decimals else v for k, v in fields.items()}
    return Observation(**numbers)


def leaf(score: Leaf, maximum: str = "10", **more: Any) -> Node:
    return Node(code="I", title="Nội dung", max=D(maximum), score=score, **more)


def of(score: Leaf, maximum: str, *observed: Observation) -> list[Fraction]:
    """Points of units `0`, `1`, … for a leaf."""
    units = {str(n): one for n, one in enumerate(observed)}
    for one in observed:
        check_observation(leaf(score, maximum), one)
    points = points_of_all(leaf(score, maximum), units)
    return [points[unit] for unit in units if unit in points]


LATE = DaysLate(
    bands=tuple(LateBand(days=d, points=D(p)) for d, p in ((0, "2"), (2, "1.5"), (5, "1"))),
    beyond=D("0.25"),
)
RATES = RateBands(
    bands=(
        RateBand(above=D(95), points=D("1.5")),
        RateBand(at_least=D(75), points=D(1)),
        RateBand(at_least=D(50), points=D("0.5")),
    )
)
THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("kind", "maximum", "observed", "points"),
    [
        (Direct(), "10", seen(points="9.25"), Fraction(37, 4)),
        (Direct(), "10", seen(points=0), 0),
        (YesNo(), "2", seen(yes=True), 2),
        (YesNo(), "2", seen(yes=False), 0),
        (LATE, "2", seen(days=0), 2),
        (LATE, "2", seen(days=1), Fraction(3, 2)),
        (LATE, "2", seen(days=2), Fraction(3, 2)),
        (LATE, "2", seen(days=3), 1),
        (LATE, "2", seen(days=6), Fraction(1, 4)),
        (RATES, "1.5", seen(rate="95.01"), Fraction(3, 2)),
        (RATES, "1.5", seen(rate=95), 1),
        (RATES, "1.5", seen(rate=75), 1),
        (RATES, "1.5", seen(rate="74.99"), Fraction(1, 2)),
        (RATES, "1.5", seen(rate="49.99"), 0),
        (RATES, "1.5", seen(actual=2, target=3), Fraction(1, 2)),  # 66,67 %
        (Proportional(), "30", seen(actual=1, target=3), 10),
        (Proportional(), "30", seen(actual=4, target=3), 30),
        (Proportional(), "30", seen(actual=-1, target=3), 0),
        (Proportional(exceed=True), "30", seen(actual=4, target=3), 40),
        (Proportional(exceed=True, cap=D(35)), "30", seen(actual=4, target=3), 35),
        (Proportional(zero_target="full"), "30", seen(actual=0, target=0), 30),
        (CountPoints(each=D(3)), "10", seen(count=3), 9),
        (CountPoints(each=D(3)), "10", seen(count=4), 10),
        (Deduction(each=D(3)), "10", seen(count=2), 4),
        (Deduction(each=D(3)), "10", seen(count=4), 0),
        (Deduction(each=D(3), floor=None), "10", seen(count=4), -2),
        (Deduction(each=D(3), floor=D(5)), "10", seen(count=4), 5),
        (FormalDuty(duty="sign", points=D(8)), "0", seen(yes=False), -8),
        (FormalDuty(duty="sign", points=D(8)), "0", seen(yes=True), 0),
        (Bonus(each=D(4)), "0", seen(count=3), 12),
        (Bonus(each=D(4), cap=D(10)), "0", seen(count=3), 10),
    ],
)
def test_a_leaf_gives_the_points_of_its_kind(kind, maximum, observed, points):
    assert of(kind, maximum, observed) == [points]


def test_points_relative_to_the_leader_with_a_target():
    """8 of 10: half of 40 × 8/10 = 16. 10 of 10: 20. 20 % more: 20 + 20 × 20/50; the leader: 40."""
    observed = [seen(actual=a, target=10) for a in (8, 10, 12, 15)]
    assert of(LeaderRelative(), "40", *observed) == [16, 20, 28, 40]


def test_leaders_that_tie_have_the_maximum_both():
    observed = [seen(actual=12, target=10), seen(actual=6, target=5), seen(actual=11, target=10)]
    assert of(LeaderRelative(), "40", *observed) == [40, 40, 30]


def test_units_without_a_target_are_a_group_of_their_own():
    """The best without a target, 6, has the maximum; 2 has 40 × 2/6; targets have no effect."""
    observed = [seen(actual=30, target=10), seen(actual=6), seen(actual=2), seen(actual=-1)]
    assert of(LeaderRelative(), "40", *observed) == [40, 40, 40 * THIRD, 0]


def test_nobody_above_nothing_has_no_points():
    assert of(LeaderRelative(), "40", seen(actual=0), seen(actual=0)) == [0, 0]


def test_a_target_of_zero_leaves_the_sheet_where_the_book_says_so():
    assert of(LeaderRelative(), "40", seen(actual=3, target=0), seen(actual=5, target=5)) == [20]


@pytest.mark.parametrize(
    ("kind", "observed", "code"),
    [
        (Direct(), seen(points="10.5"), "points-outside"),
        (Direct(), seen(points=-1), "points-outside"),
        (Direct(), seen(count=1), "observation-of-another-kind"),
        (Direct(), Observation(), "observation-of-another-kind"),
        (RATES, seen(rate=5, days=1), "observation-of-another-kind"),
        (Proportional(), seen(actual=1, target=0), "target-zero"),
        (Proportional(), seen(actual=1, target=-2), "target-negative"),
    ],
)
def test_what_cannot_be_observed_is_refused(kind, observed, code):
    with pytest.raises(Refused) as refused:
        check_observation(leaf(kind), observed)
    assert refused.value.code == code


def book(*criteria: Node, total: str = "100", **more: Any) -> ScoreBook:
    scale = more.pop("scale", Scale(total=D(total)))
    return ScoreBook(title="Bảng", scale=scale, criteria=criteria, **more)


def group(code: str, maximum: str, *below: Node, **more: Any) -> Node:
    return Node(code=code, title=code, max=D(maximum), criteria=below, **more)


def line(code: str, maximum: str, score: Leaf | None = None, **more: Any) -> Node:
    return Node(code=code, title=code, max=D(maximum), score=score or Direct(), **more)


TREE = (
    group(
        "I", "60", line("I.1", "40"), group("I.2", "20", line("I.2.a", "5"), line("I.2.b", "15"))
    ),
    line("II", "40"),
)
CELLS = {"I.1": seen(points=30), "I.2.a": seen(points=5), "I.2.b": seen(points="7.5"),
         "II": seen(points=40)}  # fmt: skip


def sheet(rules: ScoreBook, cells: Mapping[str, Observation | None]) -> Sheet:
    return evaluate(rules, {"a": cells})["a"]


def test_a_group_is_the_sum_of_its_children_and_never_counted_beside_them():
    found = sheet(book(*TREE), CELLS)
    assert found.points["I.2"] == Fraction(25, 2)
    assert found.points["I"] == Fraction(85, 2)
    assert found.total == D("82.50")


def test_a_criterion_that_is_not_assigned_leaves_numerator_and_denominator():
    """80 of 80 assigned points are 100 of 100; both totals are there."""
    full: dict[str, Observation | None] = {
        "I.1": seen(points=40), "I.2.a": None, "I.2.b": None, "II": seen(points=20)
    }  # fmt: skip
    found = sheet(book(*TREE, not_assigned="leaves"), full)
    assert [found.plain, found.assigned_max] == [60, 80]
    assert found.total == D("75.00")


def test_a_criterion_that_is_not_assigned_counts_as_full_where_the_book_says_so():
    found = sheet(book(*TREE, not_assigned="full"), {**CELLS, "II": None})
    assert (found.plain, found.total) == (Fraction(85, 2), D("82.50"))


def test_a_criterion_must_be_assigned_where_the_book_says_so():
    found = sheet(book(*TREE), {**CELLS, "II": None})
    assert found.unassigned == ("II",)
    assert found.total == D("42.50")


def test_nothing_observed_and_zero_are_two_things():
    zero = sheet(book(*TREE), {code: seen(points=0) for code in CELLS})
    empty = sheet(book(*TREE), {})
    assert (zero.total, zero.missing) == (D("0.00"), ())
    assert empty.missing == ("I.1", "I.2.a", "I.2.b", "II")
    assert not empty.points


EXTRA = (line("T", "0", Bonus(each=D(10))), line("P", "0", FormalDuty(duty="sign", points=D(8))))


def test_bonus_lines_have_a_cap_together_and_duties_take():
    scale = Scale(total=D(100), bonus_cap=D(15))
    cells = {**CELLS, "T": seen(count=2), "P": seen(yes=False)}
    found = sheet(book(*TREE, *EXTRA, scale=scale), cells)
    assert [found.added, found.taken] == [15, -8]
    assert found.total == D("89.50")


def test_a_total_does_not_exceed_scale_and_bonus_unless_the_book_says_so():
    exceeding = line("I", "100", Proportional(exceed=True))
    cells: dict[str, Observation | None] = {"I": seen(actual=3, target=2)}
    assert sheet(book(exceeding), cells).total == D("100.00")
    over = book(exceeding, scale=Scale(total=D(100), over=True))
    assert sheet(over, cells).total == D("150.00")


def test_a_bad_rate_wipes_its_group_out():
    rates = RateBands(bands=(RateBand(above=D(0), points=D(10)),), below=D(20))
    wiped = group("I", "30", line("I.1", "20", rates), line("I.2", "10"),
                  wiped_by=WipeOut(criterion="I.1", at_least=D(21)))  # fmt: skip
    rules = book(wiped, line("II", "70"))
    cells = {"I.1": seen(rate=20), "I.2": seen(points=10), "II": seen(points=70)}
    assert sheet(rules, cells).total == D("90.00")
    found = sheet(rules, {**cells, "I.1": seen(rate=21)})
    assert found.total == D("70.00")
    assert {*found.wiped} == {"I"}


@pytest.mark.parametrize(
    ("points", "mode", "digits", "shown"),
    [
        (Fraction(1, 3), "half-up", 2, "0.33"),
        (Fraction(2, 3), "half-up", 2, "0.67"),
        (Fraction(1, 200), "half-up", 2, "0.01"),
        (Fraction(1, 200), "half-even", 2, "0.00"),
        (Fraction(3, 200), "half-even", 2, "0.02"),
        (Fraction(1, 3), "up", 1, "0.4"),
        (Fraction(199, 100), "down", 0, "1"),
        (Fraction(-1, 200), "half-up", 2, "-0.01"),
        (Fraction(-1, 300), "half-up", 2, "0.00"),
    ],
)
def test_rounding_is_that_of_the_book(points, mode, digits, shown):
    assert str(rounded(points, Rounding(digits=digits, mode=mode))) == shown


def test_rounding_each_leaf_and_rounding_the_total_differ():
    """Three thirds of 1: 0.33 each is 0.99, together 1.00."""
    thirds = [line(code, "1", Proportional()) for code in "ABC"]
    cells: dict[str, Observation | None] = {code: seen(actual=1, target=3) for code in "ABC"}
    once = book(*thirds, total="3")
    each = book(*thirds, total="3", rounding=Rounding(when="leaf"))
    assert (sheet(once, cells).total, sheet(each, cells).total) == (D("1.00"), D("0.99"))


def test_a_grade_wants_the_total_and_the_floor_of_every_line():
    """Nghệ An: 90 points and no line under 85 % of its maximum."""
    grades = (Grade(name="XS", total=D(90), each=D(85), each_of="leaves"), Grade(name="Tốt"))
    rules = book(line("1", "80"), line("2", "20"), grades=grades)
    good = {"1": seen(points=75), "2": seen(points=17)}
    low = {"1": seen(points=80), "2": seen(points="16.9")}
    assert grade_of(rules, sheet(rules, good), good) == "XS"
    assert grade_of(rules, sheet(rules, low), low) == "Tốt"
    assert gates(rules, grades[0], sheet(rules, low), low) == ("2",)


def test_a_grade_wants_targets_and_bounds_what_is_short():
    """Bộ Tư pháp 2015: A with all three targets; B with two, the third at most 15 % short."""
    lines = [line(c, "30", Proportional(), target=True) for c in "ABC"] + [line("D", "10")]
    grades = (Grade(name="A", total=D(90), targets=3), Grade(name="B", total=D(80), targets=2,
              short=D(15)), Grade(name="C"))  # fmt: skip
    rules = book(*lines, grades=grades)

    def graded(*actual: int) -> str | None:
        cells: dict[str, Observation | None] = {
            c: seen(actual=a, target=100) for c, a in zip("ABC", actual, strict=True)
        }
        cells["D"] = seen(points=10)
        return grade_of(rules, sheet(rules, cells), cells)

    assert [graded(100, 100, 100), graded(100, 100, 99)] == ["A", "B"]
    assert [graded(100, 100, 85), graded(100, 100, 84)] == ["B", "C"]


def test_a_grade_may_look_at_a_total_of_at_most_the_scale():
    grades = (Grade(name="XS", total=D(101)), Grade(name="Tốt"))
    rules = book(*TREE, *EXTRA, scale=Scale(total=D(100), over=True), grades=grades)
    cells: dict[str, Observation | None] = {
        "I.1": seen(points=40), "I.2.a": seen(points=5), "I.2.b": seen(points=15),
        "II": seen(points=40), "T": seen(count=1), "P": seen(yes=True),
    }  # fmt: skip
    assert grade_of(rules, sheet(rules, cells), cells) == "XS"
    capped = msgspec.structs.replace(rules, classify_at_most=D(100))
    assert grade_of(capped, sheet(capped, cells), cells) == "Tốt"


def ranking(rules: ScoreBook, points: dict[str, tuple[int, int]], **known: Circumstances):
    cells = {u: {"1": seen(points=a), "2": seen(points=b)} for u, (a, b) in points.items()}
    return rank(rules, evaluate(rules, cells), known)


TWO = (line("1", "50"), line("2", "50"))


def test_units_that_nothing_parts_share_a_place_and_the_next_is_left_out():
    found = ranking(book(*TWO), {"a": (40, 10), "b": (30, 20), "c": (10, 10)})
    assert [(r.unit, r.place, r.tied) for r in found] == [
        ("a", 1, True), ("b", 1, True), ("c", 3, False)
    ]  # fmt: skip
    assert [r.decided_by for r in found] == [None, None, 0]


def test_tie_breakers_part_in_their_order_and_say_which_did():
    rules = book(*TWO, tie_breaks=(TieBreak(by="criterion", criterion="1"),
                                   TieBreak(by="last-place")))  # fmt: skip
    known = {u: Circumstances(last_place=n) for u, n in (("a", 4), ("b", 2), ("c", 1))}
    found = ranking(rules, {"a": (30, 20), "b": (30, 20), "c": (20, 30)}, **known)
    assert [(r.unit, r.place, r.decided_by) for r in found] == [
        ("b", 1, None), ("a", 2, 2), ("c", 3, 1)
    ]  # fmt: skip


def test_nothing_unknown_decides_a_place():
    rules = book(*TWO, tie_breaks=(TieBreak(by="last-place"),))
    found = ranking(rules, {"a": (30, 20), "b": (30, 20)}, a=Circumstances(last_place=1))
    assert [r.place for r in found] == [1, 1]


def test_women_come_first_from_seventy_percent_on():
    rules = book(*TWO, tie_breaks=(TieBreak(by="women"),))
    known = {"a": Circumstances(women=D("69.9")), "b": Circumstances(women=D(70))}
    found = ranking(rules, {"a": (30, 20), "b": (30, 20)}, **known)
    assert [r.unit for r in found] == ["b", "a"]


def test_a_fingerprint_changes_with_whatever_it_vouches_for():
    rules = book(*TWO)
    cells = {"a": {"1": seen(points=1), "2": seen(points=2)}}
    sheets = evaluate(rules, cells)
    ranked = rank(rules, sheets, {})
    second = Ranked(unit="a", place=2, tied=False, decided_by=None)
    one = fingerprint(ranked, sheets, "scores", 1, 9)
    assert one == fingerprint(ranked, sheets, "scores", 1, 9)
    others = {
        fingerprint(ranked, sheets, "consensus", 1, 9),
        fingerprint(ranked, sheets, "scores", 2, 9),
        fingerprint(ranked, sheets, "scores", 1, 10),
        fingerprint([second], sheets, "scores", 1, 9),
    }
    assert one not in others
    assert len(others) == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"total": "90"}, "scale-sum"),
        ({"criteria": (*TREE, line("II", "0", Bonus(each=D(1))))}, "criterion-twice"),
        ({"criteria": (group("I", "60", line("I.1", "40")), line("II", "40"))}, "children-sum"),
        ({"criteria": (Node(code="I", title="x", max=D(100)),)}, "leaf-without-kind"),
        ({"criteria": (line("I", "100", criteria=(line("I.1", "100"),)),)}, "group-and-leaf"),
        ({"criteria": (line("I", "100"), line("II", "0"))}, "maximum-not-positive"),
        ({"criteria": (line("I", "100", RATES),), "total": "100"}, None),
        ({"criteria": (line("I", "1", RATES), line("II", "99"))}, "points-over-maximum"),
        ({"criteria": (line("I", "100", CountPoints(each=D(0))),)}, "amount-negative"),
        ({"criteria": (line("I", "100", RateBands(bands=RATES.bands[::-1])),)}, "bands-order"),
        ({"criteria": (line("I", "100", Proportional(cap=D(120))),)}, "cap-without-use"),
        ({"tie_breaks": (TieBreak(by="criterion", criterion="IX"),)}, "unknown-criterion"),
        ({"tie_breaks": (TieBreak(by="women", criterion="I"),)}, "tie-break-criterion"),
        ({"grades": (Grade(name="A", each=D(101)),)}, "percent-outside"),
    ],
)
def test_a_book_whose_numbers_or_names_do_not_agree_is_not_issued(change, code):
    rules = book(*change.pop("criteria", TREE), **change)
    if code is None:
        check_book(rules)
        return
    with pytest.raises(Refused) as refused:
        check_book(rules)
    assert refused.value.code == code


def test_a_kind_without_an_interpreter_is_refused():
    text = 'title = "x"\n[scale]\ntotal = 1\n[[criteria]]\ncode = "I"\ntitle = "x"\nmax = 1\n'
    read_book(text + 'score = { kind = "direct" }')
    with pytest.raises(BadInput) as refused:
        read_book(text + 'score = { kind = "magic" }')
    assert refused.value.code == "book-kind"
    assert refused.value.facts["kind"] == "magic"


@pytest.mark.parametrize("file", sorted(BOOKS.glob("*.toml")), ids=lambda file: file.stem)
def test_a_shipped_book_agrees_and_names_its_source(file):
    rules = read_book(file.read_text("utf-8"))
    check_book(rules)
    assert rules.source
    assert rules.invented


def test_five_books_ship_and_every_kind_of_leaf_is_in_one_of_them():
    books = [read_book(file.read_text("utf-8")) for file in BOOKS.glob("*.toml")]
    assert len(books) == 5
    assert {type(n.score) for one in books for n in one.leaves()} == {*get_args(Leaf)}
