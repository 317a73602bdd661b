"""The ranking: only places that were given, and how they came about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from events.membership import UnitLeft
from events.result_events import ResultAdopted, ResultWithdrawn
from events.scoring import ScoreRecorded
from events.voting import Tally
from tests.facts import BOOK, DAY, HERE, MEMBERS, NEXT, RESULT, place
from tests.reading import rows, told
from tests.spec import ledger_with
from views.projection import project
from views.roster import Roster
from views.rule_book import RuleBooks
from views.scores import Scores
from views.standings import Standings


def score(unit, criterion, points, stage="verified"):
    exact = None if points is None else Decimal(points)
    return ScoreRecorded(**HERE, unit=unit, criterion=criterion, points=exact, stage=stage)


def ranked(*facts, **asked):
    return rows(lambda: Standings("cum", **asked), *MEMBERS, *facts)


def test_units_without_a_place_have_none():
    assert told(ranked(RESULT), "unit", "place", "tied") == [
        ("a", 1, False),
        ("b", 2, False),
        ("c", None, False),
    ]


def test_a_place_that_two_units_share_is_a_tie():
    shared = ResultAdopted(**HERE, places=(place(1, "c"), place(2, "a"), place(2, "b")))
    found = told(ranked(shared), "unit", "place", "tied")
    assert found == [("c", 1, False), ("a", 2, True), ("b", 2, True)]


def test_a_result_says_how_it_was_reached_with_its_denominator():
    tally = Tally(votes_for=7, total=8, of="present")
    adopted = ResultAdopted(
        **HERE, places=(place(1, "a"),), method="secret-ballot", votes=tally, on=DAY
    )
    row = ranked(adopted)[0]
    assert (row.state, row.basis, row.method, row.on) == ("adopted", "agreed", "secret-ballot", DAY)
    assert (row.votes_for, row.votes_total, row.votes_of) == (7, 8, "present")
    result = project(Standings("cum"), ledger_with(*MEMBERS, adopted)).result("cum", 2020)
    assert (result.state, result.places, result.votes_total) == ("adopted", 1, 8)


def test_without_result_and_scores_nobody_has_a_place():
    assert told(ranked(), "unit", "place", "state", "method") == [
        (unit, None, "none", None) for unit in "abc"
    ]


def test_scores_rank_provisionally_until_a_result_is_adopted():
    scores = (score("a", "I", "50"), score("a", "II", "40"), score("b", "I", "60"))
    before = ranked(BOOK, *scores)
    assert told(before, "unit", "place", "points", "scored", "criteria") == [
        ("a", 1, Decimal("90.00"), 2, 2),
        ("b", 2, Decimal("60.00"), 1, 2),
        ("c", None, None, 0, 2),
    ]
    assert {row.state for row in before} == {"provisional"}
    after = ranked(BOOK, *scores, RESULT)
    assert told(after, "unit", "place", "points", "state")[0] == (
        "a",
        1,
        Decimal("90.00"),
        "adopted",
    )


def test_empty_zero_and_not_applicable_are_three_things():
    found = ranked(BOOK, score("a", "I", "0"), score("b", "I", None))
    assert told(found, "unit", "points", "scored", "not_applicable") == [
        ("a", Decimal("0.00"), 1, 0),
        ("b", None, 0, 1),
        ("c", None, 0, 0),
    ]
    sheet = rows(lambda: Scores("cum", 2020), *MEMBERS, BOOK, score("a", "I", "0"))
    cells = told(sheet[:2], "unit", "criterion", "state", "points")
    assert cells == [("a", "I", "scored", Decimal(0)), ("a", "II", "empty", None)]


def test_only_verified_points_make_a_total():
    found = ranked(BOOK, score("a", "I", "50", "self"), score("b", "I", "40", "peer"))
    assert {row.state for row in found} == {"none"}
    own = rows(lambda: Scores("cum", 2020, "self"), *MEMBERS, BOOK, score("a", "I", "50", "self"))
    assert (own[0].points, own[0].stage) == (Decimal(50), "self")


def test_a_withdrawn_result_gives_no_places():
    assert [r.place for r in ranked(RESULT, ResultWithdrawn(**HERE))] == [None] * 3


def test_a_unit_that_left_is_ranked_only_where_it_was_given_a_place():
    left = UnitLeft(**HERE, unit="c")
    assert [row.unit for row in ranked(left)] == ["a", "b"]
    placed = ResultAdopted(**HERE, places=(place(1, "c"),))
    assert [row.unit for row in ranked(left, placed)] == ["c", "a", "b"]


def test_a_result_is_true_from_its_day_on():
    assert {r.state for r in ranked(RESULT, on=date(2021, 1, 13))} == {"none"}
    assert {r.state for r in ranked(RESULT, on=DAY)} == {"adopted"}


def test_places_of_a_year_without_a_roster_are_shown_alone():
    early = ResultAdopted(**NEXT, places=(place(1, "a"),))
    assert told(ranked(early, year=2021), "unit", "place") == [("a", 1)]


def test_the_roster_tells_role_and_place_and_what_nobody_recorded_is_no_roster():
    found = rows(lambda: Roster("cum"), *MEMBERS, RESULT)
    assert told(found, "year", "unit", "place", "role") == [
        (2020, "a", 1, None),
        (2020, "b", 2, None),
        (2020, "c", None, None),
    ]
    roster = project(Roster("cum"), ledger_with(*MEMBERS))
    assert roster.recorded("cum", 2020)
    assert not roster.recorded("cum", 2021)


def test_a_rule_book_is_listed_as_printed():
    found = rows(lambda: RuleBooks("cum", 2020), *MEMBERS, BOOK)
    assert told(found, "criterion", "max_points", "digits") == [
        ("I", Decimal(60), 2),
        ("II", Decimal(40), 2),
    ]
    assert rows(lambda: RuleBooks("cum", 2021), *MEMBERS, BOOK) == ()
