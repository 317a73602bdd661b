"""Is the whole ledger as it was written: beside a raw SELECT of the same rows and their SHA-256.

`python -m tests.benchmarks.verify [ENTRIES]`; 200,000 unless told.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from eventsourcing.dcb.api import DCBEvent

from events.sqlite import SQLiteRecorder
from tests.benchmarks.floor import Figure, machine, measure, table

UNITS, YEARS, PER_APPEND = 3000, 25, 2000
ENTRY = b"""{"at":"2021-01-14T08:00:00Z","by":"the secretary","act":"%016x","event":{"type":"score-\
recorded","cluster":"c-%d","unit":"u-%d","year":%d,"criterion":"I.7","points":"9.25"}}"""


def filled(file: Path, entries: int) -> SQLiteRecorder:
    """A ledger of scores of many clusters over many years, each an act of its own."""
    recorder, dice = SQLiteRecorder(file), random.Random(1)  # noqa: S311  nothing secret
    for start in range(0, entries, PER_APPEND):
        year = 2000 + start * YEARS // entries
        size = min(PER_APPEND, entries - start)
        recorder.append([_score(dice, year) for _ in range(size)])
    return recorder


def _score(dice: random.Random, year: int) -> DCBEvent:
    unit, act = dice.randrange(UNITS), dice.getrandbits(64)
    cluster = unit // 8
    kinds = (f"cluster:c-{cluster}", f"unit:u-{unit}")
    tags = [tag for kind in kinds for tag in (kind, f"{kind}/{year}")] + [f"act:{act:016x}"]
    data = ENTRY % (act, cluster, unit, year)
    return DCBEvent(f"kind-{dice.choice((1, 1, 1, dice.randrange(40)))}", data, tags)


def verification(folder: Path, entries: int, rounds: int = 5) -> Figure:
    """All that a verification must read, read and hashed."""
    file = folder / "verify.ledger"
    recorder = filled(file, entries)

    def ours() -> float:
        started = time.perf_counter()
        assert recorder.verify() == entries
        return time.perf_counter() - started

    return Figure(
        what=f"verify {entries:,} entries",
        ours=ours,
        floor=lambda: read_and_hashed(file),
        floor_is="SELECT of the same rows of both tables, SHA-256 of each entry",
        wanted=2.0,
        rounds=rounds,
    )


def read_and_hashed(file: Path) -> float:
    """The entries as bytes through SHA-256, and the rows of the tags."""
    started = time.perf_counter()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        rows = "SELECT hash, type, tags, data FROM events ORDER BY position"
        for before, kind, tags, data in connection.execute(rows):
            sha256(b"".join((before, kind.encode(), tags.encode(), data))).digest()
        for _ in connection.execute("SELECT tag, position FROM event_tags"):
            pass
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        print(machine(folder), flush=True)
        print(table([measure(verification(folder, entries))]))


if __name__ == "__main__":
    main()
