"""What is typed in a cell of the grid, by the kind of its leaf; and how the points follow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInput
from events.score_book.book import Node
from events.score_book.leaf_kinds import (
    ACCEPTED,
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
from events.score_book.leaf_points import check_observation
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.parsing.observations import EXAMPLES, parse_observation, text_of, wants

D = Decimal
KINDS: dict[str, Leaf] = {
    "points": Direct(),
    "yes": YesNo(),
    "duty": FormalDuty(duty="sign", points=D(8)),
    "days": DaysLate(bands=(LateBand(days=0, points=D(10)), LateBand(days=3, points=D(5)))),
    "rate": RateBands(
        bands=(RateBand(above=D(100), points=D(10)), RateBand(at_least=D(90), points=D(8)))
    ),
    "target": Proportional(zero_target="full"),
    "count": CountPoints(each=D(4)),
    "less": Deduction(each=D("0.5")),
    "bonus": Bonus(each=D(10), cap=D(20)),
    "leader": LeaderRelative(),
}


def leaf(kind: str, most: int = 10) -> Node:
    return Node(code="I", title="Nội dung", max=D(most), score=KINDS[kind])


def seen(**fields: Any) -> Observation:
    whole = ("yes", "days", "count")
    found: dict[str, Any] = {k: v if k in whole else D(str(v)) for k, v in fields.items()}
    return Observation(**found)


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("points", "9,5", seen(points=9.5)),
        ("points", "1,000", seen(points="1.000")),
        *(("yes", text, seen(yes=True)) for text in ("c", "C", "có", "y", "x", "1", "✓", "yes")),
        *(("duty", text, seen(yes=False)) for text in ("k", "K", "không", "n", "0", "no")),
        ("days", "0", seen(days=0)),
        ("days", " 3 ", seen(days=3)),
        ("rate", "95,5", seen(rate=95.5)),
        ("rate", "95,5 %", seen(rate=95.5)),
        ("rate", "100.5%", seen(rate=100.5)),
        ("rate", "38/40", seen(actual=38, target=40)),
        ("target", "38 / 40", seen(actual=38, target=40)),
        ("target", "1.234,5/1 000", seen(actual="1234.5", target=1000)),
        ("target", "-3/40", seen(actual=-3, target=40)),
        ("count", "3", seen(count=3)),
        ("less", "0", seen(count=0)),
        ("bonus", "2", seen(count=2)),
        ("leader", "120/100", seen(actual=120, target=100)),
        ("leader", "−7,5", seen(actual=-7.5)),
    ],
)
def test_a_cell_is_read_by_the_kind_of_its_leaf(kind, typed, found):
    assert parse_observation(typed, leaf(kind)) == found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", ["-", "–", "−"])
def test_a_dash_is_not_applicable_in_every_leaf(kind, typed):
    assert parse_observation(typed, leaf(kind)) is None


def test_a_cross_is_yes_only_where_yes_or_no_is_asked():
    assert parse_observation("x", leaf("yes")) == seen(yes=True)
    assert parse_observation("X", leaf("count")) is None
    assert parse_observation("x", leaf("points")) is None


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("yes", "2"),
        ("yes", "có lẽ"),
        ("days", "2,5"),
        ("days", "-1"),
        ("days", "400"),
        ("days", "c"),
        ("rate", "chín mươi"),
        ("rate", "38/"),
        ("target", "38"),
        ("target", "/40"),
        ("target", "38/40/2"),
        ("count", "1/2"),
        ("count", "ba"),
        ("less", "-2"),
        ("leader", "abc"),
        ("leader", "#N/A"),
    ],
)
def test_what_is_no_observation_says_what_the_leaf_wants_with_an_example(kind, typed):
    with pytest.raises(BadInput) as bad:
        parse_observation(typed, leaf(kind))
    assert bad.value.code == "not-observed"
    expected, example = wants(leaf(kind))
    assert (bad.value.facts["wants"], bad.value.facts["example"]) == (expected, example)
    for lang in LANGUAGES:
        words = Words(lang)
        sentence = words.refusal(bad.value)
        assert words.choice("wants", expected) in sentence
        assert example in sentence


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("rate", "-5", "negative-number"),
        ("target", "38/-4", "negative-number"),
        ("target", "9.125/10", "ambiguous-number"),
        ("points", "chín", "not-a-number"),
        ("leader", f"{10**15}/1", "number-too-large"),
        ("target", f"1/{10**15}", "number-too-large"),
        ("leader", "1,23456", "too-many-decimals"),
    ],
)
def test_a_number_that_is_wrong_keeps_its_own_sentence(kind, typed, code):
    with pytest.raises(BadInput) as bad:
        parse_observation(typed, leaf(kind))
    assert bad.value.code == code


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_read_in_its_leaf(kind):
    example = wants(leaf(kind))[1] or "c"
    found = parse_observation(example, leaf(kind, 100))
    assert found is not None
    check_observation(leaf(kind, 100), found)
    assert {*EXAMPLES} == {*ACCEPTED}


numbers = st.decimals(0, 9999, places=2)


@given(
    st.one_of(
        st.tuples(st.just("points"), st.builds(Observation, points=numbers)),
        st.tuples(st.just("yes"), st.builds(Observation, yes=st.booleans())),
        st.tuples(st.just("days"), st.builds(Observation, days=st.integers(0, 366))),
        st.tuples(st.just("rate"), st.builds(Observation, rate=numbers)),
        st.tuples(st.just("count"), st.builds(Observation, count=st.integers(0, 99_999))),
        st.tuples(st.just("leader"), st.builds(Observation, actual=numbers, target=numbers)),
        st.tuples(st.just("leader"), st.builds(Observation, actual=numbers)),
    )
)
def test_what_is_written_is_read_as_the_same(found):
    kind, observed = found
    assert parse_observation(text_of(observed), leaf(kind, 10_000)) == observed
