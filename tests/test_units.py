"""Units: a code for life, names that are dated facts, and five ways to end or change."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from events.award_events import AwardAnnulled, AwardGranted
from events.errors import BadInput
from events.membership import RosterRecorded, UnitJoined, UnitLeft
from events.reorganisation import (
    AbsorbUnit,
    DissolveUnit,
    FunctionTakenOver,
    MergeUnits,
    SplitUnit,
    TakeOverFunction,
)
from events.store.sanitise import checked
from events.unit_commands import FoundUnit, RenameUnit
from events.units import (
    Heir,
    UnitAbsorbed,
    UnitDissolved,
    UnitFounded,
    UnitRenamed,
    UnitsMerged,
    UnitSplit,
)
from tests import spec
from tests.facts import CUM, FLAG, HERE, NEXT, A, B, C, Fields
from tests.spec import entry
from thidua_tui.i18n.messages import Words
from views.names import Names

MARCH = date(2025, 3, 1)


def given(*facts: spec.FactTree) -> spec.given:
    """What was recorded, on a day after the reorganisation."""
    return spec.given(*facts).today(date(2026, 6, 1))


STC = UnitFounded(unit="stc", name="Sở Tài chính")
SKHDT = UnitFounded(unit="skhdt", name="Sở Kế hoạch và Đầu tư")
MERGER: Fields = {
    "units": ("stc", "skhdt"),
    "into": "stc-2025",
    "name": "Sở Tài chính",
    "on": MARCH,
}


# Founding and names


def test_a_unit_is_founded_with_a_code_and_a_name():
    named: Fields = {
        "unit": "stc",
        "name": "Sở Tài chính",
        "short": "Sở TC",
        "on": date(1990, 1, 1),
    }
    given().when(FoundUnit(**named)).then(UnitFounded(**named))


def test_a_code_is_given_once():
    given(STC).when(FoundUnit(unit="stc", name="Sở Tư pháp")).refused("unit-exists", unit="stc")


def test_a_code_is_given_once_also_after_its_unit_ended():
    ended = UnitDissolved(unit="stc", on=MARCH)
    given(STC, ended).when(FoundUnit(unit="stc", name="Sở Mới")).refused("unit-exists", unit="stc")


def test_the_code_of_a_unit_that_came_of_a_merger_or_a_split_is_given_once():
    merged, new = UnitsMerged(**MERGER), FoundUnit(unit="stc-2025", name="Sở Mới")
    given(STC, SKHDT, merged).when(new).refused("unit-exists", unit="stc-2025")
    split = UnitSplit(
        unit="stc", into=(Heir(unit="x", name="X"), Heir(unit="y", name="Y")), on=MARCH
    )
    given(STC, split).when(FoundUnit(unit="y", name="Z")).refused("unit-exists", unit="y")


def test_a_living_units_name_is_its_own():
    given(STC).when(FoundUnit(unit="stc2", name="Sở Tài chính")).refused(
        "name-taken", name="Sở Tài chính", unit="stc"
    )


def test_names_that_differ_only_in_marks_case_or_spaces_are_asked_about():
    given(STC).when(FoundUnit(unit="stc2", name="So  tai chinh")).refused(
        "name-twin", name="So  tai chinh", other="Sở Tài chính", unit="stc"
    )


@pytest.mark.parametrize(
    "name",
    [
        "Sở Tài сhính",
        "Ѕở Tài chính",
        "Sở Tài ᴄhính",
        "S\u03bf\u031b\u0309 Tài chính",
        "Một tên khác hẳn сủa Sở",
    ],
    ids=ascii,
)
def test_a_new_name_with_a_letter_of_another_alphabet_is_refused_as_such(name):
    """Letters of another alphabet come with what is copied: Cyrillic, Greek, phonetic."""
    for command in (
        FoundUnit(unit="x", name=name),
        FoundUnit(unit="x", name=name, distinct=True),
        FoundUnit(unit="x", name="Sở X", short=name),
        RenameUnit(unit="skhdt", name=name, on=MARCH),
        MergeUnits(units=("a", "b"), into="z", name=name, on=MARCH),
        split_of_a(name),
    ):
        with pytest.raises(BadInput, match="foreign-letter"):
            checked(command)


@pytest.mark.parametrize("wrong", ["Sở Ðầu tư", "Sở Đầu tư".replace("S", "Ѕ"), "Sở Đầu tư\u00ad"])
def test_a_right_name_is_not_blamed_for_a_wrong_letter_in_the_ledger(wrong):
    """The refusal names the wrong letter, and the name can be put right."""
    old = UnitFounded(unit="skhat", name=wrong)
    right = FoundUnit(unit="sdt", name="Sở Đầu tư")
    given(old).when(right).refused("name-taken-misspelt", unit="skhat", name="Sở Đầu tư")
    renamed = RenameUnit(unit="skhat", name="Sở Đầu tư", on=MARCH)
    given(old).when(renamed).then(UnitRenamed(unit="skhat", name="Sở Đầu tư", on=MARCH))


@pytest.mark.parametrize("name", ["Sở Đầu tư - Kế hoạch", "Sở Đầu tư \u2010 Kế hoạch"])
def test_a_name_that_differs_only_in_a_dash_is_anothers_whatever_is_said(name):
    old = UnitFounded(unit="a", name="Sở Đầu tư – Kế hoạch")
    for distinct in (False, True):
        found = FoundUnit(unit="x", name=name, distinct=distinct)
        given(old).when(found).refused("name-looks-taken", unit="a")


def split_of_a(name: str) -> SplitUnit:
    heirs = (Heir(unit="y", name="Sở Ypsilon"), Heir(unit="z", name=name))
    return SplitUnit(unit="a", into=heirs, on=MARCH)


def test_a_name_may_be_typed_composed_or_not():
    apart = unicodedata.normalize("NFD", "Sở Tài chính")
    assert apart != "Sở Tài chính"
    given(STC).when(FoundUnit(unit="x", name=apart)).refused("name-taken", unit="stc")


def test_two_communes_may_differ_in_one_mark_when_it_is_meant():
    hoa = UnitFounded(unit="tan-hoa", name="Tân Hòa")
    other: Fields = {"unit": "tan-hoa-2", "name": "Tân Hóa"}
    given(hoa).when(FoundUnit(**other, distinct=True)).then(UnitFounded(**other))


def test_the_name_of_a_unit_that_ended_is_free():
    other: Fields = {"unit": "stc2", "name": "Sở Tài chính"}
    given(STC, UnitDissolved(unit="stc", on=MARCH)).when(FoundUnit(**other)).then(
        UnitFounded(**other)
    )


def test_a_name_that_was_given_up_is_free():
    renamed = UnitRenamed(unit="stc", name="Sở Ngân khố", on=date(2010, 1, 1))
    other: Fields = {"unit": "stc2", "name": "Sở Tài chính"}
    given(STC, renamed).when(FoundUnit(**other)).then(UnitFounded(**other))


def test_a_unit_is_renamed_from_a_day_on():
    new: Fields = {"unit": "stc", "name": "Sở Tài chính – Vật giá", "on": date(2000, 1, 1)}
    given(STC).when(RenameUnit(**new)).then(UnitRenamed(**new))


def test_a_renaming_changes_the_name():
    same = RenameUnit(unit="stc", name="Sở Tài chính", on=date(2000, 1, 1))
    given(STC).when(same).refused("same-name", unit="stc")


def test_a_unit_may_get_a_name_that_differs_from_its_own_in_marks_only():
    new: Fields = {"unit": "stc", "name": "Sở Tài Chính", "on": date(2000, 1, 1)}
    given(STC).when(RenameUnit(**new)).then(UnitRenamed(**new))


def test_a_unit_is_not_renamed_to_another_units_name():
    new = RenameUnit(unit="stc", name="Sở Kế hoạch và đầu tư", on=MARCH)
    given(STC, SKHDT).when(new).refused("name-twin", unit="skhdt")


def test_a_renaming_is_of_a_unit_that_is_known():
    given().when(RenameUnit(unit="stc", name="X", on=MARCH)).refused("unknown-unit", unit="stc")


def test_a_unit_that_ended_is_not_renamed_after_its_end():
    ended = UnitDissolved(unit="stc", on=MARCH)
    given(STC, ended).when(RenameUnit(unit="stc", name="X", on=date(2025, 4, 1))).refused(
        "unit-ended", unit="stc", ended=MARCH
    )


def test_an_old_renaming_is_entered_late_also_of_a_unit_that_ended_since():
    new: Fields = {"unit": "stc", "name": "Sở Tài chính – Vật giá", "on": date(2000, 1, 1)}
    given(STC, UnitDissolved(unit="stc", on=MARCH)).when(RenameUnit(**new)).then(UnitRenamed(**new))


def test_a_unit_is_not_renamed_before_it_was_founded():
    founded = UnitFounded(unit="stc", name="Sở Tài chính", on=date(1990, 1, 1))
    early = RenameUnit(unit="stc", name="X", on=date(1989, 12, 31))
    given(founded).when(early).refused("unit-not-yet-founded", unit="stc", founded=founded.on)


def test_the_day_of_a_name_decides_and_not_the_order_of_typing():
    """An old name entered late does not become the latest one."""
    now = UnitRenamed(unit="stc", name="Sở Ba", on=date(2015, 1, 1))
    late = UnitRenamed(unit="stc", name="Sở Hai", on=date(2005, 1, 1))
    given(STC, now, late).when(FoundUnit(unit="x", name="Sở Ba")).refused("name-taken", unit="stc")
    free: Fields = {"unit": "x", "name": "Sở Hai"}
    given(STC, now, late).when(FoundUnit(**free)).then(UnitFounded(**free))


# Absorb, merge, split, dissolve


def test_a_living_unit_takes_another_in():
    into: Fields = {"unit": "a", "into": "b", "on": MARCH}
    given(A, B).when(AbsorbUnit(**into)).then(UnitAbsorbed(**into))


def test_a_unit_does_not_take_itself_in():
    given(A).when(AbsorbUnit(unit="a", into="a", on=MARCH)).refused("into-itself", unit="a")
    give = TakeOverFunction(unit="a", into="a", function="Giá", on=MARCH)
    given(A).when(give).refused("into-itself", unit="a")


def test_a_unit_ends_once():
    over = UnitAbsorbed(unit="a", into="b", on=MARCH)
    facts = {"unit": "a", "ended": MARCH}
    ended = given(A, B, C, over)
    ended.when(DissolveUnit(unit="a", on=date(2026, 1, 1))).refused("unit-ended", **facts)
    ended.when(DissolveUnit(unit="a", on=date(2020, 1, 1))).refused("unit-ended", **facts)
    ended.when(AbsorbUnit(unit="a", into="c", on=MARCH)).refused("unit-ended", **facts)
    merge = MergeUnits(units=("a", "c"), into="x", name="X", on=MARCH)
    ended.when(merge).refused("unit-ended", **facts)
    heirs = (Heir(unit="x", name="X"), Heir(unit="y", name="Y"))
    ended.when(SplitUnit(unit="a", into=heirs, on=MARCH)).refused("unit-ended", **facts)


def test_who_takes_in_lives_on_that_day():
    gone = UnitDissolved(unit="b", on=date(2024, 1, 1))
    given(A, B, gone).when(AbsorbUnit(unit="a", into="b", on=MARCH)).refused(
        "unit-ended", unit="b", ended=date(2024, 1, 1)
    )
    early: Fields = {"unit": "a", "into": "b", "on": date(2018, 1, 1)}
    given(A, B, gone).when(AbsorbUnit(**early)).then(UnitAbsorbed(**early))


def test_a_merger_makes_a_new_unit_of_several_maybe_of_an_old_name():
    """Sở Tài chính before and after 01/03/2025: one name, two identities."""
    given(STC, SKHDT).when(MergeUnits(**MERGER)).then(UnitsMerged(**MERGER))


def test_a_merger_needs_two_units():
    alone = MergeUnits(**MERGER | {"units": ("stc",)})
    given(STC).when(alone).refused("too-few-units", least=2)


def test_a_merger_names_each_unit_once():
    twice = MergeUnits(**MERGER | {"units": ("stc", "skhdt", "stc")})
    given(STC, SKHDT).when(twice).refused("named-twice", unit="stc")


def test_a_merger_gives_a_new_code():
    old = MergeUnits(**MERGER | {"into": "stc"})
    given(STC, SKHDT).when(old).refused("unit-exists", unit="stc")


def test_a_merged_unit_does_not_bear_a_bystanders_name():
    taken = MergeUnits(**MERGER | {"name": "Sở A"})
    given(STC, SKHDT, A).when(taken).refused("name-taken", unit="a")


def test_a_split_makes_several_units_of_one():
    heirs = (Heir(unit="x", name="Sở A"), Heir(unit="y", name="Sở Y"))
    split: Fields = {"unit": "a", "into": heirs, "on": MARCH}
    given(A).when(SplitUnit(**split)).then(UnitSplit(**split))


def test_of_a_split_come_at_least_two_with_codes_and_names_of_their_own():
    def split(*heirs: tuple[str, str]) -> SplitUnit:
        into = tuple(Heir(unit=code, name=name) for code, name in heirs)
        return SplitUnit(unit="a", into=into, on=MARCH)

    given(A).when(split(("x", "X"))).refused("too-few-units", least=2)
    given(A).when(split(("x", "X"), ("x", "Y"))).refused("named-twice", unit="x")
    given(A).when(split(("x", "X"), ("y", "X"))).refused("same-name", unit="a")
    given(A, B).when(split(("x", "X"), ("b", "Y"))).refused("unit-exists", unit="b")
    given(A, B).when(split(("x", "X"), ("y", "Sở B"))).refused("name-taken", unit="b")


def test_a_unit_is_dissolved():
    given(A).when(DissolveUnit(unit="a", on=MARCH)).then(UnitDissolved(unit="a", on=MARCH))


def test_a_unit_does_not_end_before_it_was_founded():
    founded = UnitFounded(unit="a", name="Sở A", on=date(2020, 6, 1))
    day: Fields = {"on": date(2020, 5, 31), "earliest": date(2020, 6, 1), "unit": "a"}
    given(founded).when(DissolveUnit(unit="a", on=day["on"])).refused("ended-before-founded", **day)


def test_a_unit_that_came_of_a_merger_does_not_end_before_it():
    given(STC, SKHDT, UnitsMerged(**MERGER)).when(
        DissolveUnit(unit="stc-2025", on=date(2025, 2, 1))
    ).refused("ended-before-founded", unit="stc-2025", earliest=MARCH)


def test_a_unit_does_not_end_before_a_year_in_which_it_is_a_member():
    end = DissolveUnit(unit="a", on=date(2020, 7, 1))
    here = RosterRecorded(**HERE, units=("a", "b"))
    given(A, B, CUM, here).when(end).then(UnitDissolved(unit="a", on=end.on))
    later = RosterRecorded(**NEXT, units=("a", "b"))
    given(A, B, CUM, here, later).when(end).refused("active-later", unit="a", on=end.on, year=2021)
    left = UnitLeft(**NEXT, unit="a")  # it left, so it was a member as the year began
    given(A, B, CUM, here, later, left).when(end).refused("active-later", year=2021, position=5)
    rejoined = (RosterRecorded(**NEXT, units=("b",)), UnitJoined(**NEXT, unit="a"))
    given(A, B, CUM, rejoined).when(end).refused("active-later", year=2021)


def test_a_unit_does_not_end_before_an_award_that_it_holds():
    """Whichever is typed first: a dissolved unit gets no award."""
    granted = AwardGranted(**FLAG, number="1/QĐ", on=date(2021, 3, 1))
    end = DissolveUnit(unit="a", on=date(2021, 3, 1))
    given(A, granted).when(end).refused("active-later", unit="a", year=2021)
    later = DissolveUnit(unit="a", on=date(2021, 3, 2))
    given(A, granted).when(later).then(UnitDissolved(unit="a", on=later.on))
    annulled = AwardAnnulled(**FLAG, number="2/QĐ", on=date(2021, 4, 1))
    given(A, granted, annulled).when(end).then(UnitDissolved(unit="a", on=end.on))
    other = AwardGranted(**FLAG | {"unit": "b"}, number="1/QĐ", on=date(2021, 3, 1))
    given(A, B, other).when(end).then(UnitDissolved(unit="a", on=end.on))


def test_a_function_moves_between_two_units_that_live_on():
    moved: Fields = {"unit": "a", "into": "b", "function": "Giảm nghèo", "on": MARCH}
    given(A, B).when(TakeOverFunction(**moved)).then(FunctionTakenOver(**moved))


def test_a_function_does_not_move_to_a_unit_that_is_gone():
    gone = UnitDissolved(unit="b", on=date(2025, 2, 1))
    moved = TakeOverFunction(unit="a", into="b", function="Giảm nghèo", on=MARCH)
    given(A, B, gone).when(moved).refused("unit-ended", unit="b")


def test_a_function_does_not_move_to_a_unit_that_is_not_there_yet():
    moved = TakeOverFunction(unit="a", into="stc-2025", function="Giá", on=date(2025, 2, 1))
    given(A, STC, SKHDT, UnitsMerged(**MERGER)).when(moved).refused(
        "unit-not-yet-founded", unit="stc-2025", founded=MARCH
    )


def test_rename_without_a_short_name_keeps_the_short_name():
    founded = UnitFounded(unit="tp", name="Sở Tư pháp", short="Sở TP")
    day = date(2020, 3, 1)
    given(founded).when(RenameUnit(unit="tp", name="Sở Tư pháp Lạng Sơn", on=day)).then(
        UnitRenamed(unit="tp", name="Sở Tư pháp Lạng Sơn", short="Sở TP", on=day)
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sentence_of_a_renaming_names_the_unit_as_before(lang):
    names = Names()
    renamed = UnitRenamed(unit="tp", name="Sở Mới", on=date(2020, 3, 1))
    for fact in (UnitFounded(unit="tp", name="Sở Cũ"), renamed):
        names.apply(entry(fact))
    said = Words(lang).sentence(renamed, names)
    assert said.startswith("Sở Cũ ")
    assert "Sở Mới" in said
