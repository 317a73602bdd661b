"""What a line refuses, and how it names the choices that it has."""

from __future__ import annotations

import pytest

from events.awards import GrantAward, NominateForAward
from events.emulation_movements import LaunchMovement
from events.errors import BadInput, Refused
from events.meetings import RecordAttendance
from events.membership import AdmitUnit
from events.procedures import MATTERS
from events.ranking import AdoptResult
from events.unit_commands import FoundUnit
from tests.form_app import HERE, STARTED, TODAY, session
from tests.line_world import AT, WORLD, line, meant, placed, wrong
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line.parser import parse_line
from thidua_tui.i18n.messages import LANGUAGES, Words


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("", "line-empty", {}),
        ("xyz stc", "verb-unknown", {"word": "xyz", "near": ""}),
        ("bau truongcu", "verb-unknown", {"word": "bau"}),
        ("tc", "argument-missing", {"name": "unit"}),
        ("tc xyz", "word-unknown", {"word": "xyz"}),
        ("tc vp", "several-meant", {"count": 3}),
        ("tc sở", "several-meant", {"count": 3}),
        ("tc sô", "word-unknown", {"word": "sô"}),  # a mark that was typed must be there
        ('tc "stc', "quote-open", {"value": "stc"}),
        ("tc stc foo=1", "field-unknown", {"name": "foo"}),
        ("tc stc năm=2020 year=2021", "field-twice", {}),
        ("đến xyz", "no-such-unit", {"word": "xyz"}),
        ("đến xyz 8:05", "no-such-unit", {"word": "xyz"}),
        ("về xyz", "no-such-unit", {"word": "xyz"}),
        ("vắng xyz có phép", "no-such-unit", {"word": "xyz"}),
        ("arrive xyz", "no-such-unit", {"word": "xyz"}),
        ("tc stc snv", "word-unknown", {"word": "snv"}),
        ("về stc stc", "argument-unasked", {"name": "proxy"}),
        ("tc stc 31/2/2020", "argument-wrong", {"name": "on"}),
        ("tc stc 14/1/21", "argument-wrong", {"name": "on"}),
        ("tc stc phiếu=8/7", "argument-wrong", {"name": "votes"}),
        ("diem stc II.3 1.000", "argument-wrong", {"name": "points"}),
        ("diem stc I.1=1 500", "word-unknown", {"word": "500"}),
        ("diem stc 5 I.1=9", "field-twice", {}),
        ("diem stc I.1=9 i.1=8", "named-again", {"name": "i.1"}),
        ("dd stc stc", "named-again", {}),
        ('pt "a" "b" "c"', "text-too-many", {"value": "c"}),
        ("huy 99", "no-such-entry", {"position": 99}),
        ("đính chính 2", "nothing-corrected", {"position": 2}),
        ("cụm xyz", "no-match", {}),
        ("năm", "line-unfinished", {}),
        ("năm hai", "not-a-year", {}),
        ("xem gì đó", "table-unknown", {}),
        ("x" * 20_001, "too-long", {}),
    ],
)
def test_a_refusal_names_what_is_wrong(text, code, facts):
    error = wrong(text)
    assert isinstance(error, BadInput)
    assert (error.code, {name: error.facts.get(name) for name in facts}) == (code, facts)
    for lang in LANGUAGES:
        assert code not in Words(lang).refusal(error)


def test_an_unknown_table_is_refused_with_the_names_of_the_chosen_language():
    tables = {lang: line("xem gì đó", lang=lang).wrong.facts["tables"] for lang in LANGUAGES}
    assert "xếp hạng" in tables["vi"]
    assert "ranking" in tables["en"]
    assert "xếp hạng" not in tables["en"]


@pytest.mark.parametrize(
    "text", ["đổi tên: stc Sở Tài chính mới", "rename unit: stc Sở Tài chính mới"]
)
def test_a_colon_may_follow_what_an_act_is_called(text):
    assert meant(text) == meant(text.replace(":", "", 1))


def test_an_unknown_verb_is_refused_with_the_nearest():
    assert "bầu trưởng cụm" in wrong("bau trougn cum stc").facts["near"]


def test_a_name_that_several_may_have_is_refused_with_their_codes():
    assert "vp-hdnd" in wrong("tc vp").facts["names"]


