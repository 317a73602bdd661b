"""What docs/grammar.md promises: each example of it is a line that is understood so."""

from __future__ import annotations

import re
from functools import cache

import pytest

from events.clusters import FoundCluster
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.rule_book import IssueRules
from events.unit_commands import FoundUnit
from tests import grammar_doc
from tests.facts import ClusterYear
from tests.form_app import session
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line.parser import Line, parse_line
from thidua_tui.command_line.vocabulary import all_phrases, phrases, values, verb_of
from thidua_tui.forms.field_parsing import parse_field
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.location import Location

UNITS = {
    "stc": "Sở Tài chính",
    "stnvmt": "Sở Tài nguyên và Môi trường",
    "sct": "Sở Công Thương",
    "snv": "Sở Nội vụ",
    "sngv": "Sở Ngoại vụ",
    "skhdt": "Sở Kế hoạch và Đầu tư",
    "syt": "Sở Y tế",
    "vp-dbqh": "Văn phòng Đoàn Đại biểu Quốc hội tỉnh",
    "vp-ubnd": "Văn phòng UBND tỉnh",
    "vp-hdnd": "Văn phòng HĐND tỉnh",
    "bdd": "Ban Dân tộc và Đánh giá ý kiến",
    "tkb": "Tổ Biểu quyết, Bổ sung, Bàn giao",
}
"""Names that are like each other, like the words of choices, and like the beginning of both."""
MEMBERS = ("stc", "stnvmt", "sct", "snv", "sngv", "vp-dbqh", "vp-ubnd", "vp-hdnd")


@cache
def ground(lang: str = "vi") -> ActContext:
    """A cluster with two rosters, a rule book and a result."""
    here: ClusterYear = {"cluster": "tmth", "year": 2020}
    book = parse_field(
        ACTS["issue-rules"].field("criteria"),  # type: ignore[arg-type]  # there is such a field
        "I.1; Kế hoạch; 10\nII.3; Báo cáo; 10",
        None,  # type: ignore[arg-type]  # rules ask for nothing that was recorded
        {},
    )
    started = session(
        *(FoundUnit(unit=code, name=name) for code, name in UNITS.items()),
        FoundCluster(cluster="tmth", name="Cụm tham mưu tổng hợp"),
        FoundCluster(cluster="k4", name="Khối thi đua IV"),
        RecordRoster(**here, units=MEMBERS),
        RecordRoster(cluster="tmth", year=2021, units=MEMBERS),
        IssueRules(**here, criteria=book),
        AdoptResult(**here, places=(Place(place=1, unit="vp-hdnd"), Place(place=2, unit="snv"))),
    )
    return ActContext(started, Location(cluster="tmth", year=2020), Words(lang))


def understood(text: str, lang: str = "vi") -> Line:
    return parse_line(text, ground(lang))


def told(line: Line) -> dict[str, str]:
    """The fields that the line says, as raw texts."""
    assert line.filling is not None, line.wrong
    return {name: line.filling.raw[name] for name in line.given}


