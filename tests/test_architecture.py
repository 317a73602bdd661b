"""docs/architecture.md names modules and functions that exist, and the layers in their order."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

from views.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text("utf-8")
PACKAGES = ("events", "views", "thidua_tui")


def section(title: str) -> str:
    """The text below a heading, up to the next one."""
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def listed(package: str) -> list[str]:
    """The modules that the table of modules lists for a package; a folder ends with `/`."""
    rows = re.findall(rf"^\| `{package}`.*?\| (.+) \|$", section("Modules"), re.MULTILINE)
    return [name for row in rows for name in row.split(" · ")]


def existing(package: str) -> list[str]:
    """The modules of a package, and its folders of modules."""
    found = [path for path in (ROOT / package).iterdir() if path.stem[:2] != "__"]
    folders = [f"{path.name}/" for path in found if (path / "__init__.py").exists()]
    return sorted(folders + [path.stem for path in found if path.suffix == ".py"])


@pytest.mark.parametrize("package", PACKAGES)
def test_the_table_lists_every_module_once(package):
    """The modules of the tables in the registry may be left out: the page refers to it."""
    of_tables = {spec.module for spec in TABLES.values()} if package == "views" else set()
    names = listed(package)
    assert sorted(names) == sorted({*names}), "a module is listed twice"
    assert {*names} <= {*existing(package)}, "the page lists a module that does not exist"
    missing = {*existing(package)} - {*names} - of_tables
    assert not missing, f"docs/architecture.md does not list the modules {missing} of {package}"


def test_the_picture_shows_the_layers_in_the_order_of_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    [stack] = [c["layers"] for c in contracts["contracts"] if c["id"] == "stack"]
    picture = section("Layers").split("```")[1]
    assert re.findall(r"^    (\w+) +\w", picture, re.MULTILINE) == stack


@pytest.mark.posix("the page names the driver of POSIX")
def test_every_function_on_the_page_exists():
    """`pkgutil.resolve_name` raises for a module, class or function that is not there."""
    names = re.findall(r"`((?:events|views|thidua_tui)(?:\.\w+)+)`", PAGE)
    assert len(names) > 30
    for name in names:
        pkgutil.resolve_name(name)


def test_every_hop_names_a_function():
    hops = re.findall(r"^\| (\d+) \|.+\| (.+) \|$", section("One act from key to screen"), re.M)
    assert [int(number) for number, _ in hops] == list(range(1, len(hops) + 1))
    assert all("`" in names for _, names in hops)


def test_outside_the_store_one_module_names_a_recorder():
    """All others ask for a `LedgerStore`, so that they hold for a file and for a server."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if re.search(r"\b(SQLite|PostgreSQL)Recorder\b", path.read_text("utf-8"))
    }
    outside = {name for name in found if not name.startswith("events/store/")}
    assert outside == {"thidua_tui/session/open_ledger.py"}
