"""The real program, typed into faster than it follows: nothing is lost or misplaced.

A typist does not wait: a key that opens a form, what stands in it, the key that records and the
next form come in one burst, or while the machine stands still.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from events.emulation_movements import MovementLaunched
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.units import UnitFounded
from tests.pages import TZ, ledger_at
from tests.patience import PATIENCE as LONG
from tests.terminal import KEY, Terminal

ROOT = Path(__file__).parents[1]
F2, F4, F5 = "\x1bOQ", "\x1bOS", "\x1b[15~"


@contextmanager
def program(folder: Path, *, story: bool = True) -> Iterator[Terminal]:
    """The program on the story's ledger, at the page of the year."""
    ledger = ledger_at(folder / "room.ledger", story=story)
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
    argv = [sys.executable, "-m", "thidua_tui.cli.main", "--ledger", str(ledger)]
    with Terminal(argv, env=home | {"TZ": TZ}, cwd=ROOT) as terminal:
        terminal.wait_for("8  Văn phòng HĐND tỉnh" if story else "Sổ còn trống", LONG)
        yield terminal


def recorded(folder: Path, kind: type[Any]) -> list[Any]:
    """The facts of a kind in the ledger."""
    with SQLiteRecorder(folder / "room.ledger", read_only=True) as recorder:
        return [e.event for e in Ledger(recorder).read() if isinstance(e.event, kind)]


def wait_until(folder: Path, kind: type[Any], count: int, terminal: Terminal) -> list[Any]:
    """Wait until so many facts of a kind are there."""
    end = time.monotonic() + LONG
    while len(found := recorded(folder, kind)) < count and time.monotonic() < end:
        terminal.read(0.05)
    return found


@pytest.mark.parametrize("shown", ["", "\x1b[?1049h"], ids=["at-once", "before-the-first-page"])
def test_keys_typed_while_the_program_starts_wait_for_its_first_page(tmp_path, shown):
    """A typist starts the program and types on; the terminal holds what comes before it reads."""
    ledger = ledger_at(tmp_path / "room.ledger", story=True)
    before = len(recorded(tmp_path, MovementLaunched))
    home = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(tmp_path))
    argv = [sys.executable, "-m", "thidua_tui.cli.main", "--ledger", str(ledger)]
    with Terminal(argv, env=home | {"TZ": TZ}, cwd=ROOT) as terminal:
        end = time.monotonic() + LONG
        while shown.encode() not in terminal.raw and time.monotonic() < end:
            terminal.read(0.01)
        terminal.send("m" + NAMES[0] + F2)
        found = wait_until(tmp_path, MovementLaunched, before + 1, terminal)
    assert found[-1].name == NAMES[0]


NAMES = ["Thi đua yêu nước", "Người tốt, việc tốt", "Cả nước chung sức xây dựng nông thôn mới"]


def launching(names: list[str]) -> str:
    """One key opens the form; F2 records and the form of a series begins anew; Esc leaves."""
    return "m" + "".join(name + F2 for name in names) + F4


@pytest.mark.parametrize("gap", [0, 0.002])
def test_a_key_its_form_and_the_next_of_the_series_in_one_burst(tmp_path, gap):
    with program(tmp_path) as terminal:
        before = len(recorded(tmp_path, MovementLaunched))
        terminal.type(launching(NAMES), gap)
        found = wait_until(tmp_path, MovementLaunched, before + 3, terminal)
    assert [event.name for event in found[before:]] == NAMES


def test_enter_on_the_last_line_records_and_the_next_form_takes_what_follows(tmp_path):
    units = "u" + "".join(f"Đơn vị số {n}\r" for n in range(1, 6)) + F2
    with program(tmp_path) as terminal:
        before = len(recorded(tmp_path, UnitFounded))
        terminal.type(units + "Phòng sau cùng" + F2 + F4 + "m" + NAMES[0] + F2)
        launched = len(recorded(tmp_path, MovementLaunched))
        wait_until(tmp_path, MovementLaunched, launched + 1, terminal)
        names = [event.name for event in recorded(tmp_path, UnitFounded)[before:]]
        assert names == [*(f"Đơn vị số {n}" for n in range(1, 6)), "Phòng sau cùng"]
        assert recorded(tmp_path, MovementLaunched)[-1].name == NAMES[0]


def test_a_burst_composed_by_the_program_itself(tmp_path):
    with program(tmp_path) as terminal:
        before = len(recorded(tmp_path, MovementLaunched))
        terminal.type(F5 + launching(["Thi ddua yeeu nuwowcs", "Textual"]))
        found = wait_until(tmp_path, MovementLaunched, before + 2, terminal)
    assert [event.name for event in found[before:]] == ["Thi đua yêu nước", "Textual"]


def test_a_machine_that_stands_still_for_seconds_misplaces_no_letter(tmp_path):
    with program(tmp_path) as terminal:
        before = len(recorded(tmp_path, MovementLaunched))
        keys = KEY.findall(launching(NAMES))
        for at in range(0, len(keys), 40):
            terminal.send("".join(keys[at : at + 40]))
            terminal.stand_still(2.5)  # longer than the program is patient with a handler
            terminal.read(0.02)
        found = wait_until(tmp_path, MovementLaunched, before + 3, terminal)
    assert [event.name for event in found[before:]] == NAMES


def test_what_is_typed_while_the_ledger_is_locked_waits_for_the_next_form(tmp_path):
    """Recording waits for another process; the letters of the next form wait with it."""
    with program(tmp_path) as terminal:
        before = len(recorded(tmp_path, MovementLaunched))
        other = sqlite3.connect(tmp_path / "room.ledger", isolation_level=None)
        terminal.type("m" + NAMES[0])
        terminal.wait_for(NAMES[0], LONG)
        other.execute("BEGIN IMMEDIATE")
        terminal.type(F2 + NAMES[1] + F2 + F4)
        end = time.monotonic() + 4
        while time.monotonic() < end:
            terminal.read(0.05)
        other.execute("ROLLBACK")
        other.close()
        found = wait_until(tmp_path, MovementLaunched, before + 2, terminal)
    assert [event.name for event in found[before:]] == NAMES[:2]


def test_what_is_typed_behind_a_refusal_is_dropped_and_counted(tmp_path):
    with program(tmp_path) as terminal:
        before = len(recorded(tmp_path, MovementLaunched))
        terminal.type("m" + NAMES[0] + "\r\r\r" + "20210\r" + NAMES[1] + F2)
        terminal.wait_for(f"Đã bỏ {len(NAMES[1]) + 1} phím gõ tiếp sau đó", LONG)
        terminal.type("\x7f" * 5 + "2021" + F2)
        found = wait_until(tmp_path, MovementLaunched, before + 1, terminal)
    assert [(event.name, event.since) for event in found[before:]] == [(NAMES[0], 2021)]
