"""Bytes of all kinds into the real program: it still answers, ends in order, and logs nothing.

Many sequences share a program, because starting it takes longer than reading them.
"""

from __future__ import annotations

import os
import select
import signal
import time
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.terminal import Terminal
from tests.test_keyboard import BEGIN, END, MEANINGLESS
from tests.test_pages_terminal import demo, home, program

__all__ = ["demo", "home"]

UNDECODABLE = [
    *(bytes([byte]) for byte in range(0x80, 0x100)),
    b"\xc3a",
    b"\xe9n",
    b"\xe1\xbb ",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc0\xaf",
    BEGIN + b"S\xeb Y t\xd5" + END,
]
"""Bytes of other encodings: letters cut in two, surrogates, overlong and too large numbers."""
OLD_MOUSE = [b"\x1b[M \x84%", b"\x1b[M#\x84%", b"\x1b[M\xff\xff\xff"]
UNFINISHED = [b"\x1b]11;rgb:1c", b"\x1b[M ", b"\x1b[200~So"]
GIVEN_UP = 1.2
"""Seconds after which the program listens again, and a little more."""
ON_F = """
import asyncio, threading
from thidua_tui.screens.cluster_year import ClusterYearPage
async def fail(self):
    {fail}
ClusterYearPage.do_sources = fail
"""
FAULTS = {
    "input thread": """
from thidua_tui.textual_compat.terminal_input import Keyboard
Keyboard.feed = lambda self, data: 1 / 0
""",
    "thread": ON_F.format(fail="threading.Thread(target=lambda: 1 / 0).start()"),
    "loop": ON_F.format(fail="asyncio.get_running_loop().call_soon(lambda: 1 / 0)"),
}
"""What fails, once f is pressed."""


def start(terminal: Terminal, *keys: str) -> None:
    """Wait for the page of the year, and press keys."""
    terminal.wait_for("Sở Tài chính", PATIENCE)
    terminal.settle()
    for key in keys:
        terminal.send(key)
        terminal.settle()


def ends_in_order(terminal: Terminal, folder: Path) -> None:
    """Ctrl+Q leaves, the terminal is as it was, and no fault was written down."""
    terminal.send("\x11")
    assert terminal.wait_exit(PATIENCE) == 0
    assert terminal.left_behind() == []
    assert [*folder.rglob("thidua.log")] == []


def answers(terminal: Terminal) -> None:
    """The list of keys opens and closes."""
    terminal.send("?")
    terminal.wait_for("Esc/F4 Đóng", PATIENCE)
    terminal.send("\x1b")
    terminal.wait_for("Ghi việc", PATIENCE)
    terminal.settle()


def test_page_is_as_before_behind_sequences_without_meaning(demo, home, tmp_path):
    with program(demo, home) as terminal:
        start(terminal)
        before = terminal.text
        for sequence in [*MEANINGLESS, *UNDECODABLE[:0x80], UNDECODABLE[-1], *OLD_MOUSE]:
            terminal.send(sequence)
            terminal.read(0)
        terminal.settle()
        for sequence in MEANINGLESS[:12]:  # in two pieces; ESC alone is the key when it is slow
            at = max(2, len(sequence) - 3)
            terminal.send(sequence[:at])
            time.sleep(0.03)
            terminal.send(sequence[at:])
        terminal.settle()
        assert terminal.text == before
        answers(terminal)
        ends_in_order(terminal, tmp_path)


def test_field_holds_what_was_typed_between_sequences_without_meaning(demo, home, tmp_path):
    with program(demo, home) as terminal:
        start(terminal, "u")
        for letter, sequence in zip("Sở Tài nguyên và Môi trường" * 2, MEANINGLESS, strict=False):
            terminal.send(letter.encode() + sequence)
        terminal.send(b"9\x1bOl5")
        for sequence in UNDECODABLE[:40]:
            terminal.send(sequence)
        terminal.wait_for("Sở Tài nguyên và Môi trườngSở Tài nguyên v9,5"[:40], PATIENCE)
        terminal.settle()
        assert "9,5" in terminal.text
        assert "�" not in terminal.text
        assert "ký tự hỏng" in terminal.text
        ends_in_order(terminal, tmp_path)


