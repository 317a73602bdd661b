"""One line in, one act out: what lines mean, what is refused, and that every act has one."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.awards import GrantAward, NominateForAward
from events.batch import Together
from events.elections import ElectDeputy, ElectHead
from events.emulation_movements import LaunchMovement
from events.errors import BadInput, Refused
from events.event import Source
from events.meetings import OpenMeeting, RecordAttendance, RecordRemark
from events.membership import AdmitUnit
from events.ranking import AdoptResult
from events.reorganisation import AbsorbUnit, MergeUnits
from events.result_events import Place
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.text import fold
from events.unit_commands import FoundUnit, RenameUnit
from events.voting import Tally
from tests import grammar_doc
from tests.amount import amount
from tests.facts import ClusterYear
from tests.form_app import FOUNDED, HERE, STARTED, TODAY, session
from tests.narrow import fact
from tests.universe import quick
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS, GROUP_OF
from thidua_tui.acts.undo_redo import last
from thidua_tui.command_line import vocabulary
from thidua_tui.command_line.completion import complete
from thidua_tui.command_line.execute import execute, foreseen
from thidua_tui.command_line.initial_location import clear_cluster
from thidua_tui.command_line.parser import WHY, parse_line
from thidua_tui.command_line.tokenizer import split
from thidua_tui.forms import form_labels
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.keymap.action_registry import ACTIONS
from thidua_tui.session.location import Location


def placed(*places):
    """The result with these places and units."""
    named = [place.split() for place in places]
    return tuple(Place(place=int(place), unit=unit) for place, unit in named)


RULES = IssueRules(
    cluster="tmth",
    year=2020,
    criteria=(
        Criterion(code="I.1", name="Chuyên môn", max_points=Decimal(40)),
        Criterion(code="II.3", name="Phong trào", max_points=Decimal(10)),
    ),
)
MEETING = OpenMeeting(meeting="tk", cluster="tmth", year=2020, title="Hội nghị", on=TODAY)
RESULT = AdoptResult(cluster="tmth", year=2020, places=placed("1 vp-hdnd"))
WORLD = (*STARTED, RULES, MEETING)
AT: ClusterYear = {"cluster": "tmth", "year": 2020}


def line(text, *more, here=HERE, lang="vi"):
    """What a line means in the small world."""
    ground = ActContext(session(*WORLD, *more), here, Words(lang))
    return clear_cluster(parse_line(text, ground), ground)


def meant(text, *more, **where):
    """The one command that a line stands for."""
    found = line(text, *more, **where)
    assert found.wrong is None, found.wrong
    [command] = found.commands()
    return command


def wrong(text, *more, **where):
    """Why a line is refused."""
    found = line(text, *more, **where)
    assert found.wrong is not None
    return found.wrong


SEVEN = Tally(votes_for=7, total=7, of="members")
ELECTED = ElectHead(cluster="tmth", year=2021, unit="stc", votes=SEVEN, on=TODAY)


LINES = [
    ("bau truong cum 2021 stc 7/7", ELECTED),
    ("Bầu Trưởng cụm 2021 Sở Tài chính 7/7", ELECTED),
    ("elect the head so tai chinh 2021 7/7", ELECTED),
    ("tc 7/7 tai chinh 2021", ELECTED),
    ("elect-head unit=stc year=2021 votes=7/7", ELECTED),
    ("bầu trưởng cụm năm 2021 Sở Tài chính 7/7", ELECTED),
    (
        "pt Chào mừng Đại hội năm 2021",
        LaunchMovement(movement="cmdhn2021", name="Chào mừng Đại hội năm 2021"),
    ),
    ("tc stc", ElectHead(**AT, unit="stc")),
    ("tc stc 14/1/2020", ElectHead(**AT, unit="stc", on=date(2020, 1, 14))),
    ("tc stc ngày=7/7/2020", ElectHead(**AT, unit="stc", on=date(2020, 7, 7))),
    (
        "tc stc 2020-07-07 bỏ phiếu kín",
        ElectHead(**AT, unit="stc", on=date(2020, 7, 7), method="secret-ballot"),
    ),
    ("tc stc ngày 7 tháng 7 năm 2020", ElectHead(**AT, unit="stc", on=date(2020, 7, 7))),
    ("tc stc consensus", ElectHead(**AT, unit="stc", method="consensus")),
    ("pc skhdt 2", ElectDeputy(**AT, unit="skhdt", rank=2)),
    ("pho cum ke hoach", ElectDeputy(**AT, unit="skhdt")),
    ("diem stc II.3 9,5", RecordScore(**AT, unit="stc", criterion="II.3", points=Decimal("9.5"))),
    ("diem 9.5 stc ii.3", RecordScore(**AT, unit="stc", criterion="II.3", points=Decimal("9.5"))),
    (
        "score stc II.3 - self",
        RecordScore(**AT, unit="stc", criterion="II.3", points=None, stage="self"),
    ),
    ("diem stc II.3=9,5", RecordScore(**AT, unit="stc", criterion="II.3", points=Decimal("9.5"))),
    (
        "diem stc I.1=9,5 II.3=10",
        Together(
            commands=(
                RecordScore(**AT, unit="stc", criterion="I.1", points=Decimal("9.5")),
                RecordScore(**AT, unit="stc", criterion="II.3", points=Decimal(10)),
            )
        ),
    ),
    (
        "kq hdnd snv thống nhất",
        AdoptResult(**AT, places=placed("1 vp-hdnd", "2 snv"), method="consensus", on=TODAY),
    ),
    (
        "kết quả nhất hdnd ba snv ba stc",
        AdoptResult(**AT, places=placed("1 vp-hdnd", "3 snv", "3 stc"), on=TODAY),
    ),
    (
        "adopt 1=hdnd 2=snv,stc",
        AdoptResult(**AT, places=placed("1 vp-hdnd", "2 snv", "2 stc"), on=TODAY),
    ),
    ("kết quả", AdoptResult(**AT, on=TODAY)),
    (
        "dd tất cả trừ stc snv",
        RecordAttendance(meeting="tk", units=("vp-dbqh", "skhdt", "vp-ubnd", "vp-hdnd")),
    ),
    ("dd stc, snv", RecordAttendance(meeting="tk", units=("stc", "snv"))),
    ("dd đơn-vị=stc,snv", RecordAttendance(meeting="tk", units=("stc", "snv"))),
    (
        "yk bổ sung Vũ Thanh Thụy: Khen kịp thời: ngay trong năm 2021",
        RecordRemark(
            meeting="tk",
            kind="addition",
            speaker="Vũ Thanh Thụy",
            text="Khen kịp thời: ngay trong năm 2021",
        ),
    ),
    ('yk "Vũ Thanh Thụy" "Nói"', RecordRemark(meeting="tk", speaker="Vũ Thanh Thụy", text="Nói")),
    ("yk Sở Nội vụ: Đồng ý", RecordRemark(meeting="tk", unit="snv", text="Đồng ý")),
    ("yk Nói mà không có ngoặc", RecordRemark(meeting="tk", text="Nói mà không có ngoặc")),
    (
        "pt Văn hóa công sở giai đoạn mới 2019 2025",
        LaunchMovement(
            movement="vhcsgdm", name="Văn hóa công sở giai đoạn mới", since=2019, until=2025
        ),
    ),
    (
        'pt "Bầu cử 2021" "Thủ tướng"',
        LaunchMovement(movement="bc2021", name="Bầu cử 2021", launched_by="Thủ tướng"),
    ),
    ("dv Sở Y tế; ; syt", FoundUnit(unit="syt", name="Sở Y tế")),
    (
        'dv "Sở Y tế" "Sở Xây dựng"',
        Together(
            commands=(
                FoundUnit(unit="syt", name="Sở Y tế"),
                FoundUnit(unit="sxd", name="Sở Xây dựng"),
            )
        ),
    ),
    ("sap nhap skhdt stc 1/3/2020", AbsorbUnit(unit="skhdt", into="stc", on=date(2020, 3, 1))),
    (
        'hợp nhất skhdt stc "Sở Mới" 1/3/2020',
        MergeUnits(units=("skhdt", "stc"), name="Sở Mới", into="sm", on=date(2020, 3, 1)),
    ),
    (
        "đổi tên tài chính Sở Tài chính – Giá 1/3/2020",
        RenameUnit(unit="stc", name="Sở Tài chính – Giá", on=date(2020, 3, 1)),
    ),
]


@pytest.mark.parametrize(("text", "command"), LINES, ids=[text for text, _ in LINES])
def test_a_line_is_an_act(text, command):
    assert meant(text) == command


@pytest.mark.parametrize(("text", "command"), LINES, ids=[text for text, _ in LINES])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_shown_changes_nothing_and_decomposed_letters_are_letters(text, command, lang):
    assert meant(unicodedata.normalize("NFD", text), lang=lang) == command


@pytest.mark.parametrize(
    ("text", "unit", "rank"),
    [("pc Phòng 1 2", "p1", 2), ('pc "Phòng 1" 2', "p1", 2), ("pc Phòng 12", "p12", None)],
)
def test_a_number_behind_a_name_is_not_a_part_of_another_name(text, unit, rank):
    rooms = (FoundUnit(unit="p12", name="Phòng 12"), FoundUnit(unit="p1", name="Phòng 1"))
    joined = (AdmitUnit(**AT, unit="p12"), AdmitUnit(**AT, unit="p1"))
    command = meant(text, *rooms, *joined)
    assert (command.unit, command.rank) == (unit, rank)


def test_a_sign_between_the_units_of_a_list_is_passed_over():
    merged = meant('hợp nhất stc | snv "Sở Mới" on=1/6/2020')
    assert merged.units == ("stc", "snv")


def test_the_issues_own_examples():
    assert meant("de nghi co vp-hdnd", RESULT) == NominateForAward(
        **AT, unit="vp-hdnd", form="co-tinh", addressed_to="Ủy ban nhân dân tỉnh", on=TODAY
    )
    assert meant("dn", RESULT) == meant("de nghi co vp-hdnd", RESULT)  # all of it is the default


def test_a_former_name_is_a_name():
    renamed = RenameUnit(unit="stc", name="Sở Ngân sách", on=TODAY)
    assert meant("tc Sở Tài chính", renamed) == meant("tc ngan sach", renamed)


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
        ("tc stc snv", "word-unknown", {"word": "snv"}),
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
def test_what_is_wrong_is_told(text, code, facts):
    error = wrong(text)
    assert isinstance(error, BadInput)
    assert (error.code, {name: error.facts.get(name) for name in facts}) == (code, facts)
    for lang in LANGUAGES:
        assert code not in Words(lang).refusal(error)


def test_an_unknown_table_is_told_with_the_names_of_the_chosen_language():
    told = {lang: line("xem gì đó", lang=lang).wrong.facts["tables"] for lang in LANGUAGES}
    assert "xếp hạng" in told["vi"]
    assert "ranking" in told["en"]
    assert "xếp hạng" not in told["en"]


def test_an_unknown_verb_is_told_with_the_nearest():
    assert "bầu trưởng cụm" in wrong("bau trougn cum stc").facts["near"]


def test_what_several_may_be_is_told_with_their_codes():
    assert "vp-hdnd" in wrong("tc vp").facts["names"]


def test_a_word_that_names_a_unit_and_a_form_is_told_and_not_guessed():
    twin = FoundUnit(unit="gk", name="Gia Khánh")
    joins = AdmitUnit(**AT, unit="gk")
    error = wrong("xin không xét gk", twin, joins)
    assert error.code == "word-ambiguous"
    assert "Gia Khánh" in error.facts["meanings"]
    assert "Giấy khen" in error.facts["meanings"]
    assert meant("xin không xét đơn-vị=gk gk", twin, joins).form == "giay-khen"


@pytest.mark.parametrize("text", ["bm", "khách An"])
def test_why_an_act_is_off_is_told_before_what_is_missing(text):
    error = parse_line(text, ActContext(session(*STARTED), HERE, Words("vi"))).wrong
    assert isinstance(error, Refused)
    assert error.code == "act-off"


def test_nothing_is_recorded_from_the_past():
    assert wrong("tc stc", here=Location(cluster="tmth", year=2020, known_at=3)).code == "act-off"


def test_several_clusters_are_told():
    from events.clusters import FoundCluster

    other = FoundCluster(cluster="khac", name="Cụm khác")
    assert wrong("tc stc", other, here=Location(year=2020)).code == "cluster-needed"
    assert meant("tc stc cụm=tmth", other, here=Location(year=2020)).cluster == "tmth"


def test_an_act_is_taken_back_with_a_reason():
    at = session(*STARTED)
    ground = ActContext(at, HERE, Words("vi"))
    told = parse_line("hủy 8 vì lập nhầm năm", ground)
    [gone] = execute(at, told)
    assert (gone.reason, fact(gone).positions) == ("lập nhầm năm", (8,))
    assert getattr(parse_line("hủy 8", ground).wrong, "code", "") == "not-in-force"


def test_without_a_number_the_entry_looked_at_is_meant():
    at = session(*STARTED)
    at.do(ElectDeputy(cluster="tmth", year=2020, unit="stc", rank=1))
    looking, elsewhere = (ActContext(at, HERE, Words("vi"), entry) for entry in (8, None))
    assert [entry.position for entry in parse_line("hủy", looking).entries] == [8]
    assert parse_line("đính chính", looking).entries[0].position == 8
    assert [entry.position for entry in parse_line("hủy", elsewhere).entries] == [9]
    execute(at, parse_line("hủy", elsewhere))
    execute(at, parse_line("hủy", looking))
    assert getattr(parse_line("hủy", looking).wrong, "code", "") == "not-in-force"


def test_a_correction_says_only_what_is_wrong():
    at = session(*WORLD)
    at.do(ElectHead(**AT, unit="stc", method="consensus"))
    position = at.ledger.position()
    told = parse_line(f"dc {position} snv vì nghe nhầm", ActContext(at, HERE, Words("vi")))
    _, right = execute(at, told)
    assert fact(right).unit == "snv"
    assert fact(right).method == "consensus"
    assert right.reason == "nghe nhầm"


def test_a_correction_keeps_the_source_and_is_refused_where_nothing_differs():
    at = session(*WORLD)
    paper = Source(kind="newspaper", title="Báo LS", on=date(2020, 1, 15))
    [first] = at.do(ElectHead(**AT, unit="stc"), source=paper)

    def correction(text):
        return parse_line(f"dc {text}", ActContext(at, HERE, Words("vi")))

    for same in ("stc", "2020", "nguồn=báo"):
        with pytest.raises(Refused, match="nothing-differs"):
            foreseen(at, correction(f"{first.position} {same} vì nhầm"))
        with pytest.raises(Refused, match="nothing-differs"):
            execute(at, correction(f"{first.position} {same} vì nhầm"))
    _, dated = execute(at, correction(f"{first.position} 1/6/2020 vì nhầm"))
    assert (fact(dated).on, dated.source) == (date(2020, 6, 1), paper)
    _, sourced = execute(at, correction(f"{dated.position} nguồn=giấy vì nhầm"))
    assert (sourced.event, sourced.source.kind) == (dated.event, "document")


def test_a_correction_of_its_source_alone_is_undone():
    at = session(*WORLD)
    at.do(ElectHead(**AT, unit="stc"))
    ground = ActContext(at, HERE, Words("vi"))
    execute(at, parse_line("dc nguồn=giấy vì nhầm", ground))
    _, back = execute(at, parse_line("hủy", ActContext(at, HERE, Words("vi"))))
    assert back.source == Source()


PLACES = AdoptResult(**AT, places=placed("1 vp-hdnd", "2 snv", "2 stc"))
TIED = AdoptResult(**AT, places=placed("1 vp-hdnd", "1 snv"))
FLAG = NominateForAward(**AT, unit="vp-hdnd", form="co-tinh")
MERIT = NominateForAward(**AT, unit="snv", form="bk-tinh")
GRANTED = tuple(
    GrantAward(**AT, unit=of.unit, form=of.form, number=f"{n}/QĐ", on=TODAY)
    for n, of in enumerate((FLAG, MERIT), 1)
)
TWO = tuple(LaunchMovement(movement=code, name=code * 3) for code in ("pta", "ptb"))
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
]


@pytest.mark.parametrize(("text", "more", "field", "codes", "named"), SEVERAL)
def test_a_choice_of_several_is_told_with_all_of_them_and_never_the_first(
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
    """Only the current place, and the form of award that a place usually gets, are no choice."""
    many = [f for f in act.fields if f.kind == "pick" and f.default and not f.among]
    assert {field.name for field in many} <= {"unit", "form"}
    here = ActContext(session(*WORLD), HERE)
    assert all(f.default and not f.default(here, {}) for f in many if f.name == "unit")


def test_of_two_open_meetings_a_line_must_name_one():
    other = OpenMeeting(meeting="hop", cluster="tmth", year=2020, title="Họp", on=TODAY)
    error = wrong("yk Hay", other)
    assert (error.code, error.facts["count"]) == ("several-possible", 2)
    assert meant("yk hội-nghị=tk Hay", other) == RecordRemark(meeting="tk", text="Hay")


def test_a_correction_of_one_score_leaves_the_row():
    at = session(*WORLD)
    ground = ActContext(at, HERE, Words("vi"))
    first, second = execute(at, parse_line("diem stc I.1=9 II.3=8", ground))
    assert first.act == second.act
    told = parse_line(f"dc {second.position} 7 vì nhầm", ActContext(at, HERE, Words("vi")))
    execute(at, told)
    points = {fact(e).criterion: fact(e).points for e in ActContext(at, HERE).scores(2020).entries}
    assert points == {"I.1": 9, "II.3": 7}


def test_a_row_is_recorded_whole_or_not_at_all():
    at = session(*WORLD)
    before = at.ledger.position()
    told = parse_line("diem stc I.1=9 II.3=50", ActContext(at, HERE, Words("vi")))
    with pytest.raises(Refused, match="points-outside"):
        execute(at, told)
    assert at.ledger.position() == before


def test_looking_ahead_records_nothing():
    at = session(*WORLD)
    before = at.ledger.position()
    ahead = foreseen(at, parse_line("tc stc", ActContext(at, HERE, Words("vi"))))
    assert ahead and ahead.consequences
    [entry] = ahead.entries
    assert (fact(entry).unit, at.ledger.position()) == ("stc", before)
    assert [move.table for move in ahead.consequences.moves] == ["leaders"]


def test_the_source_of_the_lines_before_is_the_lines_source():
    ground = ActContext(session(*WORLD), HERE, Words("vi"))
    stand = parse_line('nguồn báo "Báo Lạng Sơn" 15/1/2021', ground).directives
    assert stand
    told = parse_line("tc stc", ground, stand.source)
    assert (told.source.kind, told.source.title) == ("newspaper", "Báo Lạng Sơn")
    room = parse_line("tc stc nguồn=room tên-nguồn=", ground, stand.source)
    assert room.source.kind == "room"


# The vocabulary


def test_no_two_things_share_a_name():
    meant: dict[str, set[str]] = {}
    for verb in vocabulary.verbs():
        meant.setdefault(vocabulary.key(verb.phrase), set()).add(verb.id)
    assert {phrase: ids for phrase, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_every_act_has_a_name_in_both_languages(act):
    for lang in LANGUAGES:
        assert vocabulary.phrases(lang, "verb", act.id)
        title = form_labels.title(act, Words(lang))
        assert title
    for phrase in vocabulary.all_phrases("verb")[act.id]:
        for spelt in (phrase, fold(phrase), phrase.upper()):
            found = vocabulary.verb_of(spelt.split())
            assert found is not None
            assert (found[0].id, found[1]) == (act.id, len(spelt.split()))


def test_every_verb_is_an_acts():
    assert set(vocabulary.all_phrases("verb")) == set(ACTS)


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_every_field_of_every_act_can_be_told_by_its_name(act):
    reasoned = act.command.needs_reason or GROUP_OF[act.id] == "mending"
    asked = (*act.fields, *WHY[reasoned])
    for field in asked:
        for lang in LANGUAGES:
            label = form_labels.label(act, field, Words(lang)).replace(" ", "-")
            assert vocabulary.field_named(act, label, asked) == field.name
        assert vocabulary.field_named(act, field.name, asked) == field.name


@pytest.mark.parametrize("act", [a for a in ACTS.values() if a.fields], ids=lambda act: act.id)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_act_can_be_told_by_a_line(act, lang):
    """Whatever stands in a form can stand in a line: each field by its label."""
    ground = ActContext(session(*WORLD, RESULT), HERE, Words(lang))
    verb = vocabulary.phrases(lang, "verb", act.id)[0]
    for field in act.fields:
        raw = SAMPLES.get(field.kind)
        if raw is None:
            continue
        label = form_labels.label(act, field, Words(lang)).replace(" ", "-")
        told = parse_line(f'{verb} {label}="{raw}"', ground)
        assert told.act is act
        assert told.filling
        assert told.filling.raw[field.name] == raw, told.wrong


SAMPLES = {
    "line": "Một dòng",
    "prose": "Một lời",
    "code": "ma-moi",
    "date": "14/01/2020",
    "year": "2020",
    "number": "3",
    "votes": "3/4",
    "points": "9,5",
}


@quick(amount(100, 300, 1000))
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_text_breaks_the_reading(text):
    for told in (text, f"tc {text}", f"pt {text}", f"huy {text}", f"dc 1 {text}", f"kq {text}"):
        found = parse_line(told, WORLD_GROUND)
        assert found.wrong or found.verb


WORLD_GROUND = ActContext(session(*WORLD), HERE, Words("vi"))


@quick(amount(60, 200, 1000))
@given(
    st.lists(
        st.sampled_from(["stc", "2021", "7/7", '"a', "b=", "=", ":", "vì", "1", "co", "-", "trừ"])
    )
)
def test_no_order_of_words_breaks_the_reading(words):
    for verb in ("tc", "diem", "kq", "dd", "yk", "dn", "lc", "huy", "tr"):
        found = parse_line(" ".join([verb, *words]), WORLD_GROUND)
        assert found.wrong or found.act


def test_the_parts_of_a_line():
    told = [(t.text, t.named, t.quoted) for t in split('a  b=c d="e ""f""" «g h» i=“j”')]
    assert told == [
        ("a", "", False),
        ("c", "b", False),
        ('e "f"', "d", True),
        ("g h", "", True),
        ("j", "i", True),
    ]
    assert len(FOUNDED) == 6


