"""A figure says something only beside its floor: the least that any program would need, or a peer.

Ours and the floor take turns, round after round, so that a machine that gets slower or faster
meanwhile does it to both; what counts is the median.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from tabulate import tabulate

from tests.benchmarks.bench import Bench

Side: TypeAlias = Callable[[], float]
"""Done once a round; gives what it took, in the figure's unit."""
Sides: TypeAlias = Callable[[Bench], tuple[Side, Side]]
"""Makes both sides of a figure ready: ours, and the other."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Something to measure: `what` beside what it is held against.

    `sides` makes ours and the other ready when the figure's turn comes, with their ledgers. The
    ratio is how many times the other we are, and `wanted` is the most; of a `faster` figure it is
    how many times ours the other is, and `wanted` is the least. `needs` are the modules of a peer:
    where one is missing, the figure says so. `where` is the section that asks for it.
    """

    name: str
    what: str
    beside: str
    sides: Sides
    wanted: float | None
    faster: bool = False
    unit: str = "s"
    rounds: int = 5
    warm_up: int = 1
    needs: tuple[str, ...] = ()
    where: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not installed of what it needs."""
        return tuple(module for module in self.needs if find_spec(module) is None)


@dataclass(frozen=True, kw_only=True)
class Result:
    """Medians of the rounds, in the figure's unit; None where nothing came of it, and why."""

    figure: Figure
    ours: float | None
    floor: float | None
    why: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the other, or how many times faster."""
        if self.ours is None or self.floor is None:
            return None
        return self.floor / self.ours if self.figure.faster else self.ours / self.floor

    @property
    def good(self) -> bool:
        """As was wanted, or nothing was; what could not be measured is not good."""
        wanted, ratio = self.figure.wanted, self.ratio
        if wanted is None or ratio is None:
            return ratio is not None
        return ratio >= wanted if self.figure.faster else ratio <= wanted

    @property
    def verdict(self) -> str:
        """In a word."""
        if self.ratio is None:
            return self.why
        return "ok" if self.good else "MISSED"


def measure(figure: Figure, bench: Bench, rounds: int | None = None) -> Result:
    """Make ready, then alternate both sides, the first one changing from round to round."""
    if figure.missing:
        why = f"{', '.join(figure.missing)} not installed"
        return Result(figure=figure, ours=None, floor=None, why=why)
    with bench.turn():
        sides = figure.sides(bench)
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(-figure.warm_up, rounds or figure.rounds):
            for side in (0, 1) if turn % 2 else (1, 0):
                took = sides[side]()
                if turn >= 0:
                    times[side].append(took)
    ours, floor = map(statistics.median, times)
    return Result(figure=figure, ours=ours, floor=floor)


HEADS = ("what", "ours", "the other", "the other is", "ratio", "wanted", "", "rounds")


def table(results: Iterable[Result], form: str = "simple") -> str:
    """What was found, one figure a row."""
    rows = [
        (
            result.figure.what,
            shown(result.ours, result.figure.unit),
            shown(result.floor, result.figure.unit),
            result.figure.beside,
            ratio(result),
            _wanted(result.figure),
            result.verdict,
            result.figure.rounds,
        )
        for result in results
    ]
    return tabulate(rows, HEADS, tablefmt=form, disable_numparse=True)


def shown(amount: float | None, unit: str) -> str:
    """An amount in a unit that suits its size."""
    if amount is None:
        return "–"
    if unit != "s":
        return f"{amount:,.1f} {unit}"
    if amount >= 1:
        return f"{amount:.2f} s"
    return f"{amount * 1000:.2f} ms" if amount < 0.1 else f"{amount * 1000:.0f} ms"


def ratio(result: Result) -> str:
    """How many times, or how many times faster."""
    if result.ratio is None:
        return "–"
    return f"{result.ratio:.2f}×{' faster' if result.figure.faster else ''}"


def _wanted(figure: Figure) -> str:
    if figure.wanted is None:
        return "–"
    return f"≥ {figure.wanted:g}× faster" if figure.faster else f"≤ {figure.wanted:g}×"


def machine(folder: Path | None = None) -> str:
    """What it was measured on; the file system matters where something is made durable."""
    kernel = platform.release().partition("-")[0]
    parts = (
        f"{processor()}, {cores()} cores, {memory()}, {platform.system()} {kernel}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        f"files on {file_system(folder or Path(tempfile.gettempdir()))}",
        f"load {os.getloadavg()[0]:.1f}",
    )
    return "; ".join(parts)


def cores() -> int:
    """How many this process may use, where the system tells it."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> str:
    """How much there is, where the system tells it."""
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return "memory unknown"
    return f"{size / 2**30:.0f} GB"


def processor() -> str:
    """The model's name, as far as the system tells it."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text("utf-8").splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def file_system(folder: Path) -> str:
    """The kind of file system that a folder is on."""
    done = subprocess.run(["df", "-PT", folder], capture_output=True, text=True, check=False)
    words = done.stdout.splitlines()[-1].split() if done.returncode == 0 else []
    return words[1] if len(words) > 1 else "an unknown file system"
