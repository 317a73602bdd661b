"""The ledger's store keeps what it was given, in order, for several threads and processes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBQueryItem

from events.store.sqlite import entries as sqlite_store
from events.store.sqlite import query, schema
from events.store.sqlite.recorder import SQLiteRecorder
from tests.patience import PATIENCE
from tests.stores import answers_as_memory

ROOT = Path(__file__).parent.parent
IMPORTS = """
import sys, threading, time
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError
from events.store.sqlite.recorder import SQLiteRecorder
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.thidua"


@pytest.fixture
def ledger(path: Path) -> Iterator[SQLiteRecorder]:
    with SQLiteRecorder(path) as recorder:
        yield recorder


def event(*tags: str, kind: str = "head-elected", data: bytes = b"{}") -> DCBEvent:
    return DCBEvent(type=kind, data=data, tags=list(tags))


def tagged(*tags: str) -> DCBQuery:
    return DCBQuery([DCBQueryItem(tags=list(tags))])


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", IMPORTS + code, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def finished(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return output


def at_once(processes: list[subprocess.Popen[str]]) -> list[str]:
    """Outputs of processes that wait for the end of their input before they begin."""
    time.sleep(0.3)
    for process in processes:
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    return [finished(process) for process in processes]


# What is kept


@pytest.mark.parametrize("seed", range(5))
def test_any_query_answers_as_the_librarys_recorder_in_memory_does(ledger, monkeypatch, seed):
    """With tiny batches, so that every seam between them is crossed."""
    monkeypatch.setattr(sqlite_store, "BATCH", 3)
    monkeypatch.setattr(sqlite_store, "FEW", 5)
    monkeypatch.setattr(sqlite_store, "WINDOW", 16)
    monkeypatch.setattr(query, "_TOGETHER", 2)
    monkeypatch.setattr(query, "_CAPS", (2, 4))
    answers_as_memory(ledger, seed)


@pytest.mark.parametrize(
    ("types", "tags"), [("x", ""), ("xy", ""), ("", "a"), ("", "ab"), ("x", "a"), ("xy", "ab")]
)
def test_no_query_with_a_tag_or_a_type_scans_the_ledger(ledger, types, tags):
    ledger.append([event("a", "b", kind="x")])
    with ledger._store._reader.connection() as connection:
        asked = query.select(connection, [(types, tags)], 0)
        for way in asked.ways:
            for sql in (way.rows(), way.positions(), f"{way.rows()} UNION ALL {way.rows()}"):
                bound = asked._bound(0, 9, 9)
                plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", bound).fetchall()
                assert not [row for row in plan if "SCAN" in row[3] or "TEMP" in row[3]]


@pytest.mark.parametrize(
    ("types", "tags"),
    [
        ([], ["frequent", "rare"]),
        ([], ["rare", "frequent"]),
        (["frequent"], ["rare"]),
        (["rare"], ["frequent"]),
    ],
)
def test_a_rare_tag_or_type_beside_a_frequent_one_costs_little(ledger, types, tags):
    """Whichever is asked first; counted in instructions of SQLite's machine."""
    ledger.append([event("frequent", kind="frequent") for _ in range(5_000)])
    ledger.append([event("frequent", "rare", kind="frequent"), event("frequent", kind="rare")])
    steps = []
    with ledger._store._reader.connection() as connection:
        connection.set_progress_handler(lambda: steps.append(1), 100)
        asked = query.select(connection, [(types, tags)], 0)
        assert len(asked.few(connection, 0, 10**6, 9) or ()) == 1
        connection.set_progress_handler(None, 0)
    assert len(steps) * 100 < 10_000


# Long ledgers


def test_a_long_reading_neither_sees_later_entries_nor_keeps_the_log(ledger, path):
    """It holds no transaction between batches, or the log could not be moved into the file."""
    many = sqlite_store.FEW + sqlite_store.BATCH + 1
    ledger.append([event("a") for _ in range(many)])
    reading = ledger.read(tagged("a"))
    assert next(reading).position == 1
    ledger.append([event("a")])
    with closing(sqlite3.connect(path)) as other:
        blocked, *_ = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not blocked
    assert len(list(reading)) == many - 1
    assert reading.head == many


def test_the_log_does_not_grow_for_ever(ledger, path, monkeypatch):
    """Nobody but us moves it into the file: SQLite's own checkpoints are off."""
    log = Path(f"{path}-wal")
    ledger.append([event("a", data=bytes(schema.LOG_LIMIT))])
    assert log.stat().st_size > schema.LOG_LIMIT
    ledger.append([event("b")])
    assert log.stat().st_size <= schema.LOG_LIMIT
    assert ledger.verify() == 2


def test_the_log_is_moved_only_by_who_holds_the_write_lock(ledger, path, monkeypatch):
    """Beside another process's write SQLite before 3.51.3 may lose that write."""
    shut_out, checkpoint = [], ledger._store._reader.checkpoint

    def beside() -> Any:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            shut_out.append(True)
        return checkpoint()

    monkeypatch.setattr(ledger._store._reader, "checkpoint", beside)
    ledger.append([event("a", data=bytes(schema.LOG_LIMIT))])
    assert shut_out


def test_every_connection_is_a_safe_one(ledger):
    for door in ledger._store._doors:
        with door.connection() as connection:
            asked = ("synchronous", "wal_autocheckpoint", "recursive_triggers", "trusted_schema")
            told = [schema.pragma(connection, name) for name in asked]
            assert told == [2, 0, 1, 0]
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# Several at once


def test_processes_that_make_a_ledger_at_the_same_moment_make_one(tmp_path):
    """Each waits before each of 25 ledgers until all four have come so far."""
    code = """
from pathlib import Path
folder = Path(sys.argv[1])
for number in range(25):
    (folder / f"ready-{number}-{sys.argv[2]}").touch()
    while len(list(folder.glob(f"ready-{number}-*"))) < 4: time.sleep(0.001)
    started = time.monotonic()
    with SQLiteRecorder(folder / f"ledger-{number}", busy_seconds=120) as ledger:
        print(ledger.name, time.monotonic() - started > 60)
"""
    told = at_once([child(code, tmp_path, number) for number in range(4)])
    assert len(set(told)) == 1
    assert "True" not in told[0]


def test_closing_interrupts_a_long_reading(ledger):
    """Or whoever leaves would wait for it."""
    counting = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 30000000)
        SELECT max(i) FROM n"""
    begun, ended = threading.Event(), []

    def read() -> None:
        try:
            with ledger._store._reader.connection() as connection:
                connection.set_progress_handler(begun.set, 1000)
                connection.execute(counting).fetchall()
        except sqlite3.ProgrammingError as error:
            ended.append(str(error))

    thread = threading.Thread(target=read)
    thread.start()
    assert begun.wait(PATIENCE)
    ledger.close()
    thread.join()
    assert ended == ["the ledger is closed"]
