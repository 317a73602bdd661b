"""docs/architecture.md names the modules that there are, and no others."""

from __future__ import annotations

import re
from fnmatch import filter as fnmatch_all
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = (ROOT / "docs/architecture.md").read_text("utf-8").split("```")[1]
PACKAGES = ("events", "views", "thidua_tui")


def named(package: str) -> set[str]:
    """The modules named under a package, as patterns: `sqlite_…` stands for all that begin so."""
    part = re.split(r"\n\w+/", HOUSE.partition(f"\n{package}/")[2])[0]
    lists = re.findall(r"^  .{22}  (.+)", part, re.MULTILINE)
    names = (name for line in lists for name in re.findall(r"(?:^|· )([a-z0-9_]+…?/?)", line))
    return {name.replace("…", "*") for name in names}


def there(package: str) -> set[str]:
    """The modules of a package, and its folders of modules."""
    found = [path for path in (ROOT / package).iterdir() if path.stem[:2] != "__"]
    folders = {f"{path.name}/" for path in found if (path / "__init__.py").exists()}
    return folders | {path.stem for path in found if path.suffix == ".py"}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_is_named(package):
    told = named(package)
    assert [name for name in there(package) if not any(fnmatch(name, one) for one in told)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_that_is_named_is_there(package):
    assert [one for one in named(package) if not fnmatch_all(there(package), one)] == []
