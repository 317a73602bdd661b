"""Every import that is not at the top of its module has a reason, and none of them leads upward."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from thidua_tui.platform.on_demand import on_demand

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("thidua_tui", "views", "events")
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]

HELP = "`thidua --help` needs neither events nor Textual: they take longer than all the rest of it"
FRAME = "the first frame needs no event: the ledger is imported behind it"
PAGE = "the first page is on the screen before the module is imported"
TABLE = "`thidua show ranking` imports what this table needs, and no other view"
RARE = "few runs need this module"
SYSTEM = "each system has a module that no other system can import"
PRINTED = "screens use this module too, and draw their tables without the library"

IN_FUNCTIONS = (
    ("events/signed_note.py", "cryptography.exceptions", RARE),
    ("events/signed_note.py", "cryptography.hazmat.primitives.asymmetric.ed25519", RARE),
    ("events/store/sqlite/open_file.py", "events.store.sqlite.backup", RARE),
    ("events/store/system/current.py", "events.store.system.posix", SYSTEM),
    ("events/store/system/current.py", "events.store.system.windows", SYSTEM),
    ("thidua_tui/cli/bilingual_click.py", "difflib", RARE),
    ("thidua_tui/cli/errors.py", "thidua_tui.platform.crash_log", RARE),
    ("thidua_tui/cli/errors.py", "thidua_tui.platform.os_errors", RARE),
    ("thidua_tui/cli/output.py", "thidua_tui.platform.os_errors", RARE),
    (
        "thidua_tui/formatting/papers/docx_blocks.py",
        "thidua_tui.formatting.papers.pdf_layout",
        RARE,
    ),
    ("thidua_tui/acts/papers.py", "thidua_tui.formatting.papers.issuing", RARE),
    ("thidua_tui/acts/papers.py", "thidua_tui.formatting.papers.office_layout", RARE),
    ("thidua_tui/formatting/papers/docx_frame.py", "segno", RARE),
    ("thidua_tui/formatting/papers/pdf_layout.py", "segno", RARE),
    ("thidua_tui/formatting/papers/pdf_layout.py", "typst", RARE),
    ("thidua_tui/parsing/pdf_text_process.py", "pypdf", RARE),
    ("thidua_tui/parsing/pdf_text_process.py", "pypdf.generic", RARE),
    ("thidua_tui/formatting/pictures/qr_code.py", "segno", RARE),
    ("thidua_tui/formatting/tables/diff_cells.py", "views.compared", TABLE),
    ("thidua_tui/formatting/tables/render.py", "tabulate", PRINTED),
    ("thidua_tui/i18n/catalogue.py", "thidua_tui.keymap.action_registry", HELP),
    ("thidua_tui/platform/settings.py", "events.errors", HELP),
    ("thidua_tui/platform/settings.py", "events.store.address", HELP),
    ("thidua_tui/platform/settings.py", "thidua_tui.platform.os_errors", RARE),
    ("thidua_tui/platform/system/current.py", "thidua_tui.platform.system.posix", SYSTEM),
    ("thidua_tui/platform/system/current.py", "thidua_tui.platform.system.windows", SYSTEM),
    ("thidua_tui/platform/terminal.py", "asyncio", HELP),
    ("thidua_tui/platform/terminal.py", "events.errors", FRAME),
    ("thidua_tui/platform/terminal.py", "thidua_tui.platform.os_errors", RARE),
    ("thidua_tui/queries/answers.py", "thidua_tui.formatting.tables.minutes_checkpoint", TABLE),
    ("thidua_tui/queries/answers.py", "thidua_tui.queries.merge_questions", TABLE),
    ("thidua_tui/queries/answers.py", "views.minutes", TABLE),
    ("thidua_tui/queries/answers.py", "views.rule_book", TABLE),
    ("thidua_tui/queries/table_query.py", "difflib", RARE),
    ("thidua_tui/queries/table_query.py", "views.clusters", TABLE),
    ("thidua_tui/queries/table_query.py", "views.rule_book", TABLE),
    ("thidua_tui/queries/table_query.py", "views.units", TABLE),
    ("thidua_tui/screens/base_page.py", "thidua_tui.acts.context", PAGE),
    ("thidua_tui/screens/base_page.py", "thidua_tui.acts.registry", PAGE),
    ("thidua_tui/screens/sheet_files.py", "thidua_tui.formatting.workbooks.xlsx_file", RARE),
    ("thidua_tui/screens/sheet_files.py", "thidua_tui.queries.workbooks", RARE),
    ("thidua_tui/screens/table_files.py", "thidua_tui.queries.workbooks", RARE),
    ("thidua_tui/screens/year_dialogs.py", "thidua_tui.screens.presence", PAGE),
    ("thidua_tui/screens/year_dialogs.py", "thidua_tui.screens.sheet_files", PAGE),
    ("thidua_tui/screens/year_dialogs.py", "thidua_tui.screens.minutes_reader", PAGE),
    ("thidua_tui/screens/year_dialogs.py", "thidua_tui.screens.year_file", PAGE),
    ("thidua_tui/screens/year_dialogs.py", "thidua_tui.screens.source_disputes", PAGE),
    ("thidua_tui/screens/loading.py", "events.text", FRAME),
)
"""The imports in functions: file, imported module, reason."""

HUBS = (
    ("thidua_tui/app/lazy.py", FRAME),
    ("thidua_tui/cli/lazy.py", HELP),
)
"""The modules that list what a layer imports on demand, with the reason."""

BY_NAME = (
    ("events/store/system/windows.py", "events.store.system.windows_calls", SYSTEM),
    ("thidua_tui/cli/main.py", "thidua_tui.cli.commands.", "a run imports the command it is given"),
    ("thidua_tui/platform/on_demand.py", "", "imports what the modules `lazy` list"),
    (
        "thidua_tui/platform/system/windows.py",
        "thidua_tui.platform.system.windows_calls",
        SYSTEM,
    ),
    ("thidua_tui/textual_compat/driver.py", "thidua_tui.textual_compat.posix_driver", SYSTEM),
    ("thidua_tui/textual_compat/driver.py", "thidua_tui.textual_compat.windows_driver", SYSTEM),
    ("thidua_tui/session/open_ledger.py", "events.store.postgresql.recorder", "few have a server"),
    ("thidua_tui/session/system_keyring.py", "keyring", "an optional dependency"),
    ("views/table_spec.py", "views.", "a run imports the view of its table"),
    ("thidua_tui/session/samples/records.py", "events.", "a sample names the commands it records"),
)
"""Calls that import a module by its name: file, beginning of the name, reason."""

CALLS = {"import_module", "__import__", "resolve_name", "run_module", "spec_from_file_location"}


def sources(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yield the name below the folder and the syntax tree of every file of the packages."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            yield path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8"))


def imported(node: ast.AST) -> set[str]:
    """Return the names of the modules that an import statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if not isinstance(node, ast.ImportFrom):
        return set()
    names = {alias.name for alias in node.names}
    below = {name for name in names if is_module(f"{node.module}.{name}")}
    found = {f"{node.module}.{name}" for name in below}
    return found | ({str(node.module)} if names - below else set())


