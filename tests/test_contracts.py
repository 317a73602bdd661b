"""The direction of imports: the contracts hold, and each of them can fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.posix("the command of import-linter reads the source, the same everywhere")

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS["contracts"]}
FORBIDDEN = [
    ("layers", "events/units.py", "import views"),
    ("layers", "views/__init__.py", "from thidua_tui.parsing import dates"),
    ("store", "events/roles.py", "from eventsourcing.dcb import api"),
    ("store", "thidua_tui/__init__.py", "import eventsourcing"),
    ("screen", "views/__init__.py", "from rich.text import Text"),
    ("screen", "events/voting.py", "import click"),
    ("pure", "events/membership.py", "import time"),
    ("pure", "views/__init__.py", "from pathlib import Path"),
    ("pure", "events/units.py", "from random import choice"),
    ("faults", "thidua_tui/__init__.py", "from openpyxl import load_workbook"),
    ("faults", "views/__init__.py", "import plotext"),
    ("faults", "events/store/sqlite/recorder.py", "import psycopg"),
    ("decisions", "events/units.py", "from events.store import codec"),
    ("decisions", "views/journal.py", "def read():\n    from events.store import ledger"),
    ("stack", "thidua_tui/platform/__init__.py", "from thidua_tui.screens import home"),
    (
        "stack",
        "thidua_tui/forms/__init__.py",
        "def show():\n    from thidua_tui.widgets import picker",
    ),
    ("stack", "thidua_tui/screens/__init__.py", "if False:\n    from thidua_tui.app import app"),
    ("widgets", "thidua_tui/widgets/__init__.py", "from events.store.ledger import Ledger"),
]
"""Contract, module, and an import that the module must not have."""


def judge(folder: Path) -> dict[str, str]:
    """Contract -> KEPT or BROKEN, as the command says it."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-logo", "--no-cache", "--config", folder / "pyproject.toml"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "200", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    print(done.stdout)
    said = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))
    assert said, done.stdout + done.stderr
    assert done.returncode == int("BROKEN" in said.values())
    return said


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program that may be spoiled."""
    for package in ("events", "views", "thidua_tui"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_holds():
    assert judge(ROOT) == dict.fromkeys(NAMES.values(), "KEPT")


def test_every_contract_is_shown_to_be_able_to_fail():
    assert {contract for contract, _, _ in FORBIDDEN} == set(NAMES)


@pytest.mark.parametrize(("contract", "module", "line"), FORBIDDEN)
def test_a_forbidden_import_breaks_its_contract(copy, contract, module, line):
    with (copy / module).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    assert judge(copy)[NAMES[contract]] == "BROKEN"