SCORE = "chấm stc"
EXAMPLES: dict[str, tuple[str, dict[str, str]]] = {
    "bau truong cum 2021 stc 7/8": ("", {"year": "2021", "unit": "stc", "votes": "7/8"}),
    "score stc II.3 9.5": ("", {"unit": "stc", "criterion": "II.3", "points": "9.5"}),
    "đề nghị cờ vp-hdnd": ("", {"form": "co-tinh", "unit": "vp-hdnd"}),
    "2021": ("bầu trưởng {} stc", {"year": "2021", "unit": "stc"}),
    "năm 2021": ("bầu trưởng {} stc", {"year": "2021", "unit": "stc"}),
    "14/1": ("ký giao ước {}", {"on": "14/1"}),
    "14/01/2021": ("bầu trưởng 2021 stc {}", {"on": "14/01/2021"}),
    "2021-01-14": ("bầu trưởng 2021 stc {}", {"on": "2021-01-14"}),
    "ngày 14 tháng 1 năm 2021": ("bầu trưởng stc {}", {"on": "14 tháng 1 năm 2021"}),
    "hôm qua": ("bầu trưởng stc {}", {"on": "hôm qua"}),
    "7/8": ("bầu trưởng stc {}", {"votes": "7/8"}),
    "9,5": (f"{SCORE} I.1 {{}}", {"points": "9,5"}),
    "9.5": (f"{SCORE} I.1 {{}}", {"points": "9.5"}),
    "-": (f"{SCORE} I.1 {{}}", {"points": "-"}),
    "x": (f"{SCORE} I.1 {{}}", {"points": "x"}),
    '"…"': ('phong trào "Vì người nghèo"', {"name": "Vì người nghèo"}),
    "“…”": ("phong trào “Vì người nghèo”", {"name": "Vì người nghèo"}),
    "«…»": ("phong trào «Vì người nghèo»", {"name": "Vì người nghèo"}),
    "'…'": ("phong trào 'Vì người nghèo'", {"name": "Vì người nghèo"}),
    '""': ('phong trào "Sở ""Một cửa"""', {"name": 'Sở "Một cửa"'}),
    "H'leo": ("phong trào Ea H'leo xanh", {"name": "Ea H'leo xanh"}),
    "An: lời nói": ("ý kiến {}", {"speaker": "An", "text": "lời nói"}),
    "ngày=14/1": ("ký giao ước {}", {"on": "14/1"}),
    'ly-do="ghi nhầm"': ("hủy kết quả {}", {"reason": "ghi nhầm"}),
    "unit=stc": ("bầu trưởng {}", {"unit": "stc"}),
    "tất cả": ("lập danh sách 2022 {}", {"units": " ".join(UNITS)}),
    "all": ("lập danh sách 2022 {}", {"units": " ".join(UNITS)}),
    "trừ stc": (
        "lập danh sách 2022 {}",
        {"units": " ".join(u for u in UNITS if u != "stc")},
    ),
    "except stc": (
        "lập danh sách 2022 {}",
        {"units": " ".join(u for u in UNITS if u != "stc")},
    ),
    "vì …": ("hủy kết quả vì ghi nhầm", {"reason": "ghi nhầm"}),
    "lý do …": ("hủy kết quả lý do ghi nhầm", {"reason": "ghi nhầm"}),
    "because …": ("withdraw result because of an error", {"reason": "of an error"}),
    'nguồn=báo tên-nguồn="…" ngày-nguồn=15/1/2021': (
        'bầu trưởng stc nguồn=báo tên-nguồn="Báo LS" ngày-nguồn=15/1/2021',
        {"source_kind": "newspaper", "source_title": "Báo LS", "source_on": "15/1/2021"},
    ),
    "1 hdnd 2 snv": ("kết quả 2021 {}", {"places": "1 vp-hdnd\n2 snv"}),
    "nhất=hdnd": ("kết quả 2021 {}", {"places": "1 vp-hdnd"}),
    "2=snv,stc": ("kết quả 2021 {}", {"places": "2 snv\n2 stc"}),
    "hdnd snv stc": ("kết quả 2021 {}", {"places": "1 vp-hdnd\n2 snv\n3 stc"}),
    "A | B": (
        "tiêu chí 2021 I; Chuyên môn; 100 | II; Đảng; 10",
        {"criteria": "I; Chuyên môn; 100\nII; Đảng; 10"},
    ),
    "t stc": ("", {"unit": "stc"}),
}
ELSEWHERE = {"I.1=9,5 II.3=10", "cụm=tmth", "d", "b"}
"""Examples that say no field: a row of scores, the place, the keys that begin a line."""


def promised() -> list[str]:
    """The examples of the grammar: those of the first sentence and of the first table."""
    text = grammar_doc.HEAD.read_text("utf-8").partition("\nWhat is not said")[0]
    intro = re.findall(r"in any order: (.*?)\. Both", text, re.DOTALL)[0]
    rows = [row.split(" | ")[0] for row in text.splitlines() if row.startswith("| ")]
    keys = re.findall(r"shortest name: (.*)", text)
    found = re.findall(r"`([^`]+)`", "\n".join([intro, *rows, *keys]))
    extra = re.findall(r"`(-|x|\"\"|H'leo)`", text)
    return list(dict.fromkeys(one.replace("\\|", "|") for one in [*found, *extra]))


def test_promised_examples_are_all_tried_here():
    assert set(promised()) == set(EXAMPLES) | ELSEWHERE


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_understand_of_an_example_of_the_grammar_gives_its_fields(example, lang):
    form, expected = EXAMPLES[example]
    line = understood(form.replace("{}", example) or example, lang)
    found = told(line)
    assert {name: found.get(name) for name in expected} == expected
    assert line.wrong is None or line.wrong.code in ("act-off", "argument-missing")


def test_understand_of_a_row_gives_a_command_for_each_score():
    line = understood("chấm snv I.1=9,5 II.3=10")
    assert line.wrong is None
    assert line.rows == (
        {"criterion": "I.1", "points": "9,5"},
        {"criterion": "II.3", "points": "10"},
    )


