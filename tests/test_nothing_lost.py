"""An acknowledged act survives: killed processes, failing disks, power that goes.

Longer, for minutes: THIDUA_LONG=1. What the runs found is told in docs/reliability.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBEvent

from tests.amount import LONG
from tests.faults import power
from tests.faults.acts import act, opened, wrong
from tests.faults.shim import ROOT, compiled, compiler, under
from tests.faults.walk import SCENARIOS
from tests.narrow import file_recorder

LINUX = sys.platform == "linux"
ABLE = bool(compiler()) and LINUX
needs_shim = pytest.mark.skipif(not ABLE, reason="needs Linux and a C compiler")


@pytest.mark.skipif(not LINUX, reason="the shim is for Linux")
def test_there_is_a_c_compiler():
    """Without one a disk cannot be made to fail, and the tests that matter most do not run."""
    said = "NO C COMPILER (cc): failing disks and power cuts are NOT tested; install gcc or clang"
    assert compiler() or os.environ.get("THIDUA_WITHOUT_CC"), said


@pytest.fixture(scope="module")
def shim(tmp_path_factory) -> Path:
    return compiled(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def ram(tmp_path) -> Iterator[Path]:
    """Where the disk's failing is simulated, the disk itself need not work: memory, if there is."""
    shared = Path("/dev/shm")  # noqa: S108  a name of our own inside
    folder = shared / f"thidua-{os.getpid()}" if os.access(shared, os.W_OK) else tmp_path / "ram"
    folder.mkdir(mode=0o700)
    yield folder
    shutil.rmtree(folder)


# kill -9


@pytest.mark.posix("forks the writers that it kills")
def test_what_two_writers_acknowledged_outlives_their_kill(ram):
    """At random instants: every act is there, whole; chain, laws and positions hold."""
    command = [sys.executable, "-m", "tests.faults.kill", str(ram), "60" if LONG else "8", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told = done.stdout
    print(told)
    assert '"wrong": []' in told
    assert '"acknowledged": 0,' not in told


def test_an_act_that_is_there_in_part_would_be_noticed(tmp_path):
    """The negative control of all these tests: facts stored one by one, the last of them not."""
    ledger = opened(tmp_path / "ledger")
    with closing(file_recorder(ledger)):
        act(ledger, "whole")
        *most, _ = file_recorder(ledger).read()
        parts = [DCBEvent(e.event.type, e.event.data.replace(b"whole", b"parts"), []) for e in most]
        file_recorder(ledger).append(parts)
        found = wrong(ledger, ["whole", "never"])
    assert "act parts has 2 facts" in found
    assert "act never is gone" in found


# A disk that fails


@needs_shim
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_failing_call_loses_or_doubles_an_act(shim, ram, scenario):
    """Every write, sync, open, truncation, map and unlink of an act fails once.

    Each time the act was acknowledged, or a code came; then the ledger reads and verifies, and the
    same act recorded again is there exactly once.
    """
    result = under(shim, "walk", ram, scenario)
    print(scenario, result["told"])
    assert result["lost"] == []
    assert sum(result["told"].values()) > 20
    assert set(result["told"]) <= {"acknowledged", "disk-error", "disk-full", "ledger-read-only"}
    if scenario != "new":
        assert "ledger-read-only" not in result["told"]  # a fault that passes does not stay


# The power goes


@needs_shim
def test_no_power_cut_loses_an_acknowledged_act(shim, ram):
    """After every write of a ledger's life, whatever part of the unsynced writes came through."""
    acts = under(shim, "cut", ram, "FULL")
    result = power.cut_everywhere(ram / "record", ram, seed=1, more=20 if LONG else 1)
    print(f"{result.moments} moments, {result.images} images, {acts} acts")
    assert result.wrong == []
    assert result.images > 300
    assert acts >= 6


@needs_shim
@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_with_less_than_full_sync_a_power_cut_loses_acts(shim, ram, synchronous):
    """The negative control: the simulation finds what is known to be lost."""
    under(shim, "cut", ram, synchronous)
    result = power.cut_everywhere(ram / "record", ram, seed=1, more=0, most=3)
    print(f"{result.images} images, {len(result.wrong)} wrong")
    assert any("is gone" in said or "chain-broken" in said for said in result.wrong)
