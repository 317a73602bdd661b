"""One line in, one act out: what lines mean, also of corrections and retractions."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from events.awards import NominateForAward
from events.batch import Together
from events.elections import ElectDeputy, ElectHead
from events.emulation_movements import LaunchMovement
from events.errors import BadInput, Refused
from events.event import Source
from events.meetings import OpenMeeting, RecordAttendance
from events.membership import AdmitUnit
from events.minutes import ApproveMinutes
from events.ranking import AdoptResult
from events.remarks import RecordRemark
from events.reorganisation import AbsorbUnit, MergeUnits
from events.scoring import RecordScore
from events.unit_commands import FoundUnit, RenameUnit
from events.voting import Tally
from tests.form_app import HERE, STARTED, TODAY, session
from tests.line_world import AT, MEETING, RESULT, WORLD, line, meant, placed, wrong
from tests.narrow import fact
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.undo_redo import last
from thidua_tui.command_line.completion import complete
from thidua_tui.command_line.execute import execute, foreseen
from thidua_tui.command_line.parser import parse_line
from thidua_tui.command_line.tokenizer import split
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.location import Location

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
        LaunchMovement(movement="cmdhn2021", name="Chào mừng Đại hội năm 2021", of_cluster="tmth"),
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
    ("yk Chưa ký vì lý do riêng", RecordRemark(meeting="tk", text="Chưa ký vì lý do riêng")),
    (
        "pt Văn hóa công sở giai đoạn mới 2019 2025",
        LaunchMovement(
            movement="vhcsgdm",
            name="Văn hóa công sở giai đoạn mới",
            since=2019,
            until=2025,
            of_cluster="tmth",
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
        'hợp nhất skhdt, stc thành stk "Sở Mới" 1/3/2020',
        MergeUnits(units=("skhdt", "stc"), name="Sở Mới", into="stk", on=date(2020, 3, 1)),
    ),
    (
        "hợp nhất skhdt, stc thành Sở Mới 1/3/2020",
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


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("bằng khen", "bk-khong-ro"),
        ("cờ thi đua", "co-khong-ro"),
        ("certificate", "bk-khong-ro"),
        ("bằng khen tỉnh", "bk-tinh"),
        ("bằng khen thủ tướng", "bk-thu-tuong"),
    ],
)
def test_a_bare_award_of_a_source_is_of_no_authority(words, form):
    assert meant(f"khen thưởng được nêu 2020 stc {words} nguồn=báo").form == form
    assert meant(f"đề nghị {words} vp-hdnd nguồn=báo", RESULT).form == form
    assert meant(f"chỉ tiêu {words} 2 nguồn=báo").form == form
    assert line("đề nghị vp-hdnd nguồn=báo", RESULT).wrong.facts["name"] == "form"


def test_all_are_the_members_where_the_ledger_has_further_units():
    further = FoundUnit(unit="khac", name="Sở Bưu điện")
    assert meant("dd tất cả trừ stc snv", further) == meant("dd tất cả trừ stc snv")
    assert meant("dd stc khac", further).units == ("stc", "khac")


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


@pytest.mark.parametrize("full", ["Ủy ban nhân dân", "Uỷ ban nhân dân"])
def test_a_unit_is_known_by_the_abbreviation_of_its_name(full):
    founded = FoundUnit(unit="xa-a", name=f"{full} xã An Phú")
    assert meant("giải thể đơn vị UBND xã An Phú 1/6/2020", founded).unit == "xa-a"


def test_a_name_that_begins_as_a_reason_does_is_a_name():
    approval = ApproveMinutes(meeting="tk", method="consensus", on=TODAY)
    for typed in ("Vi Văn Minh", "Nguyễn Thị Vi", '"Vi Văn Minh" vì ký thay'):
        signed = line(f"ký biên bản {typed}", approval)
        [command] = signed.commands()
        name, _, reason = typed.replace('"', "").partition(" vì ")
        assert (command.who, signed.reason) == (name, reason)


def test_a_remark_in_quotes_or_corrected_may_have_a_reason():
    quoted = line('yk "Ghi sau vì bận" vì gửi bằng văn bản')
    assert (quoted.commands()[0].text, quoted.reason) == ("Ghi sau vì bận", "gửi bằng văn bản")
    at = session(*WORLD)
    [first] = at.do(RecordRemark(meeting="tk", text="Đồng ý"))
    text = f"dc {first.position} Nhất trí vì nghe nhầm"
    corrected = parse_line(text, ActContext(at, HERE, Words("vi")))
    assert corrected.reason == "nghe nhầm"


def test_a_correction_of_its_source_alone_is_undone():
    at = session(*WORLD)
    at.do(ElectHead(**AT, unit="stc"))
    ground = ActContext(at, HERE, Words("vi"))
    execute(at, parse_line("dc nguồn=giấy vì nhầm", ground))
    _, back = execute(at, parse_line("hủy", ActContext(at, HERE, Words("vi"))))
    assert back.source == Source()


@pytest.mark.parametrize(
    ("text", "who", "role"),
    [
        ("ký biên bản Nguyễn Văn An với tư cách chủ tọa", "Nguyễn Văn An", "chair"),
        ("sign minutes An as chair", "An", "chair"),
        ('ký biên bản "An" tư cách người chứng kiến', "An", "witness"),
        ("ký biên bản An", "An", "secretary"),
    ],
)
def test_a_signature_in_a_role_takes_the_role_from_behind_the_name(text, who, role):
    found = line(text).filling
    assert found
    assert (found.raw["who"], found.raw["role"]) == (who, role)


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


def test_several_units_stand_in_one_line():
    both = meant("u Sở Y tế; ; syt | Sở Xây dựng")
    assert [one.name for one in both.commands] == ["Sở Y tế", "Sở Xây dựng"]


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


BEFORE_A_MEETING = tuple(fact for fact in WORLD if fact is not MEETING)


@pytest.mark.parametrize(
    ("text", "kind", "title", "place"),
    [
        ('khai mạc sơ kết "Sơ kết 6 tháng" 28/11', "interim", "Sơ kết 6 tháng", ""),
        ("khai mạc hội nghị triển khai", "deployment", "", ""),
        ("khai mac trien khai 28/11", "deployment", "", ""),
        ('mở hội nghị giao ban quý III "Phòng họp số 2"', "briefing", "", "Phòng họp số 2"),
        ('khai mạc tổng kết "Trụ sở Sở Tài chính"', "year-end", "", "Trụ sở Sở Tài chính"),
        ('khai mạc trù bị tại "Nậm Pố" "Họp trù bị"', "preparatory", "Họp trù bị", "Nậm Pố"),
        ('open meeting mid-year "Review" at "Nậm Pố"', "interim", "Review", "Nậm Pố"),
        ('open meeting deployment "Hall B"', "deployment", "", "Hall B"),
    ],
)
def test_the_verb_of_a_meeting_takes_its_kind_its_title_and_its_place(text, kind, title, place):
    found = parse_line(text, ActContext(session(*BEFORE_A_MEETING), HERE, Words("vi")))
    [opened] = found.commands()
    assert isinstance(opened, OpenMeeting)
    assert (opened.kind, opened.place or "") == (kind, place)
    assert opened.title == title or not title


# As a secretary says it


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("bầu trưởng cụm năm 2021 là Sở Tài chính với 7/7 phiếu", "bầu trưởng cụm 2021 stc 7/7"),
        ("bầu trưởng cụm Văn phòng Ủy ban nhân dân tỉnh", "bầu trưởng cụm vp-ubnd"),
        ("bau truong cum van phong uy ban nhan dan tinh", "bầu trưởng cụm vp-ubnd"),
        ("đến snv lúc 8 giờ 05", "đến snv 8:05"),
        ("ý kiến bà A, Sở Nội vụ: Nhất trí", 'ý kiến snv "bà A" "Nhất trí"'),
        ("mời Sở Nội vụ phát biểu 5 phút", "mời snv 5"),
        ("chấm điểm cho Sở Tài chính tiêu chí II.3 được 9,5 điểm", "điểm stc II.3 9,5"),
    ],
)
def test_what_a_secretary_says_is_what_the_short_line_says(text, same):
    assert meant(text) == meant(same)


@pytest.mark.parametrize("way", ["lời", "bốc thăm theo lời", "lot by words"])
def test_a_lot_from_words_is_read_by_its_words(way):
    found = line(f'phân hạng {way} "a: hoa sen; b: lúa"')
    assert found.filling
    assert found.filling.raw["by"] == "words"
    assert found.filling.raw["words"] == "a: hoa sen; b: lúa"


def test_a_name_that_is_unknown_is_said_whole_and_a_bare_number_of_votes_is_no_rank():
    for text, typed in (
        ("bầu trưởng cụm Sở Y tế", "Sở Y tế"),
        ("bầu phó cụm Sở Y tế 5/7", "Sở Y tế"),
        ("vắng Sở Y tế có phép", "Sở Y tế"),
    ):
        bad = wrong(text)
        assert (bad.code, bad.facts["word"], bad.facts["value"]) == ("no-such-name", typed, "Sở")
    assert wrong("bầu phó cụm snv 7 phiếu").facts["word"] == "phiếu"
    assert wrong("bầu trưởng cụm Sở").code == "several-meant"
