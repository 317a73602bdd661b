"""Facts and sentences of minutes: each fact in one sentence, own wordings, correction sheets."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.agenda_commands import SetAgenda
from events.agenda_items import AgendaItem
from events.award_course import ProposeAward
from events.awards import NominateForAward
from events.emulation_movements import LaunchMovement
from events.errors import BadInput, Refused
from events.meeting_roles import GiveMeetingRole, MeetingRoleGiven
from events.meetings import (
    CloseMeeting,
    MeetingOpened,
    OpenMeeting,
    RecordAttendance,
    RecordGuest,
    RemarkRecorded,
)
from events.minutes import ApproveMinutes, ReadOutMinutes, SignMinutes, WordSentence
from events.minutes_events import SentenceWorded, meeting_of
from events.partial_sources import RecordProposal
from events.presence import RecordAbsence, RecordArrival, RecordDeparture
from events.ranking import AdoptResult
from events.remarks import RecordRemark
from events.result_events import Place
from events.scoring import ScoreRecorded
from events.unit_commands import FoundUnit
from tests.form_app import HERE, NOW, STARTED, TODAY, session
from tests.spec import entry
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.minutes import sentences, signers
from thidua_tui.command_line.parser import parse_line
from thidua_tui.formatting.minutes.additions import correction_texts, lines_below
from thidua_tui.formatting.minutes.sentences import TextSection, minutes_sections
from thidua_tui.formatting.minutes.text import broken, minutes_lines
from thidua_tui.formatting.slides.meeting_slides import load_meeting_now, meeting_slide
from thidua_tui.formatting.tables.render import render
from thidua_tui.i18n.messages import Words, local
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.screens.minutes_reader import chosen_meeting, reader_lines
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, in_place_of
from views.correction_sheets import Corrections
from views.minutes import Minutes
from views.minutes_states import MinutesStates
from views.projection import completed

VI = Words("vi")
OPEN = OpenMeeting(meeting="m", cluster="tmth", year=2020, title="Tổng kết", on=TODAY)
REMARK = RecordRemark(meeting="m", text="Nhất trí 100 %", unit="snv")
COURSE = (
    replace(OPEN, began="08:00"),
    RecordAttendance(meeting="m", units=("stc", "snv"), who="lãnh đạo"),
    RecordArrival(
        meeting="m", unit="skhdt", at="08:10", person="Bà Bình", substitute_for="Ông Cường"
    ),
    RecordAbsence(meeting="m", unit="vp-ubnd", notice="with-notice"),
    RecordGuest(meeting="m", name="Vũ Thanh Thụy"),
    REMARK,
    LaunchMovement(movement="x", name="Đợt thi đua"),
    RecordDeparture(meeting="m", unit="snv", at="10:20"),
    RecordArrival(meeting="m", unit="snv", at="10:40"),
    ReadOutMinutes(meeting="m", time="11:00"),
    CloseMeeting(meeting="m"),
    ApproveMinutes(meeting="m", method="consensus", number="05"),
    SignMinutes(meeting="m", who="An", role="chair"),
)


def held(*commands) -> Session:
    of = session(*STARTED)
    for command in commands:
        of.do(command)
    return of


def text_of(of: Session) -> tuple[TextSection, ...]:
    return minutes_sections(of.see(Minutes("m")), VI)


def entry_of(of: Session, name: str) -> int:
    return next(e.position for e in of.ledger.read() if type(e.event).__name__ == name)


def lines(of: Session) -> str:
    view = of.see(Minutes("m"))
    return "\n".join(minutes_lines(view, VI, 400, {}, correction_texts(view, of.see, VI)))


def test_each_fact_is_in_one_sentence_and_each_sentence_names_its_entries():
    of = held(*COURSE)
    facts = {
        entry.position
        for entry in of.ledger.read()
        if meeting_of(entry) == "m" and not isinstance(entry.event, SentenceWorded)
    }
    sentences = [sentence for section in text_of(of) for sentence in section.sentences]
    stated = Counter(position for sentence in sentences for position in sentence.entries)
    assert stated == Counter(facts)
    assert all(sentence.entries for sentence in sentences)


def test_a_substitute_is_named_a_departure_is_told_once_and_an_absence_is_listed():
    text = lines(held(*COURSE))
    assert "Bà Bình (thay Ông Cường)" in text
    assert text.count("10:20") == 1
    assert "Có mặt (3)" in text
    absent = text[text.index("Vắng mặt:") : text.index("II. NỘI DUNG")]
    assert "Văn phòng UBND tỉnh" in absent


def test_a_wording_changes_the_sentence_and_not_its_fact():
    of = held(OPEN, REMARK)
    position = entry_of(of, "RemarkRecorded")
    of.do(WordSentence(meeting="m", sentence=position, text="Các đơn vị đều nhất trí."))
    assert "Các đơn vị đều nhất trí." in lines(of)
    assert "100 %" not in lines(of)
    assert of.see(Minutes("m")).remarks()[0].text == "Nhất trí 100 %"


def test_a_fact_that_changes_shows_itself_and_offers_the_old_wording():
    of = held(OPEN, REMARK)
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "RemarkRecorded"]
    of.do(WordSentence(meeting="m", sentence=wrong[0].position, text="Đều nhất trí."))
    of.do(in_place_of(wrong, RecordRemark(meeting="m", text="Nhất trí 90 %")), reason="nhầm")
    assert "Nhất trí 90 %" in lines(of)
    assert "câu chữ riêng trước khi sửa mục này: «Đều nhất trí.»" in lines(of)


def test_a_line_words_the_sentence_in_the_minutes_that_hold_it():
    mid_year = OpenMeeting(meeting="n", cluster="tmth", year=2020, title="Sơ kết", on=TODAY)
    other = RecordRemark(meeting="n", text="Chưa nhất trí", unit="stc")
    of = held(OPEN, REMARK, CloseMeeting(meeting="m"), mid_year, other, CloseMeeting(meeting="n"))
    first, second = (e.position for e in of.ledger.read() if isinstance(e.event, RemarkRecorded))

    def meant(text):
        return parse_line(text, ActContext(of, HERE, VI))

    for place, meeting in ((first, "m"), (second, "n")):
        for verb in ("câu chữ", "word sentence"):
            [command] = meant(f'{verb} {place} "Đều nhất trí."').commands()
            assert command == WordSentence(meeting=meeting, sentence=place, text="Đều nhất trí.")
    unclear = meant('câu chữ "Đều nhất trí."').wrong
    assert isinstance(unclear, BadInput) and unclear.code == "several-possible"
    assert unclear.facts["names"] == "Tổng kết (m); Sơ kết (n)"
    of.do(ApproveMinutes(meeting="m", method="consensus"))
    for place in (first, 99):
        no_draft = meant(f'câu chữ {place} "Đều nhất trí."').wrong
        assert isinstance(no_draft, BadInput) and no_draft.code == "no-such-sentence"
        assert no_draft.facts == {"number": f"{place}", "names": "Sơ kết"}


def test_a_number_is_an_entry_and_never_a_part_of_another_sentence():
    of = held(OPEN, REMARK)
    remark = entry_of(of, "RemarkRecorded")
    assert "100" in lines(of) and remark != 100
    for typed in ("100", "câu=100", "99"):
        wrong = parse_line(f'câu chữ {typed} "Đều nhất trí."', ActContext(of, HERE, VI)).wrong
        assert wrong is not None and wrong.code in ("no-such-sentence", "no-match")
    [command] = parse_line(f'câu chữ {remark} "Đều nhất trí."', ActContext(of, HERE, VI)).commands()
    assert command == WordSentence(meeting="m", sentence=remark, text="Đều nhất trí.")


def test_lists_of_the_minutes_are_offered_as_no_sentence():
    of = held(*COURSE[:5])
    offered = {option.code for option in sentences(ActContext(of, HERE, VI), {})}
    arrived = {
        str(e.position) for e in of.ledger.read() if type(e.event).__name__ == "UnitsAttended"
    }
    assert offered and arrived and not arrived & offered
    [roll] = [s for part in text_of(of) for s in part.sentences if s.listed and "Có mặt" in s.text]
    assert {str(position) for position in roll.entries} >= arrived


def test_approved_minutes_say_how_many_additions_wait():
    of = held(*COURSE)

    def state() -> tuple[str, int | None]:
        (row,) = completed(of.see(MinutesStates("tmth")), of.ledger).rows()
        return row.state, row.waiting

    assert state() == ("signed", 0)
    of.do(RecordRemark(meeting="m", text="Bổ sung", addendum=True))
    before = of.ledger.position()
    assert state() == ("signed", 1)
    table = query_table("approvals", of.ledger, TableQuery("tmth", 2020), VI)
    assert "đã ký; 1 mục bổ sung chưa thông qua" in " ".join(render(table, "table", VI).split())
    of.do(ApproveMinutes(meeting="m", method="consensus"))
    assert state() == ("signed", 0)
    (then,) = completed(of.see(MinutesStates("tmth"), before), of.ledger, before).rows()
    assert then.waiting == 1


def adopt(*units: str) -> AdoptResult:
    places = tuple(Place(place=nth, unit=unit) for nth, unit in enumerate(units, 1))
    return AdoptResult(cluster="tmth", year=2020, places=places)


def test_a_correction_of_a_place_after_the_approval_is_a_sheet_with_both_wordings():
    of = held(OPEN, adopt("stc", "snv"), CloseMeeting(meeting="m"))
    first = [e for e in of.ledger.read() if type(e.event).__name__ == "ResultAdopted"]
    of.do(in_place_of(first, adopt("snv", "stc")), reason="ghi nhầm")
    assert of.see(Corrections()).rows() == ()
    of.do(ApproveMinutes(meeting="m"))
    second = [e for e in of.see(Minutes("m")).typed if type(e.event).__name__ == "ResultAdopted"]
    of.do(in_place_of(second, adopt("stc", "snv")), reason="đọc nhầm phiếu")
    (row,) = of.see(Corrections("tmth", 2020)).rows()
    assert (row.number, row.corrected, row.reason) == (1, (second[0].position,), "đọc nhầm phiếu")
    text = lines(of)
    assert "Phiếu đính chính số 1" in text
    assert "Đã ghi: Kết quả năm 2020 (bình xét): Nhất: Sở Nội vụ; Nhì: Sở Tài chính." in text
    assert "Sửa là: Kết quả năm 2020 (bình xét): Nhất: Sở Tài chính; Nhì: Sở Nội vụ." in text
    assert "Lý do: đọc nhầm phiếu" in text


def test_the_table_of_sheets_has_the_new_entry_both_wordings_and_the_papers():
    of = held(OPEN, adopt("stc", "snv"))
    first = [e for e in of.ledger.read() if type(e.event).__name__ == "ResultAdopted"]
    of.do(WordSentence(meeting="m", sentence=first[0].position, text="Nhất: Tài chính."))
    where: dict[str, Any] = {"cluster": "tmth", "year": 2020, "unit": "stc", "form": "co-tinh"}
    of.do(NominateForAward(**where))
    of.do(CloseMeeting(meeting="m"))
    of.do(ApproveMinutes(meeting="m", method="consensus"))
    of.do(ProposeAward(**where, number="12/TTr", on=TODAY))
    last = of.ledger.position()
    of.do(in_place_of(first, adopt("snv", "stc")), reason="đọc nhầm phiếu")
    table = query_table("corrections", of.ledger, TableQuery("tmth", 2020), VI)
    [row] = table.rows
    assert (row.corrected, row.entry, row.instead) == ((first[0].position,), last + 1, (last + 2,))
    text = " ".join(render(table, "table", VI).split())
    for part in (
        f"Mục sửa {last + 2} ",
        "Đã ghi Nhất: Tài chính. ",
        "Sửa là Kết quả năm 2020 (bình xét): Nhất: Sở Nội vụ; Nhì: Sở Tài chính. ",
        f"tờ trình số 12/TTr ngày {VI.day(TODAY)} (mục {last})",
    ):
        assert part in text
    assert f"mục {last + 2}" in lines(of) and "Đã ghi: Nhất: Tài chính." in lines(of)


def test_a_correction_after_the_closing_stays_in_the_minutes():
    of = held(OPEN, adopt("stc", "snv"), CloseMeeting(meeting="m"))
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "ResultAdopted"]
    of.do(in_place_of(wrong, adopt("snv", "stc")), reason="ghi nhầm")
    assert "Nhất: Sở Nội vụ; Nhì: Sở Tài chính" in lines(of)


def test_each_line_of_the_reader_knows_its_sentence():
    of = held(OPEN, REMARK)
    position = entry_of(of, "RemarkRecorded")
    lines_shown = reader_lines(of, of.see(Minutes("m")), VI, 60)
    stated = {at for line in lines_shown if line.sentence for at in line.sentence.entries}
    assert position in stated
    assert max(len(line.text) for line in lines_shown) <= 60
    assert chosen_meeting(of, HERE) == "m"


def test_a_correction_has_no_time_of_its_typing():
    of = held(OPEN, REMARK)
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "RemarkRecorded"]
    of.do(in_place_of(wrong, RecordRemark(meeting="m", text="Nói khác")), reason="nhầm")
    assert "– Ý kiến: Nói khác" in lines(of)


def minutes_text(of: Session) -> str:
    """The minutes with what is below their sentences."""
    view = of.see(Minutes("m"))
    return "\n".join(minutes_lines(view, VI, 400, lines_below(view, of.see, VI)))


def test_a_corrected_remark_keeps_its_time_and_names_the_sheet():
    live = replace(OPEN, on=local(NOW).date())
    of = held(live, REMARK, RecordArrival(meeting="m", unit="stc"), CloseMeeting(meeting="m"))
    first = next(line for line in minutes_text(of).split("\n") if "Nhất trí 100 %" in line)
    time = first.split(" ")[1]
    assert ":" in time
    of.ledger.clock = lambda: NOW + timedelta(hours=2)
    of.do(ApproveMinutes(meeting="m"))
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "RemarkRecorded"]
    of.do(in_place_of(wrong, RecordRemark(meeting="m", text="Nói khác")), reason="nhầm")
    text = minutes_text(of)
    said = next(line for line in text.split("\n") if "Nói khác" in line)
    assert said.split(" ")[1] == time
    assert text.count("(Câu này được sửa theo phiếu đính chính số 1.)") == 1


def test_the_quorum_of_a_meeting_that_units_left_is_that_of_its_end():
    of = held(OPEN, RecordAttendance(meeting="m", units=("stc", "snv")))
    assert "lúc này" not in minutes_text(of)
    of.do(RecordDeparture(meeting="m", unit="snv", at="10:20"))
    assert "số có mặt lúc này; đã về: Sở Nội vụ (10:20)." in minutes_text(of)
    of.do(CloseMeeting(meeting="m"))
    assert "số có mặt khi kết thúc hội nghị; đã về: Sở Nội vụ (10:20)." in minutes_text(of)


def test_the_points_of_a_list_are_alike_and_other_text_hangs():
    assert [*broken("1. Khai mạc\n2. Bế mạc", 40)] == ["1. Khai mạc", "2. Bế mạc"]
    assert [*broken("Có mặt: A\nVắng: B", 40)] == ["Có mặt: A", "    Vắng: B"]


ITEMS = (
    AgendaItem(item="roll", title="Điểm danh", opens="record-arrival"),
    AgendaItem(item="talk", title="Thảo luận", opens="record-remark"),
    AgendaItem(item="awards", title="Khen thưởng", opens="nominate"),
    AgendaItem(item="end", title="Bế mạc", opens="close-meeting"),
)


def test_the_course_is_in_the_order_of_the_agenda_and_its_sections_are_numbered():
    of = held(
        OPEN,
        RecordAttendance(meeting="m", units=("stc", "snv")),
        SetAgenda(meeting="m", items=ITEMS),
        RecordProposal(cluster="tmth", year=2020, unit="stc", form="bk-tinh"),
        FoundUnit(unit="x", name="Sở X"),
        REMARK,
        CloseMeeting(meeting="m"),
        ApproveMinutes(meeting="m"),
    )
    headings = [section.heading for section in text_of(of) if section.heading]
    assert headings == [
        "I. THÀNH PHẦN DỰ",
        "II. CHƯƠNG TRÌNH",
        "III. NỘI DUNG",
        "Mục 2. Thảo luận",
        "Mục 3. Khen thưởng",
        "Nội dung khác",
        "Mục 4. Bế mạc",
        "IV. ĐỌC LẠI VÀ THÔNG QUA BIÊN BẢN",
    ]


ROLES = (
    replace(OPEN, host="stc", chair="stc"),
    GiveMeetingRole(
        meeting="m", held="chair", unit="stc", person="An", office="Giám đốc Sở Tài chính"
    ),
    GiveMeetingRole(meeting="m", held="co-chair", unit="snv", person="Bình", office="Giám đốc"),
    GiveMeetingRole(meeting="m", held="secretary", person="Cúc"),
    GiveMeetingRole(meeting="m", held="presenter", unit="snv"),
)


def test_roles_are_in_the_head_and_at_the_places_for_signatures():
    text = lines(held(*ROLES)).split("\n")
    head = text[: text.index("THƯ KÝ (ký, ghi rõ họ tên)")]
    assert [line for line in head if ":" in line][1:] == [
        "Bắt đầu lúc 15:00.",
        "Đơn vị đăng cai: Sở Tài chính",
        "Chủ trì: An, Giám đốc Sở Tài chính",
        "Đồng chủ trì: Bình, Giám đốc (Sở Nội vụ)",
        "Thư ký: Cúc",
        "Trình bày: Sở Nội vụ",
    ]
    assert text[len(head) :] == [
        *("THƯ KÝ (ký, ghi rõ họ tên)", "    Cúc"),
        *("CHỦ TỌA (ký, ghi rõ họ tên)", "    An, Giám đốc Sở Tài chính"),
        *("ĐỒNG CHỦ TRÌ (ký, ghi rõ họ tên)", "    Bình, Giám đốc (Sở Nội vụ)"),
    ]


def test_who_has_signed_has_no_place_for_a_signature_left():
    approved = (CloseMeeting(meeting="m"), ApproveMinutes(meeting="m", method="consensus"))
    signed = held(*ROLES, *approved, SignMinutes(meeting="m", who="CÚC", role="secretary"))
    left = [line for line in lines(signed).split("\n") if "(ký, ghi rõ" in line]
    assert left == ["CHỦ TỌA (ký, ghi rõ họ tên)", "ĐỒNG CHỦ TRÌ (ký, ghi rõ họ tên)"]
    signed.do(SignMinutes(meeting="m", who="An", role="chair"))
    signed.do(SignMinutes(meeting="m", who="Bình", role="co-chair"))
    assert "(ký, ghi rõ" not in lines(signed)


def test_the_reader_has_the_lines_of_the_printed_minutes():
    of = held(*COURSE[:2], *ROLES[1:], *COURSE[2:])
    view = of.see(Minutes("m"))
    below, sheets = lines_below(view, of.see, VI), correction_texts(view, of.see, VI)
    printed = minutes_lines(view, VI, 60, below, sheets)
    assert [line.text for line in reader_lines(of, view, VI, 60)] == printed


def test_an_act_on_minutes_is_about_the_open_or_the_last_meeting_whatever_its_minutes_are():
    before = replace(OPEN, meeting="n", title="Sơ kết", on=TODAY - timedelta(days=9))
    of = held(before, CloseMeeting(meeting="n"), ApproveMinutes(meeting="n"), OPEN)

    def meant(text: str, here: Location = HERE) -> Any:
        [command] = parse_line(text, ActContext(of, here, VI)).commands()
        return command

    sign = 'ký biên bản "An" thư ký'
    for state in (None, CloseMeeting(meeting="m")):
        if state:
            of.do(state)
        assert {meant(one).meeting for one in (sign, "đọc biên bản", "thông qua biên bản")} == {"m"}
        with pytest.raises(Refused) as refused:
            of.do(meant(sign))
        assert refused.value.facts["title"] == "Tổng kết"
        assert "«Tổng kết» chưa được thông qua" in VI.refusal(refused.value)
    of.do(ApproveMinutes(meeting="m", method="consensus"))
    assert meant(sign).meeting == "m"
    assert meant(sign, Location(cluster="tmth", year=2019)).meeting == "m", "no meeting that year"


def test_the_quarter_of_a_briefing_is_in_its_sentence_minutes_and_table_once():
    briefing = replace(OPEN, kind="briefing", quarter="q3")
    of = held(briefing, replace(briefing, meeting="n", title="Giao ban quý III năm 2020"))
    first, second = (e for e in of.ledger.read() if isinstance(e.event, MeetingOpened))
    names = of.see(Minutes("m")).names
    assert VI.sentence(first.event, names).startswith("Khai mạc: Tổng kết, quý III")
    assert VI.sentence(second.event, names).startswith("Khai mạc: Giao ban quý III năm 2020")
    assert VI.sentence(second.event, names).count("quý III") == 1
    assert "Giao ban quý III" in lines(of)
    assert "quý III" in render(query_table("meetings", of.ledger, TableQuery(), VI), "table", VI)


def test_an_office_that_names_the_unit_is_not_followed_by_it():
    of = held(*ROLES)
    names = of.see(Minutes("m")).names
    chair, other = [e.event for e in of.ledger.read() if isinstance(e.event, MeetingRoleGiven)][:2]
    assert VI.sentence(chair, names) == "Hội nghị – chủ trì: An, Giám đốc Sở Tài chính."
    assert VI.sentence(other, names) == "Hội nghị – đồng chủ trì: Bình, Giám đốc (Sở Nội vụ)."


def test_who_signs_has_office_unit_and_role_of_the_meeting():
    of = held(*ROLES, CloseMeeting(meeting="m"), ApproveMinutes(meeting="m", method="consensus"))

    def signed(line: str) -> Any:
        found: Any = parse_line(line, ActContext(of, HERE, VI)).commands()
        return found[0].role, found[0].office, found[0].unit

    assert signed('ký biên bản "bình"') == ("co-chair", "Giám đốc", "snv")
    assert signed('ký biên bản "Cúc"') == ("secretary", "", None)
    assert signed('ký biên bản "Ai đó"') == ("secretary", "", None)
    assert signed('ký biên bản "An" với tư cách người chứng kiến')[0] == "witness"
    ground = ActContext(of, HERE, VI)
    assert [one.name for one in signers(ground, {"meeting": "m"})] == ["An", "Bình", "Cúc"]


def test_a_unit_that_left_comes_back_in_the_minutes():
    of = held(*COURSE)
    assert "Sở Nội vụ trở lại hội nghị lúc 10:40." in lines(of)


def test_a_remark_has_both_its_times_also_when_it_was_added_or_on_another_day():
    timed = replace(REMARK, at="09:10", until="09:15")
    of = held(replace(OPEN, on=TODAY - timedelta(days=3)), timed, CloseMeeting(meeting="m"))
    of.do(replace(timed, at="09:40", until="", addendum=True))
    found = [line for line in lines(of).split("\n") if "Nhất trí 100 %" in line]
    assert [line.split(" ")[1] for line in found] == ["09:10–09:15", "09:40"]


def test_the_slide_of_a_meeting_names_who_chairs_it():
    of = held(*ROLES)
    slide = meeting_slide(load_meeting_now(of.see, HERE), VI)
    assert slide.below[:2] == (
        "Chủ trì: An, Giám đốc Sở Tài chính",
        "Đồng chủ trì: Bình, Giám đốc (Sở Nội vụ)",
    )


def test_points_of_a_unit_that_follow_each_other_are_one_sentence():
    points = (("snv", "I.1", "9,5"), ("snv", "I.2", "10"), ("stc", "I.1", "8"), ("snv", "I.3", "7"))
    facts = [
        ScoreRecorded(
            cluster="tmth",
            year=2020,
            unit=unit,
            criterion=criterion,
            points=Decimal(given.replace(",", ".")),
        )
        for unit, criterion, given in points
    ]
    of = held(OPEN)
    view = of.see(Minutes("m"))
    for position, fact in enumerate(facts, 100):
        first = entry(fact, position, meeting="m")
        view.apply(
            replace(first, event=replace(fact, evidence="CV 1")) if position == 103 else first
        )
    [course] = [one for one in minutes_sections(view, VI) if one.kind == "course"]
    texts = [(one.text.split(" ", 2)[2], one.entries) for one in course.sentences]
    assert texts == [
        ("Sở Nội vụ, điểm thẩm định: I.1: 9,5; I.2: 10.", (100, 101)),
        ("Sở Tài chính, tiêu chí I.1 (thẩm định): 8 điểm.", (102,)),
        ("Sở Nội vụ, tiêu chí I.3 (thẩm định): 7 điểm; minh chứng: CV 1.", (103,)),
    ]


def test_the_minutes_name_the_items_that_were_left_in_one_sentence():
    items = [("a", "Báo cáo", "present-report"), ("b", "Bầu Trưởng cụm", "elect-head")]
    agenda = tuple(AgendaItem(item=i, title=t, opens=o) for i, t, o in (*items, ("c", "Ảnh", "")))
    of = held(OPEN, SetAgenda(meeting="m", items=agenda), REMARK, CloseMeeting(meeting="m"))
    assert "Nội dung chưa thực hiện: 2. Bầu Trưởng cụm; 3. Ảnh." in reader_text(of)


def reader_text(of: Session) -> str:
    view = of.see(Minutes("m"))
    return "\n".join(minutes_lines(view, VI, 400, lines_below(view, of.see, VI)))


def test_what_is_added_to_a_meeting_by_a_line_is_not_in_the_minutes_of_the_open_one():
    of = held(OPEN, CloseMeeting(meeting="m"), replace(OPEN, meeting="m2", title="Giao ban"))
    words = Words("vi")
    for line in ('khách "Bà Y" hội-nghị=m', "vắng snv có phép hội-nghị=m", "yk hội-nghị=m: Sót"):
        [command] = parse_line(line, ActContext(of, HERE, words)).commands()
        of.do(command)
    texts = [one.text for s in minutes_sections(of.see(Minutes("m2")), VI) for one in s.sentences]
    assert not any(part in text for text in texts for part in ("Bà Y", "vắng", "Sót"))
    assert all(part in reader_text(of) for part in ("Bà Y", "vắng mặt", "Sót"))


def test_the_number_of_no_item_and_the_brackets_of_the_help_are_understood_in_a_line():
    items = tuple(AgendaItem(item=item, title=item) for item in ("a", "b"))
    of = held(OPEN, SetAgenda(meeting="m", items=items))
    for line in ("chuyển mục 1 sau 99", 'thêm mục "Tham quan" sau 99'):
        wrong = parse_line(line, ActContext(of, HERE, VI)).wrong
        assert isinstance(wrong, BadInput) and wrong.code == "no-such-item"
        assert wrong.facts == {"number": "99", "count": 2}
    of.do(CloseMeeting(meeting="m"))
    [opening] = parse_line("khai mạc (hội nghị) triển khai", ActContext(of, HERE, VI)).commands()
    assert isinstance(opening, OpenMeeting) and opening.kind == "deployment"
