"""Keys of the grid about a cell and its unit's sheet: explain, file evidence, submit, return."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from events.command import Command
from events.evidence_files import EvidenceFiled
from events.explanations import ExplanationGiven, GiveExplanation
from events.scoring import RecordScore
from events.sheet_events import SheetReturned, SheetSubmitted, SheetVerified
from events.sheet_states import ReturnSheet, SubmitSheet
from tests.form_app import HERE
from tests.pages import screen_text
from tests.test_score_grid import STC, GridApp, ruled, said
from thidua_tui.forms.score_sheet import score_sheet
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.form import Form
from thidua_tui.screens.score_grid import Scores
from thidua_tui.session.session import Session
from thidua_tui.widgets.field_row import FieldRow
from views.subject_history import Subject, trail

OWN = [RecordScore(**STC, criterion=code, stage="self", points=Decimal(0)) for code in ("I", "II")]
VERIFIED = [RecordScore(**STC, criterion=code, points=Decimal(5)) for code in ("I", "II")]
CLAIM = GiveExplanation(**STC, criterion="I", kind="claim", text="Còn bằng khen [red]")


def shows(app: GridApp, kind: type[Any]) -> bool:
    return isinstance(app.screen, kind)


def last(at: Session) -> Any:
    return [*at.ledger.read()][-1].event


async def test_i_explains_the_cell_under_the_cursor():
    at = ruled()
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "i")
        assert shows(pilot.app, Form)
        await pilot.press(*"Con bang khen", "f2")
        assert shows(pilot.app, Scores)
    event = last(at)
    assert isinstance(event, ExplanationGiven)
    assert (event.unit, event.criterion, event.kind) == ("stc", "I", "claim")
    assert event.text == "Con bang khen"


async def test_an_open_thread_is_answered_by_default():
    at = ruled(CLAIM)
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "i", *"Khong tinh", "f2")
    assert (last(at).kind, last(at).text) == ("answer", "Khong tinh")


async def test_an_empty_explanation_is_refused_at_its_field():
    at = ruled()
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        before = at.ledger.position()
        await pilot.press("down", "i", "f2")
        assert shows(pilot.app, Form)
    assert at.ledger.position() == before


async def test_e_files_a_file_and_names_what_is_wrong_with_a_path(tmp_path):
    paper = tmp_path / "bc.pdf"
    paper.write_bytes(b"x")
    at = ruled()
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "e", *str(tmp_path), "f2")
        form: Any = pilot.app.screen
        assert shows(pilot.app, Form)
        assert "là thư mục" in "".join(str(row.wrong) for row in form.query(FieldRow))
        await pilot.press(*"/bc.pdf", "f2")
    event = last(at)
    assert isinstance(event, EvidenceFiled)
    assert (event.unit, event.criterion, event.name, event.size) == ("stc", "I", "bc.pdf", 1)


@pytest.mark.parametrize(
    ("commands", "kind"),
    [((*OWN,), SheetSubmitted), ((*OWN, *VERIFIED, SubmitSheet(**STC)), SheetVerified)],
)
async def test_b_takes_the_next_step_of_the_sheet(commands: tuple[Command, ...], kind):
    at = ruled(*commands)
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "b")
        assert shows(pilot.app, Form)
        await pilot.press("f2")
        assert shows(pilot.app, Scores), "a sheet after the sheet of the cursor is not offered"
    assert isinstance(last(at), kind)
    assert last(at).unit == "stc"


async def test_an_incomplete_sheet_is_not_submitted_and_the_form_says_why():
    at = ruled(OWN[0])
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "b", "f2")
        form: Any = pilot.app.screen
        assert shows(pilot.app, Form)
        rows = "".join(str(row.wrong) for row in form.query(FieldRow))
        assert "còn thiếu 1 điểm tự chấm" in rows + screen_text(pilot.app)
    assert not isinstance(last(at), SheetSubmitted)


async def test_t_returns_a_sheet_with_its_reason_and_says_when_there_is_none():
    at = ruled(*OWN)
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "t")
        assert shows(pilot.app, Scores)
        assert "chưa có bảng chấm nào được nộp" in said(pilot.app)
    at.do(SubmitSheet(**STC))
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "t", "f2")
        assert shows(pilot.app, Form), "without a reason nothing is returned"
    assert not isinstance(last(at), SheetReturned)


async def test_own_scores_of_a_submitted_sheet_take_nothing_until_it_is_returned():
    at = ruled(*OWN, SubmitSheet(**STC))
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        screen: Any = pilot.app.screen
        while screen.stage != "self":
            await pilot.press("f8")
        await pilot.press("down", *"9", "enter")
        assert "điểm tự chấm không sửa được" in said(pilot.app)
        assert "sửa được" in screen.why_closed("stc", "II")
        assert screen.why_closed("snv", "II") == ""
    at.do(ReturnSheet(**STC), reason="Thiếu báo cáo")
    async with GridApp(at).run_test(size=(120, 40)) as pilot:
        screen = pilot.app.screen
        while screen.stage != "self":
            await pilot.press("f8")
        assert screen.why_closed("stc", "II") == ""


def test_rows_show_the_state_of_the_sheet_and_cells_the_open_thread():
    from thidua_tui.acts.context import ActContext
    from thidua_tui.forms.grid_content import GridFace
    from thidua_tui.forms.staged_scores import StagedScores

    at = ruled(*OWN, SubmitSheet(**STC, on=date(2020, 12, 10)), CLAIM, VERIFIED[0])
    ground = ActContext(at, HERE, Words("vi"))
    sheet = score_sheet(ground, "verified")
    staged = StagedScores(sheet, {}, lambda _: "")
    face = GridFace(sheet, staged, ground)
    row, column = face.row_of["stc"], face.column_of["I"]
    assert face.content.full[row] == "Sở Tài chính ◐"
    assert face.content.full[face.row_of["snv"]] == "Sở Nội vụ ○"
    assert face.content.remarks[row, column] == "thread"
    assert score_sheet(ActContext(ruled(), HERE, Words("vi")), "self").remarks.sign("stc") == ""


def test_the_history_of_a_cell_has_points_and_thread_in_order_of_time():
    """Acceptance of row 4.9."""
    at = ruled(VERIFIED[0], CLAIM)
    at.do(GiveExplanation(**STC, criterion="I", kind="verdict", text="Có", points=Decimal(7)))
    at.do(GiveExplanation(**STC, criterion="II", kind="claim", text="Ô khác"))
    here = {"cluster": "tmth", "year": 2020, "unit": "stc"}
    subject = Subject(kind="points", criterion="I", **here)  # type: ignore[arg-type]  # fields
    events = [step.entries[-1].event for step in trail(at.ledger, subject)]
    kinds = [getattr(event, "kind", "score") for event in events]
    assert kinds == ["score", "claim", "verdict"]
