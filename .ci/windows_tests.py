"""A plugin of pytest for the suite on Windows: what meets the system first, in a given time.

A module meets the system if it imports what asks the system, gets a folder from pytest, or opens
files: `meets_the_system`. Its tests must all run. `THIDUA_TESTS_END` is the time, in seconds since
1970, after which no further test begins: a test of such a module then fails, any other is left out,
and a loud line counts those. `THIDUA_TESTS_FAILED` is a file that gets the names of what failed.
"""

from __future__ import annotations

import ast
import os
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ASKS = frozenset(
    {
        *("codecs", "ctypes", "locale", "multiprocessing", "os", "shutil", "signal", "socket"),
        *("sqlite3", "stat", "subprocess", "tempfile", "threading", "time", "zoneinfo"),
    }
)
"""Modules of Python that ask the system for files, processes, terminals, clocks or encodings."""
FOLDERS = frozenset({"tmp_path", "tmp_path_factory", "capfd", "capfdbinary"})
"""Fixtures of files."""
OPENS = frozenset(
    {
        *("mkdir", "open", "read_bytes", "read_text", "touch", "unlink"),
        *("write_bytes", "write_text"),
    }
)
"""Calls that open or change files."""
WINE_CANNOT: dict[str, str] = {}
"""Test -> what wine 8 does otherwise than Windows; a test here that passes fails the run."""
END = float(os.environ.get("THIDUA_TESTS_END", "inf"))
LATE = "no time left"
FAILED = os.environ.get("THIDUA_TESTS_FAILED")


def meets_the_system(source: str) -> bool:
    """Return whether a module of tests asks the system for something."""
    return any(map(_asks, ast.walk(ast.parse(source))))


def _asks(node: ast.AST) -> bool:
    match node:
        case ast.Import(names):
            return any(name.name.partition(".")[0] in ASKS for name in names)
        case ast.ImportFrom(module=str(module), level=0):
            return module.partition(".")[0] in ASKS
        case ast.arg(arg):
            return arg in FOLDERS
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name in OPENS
    return False


@cache
def _first(path: Path) -> bool:
    return meets_the_system(path.read_text("utf-8"))


def pytest_configure() -> None:
    """Measure no example: what makes one slow on wine is no fault of the test."""
    slow = [HealthCheck.too_slow]
    settings.register_profile("windows", suppress_health_check=slow, deadline=None)
    settings.load_profile("windows")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what meets the system, the order within stays; mark what wine cannot."""
    items.sort(key=lambda item: not _first(item.path))
    for item in items:
        if reason := WINE_CANNOT.get(item.nodeid):
            item.add_marker(pytest.mark.xfail(reason=f"wine: {reason}", strict=True))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin nothing too late."""
    if time.time() > END:
        (pytest.fail if _first(item.path) else pytest.skip)(LATE)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name at once what fails; a worker reports to the process that does this."""
    if FAILED and report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        with Path(FAILED).open("a", encoding="utf-8") as file:
            file.write(f"{report.nodeid}\n")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count what was left out."""
    late = [one for one in terminalreporter.stats.get("skipped", []) if LATE in str(one.longrepr)]
    if late:
        terminalreporter.write_line(f"!!! {len(late)} tests were left out: {LATE}")
