"""Private parts of Textual are used in `thidua_tui/textual_compat` alone, and are still there."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import textual
from textual.app import App

import thidua_tui
from tests.systems import OF_WINDOWS
from thidua_tui.textual_compat import TEXTUAL

ROOT = Path(__file__).resolve().parents[1]
COMPAT = "thidua_tui.textual_compat"


PARTS = {
    "app:App": "_handle_exception _exception _exception_event _return_code _close_messages_no_wait"
    " _post_message _driver _notifications _unnotify _refresh_notifications",
    "screen:Screen": "_modal_binding_chain _dispatch_message _compositor_refresh"
    " _on_timer_update _update_timer",
    "widget:Widget": "_bindings _layout_required _pruning _closing",
    "widgets:Input": "_restart_blink _value _suggestion",
    "widgets:TextArea": "_restart_blink _replace_via_keyboard",
    "drivers.linux_driver:LinuxDriver": "_run_input_thread _get_terminal_size _sigtstp_application"
    " _sigcont_application _key_thread _auto_restart _loop _app _file _patch_lflag _patch_iflag"
    " _must_signal_resume _enable_bracketed_paste _disable_line_wrap _enable_mouse_support",
    "_xterm_parser:XTermParser": "_sequence_to_key_events _parse_extended_key parse_mouse_code"
    " terminal_size terminal_pixel_size mouse_pixels",
    "_ansi_sequences:": "ANSI_SEQUENCES_KEYS",
    "_keyboard_protocol:": "FUNCTIONAL_KEYS",
    "_xterm_parser:": "IS_ITERM XTermParser",
}
"""Module of Textual and class -> the parts that the package uses."""


def owner(name: str) -> object:
    """The object that has the parts: of some classes an instance, which sets them itself."""
    module, _, kind = name.partition(":")
    there = importlib.import_module(f"textual.{module}")
    if not kind:
        return there
    if kind == "LinuxDriver":
        return there.LinuxDriver(App())
    made = kind in ("App", "Widget", "XTermParser")
    return getattr(there, kind)() if made else getattr(there, kind)


def private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def test_textual_is_the_release_that_was_checked():
    assert version("textual") == TEXTUAL, (
        f"Textual {version('textual')} is installed; the private parts that textual_compat uses "
        f"were checked with {TEXTUAL}. Run this file, tests/test_keyboard.py, test_entry.py, "
        "test_stopped.py and test_leaving.py, read the reasons in the modules of the package "
        "(a public part may do it now), then set TEXTUAL."
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"textual=={TEXTUAL}" in project["dependencies"]


OF_POSIX = pytest.mark.posix("imports the modules of POSIX")
MARKS = {"drivers.linux_driver:LinuxDriver": OF_POSIX}


@pytest.mark.parametrize("name", [pytest.param(name, marks=MARKS.get(name, ())) for name in PARTS])
async def test_textual_still_has_the_parts_of(name):
    there = owner(name)
    assert [part for part in PARTS[name].split() if not hasattr(there, part)] == []


def names_of(source: str) -> Iterator[tuple[str, bool]]:
    """The private names of a module, and whether the module defines them."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, True
            case ast.Attribute(attr=name, ctx=context):
                yield name, isinstance(context, ast.Store)
            case ast.Name(id=name, ctx=ast.Store()):
                yield name, True


def of_textual() -> frozenset[str]:
    """The private methods and attributes in the source of Textual."""
    files = Path(textual.__file__).parent.rglob("*.py")
    found = {one for file in files for one, _ in names_of(file.read_text("utf-8"))}
    return frozenset(filter(private, found))


def sources(*, compat: bool) -> dict[str, list[tuple[str, bool]]]:
    found = {}
    for path in sorted((ROOT / "thidua_tui").rglob("*.py")):
        if ("textual_compat" in path.parts) == compat:
            names = names_of(path.read_text("utf-8"))
            found[path.name] = [one for one in names if private(one[0])]
    return found


def strangers(modules: dict[str, list[tuple[str, bool]]]) -> set[str]:
    """Private names that modules use, that none of them defines, and that Textual has."""
    used = {name for names in modules.values() for name, _ in names}
    own = {name for names in modules.values() for name, defined in names if defined}
    return (used - own - {"_replace"}) & of_textual()  # a method of every named tuple, too


def test_no_other_module_uses_a_private_name_of_textual():
    assert strangers(sources(compat=False)) == set()


def test_use_of_a_private_name_is_found():
    assert strangers({"x.py": [*names_of("screen._compositor.hit")]}) == {"_compositor"}


def test_every_private_name_of_the_package_is_checked_here():
    checked = {name for names in PARTS.values() for name in names.split()}
    assert strangers(sources(compat=True)) - checked == set()


def overrides() -> set[tuple[str, str]]:
    """The private names of Textual's classes that a class outside the package defines again."""
    found = set()
    for module in pkgutil.walk_packages(thidua_tui.__path__, "thidua_tui."):
        if module.name in OF_WINDOWS:
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            if not isinstance(kind, type) or not kind.__module__.startswith("thidua_tui."):
                continue
            bases = [base for base in kind.__mro__ if base.__module__.startswith("textual")]
            for name in filter(private, vars(kind)):
                if any(name in vars(base) for base in bases):
                    found.add((f"{kind.__module__}.{kind.__name__}", name))
    return {one for one in found if not one[0].startswith(COMPAT)}


def test_every_part_checked_here_is_used():
    files = (ROOT / "thidua_tui/textual_compat").glob("*.py")
    used = " ".join(path.read_text("utf-8") for path in files)
    assert [name for names in PARTS.values() for name in names.split() if name not in used] == []


MADE_BY_TEXTUAL = {
    "_reactives",
    "_computes",
    "_decorated_handlers",
    "_merged_bindings",
    "_css_type_name",
    "_css_type_names",
    "_inherit_css",
    "_inherit_bindings",
    "_inherit_component_classes",
    "_abc_impl",
    "_default_virtual_size",  # of a reactive attribute
}
"""What Textual and Python write into a class by themselves."""


@OF_POSIX
def test_no_other_class_overrides_a_private_part_of_textual():
    assert {one for one in overrides() if one[1] not in MADE_BY_TEXTUAL} == set()
