"""The program is stopped from outside and goes on, as under `kill -STOP`, cpulimit or a freezer."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from events.emulation_movements import MovementLaunched
from tests.patience import PATIENCE as LONG
from tests.terminal import KEY, Terminal
from tests.test_type_ahead import F2, F4, NAMES, program, recorded, wait_until

termios = pytest.importorskip("termios", reason="stops and goes on by signals of POSIX")


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
    keys = KEY.findall("m" + "".join(name + F2 for name in NAMES) + F4)
    with program(tmp_path) as terminal:
        before = len(recorded(tmp_path, MovementLaunched))
        for at in range(0, len(keys), 9):
            terminal.send("".join(keys[at : at + 9]))
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


def test_a_signal_in_the_middle_of_drawing_does_not_stop_it_for_good(tmp_path):
    """Who goes on writes to the terminal, at 300 random instants while the program does, too."""
    chance = random.Random(7)  # noqa: S311 - instants, no secret
    with program(tmp_path) as terminal:
        for number in range(300):
            terminal.send("\x1b[D" if number % 2 else "\x1b[C")
            os.kill(terminal.process.pid, signal.SIGCONT)
            time.sleep(chance.random() * 0.004)
            terminal.read(0)
        terminal.settle()
        terminal.send("q")
        assert terminal.wait_exit(LONG) == 0
        assert terminal.left_behind() == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the state in /proc")
def test_a_shell_stops_it_while_it_draws_and_lets_it_go_on(tmp_path):
    """As `kill -TSTP` and `fg` do: it leaves the terminal, stops, and takes it again."""
    with program(tmp_path) as terminal:
        for number in range(20):
            terminal.send("\x1b[D" if number % 2 else "\x1b[C")
            os.kill(terminal.process.pid, signal.SIGTSTP)
            while not stands(terminal):
                terminal.read(0.01)
            terminal.settle(0.05)  # a stopped program may have written more than was read
            assert terminal.left_behind() == []
            os.kill(terminal.process.pid, signal.SIGCONT)
            terminal.settle(0.05)
        terminal.wait_for("8  Văn phòng HĐND tỉnh", LONG)
        terminal.send("q")
        assert terminal.wait_exit(LONG) == 0
        assert terminal.left_behind() == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the state in /proc")
def test_a_program_sent_on_before_it_stopped_does_not_stop(tmp_path):
    """SIGCONT right behind SIGTSTP: nothing would wake the program up again."""
    with program(tmp_path) as terminal:
        for _ in range(10):
            os.kill(terminal.process.pid, signal.SIGTSTP)
            os.kill(terminal.process.pid, signal.SIGCONT)
            terminal.settle(0.05)
        end = time.monotonic() + LONG
        while terminal.process.poll() is None and not stands(terminal):
            terminal.send("q")  # a key that falls into leaving the terminal is dropped with it
            terminal.read(0.2)
            assert time.monotonic() < end
        assert terminal.process.poll() == 0
        assert terminal.left_behind() == []


def stands(terminal: Terminal) -> bool:
    """Whether the program is stopped."""
    stat = Path(f"/proc/{terminal.process.pid}/stat").read_text("ascii", errors="replace")
    return stat.rpartition(")")[2].split()[0] == "T"
