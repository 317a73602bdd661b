"""The way of a nomination: submission, appraisal, hold, council, decision, and what follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from events.award_aftermath import AwardAmended, AwardRecovered
from events.award_ballots import RecordBallot, council_rule
from events.award_catalogue import SHIPPED
from events.award_course import (
    AmendAward,
    AssessAward,
    ProposeAward,
    ReceiveAward,
    RecoverAward,
    ReturnAward,
)
from events.award_holds import HoldAward, HoldListed, LiftAwardHold
from events.award_steps import (
    AwardAssessed,
    AwardBalloted,
    AwardHeld,
    AwardHoldLifted,
    AwardProposed,
    AwardReceived,
    AwardReturned,
)
from events.awards import (
    AnnulAward,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    GrantAward,
    PresentAward,
)
from events.ballots import Course, Round
from events.corrections import Retract
from events.council import CouncilMemberNamed
from events.holds import UnitHeld
from events.invariants import breaches
from events.partial_sources import RecordGrant
from events.procedures import ProcedureSet, VotingRule
from events.result_events import ResultAdopted
from events.voting import Tally
from tests.facts import HERE, MEMBERS, Fields, place
from tests.spec import everything, given, ledger_with
from thidua_tui.formatting.tables.award_cells import amendment
from thidua_tui.i18n.messages import Codes, Words
from views.award_list import AwardList
from views.projection import project

FLAG: Fields = {**HERE, "unit": "a", "form": "co-tinh"}
LATE = date(2021, 12, 1)
RESULT = ResultAdopted(**HERE, on=date(2021, 1, 10), places=(place(1, "a"), place(2, "b")))
NOMINATED = (*MEMBERS, RESULT, AwardNominated(**FLAG, on=date(2021, 1, 14)))
SENT = AwardProposed(**FLAG, number="15/TTr", on=date(2021, 2, 1))
BACK = AwardReturned(**FLAG, wording="thiếu báo cáo", on=date(2021, 3, 1))
GRANTED = AwardGranted(**FLAG, number="1/QĐ", on=date(2021, 5, 8))


def late(*facts) -> given:
    """On a day in December of the year after."""
    return given(*facts).today(LATE)


def state(*facts) -> str:
    (row,) = project(AwardList(), ledger_with(*facts)).rows()
    return row.state


def test_a_nomination_is_submitted_once_until_it_is_returned():
    again = ProposeAward(**FLAG, number="16/TTr", on=date(2021, 4, 1))
    late(*NOMINATED).when(again).then(AwardProposed(**FLAG, number="16/TTr", on=again.on))
    late(*NOMINATED, SENT).when(again).refused("already-proposed", unit="a")
    assert late(*NOMINATED, SENT, BACK).when(again).accepted()
    assert state(*NOMINATED, SENT, BACK) == "returned"
    assert state(*NOMINATED, SENT, BACK, AwardProposed(**FLAG)) == "proposed"


def test_only_what_was_submitted_is_received_appraised_or_returned():
    for command in (
        ReceiveAward(**FLAG),
        AssessAward(**FLAG, finding="eligible"),
        ReturnAward(**FLAG, wording="thiếu"),
    ):
        late(*NOMINATED).when(command).refused("not-proposed", unit="a", form="co-tinh")
        assert late(*NOMINATED, SENT).when(command).accepted()


def test_the_return_stays_once_the_file_was_submitted_again():
    facts = (*NOMINATED, SENT, BACK, AwardProposed(**FLAG, on=date(2021, 4, 1)))
    at = next(e.position for e in everything(ledger_with(*facts)).entries if e.event == BACK)
    back = Retract(positions=(at,), concerns=BACK.tags())
    late(*facts).because("ghi nhầm").when(back).refused("stands-on-it")
    assert late(*facts[:-1]).because("ghi nhầm").when(back).accepted()


@pytest.mark.parametrize(
    ("facts", "command"),
    [
        ((), ProposeAward(**FLAG, on=date(2021, 1, 12))),
        ((SENT,), ReceiveAward(**FLAG, on=date(2021, 1, 20))),
        ((SENT, BACK), ProposeAward(**FLAG, on=date(2021, 2, 20))),
        ((GRANTED,), ProposeAward(**FLAG, on=date(2021, 6, 1))),
        ((AwardHeld(**FLAG, ground="other", on=LATE),), LiftAwardHold(**FLAG, on=BACK.on)),
        ((GRANTED,), AmendAward(**FLAG, amendment="corrected", wording="tên", on=BACK.on)),
    ],
)
def test_days_ascend_in_whatever_order_the_steps_are_typed(facts, command):
    late(*NOMINATED, *facts).when(command).refused("award-step-order", unit="a")


def test_a_submission_may_be_found_after_the_decision():
    found = ProposeAward(**FLAG, number="15/TTr", on=date(2021, 2, 1))
    assert late(*NOMINATED, GRANTED).when(found).accepted()
    assert state(*NOMINATED, GRANTED, SENT) == "granted"


def test_what_is_on_hold_is_neither_submitted_nor_granted():
    on_hold = AwardHeld(**FLAG, ground="inspection", on=date(2021, 2, 1))
    grant = GrantAward(**FLAG, number="1/QĐ", on=date(2021, 5, 8))
    late(*NOMINATED, on_hold).when(ProposeAward(**FLAG)).refused("award-on-hold", unit="a")
    late(*NOMINATED, on_hold).when(grant).refused("award-on-hold", unit="a")
    late(*NOMINATED, on_hold).when(HoldAward(**FLAG, ground="other")).refused(
        "award-on-hold-already"
    )
    lifted = late(*NOMINATED, on_hold).when(LiftAwardHold(**FLAG, on=BACK.on)).accepted()
    assert late(*NOMINATED, on_hold, *lifted).when(grant).accepted()
    late(*NOMINATED).when(LiftAwardHold(**FLAG)).refused("award-not-on-hold")
    assert state(*NOMINATED, on_hold) == "on-hold"


def ballot(votes: int, outcome: str, *, of: int = 11, **more: Any) -> RecordBallot:
    share = Tally(votes_for=votes, total=of)
    return RecordBallot(**{**FLAG, "votes": share, "outcome": outcome, **more})


PAPERS = Round(issued=10, returned=10, invalid=0, in_favour=9, against=1)


def test_a_share_is_of_all_members_of_the_council():
    late(*NOMINATED).when(ballot(8, "passed")).refused("votes-below-threshold", needed=9, votes=8)
    late(*NOMINATED).when(ballot(9, "not-passed")).refused("votes-are-enough", needed=9)
    late(*NOMINATED).when(ballot(0, "not-passed")).accepted()
    assert late(*NOMINATED).when(ballot(9, "passed")).accepted()
    assert late(*NOMINATED).because("Chủ tịch kết luận").when(ballot(8, "passed")).accepted()


def test_the_papers_of_a_council_add_up_and_are_a_share_of_all_its_members():
    def held(members: int, written: int = 1, **numbers: Any) -> RecordBallot:
        course = Course(rounds=(replace(PAPERS, **numbers),), entitled=members, written=written)
        return RecordBallot(**FLAG, outcome="passed", method="secret-ballot", course=course)

    [event] = late(*NOMINATED).when(held(11)).accepted()
    assert isinstance(event, AwardBalloted) and event.course and event.course.rule
    assert event.votes == Tally(votes_for=9, total=11)
    assert (event.course.present, event.course.rule.majority) == (10, "80/100")
    for lang in ("vi", "en"):
        text = Words(lang).sentence(event, Codes())
        assert "11" in text and "80 %" in text
    late(*NOMINATED).when(held(12)).refused("votes-below-threshold", needed=10, missing=1)
    late(*NOMINATED).when(held(13)).refused("no-quorum", count=10, least=11)
    late(*NOMINATED).because("x").when(held(9)).refused("issued-above-roll")
    late(*NOMINATED).because("x").when(held(11, invalid=2)).refused("voices-differ")
    late(*NOMINATED).because("x").when(held(11, written=11)).refused("written-above-votes")
    hands = replace(held(11), method="show-of-hands")
    late(*NOMINATED).when(hands).refused("method-not-allowed")


def test_the_share_is_that_of_the_form_else_that_of_the_rule_of_the_cluster():
    two_thirds = ProcedureSet(
        cluster=FLAG["cluster"],
        year=FLAG["year"],
        matter="council-award",
        rule=VotingRule(majority="2/3", of="members"),
    )
    with_share, without = SHIPPED["co-tinh"], SHIPPED["bk-khong-ro"]
    assert council_rule(None, with_share).majority == "80/100"
    assert council_rule(two_thirds, with_share).majority == "80/100"
    assert council_rule(two_thirds, without).majority == "2/3"
    assert council_rule(None, without).majority == ">1/2"


def test_the_members_of_the_council_are_those_of_its_list():
    seats = [CouncilMemberNamed(cluster=FLAG["cluster"], person=f"Ông {n}") for n in "abcde"]
    papers = Course(rounds=(Round(issued=5, returned=5, invalid=0, in_favour=4, against=1),))
    held = RecordBallot(**FLAG, outcome="passed", method="secret-ballot", course=papers)
    [event] = late(*NOMINATED, *seats).when(held).accepted()
    assert isinstance(event, AwardBalloted) and event.votes == Tally(votes_for=4, total=5)
    late(*NOMINATED, *seats).when(ballot(9, "passed")).refused(
        "council-members-differ", total=11, count=5
    )
    assert late(*NOMINATED, *seats).because("Hội đồng cũ").when(ballot(9, "passed")).accepted()


def test_a_council_of_one_member_is_asked_about():
    alone = late(*NOMINATED).when(ballot(1, "passed", of=1))
    alone.refused("council-too-small", total=1)
    assert alone.because("theo văn bản của Hội đồng").accepted()
    seat = CouncilMemberNamed(cluster=FLAG["cluster"], person="Ông A")
    assert late(*NOMINATED, seat).when(ballot(1, "passed", of=1)).accepted()


def test_a_council_votes_once_on_a_proposal():
    once = AwardBalloted(**FLAG, outcome="passed")
    late(*NOMINATED, once).when(ballot(9, "passed")).refused("already-balloted")


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ((SENT, AwardAssessed(**FLAG, finding="ineligible")), "ineligible"),
        ((SENT, BACK), "award-returned"),
        (
            (AwardBalloted(**FLAG, outcome="not-passed"),),
            "ballot-not-passed",
        ),
    ],
)
def test_a_grant_against_what_was_found_needs_words(facts, step):
    grant = late(*NOMINATED, *facts).when(GrantAward(**FLAG, number="1/QĐ", on=date(2021, 5, 8)))
    grant.refused("granted-against-course", step=step, unit="a")
    assert grant.because("theo kết luận của Chủ tịch").accepted()


def test_an_award_is_amended_while_its_decision_holds():
    amend = AmendAward(**FLAG, amendment="exchanged", wording="bằng in sai tên")
    late(*NOMINATED).when(amend).refused("not-granted")
    fact = AwardAmended(**FLAG, amendment="exchanged", wording="bằng in sai tên")
    late(*NOMINATED, GRANTED).when(amend).then(fact)


def test_every_amendment_of_an_award_is_kept_and_all_that_was_given_back():
    first = AwardAmended(**FLAG, amendment="corrected", wording="tên", number="5/QĐ", on=LATE)
    second = AwardAmended(**FLAG, amendment="exchanged", wording="bằng hỏng")
    over = AwardAnnulled(**FLAG, number="2/QĐ", on=LATE)
    given_back = (
        AwardRecovered(**FLAG, recovered="object"),
        AwardRecovered(**FLAG, recovered="money", money="11.920.000 đồng"),
    )
    facts = (*NOMINATED, GRANTED, first, second, over, *given_back)
    (row,) = project(AwardList(), ledger_with(*facts)).rows()
    assert [one.amendment for one in row.amendments] == ["corrected", "exchanged"]
    assert (row.recovered, row.recovered_money) == ("both", "11.920.000 đồng")
    cell = amendment(row, Words("vi"))
    assert "điều chỉnh quyết định: tên, văn bản 5/QĐ, ngày 01/12/2021" in cell
    assert "cấp đổi hiện vật: bằng hỏng" in cell


@pytest.mark.parametrize("to", ["Bộ trưởng Bộ Y tế", "UBND tỉnh", ""])
def test_another_addressee_of_a_submission_is_asked_about(to):
    sent = late(*NOMINATED).when(ProposeAward(**FLAG, number="99/TTr", addressed_to=to))
    if to.startswith("Bộ"):
        sent.refused("addressee-unusual", usual="Ủy ban nhân dân tỉnh")
        assert sent.because("theo văn bản của bộ").accepted()
        there = AwardNominated(**FLAG, on=date(2021, 1, 14), addressed_to=to)
        assert late(*MEMBERS, RESULT, there).when(sent.command).accepted()
    else:
        assert sent.accepted()


def test_what_came_with_an_annulled_award_is_given_back_once():
    over = AwardAnnulled(
        **FLAG,
        number="2/QĐ",
        on=date(2021, 8, 1),
        annulled_for="later-violation",
        recovers="both",
    )
    back = RecoverAward(**FLAG, recovered="both", money="18.720.000 đồng")
    late(*NOMINATED, GRANTED).when(back).refused("not-annulled")
    late(*NOMINATED, GRANTED, over).when(back).then(
        AwardRecovered(**FLAG, recovered="both", money="18.720.000 đồng")
    )
    once = AwardRecovered(**FLAG, recovered="object")
    late(*NOMINATED, GRANTED, over, once).when(back).refused("already-recovered")
    annul = AnnulAward(**FLAG, number="2/QĐ", on=over.on, annulled_for="false-information")
    (fact,) = late(*NOMINATED, GRANTED).because("kết luận").when(annul).accepted()
    assert isinstance(fact, AwardAnnulled) and fact.annulled_for == "false-information"


def test_an_award_that_a_source_reports_needs_neither_nomination_nor_number_nor_day():
    reported = RecordGrant(**FLAG)
    fact = AwardGranted(**FLAG, reported=True)
    late(*MEMBERS).when(reported).then(fact)
    late(*NOMINATED).when(reported).refused("grant-is-nominated", unit="a")
    late(*MEMBERS, fact).when(reported).refused("grant-is-nominated", unit="a")
    assert state(*MEMBERS, fact) == "granted"
    assert late(*MEMBERS, fact).when(PresentAward(**FLAG, on=date(2021, 6, 1))).accepted()


def test_an_award_that_a_source_reports_may_follow_a_refusal():
    fact = AwardGranted(**FLAG, reported=True)
    late(*NOMINATED, AwardDenied(**FLAG)).when(RecordGrant(**FLAG)).then(fact)
    ledger = ledger_with(*NOMINATED, AwardDenied(**FLAG), fact)
    assert [row.state for row in project(AwardList(), ledger).rows()] == ["denied", "granted"]
    assert breaches(ledger.read()) == []
    again = late(*NOMINATED, AwardDenied(**FLAG), fact)
    again.when(RecordGrant(**FLAG)).refused("grant-is-nominated", unit="a")
    assert again.when(PresentAward(**FLAG, on=date(2021, 6, 1))).accepted()


def test_a_list_puts_its_units_and_their_nominations_on_hold():
    listed = HoldListed(**HERE, units=("a", "c"), ground="inspection", wording="CV 12/CT-TTr")
    held, unit = late(*NOMINATED).when(listed).accepted()
    assert held == AwardHeld(**FLAG, ground="inspection", wording="CV 12/CT-TTr")
    assert unit == UnitHeld(**HERE, unit="c", ground="inspection", wording="CV 12/CT-TTr")
    late(*NOMINATED, held, unit).when(listed).refused("nothing-to-hold", unit="a")


def test_a_nomination_waits_since_its_latest_day():
    received = AwardReceived(**FLAG, on=date(2021, 2, 3))
    (row,) = project(AwardList(), ledger_with(*NOMINATED, SENT, received)).rows()
    assert (row.state, row.waiting_since) == ("received", date(2021, 2, 3))
    (row,) = project(AwardList(), ledger_with(*NOMINATED, SENT, received, GRANTED)).rows()
    assert row.waiting_since is None


def test_a_file_is_received_once_and_appraised_once():
    received = AwardReceived(**FLAG)
    late(*NOMINATED, SENT, received).when(ReceiveAward(**FLAG)).refused("already-received")
    assess = AssessAward(**FLAG, finding="eligible")
    found = AwardAssessed(**FLAG, finding="ineligible")
    late(*NOMINATED, SENT, found).when(assess).refused("already-assessed", unit="a")


def test_how_long_a_nomination_waits_is_unknown_without_the_day_of_its_step():
    held = AwardHeld(**FLAG, ground="inspection")
    ledger = ledger_with(*NOMINATED, SENT, held, today=LATE)
    (row,) = project(AwardList("cum", 2020), ledger).rows()
    assert (row.state, row.waiting_since) == ("on-hold", None)
    lifted = ledger_with(*NOMINATED, SENT, held, AwardHoldLifted(**FLAG), today=LATE)
    (row,) = project(AwardList("cum", 2020), lifted).rows()
    assert (row.state, row.waiting_since) == ("proposed", SENT.on)
