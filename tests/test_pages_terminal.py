"""The program in a real terminal: what it paints first, how it ends, what it leaves behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages import ledger_at
from tests.patience import PATIENCE
from tests.terminal import Terminal

ROOT = Path(__file__).resolve().parents[1]
RUN = """
import sys
from pathlib import Path
from thidua_tui.app.run import run_app
{more}
raise SystemExit(run_app(Path(sys.argv[1]), sys.argv[2]))
"""
BROKEN = """
from thidua_tui.screens.cluster_year import ClusterYearPage
ClusterYearPage.render_data = lambda self, data: 1 / 0
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("terminal") / "demo.ledger", story=True)


@pytest.fixture
def home(tmp_path) -> dict[str, str]:
    """Folders of its own for settings, state and log."""
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME")
    return {name: str(tmp_path) for name in names}


def program(ledger: Path, home: dict[str, str], *, more: str = "", **how) -> Terminal:
    """The program on that ledger, in a terminal."""
    argv = [sys.executable, "-c", RUN.format(more=more), str(ledger), "vi"]
    return Terminal(argv, env=home | {"TZ": "Asia/Ho_Chi_Minh"} | how, cwd=ROOT)


def test_the_page_comes_up_and_q_leaves_the_terminal_as_it_was(demo, home):
    with program(demo, home) as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0
        assert terminal.left_behind() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(demo, home, number):
    with program(demo, home) as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        terminal.process.send_signal(number)
        assert terminal.wait_exit(PATIENCE) == 128 + number
        assert terminal.left_behind() == []


def test_a_fault_of_ours_restores_the_terminal_and_names_the_log(demo, home, tmp_path):
    with program(demo, home, more=BROKEN) as terminal:
        assert terminal.wait_exit(PATIENCE) == 1
        assert terminal.left_behind() == []
        assert "Chương trình gặp lỗi và đã dừng" in terminal.text
        assert "Traceback" not in terminal.text
    (log,) = tmp_path.rglob("thidua.log")
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_a_folder_is_no_ledger(home, tmp_path):
    with program(tmp_path, home) as terminal:
        terminal.wait_for("Không mở được sổ", PATIENCE)
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 5
        assert terminal.left_behind() == []


def test_without_colours_everything_is_still_there(demo, home):
    with program(demo, home, NO_COLOR="1") as terminal:
        terminal.wait_for("▸ 1", PATIENCE)
        terminal.settle()
        assert "Trưởng cụm" in terminal.text
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0


def test_without_a_terminal_it_says_so_and_does_not_hang(demo, home):
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(more=""), str(demo), "vi"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env=home | {"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_the_first_frame_needs_no_ledger():
    """What knows events, msgspec or the event store is imported behind the first frame."""
    seen = "import sys, thidua_tui.app.app, thidua_tui.screens.loading; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"events", "views", "msgspec", "eventsourcing", "sqlite3", "tabulate"}
