"""The program while it runs: its memory, how soon it shows what another recorded, what it idles."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from events.scoring import RecordScore
from events.store.ledger import Ledger
from tests.benchmarks.append import CLUSTER, CRITERIA, HOW, UNITS, YEAR, prepared
from tests.benchmarks.bench import THIDUA, Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.processes import PATIENCE
from tests.facts import Fields
from tests.terminal import NotShown, Terminal

ORDER = 60
SOON, IDLE = 0.1, 2.0
"""Seconds until another's act is shown; percent of a core."""
WATCHED = 5.0
"""Seconds for which the program is left alone."""
POINTS = Decimal("9.13")
"""Its multiples have decimals, and are found nowhere else on the screen."""
TABS = "1234051"


def program(ledger: Path) -> Terminal:
    """The program on a ledger, in a terminal of its own."""
    return Terminal([THIDUA, "--ledger", str(ledger)], columns=120, lines=40)


def memory(ledger: Path) -> Side:
    """Megabytes at the highest, once every page was looked at."""

    def side() -> float:
        with program(ledger) as terminal:
            terminal.wait_for("Cụm thi đua số 0")
            terminal.settle(0.5)
            terminal.send("\r")
            for key in TABS:
                terminal.settle(0.5)
                terminal.send(key)
            terminal.settle(1.0)
            return peak(terminal.process.pid)

    return side


def peak(process: int) -> float:
    """The highest resident memory of a process so far, in megabytes."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    (found,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(found) / 1024


def shown(bench: Bench) -> tuple[Side, Side]:
    """From the acknowledgement of an act to the new total on another process' screen."""
    file = bench.folder / f"two-{time.monotonic_ns()}.ledger"
    ledger = prepared(file)
    terminal = bench.keep(program(file))
    terminal.wait_for("The cluster")
    terminal.settle(1.0)
    terminal.send("\r")  # there are several clusters: its year is a page further
    terminal.wait_for("Department")
    terminal.settle(1.0)
    numbers = iter(range(1, len(CRITERIA) + 1))
    return lambda: seen(ledger, terminal, next(numbers)), lambda: SOON


def seen(ledger: Ledger, terminal: Terminal, number: int) -> float:
    """Record one score of the first unit, and wait for its total."""
    told: Fields = {
        "cluster": CLUSTER,
        "year": YEAR,
        "unit": UNITS[0],
        "criterion": CRITERIA[number - 1],
    }
    ledger.execute(RecordScore(**told, points=POINTS), HOW)
    started = now = time.perf_counter()
    total = f"{POINTS * number:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    while total not in terminal.text:
        if not terminal.read(0.5) and time.perf_counter() - started > PATIENCE:
            raise NotShown(terminal.text)
        now = time.perf_counter()
    terminal.settle(0.2)
    return now - started


def idle(bench: Bench) -> tuple[Side, Side]:
    """Percent of a core that the program takes while nothing happens."""
    terminal = bench.keep(program(bench.ledger(bench.small)))
    terminal.wait_for("Sở thứ")
    terminal.settle(2.0)

    def side() -> float:
        before, started = spent(terminal.process.pid), time.perf_counter()
        terminal.settle(WATCHED, WATCHED)
        return 100 * (spent(terminal.process.pid) - before) / (time.perf_counter() - started)

    return side, lambda: IDLE


def spent(process: int) -> float:
    """Seconds of a processor that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def figures(bench: Bench) -> Iterator[Figure]:
    """Memory, and two processes at one file."""
    yield Figure(
        name="memory",
        what=f"peak memory of the program, every page looked at, of {bench.large:,} entries",
        beside=f"the same in a ledger of {bench.small:,}",
        sides=lambda b: (memory(b.ledger(b.large)), memory(b.ledger(b.small))),
        wanted=1.5,
        unit="MB",
        rounds=3,
        warm_up=0,
        where="3.6",
    )
    yield Figure(
        name="two-shown",
        what="an act of another process on the screen",
        beside="the 100 ms that are wanted",
        sides=shown,
        wanted=1.0,
        rounds=15,
        where="3.6",
    )
    yield Figure(
        name="two-idle",
        what="the program left alone, of a core",
        beside="the 2 % that are wanted",
        sides=idle,
        wanted=1.0,
        unit="%",
        rounds=3,
        warm_up=0,
        where="3.6",
    )
