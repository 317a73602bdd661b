"""The ledger's store keeps what it was given, in order, for several threads and processes."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError, ProgrammingError

from events.store.sqlite import entries as sqlite_store
from events.store.sqlite import query, schema
from events.store.sqlite.recorder import SQLiteRecorder
from tests.patience import PATIENCE

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


def test_the_librarys_own_suite_for_reading_and_appending_passes(ledger):
    DCBRecorderTestCase()._test_append_read(ledger)


def test_the_librarys_own_suite_for_subscribing_passes(ledger):
    DCBRecorderTestCase()._test_append_subscribe(ledger)


# What is kept


def test_an_entry_comes_back_as_it_was_given(ledger):
    """Any text in tags and types, their order and repetition, any bytes."""
    odd = ["z", "a", "a", "đội:“Sở Y tế”", 'quo"te', "new\nline", "", "a,b"]
    ledger.append([DCBEvent(type="tên lạ", data=bytes(range(256)), tags=odd)])
    (entry,) = ledger.read(tagged("", "đội:“Sở Y tế”"))
    assert entry.event == DCBEvent(type="tên lạ", data=bytes(range(256)), tags=odd)


def test_what_was_appended_is_there_after_reopening(path):
    with SQLiteRecorder(path) as ledger:
        ledger.append([event("unit:stc")])
        name, head_hash = ledger.name, ledger.head_hash()
    with SQLiteRecorder(path, create=False) as again:
        assert (again.head(), again.name, again.head_hash()) == (1, name, head_hash)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_every_ledger_has_a_name_of_its_own(tmp_path):
    with SQLiteRecorder(tmp_path / "a") as a, SQLiteRecorder(tmp_path / "b") as b:
        assert len(bytes.fromhex(a.name)) == 16
        assert a.name != b.name
        assert a.head_hash() != b.head_hash()


def test_the_hash_is_what_the_documentation_says(ledger):
    """Computed here by hand: others must be able to check a ledger without this program."""

    def digest(*fields: bytes) -> bytes:
        return sha256(b"".join(len(f).to_bytes(8, "big") + f for f in fields)).digest()

    genesis = digest(b"thidua ledger 1", ledger.name.encode())
    assert ledger.head_hash() == genesis
    ledger.append([event("unit:đ", "b", kind="k", data=b"d")])
    first = digest(genesis, (1).to_bytes(8, "big"), b"k", "unit:đ".encode(), b"b", b"d")
    assert ledger.head_hash() == first


def test_nothing_to_append_is_an_error_of_the_caller(ledger):
    with pytest.raises(ProgrammingError):
        ledger.append([])


def test_events_that_cannot_be_stored_leave_nothing_behind(ledger):
    broken = event("b", data="text")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(TypeError):
        ledger.append([event("a"), broken])
    assert ledger.append([event("c")]) == 1
    assert ledger.verify() == 1


def test_an_append_after_the_condition_came_true_is_refused(ledger):
    ledger.append([event("unit:a"), event("unit:b")])
    with pytest.raises(IntegrityError):
        ledger.append([event("unit:a")], DCBAppendCondition(tagged("unit:a")))
    assert ledger.append([event("unit:a")], DCBAppendCondition(tagged("unit:a"), after=1)) == 3


@pytest.mark.parametrize("seed", range(5))
def test_any_query_answers_as_the_librarys_recorder_in_memory_does(ledger, monkeypatch, seed):
    """With tiny batches, so that every seam between them is crossed."""
    monkeypatch.setattr(sqlite_store, "BATCH", 3)
    monkeypatch.setattr(sqlite_store, "FEW", 5)
    monkeypatch.setattr(sqlite_store, "WINDOW", 16)
    monkeypatch.setattr(query, "_TOGETHER", 2)
    monkeypatch.setattr(query, "_CAPS", (2, 4))
    dice = random.Random(seed)  # noqa: S311  nothing secret
    memory = InMemoryDCBRecorder()

    def some(texts: str, most: int) -> list[str]:
        return dice.choices(texts, k=dice.randint(0, most))

    for _ in range(60):
        new = [event(*some("abcde", 4), kind=dice.choice("xyz"))]
        assert ledger.append(new) == memory.append(new)
    for _ in range(150):
        items = [
            DCBQueryItem(types=some("xyz", 2), tags=some("abcdef", 3))
            for _ in range(dice.randint(0, 4))
        ]
        asked = DCBQuery(items)
        bounds = {
            "after": dice.choice([None, 0, 7, 59, 60, 99]),
            "limit": dice.choice([None, 0, 1, 5]),
        }
        ours, theirs = ledger.read(asked, **bounds), memory.read(asked, **bounds)
        assert (list(ours), ours.head) == (list(theirs), theirs.head)


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


def test_four_processes_racing_for_the_same_places_lose_and_double_nothing(path):
    """Each wants every place, unless somebody has it, and appends freely besides."""
    code = """