def test_understand_of_a_cluster_goes_there():
    line = understood("lập danh sách 2022 tất cả cụm=k4")
    assert line.filling is not None
    assert line.filling.ground.cluster == "k4"


CHOICES = [
    (act.id, field.name, value, phrase)
    for act in ACTS.values()
    for field in act.fields
    if field.kind == "choice" and act.id not in ("undo", "correct")
    for value in field.choices
    if value
    for phrase in values(field.labels, value)
    if re.fullmatch(r"[\w ]+", phrase)
]


@pytest.mark.parametrize(("act", "field", "value", "phrase"), CHOICES)
def test_understand_of_a_word_of_a_choice_gives_it_among_similar_names(act, field, value, phrase):
    """Units whose names begin alike do not take the words of a choice."""
    for lang in LANGUAGES:
        verb = phrases(lang, "verb", act)[0]
        if verb_of(f"{verb} {phrase}".split()) != verb_of(verb.split()):
            continue  # the verb goes on with this word
        line = understood(f"{verb} {phrase}", lang)
        assert line.filling is not None, (phrase, line.wrong)
        code = getattr(line.wrong, "code", "")
        assert code not in ("several-meant", "word-unknown"), (phrase, line.wrong)
        assert line.act
        rivals = [f for f in line.act.fields if f.kind == "choice" and f.name in line.given]
        assert line.filling.raw[field] == value or rivals, (phrase, line.filling.raw[field])


AWARDS = [
    (form, word) for form in ("co-tinh", "bk-tinh", "giay-khen") for word in values("form", form)
]


@pytest.mark.parametrize("unit", ["sngv", "vp-hdnd", "Sở Ngoại vụ", "snv"])
@pytest.mark.parametrize(("form", "word"), AWARDS)
def test_understand_of_an_award_and_a_unit_in_any_order_is_the_same(form, word, unit):
    verbs = [phrases(lang, "verb", "nominate")[0] for lang in LANGUAGES]
    for verb in verbs:
        first, second = understood(f"{verb} {unit} {word}"), understood(f"{verb} {word} {unit}")
        assert first.wrong is None and second.wrong is None, (first.wrong, second.wrong)
        assert told(first) == told(second)
        assert told(first)["form"] == form


@pytest.mark.parametrize(
    ("line", "criteria"),
    [
        ("tieu chi I; Chuyên môn; 100", "I; Chuyên môn; 100"),
        ("tiêu chí 2021 I ; Chuyên môn ; 9,5", "I ; Chuyên môn ; 9,5"),
        ("rules 2021 1; A; 10 | 2; B; 5", "1; A; 10\n2; B; 5"),
        (r"tiêu chí 2021 I; A; 10 \| II; B; 5", "I; A; 10\nII; B; 5"),
        ('tiêu chí 2021 "I; A; 10|II; B; 5"', "I; A; 10\nII; B; 5"),
        ('tiêu chí 2021 "I; A; 10" "II; B; 5"', "I; A; 10\nII; B; 5"),
        ('tiêu chí 2021 tiêu-chí="I; A; 10 | II; B; 5"', "I; A; 10\nII; B; 5"),
        ("tiêu chí 2021 I\tChuyên môn\t100", "I\tChuyên môn\t100"),
        ("tiêu chí I; Năm 2020 và quý 2; 100 2021", "I; Năm 2020 và quý 2; 100"),
    ],
)
def test_understand_of_criteria_with_or_without_quotes_gives_them(line, criteria):
    found = understood(line)
    assert told(found)["criteria"] == criteria
    assert found.wrong is None or found.wrong.code == "act-off"


KEY = "tran+1a2b3c4d+ARpX1FOjMCSZ2EZGdUQmvX5WPgnQN1grcXQ8hXH9dYzN"


@pytest.mark.parametrize(
    "line",
    [
        f'name operator "Trần" verifier key="{KEY}"',
        f'name operator "Trần" verifier {KEY}',
        f'name operator {KEY} "Trần" verifier',
        f'giao quyền ghi "Trần" người thẩm định "{KEY}"',
    ],
)
def test_understand_of_an_operator_takes_the_first_text_for_the_name(line):
    verbs = {phrase for told in all_phrases("verb").values() for phrase in told}
    assert any(line.startswith(verb) for verb in verbs)
    found = told(understood(line))
    assert (found["name"], found["role"], found["key"]) == ("Trần", "verifier", KEY)
    assert "document" not in found


def test_understand_of_a_kind_of_meeting_is_not_hidden_by_units_that_begin_alike():
    line = understood("khai mạc 2026 sơ kết")
    assert (told(line)["kind"], line.wrong) == ("interim", None)
