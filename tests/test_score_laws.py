"""Laws of scoring and ranking, against independent oracles: fractions by hand, scipy's ranking."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.errors import Refused
from events.score_book.book import Node, Rounding, Scale, ScoreBook, TieBreak
from events.score_book.compare import differences, margins, moved
from events.score_book.control_total import suspects, swapped
from events.score_book.evaluate import evaluate, rounded
from events.score_book.leaf_kinds import Direct, LeaderRelative, Leaf, Observation, Proportional
from events.score_book.leaf_points import points_of_all
from events.score_book.lot import draw
from events.score_book.order import rank
from events.score_book.plausibility import copies, notes
from events.score_book.seal import NONCE_BYTES, opens, seal
from tests.amount import amount

LAW = settings(
    max_examples=amount(60, 400),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],  # the first example loads the oracle
)
D = Decimal
UNITS = ("a", "b", "c", "d", "e", "f")
tenths = st.integers(0, 500).map(lambda n: D(n) / 10)
amounts = st.integers(-200, 2000).map(lambda n: D(n) / 10)
targets = st.none() | st.integers(1, 1500).map(lambda n: D(n) / 10)


def line(code: str, maximum: int, score: Leaf) -> Node:
    return Node(code=code, title=code, max=D(maximum), score=score)


TWO = ScoreBook(
    title="Bảng",
    scale=Scale(total=D(100)),
    criteria=(line("1", 50, Direct()), line("2", 50, Direct())),
)
sheets = st.dictionaries(st.sampled_from(UNITS), st.tuples(tenths, tenths), min_size=1)


def cells(points):
    return {
        unit: {code: Observation(points=p) for code, p in zip("12", both, strict=True)}
        for unit, both in points.items()
    }


@pytest.mark.posix("scipy is its oracle, and numpy does not load under wine")
@LAW
@given(sheets)
def test_places_are_those_of_scipys_competition_ranking(points):
    from scipy.stats import rankdata

    ranked = {r.unit: r.place for r in rank(TWO, evaluate(TWO, cells(points)), {})}
    units = [*points]
    expected = rankdata([-float(sum(points[unit])) for unit in units], method="min")
    assert [ranked[unit] for unit in units] == [int(place) for place in expected]


@LAW
@given(sheets, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(points, chance):
    rules = ScoreBook(**{**{f: getattr(TWO, f) for f in TWO.__struct_fields__},
                         "tie_breaks": (TieBreak(by="criterion", criterion="1"),)})  # fmt: skip
    shuffled = [*points.items()]
    chance.shuffle(shuffled)
    one = rank(rules, evaluate(rules, cells(points)), {})
    other = rank(rules, evaluate(rules, cells(dict(shuffled))), {})
    assert one == other


@LAW
@given(sheets)
def test_a_tie_breaker_only_parts_units_with_equal_totals(points):
    rules = ScoreBook(**{**{f: getattr(TWO, f) for f in TWO.__struct_fields__},
                         "tie_breaks": (TieBreak(by="criterion", criterion="1"),)})  # fmt: skip
    before = {r.unit: r.place for r in rank(TWO, evaluate(TWO, cells(points)), {})}
    after = {r.unit: r.place for r in rank(rules, evaluate(rules, cells(points)), {})}
    for one in points:
        for other in points:
            if before[one] < before[other]:
                assert after[one] < after[other]


@LAW
@given(st.dictionaries(st.sampled_from(UNITS), st.tuples(amounts, targets), min_size=1))
def test_leader_relative_points_are_those_of_the_formula(observed):
    """The formula of the source, written out unit by unit; maximum 40."""
    leaf = line("1", 40, LeaderRelative())
    seen = {u: Observation(actual=a, target=t) for u, (a, t) in observed.items()}
    points = points_of_all(leaf, seen)
    exceed = {u: Fraction(a) / Fraction(t) - 1 for u, (a, t) in observed.items() if t}
    best = max([Fraction(a) for a, t in observed.values() if t is None], default=Fraction(0))
    for unit, (actual, target) in observed.items():
        if target is None:
            expected = Fraction(actual) / best * 40 if best > 0 else Fraction(0)
        elif actual < target:
            expected = Fraction(20) * Fraction(actual) / Fraction(target)
        elif actual == target:
            expected = Fraction(20)
        else:
            expected = 20 + exceed[unit] / max(exceed.values()) * 20
        assert points[unit] == max(Fraction(0), expected)
        assert 0 <= points[unit] <= 40


@LAW
@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_half_up_is_the_nearest_and_at_a_half_away_from_zero(points, digits):
    shown = Fraction(rounded(points, Rounding(digits=digits)))
    step = Fraction(1, 10**digits)
    assert abs(shown - points) <= step / 2
    if abs(shown - points) == step / 2:
        assert abs(shown) > abs(points)


@LAW
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 90)), min_size=1, max_size=6))
def test_thirds_and_sevenths_stay_exact_until_the_one_rounding(shares):
    leaves = tuple(line(f"{n}", 10, Proportional()) for n, _ in enumerate(shares))
    rules = ScoreBook(title="x", scale=Scale(total=D(10 * len(leaves))), criteria=leaves)
    observed = {f"{n}": Observation(actual=D(a), target=D(t)) for n, (a, t) in enumerate(shares)}
    sheet = evaluate(rules, {"a": observed})["a"]
    assert sheet.comparable == sum(min(Fraction(10), Fraction(10 * a, t)) for a, t in shares)


def test_a_total_of_zero_is_a_total():
    ranked = rank(TWO, evaluate(TWO, cells({"a": (D(0), D(0)), "b": (D(0), D(0))})), {})
    assert [(r.place, r.tied) for r in ranked] == [(1, True), (1, True)]


# A control total


def test_digits_that_were_swapped_are_named():
    """91 on paper, typed as 19: the sum is 72 too low, which is divisible by nine."""
    typed = {"I": D(19), "II": D(40), "III": D(5)}
    (found,) = suspects(typed, dict.fromkeys(typed, D(100)), D(136))
    assert (found.slip, found.line, found.typed, found.likely) == ("swapped", "I", D(19), D(91))


def test_a_line_that_was_left_out_or_typed_twice_is_named():
    typed = {"I": D(30), "II": None, "III": D(7)}
    maxima = dict.fromkeys(typed, D(50))
    assert [(s.slip, s.line, s.likely) for s in suspects(typed, maxima, D(47))] == [
        ("missing", "II", D(10))
    ]
    twice = suspects({"I": D(30), "III": D(7)}, maxima, D(30))
    assert [(s.slip, s.line) for s in twice] == [("twice", "III")]


def test_a_decimal_point_that_moved_is_named():
    typed = {"I": D(85), "II": D(40)}
    found = suspects(typed, dict.fromkeys(typed, D(100)), D("48.5"))
    assert [(s.slip, s.line, s.likely) for s in found] == [("shifted", "I", D("8.5"))]


def test_a_sum_that_is_right_has_no_suspects():
    assert suspects({"I": D(30)}, {"I": D(50)}, D(30)) == ()


@LAW
@given(st.dictionaries(st.sampled_from("ABCDEFGH"), tenths, min_size=1), st.data())
def test_a_swap_is_always_among_the_suspects(typed, data):
    line_ = data.draw(st.sampled_from(sorted(typed)))
    options = sorted(v for v in swapped(typed[line_]) if v <= 100)
    if options:
        right = data.draw(st.sampled_from(options))
        total = sum(typed.values()) - typed[line_] + right
        found = suspects(typed, dict.fromkeys(typed, D(100)), total)
        assert (line_, right) in {(s.line, s.likely) for s in found}


# Unusual figures


def test_zero_after_four_years_of_forty_is_one_note():
    found = notes(D(0), years=[D(38), D(40), D(39), D(40)])
    assert [(n.unusual, n.low, n.high) for n in found] == [("far-from-years", D(38), D(40))]


def test_a_figure_within_its_years_is_not_unusual():
    assert notes(D(39), years=[D(38), D(40), D(39)], own=D(39)) == ()


def test_a_tenfold_slip_and_more_than_the_unit_gave_itself_are_notes():
    assert [n.unusual for n in notes(D(85), years=[D("8.5")])] == ["tenfold"]
    assert [n.unusual for n in notes(D(9), own=D(8))] == ["below-self"]


def test_a_figure_far_from_the_cluster_is_a_note():
    others = [D(8), D("8.5"), D(9), D("9.5"), D(10)]
    assert [n.unusual for n in notes(D(2), others=others)] == ["far-from-cluster"]
    assert notes(D("8.25"), others=others) == ()


def test_an_exact_copy_of_another_sheet_is_named():
    same = {c: Fraction(n) for n, c in enumerate("ABCDE")}
    found = copies({"a": same, "b": {**same}, "c": {**same, "A": Fraction(9)}})
    assert found == (("a", "b"),)


# Sealed sheets

NONCE = bytes(range(NONCE_BYTES))
SHEET = {("a", "I"): Observation(points=D("9.5")), ("b", "I"): None}


def test_a_seal_opens_with_its_own_points_alone():
    sealed = seal("c", SHEET, NONCE)
    assert opens(sealed, "c", dict(reversed(SHEET.items())), NONCE)
    assert not opens(sealed, "d", SHEET, NONCE)
    assert not opens(sealed, "c", {**SHEET, ("a", "I"): Observation(points=D(9))}, NONCE)
    assert not opens(sealed, "c", {**SHEET, ("b", "I"): Observation(points=D(0))}, NONCE)
    assert not opens(sealed, "c", SHEET, NONCE[::-1])


def test_a_short_secret_seals_nothing():
    with pytest.raises(ValueError, match="32 random bytes"):
        seal("c", SHEET, b"short")
    assert not opens(seal("c", SHEET, NONCE), "c", SHEET, b"")


# The lot

WORDS = {"snv": "mùa xuân", "stc": "sông Kỳ Cùng"}


def test_a_lot_can_be_recomputed_by_its_description():
    import hashlib  # the oracle is written out as the documentation has it

    def by_hand(unit: str) -> str:
        text = f"thidua lot 1\nsnv=mùa xuân\nstc=sông Kỳ Cùng\n{unit}"
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    assert [*draw(WORDS, ["b", "a", "c"])] == sorted("abc", key=by_hand)


@LAW
@given(st.permutations(["a", "b", "c", "d"]))
def test_a_lot_does_not_depend_on_the_order_of_the_units(units):
    assert draw(WORDS, units) == draw(WORDS, sorted(units))


def test_every_word_counts_and_each_order_can_come():
    orders = {draw({**WORDS, "stc": f"từ {n}"}, ["a", "b", "c"]) for n in range(200)}
    assert len(orders) == 6


@pytest.mark.parametrize(
    ("words", "units", "code"),
    [
        ({}, ["a", "b"], "lot-without-words"),
        ({"snv": "  "}, ["a", "b"], "lot-word-empty"),
        (WORDS, ["a", "a"], "lot-of-one"),
    ],
)
def test_a_lot_that_decides_nothing_is_refused(words, units, code):
    with pytest.raises(Refused) as refused:
        draw(words, units)
    assert refused.value.code == code


# Explanations


def test_the_lines_in_which_two_units_differ_come_by_size_and_the_deciding_one_is_named():
    sheets_ = evaluate(TWO, cells({"a": (D(40), D(20)), "b": (D(30), D(25))}))
    found = differences(TWO, sheets_["a"], sheets_["b"])
    assert [(d.code, int(d.difference), d.decides) for d in found] == [
        ("1", 10, True),
        ("2", -5, False),
    ]


@LAW
@given(sheets)
def test_the_differences_of_the_first_level_add_up_to_the_difference_of_the_totals(points):
    found = evaluate(TWO, cells(points))
    one, other = found[min(found)], found[max(found)]
    lines = differences(TWO, one, other)
    by = sum((d.difference for d in lines if not d.depth), Fraction(0))
    assert by == one.comparable - other.comparable


def test_what_a_unit_would_need_and_where():
    found = evaluate(TWO, cells({"a": (D(40), D(20)), "b": (D(49), D(8))}))
    (margin,) = margins(TWO, rank(TWO, found, {}), found, D("0.5"))
    assert (margin.unit, margin.above, margin.needed) == ("b", "a", D("3.00"))
    assert dict(margin.room) == {"2": 42, "1": 1}
    assert margin.enough == ("2",)
    assert not margin.narrow


def test_what_a_change_moves():
    before = evaluate(TWO, cells({"a": (D(40), D(20)), "b": (D(30), D(25)), "c": (D(1), D(1))}))
    after = evaluate(TWO, cells({"a": (D(30), D(20)), "b": (D(30), D(25)), "c": (D(1), D(1))}))
    found = moved((rank(TWO, before, {}), before), (rank(TWO, after, {}), after))
    assert [(m.unit, m.places, [str(t) for t in m.totals]) for m in found] == [
        ("b", (2, 1), ["55.00", "55.00"]),
        ("a", (1, 2), ["60.00", "50.00"]),
    ]


def test_the_schema_of_a_book_is_json():
    import msgspec.json

    schema = msgspec.json.schema(ScoreBook)
    assert "leader-relative" in json.dumps(schema)