def is_module(name: str) -> bool:
    """Whether there is a module of that name."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def in_functions(root: Path) -> set[tuple[str, str]]:
    """Return the files and the modules that they import in a function."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return {
        (file, module)
        for file, tree in sources(root)
        for function in ast.walk(tree)
        if isinstance(function, kinds)
        for node in ast.walk(function)
        for module in imported(node)
    }


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    """Yield the calls of functions with these names, also of attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in names:
                yield node


def beginning(argument: ast.expr) -> str:
    """Return what is known of a text before the program runs."""
    if isinstance(argument, ast.JoinedStr):
        argument = argument.values[0]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return ""


def by_name(root: Path) -> set[tuple[str, str]]:
    """Return the files that import by name, and how these names begin."""
    return {
        (file, beginning(call.args[0]))
        for file, tree in sources(root)
        for call in calls(tree, CALLS)
    }


def hubs(root: Path) -> dict[str, tuple[set[str], set[str]]]:
    """Return for each file that calls `on_demand` the modules for the checker and by name."""
    found = {}
    for file, tree in sources(root):
        named = {beginning(name) for call in calls(tree, {"on_demand"}) for name in call.args}
        if named:
            typed: set[str] = set()
            for node in ast.walk(tree):
                if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                    typed |= {name for each in node.body for name in imported(each)}
            found[file] = (typed, named)
    return found


def layer(module: str) -> int:
    """Return the place of a module's layer, from 1 at the bottom; 0 for libraries."""
    names = {each["id"]: each["layers"] for each in LINTER["contracts"] if "layers" in each}
    stack = [f"thidua_tui.{name}." for name in names["stack"]]
    order = [*stack, *(f"{name}." for name in names["layers"][1:])]
    found = [len(order) - at for at, name in enumerate(order) if f"{module}.".startswith(name)]
    return max(found, default=0)


