"""What the program does for the ledger's file: copies, notes, nothing left of a failed demo."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from events.errors import UnreadableLedger
from thidua_tui.app import file_monitor
from thidua_tui.cli.main import answer
from thidua_tui.session.samples import conference


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "own"))
    return tmp_path


def backups(home: Path) -> list[Path]:
    return [*(home / "own").rglob("*.ledger")]


def open_meeting(home: Path) -> Path:
    """A ledger whose meeting is open."""
    file = home / "a.ledger"
    assert answer(["demo", "--no-ui", "--ledger", str(file)]) == 0
    assert answer(["--ledger", str(file), "do", "--cluster", "tmth", "khai mạc 14/01/2022"]) == 0
    assert backups(home) == []
    return file


def test_do_closing_a_meeting_makes_the_copy_of_the_screen(home, capsys):
    file = open_meeting(home)
    assert answer(["--ledger", str(file), "do", "bế mạc"]) == 0
    (copy,) = backups(home)
    assert str(copy) in capsys.readouterr().out


def test_run_closing_a_meeting_makes_one_copy_and_a_dry_run_none(home):
    file, script = open_meeting(home), home / "lines.txt"
    script.write_text("cụm tmth\nbế mạc\n", "utf-8")
    assert answer(["--ledger", str(file), "run", str(script), "--dry-run"]) == 0
    assert backups(home) == []
    for _ in range(2):  # the second time everything is there already
        assert answer(["--ledger", str(file), "run", str(script)]) == 0
    assert len(backups(home)) == 1


def test_demo_that_does_not_fit_leaves_no_file(home, monkeypatch):
    def full(_: object) -> None:
        raise UnreadableLedger("disk-full", path="new")

    with monkeypatch.context() as patch:
        patch.setattr(conference, "play", full)
        assert answer(["demo", "--no-ui", "--ledger", str(home / "new")]) == 5
    assert not [*home.glob("new*")]
    assert answer(["demo", "--no-ui", "--ledger", str(home / "new")]) == 0


def test_do_in_a_synchronised_folder_records_and_says_so(home, capsys):
    (home / "Dropbox").mkdir()
    file = str(home / "Dropbox" / "a.ledger")
    assert answer(["demo", "--no-ui", "--ledger", file]) == 0
    capsys.readouterr()
    assert answer(["--lang", "en", "--ledger", file, "do", "đơn vị Sở Mới"]) == 0
    assert "that Dropbox synchronises" in capsys.readouterr().err


def test_show_value_that_is_no_text_names_the_entry(home, capsys):
    file = home / "a.ledger"
    assert answer(["demo", "--no-ui", "--ledger", str(file)]) == 0
    file.write_bytes(file.read_bytes().replace(b"unit-founded", b"\xff\xfe\xff\xfe-founded"))
    assert answer(["--lang", "en", "--ledger", str(file), "journal"]) == 5
    assert "at entry" in capsys.readouterr().err


def test_quiet_is_due_once_after_the_pause(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    quiet = file_monitor.Quiet()
    assert not quiet.due()
    quiet.recorded()
    now[0] += file_monitor.QUIET - 1
    assert not quiet.due()
    now[0] += 1
    assert [quiet.due(), quiet.due()] == [True, False]
