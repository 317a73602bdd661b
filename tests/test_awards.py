"""Awards: from an adopted result, once, for a unit that exists; decided, presented, annulled."""

from __future__ import annotations

from datetime import date

import pytest

from events.award_events import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
)
from events.awards import (
    AnnulAward,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.membership import RosterRecorded, UnitLeft
from events.result_events import ResultAdopted, ResultWithdrawn
from events.units import UnitDissolved
from tests.facts import (
    FLAG,
    HERE,
    MEMBERS,
    NEXT,
    NEXT_FLAG,
    NOMINATED,
    RESULT,
    THERE,
    Award,
    Fields,
    place,
)
from tests.spec import TODAY, given

MARCH = date(2021, 3, 1)
APRIL = date(2021, 4, 1)
LATER = date(2021, 5, 1)
GRANT: Fields = {**FLAG, "number": "123/QĐ-UBND", "on": MARCH, "signer": "Chủ tịch"}
GRANTED = (*NOMINATED, AwardGranted(**GRANT))
PRESENTED = (*GRANTED, AwardPresented(**FLAG, on=APRIL))
ANNUL: Fields = {**FLAG, "number": "9/QĐ-UBND", "on": APRIL}
DENIED = (*NOMINATED, AwardDenied(**FLAG))


# Nominations


def test_a_unit_is_nominated_on_an_adopted_result():
    to: Fields = {"addressed_to": "Ủy ban nhân dân tỉnh", "on": TODAY}
    given(MEMBERS, RESULT).when(NominateForAward(**FLAG, **to)).then(AwardNominated(**FLAG, **to))


def test_an_award_follows_only_from_an_adopted_result():
    given(MEMBERS).when(NominateForAward(**FLAG)).refused("no-result", **HERE)
    withdrawn = ResultWithdrawn(**HERE)
    given(MEMBERS, RESULT, withdrawn).when(NominateForAward(**FLAG)).refused("no-result", **HERE)
    others = (ResultAdopted(**NEXT, places=()), ResultAdopted(**THERE, places=()))
    given(MEMBERS, others).when(NominateForAward(**FLAG)).refused("no-result", **HERE)


def test_only_a_member_of_that_year_is_nominated():
    given(MEMBERS, RESULT).when(NominateForAward(**FLAG | {"unit": "d"})).refused(
        "not-a-member", unit="d", **HERE
    )
    left = UnitLeft(**HERE, unit="c")
    given(MEMBERS, RESULT, left).when(NominateForAward(**FLAG | {"unit": "c"})).refused(
        "not-a-member", unit="c"
    )
    here = ResultAdopted(**NEXT, places=())
    given(MEMBERS, here).when(NominateForAward(**NEXT_FLAG)).refused("no-roster", **NEXT)


def test_the_same_award_is_not_proposed_twice():
    facts = {"unit": "a", "form": "co-tinh", "year": 2020}
    for before in (NOMINATED, GRANTED, DENIED, PRESENTED):
        given(before).today(LATER).when(NominateForAward(**FLAG)).refused(
            "already-nominated", **facts
        )


def test_another_form_unit_or_year_is_another_award():
    others: tuple[Award, ...] = (FLAG | {"form": "ttldxs"}, FLAG | {"unit": "b"})
    for other in others:
        given(NOMINATED).when(NominateForAward(**other)).then(AwardNominated(**other))
    following = (RosterRecorded(**NEXT, units=("a",)), ResultAdopted(**NEXT, places=()))
    given(NOMINATED, following).when(NominateForAward(**NEXT_FLAG)).then(
        AwardNominated(**NEXT_FLAG)
    )


def test_a_unit_that_moved_is_not_proposed_again_by_its_new_cluster():
    moved = (
        UnitLeft(**HERE, unit="c"),
        RosterRecorded(**THERE, units=("c",)),
        ResultAdopted(**THERE, places=(place(1, "c"),)),
    )
    for_c: Fields = {"unit": "c", "form": "co-tinh"}
    proposed = AwardNominated(**HERE, **for_c)
    again = NominateForAward(**THERE, **for_c)
    given(MEMBERS, RESULT, proposed, moved).when(again).refused(
        "already-nominated", unit="c", form="co-tinh", year=2020
    )
    taken_back = NominationWithdrawn(**HERE, **for_c)
    given(MEMBERS, RESULT, proposed, taken_back, moved).when(again).then(
        AwardNominated(**THERE, **for_c)
    )


def test_a_dissolved_unit_gets_no_award():
    """TT 15/2025/TT-BNV; until its end it does."""
    gone = UnitDissolved(unit="a", on=MARCH)
    nominate = given(MEMBERS, RESULT, gone).today(LATER)
    nominate.when(NominateForAward(**FLAG, on=MARCH)).refused("unit-ended", unit="a", ended=MARCH)
    nominate.when(NominateForAward(**FLAG, on=TODAY)).then(AwardNominated(**FLAG, on=TODAY))
    given(NOMINATED, gone).today(LATER).when(GrantAward(**GRANT)).refused("unit-ended", unit="a")
    in_time: Fields = GRANT | {"on": date(2021, 2, 28)}
    given(NOMINATED, gone).today(LATER).when(GrantAward(**in_time)).then(AwardGranted(**in_time))


def test_without_a_day_of_its_own_the_nomination_is_of_the_results_day():
    gone = UnitDissolved(unit="a", on=TODAY)
    given(MEMBERS, RESULT, gone).when(NominateForAward(**FLAG)).refused("unit-ended", unit="a")
    undated = ResultAdopted(**HERE, places=())
    before = UnitDissolved(unit="a", on=date(2020, 12, 31))
    given(MEMBERS, undated, before).when(NominateForAward(**FLAG)).refused("unit-ended")
    given(MEMBERS, undated, gone).when(NominateForAward(**FLAG)).then(AwardNominated(**FLAG))


def test_a_nomination_is_not_before_the_result():
    early = NominateForAward(**FLAG, on=date(2021, 1, 13))
    given(MEMBERS, RESULT).when(early).refused(
        "nominated-before-result", on=early.on, earliest=TODAY
    )


def test_a_nomination_belongs_to_the_years_after_its_achievement():
    undated = ResultAdopted(**HERE, places=())
    for day in (date(2019, 12, 31), date(2026, 1, 1)):
        given(MEMBERS, undated).today(date(2027, 1, 1)).when(
            NominateForAward(**FLAG, on=day)
        ).refused("outside-the-year", on=day, year=2020)


# Withdrawing a nomination


def test_a_nomination_is_withdrawn_with_a_reason():
    given(NOMINATED).because("Nhầm").when(WithdrawNomination(**FLAG)).then(
        NominationWithdrawn(**FLAG)
    )
    given(NOMINATED).when(WithdrawNomination(**FLAG)).refused("reason-missing")


def test_a_withdrawn_nomination_is_made_anew_and_not_withdrawn_again():
    gone = (*NOMINATED, NominationWithdrawn(**FLAG))
    given(gone).when(NominateForAward(**FLAG)).then(AwardNominated(**FLAG))
    given(gone).because("x").when(WithdrawNomination(**FLAG)).refused("not-nominated")


@pytest.mark.parametrize(
    ("decided", "code"), [(GRANTED, "award-granted"), (DENIED, "award-decided")]
)
def test_what_was_decided_is_not_withdrawn(decided, code):
    given(decided).because("x").when(WithdrawNomination(**FLAG)).refused(
        code, unit="a", form="co-tinh", year=2020
    )


def test_a_nomination_is_not_withdrawn_before_it_was_made_nor_in_the_future():
    early = WithdrawNomination(**FLAG, on=date(2021, 1, 13))
    given(NOMINATED).because("x").when(early).refused(
        "withdrawn-before-nominated", on=early.on, earliest=TODAY
    )
    late = WithdrawNomination(**FLAG, on=date(2021, 1, 15))
    given(NOMINATED).because("x").when(late).refused("in-the-future")


# Decisions


def test_the_authority_grants_or_denies():
    given(NOMINATED).today(LATER).when(GrantAward(**GRANT)).then(AwardGranted(**GRANT))
    given(NOMINATED).today(LATER).when(DenyAward(**FLAG, on=MARCH)).then(
        AwardDenied(**FLAG, on=MARCH)
    )
    given(NOMINATED).when(DenyAward(**FLAG)).then(AwardDenied(**FLAG))


@pytest.mark.parametrize("decision", [GrantAward(**GRANT), DenyAward(**FLAG, on=MARCH)])
class TestADecision:
    """Granting or denying is of a nomination, once, and in the order of the days."""

    def test_is_of_a_nomination(self, decision):
        facts = {"unit": "a", "form": "co-tinh", "year": 2020}
        given(MEMBERS, RESULT).today(LATER).when(decision).refused("not-nominated", **facts)
        elsewhere = (
            AwardNominated(**FLAG | {"cluster": "khac"}),
            AwardNominated(**NEXT_FLAG),
            AwardNominated(**FLAG | {"unit": "b"}),
            AwardNominated(**FLAG | {"form": "bk-tinh"}),
        )
        given(MEMBERS, RESULT, elsewhere).today(LATER).when(decision).refused("not-nominated")

    @pytest.mark.parametrize("decided", [GRANTED, DENIED, PRESENTED])
    def test_is_taken_once(self, decision, decided):
        given(decided).today(LATER).when(decision).refused("award-decided", unit="a")

    def test_is_not_before_the_nomination(self, decision):
        late = (*MEMBERS, RESULT, AwardNominated(**FLAG, on=APRIL))
        given(late).today(LATER).when(decision).refused(
            "decided-before-nominated", on=MARCH, earliest=APRIL
        )

    def test_is_not_in_the_future(self, decision):
        given(NOMINATED).when(decision).refused("in-the-future", on=MARCH, today=TODAY)


def test_a_decision_belongs_to_its_time():
    undated = (*MEMBERS, RESULT, AwardNominated(**FLAG))
    for day in (date(2019, 12, 31), date(2041, 1, 1)):
        given(undated).today(date(2042, 1, 1)).when(GrantAward(**GRANT | {"on": day})).refused(
            "outside-the-year", on=day, year=2020
        )


# Presenting and annulling


def test_a_granted_award_is_presented():
    given(GRANTED).today(LATER).when(PresentAward(**FLAG, on=APRIL)).then(
        AwardPresented(**FLAG, on=APRIL)
    )


@pytest.mark.parametrize("ungranted", [(*MEMBERS, RESULT), NOMINATED, DENIED])
def test_only_what_was_granted_is_presented_or_annulled(ungranted):
    late = given(ungranted).today(LATER)
    late.when(PresentAward(**FLAG, on=APRIL)).refused("not-granted", unit="a")
    late.because("x").when(AnnulAward(**ANNUL)).refused("not-granted", unit="a")


def test_an_award_is_presented_once():
    given(PRESENTED).today(LATER).when(PresentAward(**FLAG, on=APRIL)).refused("already-presented")


def test_an_award_is_not_presented_before_its_decision_nor_in_the_future():
    given(GRANTED).today(LATER).when(PresentAward(**FLAG, on=date(2021, 2, 28))).refused(
        "presented-before-decided", earliest=MARCH
    )
    given(GRANTED).today(MARCH).when(PresentAward(**FLAG, on=APRIL)).refused("in-the-future")


def test_a_decision_is_annulled_with_a_reason():
    annul = AnnulAward(**ANNUL)
    for before in (GRANTED, PRESENTED):
        given(before).today(LATER).because("Điều 93").when(annul).then(AwardAnnulled(**ANNUL))
    given(GRANTED).today(LATER).when(annul).refused("reason-missing")


def test_an_annulled_award_is_neither_presented_nor_annulled_again():
    annulled = (*GRANTED, AwardAnnulled(**ANNUL))
    given(annulled).today(LATER).when(PresentAward(**FLAG, on=LATER)).refused("award-annulled")
    given(annulled).today(LATER).because("x").when(AnnulAward(**ANNUL)).refused("award-annulled")


def test_a_decision_is_not_annulled_before_it_was_taken_nor_in_the_future():
    early = AnnulAward(**ANNUL | {"on": date(2021, 2, 28)})
    given(GRANTED).today(LATER).because("x").when(early).refused("annulled-before-decided")
    given(GRANTED).today(MARCH).because("x").when(AnnulAward(**ANNUL)).refused("in-the-future")
