"""Minutes as text: who was there, the course with its times, and what was added later."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from msgspec.structs import replace

from events.emulation_movements import LaunchMovement
from events.errors import Refused
from events.event import Source
from events.meeting_reports import PresentReport
from events.meetings import CloseMeeting, OpenMeeting, RecordAttendance, RecordGuest
from events.minutes import ApproveMinutes, SignMinutes
from events.remarks import RecordRemark
from tests.form_app import HERE, NOW, STARTED, TODAY, session
from tests.pages import ledger_at, standing_still
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.cli.main import answer
from thidua_tui.formatting.minutes.text import minutes_lines
from thidua_tui.formatting.sentences.entries import sentence_row
from thidua_tui.forms.form_state import FormState
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.session import Session, in_place_of, take_back
from views.journal import Journal
from views.minutes import Minutes

OPEN = OpenMeeting(meeting="m", cluster="tmth", year=2020, title="Tổng kết", on=TODAY)
CLOSE = CloseMeeting(meeting="m")
LATE = Source(kind="document", title="Biên bản")
REMARK = RecordRemark(meeting="m", text="Nói gì đó", speaker="An", unit="stc")
ADDED = {"vi": "bổ sung sau bế mạc", "en": "added after the closing"}


@pytest.fixture(autouse=True)
def room():
    """The time zone of the room, whatever that of the machine is."""
    with standing_still():
        yield


def attendance(*units: str, who: str = "") -> RecordAttendance:
    return RecordAttendance(meeting="m", units=units, who=who)


def held(*commands, source: Source | None = None) -> Session:
    """A session in which a meeting was held, a minute between two acts."""
    begun = session(*STARTED)
    ticks = iter(range(1, 1000))
    begun.ledger.clock = lambda: NOW + timedelta(minutes=next(ticks) // 2)
    for command in commands:
        begun.do(command, source=source)
    return begun


def text(of: Session, lang: str = "vi", width: int = 400) -> list[str]:
    return minutes_lines(of.see(Minutes("m")), Words(lang), width)


def line(of: Session, part: str, lang: str = "vi") -> str:
    (found,) = (one for one in text(of, lang) if part in one)
    return found


def test_present_with_a_second_list_counts_each_unit_once():
    of = held(OPEN, attendance("stc", "snv"), attendance("snv", "skhdt"))
    assert line(of, "Có mặt") == "Có mặt (3): Sở Tài chính, Sở Nội vụ, Sở Kế hoạch và Đầu tư"


def test_present_with_a_later_list_takes_who_it_says_and_keeps_who_it_does_not():
    of = held(
        OPEN,
        attendance("stc", "snv", who="lãnh đạo"),
        attendance("snv", who="chuyên viên"),
        attendance("stc"),
    )
    told = [(row.who, [u.unit for u in row.units]) for row in of.see(Minutes("m")).present()]
    assert told == [("lãnh đạo", ["stc"]), ("chuyên viên", ["snv"])]


FACTS = (attendance("stc", "snv"), attendance("snv", "skhdt"), REMARK, attendance("skhdt", "stc"))


def test_minutes_count_the_same_in_every_order_of_typing():
    counts = set()
    for order in permutations(FACTS):
        view = held(OPEN, *order).see(Minutes("m"))
        units = sorted(unit.unit for row in view.present() for unit in row.units)
        counts.add((*units, len(view.remarks()), len(view.course())))
    assert counts == {("skhdt", "snv", "stc", 1, 1)}


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ({"speaker": "An", "unit": "stc"}, "An, Sở Tài chính (ý kiến): X"),
        ({"speaker": "An"}, "An (ý kiến): X"),
        ({"unit": "stc"}, "Sở Tài chính (ý kiến): X"),
        ({}, "Ý kiến: X"),
    ],
)
def test_remark_in_minutes_names_the_speaker_and_the_unit(who, told):
    of = held(OPEN, RecordRemark(meeting="m", text="X", **who))
    assert line(of, ": X").endswith(f" {told}")


def test_course_lists_reports_remarks_and_acts_in_order_with_the_time():
    of = held(
        OPEN,
        REMARK,
        LaunchMovement(movement="x", name="Đợt thi đua"),
        PresentReport(meeting="m", title="Báo cáo"),
        CLOSE,
    )
    course = [line for line in text(of) if line[0] == "–"]
    assert [one.split(" ", 2)[2][:9] for one in course] == [
        "An, Sở Tà",
        "Phong trà",
        "Trình bày",
        "Bế mạc hộ",
    ]
    times = [one.split(" ")[1] for one in course]
    assert times == sorted(times)
    assert times[0].startswith("15:0")  # 08:00 UTC in Lạng Sơn


@pytest.mark.parametrize(
    ("opening", "source"),
    [(OPEN, LATE), (replace(OPEN, on=date(2021, 1, 12)), None)],
    ids=["from a document", "of an earlier day"],
)
def test_course_of_a_meeting_entered_late_has_no_times(opening, source):
    of = held(opening, REMARK, CLOSE, source=source)
    course = [one[:4] for one in text(of) if one.startswith("– ")]
    assert course == ["– An", "– Bế"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("act", "part"),
    [
        (REMARK, "Nói gì đó"),
        (RecordGuest(meeting="m", name="Bà Bình"), "Bà Bình"),
        (attendance("skhdt"), "Sở Kế hoạch"),
        (PresentReport(meeting="m", title="Báo cáo bổ sung"), "Báo cáo bổ sung"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_what_is_recorded_after_the_closing_is_marked_in_minutes_and_journal(act, part, lang):
    before, after = held(OPEN, act, CLOSE), held(OPEN, CLOSE, replace(act, addendum=True))
    mark, words = ADDED[lang], Words(lang)
    at = words.instant(list(after.ledger.read())[-1].at)
    assert mark not in line(before, part, lang)
    assert f"{mark}, " in line(after, part, lang)
    assert at in line(after, part, lang)
    journal = after.see(Journal())
    *_, closing, last = (sentence_row(journal, row, words).sentence for row in journal.rows())
    assert last.endswith(f"({mark})")
    assert mark not in closing


def test_attendance_added_after_the_closing_counts_and_leaves_the_session_alone():
    later = replace(attendance("stc", "snv", who="khác"), addendum=True)
    of = held(OPEN, attendance("stc", who="lãnh đạo"), CLOSE, later)
    at = Words("vi").instant(list(of.ledger.read())[-1].at)
    added = f"Sở Nội vụ – khác (bổ sung sau bế mạc, lúc {at})"
    assert line(of, "Có mặt") == f"Có mặt (2): Sở Tài chính – lãnh đạo; {added}"


def test_correction_after_the_closing_of_a_remark_of_the_session_is_not_an_addition():
    of = held(OPEN, REMARK, CLOSE)
    (wrong,) = (e for e in of.ledger.read() if type(e.event).__name__ == "RemarkRecorded")
    remark = RecordRemark(meeting="m", text="Nói khác")
    of.do(in_place_of([wrong], remark), reason="nghe nhầm")
    assert ADDED["vi"] not in line(of, "Nói khác")
    journal = of.see(Journal())
    assert not any(row.after_closing for row in journal.rows())


def test_closing_with_an_addition_is_not_taken_back():
    of = held(OPEN, CLOSE, replace(REMARK, addendum=True))
    (closing,) = (e for e in of.ledger.read() if type(e.event).__name__ == "MeetingClosed")
    assert of.see(Journal()).rows()[-1].after_closing
    with pytest.raises(Refused, match="stands-on-it"):
        of.do(take_back([closing]), reason="bế mạc nhầm")


def test_late_entry_of_a_closed_meeting_is_accepted_without_a_mark():
    of = held(OPEN, CLOSE, REMARK, source=LATE)
    assert ADDED["vi"] not in line(of, "Nói gì đó")


def default(of: Session, act: str) -> str:
    return FormState(ACTS[act], ActContext(of, HERE, Words("vi"))).raw["meeting"]


@pytest.mark.parametrize(
    "act", ["record-attendance", "record-guest", "present-report", "record-remark"]
)
def test_closed_meeting_is_never_the_default(act):
    of = held(OPEN)
    assert default(of, act) == "m"
    of.do(CLOSE)
    assert default(of, act) == ""
    of.late = LATE
    assert default(of, act) == ""


def test_late_entry_takes_the_open_meeting_of_its_year_and_no_other():
    of = held(OPEN)
    of.late = LATE
    assert default(of, "record-remark") == "m"
    later = OpenMeeting(meeting="n", cluster="tmth", year=2021, title="Sơ kết", on=TODAY)
    other = held(later)
    assert default(other, "record-remark") == "n"
    other.late = LATE
    assert default(other, "record-remark") == ""


LINES = {
    "khách": ('{} "Ông A"', "Ông A"),
    "điểm danh": ("{} stc", "Đơn vị dự: Sở Tài chính"),
    "báo cáo": ('{} tên-gọi="Báo cáo A"', "Báo cáo A"),
    "ý kiến": ("{} stc: Nói thêm: một câu", "Nói thêm: một câu"),
    "phát biểu": ("{} An: Nói thêm", "An – ý kiến: Nói thêm"),
}


@pytest.mark.parametrize("verb", LINES)
def test_line_without_a_meeting_is_answered_with_advice_that_works(tmp_path, capsys, verb):
    file = ["--ledger", str(ledger_at(tmp_path / "a.ledger", story=True))]
    form, part = LINES[verb]
    assert answer(["do", form.format(verb), *file]) != 0
    advice = capsys.readouterr().err.partition("«hội-nghị=")[2].partition("»")[0]
    line = form.format(f"{verb} hội-nghị={advice}")
    assert answer(["do", line, *file]) == 0, line
    capsys.readouterr()
    assert answer(["journal", "--from", "36", *file]) == 0
    told = capsys.readouterr().out
    assert part in told
    assert "(bổ sung sau bế mạc)" in told


def test_line_with_a_named_field_before_the_colon_keeps_the_text_behind_it(tmp_path, capsys):
    file = ["--ledger", str(ledger_at(tmp_path / "a.ledger", story=True))]
    assert answer(["do", "ý kiến hội-nghị=tong-ket-2020: Lời: một hai", *file]) == 0
    assert "Lời: một hai" in capsys.readouterr().out


def test_what_is_recorded_after_the_approval_is_marked_and_approved_again():
    of = held(OPEN, attendance("stc"), REMARK, ApproveMinutes(meeting="m"))
    assert "bổ sung" not in "\n".join(text(of))
    of.do(SignMinutes(meeting="m", who="An"))
    for act in (attendance("snv"), RecordGuest(meeting="m", name="Bà Y"), REMARK):
        of.do(act)
    mark = "(bổ sung sau khi thông qua biên bản; chưa thông qua)"
    assert line(of, "Có mặt").endswith(f"Sở Nội vụ {mark}")
    assert line(of, "Đại biểu").endswith(f"Bà Y {mark}")
    assert sum(mark in one and "Nói gì đó" in one for one in text(of)) == 1
    assert (
        line(of, "(Phần bổ sung") == "(Phần bổ sung sau khi thông qua, 3 mục: tạm, chưa thông qua)"
    )
    assert line(of, "An ký").endswith("(Chữ ký trên văn bản trước khi bổ sung.)")
    of.do(ApproveMinutes(meeting="m"))
    shown = "\n".join(text(of))
    assert "chưa thông qua" not in shown
    assert shown.count("(bổ sung sau khi thông qua biên bản)") == 3


def test_minutes_that_a_document_gives_are_a_draft_until_their_approval_is_recorded():
    of = held(OPEN, CLOSE, source=LATE)
    assert "(DỰ THẢO – sổ chưa ghi việc thông qua biên bản)" in text(of)
    assert any(one.startswith("CHỦ TỌA (ký") for one in text(of))
    news = held(OPEN, CLOSE, source=Source(kind="newspaper", title="Báo"))
    assert not any("DỰ THẢO" in one or "(ký" in one for one in text(news))
    said = "(Ghi lại theo nguồn: báo chí «Báo»; không phải biên bản do hội nghị lập)"
    assert said in text(news)
    assert said not in text(of)


def test_the_minutes_have_the_time_of_the_opening_that_was_given():
    of = held(replace(OPEN, began="07:30"), REMARK)
    assert line(of, "Bắt đầu") == "Bắt đầu lúc 07:30."


def test_what_is_added_to_a_closed_meeting_is_not_in_the_minutes_of_the_open_one():
    of = held(OPEN, CLOSE, replace(OPEN, meeting="n", title="Trù bị"))
    of.do(replace(REMARK, addendum=True))
    assert any("Nói gì đó" in one for one in text(of))
    other = minutes_lines(of.see(Minutes("n")), Words("vi"), 400)
    assert not any("Nói gì đó" in one for one in other)
