"""Drafts in real processes: killed, hung up, the terminal gone; the next start brings them back."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.amount import LONG
from tests.pages import ledger_at
from tests.patience import PATIENCE
from tests.terminal import Terminal
from tests.test_pages_terminal import ROOT, RUN
from tests.test_score_grid import RULED

OWN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # as a shell has it: closing the window sends SIGHUP
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
TEXT = "Thi đua dạy tốt, học tốt"


@pytest.fixture
def ledger(tmp_path) -> Path:
    return ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def program(tmp_path, ledger) -> Callable[..., Terminal]:
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME")
    home = {name: str(tmp_path / "home") for name in names} | {"TZ": "Asia/Ho_Chi_Minh"}
    run = ["-c", RUN.format(more=""), str(ledger), "vi"]

    def start(*before: str) -> Terminal:
        return Terminal([sys.executable, *before, *run], env=home, cwd=ROOT)

    return start


def drafts(tmp_path: Path) -> list[dict[str, Any]]:
    """What is on the disk."""
    files = [*(tmp_path / "home").rglob("drafts/*/*.json")]
    return [one for file in files for one in json.loads(file.read_text("utf-8")).get("drafts", ())]


def kept(terminal: Terminal, tmp_path: Path, what: Callable[[dict[str, Any]], bool]) -> float:
    """Wait until such a draft is on the disk; seconds it took."""
    begun = time.monotonic()
    while not any(what(draft) for draft in drafts(tmp_path)):
        terminal.read(0.02)
        assert time.monotonic() < begun + PATIENCE, drafts(tmp_path)
    return time.monotonic() - begun


def half_typed(terminal: Terminal, tmp_path: Path) -> None:
    """The form of a movement, its name half typed, the cursor four letters before the end."""
    terminal.wait_for("Sở Tài chính", PATIENCE)
    terminal.send("m")
    terminal.wait_for("Ghi phong trào thi đua", PATIENCE)
    terminal.send(TEXT)
    terminal.wait_for(TEXT, PATIENCE)
    terminal.send("\x1b[D" * 4)
    terminal.settle()
    terminal.send("_")
    kept(
        terminal, tmp_path, lambda draft: draft["raw"].get("name", "") == f"{TEXT[:-4]}_{TEXT[-4:]}"
    )


def reopened(terminal: Terminal) -> None:
    """Offered, opened with one key, and typing goes on where it stopped."""
    terminal.wait_for("Bản nháp chưa ghi", PATIENCE)
    terminal.wait_for("Ghi phong trào thi đua", PATIENCE)
    terminal.send("\r")
    terminal.wait_for("Đã mở lại bản nháp", PATIENCE)
    terminal.settle()
    terminal.send("!")
    terminal.wait_for(f"{TEXT[:-4]}_!{TEXT[-4:]}", PATIENCE)


def test_kill_9_in_mid_form_loses_neither_text_nor_field_nor_cursor(program, tmp_path):
    with program() as terminal:
        half_typed(terminal, tmp_path)
        terminal.process.kill()
        terminal.process.wait()
    with program() as terminal:
        reopened(terminal)


def test_kill_9_loses_no_block_that_covers_the_grid_nor_what_was_mended_in_it(
    program, ledger, tmp_path
):
    ledger.unlink()
    ledger_at(ledger, *RULED)
    with program() as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        terminal.send("c")
        terminal.wait_for("Đơn vị", PATIENCE)
        terminal.settle()
        terminal.send("\x1b[200~9\tchín\n41\t8\x1b[201~")
        terminal.wait_for("!chín", PATIENCE)
        terminal.send("9,5\r")
        kept(terminal, tmp_path, lambda draft: "9,5" in draft["raw"].values())
        terminal.process.kill()
        terminal.process.wait()
    with program() as terminal:
        terminal.wait_for("Bản nháp chưa ghi", PATIENCE)
        terminal.send("\r")
        terminal.wait_for("Đã mở lại 4 ô chưa ghi", PATIENCE)
        terminal.wait_for("›9,5", PATIENCE)
        terminal.wait_for("!41", PATIENCE)


def test_a_terminal_that_disappears_leaves_the_draft(program, tmp_path):
    with program("-c", OWN_TERMINAL) as terminal:
        half_typed(terminal, tmp_path)
        os.close(terminal._theirs)
        terminal._theirs = os.open(os.devnull, os.O_RDONLY)
        os.close(terminal._ours)
        terminal._ours = os.open(os.devnull, os.O_RDONLY)
        assert terminal.process.wait(PATIENCE) in (128 + signal.SIGHUP, 1)
    with program() as terminal:
        reopened(terminal)


def test_leaving_asks_nothing_says_what_is_kept_and_it_comes_back(program, tmp_path):
    with program() as terminal:
        half_typed(terminal, tmp_path)
        terminal.send("\x1bOS")  # F4
        terminal.wait_for("Chưa ghi; đã giữ bản nháp", PATIENCE)
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0
        said = terminal.raw.decode(errors="replace")
        assert "Đã giữ bản nháp chưa ghi: Ghi phong trào thi đua" in said
    with program() as terminal:
        reopened(terminal)


def test_a_recorded_form_leaves_no_draft_and_drafts_are_for_this_account_alone(program, tmp_path):
    with program() as terminal:
        half_typed(terminal, tmp_path)
        for file in (tmp_path / "home").rglob("drafts/*/*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        terminal.send("\x1bOQ")  # F2
        terminal.wait_for("Đã ghi 1", PATIENCE)
        kept_none(terminal, tmp_path)
        terminal.send("\x1bOS")
        terminal.wait_for("Đơn vị thành viên", PATIENCE)
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0
    assert not [*(tmp_path / "home").rglob("drafts/*/*")]
    with program() as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        terminal.settle()
        assert "Bản nháp chưa ghi" not in terminal.text


def kept_none(terminal: Terminal, tmp_path: Path) -> None:
    end = time.monotonic() + PATIENCE
    while drafts(tmp_path):
        terminal.read(0.05)
        assert time.monotonic() < end


def test_two_terminals_on_one_ledger_keep_their_own_drafts(program, tmp_path):
    with program() as one:
        half_typed(one, tmp_path)
        with program() as two:
            two.wait_for("Sở Tài chính", PATIENCE)
            two.settle()
            assert "Bản nháp chưa ghi" not in two.text  # the other one is still typing it
        one.process.kill()
        one.process.wait()
    with program() as terminal:
        reopened(terminal)


def test_a_damaged_draft_is_no_reason_not_to_start(program, tmp_path):
    with program() as terminal:
        half_typed(terminal, tmp_path)
        terminal.process.kill()
        terminal.process.wait()
    for file in (tmp_path / "home").rglob("drafts/*/*.json"):
        file.write_bytes(b'{"version":1,"drafts":[{"act":')
    with program() as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        terminal.settle()
        assert "Bản nháp chưa ghi" not in terminal.text
    assert [*(tmp_path / "home").rglob("drafts/*/*.damaged")]


ROUNDS = 30 if LONG else 3
LATEST = 1.5
"""Seconds: 0.3 of waiting, and a machine that is busy with other tests."""


def test_killed_at_any_instant_all_but_the_last_moment_is_there(program, tmp_path):
    """The draft is a beginning of what was typed, and what is missing was typed a moment ago."""
    chance, lost = random.Random(20201), []  # noqa: S311 - instants, no secret
    for _ in range(ROUNDS):
        with program() as terminal:
            terminal.wait_for("Sở Tài chính", PATIENCE)
            terminal.send("m")
            terminal.wait_for("Ghi phong trào thi đua", PATIENCE)
            terminal.settle()
            typed = []
            end = time.monotonic() + chance.uniform(0.5, 3)
            while time.monotonic() < end:
                typed.append((chance.choice("abcdeghiklmn"), time.monotonic()))
                terminal.send(typed[-1][0])
                terminal.read(0.04)
            terminal.process.kill()
            killed = time.monotonic()
            terminal.process.wait()
        (draft,) = [one for one in drafts(tmp_path) if one["act"] == "launch-movement"]
        name, whole = draft["raw"]["name"], "".join(letter for letter, _ in typed)
        assert whole.startswith(name), (whole, name)
        missing = typed[len(name) :]
        lost.append(killed - missing[0][1] if missing else 0.0)
        shutil.rmtree(tmp_path / "home" / "thidua" / "drafts")
    print(f"killed {ROUNDS} times while typing: at most {max(lost):.2f} s of typing lost")
    assert max(lost) < LATEST