def test_a_row_that_was_taken_back_is_done_again_whole():
    at = session(*WORLD)
    row = execute(at, parse_line("diem stc I.1=9 II.3=8", ActContext(at, HERE, Words("vi"))))
    execute(at, parse_line("hủy", ActContext(at, HERE, Words("vi"))))
    assert not ActContext(at, HERE).scores(2020).entries
    step = last(at, redo=True)
    again = at.do(step.command(), reason="hủy nhầm")
    assert [e.event for e in again] == [e.event for e in row]


def test_taking_a_correction_back_brings_back_what_it_corrected():
    at = session(*WORLD)
    at.do(ElectHead(**AT, unit="stc"))
    execute(at, parse_line("dc snv vì nghe nhầm", ActContext(at, HERE, Words("vi"))))
    execute(at, parse_line("hủy vì nghe đúng", ActContext(at, HERE, Words("vi"))))
    _, back = [*at.ledger.read()][-2:]
    assert fact(back).unit == "stc"


def test_the_grammar_is_written_down_as_it_is():
    same = grammar_doc.FILE.read_text("utf-8") == grammar_doc.written()
    assert same, "docs/grammar.md is out of date: python -m tests.grammar_doc"


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.act in ACTS], ids=lambda a: a.id)
def test_the_key_of_an_act_is_its_shortest_name(action):
    found = vocabulary.verb_of([action.keys[0], "stc"])
    assert found is not None
    assert (found[0].id, found[1]) == (action.act, 1)


