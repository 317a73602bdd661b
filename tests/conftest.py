"""What holds for every test."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from _pytest.terminal import TerminalReporter
from _pytest.unraisableexception import gc_collect_iterations_key

from events.store.address import LedgerAddress
from events.store.recorder import StoreRecorder
from tests import css_cache, rest, same_draws, stores
from tests.stores import KINDS

rest.use()
css_cache.use()
same_draws.use()

# Scratch servers need POSIX, and Windows tests have no psycopg.
collect_ignore_glob = ["test_postgresql*.py"] if os.name == "nt" else []

# Thousands of apps come and go in a process whose modules and sheets stay: collect them seldom.
gc.freeze()
gc.set_threshold(20_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    """Look for uncaught errors in two rounds at the end, instead of five."""
    config.stash[gc_collect_iterations_key] = 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip on Windows what is POSIX's own; the marker must say why it is."""
    for item in items:
        for mark in item.iter_markers("posix"):
            [reason] = mark.args
            if os.name == "nt":
                item.add_marker(pytest.mark.skip(reason=f"POSIX only: {reason}"))


LONGEST_ID = 200
"""Characters: pytest writes the name of the running test to an environment variable of 32 KB."""


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a test with a long value, or with a file's content, by the length of that value.

    The content of an archive has the time in it, and each worker must collect the same names.
    """
    if isinstance(val, str | bytes) and len(val) > (LONGEST_ID if isinstance(val, str) else 20):
        return f"{argname} of {len(val)}"
    return None


# Hundreds of processes of the program start: compile its modules once, not in each of them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(autouse=True)
def own_account(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the folders of the account on Windows apart, which no variable of the system moves."""
    if os.name == "nt":
        monkeypatch.setenv("THIDUA_HOME", str(tmp_path_factory.mktemp("account")))


@pytest.fixture
def without() -> Iterator[Callable[[MutableMapping[Any, Any], Any], None]]:
    """Take entries out of registries; afterwards these are as before, their order included.

    `monkeypatch.delitem` puts an entry back behind all others, which changes menus and documents
    in the tests that follow in the same process.
    """
    with ExitStack() as stack:

        def take_out(registry: MutableMapping[Any, Any], key: Any) -> None:
            stack.enter_context(patch.dict(registry))
            del registry[key]

        yield take_out


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> LedgerAddress:
    """Where a new ledger is to be: in a file, then on a server."""
    return stores.fresh(request.param, tmp_path)


@pytest.fixture
def recorder(address: LedgerAddress) -> Iterator[StoreRecorder]:
    """The recorder of a new ledger, over each store."""
    with stores.opened(address) as made:
        yield made


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say in one line that, and why, the tests of one store did not run."""
    skipped = terminalreporter.stats.get("skipped", ())
    found = [str(report.longrepr) for report in skipped if stores.NO_SERVER in str(report.longrepr)]
    if found:
        reason = found[0][found[0].index(stores.NO_SERVER) :].rstrip("')")
        terminalreporter.write_line(
            f"{len(found)} TESTS OF THE SERVER DID NOT RUN: {reason}", red=True
        )


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person without ledger, settings and log; returns the folder of the account."""
    folder = tmp_path / "home"
    for name in ("THIDUA_HOME", "HOME"):
        monkeypatch.setenv(name, str(folder))
    for name in ("THIDUA_LEDGER", "THIDUA_LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a command line to the program: exit code, what it printed, what it complained of."""
    from thidua_tui.cli import main  # most tests need no command

    def answer(*args: object) -> tuple[int, str, str]:
        code = main.answer([str(arg) for arg in args])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return answer


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of `thidua demo`'s conference; no test writes to it."""
    from thidua_tui.session.open_ledger import opened
    from thidua_tui.session.samples import conference

    path = tmp_path_factory.mktemp("story") / "demo.ledger"
    with opened(path, create=True) as ledger:
        conference.play(ledger)
    return path
