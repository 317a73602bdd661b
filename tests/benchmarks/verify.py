"""Is the whole ledger as it was written: beside a raw SELECT of the same rows and their SHA-256."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from events.store.sqlite.recorder import SQLiteRecorder
from tests.benchmarks.bench import THIDUA, Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.processes import process

ORDER = 10


def verifying(bench: Bench, entries: int) -> Side:
    """All that a verification of the file must read, read and hashed."""
    recorder = bench.keep(SQLiteRecorder(bench.ledger(entries), read_only=True))

    def side() -> float:
        started = time.perf_counter()
        assert recorder.verify() == entries
        return time.perf_counter() - started

    return side


def chain(bench: Bench) -> tuple[Side, Side]:
    """The file as it was written, beside the least."""
    file = bench.ledger(bench.large)
    return verifying(bench, bench.large), lambda: read_and_hashed(file)


def command(bench: Bench, *more: str) -> tuple[Side, Side]:
    """The whole command: the file, every entry decoded, laws, references, every view rebuilt."""
    file = bench.ledger(bench.large)
    return process([THIDUA, "--ledger", str(file), "verify", *more]), lambda: read_and_hashed(file)


def read_and_hashed(file: Path) -> float:
    """The entries as bytes through SHA-256, and the rows of the tags."""
    started = time.perf_counter()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        rows = "SELECT hash, type, tags, data FROM events ORDER BY position"
        for before, kind, tags, data in connection.execute(rows):
            sha256(b"".join((before, kind.encode(), tags.encode(), data))).digest()
        for _ in connection.execute("SELECT tag, type, position FROM event_tags"):
            pass
    return time.perf_counter() - started


def figures(bench: Bench) -> Iterator[Figure]:
    """The file as a whole."""
    yield Figure(
        name="verify",
        what=f"thidua verify: chain and indexes of {bench.large:,} entries",
        beside="SELECT of the same rows of both tables, SHA-256 of each entry",
        sides=chain,
        wanted=2.0,
        rounds=3,
        where="3.6",
    )
    yield Figure(
        name="verify-again",
        what=f"thidua verify, whole process, of {bench.large:,} entries that were judged before",
        beside="the same SELECT and SHA-256",
        sides=command,
        wanted=2.0,
        rounds=3,
        where="3.6",
    )
    yield Figure(
        name="verify-command",
        what=f"thidua verify --all: also laws, references and every view, {bench.large:,} entries",
        beside="the same SELECT and SHA-256",
        sides=lambda bench: command(bench, "--all"),
        wanted=3.0,
        rounds=1,
        warm_up=0,
        where="3.6",
    )
