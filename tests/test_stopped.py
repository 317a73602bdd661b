"""The program is stopped from outside and goes on, as under `kill -STOP`, cpulimit or a freezer."""

from __future__ import annotations

import os
import signal
import termios
from pathlib import Path

import pytest

from events.movements import MovementLaunched
from tests.terminal import Terminal
from tests.test_type_ahead import F2, F4, LONG, NAMES, program, recorded, wait_until


def threads(terminal: Terminal) -> int:
    """How many threads the program has."""
    return sum(1 for _ in Path(f"/proc/{terminal.process.pid}/task").iterdir())


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads in /proc")
def test_a_program_that_goes_on_reads_the_keyboard_by_one_thread_as_before(tmp_path):
    with program(tmp_path) as terminal:
        terminal.settle()
        before, stops = threads(terminal), 12
        for _ in range(stops):
            terminal.stand_still(0.05)
            terminal.settle()
        assert threads(terminal) - before < stops  # workers come and go; a reader a stop would stay


def test_keys_typed_while_it_is_stopped_again_and_again_come_once_and_in_order(tmp_path):
    keys = "m" + "".join(name + F2 for name in NAMES) + F4
    with program(tmp_path) as terminal:
        before = len(recorded(tmp_path, MovementLaunched))
        for at in range(0, len(keys), 9):
            terminal.send(keys[at : at + 9])
            terminal.stand_still(0.05)
            terminal.read(0)
        found = wait_until(tmp_path, MovementLaunched, before + 3, terminal)
    assert [event.name for event in found[before:]] == NAMES


def test_the_terminal_is_as_it_was_before_when_a_stopped_program_ends(tmp_path):
    with program(tmp_path) as terminal:
        terminal.stand_still(0.2)
        terminal.settle()
        terminal.send("q")
        assert terminal.wait_exit(LONG) == 0
        assert terminal.left_behind() == []


def test_what_a_shell_did_to_the_terminal_meanwhile_is_undone(tmp_path):
    """A shell takes the terminal back while the program stands: its modes, its prompt."""
    with program(tmp_path) as terminal:
        terminal.settle()
        ours = termios.tcgetattr(terminal._theirs)
        os.kill(terminal.process.pid, signal.SIGSTOP)
        termios.tcsetattr(terminal._theirs, termios.TCSANOW, terminal._manners)
        os.write(terminal._theirs, b"\x1b[?1049l\x1b[?25h\x1b[2J\x1b[Hroom$ fg\r\n")
        terminal.settle()
        assert "room$ fg" in terminal.text
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait_for("8  Văn phòng HĐND tỉnh", LONG)
        assert "room$ fg" not in terminal.text
        assert termios.tcgetattr(terminal._theirs) == ours
        terminal.send("m")
        terminal.send(NAMES[0] + F2)
        terminal.wait_for(NAMES[0], LONG)