ledger, me, won = SQLiteRecorder(sys.argv[1]), sys.argv[2], 0
sys.stdin.read()
for place in range(40):
    taken = DCBQuery([DCBQueryItem(types=["taken"], tags=[f"place:{place}"])])
    try:
        ledger.append([DCBEvent("taken", b"{}", [f"place:{place}", me])], DCBAppendCondition(taken))
        won += 1
    except IntegrityError:
        pass
    ledger.append([DCBEvent("tried", b"{}", [me])])
ledger.close()
print(won)
"""
    racers = [child(code, path, f"racer:{number}") for number in range(4)]
    won = [int(output) for output in at_once(racers)]
    with SQLiteRecorder(path) as ledger:
        entries = list(ledger.read())
        places = [e.event.tags[0] for e in entries if e.event.type == "taken"]
        assert sorted(places) == sorted(f"place:{place}" for place in range(40))
        assert sum(won) == 40
        assert [e.position for e in entries] == list(range(1, 4 * 40 + 40 + 1))
        assert ledger.verify() == len(entries)


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


def test_a_subscription_sees_what_another_process_appends(ledger, path):
    with ledger.subscribe(tagged("unit:b")) as subscription:
        code = """
ledger = SQLiteRecorder(sys.argv[1])
ledger.append([DCBEvent("x", b"", ["unit:a"]), DCBEvent("y", b"", ["unit:b"])])
"""
        finished(child(code, path))
        assert next(subscription).event.type == "y"
    assert next(subscription, None) is None


def test_data_version_changes_with_every_append_of_ours_and_of_others(ledger, path):
    seen = {ledger.data_version(), ledger.data_version()}
    assert len(seen) == 1
    ledger.append([event("a")])
    seen.add(ledger.data_version())
    with SQLiteRecorder(path) as other:
        other.append([event("b")])
    seen.add(ledger.data_version())
    assert len(seen) == 3


def test_threads_share_a_recorder(ledger):
    """Two recorders and eight threads: a write that began as a read would fail at once."""

    def work(number: int) -> int:
        with SQLiteRecorder(ledger._store._path) as own:
            for turn in range(25):
                recorder = own if turn % 2 else ledger
                recorder.append([event(f"thread:{number}")])
                assert len(list(recorder.read(tagged(f"thread:{number}")))) == turn + 1
        return number

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == list(range(8))
    assert ledger.verify() == 200


def test_closing_under_busy_threads_ends_them_and_not_the_interpreter(path):
    code = """
ledger = SQLiteRecorder(sys.argv[1])
ledger.append([DCBEvent("x", b"{}", ["a"]) for _ in range(3000)])
ended = []
def work(act):
    try:
        while True:
            act()
    except Exception as error:
        ended.append(str(error))
one = [DCBEvent("x", b"{}", ["a"])]
acts = [lambda: list(ledger.read()), ledger.verify, lambda: ledger.append(one)]
threads = [threading.Thread(target=work, args=(act,)) for act in acts * 2]
for thread in threads: thread.start()
time.sleep(0.2)
ledger.close()
ledger.close()
for thread in threads: thread.join()
print(set(ended))
"""
    for process in [child(code, path.with_suffix(f".{number}")) for number in range(4)]:
        assert finished(process) == "{'the ledger is closed'}\n"


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


def test_a_forgotten_subscription_does_not_keep_the_process_from_exiting(path):
    code = """
ledger = SQLiteRecorder(sys.argv[1])
threading.Thread(target=lambda: list(ledger.subscribe())).start()
"""
    finished(child(code, path))


def test_closing_the_recorder_ends_its_subscriptions(path):
    ledger, ended = SQLiteRecorder(path), threading.Event()

    def follow() -> None:
        assert list(ledger.subscribe()) == []
        ended.set()

    thread = threading.Thread(target=follow)
    thread.start()
    time.sleep(0.05)
    ledger.close()
    assert ended.wait(PATIENCE)
    thread.join()


def test_what_was_acknowledged_outlives_a_kill(path):
    code = """
ledger = SQLiteRecorder(sys.argv[1])
while True:
    print(ledger.append([DCBEvent("x", b"{}", ["a"]) for _ in range(3)]), flush=True)
"""
    process = child(code, path)
    assert process.stdout
    acknowledged = [int(process.stdout.readline()) for _ in range(50)][-1]
    process.kill()
    process.communicate()
    with SQLiteRecorder(path) as ledger:
        assert ledger.verify() >= acknowledged
        assert ledger.head() % 3 == 0
