"""Whole processes: a table on the command line, and the first frame on a screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.floor import Figure
from tests.terminal import NotShown, Terminal

THIDUA = str(Path(sys.executable).with_name("thidua"))
IMPORTS = "import msgspec, tabulate, sqlite3"
EMPTY_APP = "from textual.app import App\nApp().run()\n"
SHOWN = "Sở Tài chính"
PATIENCE = 30.0


def process(command: Sequence[str]) -> Callable[[], float]:
    """Seconds from the start of a process to its end."""

    def run() -> float:
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=clean())
        return time.perf_counter() - started

    return run


def clean() -> dict[str, str]:
    """An environment without what a test runner adds to it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}


def first_frame(command: Sequence[str]) -> Callable[[], float]:
    """Seconds from the start of a process to the first cell that it paints."""
    return on_screen(command, Terminal.first_paint, quiet=0.05)


def data_shown(command: Sequence[str], words: str) -> Callable[[], float]:
    """Seconds from the start of a process to these words on its screen."""
    return on_screen(command, lambda terminal: terminal.first_shown(words), quiet=0.5)


def on_screen(
    command: Sequence[str], when: Callable[[Terminal], float | None], quiet: float
) -> Callable[[], float]:
    """Seconds until something is on the screen of a process, which is ended then."""

    def run() -> float:
        with Terminal(command) as terminal:
            for _ in range(int(PATIENCE / quiet)):
                terminal.settle(quiet)
                if seconds := when(terminal):
                    return seconds
            raise NotShown(terminal.text)

    return run


def table_printed(ledger: Path, rounds: int = 15) -> Figure:
    """One table of the demo's ledger, printed."""
    show = ["show", "ranking", "--cluster", "tmth", "--year", "2020"]
    return Figure(
        what="thidua show ranking, whole process",
        ours=process([THIDUA, "--ledger", str(ledger), *show]),
        floor=process([sys.executable, "-c", IMPORTS]),
        floor_is=f'python -c "{IMPORTS}"',
        wanted=2.5,
        rounds=rounds,
    )


def screens(ledger: Path, rounds: int = 25) -> list[Figure]:
    """The program on the demo's ledger: its first frame, and its first frame with data."""
    ours = [THIDUA, "--ledger", str(ledger)]
    empty = [sys.executable, "-c", EMPTY_APP]
    floor = first_frame(empty)
    is_empty = "first frame of an empty Textual app"
    return [
        Figure(
            what="first frame of the TUI",
            ours=first_frame(ours),
            floor=floor,
            floor_is=is_empty,
            wanted=1.5,
            rounds=rounds,
        ),
        Figure(
            what="data on the screen of the TUI",
            ours=data_shown(ours, SHOWN),
            floor=floor,
            floor_is=is_empty,
            wanted=None,
            rounds=rounds,
        ),
    ]
