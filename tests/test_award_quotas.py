"""Forms of award as data of the ledger, and quotas: what goes beyond them needs words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.award_forms import AwardFormDefined, DefineAwardForm, catalogue
from events.award_quotas import CopyQuotas, QuotaSet, SetQuota
from events.awards import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    GrantAward,
    NominateForAward,
)
from events.corrections import Correct, Retract
from events.holds import UnitHeld
from events.partial_sources import RecordGrant
from events.result_events import ResultAdopted
from tests.facts import HERE, MEMBERS, Fields, place
from tests.spec import everything, given, ledger_with
from views.award_forms import AwardForms
from views.award_quotas import Quotas
from views.projection import project

TODAY = date(2021, 6, 1)
RESULT = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b"), place(3, "c")))
NAME = "Cờ thi đua của UBND huyện"
CITY = AwardFormDefined(form="co-huyen", name=NAME, addressed_to="UBND huyện")


def flag(unit: str) -> AwardNominated:
    return AwardNominated(**HERE, unit=unit, form="co-tinh")


def test_a_form_is_defined_once_from_a_year_on_and_under_a_name_of_its_own():
    define = DefineAwardForm(form="co-huyen", name=CITY.name, addressed_to="UBND huyện")
    given().when(define).then(CITY)
    given(CITY).when(define).refused("award-form-defined", form="co-huyen")
    named = DefineAwardForm(form="khac", name="cờ thi đua của ubnd huyện")
    given(CITY).when(named).refused("award-form-named", form="co-huyen")
    spelt = DefineAwardForm(form="khac", name="Cờ thi đua của  Uỷ ban nhân dân tỉnh")
    given().when(spelt).refused("award-form-named", form="co-tinh")
    there = AwardFormDefined(form="co-th", name="Cờ thi đua tỉnh Thanh Hóa")
    other_school = DefineAwardForm(form="khac", name="Cờ thi đua tỉnh Thanh Hoá")
    given(there).when(other_school).refused("award-form-named", form="co-th")
    half = DefineAwardForm(form="khac", name="Khác", after_form="co-tinh")
    given().when(half).refused("condition-incomplete")


def test_a_revised_form_holds_from_its_year_on():
    later = AwardFormDefined(form="co-tinh", since=2022, name="Cờ thi đua cấp tỉnh")
    history = everything(ledger_with(later))
    assert catalogue(history, 2021)["co-tinh"].name == "Cờ thi đua của UBND tỉnh"
    assert catalogue(history, 2022)["co-tinh"].name == "Cờ thi đua cấp tỉnh"
    rows = project(AwardForms(), ledger_with(later)).rows()
    assert [row.since for row in rows if row.form == "co-tinh"] == [None, 2022]


def test_a_bare_flag_is_never_the_provincial_one():
    bare = catalogue(everything(ledger_with()))["co-khong-ro"]
    assert (bare.authority, bare.addressed_to, bare.award_level) == ("", "", "not-recorded")


def test_only_a_form_that_is_known_is_nominated_for():
    command = NominateForAward(**HERE, unit="a", form="co-huyen", addressed_to="UBND huyện")
    given(*MEMBERS, RESULT).when(command).refused("unknown-award-form", form="co-huyen")
    given(*MEMBERS, RESULT, CITY).when(command).then(
        AwardNominated(**HERE, unit="a", form="co-huyen", addressed_to="UBND huyện")
    )


def test_a_form_that_is_used_cannot_vanish():
    used = AwardNominated(**HERE, unit="a", form="co-huyen")
    ledger = ledger_with(*MEMBERS, RESULT, CITY, used)
    at = next(e.position for e in everything(ledger).entries if e.event == CITY)
    back = Retract(positions=(at,), concerns=CITY.tags())
    facts = (*MEMBERS, RESULT, CITY)
    why = "ghi nhầm"
    given(*facts, used).because(why).when(back).refused("form-in-use", unit="a", position=at + 1)
    assert given(*facts).because(why).when(back).accepted()


@pytest.mark.parametrize(
    ("to", "code"),
    [("Ủy ban nhân dân tỉnh", ""), ("UBND tỉnh", ""), ("", ""), ("Bộ", "addressee-unusual")],
)
def test_another_addressee_than_that_of_the_form_is_asked_about(to, code):
    command = NominateForAward(**HERE, unit="a", form="co-tinh", addressed_to=to)
    asked = given(*MEMBERS, RESULT).when(command)
    if not code:
        assert asked.accepted()
    else:
        asked.refused(code, usual="Ủy ban nhân dân tỉnh")
        assert asked.because("theo văn bản của cụm").accepted()


@pytest.mark.parametrize("to", ["UBND tỉnh Thanh Hoá", "Uỷ ban nhân dân tỉnh Thanh Hóa"])
def test_the_tone_mark_of_an_addressee_may_be_on_either_vowel(to):
    form = AwardFormDefined(form="co-th", name="Cờ", addressed_to="UBND tỉnh Thanh Hóa")
    command = NominateForAward(**HERE, unit="a", form="co-th", addressed_to=to)
    assert given(*MEMBERS, RESULT, form).when(command).accepted()


def test_a_nomination_beyond_the_quota_needs_words():
    quota = QuotaSet(**HERE, form="co-tinh", asked=1)
    second = NominateForAward(**HERE, unit="b", form="co-tinh")
    assert given(*MEMBERS, RESULT, flag("a")).when(second).accepted()
    asked = given(*MEMBERS, RESULT, quota, flag("a")).when(second)
    asked.refused("quota-exceeded", quota=1)
    assert asked.because("tỉnh cho thêm một cờ").accepted()


def test_a_reported_grant_beyond_what_was_asked_for_needs_words():
    quota = QuotaSet(**HERE, form="co-tinh", asked=1)
    reported = RecordGrant(**HERE, unit="b", form="co-tinh")
    asked = given(*MEMBERS, RESULT, quota, flag("a")).when(reported)
    asked.refused("quota-exceeded", quota=1, count=1)
    assert asked.because("báo nêu như vậy").accepted()


def test_a_correction_of_the_form_to_one_without_a_place_needs_words():
    quota = QuotaSet(**HERE, form="co-tinh", asked=1)
    merit = AwardNominated(**HERE, unit="b", form="bk-tinh")
    facts = (*MEMBERS, RESULT, quota, flag("a"), merit)
    at = len(facts)
    instead = NominateForAward(**HERE, unit="b", form="co-tinh")
    correct = Correct(positions=(at,), concerns=merit.tags(), instead=instead)
    asked = given(*facts).when(correct)
    asked.because("nhầm").refused("unusual-in-correction")
    assert asked.because("nhầm; tỉnh cho thêm một cờ").accepted()


def test_a_grant_that_a_source_reports_without_nomination_takes_a_place_of_the_quota():
    quota = QuotaSet(**HERE, form="co-tinh", asked=1)
    granted = AwardGranted(**HERE, unit="a", form="co-tinh", reported=True)
    second = NominateForAward(**HERE, unit="b", form="co-tinh")
    world = (*MEMBERS, RESULT, quota, granted)
    given(*world).when(second).refused("quota-exceeded", count=1, quota=1)
    [row] = project(Quotas("cum", 2020), ledger_with(*world)).rows()
    assert (row.nominated, row.granted) == (1, 1)
    annulled = AwardAnnulled(**HERE, unit="a", form="co-tinh", number="2", on=TODAY)
    assert given(*world, annulled).when(second).accepted()


def test_a_grant_beyond_what_was_approved_needs_words():
    quota = QuotaSet(**HERE, form="co-tinh", asked=2, approved=1)
    granted = AwardGranted(**HERE, unit="a", form="co-tinh", number="1", on=TODAY)
    grant = GrantAward(**HERE, unit="b", form="co-tinh", number="2", on=TODAY)
    facts = (*MEMBERS, RESULT, quota, flag("a"), flag("b"), granted)
    asked = given(*facts).today(TODAY).when(grant)
    asked.refused("approved-exceeded", count=1)
    assert asked.because("quyết định bổ sung").accepted()


def test_a_quota_below_what_is_nominated_needs_words():
    facts = (*MEMBERS, RESULT, flag("a"), flag("b"))
    given(*facts).when(SetQuota(**HERE, form="co-tinh", asked=1)).refused("quota-below-nominated")
    assert given(*facts).when(SetQuota(**HERE, form="co-tinh", asked=2)).accepted()
    given(*facts).when(SetQuota(**HERE, form="co-tinh")).refused("no-quota-number")


def test_quotas_are_copied_into_a_year_without_any():
    asked = QuotaSet(**HERE, form="co-tinh", asked=1, approved=1, number="1/QĐ")
    copy = CopyQuotas(cluster="cum", year=2021, source_year=2020)
    new = QuotaSet(cluster="cum", year=2021, form="co-tinh", asked=1)
    given(*MEMBERS, asked).when(copy).then(new)
    given(*MEMBERS, asked, new).when(copy).refused("quotas-there", year=2021)
    given(*MEMBERS).when(copy).refused("no-quotas", year=2020)


def test_a_unit_on_hold_is_not_nominated():
    on_hold = UnitHeld(**HERE, unit="a", ground="inspection")
    command = NominateForAward(**HERE, unit="a", form="co-tinh")
    given(*MEMBERS, on_hold, RESULT).when(command).refused("held-no-award", unit="a")


def test_the_table_counts_what_was_nominated_and_granted():
    granted = AwardGranted(**HERE, unit="a", form="co-tinh", number="1", on=TODAY)
    quota = QuotaSet(**HERE, form="co-tinh", asked=2, approved=1)
    (row,) = project(Quotas(), ledger_with(quota, flag("a"), flag("b"), granted)).rows()
    assert (row.asked, row.nominated, row.approved, row.granted) == (2, 2, 1, 1)


def test_a_quota_is_set_once_and_not_below_what_was_granted():
    one = SetQuota(**HERE, form="co-tinh", approved=1)
    known = QuotaSet(**HERE, form="co-tinh", approved=1)
    given(*MEMBERS, known).when(one).refused("quota-already-set", form="co-tinh", year=2020)
    granted = [
        AwardGranted(**HERE, unit=unit, form="co-tinh", number="1/QĐ", on=TODAY) for unit in "ab"
    ]
    two = given(*MEMBERS, RESULT, flag("a"), flag("b"), *granted)
    two.when(one).refused("quota-below-granted", count=2, quota=1)
    two.because("theo công văn").when(one).accepted()


def test_a_unit_without_a_place_is_nominated_only_with_a_reason():
    scored = replace(RESULT, places=RESULT.places[:2], basis="scores")
    third = NominateForAward(**HERE, unit="c", form="co-tinh")
    given(*MEMBERS, scored).when(third).refused("nominated-unranked", unit="c")
    given(*MEMBERS, scored).because("vượt khó").when(third).accepted()


def test_a_coefficient_is_not_negative():
    less = DefineAwardForm(form="khac", name="Khác", coefficient=Decimal(-1))
    given().when(less).refused("coefficient-negative", coefficient=Decimal(-1))


MERIT: Fields = {**HERE, "unit": "a", "form": "bk-tinh"}


def test_one_achievement_does_not_receive_two_awards_without_words():
    begun = given(*MEMBERS, RESULT, flag("a"))
    begun.when(NominateForAward(**MERIT)).refused(
        "same-achievement", unit="a", form="bk-tinh", nominated_form="co-tinh", cluster="cum"
    )
    assert begun.because("khen theo chuyên đề").accepted()
    granted = AwardGranted(**HERE, unit="a", form="co-tinh", number="1/QĐ", on=date(2021, 1, 14))
    given(*MEMBERS, RESULT, flag("a"), granted).when(NominateForAward(**MERIT)).refused(
        "same-achievement", known_form="co-tinh"
    )


@pytest.mark.parametrize("form", ["co-chinh-phu", "ttldxs"])
def test_what_goes_together_is_no_second_award_in_either_order(form):
    other: Fields = {**HERE, "unit": "a", "form": form}
    given(*MEMBERS, RESULT, flag("a")).when(NominateForAward(**other)).then(AwardNominated(**other))
    given(*MEMBERS, RESULT, AwardNominated(**other)).when(
        NominateForAward(**HERE, unit="a", form="co-tinh")
    ).then(flag("a"))


def test_what_goes_together_is_data_of_the_ledger():
    together = AwardFormDefined(form="bk-tinh", name="Bằng khen", with_form="co-tinh")
    given(*MEMBERS, RESULT, together, flag("a")).when(NominateForAward(**MERIT)).then(
        AwardNominated(**MERIT)
    )


def test_a_refused_award_leaves_the_achievement_without_one():
    denied = AwardDenied(**HERE, unit="a", form="co-tinh")
    given(*MEMBERS, RESULT, flag("a"), denied).when(NominateForAward(**MERIT)).then(
        AwardNominated(**MERIT)
    )


def test_an_award_that_a_source_reports_is_of_the_same_achievement():
    given(*MEMBERS, RESULT, flag("a")).when(RecordGrant(**MERIT)).refused("same-achievement")


def test_a_form_that_another_goes_with_stays_defined():
    other = AwardFormDefined(form="co-xa", name="Cờ xã")
    together = AwardFormDefined(form="bk-xa", name="Bằng khen xã", with_form="co-xa")
    back = Retract(positions=(1,), concerns=other.tags())
    given(other, together).because("ghi nhầm").when(back).refused("form-in-use", form="co-xa")
