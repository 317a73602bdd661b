"""What tables, minutes and the year show of sheets, explanations and evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.event import Event
from events.evidence_files import EvidenceFiled
from events.explanations import ExplanationGiven, ExplanationKind
from events.meetings import MeetingClosed, MeetingOpened
from events.rule_book import RulesIssued, flat_book
from events.sheet_events import SheetApproved, SheetReturned, SheetSubmitted, SheetVerified
from events.sheet_states import ReturnSheet
from events.store.ledger import Circumstances
from tests.facts import BOOK, DAY, HERE, MEMBERS, Fields
from tests.spec import ledger_with
from tests.test_year_checklist import steps
from thidua_tui.formatting.minutes.text import minutes_lines
from thidua_tui.formatting.tables.layouts import LAYOUTS
from thidua_tui.i18n.messages import LANGUAGES, Words
from views.evidence_files import EvidenceFiles
from views.minutes import Minutes
from views.projection import project
from views.score_threads import Threads
from views.sheet_progress import SheetProgress, SheetProgressRow
from views.subject_history import Subject, trail

A: Fields = {**HERE, "unit": "a"}
CELL: Fields = {**A, "criterion": "I"}
BASE = (*MEMBERS, BOOK)
VI = Words("vi")


def gave(kind: ExplanationKind, text: str = "Có", **more: Any) -> ExplanationGiven:
    return ExplanationGiven(**{**CELL, **more}, kind=kind, text=text)


def threads(*facts: Event) -> list[tuple[str, int, str]]:
    rows = project(Threads(), ledger_with(BASE, facts)).rows()
    return [(row.criterion, row.number, row.state) for row in rows]


def sheet(*facts: Event, book: RulesIssued = BOOK) -> SheetProgressRow:
    rows = project(SheetProgress(), ledger_with(MEMBERS, book, facts)).rows()
    return next(row for row in rows if row.unit == "a")


# Threads


def test_a_thread_is_open_then_answered_then_closed():
    assert threads(gave("claim")) == [("I", 1, "open")]
    assert threads(gave("claim"), gave("answer")) == [("I", 1, "answered")]
    assert threads(gave("claim"), gave("answer"), gave("objection")) == [("I", 1, "open")]
    assert threads(gave("claim"), gave("verdict")) == [("I", 1, "closed")]


def test_a_claim_after_the_verdict_begins_the_next_thread_and_open_threads_come_first():
    closed = (gave("claim"), gave("verdict"))
    assert threads(*closed, gave("claim")) == [("I", 2, "open"), ("I", 1, "closed")]
    other = gave("claim", criterion="II")
    assert threads(*closed, other) == [("II", 1, "open"), ("I", 1, "closed")]


def test_a_row_has_the_points_of_the_verdict_and_the_course_with_its_text_as_text():
    verdict = gave("verdict", points=Decimal("9.5"), person="Ông [red]An", paper="12/BC", on=DAY)
    [row] = project(Threads(), ledger_with(BASE, gave("claim"), verdict)).rows()
    assert (row.points, row.closed_on, row.criterion_name) == (Decimal("9.5"), DAY, "Nhiệm vụ")
    course = LAYOUTS["threads"].columns["explanations"](row, VI)
    assert course == "kiến nghị: Có; kết luận của Ông [red]An, 14/01/2021, 12/BC: Có (9,5 điểm)"


# Sheets


def test_without_a_recorded_state_there_are_no_rows():
    assert project(SheetProgress(), ledger_with(BASE)).rows() == ()


def test_the_other_members_are_drafts_once_a_state_is_recorded():
    rows = project(SheetProgress(), ledger_with(BASE, SheetSubmitted(**A))).rows()
    assert {row.unit: row.state for row in rows} == {"a": "submitted", "b": "draft", "c": "draft"}


@pytest.mark.parametrize(
    ("day", "late", "said"),
    [
        (date(2020, 12, 9), 0, "đúng hạn"),
        (date(2020, 12, 10), 0, "đúng hạn"),
        (date(2020, 12, 13), 3, "trễ 3 ngày"),
        (None, None, ""),
    ],
)
def test_a_sheet_is_on_time_by_the_deadline_of_the_book(day, late, said):
    book = replace(flat_book(BOOK.criteria, 2, "Sách"), self_score_deadline="10/12")
    row = sheet(SheetSubmitted(**A, on=day), book=RulesIssued(**HERE, book=book))
    assert (row.deadline, row.late) == (date(2020, 12, 10), late)
    assert said in LAYOUTS["sheets"].columns["sheet_submitted"](row, VI)


def test_without_a_deadline_nothing_is_late():
    assert sheet(SheetSubmitted(**A, on=DAY)).late is None


def test_a_return_names_its_reason_and_makes_the_verification_void():
    ledger = ledger_with(BASE, SheetSubmitted(**A), SheetVerified(**A, by="deputy"))
    how = Circumstances(by="Thư ký", reason="Thiếu báo cáo")
    ledger.execute(ReturnSheet(**A), how)
    row = next(r for r in project(SheetProgress(), ledger).rows() if r.unit == "a")
    assert (row.state, row.returned_why, row.verified_by) == ("returned", "Thiếu báo cáo", None)
    assert LAYOUTS["sheets"].columns["sheet_verified"](row, VI) == "—"


def test_a_step_without_a_day_is_not_shown_as_if_it_were_not_taken():
    row = sheet(SheetSubmitted(**A), SheetVerified(**A), SheetApproved(**A))
    shown = {name: cell(row, VI) for name, cell in LAYOUTS["sheets"].columns.items()}
    assert shown["sheet_submitted"] == "không rõ ngày"
    assert shown["sheet_verified"] == "Trưởng cụm"
    assert shown["sheet_approved"] == "cơ quan thường trực"


# Evidence


def test_a_file_is_listed_with_its_size_and_hash():
    filed = EvidenceFiled(**CELL, name="Báo cáo.pdf", sha256="ab" * 32, size=2049)
    [row] = project(EvidenceFiles(), ledger_with(BASE, filed)).rows()
    assert (row.name, row.criterion_name) == ("Báo cáo.pdf", "Nhiệm vụ")
    assert LAYOUTS["evidence"].columns["file_size"](row, VI) == "3 KB"


# The year and the minutes


def test_the_checklist_has_both_steps_only_where_something_of_them_is_recorded():
    assert not {"sheets", "threads"} & {*steps(*BASE)}
    found = steps(*BASE, SheetSubmitted(**A), SheetVerified(**A), gave("claim"))
    assert (found["sheets"].done, found["sheets"].of) == (1, 3)
    assert (found["threads"].done, found["threads"].of) == (0, 1)
    closed = steps(*BASE, gave("claim"), gave("verdict"))
    assert closed["threads"].state == "done"


MEETING = MeetingOpened(meeting="m", **HERE, title="Họp", kind="appraisal", on=DAY)


def minutes(*facts: Event, lang: str = "vi") -> str:
    view = project(Minutes("m"), ledger_with(BASE, MEETING, facts))
    return "\n".join(minutes_lines(view, Words(lang), 200))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_minutes_name_the_states_and_the_threads_without_a_verdict(lang):
    claim = gave("claim", text="Còn bằng khen\n[red]", unit="b")
    text = minutes(SheetSubmitted(**A), claim, MeetingClosed(meeting="m", **HERE), lang=lang)
    assert "Sở A" in text
    assert "Còn bằng khen [red]" in text
    assert ("chưa kết luận (1)" if lang == "vi" else "without a verdict (1)") in text


def test_minutes_do_not_change_by_what_is_recorded_after_the_closing():
    closed = MeetingClosed(meeting="m", **HERE)
    before = minutes(gave("claim"), closed)
    assert before == minutes(gave("claim"), closed, gave("verdict"), SheetSubmitted(**A))
    assert minutes(gave("claim"), gave("verdict"), closed).count("kết luận") == 0


def test_minutes_without_sheets_say_nothing_of_them():
    assert "Bảng chấm" not in minutes()


def test_a_return_is_part_of_the_history_of_a_member_and_names_no_other():
    other: Fields = {**HERE, "unit": "b"}
    ledger = ledger_with(BASE, SheetSubmitted(**A), SheetSubmitted(**other), SheetReturned(**A))
    subject = Subject(kind="member", **A)
    events = [step.entries[-1].event for step in trail(ledger, subject)]
    kinds = [type(event).__name__ for event in events if "Sheet" in type(event).__name__]
    assert kinds == ["SheetSubmitted", "SheetReturned"]
