"""The figures on paper: what stands between two marks in docs/performance.md, and the plot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.floor import Result, ratio, table

BEGIN, END = "<!-- figures: written by tests.benchmarks -->", "<!-- end of figures -->"
PICTURE = "pictures/performance.svg"
BUSY = 0.7
"""Load at the beginning above which the figures are provisional."""


def report(results: Sequence[Result], about: str, command: str) -> str:
    """The table with what it was measured on, and what was missed, in words."""
    day = datetime.now(UTC).strftime("%d/%m/%Y %H:%M UTC")
    missed = [result for result in results if not result.good]
    lines = [
        f"{about}. `{command}`, {day}:{_loaded(about)}",
        "",
        _narrow(table(results, "github")),
        "",
        _told(missed),
        "",
        f"![Time against size]({PICTURE})",
    ]
    return "\n".join(lines)


def _loaded(about: str) -> str:
    """That others used the machine when the run began, and its ratios are doubtful."""
    load = float(about.rpartition("load ")[2] or 0) if "load " in about else 0.0
    return " **Provisional: others were using the machine.**" if load > BUSY else ""


def _narrow(rows: str) -> str:
    """The same table without what only aligns it: a changed figure is then a changed line."""
    return re.sub(r" {2,}", " ", re.sub(r"\|-+(?=\|)", "|---", rows))


def _told(missed: Sequence[Result]) -> str:
    if not missed:
        return "Every figure is as wanted."
    names = "; ".join(f"{result.figure.what} ({ratio(result)})" for result in missed)
    return f"Not as wanted: {names}."


def write(file: Path, text: str, picture: str) -> None:
    """Put the figures between the marks of the file, and the plot beside it.

    Raises:
        ValueError: the file has no such marks.
    """
    pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    old = file.read_text("utf-8")
    if not pattern.search(old):
        raise ValueError(f"{file} has no {BEGIN!r}")
    file.write_text(pattern.sub(lambda _: f"{BEGIN}\n{text}\n{END}", old), "utf-8")
    (file.parent / PICTURE).parent.mkdir(exist_ok=True)
    (file.parent / PICTURE).write_text(picture, "utf-8")
