"""The part of the suite that must run on Windows is chosen by a rule."""

from __future__ import annotations

import importlib.util
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]
SPEC = importlib.util.spec_from_file_location("windows_tests", ROOT / ".ci/windows_tests.py")
assert SPEC
assert SPEC.loader
windows_tests = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(windows_tests)
MODULES = {path.stem: path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py")}


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import os.path as p",
        "from subprocess import run",
        "from zoneinfo import ZoneInfo",
        "def test(tmp_path): ...",
        "async def test(*, tmp_path_factory): ...",
        "def f(path):\n    path.write_text('a')",
        "open('a')",
    ],
)
def test_a_module_that_asks_the_system_for_something_meets_it(source):
    assert windows_tests.meets_the_system(source)


@pytest.mark.parametrize(
    "source", ["", "import ostrich", "from .os import a", "def test(ledger): ledger.read()"]
)
def test_a_module_that_only_decides_does_not(source):
    assert not windows_tests.meets_the_system(source)


def test_what_the_program_does_with_files_and_processes_is_among_the_first():
    first = {name for name, source in MODULES.items() if windows_tests.meets_the_system(source)}
    names = (
        "systems sqlite keeping cli drafts settings kept_whole evidence_folder race wall_channel"
    )
    assert {f"test_{name}" for name in names.split()} <= first
    assert first < MODULES.keys()


def test_what_wine_cannot_do_names_tests_that_are_there():
    for test, reason in windows_tests.WINE_CANNOT.items():
        module, _, function = test.partition("::")
        assert f"def {function.partition('[')[0]}(" in (ROOT / module).read_text("utf-8")
        assert len(reason) > 20


@pytest.mark.parametrize(
    ("source", "outcome"),
    [("import os", pytest.fail.Exception), ("", pytest.skip.Exception)],
    ids=["meets the system", "decides"],
)
def test_what_comes_too_late_has_failed_if_it_meets_the_system(
    tmp_path, monkeypatch, source, outcome
):
    path = tmp_path / "test_one.py"
    path.write_text(source, "utf-8")
    test = SimpleNamespace(path=path)
    windows_tests.pytest_runtest_setup(test)
    monkeypatch.setattr(windows_tests, "END", time.time() - 1)
    with pytest.raises(outcome, match="no time left"):
        windows_tests.pytest_runtest_setup(test)


def test_what_failed_is_written_down_once(tmp_path, monkeypatch):
    monkeypatch.setattr(windows_tests, "FAILED", str(tmp_path / "failed.txt"))
    for worker in ("gw0", ""):
        if worker:
            monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
        else:
            monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
        for test, failed in (("a.py::b", True), ("a.py::c", False)):
            windows_tests.pytest_runtest_logreport(SimpleNamespace(nodeid=test, failed=failed))
    assert (tmp_path / "failed.txt").read_text("utf-8") == "a.py::b\n"


SCRIPT = (ROOT / ".ci" / "windows").read_text("utf-8")
JUDGES = SCRIPT[SCRIPT.index("fails() {") : SCRIPT.index("say 'the folder goes")]
RUNS = """
set -euo pipefail
scratch=$1; tests=$1; minutes=1; first=$2; alone=$3; named=$4
say() { :; }
suite() {
  echo '1 passed' >"$scratch/tests.log"
  if [[ $2 == -n ]]; then
    for ((n = 0; n < named; n++)); do echo "a.py::$n"; done >"$tests/failed.txt"
    return "$first"
  fi
  touch "$tests/failed.txt"
  [[ -z ${THIDUA_TESTS_END:-} ]] || return 0  # what comes too late is skipped
  return "$alone"
}
"""
"""A suite that ends with these codes, and names so many tests that failed."""


@pytest.mark.posix("a script for bash")
@pytest.mark.parametrize(
    ("first", "alone", "named", "passes"),
    [
        (0, 0, 0, True),
        (1, 0, 2, True),
        (1, 1, 2, False),
        (1, 0, 31, False),
        (124, 0, 2, False),
        (3, 0, 0, False),
    ],
    ids=["passed", "passes alone", "fails alone", "many failed", "ended in the middle", "broken"],
)
def test_a_run_passes_when_all_tests_ran_and_pass_at_least_alone(
    tmp_path, first, alone, named, passes
):
    words = [
        "bash",
        "-c",
        RUNS + JUDGES,
        "windows",
        str(tmp_path),
        *map(str, (first, alone, named)),
    ]
    assert (subprocess.run(words, capture_output=True, check=False).returncode == 0) is passes
