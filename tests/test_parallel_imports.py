"""Threads that import parts of `events` for the first time at once neither fail nor block."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = 6
IMPORTS = """
import faulthandler, importlib, sys, threading, time
sys.path.insert(0, "")  # what an isolated Python leaves out
faulthandler.dump_traceback_later(60, exit=True)
sys.setswitchinterval(1e-6)
later, *names = sys.argv[1:]
start, wrong = threading.Barrier(len(names)), []
def load(name):
    start.wait()
    time.sleep(float(later) * names.index(name))
    try:
        importlib.import_module(name)
    except BaseException as error:
        wrong.append(f"{name}: {error!r}")
threads = [threading.Thread(target=load, args=(name,)) for name in names]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
sys.exit("\\n".join(wrong) or None)
"""
NAMES = ("", ".awards", ".store.ledger", ".corrections", ".units", ".meetings", ".scoring")


def wrong(folder: Path, names: list[str], later: float = 0) -> str:
    """Return what failed in a new process whose threads import these modules from the folder.

    Each thread begins so many seconds `later` than the thread before it.
    """
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, str(later), *names],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return done.stderr


@pytest.mark.parametrize("order", range(PROCESSES))
def test_events_are_imported_from_several_threads_at_once(order):
    names = [f"events{name}" for name in (*NAMES[order:], *NAMES[:order])]
    assert wrong(ROOT, names) == ""


def test_a_package_that_imports_its_modules_is_found(tmp_path):
    """The control: by way of the package, each of two modules waits for the other."""
    package = tmp_path / "events"
    package.mkdir()
    imports = "import time; time.sleep(2)\nfrom events.other import VALUE\n"
    package.joinpath("__init__.py").write_text(imports, "utf-8")
    package.joinpath("other.py").write_text("import events.part\nVALUE = 1\n", "utf-8")
    package.joinpath("part.py").touch()
    found = wrong(tmp_path, ["events.part", "events.other"], 0.5)
    assert "partially initialized" in found or "deadlock" in found.lower()


def test_no_package_of_the_program_imports_its_own_modules():
    for package in ("events", "views", "thidua_tui"):
        for path in (ROOT / package).rglob("__init__.py"):
            for line in path.read_text("utf-8").splitlines():
                assert not line.startswith((f"import {package}", f"from {package}")), path
