"""Time against size: what stays the same in a larger ledger, and what grows with it."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks.append import act
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Side
from tests.benchmarks.fold import all_views, opened, timed
from tests.benchmarks.pages import page, shown
from tests.benchmarks.plot import Line, plot
from tests.benchmarks.verify import verifying

MEASURED: Mapping[str, tuple[Callable[[Bench, int], Side], int]] = {
    "fold into all views": (lambda b, n: _fold(b, n), 1),
    "verify chain and indexes": (lambda b, n: verifying(b, n), 1),
    "thidua show ranking (process)": (lambda b, n: shown(b, n), 5),
    "a cluster-year's page": (lambda b, n: page(b, n, now=True, first=True), 25),
    "the page as of any past position": (lambda b, n: page(b, n, now=False, first=True), 25),
    "one act, durable": (lambda b, n: act(b, n), 40),
}
"""What -> how its side is made ready, and how often it is taken."""


def _fold(bench: Bench, entries: int) -> Side:
    ledger = opened(bench, entries)
    return lambda: timed(lambda: all_views(ledger))


def sizes(bench: Bench) -> Iterator[int]:
    """From the small ledger to the large one, by tens."""
    size = bench.small
    while size < bench.large:
        yield size
        size *= 10
    yield bench.large


def measured(bench: Bench, rounds: int | None = None) -> dict[str, Line]:
    """The medians of everything at every size."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in MEASURED}
    for size in sizes(bench):
        for name, (ready, often) in MEASURED.items():
            with bench.turn():
                side = ready(bench, size)
                times = [side() for _ in range(rounds or often)]
            found[name].append((size, statistics.median(times)))
    return {name: tuple(line) for name, line in found.items()}


def picture(lines: Mapping[str, Line], about: str) -> str:
    """The plot, with the machine in its title."""
    return plot(f"Time against size · {about}", lines, "entries in the ledger", "")
