"""One act, from the decision to the disk, beside a raw insert of the same bytes.

Two acts: a head elected, which reads little; and the one that is typed most, a score, whose
decision reads the cluster, its members, the rule book, the result, and the unit's scores so far.
"""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from eventsourcing.dcb.api import DCBRecorder

from events.clusters import FoundCluster
from events.command import Command
from events.elections import ElectHead
from events.membership import RecordRoster
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from tests.facts import Fields

ORDER = 20
CLUSTER, YEAR = "tmth", 2020
UNITS = tuple(f"unit-{number}" for number in range(8))
CRITERIA = tuple(f"I.{number}" for number in range(1, 41))
OLD = (("one", 1945), ("two", 1946), ("three", 1947))
"""Clusters whose heads were never recorded, and the year of their only roster."""
HOW = Circumstances(by="the secretary")
IN_YEAR, LINES = 500, 90
"""Entries of the year in which an act is measured; lines of its sheet, enough to go on scoring."""


def prepared(file: Path) -> Ledger:
    """A cluster of eight with a rule book of forty criteria, ready to be scored."""
    ledger = Ledger(SQLiteRecorder(file))
    criteria = tuple(
        Criterion(code=code, name=f"Criterion {code}", max_points=Decimal(10)) for code in CRITERIA
    )
    commands: list[Command] = [
        *(FoundUnit(unit=unit, name=f"Department {unit}") for unit in UNITS),
        FoundCluster(cluster=CLUSTER, name="The cluster"),
        RecordRoster(cluster=CLUSTER, year=YEAR, units=UNITS),
        IssueRules(cluster=CLUSTER, year=YEAR, criteria=criteria),
        *(FoundCluster(cluster=code, name=f"The cluster of {year}") for code, year in OLD),
        *(RecordRoster(cluster=code, year=year, units=UNITS) for code, year in OLD),
    ]
    for command in commands:
        ledger.execute(command, HOW)
    return ledger


def scores() -> Iterator[Command]:
    """Every cell of the sheet, row by row: 320."""
    for criterion, unit in itertools.product(CRITERIA, UNITS):
        yield RecordScore(
            cluster=CLUSTER, year=YEAR, unit=unit, criterion=criterion, points=Decimal("9.25")
        )


def heads() -> Iterator[Command]:
    """A head of each old cluster for each year since: more than 200."""
    for code, first in OLD:
        for year in range(first, YEAR):
            yield ElectHead(cluster=code, year=year, unit=UNITS[year % len(UNITS)])


def last_row(file: Path) -> tuple[str, str, bytes, bytes]:
    """What the ledger stored last: name, tags, fact, hash."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        query = "SELECT type, tags, data, hash FROM events ORDER BY position DESC LIMIT 1"
        row: tuple[str, str, bytes, bytes] = connection.execute(query).fetchone()
    return row


def raw(file: Path) -> sqlite3.Connection:
    """A bare log, as durable as the ledger."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE log (position INTEGER PRIMARY KEY AUTOINCREMENT, a, b, c, d)")
    return connection


def one_act(bench: Bench, what: str, commands: Iterator[Command]) -> tuple[Side, Side]:
    """One act decided and recorded: the next of `commands` each round, and one for the start."""
    file = bench.folder / f"{what}.ledger"
    ledger, log = prepared(file), raw(bench.folder / f"{what}.floor")
    bench.keep(closing(log))
    ledger.execute(next(commands), HOW)
    row = last_row(file)

    def ours() -> float:
        command = next(commands)
        started = time.perf_counter()
        ledger.execute(command, HOW)
        return time.perf_counter() - started

    return ours, lambda: inserted(log, row)


def in_a_year_of(entries: int, ledger: Ledger) -> Ledger:
    """A ledger that has, beside whatever else, a cluster-year of so many entries, scored on."""
    criteria = tuple(
        Criterion(code=f"{line}", name=f"Tiêu chí {line}", max_points=Decimal(10))
        for line in range(1, LINES + 1)
    )
    commands: list[Command] = [
        *(FoundUnit(unit=unit, name=f"Phòng {unit}") for unit in UNITS),
        FoundCluster(cluster=CLUSTER, name="Cụm đang chấm"),
        RecordRoster(cluster=CLUSTER, year=YEAR, units=UNITS),
        IssueRules(cluster=CLUSTER, year=YEAR, criteria=criteria),
        *itertools.islice(cells(), entries - 2),
    ]
    for command in commands:
        ledger.execute(command, HOW)
    return ledger


def cells() -> Iterator[RecordScore]:
    """Every cell of the larger sheet, row by row."""
    for line, unit in itertools.product(range(1, LINES + 1), UNITS):
        told: Fields = {"cluster": CLUSTER, "year": YEAR, "unit": unit}
        yield RecordScore(**told, criterion=f"{line}", points=Decimal("9.25"))


def act(bench: Bench, entries: int) -> Side:
    """One score decided and durable, in a cluster-year of 500 entries beside so many others."""
    return act_in(bench.keep(SQLiteRecorder(bench.copy(entries))))


def act_in(recorder: DCBRecorder) -> Side:
    """The same in a ledger that is there."""
    ledger = in_a_year_of(IN_YEAR, Ledger(recorder))
    commands = itertools.islice(cells(), IN_YEAR - 2, None)

    def side() -> float:
        command = next(commands)
        started = time.perf_counter()
        ledger.execute(command, HOW)
        return time.perf_counter() - started

    return side


def beside_raw(bench: Bench) -> tuple[Side, Side]:
    """The act beside an insert of an entry's bytes."""
    ours, log = act(bench, bench.large), raw(bench.folder / "act.floor")
    bench.keep(closing(log))
    row = last_row(bench.ledger(bench.large))
    return ours, lambda: inserted(log, row)


def inserted(log: sqlite3.Connection, row: tuple[object, ...]) -> float:
    """One insert, durable."""
    started = time.perf_counter()
    log.execute("INSERT INTO log (a, b, c, d) VALUES (?, ?, ?, ?)", row)
    return time.perf_counter() - started


def figures(bench: Bench) -> Iterator[Figure]:
    """An act in the large ledger, and acts of two kinds in a small one."""
    beside = "INSERT of the same bytes, WAL, FULL"
    yield Figure(
        name="act",
        what=f"one act in a cluster-year of {IN_YEAR}, of {bench.large:,} entries",
        beside=beside,
        sides=beside_raw,
        wanted=3.0,
        rounds=150,
        warm_up=5,
        where="3.6",
    )
    for name, what, commands in (("head", "a head elected", heads), ("score", "a score", scores)):
        yield Figure(
            name=f"act-{name}",
            what=f"{what}: decided, appended, durable, in a small ledger",
            beside=beside,
            sides=lambda bench, name=name, commands=commands: one_act(bench, name, commands()),  # type: ignore[misc]  # bound now
            wanted=3.0,
            rounds=150,
        )
