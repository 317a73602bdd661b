"""What installing thidua puts on a machine, and what starting it loads."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES = {"thidua_tui", "events", "views"}
WITHOUT_CHECKOUT = [sys.executable, "-I", "-c"]


def ask(program: str, *arguments: str, cwd: Path | None = None) -> str:
    """What a fresh interpreter of this environment, away from the checkout, prints."""
    done = subprocess.run(
        [*WITHOUT_CHECKOUT, program, *arguments],
        cwd=cwd or "/",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


HOMES = """
import importlib, sys
from importlib.machinery import PathFinder
sys.path[:0] = sys.argv[2:]
found = [PathFinder.find_spec(sys.argv[1], [entry]) for entry in dict.fromkeys(sys.path)]
print(*sorted({spec.origin for spec in found if spec}), sep="\\n")
"""


def homes(package: str, *paths: Path) -> list[Path]:
    """Every place from which this environment could import the package."""
    return [Path(line) for line in ask(HOMES, package, *map(str, paths)).splitlines()]


def test_events_in_this_environment_is_ours():
    ours, interface = homes("events"), homes("thidua_tui")
    assert len(ours) == 1, f"the name is taken twice: {ours}"
    assert ours[0].parent.parent == interface[0].parent.parent
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.distribution("Events")


def test_a_second_package_of_that_name_is_noticed(tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "events/__init__.py").touch()
    assert len(homes("events", tmp_path)) == 2


BUILD = """
import os, sys
from hatchling import build
os.chdir(sys.argv[1])
print(getattr(build, "build_" + sys.argv[2])(sys.argv[3]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    name = ask(BUILD, str(ROOT), "wheel", str(folder)).splitlines()[-1]
    return zipfile.ZipFile(folder / name)


def sources() -> set[str]:
    """Every file of the three packages that is meant to be shipped."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_installing_puts_three_packages_there_and_nothing_else(wheel):
    names = {Path(name).parts[0] for name in wheel.namelist()}
    assert names == {*PACKAGES, f"thidua_tui-{PROJECT['project']['version']}.dist-info"}


def test_the_wheel_holds_every_file_of_the_packages(wheel):
    shipped = {name for name in wheel.namelist() if Path(name).parts[0] in PACKAGES}
    assert shipped == sources()


@pytest.mark.parametrize("kind", ["locale/*/*.toml", "data/*.toml", "*.tcss"])
def test_words_and_looks_are_in_the_wheel(wheel, kind):
    assert any(Path(name).match(kind) for name in wheel.namelist())


def test_the_licence_goes_with_it_in_full(wheel):
    inside = next(name for name in wheel.namelist() if name.endswith("/LICENSE"))
    text = wheel.read(inside)
    assert text == (ROOT / "LICENSE").read_bytes()
    assert b"Version 2.0, January 2004" in text
    assert b"END OF TERMS AND CONDITIONS" in text


def test_the_source_distribution_can_be_built_and_tested(tmp_path):
    name = ask(BUILD, str(ROOT), "sdist", str(tmp_path)).splitlines()[-1]
    with tarfile.open(tmp_path / name) as archive:
        inside = {Path(*Path(member).parts[1:]).as_posix() for member in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".ci/run"} <= inside
    assert {"tests/__init__.py", "tests/test_packaging.py"} | sources() <= inside


def test_pip_23_can_install_everything_that_the_readme_says():
    assert "dependency-groups" not in PROJECT, "pip 23 knows no dependency groups"
    assert set(PROJECT["project"]["optional-dependencies"]) == {
        "dev",
        "keyring",
        "pdf",
        "bench",
        "fuzz",
        "mutation",
        "server",
    }


def test_textual_is_pinned_exactly_and_comes_without_its_c_extensions():
    """Its key handling is private and moves; `textual[syntax]` has crashed other programs."""
    told = [one for one in PROJECT["project"]["dependencies"] if one.startswith("textual")]
    assert told == [f"textual=={importlib.metadata.version('textual')}"]


def test_no_folder_of_the_tests_shadows_a_package():
    assert not PACKAGES & {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}


LOADED = """
import sys
try:
    exec(sys.argv[1])
except SystemExit as end:
    assert not end.code, end.code
print()
print(*{name.partition(".")[0] for name in sys.modules})
"""


def loaded(program: str) -> set[str]:
    """The top-level modules that a program has loaded at its end."""
    return set(ask(LOADED, program).splitlines()[-1].split())


def test_the_facts_know_no_screen():
    assert not loaded("import events") & {"textual", "rich", "click", "tabulate", "platformdirs"}


def test_asking_for_the_version_loads_neither_screen_nor_store():
    start = "from thidua_tui.cli.main import main; main()"
    version = f"import sys; sys.argv = ['thidua', '--version']; {start}"
    assert not loaded(version) & {"textual", "rich", "eventsourcing", "sqlite3", "msgspec"}


def test_what_is_loaded_is_noticed():
    assert "sqlite3" in loaded("import sqlite3; raise SystemExit(0)")


@pytest.mark.posix("the command of an environment; offices with Windows get thidua.cmd")
def test_the_command_gives_the_version_of_the_project():
    command = Path(sys.executable).with_name("thidua")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert PROJECT["project"]["version"] in done.stdout


def test_mutation_testing_is_of_every_module_that_decides_and_finds_its_tests():
    told = PROJECT["tool"]["mutmut"]
    deciding = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "events").glob("*.py")
        if "def decide(" in path.read_text("utf-8")
    }
    assert deciding <= set(told["only_mutate"])
    named = (*told["only_mutate"], *told["pytest_add_cli_args_test_selection"])
    assert [name for name in named if not (ROOT / name).is_file()] == []
