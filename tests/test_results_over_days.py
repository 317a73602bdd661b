"""A result stays complete when members, scores and awards change, in whatever order they arrive."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from events.award_events import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
)
from events.awards import (
    AnnulAward,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.corrections import Correct, Retract
from events.membership import (
    AdmitUnit,
    ReleaseUnit,
    RosterRecorded,
    UnitJoined,
    UnitLeft,
)
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.result_events import ResultAdopted, ResultWithdrawn
from events.roles import HeadElected, OfficerStoodDown
from events.rule_book import IssueRules
from events.scoring import RecordScore, ScoreRecorded
from tests.facts import (
    BOOK,
    FLAG,
    HERE,
    MEMBERS,
    WORLD,
    Fields,
    place,
)
from tests.over_days import TODAY, about, does, found, ledger_of, refusal
from tests.spec import given

SCORES = tuple(
    ScoreRecorded(**HERE, unit=unit, criterion=code, points=Decimal(points))
    for unit, points in (("a", 30), ("b", 20), ("c", 10))
    for code in ("I", "II")
)
BY_SCORES = ResultAdopted(
    **HERE, places=(place(1, "a"), place(2, "b"), place(3, "c")), basis="scores"
)
SCORED = (*MEMBERS, BOOK, *SCORES, BY_SCORES)
AWARDED = (*SCORED, AwardNominated(**FLAG))
GRANTED = (*AWARDED, AwardGranted(**FLAG, number="1", on=date(2021, 1, 1)))


# Results that stay complete


def test_a_unit_is_not_admitted_into_a_result_from_scores():
    given(*SCORED).when(AdmitUnit(**HERE, unit="d")).refused("result-adopted", year=2020)
    given(*SCORED, ResultWithdrawn(**HERE)).when(AdmitUnit(**HERE, unit="d")).accepted()
    assert found(*SCORED, UnitJoined(**HERE, unit="d")) == ["result-incomplete"]


def test_a_rule_book_is_not_corrected_to_criteria_without_scores():
    ledger = ledger_of(*SCORED)
    more = (*BOOK.criteria, replace(BOOK.criteria[0], code="III"))
    book = Correct(**about(ledger, BOOK), instead=IssueRules(**HERE, criteria=more))
    assert refusal(ledger, book).code == "scores-frozen"
    does(ledger, WithdrawResult(**HERE))
    does(ledger, book)
    assert refusal(ledger, AdoptScores(**HERE)).code == "score-missing"


def test_a_member_without_scores_does_not_come_back_into_the_result():
    left = UnitLeft(**HERE, unit="c")
    scores = [score for score in SCORES if score.unit != "c"]
    ranked = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b")), basis="scores")
    ledger = ledger_of(*MEMBERS, BOOK, *scores, left, ranked)
    assert refusal(ledger, Retract(**about(ledger, left))).code == "scores-frozen"
    does(ledger, WithdrawResult(**HERE))
    does(ledger, Retract(**about(ledger, left)))


def test_a_withdrawn_result_does_not_come_back_when_the_scores_are_others():
    withdrawn = ResultWithdrawn(**HERE)
    ledger = ledger_of(*SCORED, withdrawn)
    does(ledger, Retract(**about(ledger, withdrawn)))
    does(ledger, WithdrawResult(**HERE))
    again = [entry.event for entry in ledger.read()][-1]
    other = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(1))
    does(ledger, Correct(**about(ledger, SCORES[0]), instead=other))
    last = [entry for entry in ledger.read() if entry.event == again][-1]
    back = Retract(positions=(last.position,), concerns=again.tags())
    refused = refusal(ledger, back)
    assert (refused.code, refused.facts["year"]) == ("result-outdated", 2020)
    does(ledger, AdoptScores(**HERE))


def test_a_closed_nomination_does_not_come_back_to_a_withdrawn_result():
    denied = AwardDenied(**FLAG)
    ledger = ledger_of(*AWARDED, denied, ResultWithdrawn(**HERE))
    refused = refusal(ledger, Retract(**about(ledger, denied)))
    assert (refused.code, refused.facts["position"]) == ("stands-on-it", 18)
    assert found(*AWARDED, ResultWithdrawn(**HERE)) == ["reference-missing"]


def test_a_withdrawn_result_does_not_come_back_when_a_ranked_member_has_left():
    agreed, withdrawn = ResultAdopted(**HERE, places=(place(1, "a"),)), ResultWithdrawn(**HERE)
    left = UnitLeft(**HERE, unit="a")
    ledger = ledger_of(*MEMBERS, agreed, withdrawn, left)
    refused = refusal(ledger, Retract(**about(ledger, withdrawn)))
    assert (refused.code, refused.facts["position"]) == ("left-while-needed", 10)
    does(ledger, Retract(**about(ledger, left)))
    does(ledger, Retract(**about(ledger, withdrawn)))


def test_a_role_is_not_brought_back_to_a_unit_that_left():
    head, down = HeadElected(**HERE, unit="a"), OfficerStoodDown(**HERE, unit="a", role="head")
    ledger = ledger_of(*MEMBERS, head, down, UnitLeft(**HERE, unit="a"))
    refused = refusal(ledger, Retract(**about(ledger, down)))
    assert (refused.code, refused.facts["position"]) == ("left-while-needed", 10)


def test_the_number_of_members_grows_with_who_joins():
    partly = RosterRecorded(**HERE, units=("a", "b"), complete=False, count=3)
    joined = (UnitJoined(**HERE, unit="c"), UnitJoined(**HERE, unit="d"))
    places = (place(1, "a"), place(5, "b"))
    adopt, why = AdoptResult(**HERE, places=places), "nguồn chỉ nêu hai hạng"
    given(*WORLD, partly, *joined).because(why).when(adopt).accepted()
    given(*WORLD, partly, joined[0]).because(why).when(adopt).refused(
        "place-too-high", place=5, count=4
    )


def test_places_stay_within_the_number_of_members():
    last = ResultAdopted(**HERE, places=(place(3, "a"),))
    given(*MEMBERS, last).when(ReleaseUnit(**HERE, unit="c")).refused("result-adopted", year=2020)
    here: Fields = {**HERE, "year": 2020}
    joined = UnitJoined(**here, unit="d")
    fourth = ResultAdopted(**here, places=(place(4, "a"),))
    ledger = ledger_of(*MEMBERS, joined, fourth)
    refused = refusal(ledger, Retract(**about(ledger, joined)))
    assert (refused.code, refused.facts["count"]) == ("place-too-high", 3)
    assert found(*MEMBERS, fourth) == ["place-too-high"]


def test_a_nominated_member_does_not_leave():
    agreed = ResultAdopted(**HERE, places=())
    facts = (*MEMBERS, agreed, AwardNominated(**FLAG))
    given(*facts).when(ReleaseUnit(**HERE, unit="a")).refused(
        "nominated-member", unit="a", form="co-tinh", year=2020
    )
    given(*facts, AwardDenied(**FLAG)).when(ReleaseUnit(**HERE, unit="a")).accepted()


# Awards in the order of days, and the way through after an annulment


def test_an_award_is_not_annulled_before_it_was_presented():
    presented = (*GRANTED, AwardPresented(**FLAG, on=date(2021, 6, 1)))
    annul = AnnulAward(**FLAG, number="2", on=date(2021, 3, 1))
    given(*presented).today(TODAY).because("x").when(annul).refused(
        "annulled-before-presented", earliest=date(2021, 6, 1)
    )
    annulled = AwardAnnulled(**FLAG, number="2", on=date(2021, 3, 1))
    assert found(*presented, annulled) == ["annulled-before-presented"]


def test_a_presentation_before_the_annulment_is_entered_late():
    annulled = (*GRANTED, AwardAnnulled(**FLAG, number="2", on=date(2021, 3, 1)))
    early, late = date(2021, 2, 1), date(2021, 3, 2)
    given(*annulled).today(TODAY).when(PresentAward(**FLAG, on=early)).accepted()
    given(*annulled).today(TODAY).when(PresentAward(**FLAG, on=late)).refused(
        "award-annulled", annulled=date(2021, 3, 1)
    )


def test_a_presentation_and_an_annulment_of_one_day_are_recorded_in_either_order():
    """It may have been handed over in the morning."""
    same = date(2021, 3, 1)
    presented = AwardPresented(**FLAG, on=same)
    annulled = AwardAnnulled(**FLAG, number="2", on=same)
    annul = AnnulAward(**FLAG, number="2", on=same)
    given(*GRANTED, presented).today(TODAY).because("x").when(annul).accepted()
    given(*GRANTED, annulled).today(TODAY).when(PresentAward(**FLAG, on=same)).accepted()
    assert found(*GRANTED, presented, annulled) == found(*GRANTED, annulled, presented) == []


def test_after_an_annulment_the_result_is_withdrawn_and_everything_done_again():
    """Điều 93: false scores: the award is annulled, the result corrected, the right unit named."""
    ledger = ledger_of(*GRANTED)
    refused = refusal(ledger, WithdrawResult(**HERE, on=date(2022, 5, 2)))
    assert (refused.code, refused.facts["unit"]) == ("granted-on-it", "a")
    assert refusal(ledger, WithdrawNomination(**FLAG)).code == "award-granted"
    does(ledger, AnnulAward(**FLAG, number="9", on=date(2022, 5, 1)))
    early = WithdrawResult(**HERE, on=date(2022, 4, 1))
    assert refusal(ledger, early).code == "withdrawn-before-closed"
    does(ledger, WithdrawResult(**HERE, on=date(2022, 5, 2)))
    wrong = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(1))
    does(ledger, Correct(**about(ledger, SCORES[0]), instead=wrong))
    too_soon = AdoptScores(**HERE, on=date(2022, 5, 1))
    assert refusal(ledger, too_soon).code == "adopted-before-withdrawn"
    (result,) = does(ledger, AdoptScores(**HERE, on=date(2023, 5, 3)))
    assert isinstance(result, ResultAdopted)
    assert [p.unit for p in result.places] == ["b", "a", "c"]
    does(ledger, NominateForAward(**FLAG | {"unit": "b"}))
    does(ledger, NominateForAward(**FLAG, on=date(2026, 6, 1)))
    does(ledger, GrantAward(**FLAG, number="10", on=date(2026, 6, 2)))
    does(ledger, PresentAward(**FLAG, on=date(2026, 6, 3)))


def test_after_a_refusal_the_result_is_withdrawn_and_the_unit_proposed_again():
    ledger = ledger_of(*AWARDED, AwardDenied(**FLAG, on=date(2021, 2, 1)))
    assert refusal(ledger, NominateForAward(**FLAG)).code == "already-nominated"
    does(ledger, WithdrawResult(**HERE))
    does(ledger, AdoptScores(**HERE))
    early = NominateForAward(**FLAG, on=date(2021, 1, 31))
    assert refusal(ledger, early).code == "nominated-before-closed"
    does(ledger, NominateForAward(**FLAG, on=date(2021, 3, 1)))
    does(ledger, DenyAward(**FLAG))
