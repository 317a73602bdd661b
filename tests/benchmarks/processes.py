"""Whole processes: a table on the command line, and the first frame on a screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from tests.benchmarks.bench import THIDUA, Bench
from tests.benchmarks.floor import Figure, Side
from tests.terminal import NotShown, Terminal

ORDER = 30
IMPORTS = "import msgspec, tabulate, sqlite3"
EMPTY_APP = "from textual.app import App\nApp().run()\n"
SHOWN = "Sở Tài chính"
PATIENCE = 30.0


def process(command: Sequence[str]) -> Side:
    """Seconds from the start of a process to its end."""

    def run() -> float:
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=clean())
        return time.perf_counter() - started

    return run


def clean() -> dict[str, str]:
    """An environment without what a test runner adds to it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}


def first_frame(command: Sequence[str]) -> Side:
    """Seconds from the start of a process to the first cell that it paints."""
    return on_screen(command, Terminal.first_paint, quiet=0.05)


def data_shown(command: Sequence[str], words: str) -> Side:
    """Seconds from the start of a process to these words on its screen."""
    return on_screen(command, lambda terminal: terminal.first_shown(words), quiet=0.5)


def on_screen(
    command: Sequence[str], when: Callable[[Terminal], float | None], quiet: float
) -> Side:
    """Seconds until something is on the screen of a process, which is ended then."""

    def run() -> float:
        with Terminal(command) as terminal:
            for _ in range(int(PATIENCE / quiet)):
                terminal.settle(quiet)
                if seconds := when(terminal):
                    return seconds
            raise NotShown(terminal.text)

    return run


def table_printed(bench: Bench) -> tuple[Side, Side]:
    """One table of the demo's ledger, printed."""
    show = ["show", "ranking", "--cluster", "tmth", "--year", "2020"]
    ours = process([THIDUA, "--ledger", str(bench.demo()), *show])
    return ours, process([sys.executable, "-c", IMPORTS])


def frame(bench: Bench) -> tuple[Side, Side]:
    """The program's first frame on the demo's ledger."""
    ours = first_frame([THIDUA, "--ledger", str(bench.demo())])
    return ours, first_frame([sys.executable, "-c", EMPTY_APP])


def data(bench: Bench) -> tuple[Side, Side]:
    """The demo's units on the screen."""
    ours = data_shown([THIDUA, "--ledger", str(bench.demo())], SHOWN)
    return ours, first_frame([sys.executable, "-c", EMPTY_APP])


def figures(_: Bench) -> Iterator[Figure]:
    """A table printed; the program on the demo: its first frame, and its first frame with data."""
    yield Figure(
        name="process-table",
        what="thidua show ranking on the demo, whole process",
        beside=f'python -c "{IMPORTS}"',
        sides=table_printed,
        wanted=2.5,
        rounds=15,
    )
    for name, what, sides, wanted in (
        ("frame", "first frame of the program on the demo", frame, 1.5),
        ("data", "the cluster's year on the screen", data, None),
    ):
        yield Figure(
            name=f"process-{name}",
            what=what,
            beside="first frame of an empty Textual app",
            sides=sides,
            wanted=wanted,
            rounds=15,
        )