def test_several_units_stand_in_one_line():
    both = meant("u Sở Y tế; ; syt | Sở Xây dựng")
    assert [one.name for one in both.commands] == ["Sở Y tế", "Sở Xây dựng"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "khai mạc "),
        ("bau tr", "bầu trưởng cụm "),
        ("elect-de", "bầu phó trưởng cụm "),
        ("tc ", "vp-dbqh "),
        ("tc tai", "stc "),
        ("tc 2021 so tai", "stc "),
        ("tc stc bo ph", "bỏ phiếu kín "),
        ("tc đơn-vị=nội", "snv "),
        ("diem stc ", "I.1 "),
        ("diem stc ph", "II.3 "),
        ("dd stc so noi", "snv "),
        ("xem khen", "khen thưởng "),
        ("cụm ", "tmth "),
        ("nguồn bá", "báo chí "),
        ("hủy ", "10 "),
        ("tc stc ngà", "ngày-bầu="),
    ],
)
def test_what_could_stand_at_the_end_is_offered(text, first):
    ground = ActContext(session(*WORLD), HERE, Words("vi"))
    assert complete(text, ground)[0].text == first


def test_what_is_put_in_is_understood():
    ground = ActContext(session(*WORLD), HERE, Words("vi"))
    for text in ("bau tr", "tc 2021 so tai", "tc stc bo ph", "diem stc "):
        for one in complete(text, ground)[:5]:
            line = parse_line(text[: one.start] + one.text, ground)
            assert line.wrong is None or line.wrong.code != "word-unknown", one


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lap 'Cụm số 3' 2021", ["lap", "Cụm số 3", "2021"]),
        ("'Ea H'leo' x", ["Ea H'leo", "x"]),
        ("Ea H'leo 2021", ["Ea", "H'leo", "2021"]),
        ("ten='Sở Ea H'leo' a", ["Sở Ea H'leo", "a"]),
        ("'chưa đóng", ["'chưa", "đóng"]),
    ],
)
def test_apostrophes_hold_a_text_together_and_stay_in_a_word(line, told):
    assert [token.text for token in split(line)] == told


def test_nothing_is_offered_within_a_quotation():
    assert complete('pt "Văn', ActContext(session(*WORLD), HERE, Words("vi"))) == []


def test_why_a_unit_is_on_hold_is_never_guessed():
    wrong = line("tạm hoãn stc").wrong
    assert isinstance(wrong, BadInput)
    assert wrong.code == "argument-missing"
    assert meant("tạm hoãn stc khiếu nại").ground == "complaint"
