"""Sentences of facts of which the source says little."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from events.award_events import AwardNominated
from events.clusters import ClusterDissolved, ClusterFounded, ClusterRenamed
from events.compacts import CompactSignature
from events.corrections import EntriesRetracted
from events.event import Event, event_types, name_of
from events.meetings import RemarkRecorded
from events.reorganisation import FunctionTakenOver
from events.result_events import Place, ResultAdopted
from events.roles import HeadElected
from events.units import (
    Heir,
    UnitAbsorbed,
    UnitDissolved,
    UnitFounded,
    UnitRenamed,
    UnitsMerged,
    UnitSplit,
)
from events.voting import Tally
from tests.facts import Fields
from tests.spec import entry
from thidua_tui.i18n.messages import CHANGING, LANGUAGES, Codes, Words
from thidua_tui.screens.entry_detail import entry_facts, field_facts
from views.names import NAMED, Names


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ({"speaker": "An", "unit": "stc"}, "An (stc) – bổ sung: X"),
        ({"speaker": "An"}, "An – bổ sung: X"),
        ({"unit": "stc"}, "stc – bổ sung: X"),
        ({}, "Phát biểu tại hội nghị – bổ sung: X"),
    ],
)
def test_a_remark_by_nobody_known_does_not_begin_with_a_dash(who, told):
    remark = RemarkRecorded(meeting="m", cluster="c", year=2020, kind="addition", text="X", **who)
    assert Words("vi").sentence(remark, Codes()) == told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_of_every_event_has_a_name_for_people(lang):
    """The page of an entry tells each field; none by the name that it has in the code."""
    words = Words(lang)
    fields = {field for kind in event_types().values() for field in kind.__struct_fields__}
    keys = {field: (f"screen.field.{field}", f"acts.field.{field}") for field in fields}
    assert [field for field, tries in keys.items() if not any(map(words.find, tries))] == []


VI = Words("vi")
DAY = date(2020, 3, 1)
A: Fields = {"unit": "a"}
B: Fields = {"unit": "b"}
TO_B = UnitRenamed(**A, name="Sở Giữa", on=DAY)
CHANGES = {
    "unit-renamed": (UnitRenamed(**A, name="Sở Mới", on=DAY), "{} → Sở Mới"),
    "unit-absorbed": (UnitAbsorbed(**A, into="b", on=DAY), "{} → Sở B"),
    "units-merged": (
        UnitsMerged(units=("a", "b"), into="c", name="Sở Chung", on=DAY),
        "{}; Sở B → Sở Chung",
    ),
    "unit-split": (
        UnitSplit(**A, into=(Heir(unit="d", name="Sở D"), Heir(unit="e", name="Sở E")), on=DAY),
        "{} → Sở D; Sở E",
    ),
    "unit-dissolved": (UnitDissolved(**A, on=DAY), "{}"),
    "function-taken-over": (
        FunctionTakenOver(unit="b", into="a", function="đất đai", on=DAY),
        "{} → đất đai → Sở B",
    ),
    "cluster-renamed": (ClusterRenamed(cluster="k", name="Cụm mới", on=DAY), "{} → Cụm mới"),
    "cluster-dissolved": (ClusterDissolved(cluster="k", on=DAY), "{}"),
}
"""Event -> an example, and the names that its sentence has, in order; `{}` is the old name."""
WORLD = (
    UnitFounded(**A, name="Sở Cũ"),
    UnitFounded(**B, name="Sở B"),
    ClusterFounded(cluster="k", name="Cụm cũ"),
)
LATER = (
    UnitRenamed(**A, name="Sở Sau", on=date(2021, 1, 1)),
    UnitRenamed(**B, name="Sở B Sau", on=date(2021, 1, 1)),
    ClusterRenamed(cluster="k", name="Cụm sau", on=date(2021, 1, 1)),
)
RENAMED: dict[str, UnitRenamed | ClusterRenamed] = {
    "unit": TO_B,
    "cluster": ClusterRenamed(cluster="k", name="Cụm giữa", on=DAY),
}


def thing(name: str) -> str:
    return "cluster" if name.startswith("cluster") else "unit"


def names_of(*facts: Event) -> Names:
    found = Names()
    for position, fact in enumerate(facts, 1):
        found.apply(entry(fact, position))
    return found


def in_order(parts: str, sentence: str) -> bool:
    """Whether the names are in the sentence, each after the one before it."""
    at = 0
    for part in parts.replace("; ", " → ").split(" → "):
        found = sentence.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def test_every_act_that_changes_a_thing_has_an_example():
    assert {*CHANGES} == CHANGING
    beginning = {"unit-founded", "cluster-founded", "award-form-defined", "movement-launched"}
    changing = {name_of(kind) for kind in NAMED} - beginning
    assert changing <= CHANGING


@pytest.mark.parametrize("name", CHANGES)
def test_sentence_of_a_change_names_the_thing_as_before_and_after(name):
    """Whatever the thing was called later."""
    event, parts = CHANGES[name]
    old = "Cụm cũ" if thing(name) == "cluster" else "Sở Cũ"
    names = names_of(*WORLD, event, *LATER)
    sentence = Words("vi").sentence(event, names)
    assert in_order(parts.format(old), sentence), sentence
    assert "Sau" not in sentence and "sau" not in sentence
    assert all(part in Words("en").sentence(event, names) for part in (old,))


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "function-taken-over"])
def test_sentence_of_a_second_change_of_a_day_names_what_the_first_one_gave(name):
    event, parts = CHANGES[name]
    first = RENAMED[thing(name)]
    sentence = Words("vi").sentence(event, names_of(*WORLD, first, event, *LATER))
    assert in_order(parts.format(first.name), sentence), sentence
    old = "Cụm cũ" if thing(name) == "cluster" else "Sở Cũ"
    assert old not in sentence
    of_the_first = Words("vi").sentence(first, names_of(*WORLD, first, event, *LATER))
    assert in_order(f"{old} → {first.name}", of_the_first)


@pytest.mark.parametrize("name", CHANGES)
def test_sentence_of_a_change_that_is_not_recorded_yet_comes_last_of_its_day(name):
    event, parts = CHANGES[name]
    first = RENAMED[thing(name)]
    known = Words("vi").sentence(event, names_of(*WORLD, first))
    old = "Sở Cũ" if name == "function-taken-over" else first.name
    assert in_order(parts.format(old), known), known


@pytest.mark.parametrize("kind", RENAMED)
def test_sentence_of_a_corrected_renaming_names_the_old_name_and_not_the_wrong_one(kind):
    """Also of what was renamed again on that day, typed before the correction."""
    first = RENAMED[kind]
    old, wrong = ("Cụm cũ", "Cụm sai") if kind == "cluster" else ("Sở Cũ", "Sở Sai")
    second: Any = CHANGES[f"{kind}-renamed"][0]
    gone = EntriesRetracted(positions=(4,), concerns=first.tags(), place=4)
    typed = (*WORLD, replace(first, name=wrong), second)
    names = names_of(*typed)
    names.apply(entry(gone, 6, act="x"))
    names.apply(entry(first, 7, act="x"))
    words = Words("vi")
    assert in_order(f"{old} → {first.name}", words.sentence(first, names))
    assert in_order(f"{first.name} → {second.name}", words.sentence(second, names))
    assert wrong not in words.sentence(first, names) + words.sentence(second, names)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("meeting", "source"), [("", "direct"), ("m", "room")])
def test_the_detail_of_an_entry_names_the_room_only_in_a_meeting(lang, meeting, source):
    words = Words(lang)
    typed = entry(ClusterFounded(cluster="c", name="C"), meeting=meeting)
    facts = dict(entry_facts(typed, words, Codes()))
    assert facts[words("journal.detail.source")] == words.choice("kind", source)


HERE: Fields = {"cluster": "c", "year": 2021}


def test_the_detail_of_an_entry_has_the_labels_of_the_form_that_recorded_it():
    signed = CompactSignature(**HERE, unit="stc", person="An", office="Giám đốc")
    facts = dict(field_facts(entry(signed), Words("vi"), Codes()))
    assert (facts["Người ký"], facts["Chức vụ"]) == ("An", "Giám đốc")


HEAD = HeadElected(**HERE, unit="stc", on=DAY)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("vi", "Bầu stc làm Trưởng cụm thi đua năm 2021, ngày 01/03/2020."),
        ("en", "stc elected head for 2021, 1 Mar 2020."),
    ],
)
def test_an_election_leaves_out_a_method_that_is_not_recorded(lang, sentence):
    assert Words(lang).sentence(HEAD, Codes()) == sentence


def test_an_election_names_its_method_and_votes():
    votes = Tally(votes_for=7, total=8, of="members")
    head = replace(HEAD, method="secret-ballot", votes=votes)
    assert "hình thức bầu: bỏ phiếu kín, 7/8 đơn vị thành viên" in VI.sentence(head, Codes())


@pytest.mark.parametrize(
    ("form", "to", "sentence"),
    [
        ("bk-tinh", "Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tịch UBND tỉnh tặng Bằng khen cho stc"),
        ("co-tinh", "Ủy ban nhân dân tỉnh", "UBND tỉnh tặng Cờ thi đua cho stc"),
        ("bk-tinh", "Bộ Tài chính", "Bộ Tài chính tặng Bằng khen của Chủ tịch UBND tỉnh cho stc"),
        ("bk-tinh", "", "tặng Bằng khen của Chủ tịch UBND tỉnh cho stc"),
    ],
)
def test_a_nomination_names_who_grants_it_once(form, to, sentence):
    nominated = AwardNominated(**HERE, unit="stc", form=form, addressed_to=to)
    assert VI.sentence(nominated, Codes()) == f"Đề nghị {sentence}, năm 2021."


@pytest.mark.parametrize(
    ("lang", "called"),
    [
        ("vi", ["Nhất", "Nhì", "Ba", "thứ 4", "thứ 21"]),
        ("en", ["1st", "2nd", "3rd", "4th", "21st"]),
    ],
)
def test_a_place_is_called_as_people_call_it(lang, called):
    assert [Words(lang).ordinal(place) for place in (1, 2, 3, 4, 21)] == called
    assert [Words("en").ordinal(place) for place in (11, 12, 13, 111)] == [
        "11th", "12th", "13th", "111th",
    ]  # fmt: skip


def test_a_result_names_its_places():
    places = (Place(place=1, unit="a"), Place(place=2, unit="b"), Place(place=4, unit="d"))
    result = ResultAdopted(**HERE, places=places, basis="agreed")
    assert VI.sentence(result, Codes()).startswith(
        "Kết quả năm 2021 (bình xét): Nhất: a; Nhì: b; thứ 4: d."
    )


def test_a_paper_has_its_day_in_full():
    """As Nghị định 30/2020 writes a day: with a nought before days to 9 and months 1 and 2."""
    assert VI.long_day(date(2021, 1, 4)) == "ngày 04 tháng 01 năm 2021"
    assert VI.long_day(date(2021, 3, 14)) == "ngày 14 tháng 3 năm 2021"
    assert Words("en").long_day(date(2021, 1, 4)) == "4 January 2021"