def test_a_word_that_names_a_unit_and_a_form_is_refused_and_not_guessed():
    twin = FoundUnit(unit="gk", name="Gia Khánh")
    joins = AdmitUnit(**AT, unit="gk")
    error = wrong("xin không xét gk", twin, joins)
    assert error.code == "word-ambiguous"
    assert "Gia Khánh" in error.facts["meanings"]
    assert "Giấy khen" in error.facts["meanings"]
    assert meant("xin không xét đơn-vị=gk gk", twin, joins).form == "giay-khen"


@pytest.mark.parametrize("text", ["bm", "khách An"])
def test_why_an_act_is_off_is_said_before_what_is_missing(text):
    error = parse_line(text, ActContext(session(*STARTED), HERE, Words("vi"))).wrong
    assert isinstance(error, Refused)
    assert error.code == "act-off"


PLACES = AdoptResult(**AT, places=placed("1 vp-hdnd", "2 snv", "2 stc"))
TIED = AdoptResult(**AT, places=placed("1 vp-hdnd", "1 snv"))
FLAG = NominateForAward(**AT, unit="vp-hdnd", form="co-tinh")
MERIT = NominateForAward(**AT, unit="snv", form="bk-tinh")
GRANTED = tuple(
    GrantAward(**AT, unit=of.unit, form=of.form, number=f"{n}/QĐ", on=TODAY)
    for n, of in enumerate((FLAG, MERIT), 1)
)
TWO = tuple(LaunchMovement(movement=code, name=code * 3) for code in ("pta", "ptb"))
HERE_NOW = (RecordAttendance(meeting="tk", units=("stc",)),)
SEVERAL = [
    ("dn", (TIED,), "unit", ("vp-hdnd", "snv"), "snv cờ"),
    ("qd 3/QĐ 1/6/2020", (PLACES, FLAG, MERIT), "award", ("vp-hdnd/co-tinh", "snv/bk-tinh"), "snv"),
    ("kkt", (PLACES, FLAG, MERIT), "award", ("vp-hdnd/co-tinh", "snv/bk-tinh"), "snv"),
    ("rdn vì nhầm", (PLACES, FLAG, MERIT), "award", ("vp-hdnd/co-tinh", "snv/bk-tinh"), "snv"),
    ("tr", (PLACES, FLAG, MERIT, *GRANTED), "award", ("vp-hdnd/co-tinh", "snv/bk-tinh"), "snv"),
    (
        "hqd 5/QĐ vì sai",
        (PLACES, FLAG, MERIT, *GRANTED),
        "award",
        ("vp-hdnd/co-tinh", "snv/bk-tinh"),
        "award=snv/bk-tinh",
    ),
    ("dk", TWO, "movement", ("pta", "ptb"), "ptb"),
    ("open-vote", HERE_NOW, "matter", MATTERS, "bình xét"),
]


@pytest.mark.parametrize(("text", "more", "field", "codes", "named"), SEVERAL)
def test_a_choice_of_several_is_refused_with_all_of_them_and_never_the_first(
    text, more, field, codes, named
):
    error = wrong(text, *more)
    assert (error.code, error.facts["name"]) == ("several-possible", field)
    assert error.facts["count"] == len(codes)
    assert all(f"({code})" in error.facts["names"] for code in codes)
    verb, _, rest = text.partition(" ")
    assert meant(f"{verb} {named} {rest}", *more)


ONE = [
    ("dn", (PLACES,), {"unit": "vp-hdnd"}),
    ("dn", (PLACES, FLAG, MERIT), {"unit": "stc"}),
    ("qd 3/QĐ 1/6/2020", (PLACES, FLAG), {"unit": "vp-hdnd"}),
    ("tr", (PLACES, FLAG, MERIT, GRANTED[1]), {"unit": "snv"}),
    ("dk", TWO[:1], {"movement": "pta"}),
    ("yk Hay", (), {"meeting": "tk"}),
]


@pytest.mark.parametrize(("text", "more", "taken"), ONE)
def test_a_choice_of_one_is_taken(text, more, taken):
    command = meant(text, *more)
    assert {name: getattr(command, name) for name in taken} == taken


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_every_first_answer_that_is_one_of_many_says_among_which(act):
    """Only what follows from the place, the item of the agenda or the form is no choice."""
    many = [f for f in act.fields if f.kind == "pick" and f.default and not f.among]
    assert {field.name for field in many} <= {
        "unit",
        "form",
        "item",
        "after",
        "opens",
        "of_cluster",
        "after_form",
        "with_form",
        "outgoing",
        "incoming",
    }
    here = ActContext(session(*WORLD), HERE)
    assert all(f.default and not f.default(here, {}) for f in many if f.name == "unit")
