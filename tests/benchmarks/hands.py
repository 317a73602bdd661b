"""What the hands feel, through a real terminal: keys, the journal, and memory, beside a bare app.

The bare apps are as little as Textual can do for the same: a stock `Input` alone on the screen, an
empty app, and the leanest list: a `ScrollView` that draws the journal's own lines, as plain text,
and repaints the two entries that a cursor key changes and nothing else.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.bench import THIDUA, Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.living import TABS, peak
from tests.benchmarks.processes import EMPTY_APP, PATIENCE, SHOWN
from tests.terminal import NotShown, Terminal

ORDER = 40
MANY, FEW = 100_000, 100
"""Entries of the journals."""
KEYS, STEPS = 30, 8
"""Letters, and cursor keys, in a round; so many entries stand on the screen."""
QUIET = 0.15
"""Seconds without output after which a key is answered whole."""
FIELD = "from textual.app import App\nfrom textual.widgets import Input\n"
FIELD += "class Bare(App):\n    def compose(self):\n        yield Input()\nBare().run()\n"
LEAN = str(Path(__file__).with_name("_lean_list.py"))
FORM = "l"
"""Founds a cluster: its first field is a name."""
HEAD = 6
"""Lines above the journal's entries; below them is the bar of keys."""


def answered(terminal: Terminal, key: str) -> tuple[float, int]:
    """Seconds from a key to the first output after it, and the bytes until it is answered whole.

    Raises:
        NotShown: nothing is painted within a while.
    """
    before, sent = len(terminal.chunks), time.perf_counter() - terminal.started
    terminal.send(key)
    if not terminal.read(PATIENCE):
        raise NotShown(f"{key!r} painted nothing:\n{terminal.text}")
    terminal.settle(QUIET)
    chunks = terminal.chunks[before:]
    return chunks[0][0] - sent, sum(len(chunk) for _, chunk in chunks)


def letters(terminal: Terminal) -> Side:
    """Seconds from the bytes of a letter to the first output after it: the median of many."""

    def side() -> float:
        took = [answered(terminal, "nghieng"[n % 7])[0] for n in range(KEYS)]
        terminal.send("\x7f" * KEYS)
        terminal.settle(QUIET)
        return statistics.median(took)

    return side


def form(bench: Bench) -> tuple[Side, Side]:
    """A letter in the first field of a form, and in a stock field."""
    ours = bench.keep(program(bench, bench.demo()))
    ours.wait_for(SHOWN)
    for key in ("0", FORM):
        ours.settle(0.5)
        ours.send(key)
    bare = bench.keep(Terminal([sys.executable, "-c", FIELD]))
    for terminal in (ours, bare):
        terminal.settle(1.0)
    return letters(ours), letters(bare)


def program(bench: Bench, ledger: Path) -> Terminal:
    """The program on a ledger, in an account of its own: no draft of another round comes back."""
    home = bench.keep(TemporaryDirectory(dir=bench.folder))
    names = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    return Terminal([THIDUA, "--ledger", str(ledger)], env=dict.fromkeys(names, home))


def clusters(bench: Bench, entries: int) -> Terminal:
    """The program on a ledger of so many entries, at its first page."""
    terminal = bench.keep(program(bench, bench.ledger(min(entries, bench.large))))
    terminal.wait_for("số 0")
    terminal.settle(1.0)
    return terminal


def journal_opened(terminal: Terminal) -> Side:
    """Seconds from the key that opens the journal until nothing more is painted."""

    def side() -> float:
        terminal.send("0")
        terminal.settle(0.5)
        sent = time.perf_counter() - terminal.started
        terminal.send("3")
        if not terminal.read(PATIENCE):
            raise NotShown(terminal.text)
        terminal.settle(0.5)
        return terminal.chunks[-1][0] - sent

    return side


def journals(bench: Bench) -> tuple[Side, Side]:
    """The journal of many entries, and of few."""
    many, few = (journal_opened(clusters(bench, entries)) for entries in (MANY, FEW))
    return many, few


def steps(terminal: Terminal, *, there: str, back: str) -> Side:
    """Bytes that a cursor key sends, on the mean of a walk there and back."""

    def side() -> float:
        keys = [there] * STEPS + [back] * STEPS
        return statistics.mean(answered(terminal, key)[1] for key in keys)

    return side


def cursor(bench: Bench, *, scrolling: bool) -> tuple[Side, Side]:
    """A cursor key in the journal of many entries, and in the leanest list of the same lines."""
    ours = clusters(bench, MANY)
    ours.send("3")
    ours.settle(1.0)
    lines = [line for line in ours.text.splitlines() if line.strip()][HEAD:-1]
    file = bench.folder / "lines.txt"
    file.write_text("\n".join(line[1:].rstrip() for line in lines), "utf-8")
    lean = bench.keep(Terminal([sys.executable, LEAN, str(file), str(MANY)]))
    lean.settle(1.0)
    there, back = ("\x1b[6~", "\x1b[5~") if scrolling else ("\x1b[B", "\x1b[A")
    return steps(ours, there=there, back=back), steps(lean, there=there, back=back)


def memory(bench: Bench) -> tuple[Side, Side]:
    """Megabytes at the highest: every page of the demo looked at; an empty app."""

    def ours() -> float:
        with program(bench, bench.demo()) as terminal:
            terminal.wait_for(SHOWN)
            for key in TABS:
                terminal.settle(0.5)
                terminal.send(key)
            terminal.settle(1.0)
            return peak(terminal.process.pid)

    def bare() -> float:
        with Terminal([sys.executable, "-c", EMPTY_APP]) as terminal:
            terminal.settle(1.0)
            return peak(terminal.process.pid)

    return ours, bare


def figures(bench: Bench) -> Iterator[Figure]:
    """Keys, the journal, memory."""
    yield Figure(
        name="hands-key",
        what=f"a letter typed in a form, to the first output: the median of {KEYS}",
        beside="the same in a bare Textual app with a stock Input",
        sides=form,
        wanted=1.5,
    )
    many = min(MANY, bench.large)
    yield Figure(
        name="hands-journal",
        what=f"the journal of {many:,} entries opened, until nothing more is painted",
        beside=f"the same of {FEW} entries",
        sides=journals,
        wanted=1.5,
        rounds=9,
    )
    lean = "the leanest list: a bare ScrollView of the same lines, plain, two entries repainted"
    for name, what, scrolling in (
        ("hands-cursor", "a cursor key", False),
        ("hands-page", "a page key", True),
    ):
        yield Figure(
            name=name,
            what=f"bytes sent for {what} in a journal of {many:,} entries",
            beside=lean,
            sides=partial(cursor, scrolling=scrolling),
            wanted=1.5,
            unit="bytes",
            rounds=3,
            warm_up=0,
        )
    yield Figure(
        name="hands-memory",
        what="peak memory of the program, every page of the demo looked at",
        beside="an empty Textual app",
        sides=memory,
        wanted=2.0,
        unit="MB",
        rounds=3,
        warm_up=0,
    )
