"""Disks that are full or turn read-only, too many open files, a lock elsewhere, `--read-only`."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.errors import UnreadableLedger
from tests.faults.acts import act, opened, wrong_in
from tests.narrow import file_recorder
from tests.test_sqlite_refusals import APART, ROOT, apart_works
from thidua_tui.i18n.messages import Words

IMPORTS = """
import json, os, subprocess, sys, time
from contextlib import suppress
from pathlib import Path
from events.errors import UnreadableLedger
from tests.faults.acts import act, opened, wrong_in
file = Path(sys.argv[1])
"""


def program(code: str, file: Path, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    command = [*before, sys.executable, "-c", IMPORTS + code, str(file)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=-1, stderr=-1, stdin=-1)


def told(process: subprocess.Popen[str]) -> object:
    output, complaint = process.communicate(timeout=300)
    assert process.returncode == 0, complaint
    return json.loads(output)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger of one act, closed."""
    ledger = opened(tmp_path / "ledger")
    act(ledger, "first")
    file_recorder(ledger).close()
    return tmp_path / "ledger"


FULL = """
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", file.parent], check=True)
codes, acts = set(), []
for room in range(0, 100_000, 4096):
    ballast = file.with_name("ballast")
    with suppress(OSError), open(ballast, "wb", 0) as filling:
        while True: filling.write(bytes(1024))
    os.truncate(ballast, max(0, ballast.stat().st_size - room))
    name, again = f"act-{room}", None
    try:
        again = opened(file)
        act(again, name)
    except UnreadableLedger as error:
        codes.add(error.code)
    ballast.unlink()
    again = again or opened(file)
    act(again, name)
    again.recorder.close()
    acts.append(name)
print(json.dumps([sorted(codes), wrong_in(file, acts)]))
"""


@pytest.mark.skipif(not apart_works(), reason="mounts of one's own are not allowed here")
def test_a_disk_that_is_full_at_any_point_of_an_act_loses_and_doubles_nothing(tmp_path):
    """A real one: with no room at all, then a page more each time; then room, and the act again."""
    assert told(program(FULL, tmp_path / "ledger", APART)) == [["disk-full"], []]


READ_ONLY = """
folder = file.parent
subprocess.run(["mount", "--bind", folder, folder], check=True)
subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
try:
    ledger = opened(file)
    found = [len(list(ledger.read()))]
    act(ledger, "third")
except UnreadableLedger as error:
    found.append(error.code)
print(json.dumps(found))
"""
DIES = """
ledger = opened(file)
act(ledger, "second")
os._exit(0)
"""


@pytest.mark.skipif(not apart_works(), reason="mounts of one's own are not allowed here")
def test_a_disk_that_is_read_only_after_a_crash_is_read_with_its_log(file):
    """The last acts are in the log only; turned read-only while in use: test_nothing_lost."""
    process = program(DIES, file)
    process.communicate(timeout=300)
    assert Path(f"{file}-wal").stat().st_size
    assert told(program(READ_ONLY, file, APART)) == [6, "ledger-read-only"]


MANY = """
import resource
held, ledger = [], opened(file)
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, most))
with suppress(OSError):
    while True: held.append(os.open("/", os.O_RDONLY))
codes = []
for free in range(8):
    try:
        other = opened(file)
        act(other, f"act-{free}")
        other.recorder.close()
    except UnreadableLedger as error:
        codes.append(error.code)
    os.close(held.pop())
act(ledger, "still")
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
for free in range(8): act(ledger, f"act-{free}")
ledger.recorder.close()
print(json.dumps([sorted(set(codes)), wrong_in(file, ["first", "still"])]))
"""


@pytest.mark.posix("the limit is set by POSIX's resource")
def test_too_many_open_files_are_told_by_code_and_lose_nothing(file):
    """For real, with one more to spare each time."""
    assert told(program(MANY, file)) == [["disk-error"], []]


HOLDS = """
import sqlite3
connection = sqlite3.connect(file, isolation_level=None)
connection.execute("PRAGMA locking_mode = EXCLUSIVE" if {exclusive} else "SELECT 1")
connection.execute("BEGIN {how}")
connection.execute("SELECT count(*) FROM events").fetchone()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["IMMEDIATE", "EXCLUSIVE"])
def holder(request, file) -> Iterator[str]:
    """Another process that writes, or that lets nobody else in at all."""
    exclusive = request.param == "EXCLUSIVE"
    process = program(HOLDS.format(how="IMMEDIATE", exclusive=exclusive), file)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield request.param
    process.communicate(timeout=300)


def test_a_lock_of_another_process_is_waited_for_and_then_told(holder, file):
    started = time.monotonic()
    with pytest.raises(UnreadableLedger) as caught:
        act(opened(file, busy_seconds=0.5), "second")
    assert time.monotonic() - started >= 0.4
    assert caught.value.code == "ledger-busy"
    for lang in ("vi", "en"):
        assert str(file) in Words(lang).refusal(caught.value)


@pytest.mark.posix("asks /proc; on Windows read-only is SQLite's own mode")
def test_opened_for_reading_the_operating_system_lets_nobody_write(file):
    """Its descriptor is a read-only one; entries and log stay as they are, byte by byte."""
    writer = opened(file)
    act(writer, "second")
    before = [Path(f"{file}{end}").read_bytes() for end in ("", "-wal")]
    code = """
ledger = opened(file, read_only=True)
count = len(list(ledger.read()))
flags = set()
for fd in os.listdir("/proc/self/fd"):
    with suppress(OSError):
        if os.readlink(f"/proc/self/fd/{fd}") == str(file):
            told = Path(f"/proc/self/fdinfo/{fd}").read_text()
            flags.add(int(told.partition("flags:")[2].split()[0], 8) & os.O_ACCMODE)
print(json.dumps([count, sorted(flags) == [os.O_RDONLY]]))
"""
    assert told(program(code, file)) == [6, True]
    assert [Path(f"{file}{end}").read_bytes() for end in ("", "-wal")] == before
    file_recorder(writer).close()
    assert wrong_in(file, ["first", "second"]) == []
