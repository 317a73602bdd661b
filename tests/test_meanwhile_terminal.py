"""Two processes on one file: what one records shows in the other's grid, and its text stays."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from events.scoring import ScoreRecorded
from tests.narrow import fact
from tests.pages import ledger_at
from tests.patience import PATIENCE
from tests.terminal import Terminal
from tests.test_pages_terminal import ROOT, RUN
from tests.test_score_grid import RULED
from thidua_tui.session.open_ledger import opened

LAN = """
import sys
from pathlib import Path
from decimal import Decimal
from events.scoring import RecordScore
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.session import Session
with opened(Path(sys.argv[1])) as ledger:
    score = RecordScore(
        cluster="tmth", year=2020, unit="vp-dbqh", criterion="II", points=Decimal("9.0")
    )
    Session(ledger, "Lan").do(score)
"""


@pytest.fixture
def ledger(tmp_path):
    return ledger_at(tmp_path / "shared.ledger", *RULED)


def test_a_score_of_another_process_is_shown_asked_about_and_replaced_with_a_reason(
    ledger, tmp_path
):
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME")
    home = {name: str(tmp_path) for name in names} | {"TZ": "Asia/Ho_Chi_Minh"}
    argv = [sys.executable, "-c", RUN.format(more=""), str(ledger), "vi"]
    with Terminal(argv, env=home, cwd=ROOT) as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        terminal.send("c")
        terminal.wait_for("Bảng điểm 2020", PATIENCE)
        terminal.send("\t9,5")
        terminal.wait_for("9,5]", PATIENCE)
        subprocess.run([sys.executable, "-c", LAN, str(ledger)], cwd=ROOT, check=True)
        terminal.wait_for("Lan vừa ghi 9", PATIENCE)
        terminal.wait_for("9,5]", PATIENCE)
        terminal.send("\r")
        terminal.wait_for("≠9,5", PATIENCE)
        terminal.send("\x1bOQ")
        terminal.wait_for("Lý do", PATIENCE)
        terminal.settle()
        terminal.send("nghe lại\x1bOQ")
        terminal.wait_for("Bảng điểm 2020", PATIENCE)
        terminal.settle()
        terminal.send("\x1b")
        terminal.wait_for("Đơn vị thành viên", PATIENCE)
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0
    with opened(ledger, read_only=True) as read:
        scores = [e for e in read.read() if isinstance(e.event, ScoreRecorded)]
    assert [fact(e).points for e in scores] == [Decimal("9.0"), Decimal("9.5")]
    assert [(e.by == "Lan", e.reason) for e in scores] == [(True, ""), (False, "nghe lại")]
