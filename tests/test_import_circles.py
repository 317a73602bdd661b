"""No module imports itself by way of others, with lazy imports and imports for typing counted."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("thidua_tui", "views", "events")


def modules(root: Path) -> dict[str, Path]:
    """Return the files of all packages below a folder by their dotted names."""
    found = {}
    for package in PACKAGES:
        for path in (root / package).rglob("*.py"):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, known: dict[str, Path]) -> set[str]:
    """Return the known modules that a file imports anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, f"{path}: a relative import"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in known else node.module for name in names}
    return found & known.keys()


def circle(root: Path) -> list[str]:
    """Return the modules of a circle of imports; empty when there is none."""
    known = modules(root)
    graph = {name: imports(path, known) - {name} for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_no_circle_of_imports():
    assert circle(ROOT) == []


@pytest.mark.parametrize(
    "line",
    ["import views.b", "def f():\n    from views import b", "if 0:\n    from views.b import x"],
)
def test_a_circle_of_imports_is_found(tmp_path, line):
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "__init__.py").touch()
    (tmp_path / "views" / "a.py").write_text(line, "utf-8")
    (tmp_path / "views" / "b.py").write_text("from views.a import y", "utf-8")
    assert set(circle(tmp_path)) == {"views.a", "views.b"}
