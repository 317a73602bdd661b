"""The score grid at 11 units and 120 criteria: a cell, a change of a leader's figure, the opening.

The book has leader-relative leaves, leaves on a count and leaves on points; every cell is scored.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import count, islice
from pathlib import Path

from events.clusters import FoundCluster
from events.command import Command
from events.membership import RecordRoster
from events.rule_book import IssueRules
from events.score_board import Scoreboard
from events.score_book.book import Derivation, Node, Scale, ScoreBook
from events.score_book.leaf_kinds import CountPoints, Direct, LeaderRelative, Observation
from events.score_commits import key_of
from events.scoring import RecordScores, Scored, ScoreRecorded
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.fold import timed
from tests.benchmarks.hands import QUIET, answered, program
from tests.terminal import NotShown, Terminal
from thidua_tui.session.session import Session

ORDER = 41
UNITS, GROUPS, LEAVES = 11, 12, 10
"""Members; groups of the book, and leaves of each."""
KEYS = 10
"""Cells that are typed in a round."""
LONG = 0.5
"""Seconds without output after which an opening is over."""
TABLE = str(Path(__file__).with_name("_table_of_scores.py"))
YEAR = 2026
UNIT = tuple(f"u{number}" for number in range(UNITS))


@cache
def book() -> ScoreBook:
    """A book of 120 leaves, a third of them relative to the leader."""
    kinds = (LeaderRelative(), CountPoints(each=Decimal(1)), Direct())
    groups = tuple(
        Node(
            code=str(group + 1),
            title=f"Nhóm {group + 1}",
            max=Decimal(10 * LEAVES),
            criteria=tuple(
                Node(
                    code=f"{group + 1}.{leaf + 1}",
                    title=f"Nội dung {leaf + 1}",
                    max=Decimal(10),
                    score=kinds[leaf % len(kinds)],
                )
                for leaf in range(LEAVES)
            ),
        )
        for group in range(GROUPS)
    )
    total = Decimal(10 * LEAVES * GROUPS)
    return ScoreBook(
        title="Bảng chấm điểm",
        scale=Scale(total=total),
        criteria=groups,
        derivation=Derivation(scorers=("self", "verified")),
    )


def observed(leaf: Node, dice: random.Random) -> Scored:
    """A cell of a leaf; its unit is filled in later."""
    points, seen = None, None
    if isinstance(leaf.score, Direct):
        points = Decimal(dice.randint(10, 20)) / 2
    elif isinstance(leaf.score, CountPoints):
        seen = Observation(count=dice.randint(1, 9))
    else:
        seen = Observation(actual=Decimal(dice.randint(80, 130)), target=Decimal(100))
    return Scored(unit="u0", criterion=leaf.code, points=points, observed=seen)


def acts() -> Iterator[Command]:
    """What makes the cluster-year: members, book, verified scores of every cell."""
    for number, unit in enumerate(UNIT, 1):
        yield FoundUnit(unit=unit, name=f"Sở thứ {number} của tỉnh")
    yield FoundCluster(cluster="c", name="Cụm thi đua số 1")
    yield RecordRoster(cluster="c", year=YEAR, units=UNIT)
    yield IssueRules(cluster="c", year=YEAR, book=book())
    dice = random.Random(3)  # noqa: S311 - nothing secret
    for unit in UNIT:
        found = [observed(leaf, dice) for leaf in book().leaves()]
        cells = tuple(
            Scored(unit=unit, criterion=one.criterion, points=one.points, observed=one.observed)
            for one in found
        )
        yield RecordScores(cluster="c", year=YEAR, cells=cells)


def scored(bench: Bench) -> Path:
    """The ledger of that cluster-year."""
    file = bench.folder / "scores.ledger"
    if not file.exists():
        with SQLiteRecorder(file) as recorder:
            session = Session(Ledger(recorder), "the secretary")
            for act in acts():
                session.do(act)
    return file


def in_year(bench: Bench) -> Terminal:
    """The program on the page of that year."""
    terminal = bench.keep(program(bench, scored(bench)))
    terminal.wait_for("Cụm thi đua số 1")
    terminal.settle(LONG)
    return terminal


def typing(terminal: Terminal, *, up: bool) -> Side:
    """Seconds from Enter behind a digit to the cell and the total painted: the median of many."""
    numbers = count()

    def side() -> float:
        took = []
        for number in islice(numbers, KEYS):
            terminal.send(str(1 + number % 7))
            terminal.settle(QUIET)
            took.append(answered(terminal, "\r")[0])
            if number % UNITS == UNITS - 1:  # the grid stays at its last row: back to the first
                terminal.send("\x1b[A" * (UNITS - 1) if up else "")
                terminal.settle(QUIET)
        return statistics.median(took)

    return side


def cell(bench: Bench) -> tuple[Side, Side]:
    """A cell of the grid, and of a stock table of the same size."""
    ours = in_year(bench)
    for key in ("1", "c", "\x1b[C", "\x1b[C"):
        ours.send(key)
        ours.settle(LONG)
    rows, columns = str(UNITS), str(GROUPS * LEAVES)
    bare = bench.keep(Terminal([sys.executable, TABLE, rows, columns]))
    bare.settle(1.0)
    return typing(ours, up=True), typing(bare, up=False)


def opened(terminal: Terminal, key: str, back: str) -> Side:
    """Seconds from the key that opens a page until nothing more is painted."""

    def side() -> float:
        terminal.send(back)
        terminal.settle(LONG)
        sent = time.perf_counter() - terminal.started
        terminal.send(key)
        if not terminal.read(10):
            raise NotShown(terminal.text)
        terminal.settle(LONG)
        return terminal.chunks[-1][0] - sent

    return side


def opening(bench: Bench) -> tuple[Side, Side]:
    """The grid from the page of its year, and that page from the home page."""
    grid, year = in_year(bench), in_year(bench)
    grid.send("1")
    grid.settle(LONG)
    return opened(grid, "c", "\x1bOS"), opened(year, "1", "0")


def recomputing(_bench: Bench) -> tuple[Side, Side]:
    """A changed figure of a leaf that looks at the leader, and one pass over the points."""
    scores = [
        ScoreRecorded(
            cluster="c",
            year=YEAR,
            unit=cell.unit,
            criterion=cell.criterion,
            points=cell.points,
            observed=cell.observed,
        )
        for act in acts()
        if isinstance(act, RecordScores)
        for cell in act.cells
    ]
    board = Scoreboard([book()], UNIT, scores)
    points = {unit: board.final[unit].points for unit in UNIT}
    leaves = [leaf.code for leaf in book().leaves()]
    relative = [one for one in scores if one.observed and one.observed.target is not None]
    dice = random.Random(5)  # noqa: S311 - nothing secret

    def ours() -> float:
        one = dice.choice(relative)
        seen = Observation(actual=Decimal(dice.randint(131, 999)), target=Decimal(100))
        changed = ScoreRecorded(
            cluster="c", year=YEAR, unit=one.unit, criterion=one.criterion, points=None,
            observed=seen,
        )  # fmt: skip

        def change() -> None:
            board.put(key_of(one), changed)
            board.order(UNIT)

        return timed(change)

    def floor() -> float:
        def once() -> None:
            for unit in UNIT:
                total = Fraction(0)
                for leaf in leaves:
                    total += points[unit][leaf]

        return timed(once)

    return ours, floor


def figures(_bench: Bench) -> Iterator[Figure]:
    """Three figures."""
    size = f"{UNITS} × {GROUPS * LEAVES}"
    yield Figure(
        name="grid-cell",
        what=f"Enter in the grid of {size}, to the total painted: the median of {KEYS}",
        beside="the same in a bare Textual DataTable of that size",
        sides=cell,
        wanted=2.0,
        where="14",
    )
    yield Figure(
        name="grid-recompute",
        what=f"order and totals of {size} after one figure of a leaf that looks at the leader",
        beside="one pass over the points of the same cells in plain Python",
        sides=recomputing,
        wanted=3.0,
        rounds=60,
        warm_up=5,
        where="14",
    )
    yield Figure(
        name="grid-opened",
        what=f"the grid of {size} opened, until nothing more is painted",
        beside="the page of its year opened",
        sides=opening,
        wanted=2.0,
        rounds=9,
        where="14",
    )
