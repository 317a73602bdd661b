"""What several peers gave: the order of typing decides nothing, and the board agrees with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from events.command import History
from events.corrections import effective
from events.rule_book import RulesIssued
from events.score_board import Scoreboard
from events.score_book.book import Derivation, Node, Scale, ScoreBook, WipeOut
from events.score_book.leaf_kinds import (
    Direct,
    LeaderRelative,
    Leaf,
    Observation,
    Proportional,
    RateBand,
    RateBands,
)
from events.score_sheets import sheets_with_cells
from events.scoring import ScoreRecorded
from tests.amount import amount
from tests.facts import HERE, MEMBERS
from tests.spec import entry

D = Decimal
UNITS = ("a", "b", "c")
BACKLOG = RateBands(bands=(RateBand(at_least=D(21), points=D(0)),), below=D(20))


def line(code: str, maximum: int, score: Leaf) -> Node:
    return Node(code=code, title=code, max=D(maximum), score=score)


def book(trim: int = 0) -> ScoreBook:
    """Lines of every way in which a unit's points depend on more than one observation."""
    group = Node(
        code="G",
        title="G",
        max=D(50),
        criteria=(line("G.1", 20, BACKLOG), line("G.2", 30, Direct())),
        wiped_by=WipeOut(criterion="G.1", at_least=D(21)),
    )
    return ScoreBook(
        title="Bảng",
        scale=Scale(total=D(100)),
        criteria=(
            group,
            line("L", 30, LeaderRelative()),
            line("P", 20, Proportional(zero_target="not-assigned")),
        ),
        not_assigned="leaves",
        derivation=Derivation(scorers=("self", "peer"), final="mean-of-peers", trim_from=trim),
    )


def peer(unit: str, scorer: str, code: str, **seen: Any) -> ScoreRecorded:
    """A peer's score; without anything seen, the line does not apply."""
    points = seen.pop("points", None)
    given: Any = {name: D(value) for name, value in seen.items()}
    observed = Observation(**given) if seen else None
    return ScoreRecorded(
        **HERE, unit=unit, criterion=code, stage="peer", scorer=scorer,
        points=None if points is None else D(points), observed=observed,
    )  # fmt: skip


def found(rules: ScoreBook, scores: list[ScoreRecorded]) -> dict[str, Any]:
    facts = [*MEMBERS, RulesIssued(**HERE, book=rules), *scores]
    entries = effective([entry(fact, at) for at, fact in enumerate(facts, 1)])
    return sheets_with_cells(History(entries, date(2021, 1, 14)), "cum", 2020)[0]


@pytest.mark.parametrize("back", [False, True])
def test_a_line_that_one_peer_calls_not_assigned_counts_with_the_points_of_the_other(back):
    scores = [peer("a", "b", "G.2", points=30), peer("a", "c", "G.2"),
              peer("a", "b", "L", actual=1), peer("a", "b", "G.1", rate=0)]  # fmt: skip
    sheet = found(book(), scores[::-1] if back else scores)["a"]
    assert (sheet.unassigned, sheet.assigned_max, sheet.comparable) == ((), 100, 80)


@pytest.mark.parametrize("back", [False, True])
def test_a_group_is_not_wiped_out_by_who_typed_last(back):
    scores = [peer("a", who, "G.1", rate=rate) for who, rate in (("b", 30), ("c", 5))]
    scores = [*(scores[::-1] if back else scores), peer("a", "b", "G.2", points=30)]
    sheet = found(book(), scores)["a"]
    assert (sheet.wiped, sheet.points["G"]) == (frozenset(), 40)  # of two the lower: 5 %


@pytest.mark.parametrize("back", [False, True])
def test_each_peer_is_put_beside_the_middle_of_the_other_units(back):
    scores = [
        peer("a", "b", "L", actual=10), peer("a", "c", "L", actual=5), peer("b", "a", "L", actual=8)
    ]  # fmt: skip
    sheets = found(book(), scores[::-1] if back else scores)
    # a: 10 leads (30) and 5 is 5/8 of 8 (18.75), in the middle 24.375; b: 8 leads the middle 5.
    assert [sheets[unit].points["L"] for unit in "ab"] == [Fraction(195, 8), 30]


def test_a_plan_of_pairs_compares_units_that_have_different_scorers():
    scores = [peer(unit, by, "L", actual=n) for unit, by, n in (("a", "b", 10), ("b", "c", 5))]
    sheets = found(book(), scores)
    assert [sheets[unit].points["L"] for unit in "ab"] == [30, 15]


numbers = st.integers(0, 40).map(str)
SEEN = {
    "G.1": st.fixed_dictionaries({"rate": numbers}),
    "G.2": st.fixed_dictionaries({"points": st.integers(0, 30).map(str)}),
    "L": st.fixed_dictionaries({"actual": numbers}, optional={"target": numbers}),
    "P": st.fixed_dictionaries({"actual": numbers, "target": numbers}),
}


@st.composite
def given_by_peers(draw: st.DrawFn) -> list[ScoreRecorded]:
    cells = [(u, s, c) for u in UNITS for s in UNITS if u != s for c in SEEN]
    chosen = draw(st.lists(st.sampled_from(cells), unique=True, min_size=1))
    return [peer(u, s, c, **draw(st.just({}) | SEEN[c])) for u, s, c in chosen]


@settings(deadline=None, derandomize=True, max_examples=amount(60, 400))
@whatever(given_by_peers(), st.sampled_from((0, 2, 3)), st.randoms(use_true_random=False))
def test_the_order_of_typing_changes_no_sheet_and_the_board_has_the_same(scores, trim, chance):
    rules, other = book(trim), [*scores]
    chance.shuffle(other)
    sheets = found(rules, scores)
    assert sheets == found(rules, other)
    board = Scoreboard([rules], UNITS, other)
    assert sheets == {u: s for u, s in board.final.sheets().items() if u in sheets}
    assert all(sheet.comparable <= 100 for sheet in sheets.values())
