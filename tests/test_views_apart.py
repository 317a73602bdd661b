"""Views rebuilt in processes of their own: the answer is that of one process, whatever they do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.pages import ledger_at
from thidua_tui.cli import views_apart
from thidua_tui.cli.commands import verify
from thidua_tui.cli.main import answer
from thidua_tui.cli.views_apart import ALONE, MANY, MOST, WEIGHTS, apart, portions
from thidua_tui.cli.views_to_verify import answered, every_view


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """The demo's ledger, large enough for processes of its own on three cores."""
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path))
    monkeypatch.setattr(views_apart, "MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    return ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def rebuilt(monkeypatch):
    """The types of the views that were rebuilt in this process."""
    found = []

    def noted(view):
        found.append(type(view))
        return answered(view)

    monkeypatch.setattr(verify, "answered", noted)
    return found


@pytest.fixture
def started(monkeypatch):
    """The processes that were started."""
    found, start = [], subprocess.Popen

    def noted(*args, **more):
        found.append(start(*args, **more))
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    return found


def entries_of(file: Path):
    with SQLiteRecorder(file, read_only=True) as recorder:
        return list(Ledger(recorder).read())


@pytest.mark.parametrize("processes", [1, 2, 3, 20])
def test_the_views_that_take_time_are_divided_and_none_is_given_twice(processes):
    views = every_view(())
    numbers = [number for share in portions(processes) for number in share]
    assert len(numbers) == len({*numbers})
    assert {type(views[number]) for number in numbers} <= {*WEIGHTS}
    assert numbers
    assert len(portions(processes)) == processes


def test_each_view_that_takes_time_is_one_that_verify_rebuilds():
    assert {*WEIGHTS} <= {type(view) for view in every_view(())}


def test_the_processes_rebuild_their_views_and_the_counts_are_those_of_one_process(
    ledger, rebuilt, started
):
    entries = entries_of(ledger)
    alone = verify.counts(entries)
    in_one = len(rebuilt)
    rebuilt.clear()
    with apart(ledger, len(entries)) as others:
        assert verify.counts(entries, others) == alone
        assert [process.returncode for process in started] == [0, 0]
    given = sum(map(len, portions(2)))
    assert len(rebuilt) == in_one - given


def test_where_a_process_fails_its_views_are_rebuilt_here(ledger, rebuilt):
    entries = entries_of(ledger)
    with apart(ledger.with_name("missing.ledger"), len(entries)) as others:
        counts = verify.counts(entries, others)
    assert {*WEIGHTS} <= {*rebuilt}
    assert counts == verify.counts(entries, ALONE)


def test_where_entries_were_added_meanwhile_all_views_are_rebuilt_here(ledger, rebuilt):
    entries = entries_of(ledger)
    with apart(ledger, len(entries) - 1) as others:
        verify.counts(entries, others)
    assert {*WEIGHTS} <= {*rebuilt}


@pytest.mark.parametrize(
    ("many", "cores"), [(MANY, 8), (1, 1), (1, None)], ids=["small", "one-core", "unknown"]
)
def test_a_small_ledger_or_a_single_core_needs_no_process(
    ledger, started, monkeypatch, many, cores
):
    monkeypatch.setattr(views_apart, "MANY", many)
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    with apart(ledger, len(entries_of(ledger))):
        assert not started


def test_many_cores_do_not_make_many_processes(ledger, started, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    with apart(ledger, 1):
        assert len(started) == MOST - 1


def test_the_processes_end_with_the_block(ledger, started):
    with apart(ledger, 1):
        pass
    assert started
    assert all(process.poll() is not None for process in started)


def test_what_is_found_and_said_is_that_of_one_process(ledger, started, monkeypatch, capsys):
    flawed = Path(shutil.copy(ledger, ledger.with_name("flawed.ledger")))
    with SQLiteRecorder(flawed) as recorder:
        founded = next(e.event for e in recorder.read() if e.event.type == "unit-founded")
        recorder.append([founded])  # past the door: a unit is founded twice
    found = {}
    for cores in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        codes = [answer(["--ledger", str(f), "verify", "--all"]) for f in (ledger, flawed)]
        out = capsys.readouterr()
        found[cores] = (codes, out.out, out.err)
        assert len(started) == (4 if cores == 3 else 0)
    assert found[1] == found[3]
    assert found[1][0][0] == 0
    assert found[1][0][1] != 0


def test_a_process_says_nothing(ledger):
    words = [str(ledger), str(len(entries_of(ledger))), "0,1"]
    command = [sys.executable, "-P", "-m", views_apart.__name__, *words]
    done = subprocess.run(command, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
