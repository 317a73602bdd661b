"""Minutes carry the code and the picture of the ledger as it stood when the meeting was closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from events import checkpoint, checkpoint_code
from events.corrections import Retract
from events.meetings import CloseMeeting, MeetingClosed, OpenMeeting
from events.remarks import RecordRemark
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.form_app import session
from tests.pages import NOW, ledger_at, press, screen_text, shown
from tests.table_keys import to_table
from thidua_tui.cli.main import answer
from thidua_tui.formatting.pictures.qr_code import drawn, picture
from thidua_tui.formatting.tables.minutes_checkpoint import checkpoint_lines, closing_point
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import in_place_of
from views.minutes import Minutes
from views.projection import project

HOW = Circumstances(by="x", reason="Bổ sung")
MEETING = "tong-ket-2020"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return ledger_at(tmp_path / "a.ledger", story=True)


def record(file: Path, *commands) -> None:
    with SQLiteRecorder(file) as recorder:
        ledger = Ledger(recorder, clock=lambda: NOW)
        for command in commands:
            ledger.execute(command, HOW)


def minutes(file: Path, capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert answer(["minutes", *args, "--ledger", str(file)]) == 0
    return capsys.readouterr().out


def code_in(text: str) -> str:
    (code,) = (line.strip() for line in text.splitlines() if line.strip().startswith("35-"))
    return code


def test_the_code_is_of_the_closing_whatever_is_recorded_later(file, capsys):
    before = code_in(minutes(file, capsys))
    record(file, RecordRemark(meeting=MEETING, text="Ghi thêm sau hội nghị"))
    printed = minutes(file, capsys)
    assert "Ghi thêm sau hội nghị" in printed
    assert code_in(printed) == before
    with SQLiteRecorder(file, read_only=True) as recorder:
        checkpoint.compare(checkpoint_code.read(before), recorder)
        found = recorder.hash_at(35)
        assert found
        head = found.hex()
    assert head.startswith(checkpoint_code.read(before).head)
    assert answer(["verify", "--ledger", str(file), "--against", before]) == 0


def test_the_code_on_paper_stays_that_of_the_minutes_when_the_end_gets_a_time(file, capsys):
    before = code_in(minutes(file, capsys))
    with SQLiteRecorder(file) as recorder:
        closed = [e for e in Ledger(recorder).read() if isinstance(e.event, MeetingClosed)]
    record(file, in_place_of(closed[-1:], CloseMeeting(meeting=MEETING, ended="11:30")))
    printed = minutes(file, capsys)
    assert "Bế mạc hội nghị lúc 11:30" in printed
    assert code_in(printed) == before


def test_the_picture_is_that_of_the_code_and_dark_where_there_is_ink(file, capsys):
    printed = minutes(file, capsys)
    lines = [line for line in printed.splitlines() if drawn(line)]
    assert lines == picture(code_in(printed))
    assert "\x1b" not in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_an_open_meeting_has_no_code_and_says_so(file, capsys):
    opening = OpenMeeting(meeting="moi", cluster="tmth", year=2021, title="Sơ kết")
    record(file, opening)
    printed = minutes(file, capsys, "moi")
    assert "chưa bế mạc" in printed
    assert not [line for line in printed.splitlines() if drawn(line)]


def test_a_closing_that_was_taken_back_is_none(file, capsys):
    with SQLiteRecorder(file) as recorder:
        ledger = Ledger(recorder, clock=lambda: NOW)
        (closed,) = [e for e in ledger.read() if isinstance(e.event, MeetingClosed)]
        take = Retract(positions=(closed.position,), concerns=closed.event.tags())
        ledger.execute(take, HOW)
    assert "chưa bế mạc" in minutes(file, capsys)


def test_which_meeting_is_asked_where_there_are_several(file, capsys):
    record(file, OpenMeeting(meeting="moi", cluster="tmth", year=2021, title="Sơ kết"))
    assert answer(["minutes", "--ledger", str(file)]) == 2
    printed = capsys.readouterr().err
    assert "moi (Sơ kết)" in printed
    assert MEETING in printed
    assert answer(["minutes", "khac", "--ledger", str(file)]) == 2
    assert "khac" in capsys.readouterr().err
    empty = ledger_at(file.parent / "empty.ledger")
    assert answer(["minutes", "--ledger", str(empty)]) == 2


def test_a_meeting_that_was_taken_back_is_none_of_several(file, capsys):
    record(file, OpenMeeting(meeting="moi", cluster="tmth", year=2021, title="Sơ kết"))
    with SQLiteRecorder(file) as recorder:
        ledger = Ledger(recorder, clock=lambda: NOW)
        *_, opened = ledger.read()
        take = Retract(positions=(opened.position,), concerns=opened.event.tags())
        ledger.execute(take, HOW)
    assert "Hội nghị tổng kết" in minutes(file, capsys)


def test_minutes_of_a_changed_ledger_are_not_printed(file, capsys):
    data = file.read_bytes()
    file.write_bytes(data.replace("Sở Ngoại vụ".encode(), "Sở Ngoại VỤ".encode()))
    assert answer(["minutes", "--ledger", str(file)]) == 5
    assert not capsys.readouterr().out


def test_the_list_of_meetings_tells_the_codes_to_people_and_not_to_programs(file, capsys):
    code = code_in(minutes(file, capsys))
    assert answer(["show", "meetings", "--ledger", str(file)]) == 0
    assert code in capsys.readouterr().out
    assert answer(["show", "meetings", "--ledger", str(file), "--format", "json"]) == 0
    assert code not in capsys.readouterr().out


async def test_the_minutes_on_the_screen_carry_both(file, capsys):
    code = code_in(minutes(file, capsys))
    async with shown(file, size=(80, 24)) as pilot:
        await press(pilot, *to_table("minutes"), "end")
        seen = screen_text(pilot.app)
        rows = [row.strip() for row in picture(code) if row.strip()]
        assert all(row in seen for row in rows)
        await press(pilot, "pageup")
        assert code in screen_text(pilot.app)
        page = pilot.app.screen
        at = next(
            n for n, line in enumerate(page.table_lines) if drawn(line.text) and line.text.strip()
        )
        (span,) = page.line(at, 80).spans
        assert "#ffffff" in str(span.style)


def test_a_ledger_in_memory_has_no_code():
    at = session()
    view = project(Minutes("m"), at.ledger)
    assert closing_point(at.ledger, view) is None
    assert checkpoint_lines(at.ledger, view, Words("vi")) == []
