"""A figure says something only beside its floor: the least that any program would need.

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
from pathlib import Path

from tabulate import tabulate


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Something to measure: each side is called once a round and gives the seconds it took."""

    what: str
    ours: Callable[[], float]
    floor: Callable[[], float]
    floor_is: str
    wanted: float | None
    rounds: int


@dataclass(frozen=True, kw_only=True)
class Result:
    """Medians of the rounds, in seconds."""

    figure: Figure
    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.ours / self.floor

    @property
    def good(self) -> bool:
        """Within what was wanted, or nothing was."""
        return self.figure.wanted is None or self.ratio <= self.figure.wanted


def measure(figure: Figure, warm_up: int = 1) -> Result:
    """Alternate both sides, the first one changing from round to round."""
    sides = (figure.ours, figure.floor)
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(-warm_up, figure.rounds):
        for side in (0, 1) if turn % 2 else (1, 0):
            seconds = sides[side]()
            if turn >= 0:
                times[side].append(seconds)
    ours, floor = map(statistics.median, times)
    return Result(figure=figure, ours=ours, floor=floor)


def table(results: Iterable[Result]) -> str:
    """What was found, one figure a row."""
    rows = [
        (
            result.figure.what,
            f"{result.ours * 1000:.2f} ms",
            f"{result.floor * 1000:.2f} ms",
            result.figure.floor_is,
            f"{result.ratio:.2f}",
            f"≤ {result.figure.wanted}" if result.figure.wanted else "–",
            "ok" if result.good else "MISSED",
            result.figure.rounds,
        )
        for result in results
    ]
    heads = ("what", "ours", "floor", "the floor is", "ratio", "wanted", "", "rounds")
    return tabulate(rows, heads, tablefmt="simple", disable_numparse=True)


def machine(folder: Path | None = None) -> str:
    """What it was measured on; the file system matters where something is made durable."""
    parts = (
        f"{processor()}, {cores()} cores, {platform.system()} {platform.release()}",
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


def processor() -> str:
    """The model's name, as far as the system tells it."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def file_system(folder: Path) -> str:
    """The kind of file system that a folder is on."""
    done = subprocess.run(["df", "-PT", folder], capture_output=True, text=True, check=False)
    words = done.stdout.splitlines()[-1].split() if done.returncode == 0 else []
    return words[1] if len(words) > 1 else "an unknown file system"
