"""Rule books and scores: criteria as data, points exact, frozen by adoption."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from events.command import History
from events.errors import BadInput
from events.membership import RosterRecorded, UnitLeft
from events.result_events import ResultWithdrawn
from events.rule_book import Criterion, IssueRules, RulesIssued, flat_book, rounded
from events.scoring import RecordScore, ScoreRecorded, sheet
from events.store.ledger import Circumstances
from tests.facts import BOOK, HERE, MEMBERS, NEXT, RESULT, THERE, UNITS, WORLD, Cell, Fields
from tests.spec import TODAY, entry, given, ledger_with

LINE = {"code": "I", "name": "Nhiệm vụ", "max_points": Decimal(60)}
CELL: Cell = {**HERE, "unit": "a", "criterion": "I"}
SCORED = ScoreRecorded(**CELL, points=Decimal("9.25"))


def issue(*lines: Fields, **more: Any) -> IssueRules:
    return IssueRules(**HERE, criteria=tuple(Criterion(**line) for line in lines), **more)


# Rule books


def test_a_years_criteria_are_issued_by_a_document():
    full: Fields = {"criteria": BOOK.criteria, "document": "12/HD-CTĐ", "digits": 1, "on": TODAY}
    given(WORLD).when(IssueRules(**HERE, **full)).then(RulesIssued(**HERE, **full))


def test_a_year_has_one_rule_book():
    given(WORLD, BOOK).when(issue(LINE)).refused("rules-issued", **HERE)
    next_year = IssueRules(**NEXT, criteria=BOOK.criteria)
    given(WORLD, BOOK).when(next_year).then(RulesIssued(**NEXT, criteria=BOOK.criteria))
    there = IssueRules(**THERE, criteria=BOOK.criteria)
    given(WORLD, BOOK).when(there).then(RulesIssued(**THERE, criteria=BOOK.criteria))


def test_criteria_are_of_a_known_cluster():
    given(UNITS).when(issue(LINE)).refused("unknown-cluster", cluster="cum")


def test_a_rule_book_has_criteria_and_each_once():
    given(WORLD).when(issue()).refused("no-criteria")
    given(WORLD).when(issue(LINE, LINE)).refused("criterion-twice", criterion="I")


def test_a_maximum_is_above_zero():
    for points in (Decimal(0), Decimal(-1)):
        given(WORLD).when(issue(LINE | {"max_points": points})).refused(
            "maximum-not-positive", criterion="I"
        )


def test_criteria_are_not_issued_in_the_future():
    given(WORLD).when(issue(LINE, on=date(2021, 1, 15))).refused("in-the-future", today=TODAY)


# Scores


def test_a_member_gets_points_for_a_criterion():
    full: Fields = {**CELL, "stage": "self", "points": Decimal("9.25"), "evidence": "BC 12"}
    given(MEMBERS, BOOK).when(RecordScore(**full)).then(ScoreRecorded(**full))


@pytest.mark.parametrize("points", [None, Decimal(0), Decimal("0.0000"), Decimal(60)])
def test_zero_the_maximum_and_not_applicable_are_scores(points):
    given(MEMBERS, BOOK).when(RecordScore(**CELL, points=points)).then(
        ScoreRecorded(**CELL, points=points)
    )


@pytest.mark.parametrize("points", ["-0.01", "60.01", "-60"])
def test_points_are_within_zero_and_the_maximum(points):
    given(MEMBERS, BOOK).when(RecordScore(**CELL, points=Decimal(points))).refused(
        "points-outside", points=Decimal(points), maximum=Decimal(60), criterion="I"
    )


@pytest.mark.parametrize("points", ["NaN", "sNaN", "Infinity", "1E+9", "1.00001", "1E-5"])
def test_what_is_no_number_of_points_does_not_pass_the_door(points):
    ledger = ledger_with(MEMBERS, BOOK)
    with pytest.raises(BadInput) as bad:
        ledger.execute(RecordScore(**CELL, points=Decimal(points)), Circumstances(by="spec"))
    assert bad.value.code == "field-invalid"


def test_only_members_are_scored():
    given(MEMBERS, BOOK).when(RecordScore(**CELL | {"unit": "d"}, points=None)).refused(
        "not-a-member", unit="d", **HERE
    )
    left = UnitLeft(**HERE, unit="a")
    given(MEMBERS, BOOK, left).when(RecordScore(**CELL, points=None)).refused("not-a-member")


def test_a_year_is_scored_by_its_own_roster():
    """The roster of the year before stands in for elections, not for scores."""
    book = RulesIssued(**NEXT, criteria=BOOK.criteria)
    given(MEMBERS, book).when(RecordScore(**CELL | {"year": 2021}, points=None)).refused(
        "no-roster", **NEXT
    )


def test_a_year_is_scored_by_its_own_book():
    other = RulesIssued(**NEXT, criteria=BOOK.criteria)
    there = RulesIssued(**THERE, criteria=BOOK.criteria)
    given(MEMBERS, other, there).when(RecordScore(**CELL, points=None)).refused("no-rules", **HERE)
    given(MEMBERS, BOOK).when(RecordScore(**CELL | {"criterion": "III"}, points=None)).refused(
        "unknown-criterion", criterion="III"
    )


def test_a_stage_that_the_book_does_not_have_is_refused():
    book = RulesIssued(**HERE, book=flat_book(BOOK.criteria, 2, "Bảng"))
    given(MEMBERS, book).when(RecordScore(**CELL, stage="office", points=Decimal(1))).refused(
        "stage-not-in-book", stage="office"
    )


def test_a_cell_is_filled_once_at_each_stage():
    given(MEMBERS, BOOK, SCORED).when(RecordScore(**CELL, points=Decimal(1))).refused(
        "score-recorded", unit="a", criterion="I", points=Decimal("9.25")
    )
    given(MEMBERS, BOOK, SCORED).when(RecordScore(**CELL, stage="peer", points=Decimal(1))).then(
        ScoreRecorded(**CELL, stage="peer", points=Decimal(1))
    )


def test_not_applicable_fills_a_cell_too():
    given(MEMBERS, BOOK, ScoreRecorded(**CELL, points=None)).when(
        RecordScore(**CELL, points=Decimal(1))
    ).refused("score-recorded", points=None)


def test_scores_of_another_unit_year_or_cluster_fill_other_cells():
    others = [
        ScoreRecorded(**CELL | {"unit": "b"}, points=None),
        ScoreRecorded(**CELL | {"criterion": "II"}, points=None),
        ScoreRecorded(**CELL | {"year": 2021}, points=None),
        ScoreRecorded(**CELL | {"cluster": "khac"}, points=None),
    ]
    given(MEMBERS, BOOK, others).when(RecordScore(**CELL, points=Decimal("9.25"))).then(SCORED)


def test_scores_are_frozen_by_adoption_and_free_again_when_it_is_withdrawn():
    score = RecordScore(**CELL, points=Decimal("9.25"))
    given(MEMBERS, BOOK, RESULT).when(score).refused("scores-frozen", **HERE)
    given(MEMBERS, BOOK, RESULT, ResultWithdrawn(**HERE)).when(score).then(SCORED)


def test_the_sheet_of_a_stage_has_its_cells_only():
    facts = [SCORED, ScoreRecorded(**CELL, stage="self", points=Decimal(1))]
    history = History([entry(fact, n) for n, fact in enumerate(facts, 1)], TODAY)
    assert sheet(history, "cum", 2020) == {("a", "I"): SCORED}
    assert sheet(history, "cum", 2021) == sheet(history, "khac", 2020) == {}


def test_points_are_rounded_half_up():
    assert rounded(Decimal("0.125"), 2) == Decimal("0.13")
    assert rounded(Decimal("2.5"), 0) == Decimal(3)


def test_a_roster_of_another_cluster_makes_no_member_to_score():
    there = RosterRecorded(**THERE, units=("a",))
    given(WORLD, there, BOOK).when(RecordScore(**CELL, points=None)).refused("no-roster", **HERE)