def climbs(file: str, name: str) -> bool:
    """Whether a module imported by name is in a layer above the file that names it."""
    own = layer(file.removesuffix(".py").replace("/", "."))
    return layer(name) > own


def test_imports_in_functions_are_those_with_a_reason():
    assert in_functions(ROOT) == {(file, module) for file, module, _ in IN_FUNCTIONS}


def test_imports_by_name_are_those_with_a_reason():
    assert by_name(ROOT) == {(file, name) for file, name, _ in BY_NAME}


def test_no_import_by_name_leads_upward():
    assert [entry for entry in by_name(ROOT) if climbs(*entry)] == []
    named = {(file, name) for file, (_, names) in hubs(ROOT).items() for name in names}
    assert [entry for entry in named if climbs(*entry)] == []


def test_modules_on_demand_are_listed_alike_for_checker_and_program():
    found = hubs(ROOT)
    assert found.keys() == {file for file, _ in HUBS}
    for file, (typed, named) in found.items():
        assert typed == named, file
        assert len({name.rpartition(".")[2] for name in named}) == len(named), file
        assert all(map(is_module, named)), file


def test_module_on_demand_is_imported_and_a_misspelt_name_is_an_error():
    lazy = on_demand("json.decoder", "difflib")
    assert lazy("difflib").get_close_matches("ab", ["abc"]) == ["abc"]
    assert lazy("decoder").__name__ == "json.decoder"
    with pytest.raises(AttributeError, match="encoder"):
        lazy("encoder")


@pytest.mark.parametrize(
    "line", ["import json", "from json import loads", "from events import text"]
)
def test_import_in_function_is_found(tmp_path, line):
    write(tmp_path, "views/a.py", f"class A:\n    async def f(self):\n        {line}\n")
    assert [file for file, _ in in_functions(tmp_path)] == ["views/a.py"]


def test_import_by_name_that_leads_upward_is_found(tmp_path):
    write(tmp_path, "thidua_tui/screens/a.py", 'import_module("thidua_tui.app.app")')
    write(tmp_path, "thidua_tui/app/b.py", 'importlib.import_module(f"thidua_tui.screens.{name}")')
    write(tmp_path, "events/c.py", '__import__("views.names")')
    found = [file for file, name in by_name(tmp_path) if climbs(file, name)]
    assert sorted(found) == ["events/c.py", "thidua_tui/screens/a.py"]


def test_module_on_demand_that_is_hidden_from_the_checker_is_found(tmp_path):
    text = 'if TYPE_CHECKING:\n    from events import text as text\nelse:\n    a = on_demand("{}")'
    write(tmp_path, "thidua_tui/forms/lazy.py", text.format("thidua_tui.app.app"))
    assert hubs(tmp_path) == {"thidua_tui/forms/lazy.py": ({"events.text"}, {"thidua_tui.app.app"})}
    assert climbs("thidua_tui/forms/lazy.py", "thidua_tui.app.app")


def write(folder: Path, file: str, text: str) -> None:
    """Write a file of a package."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