def test_every_byte_and_lost_ends_leave_a_program_that_answers(demo, home, tmp_path):
    with program(demo, home) as terminal:
        start(terminal, "u")
        for byte in range(0x100):
            if byte != 0x11:
                terminal.send(bytes([byte]))
                terminal.read(0)
        for sequence in UNFINISHED:
            terminal.send(sequence)
            time.sleep(GIVEN_UP)
            terminal.read(0)
        terminal.settle()
        ends_in_order(terminal, tmp_path)


def test_paste_without_end_is_reported_and_keys_are_keys_again(demo, home, tmp_path):
    with program(demo, home) as terminal:
        start(terminal, "u")
        terminal.send(BEGIN + "Sở Y tế".encode())
        terminal.wait_for("Phần dán chưa trọn", PATIENCE)
        terminal.send(END + b"x")
        terminal.wait_for("Sở Y tếx", PATIENCE)
        terminal.send(BEGIN + b"abc")
        time.sleep(0.2)
        terminal.send("\x1b")
        terminal.wait_for("Sở Y tếxabc", PATIENCE)
        terminal.send(BEGIN + b"abc")
        time.sleep(0.2)
        ends_in_order(terminal, tmp_path)


def test_paste_that_is_too_long_is_refused_and_a_signal_is_answered(demo, home, tmp_path):
    with program(demo, home) as terminal:
        start(terminal, "u")
        terminal.type("Sở Y tế")
        for lines in (5_800, 100_000):
            paste(terminal, BEGIN + b"So Tai chinh; STC\r" * lines + END)
            terminal.wait_for(f"{lines + 1} dòng", PATIENCE)
        terminal.wait_for("Sở Y tế", PATIENCE)
        terminal.send("x")
        terminal.wait_for("Sở Y tếx", PATIENCE)
        paste(terminal, BEGIN + b"So Tai chinh; STC\r" * 1_700 + END)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_exit(PATIENCE) == 128 + signal.SIGTERM
        assert [*tmp_path.rglob("thidua.log")] == []


def paste(terminal: Terminal, data: bytes) -> None:
    """Send more than the terminal takes at once."""
    while data:
        ready, free, _ = select.select([terminal._ours], [terminal._ours], [], PATIENCE)
        if ready:
            terminal.read(0)
        if free:
            data = data[os.write(terminal._ours, data[:1024]) :]


def test_storm_of_sizes_is_bounded(demo, home, tmp_path):
    with program(demo, home) as terminal:
        start(terminal)
        for number in range(300):
            size = (24, 80) if number % 2 else (9999, 9999)
            terminal.send(b"\x1b[48;%d;%d;480;640t" % size)
            terminal.read(0)
        terminal.settle()
        assert "Sở Tài chính" in terminal.text
        assert memory(terminal) < 250
        answers(terminal)
        ends_in_order(terminal, tmp_path)


def memory(terminal: Terminal) -> int:
    """Return the program's memory in MB; 0 where it cannot be read."""
    status = Path(f"/proc/{terminal.process.pid}/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return sum(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


@pytest.mark.parametrize("where", FAULTS)
def test_fault_outside_of_handlers_is_logged_and_ends_with_1(demo, home, tmp_path, where):
    with program(demo, home, more=FAULTS[where]) as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        terminal.send("f")
        assert terminal.wait_exit(PATIENCE) == 1
        assert terminal.left_behind() == []
        assert "Chương trình gặp lỗi và đã dừng" in terminal.text
        assert "Traceback" not in terminal.text
    (log,) = tmp_path.rglob("thidua.log")
    assert "ZeroDivisionError" in log.read_text("utf-8")
