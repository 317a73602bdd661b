"""Minutes as a paper: the entries of their meeting and no others, in the words of `minutes`."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from events.awards import NominateForAward
from events.compact_signatures import SignCompact
from events.elections import ElectDeputy
from events.errors import BadInput
from events.event import Source
from events.meeting_roles import GiveMeetingRole
from events.meetings import CloseMeeting, OpenMeeting, RecordAttendance, RecordGuest
from events.membership import RecordRoster
from events.minutes import ApproveMinutes, SignMinutes, WordSentence
from events.ranking import AdoptResult
from events.remarks import RecordRemark
from events.result_events import Place
from events.unit_commands import RenameUnit
from tests.form_app import FOUNDED, NOW, STARTED, TODAY, session
from tests.pages import standing_still
from tests.paper_words import assertive, body, marked, strange_words, tables
from thidua_tui.formatting.minutes.text import minutes_lines
from thidua_tui.formatting.papers.blocks import DOTS, Issue
from thidua_tui.formatting.papers.minutes import wording
from thidua_tui.formatting.papers.minutes_view import PaperMinutes
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.session import Session, in_place_of
from views.minutes import Minutes
from views.papers.facts import Office, Subject, digest, plain_facts
from views.papers.minutes import MinutesFacts, make

OPEN = OpenMeeting(
    meeting="m", cluster="tmth", year=2020, title="Tổng kết", on=TODAY, place="Hội trường"
)
PRESENT = RecordAttendance(meeting="m", units=("stc", "snv"), who="lãnh đạo")
REMARK = RecordRemark(meeting="m", text="Nhất trí", speaker="An", unit="stc")
RANKED = AdoptResult(
    cluster="tmth", year=2020, places=(Place(place=1, unit="stc"), Place(place=2, unit="snv"))
)
FLAG = NominateForAward(cluster="tmth", year=2020, unit="stc", form="co-tinh")
CLOSE = CloseMeeting(meeting="m")
OFFICE = Office(
    superior="UBND tỉnh", issuer="Cụm", symbol="CTĐ", recipients=("Như trên;", "Lưu: VT.")
)
FREE = frozenset(
    {"name", "title", "place", "text", "speaker", "who", "person", "office", "issuer", "superior"}
    | {"symbol", "recipients", "cluster_name", "presenter", "position", "short"}
)
"""Fields with text that people typed."""


@pytest.fixture(autouse=True)
def room():
    """The time zone of the room, whatever that of the machine is."""
    with standing_still():
        yield


def held(*commands, source: Source | None = None) -> Session:
    """A session in which a meeting was held, half a minute between two acts."""
    begun = session(*STARTED)
    ticks = iter(range(1, 1000))
    begun.ledger.clock = lambda: NOW + timedelta(minutes=next(ticks) // 2)
    for command in commands:
        begun.do(command, source=source, reason="test" if command.needs_reason else "")
    return begun


def facts(of: Session, known_at: int | None = None) -> MinutesFacts:
    """The facts as a program reads them from the register of papers."""
    found = make(of.ledger, Subject(cluster="tmth", year=2020, meeting="m"), known_at)
    return msgspec.convert(plain_facts(found), MinutesFacts)


def text(of: Session, lang: str = "vi", issue: Issue | None = None) -> str:
    return body(wording(facts(of), Words(lang), issue))


def position(of: Session, kind: str) -> int:
    return next(e.position for e in of.ledger.read() if type(e.event).__name__ == kind)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_minutes_of_the_facts_are_those_of_the_ledger(lang):
    of = held(OPEN, PRESENT, REMARK, RANKED, FLAG, CLOSE)
    of.do(RecordGuest(meeting="m", name="Bà Bình", title="Phó Trưởng ban", addendum=True))
    words, view = Words(lang), of.see(Minutes("m"))
    words.names = view.names
    assert minutes_lines(PaperMinutes(facts(of)), words, 80) == minutes_lines(view, words, 80)


def test_the_paper_has_the_wording_that_an_operator_gave_a_sentence():
    of = held(OPEN, REMARK)
    at = position(of, "RemarkRecorded")
    of.do(WordSentence(meeting="m", sentence=at, text="Các đơn vị đều nhất trí."))
    found = text(of)
    assert "Các đơn vị đều nhất trí." in found
    assert "An, Sở Tài chính" not in found


def test_what_is_recorded_outside_the_meeting_changes_no_fact_of_its_minutes():
    of = held(OPEN, RANKED, CLOSE, ApproveMinutes(meeting="m"))
    before = facts(of)
    of.do(FLAG)
    of.ledger.clock = lambda: NOW + timedelta(days=500)
    of.do(RenameUnit(unit="stc", name="Sở Tài chính mới", on=TODAY + timedelta(days=400)))
    of.do(SignMinutes(meeting="m", who="An"))
    assert plain_facts(facts(of)) == plain_facts(before)


def test_a_name_of_later_that_year_is_no_fact_where_only_another_unit_is_named_for_the_year():
    compact = SignCompact(cluster="tmth", year=2021, signatories=("snv",))
    roster = RecordRoster(cluster="tmth", year=2021, units=("stc", "snv"))
    of = held(roster, OPEN, PRESENT, compact, CLOSE)
    before = facts(of)
    of.ledger.clock = lambda: NOW + timedelta(days=200)
    of.do(RenameUnit(unit="stc", name="Sở Tài chính mới", on=TODAY + timedelta(days=100)))
    assert plain_facts(facts(of)) == plain_facts(before)
    of.do(RenameUnit(unit="snv", name="Sở Nội vụ mới", on=TODAY + timedelta(days=100)))
    assert plain_facts(facts(of)) != plain_facts(before)
    assert "Sở Nội vụ mới" in text(of)


def test_a_correction_has_the_key_of_what_it_corrects_and_the_old_position_its_old_facts():
    of = held(OPEN, REMARK, CLOSE)
    before, last = facts(of), max(e.position for e in of.ledger.read())
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "RemarkRecorded"]
    of.do(in_place_of(wrong, replace(REMARK, text="Nhất trí 90 %")), reason="nhầm")
    now = facts(of)
    (was,) = (one for one in before.entries if one.type == "remark-recorded")
    (corrected,) = (one for one in now.entries if one.type == "remark-recorded")
    assert (corrected.key, corrected.at) == (was.key, was.at)
    assert corrected.event["text"] == "Nhất trí 90 %"
    assert digest(facts(of, last)) == digest(before) != digest(now)


def test_what_the_ledger_does_not_hold_is_dots_and_is_named():
    of = held(OPEN, PRESENT, CLOSE, source=Source(kind="document", title="Biên bản cũ"))
    paper = wording(facts(of), Words("vi"))
    assert "Thời gian bắt đầu: …… giờ …… phút, ngày\u00a014 tháng\u00a001" in body(paper)
    assert f"Chủ trì: {DOTS}" in body(paper)
    assert f"Vắng mặt (đơn vị, lý do): {DOTS}" in body(paper)
    assert "kết thúc vào …… giờ …… phút, ngày …… tháng …… năm ……./." in body(paper)
    assert {"giờ bắt đầu", "giờ kết thúc", "người chủ trì", "thư ký"} < {*paper.missing}
    assert {"đơn vị vắng mặt, lý do", "nơi nhận", "ký hiệu văn bản"} < {*paper.missing}
    assert [one.post for one in paper.signatures] == ["THƯ KÝ", "CHỦ TRÌ"]


def test_times_chair_and_secretary_are_those_of_the_meeting():
    chair = GiveMeetingRole(meeting="m", held="chair", person="Bà Chi", office="Giám đốc")
    secretary = GiveMeetingRole(meeting="m", held="secretary", person="Ông Dũng")
    of = held(replace(OPEN, began="14:05"), chair, secretary, PRESENT, CLOSE)
    paper = wording(replace(facts(of), office=OFFICE), Words("vi"))
    assert "14 giờ 05 phút" in body(paper)
    assert "kết thúc vào 15 giờ" in body(paper)
    names = [(one.post, one.name) for one in paper.signatures]
    assert names == [("THƯ KÝ", "Ông Dũng"), ("CHỦ TRÌ", "Bà Chi")]
    assert paper.missing == ("đơn vị vắng mặt, lý do",)


def test_a_meeting_entered_later_has_the_times_that_its_document_gives():
    begun = replace(OPEN, began="08:05")
    of = held(begun, CloseMeeting(meeting="m", ended="10:40"), source=Source(kind="document"))
    paper = wording(facts(of), Words("vi"))
    assert "08 giờ 05 phút, ngày" in body(paper)
    assert "kết thúc vào 10 giờ 40 phút, ngày\u00a014 tháng\u00a001 năm\u00a02021./." in body(paper)
    assert not {"giờ bắt đầu", "giờ kết thúc"} & {*paper.missing}


def test_minutes_from_a_newspaper_say_so_and_have_no_place_to_sign():
    of = held(OPEN, source=Source(kind="newspaper", title="Báo"))
    paper = wording(facts(of), Words("vi"))
    assert "không phải biên bản do hội nghị lập" in body(paper)
    assert paper.signatures == ()


def test_a_ranking_is_a_table_of_the_units_with_a_place_and_its_nominations():
    of = held(OPEN, RANKED, FLAG, CLOSE)
    paper = wording(facts(of), Words("vi"))
    (table,) = tables(paper)
    assert [row[1:] for row in table.rows] == [
        ("Sở Tài chính", "Nhất", "Cờ thi đua của UBND tỉnh"),
        ("Sở Nội vụ", "Nhì", ""),
    ]
    assert "Số đơn vị có thứ hạng: 02/06." in body(paper)


def test_units_that_share_a_place_are_marked_and_a_full_ranking_counts_no_rest():
    places = tuple(Place(place=max(1, n - 1), unit=one.unit) for n, one in enumerate(FOUNDED))
    of = held(OPEN)
    of.do(replace(RANKED, places=places), reason="đồng hạng")
    paper = wording(facts(of), Words("vi"))
    (table,) = tables(paper)
    assert [row[2] for row in table.rows][:2] == ["Nhất (đồng hạng)"] * 2
    assert "Số đơn vị có thứ hạng" not in body(paper)


def test_the_number_is_that_of_the_issue_else_of_the_approval():
    of = held(OPEN, CLOSE, ApproveMinutes(meeting="m", number="07"))
    paper = wording(replace(facts(of), office=OFFICE), Words("vi"))
    assert paper.heading is not None
    assert paper.heading.number == "Số: 07/BB-CTĐ"
    assert paper.draft == "DỰ THẢO"
    issued = wording(facts(of), Words("vi"), Issue(number="01", symbol="BB-CTĐ", code="BB-1"))
    assert issued.heading is not None
    assert issued.heading.number == "Số: 01/BB-CTĐ"
    assert (issued.draft, issued.code) == ("", "BB-1")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_paper_is_of_a_template_or_of_a_fact(lang):
    guest = RecordGuest(meeting="m", name="Bà Bình", title="Phó Trưởng ban")
    secretary = GiveMeetingRole(meeting="m", held="secretary", person="Ông Dũng", office="CV")
    of = held(OPEN, guest, secretary, PRESENT, REMARK, RANKED, FLAG, CLOSE)
    known, markers = marked(replace(facts(of), office=OFFICE), FREE)
    paper = wording(known, Words(lang))
    assert strange_words(paper, lang, markers) == []
    shown = body(paper)
    guests = [one.event["name"] for one in known.entries if one.type == "guest-attended"]
    assert len(guests) == 1
    assert guests[0] in shown


def test_each_sentence_that_asserts_something_needs_its_fact():
    """The end needs the closing, the count of places a ranking; the rest is for the pen."""
    assert assertive("vi", "minutes").keys() == {"ended", "placed"}
    shown = text(held(OPEN))
    assert "kết thúc vào …… giờ …… phút, ngày ……" in shown
    assert "thứ hạng" not in shown


def test_minutes_hold_sixty_remarks_and_names_of_a_hundred_and_twenty_characters():
    name = "Sở " + "Văn hóa, Thể thao và Du lịch " * 4
    remarks = [replace(REMARK, text=f"Ý kiến {n}", speaker=name[:120]) for n in range(60)]
    shown = text(held(OPEN, *remarks, CLOSE))
    assert shown.count(name[:120].strip()) == 60
    assert all(f"Ý kiến {n}." in shown for n in range(60))


def test_two_deputies_have_a_sentence_each_and_no_guest_has_none():
    deputies = [
        ElectDeputy(cluster="tmth", year=2020, unit=unit, rank=rank)
        for rank, unit in enumerate(("snv", "skhdt"), 1)
    ]
    shown = text(held(OPEN, *deputies, CLOSE))
    assert shown.count("Phó trưởng cụm") == 2
    assert "Sở Nội vụ" in shown
    assert "Sở Kế hoạch và Đầu tư" in shown
    assert "Đại biểu" not in shown


def test_a_cluster_of_one_member_has_minutes():
    alone = RecordRoster(cluster="tmth", year=2019, units=("stc",))
    open_2019 = replace(OPEN, year=2019)
    shown = text(held(alone, open_2019, replace(PRESENT, units=("stc",)), CLOSE))
    assert "Có mặt (1): Sở Tài chính" in shown
    assert "Vắng mặt" not in shown


def test_an_entry_of_an_older_shape_is_read_as_the_ledger_reads_it():
    of = held(OPEN, RANKED)
    known = facts(of)
    old = tuple(replace(one, v=1) if one.type == "result-adopted" else one for one in known.entries)
    assert body(wording(replace(known, entries=old), Words("vi"))) == text(of)


def test_a_meeting_that_is_not_of_the_cluster_has_no_minutes():
    of = held(OPEN)
    for subject in (
        Subject(cluster="tmth", year=2020, meeting="x"),
        Subject(cluster="khac", year=2020, meeting="m"),
    ):
        with pytest.raises(BadInput, match="no-such-meeting"):
            make(of.ledger, subject)


def corrected(of: Session, text: str, reason: str) -> int:
    """Correct the remark, and return the position of the entry that takes its place."""
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "RemarkRecorded"][-1:]
    of.do(in_place_of(wrong, replace(REMARK, text=text)), reason=reason)
    return of.ledger.position()


@pytest.mark.parametrize(("approved", "head"), [(False, "Đính chính sau"), (True, "Phiếu đính")])
def test_what_was_corrected_after_the_closing_has_a_section_with_its_entry(approved, head):
    of = held(OPEN, REMARK, CLOSE, *([ApproveMinutes(meeting="m")] if approved else []))
    assert "ĐÍNH CHÍNH" not in text(of)
    at = corrected(of, "Nhất trí 90 %", "ghi nhầm")
    _, _, section = text(of).partition("ĐÍNH CHÍNH")
    assert section.lstrip().startswith(head)
    assert f"mục {at})" in section
    for line in ("Nhất trí", "Sửa là: ", "Nhất trí 90 %", "Lý do: ghi nhầm."):
        assert line in section
    assert section.index("Lý do") < section.index("Hội nghị kết thúc"), "./. ends the paper"


def test_what_was_corrected_in_session_is_no_correction_of_the_minutes():
    of = held(OPEN, REMARK)
    corrected(of, "Nhất trí 90 %", "ghi nhầm")
    of.do(CLOSE)
    assert facts(of).corrections == ()


def test_an_addendum_is_marked_and_has_its_section():
    of = held(OPEN, PRESENT, CLOSE)
    of.do(replace(REMARK, addendum=True))
    _, _, section = text(of).partition("BỔ SUNG SAU BẾ MẠC")
    assert "An, Sở Tài chính" in section
    assert "bổ sung sau bế mạc, lúc 14/01/2021 15:" in section
