"""The dialog that undoes a fact of approved minutes says which correction sheet it issues."""

from __future__ import annotations

from datetime import date

import pytest

from events.meetings import OpenMeeting
from events.minutes import ApproveMinutes
from events.remarks import RecordRemark
from tests.pages import ledger_at, screen_text, settled, shown
from tests.test_award_board import BOTH
from thidua_tui.screens.undo_dialog import Undo

HELD = (
    *BOTH[:-1],
    OpenMeeting(cluster="c", year=2020, meeting="m", title="Tổng kết", on=date(2021, 1, 14)),
    RecordRemark(meeting="m", text="Nhất trí với báo cáo."),
)


@pytest.mark.parametrize("approved", [True, False])
async def test_the_dialog_announces_the_sheet_of_approved_minutes_alone(tmp_path, approved):
    facts = (*HELD, ApproveMinutes(meeting="m", method="consensus")) if approved else HELD
    async with shown(ledger_at(tmp_path / "m.ledger", *facts)) as pilot:
        app = pilot.app
        remark = [*app.session.ledger.read()][len(HELD) - 1]
        app.push_screen(Undo(app.session, app.words, (remark,)))
        await settled(pilot)
        text = " ".join(screen_text(app).split())
        assert ("lập phiếu đính chính số 1" in text) is approved, text
