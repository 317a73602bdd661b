"""The result of a year: agreed or from the scores, ties as ties, withdrawn with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from events.award_events import AwardNominated, NominationWithdrawn
from events.command import History
from events.membership import RosterRecorded, UnitJoined, UnitLeft
from events.ranking import AdoptResult, AdoptScores, WithdrawResult, places_by, totals
from events.result_events import ResultAdopted, ResultWithdrawn
from events.rule_book import Criterion, RulesIssued
from events.scoring import ScoreRecorded
from events.tie_events import TieDecided
from events.voting import Tally
from tests.facts import (
    BOOK,
    FLAG,
    HERE,
    MEMBERS,
    NEXT,
    NEXT_FLAG,
    RESULT,
    THERE,
    WORLD,
    Fields,
    place,
)
from tests.spec import TODAY, entry, given, ledger_with
from tests.universe import quick
from views.projection import project
from views.standings import Standings


def scores(**points: tuple[str | None, str | None]) -> list[ScoreRecorded]:
    """Verified points of units for criteria I and II."""
    return [
        ScoreRecorded(**HERE, unit=unit, criterion=code, points=Decimal(cell) if cell else None)
        for unit, cells in points.items()
        for code, cell in zip(("I", "II"), cells, strict=True)
    ]


SCORES = scores(a=("50", "30"), b=("50.5", "40"), c=("49", "31"))
BY_SCORES = (place(1, "b"), place(2, "a"), place(2, "c"))


# Agreed


def test_members_agree_on_places():
    full: Fields = {"places": RESULT.places, "method": "consensus", "on": TODAY}
    given(MEMBERS).when(AdoptResult(**HERE, **full)).then(ResultAdopted(**HERE, **full))


def test_a_result_may_give_three_places_of_eight_or_none():
    unranked = given(MEMBERS).because("nguồn không nêu").when(AdoptResult(**HERE))
    unranked.then(ResultAdopted(**HERE, places=()))
    one = (place(1, "c"),)
    given(MEMBERS).when(AdoptResult(**HERE, places=one)).then(ResultAdopted(**HERE, places=one))


def test_units_may_share_a_place():
    tied = (place(1, "a"), place(1, "b"), place(3, "c"))
    given(MEMBERS).when(AdoptResult(**HERE, places=tied)).then(ResultAdopted(**HERE, places=tied))


def test_only_members_are_ranked():
    stranger = AdoptResult(**HERE, places=(place(1, "a"), place(2, "d")))
    given(MEMBERS).when(stranger).refused("not-a-member", unit="d", **HERE)
    left = UnitLeft(**HERE, unit="a")
    given(MEMBERS, left).when(stranger).refused("not-a-member", unit="a")


def test_a_year_is_ranked_by_its_own_roster():
    """Nobody is ranked in a year whose members were never recorded."""
    given(MEMBERS).when(AdoptResult(**NEXT, places=(place(1, "a"),))).refused("no-roster", **NEXT)
    given(MEMBERS).when(AdoptScores(**NEXT)).refused("no-roster", **NEXT)


def test_a_unit_is_ranked_once():
    twice = AdoptResult(**HERE, places=(place(1, "a"), place(2, "a")))
    given(MEMBERS).when(twice).refused("ranked-twice", unit="a")


def test_no_place_is_beyond_the_number_of_members():
    fourth = AdoptResult(**HERE, places=(place(4, "a"),))
    given(MEMBERS).when(fourth).refused("place-too-high", place=4, count=3)
    joined = UnitJoined(**HERE, unit="d")
    adopted = ResultAdopted(**HERE, places=fourth.places)
    given(MEMBERS, joined).because("nguồn chỉ nêu hạng này").when(fourth).then(adopted)


@pytest.mark.parametrize("command", [AdoptResult, AdoptScores])
def test_a_year_has_one_result(command):
    given(MEMBERS, BOOK, SCORES, RESULT).when(command(**HERE)).refused("result-adopted", **HERE)


def test_a_result_of_another_year_or_cluster_is_another():
    others = (
        ResultAdopted(cluster="cum", year=2019, places=()),
        ResultAdopted(**THERE, places=()),
        RosterRecorded(**THERE, units=("d",)),
    )
    adopt = AdoptResult(**HERE, places=(place(1, "b"),))
    given(MEMBERS, others).when(adopt).then(ResultAdopted(**HERE, places=adopt.places))


def test_a_result_is_of_a_known_cluster():
    given(WORLD[:4]).when(AdoptResult(**HERE)).refused("unknown-cluster", cluster="cum")


def test_a_result_is_adopted_from_its_year_on():
    for day in (date(2019, 12, 31), date(2023, 1, 1)):
        given(MEMBERS).today(date(2024, 1, 1)).when(AdoptResult(**HERE, on=day)).refused(
            "outside-the-year", on=day, year=2020
        )
    given(MEMBERS).when(AdoptResult(**HERE, on=date(2021, 1, 15))).refused("in-the-future")


def test_the_count_of_a_result_is_plausible():
    votes = Tally(votes_for=4, total=3)
    given(MEMBERS).when(AdoptResult(**HERE, votes=votes)).refused("votes-above-total")
    votes = Tally(votes_for=3, total=3)
    given(MEMBERS).when(AdoptResult(**HERE, method="rotation", votes=votes)).refused(
        "votes-without-vote"
    )


# From scores


def test_verified_scores_give_the_places():
    given(MEMBERS, BOOK, SCORES).when(AdoptScores(**HERE, method="consensus")).then(
        ResultAdopted(**HERE, places=BY_SCORES, basis="scores", method="consensus")
    )


def test_self_and_peer_scores_make_no_total():
    tempting = [
        ScoreRecorded(**HERE, unit="c", criterion="I", stage=stage, points=Decimal(60))
        for stage in ("self", "peer")
    ]
    given(MEMBERS, BOOK, SCORES, tempting).when(AdoptScores(**HERE)).then(
        ResultAdopted(**HERE, places=BY_SCORES, basis="scores")
    )


def test_every_member_has_every_score():
    partial = scores(a=("50", "30"), b=("50", "40"))
    given(MEMBERS, BOOK, partial).when(AdoptScores(**HERE)).refused(
        "score-missing", unit="c", criterion="I"
    )
    elsewhere = [
        ScoreRecorded(**at, unit="c", criterion="I", points=Decimal(1)) for at in (NEXT, THERE)
    ]
    given(MEMBERS, BOOK, partial, elsewhere).when(AdoptScores(**HERE)).refused("score-missing")


def test_a_score_that_does_not_apply_is_not_zero():
    partial = scores(a=("50", "30"), b=("50", "40"), c=(None, "1"))
    given(MEMBERS, BOOK, partial).when(AdoptScores(**HERE)).refused(
        "score-not-applicable", unit="c", criterion="I"
    )


def test_scores_are_adopted_by_a_book():
    given(MEMBERS).when(AdoptScores(**HERE)).refused("no-rules", **HERE)


def test_a_unit_that_left_is_not_ranked_by_its_scores():
    left = UnitLeft(**HERE, unit="b")
    shared = TieDecided(**HERE, units=("a", "c"), by="shared")
    given(MEMBERS, BOOK, SCORES, left, shared).when(AdoptScores(**HERE)).then(
        ResultAdopted(**HERE, places=(place(1, "a"), place(1, "c")), basis="scores")
    )


def test_scores_stay_within_a_book_that_was_corrected_since():
    strict = RulesIssued(
        **HERE,
        criteria=(
            Criterion(code="I", name="I", max_points=Decimal(50)),
            Criterion(code="II", name="II", max_points=Decimal(40)),
        ),
    )
    given(MEMBERS, strict, SCORES).when(AdoptScores(**HERE)).refused(
        "points-outside", unit="b", criterion="I", points=Decimal("50.5"), maximum=Decimal(50)
    )


def test_a_total_is_rounded_once():
    """Thirds of a hundredth add up before they are cut."""
    book = RulesIssued(**HERE, criteria=BOOK.criteria, digits=1)
    exact = scores(a=("1.04", "1.04"), b=("1.05", "1.04"), c=("2.1", "0"))
    facts = [*MEMBERS, book, *exact]
    history = History([entry(fact, n) for n, fact in enumerate(facts, 1)], TODAY)
    one = Decimal("2.1")
    assert totals(history, "cum", 2020) == {"a": one, "b": one, "c": one}


@quick(50)
@whatever(st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(0, 5).map(Decimal)))
def test_a_place_is_one_more_than_the_units_ahead(points):
    places = {p.unit: p.place for p in places_by(points)}
    assert places.keys() == points.keys()
    for unit, rank in places.items():
        assert rank == 1 + sum(other > points[unit] for other in points.values())


# Withdrawn


def test_a_result_is_withdrawn_with_a_reason():
    given(MEMBERS, RESULT).because("Đếm sai").when(WithdrawResult(**HERE)).then(
        ResultWithdrawn(**HERE)
    )
    given(MEMBERS, RESULT).when(WithdrawResult(**HERE)).refused("reason-missing")


def test_a_withdrawn_result_is_adopted_anew():
    withdrawn = ResultWithdrawn(**HERE)
    given(MEMBERS, RESULT, withdrawn).when(AdoptResult(**HERE, places=RESULT.places)).then(
        ResultAdopted(**HERE, places=RESULT.places)
    )
    given(MEMBERS, RESULT, withdrawn).because("x").when(WithdrawResult(**HERE)).refused(
        "no-result", **HERE
    )


def test_only_what_was_adopted_is_withdrawn():
    others = (ResultAdopted(**THERE, places=()), ResultAdopted(**NEXT, places=()))
    given(MEMBERS, others).because("x").when(WithdrawResult(**HERE)).refused("no-result", **HERE)


def test_a_result_is_not_withdrawn_while_a_nomination_stands_on_it():
    nominated = AwardNominated(**FLAG)
    given(MEMBERS, RESULT, nominated).because("x").when(WithdrawResult(**HERE)).refused(
        "nominated-on-it", unit="a", form="co-tinh"
    )
    taken_back = NominationWithdrawn(**FLAG)
    given(MEMBERS, RESULT, nominated, taken_back).because("x").when(WithdrawResult(**HERE)).then(
        ResultWithdrawn(**HERE)
    )
    elsewhere = AwardNominated(**NEXT_FLAG)
    given(MEMBERS, RESULT, elsewhere).because("x").when(WithdrawResult(**HERE)).then(
        ResultWithdrawn(**HERE)
    )


def test_a_result_is_not_withdrawn_before_it_was_adopted_nor_in_the_future():
    early = WithdrawResult(**HERE, on=date(2021, 1, 13))
    given(MEMBERS, RESULT).because("x").when(early).refused(
        "withdrawn-before-adopted", on=early.on, earliest=TODAY
    )
    late = WithdrawResult(**HERE, on=date(2021, 1, 15))
    given(MEMBERS, RESULT).because("x").when(late).refused("in-the-future")


def test_a_unit_to_which_no_criterion_applies_has_no_place():
    scored = ScoreRecorded(**HERE, unit="b", criterion="I", points=Decimal(3))
    nothing = [ScoreRecorded(**HERE, unit="a", criterion=code, points=None) for code in ("I", "II")]
    rows = project(Standings(), ledger_with(MEMBERS, BOOK, scored, *nothing)).rows()
    assert {row.unit: row.place for row in rows} == {"b": 1, "a": None, "c": None}
