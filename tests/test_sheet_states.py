"""The states of a unit's sheet: submitted, returned, verified, approved, and what they close."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.corrections import Retract
from events.errors import Refused
from events.event import Event
from events.membership import RosterRecorded
from events.permissions import roles_for
from events.ranking import AdoptScores
from events.result_events import Place, ResultAdopted
from events.roles import ActingHeadNamed, DeputyElected, HeadElected
from events.rule_book import RulesIssued, flat_book
from events.score_book.book import Derivation, ScoreBook
from events.scoring import RecordScore, RecordScores, Scored, ScoreRecorded, Stage
from events.sheet_events import SheetApproved, SheetReturned, SheetSubmitted, SheetVerified
from events.sheet_states import ApproveSheet, ReturnSheet, SubmitSheet, VerifySheet
from events.store.ledger import Circumstances
from tests.facts import BOOK, HERE, MEMBERS, NEXT, RESULT, WORLD, Fields
from tests.spec import TODAY, given, ledger_with
from tests.test_operators import MINH, SECRETARY, named

A: Fields = {**HERE, "unit": "a"}
BASE = (*MEMBERS, BOOK)


def scores(stage: Stage, *units: str, points: int = 0) -> list[ScoreRecorded]:
    return [
        ScoreRecorded(**HERE, unit=u, criterion=c, stage=stage, points=Decimal(points))
        for u in units
        for c in ("I", "II")
    ]


OWN, VERIFIED = scores("self", "a"), scores("verified", "a")
SUBMITTED = (*BASE, OWN, SheetSubmitted(**A, on=date(2020, 12, 1)))


def test_a_sheet_with_a_total_of_zero_is_submitted():
    given(BASE, OWN).when(SubmitSheet(**A, on=TODAY, person="Bà Lan")).then(
        SheetSubmitted(**A, on=TODAY, person="Bà Lan")
    )


def test_a_sheet_is_submitted_when_its_own_scores_are_complete_by_the_book():
    given(BASE).when(SubmitSheet(**A)).refused(
        "self-score-missing", unit="a", criterion="I", count=2
    )
    given(BASE, OWN[:1], VERIFIED).when(SubmitSheet(**A)).refused(
        "self-score-missing", criterion="II", count=1
    )


def test_a_book_without_own_scores_asks_for_none():
    book = flat_book(BOOK.criteria, 2, "Sách")
    by_office = RulesIssued(**HERE, book=_derived(book, Derivation(scorers=("verified",))))
    given(MEMBERS, by_office).when(SubmitSheet(**A)).then(SheetSubmitted(**A))


def _derived(book: ScoreBook, derivation: Derivation) -> ScoreBook:
    return replace(book, derivation=derivation)


def test_only_a_member_with_a_book_before_the_result_submits():
    given(MEMBERS).when(SubmitSheet(**A)).refused("no-rules", **HERE)
    given(BASE).when(SubmitSheet(**{**A, "unit": "d"})).refused("not-a-member", unit="d")
    given(BASE, OWN, RESULT).when(SubmitSheet(**A)).refused("scores-frozen", **HERE)
    given(BASE, OWN).when(SubmitSheet(**A, on=date(2021, 1, 15))).refused("in-the-future")
    given(BASE, OWN).when(SubmitSheet(**A, on=date(2019, 1, 15))).refused("outside-the-year")


def test_a_sheet_is_submitted_once_until_it_is_returned():
    given(SUBMITTED).when(SubmitSheet(**A)).refused(
        "sheet-submitted-already", unit="a", sheet_state="submitted"
    )
    back = SheetReturned(**A, on=date(2020, 12, 5))
    again = SubmitSheet(**A, on=date(2020, 12, 6))
    given(SUBMITTED, back).when(again).then(SheetSubmitted(**A, on=date(2020, 12, 6)))


def test_steps_are_in_the_order_of_their_days():
    back = SheetReturned(**A, on=date(2020, 12, 5))
    given(SUBMITTED, back).when(SubmitSheet(**A, on=date(2020, 12, 4))).refused(
        "sheet-too-early", on=date(2020, 12, 4), earliest=date(2020, 12, 5)
    )
    given(SUBMITTED).when(ReturnSheet(**A, on=date(2020, 11, 30))).because("Thiếu").refused(
        "sheet-too-early", earliest=date(2020, 12, 1)
    )


def test_own_scores_of_a_submitted_sheet_are_closed_until_it_is_returned():
    book = (*MEMBERS, BOOK, OWN[:1], SheetSubmitted(**A))
    own = RecordScore(**A, criterion="II", stage="self", points=Decimal(5))
    given(book).when(own).refused("sheet-closed", unit="a", sheet_state="submitted")
    block = RecordScores(
        **HERE, stage="self", cells=(Scored(unit="a", criterion="II", points=Decimal(5)),)
    )
    given(book).when(block).refused("sheet-closed", unit="a")
    given(book, SheetReturned(**A)).when(own).accepted()


def test_scores_of_others_stay_open():
    given(SUBMITTED).when(RecordScore(**A, criterion="I", points=Decimal(5))).accepted()
    other = RecordScore(**{**A, "unit": "b"}, criterion="I", stage="self", points=Decimal(5))
    given(SUBMITTED).when(other).accepted()


def test_own_scores_of_a_submitted_sheet_are_not_taken_back():
    ledger = ledger_with(SUBMITTED)
    score = next(e for e in ledger.read() if isinstance(e.event, ScoreRecorded))
    take = Retract(positions=(score.position,), concerns=score.event.tags())
    with pytest.raises(Refused) as refused:
        ledger.execute(take, Circumstances(by="spec", reason="Ghi nhầm"))
    assert refused.value.code == "sheet-closed"


def test_a_submission_that_was_verified_is_not_taken_back_alone():
    ledger = ledger_with(SUBMITTED, VERIFIED, SheetVerified(**A))
    entry = next(e for e in ledger.read() if isinstance(e.event, SheetSubmitted))
    take = Retract(positions=(entry.position,), concerns=entry.event.tags())
    with pytest.raises(Refused) as refused:
        ledger.execute(take, Circumstances(by="spec", reason="Ghi nhầm"))
    assert refused.value.code == "stands-on-it"


def test_a_sheet_is_returned_with_a_reason():
    given(SUBMITTED).when(ReturnSheet(**A)).refused("reason-missing")
    given(SUBMITTED).when(ReturnSheet(**A)).because("Thiếu báo cáo").then(SheetReturned(**A))
    given(BASE, OWN).when(ReturnSheet(**A)).because("Thiếu").refused(
        "sheet-not-submitted", unit="a", sheet_state="draft"
    )


def test_a_verified_and_an_approved_sheet_can_be_returned():
    verified = (*SUBMITTED, VERIFIED, SheetVerified(**A))
    given(verified).when(ReturnSheet(**A)).because("Sai").accepted()
    given(verified, SheetApproved(**A)).when(ReturnSheet(**A)).because("Sai").accepted()


def test_only_a_submitted_sheet_with_complete_verified_scores_is_verified():
    given(BASE, OWN, VERIFIED).when(VerifySheet(**A)).refused(
        "sheet-not-to-verify", sheet_state="draft"
    )
    given(SUBMITTED, VERIFIED[:1]).when(VerifySheet(**A)).refused(
        "verified-score-missing", unit="a", criterion="II", count=1
    )
    given(SUBMITTED, VERIFIED).when(VerifySheet(**A)).then(SheetVerified(**A))


def test_the_head_does_not_verify_its_own_sheet():
    base = (*SUBMITTED, VERIFIED, HeadElected(**A))
    given(base).when(VerifySheet(**A)).refused("verifies-itself", unit="a", by="head")
    given(base).when(VerifySheet(**A, by="deputy")).then(SheetVerified(**A, by="deputy"))
    given(base).when(VerifySheet(**A, by="office")).then(SheetVerified(**A, by="office"))
    acting = (*SUBMITTED, VERIFIED, ActingHeadNamed(**A))
    given(acting).when(VerifySheet(**A)).refused("verifies-itself", unit="a")


def test_the_only_deputy_does_not_verify_its_own_sheet():
    base = (*SUBMITTED, VERIFIED, DeputyElected(**A))
    given(base).when(VerifySheet(**A, by="deputy")).refused("verifies-itself", by="deputy")
    given(base).when(VerifySheet(**A)).accepted()
    two = DeputyElected(**{**A, "unit": "b"})
    given(base, two).when(VerifySheet(**A, by="deputy")).accepted()


def test_only_a_verified_sheet_is_approved():
    given(SUBMITTED).when(ApproveSheet(**A)).refused("sheet-not-verified", sheet_state="submitted")
    verified = (*SUBMITTED, VERIFIED, SheetVerified(**A))
    given(verified).when(ApproveSheet(**A)).then(SheetApproved(**A))
    given(verified).when(ApproveSheet(**A, by="head")).then(SheetApproved(**A, by="head"))


def test_a_book_with_scores_of_the_office_is_approved_by_the_office():
    book = flat_book(BOOK.criteria, 2, "Sách")
    derived = _derived(book, Derivation(scorers=("self", "verified", "office"), final="last"))
    base = (*MEMBERS, RulesIssued(**HERE, book=derived), OWN, VERIFIED)
    steps = (SheetSubmitted(**A), SheetVerified(**A))
    given(base, steps).when(ApproveSheet(**A, by="head")).refused("approved-by-office", unit="a")
    given(base, steps).when(ApproveSheet(**A)).accepted()


ROSTER = RosterRecorded(**HERE, units=("a", "b"))
FINAL = (*scores("verified", "a", points=9), *scores("verified", "b", points=8))
WHOLE = (*WORLD, ROSTER, BOOK, FINAL, scores("self", "a"))
PLACES = (Place(place=1, unit="a"), Place(place=2, unit="b"))
ADOPTED = ResultAdopted(**HERE, places=PLACES, basis="scores")


def test_a_returned_sheet_cannot_be_adopted_and_the_reason_is_named():
    ledger = ledger_with(WHOLE, SheetSubmitted(**A))
    ledger.execute(ReturnSheet(**A), Circumstances(by="spec", reason="Thiếu báo cáo quý III"))
    with pytest.raises(Refused) as refused:
        ledger.execute(AdoptScores(**HERE), Circumstances(by="spec", reason="x"))
    assert refused.value.code == "sheet-is-returned"
    assert refused.value.facts["unit"] == "a"
    assert refused.value.facts["why"] == "Thiếu báo cáo quý III"
    ledger.execute(SubmitSheet(**A), Circumstances(by="spec"))
    assert ledger.execute(AdoptScores(**HERE), Circumstances(by="spec", reason="x"))


def test_without_states_and_with_any_other_state_a_result_is_adopted_as_before():
    given(WHOLE).when(AdoptScores(**HERE)).because("x").then(ADOPTED)
    given(WHOLE, SheetSubmitted(**A)).when(AdoptScores(**HERE)).because("x").then(ADOPTED)


def test_a_sheet_of_another_year_closes_nothing():
    there = SheetSubmitted(**NEXT, unit="a")
    given(BASE, there).when(
        RecordScore(**A, criterion="I", stage="self", points=Decimal(1))
    ).accepted()


def test_a_verifier_of_a_unit_does_not_verify_its_sheet():
    facts = (*SUBMITTED, VERIFIED, SECRETARY)
    own, other = named(MINH, "verifier", unit="a"), named(MINH, "verifier", unit="b")
    given(facts, own).signing(MINH).when(VerifySheet(**A)).refused(
        "verifies-own-unit", name="Minh", unit="a"
    )
    given(facts, other).signing(MINH).when(VerifySheet(**A)).then(SheetVerified(**A))


def test_who_may_take_which_step_of_a_sheet():
    def may(event: Event) -> frozenset[str]:
        return roles_for(event, lambda _: frozenset())

    assert may(SheetSubmitted(**A)) == {"secretary"}
    assert may(SheetReturned(**A)) == may(SheetVerified(**A)) == {"secretary", "head", "verifier"}
    assert may(SheetApproved(**A)) == {"secretary", "head"}
