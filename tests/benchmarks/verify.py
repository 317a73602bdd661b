"""Is the whole ledger as it was written: beside a raw SELECT of the same rows and their SHA-256."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from events.sqlite import SQLiteRecorder
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side

ORDER = 10


def chain(bench: Bench) -> tuple[Side, Side]:
    """All that a verification must read, read and hashed."""
    file = bench.ledger(bench.large)
    recorder = bench.keep(SQLiteRecorder(file, read_only=True))

    def ours() -> float:
        started = time.perf_counter()
        assert recorder.verify() == bench.large
        return time.perf_counter() - started

    return ours, lambda: read_and_hashed(file)


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
