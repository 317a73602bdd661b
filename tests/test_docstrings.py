"""The sections of docstrings: Args and Raises of public functions match signature and body.

A function needs Args from two parameters on, and Raises where its body raises. Whatever section is
written is compared, also where none is needed. To add a package, document it and write its name
into PACKAGES.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.systems import OF_WINDOWS

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("events", "views", "thidua_tui/queries")
"""The packages, or folders below them, whose public functions are documented."""
LEFT_OUT: dict[str, str] = {}
"""Module and function that has no sections -> the reason; a gap, which no rule explains."""
HEAD = re.compile(r"(Args|Attributes|Raises|Returns|Yields):")
ENTRY = re.compile(r"    \*{0,2}([A-Za-z_][\w.]*): \S")
NAMED = ("Args", "Attributes", "Raises")
"""The sections whose entries begin with a name; the others are free text."""
NEVER: Mapping[type[BaseException], str] = {
    NotImplementedError: "marks a method that subclasses define; no caller gets it",
    AssertionError: "marks a line that is never reached; for the type checker",
}
"""Exception that needs no Raises -> the reason."""
Def = ast.FunctionDef | ast.AsyncFunctionDef
Names = Mapping[str, Any]


@dataclass(frozen=True)
class Callee:
    """A function, a method, or a class with what its `__init__` takes and raises."""

    name: str
    node: Def
    docstring: str
    owner: type | None
    names: Names

    @property
    def parameters(self) -> list[str]:
        """The names of its parameters, without self and without those marked as unused."""
        given = self.node.args
        plain = [*given.posonlyargs, *given.args]
        bound = self.owner is not None and "staticmethod" not in decorators(self.node)
        rest = [given.vararg, *given.kwonlyargs, given.kwarg]
        every = [*plain[1 if bound else 0 :], *(one for one in rest if one)]
        return [one.arg for one in every if not one.arg.startswith("_")]


def decorators(node: Def) -> set[str]:
    """Return the last part of the name of each decorator."""
    return {ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in node.decorator_list}


def _is_private(callee: Callee) -> bool:
    return any(part.startswith("_") for part in callee.name.split("."))


def _is_handler(callee: Callee) -> bool:
    return callee.owner is not None and callee.node.name.startswith("on_")


def _is_override(callee: Callee) -> bool:
    name = callee.node.name
    for base in callee.owner.__mro__[1:-1] if callee.owner else ():
        method = getattr(base, name) if name in vars(base) else None
        text = (base if name == "__init__" else method).__doc__ if callable(method) else None
        if callable(method) and text and (name != "__init__" or "Args:" in text):
            return {*callee.parameters} <= {*inspect.signature(method).parameters}
    return False


def _is_property(callee: Callee) -> bool:
    return bool({"property", "cached_property", "setter", "overload"} & decorators(callee.node))


EXCEPTIONS: Mapping[str, tuple[Callable[[Callee], bool], str]] = {
    "private names": (_is_private, "callers are in the same module and read the body"),
    "event handlers": (_is_handler, "only Textual calls it; the message's class is documented"),
    "overrides": (_is_override, "callers know the base, which documents the same parameters"),
    "properties, overloads": (_is_property, "read like an attribute; documented at the last form"),
}
"""Rule -> what it spares from having sections, and the reason.

With one parameter no Args are needed either: a summary like “Return whether the day is …” names it.
"""


def is_spared(callee: Callee) -> bool:
    """Return whether a rule spares a function from having sections."""
    return any(spares(callee) for spares, _ in EXCEPTIONS.values())


def sections(docstring: str) -> dict[str, list[str]]:
    """Return section -> the names of its entries; what is no entry begins with “?”."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in docstring.splitlines():
        if head := HEAD.fullmatch(line):
            current = found.setdefault(head[1], [])
            named = head[1] in NAMED
        elif line and not line.startswith(" "):
            current = None
        elif current is not None and named and line.strip() and not line.startswith("     "):
            entry = ENTRY.match(line)
            current.append(entry[1] if entry else f"?{line.strip()}")
    return found


def resolve(text: str, names: Names) -> Any:
    """Return the value of a dotted name in a module or among the builtins; None if unknown."""
    first, *rest = text.split(".")
    value = names.get(first, getattr(builtins, first, None))
    for part in rest:
        value = getattr(value, part, None)
    return value


def exception(text: str, names: Names) -> type[BaseException] | None:
    """Return the exception class of that name, of the module or of `events.errors`."""
    errors = vars(importlib.import_module("events.errors"))
    found = resolve(text, names) or errors.get(text)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def raised(callee: Callee) -> Iterator[type[BaseException] | None]:
    """Yield what the body raises and does not catch; None where the class is not written there."""
    yield from _raised(callee.node.body, callee.names, ())


def _raised(
    nodes: Sequence[ast.AST], names: Names, caught: tuple[type[BaseException], ...]
) -> Iterator[type[BaseException] | None]:
    for node in nodes:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                continue
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
                yield from _raised(body, names, (*caught, *_caught(handlers, names)))
                yield from _raised([*handlers, *orelse, *final], names, caught)
                continue
            case ast.Raise(exc=None):  # passes on what was raised below
                continue
            case ast.Raise(exc=ast.expr() as value):
                call = value.func if isinstance(value, ast.Call) else value
                kind = exception(ast.unparse(call), names)
                if kind is None or not issubclass(kind, (*caught, *NEVER)):
                    yield kind
            case ast.Call(func=ast.Name(id="refuse")):
                yield exception("Refused", names)
        yield from _raised([*ast.iter_child_nodes(node)], names, caught)


def _caught(handlers: Sequence[ast.ExceptHandler], names: Names) -> Iterator[type[BaseException]]:
    for handler in handlers:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        for kind in kinds:
            found = exception(ast.unparse(kind), names) if kind else BaseException
            if found:
                yield found


def definitions(nodes: Sequence[ast.AST]) -> Iterator[Def | ast.ClassDef]:
    """Yield the functions and classes of a body, also those under a condition."""
    for node in nodes:
        if isinstance(node, Def | ast.ClassDef):
            yield node
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from definitions([*ast.iter_child_nodes(node)])


def callees(tree: ast.Module | ast.ClassDef, names: Names, path: str = "") -> Iterator[Callee]:
    """Yield the functions of a module, its methods, and its classes as they are constructed."""
    owner = resolve(path, names) if path else None
    for node in definitions(tree.body):
        name, text = f"{path}.{node.name}".lstrip("."), ast.get_docstring(node) or ""
        if isinstance(node, ast.ClassDef):
            yield from callees(node, names, name)
        elif node.name == "__init__":
            yield Callee(path, node, f"{ast.get_docstring(tree) or ''}\n\n{text}", owner, names)
        else:
            yield Callee(name, node, text, owner, names)


def findings(source: str, names: Names) -> list[str]:
    """Return what is wrong with the sections of a module, each as “function: what”."""
    tree = ast.parse(source)
    found = [f"{one.name}: {what}" for one in callees(tree, names) for what in wrong(one)]
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return [*found, *(f"{node.name}: {what}" for node in classes for what in wrong_fields(node))]


def wrong(callee: Callee) -> Iterator[str]:
    """Yield what is wrong with the sections of one function."""
    written, expected = sections(callee.docstring), callee.parameters
    needed = not is_spared(callee)
    if "Args" in written or (needed and len(expected) > 1):
        missing = [name for name in expected if name not in written.get("Args", [])]
        stale = [name for name in written.get("Args", []) if name not in expected]
        yield from (f"no argument {name}" for name in missing)
        yield from (f"stale argument {name}" for name in stale)
        if not (missing or stale) and written["Args"] != expected:
            yield "arguments in another order"
    yield from wrong_errors(callee, written, needed=needed)
    if "Returns" in written and "Yields" in written:
        yield "both Returns and Yields"


def wrong_errors(callee: Callee, written: dict[str, list[str]], *, needed: bool) -> Iterator[str]:
    """Yield what is wrong with the section Raises of one function."""
    documented = []
    for name in written.get("Raises", []):
        if (kind := exception(name, callee.names)) is None:
            yield f"no exception {name}"
        else:
            documented.append(kind)
    for kind in dict.fromkeys(raised(callee)) if needed or "Raises" in written else ():
        if not documented or (kind and not issubclass(kind, tuple(documented))):
            yield f"not documented: {kind.__name__ if kind else 'an error'}"


def wrong_fields(node: ast.ClassDef) -> Iterator[str]:
    """Yield what the section Attributes of a class names that is no field; some may be left out."""
    written = sections(ast.get_docstring(node) or "")
    if "Attributes" in written:
        lines = [line for line in node.body if isinstance(line, ast.AnnAssign)]
        own = [ast.unparse(x.target) for x in lines if "ClassVar" not in ast.unparse(x.annotation)]
        named = written["Attributes"]
        yield from (f"stale attribute {name}" for name in named if name not in own)
        if {*named} <= {*own} and named != [name for name in own if name in named]:
            yield "attributes in another order"


def modules(package: str) -> list[Path]:
    """Return the modules of a package."""
    paths = sorted((ROOT / package).rglob("*.py"))
    return [path for path in paths if _name(path) not in OF_WINDOWS]


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> ModuleType:
    """Return the module of a file."""
    return importlib.import_module(_name(path))


def module_findings(path: Path) -> list[str]:
    """Return the findings of one file, each with its path below the root."""
    found = findings(path.read_text("utf-8"), vars(imported(path)))
    return [f"{path.relative_to(ROOT).as_posix()}: {what}" for what in found]


OF_POSIX = pytest.mark.posix("imports the modules of POSIX")


@OF_POSIX
@pytest.mark.parametrize("package", PACKAGES)
def test_the_sections_of_a_package_match_its_functions(package):
    found = [what for path in modules(package) for what in module_findings(path)]
    assert [what for what in found if what.rpartition(": ")[0] not in LEFT_OUT] == []


@OF_POSIX
def test_what_is_left_out_has_no_sections_yet():
    found = [what for package in PACKAGES for x in modules(package) for what in module_findings(x)]
    assert {what.rpartition(": ")[0] for what in found} == LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


@OF_POSIX
def test_the_functions_of_the_packages_are_found():
    found = [
        one
        for package in PACKAGES
        for path in modules(package)
        for one in callees(ast.parse(path.read_text("utf-8")), vars(imported(path)))
        if not is_spared(one)
    ]
    assert len([one for one in found if len(one.parameters) > 1]) > 150
    assert len([one for one in found if [*raised(one)]]) > 50
    assert {"refuse", "Ledger", "Ledger.execute"} <= {one.name for one in found}


def checked(source: str) -> list[str]:
    """Return the findings of a source after it was executed."""
    names: dict[str, Any] = {}
    exec(compile(source, "sample", "exec"), names)  # noqa: S102  a sample of this file
    return findings(source, names)


TWO = '"""Add.\n\n    Args:\n        a: One.\n        b: Two.\n    """'
ERROR = '"""Fail.\n\n    Raises:\n        {}: always.\n    """'
PAIR = TWO.replace("Args", "Attributes")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('def f(a, b):\n    """Add."""', ["no argument a", "no argument b"]),
        ("def f(a, b): ...", ["no argument a", "no argument b"]),
        (f"def f(a, b, c):\n    {TWO}", ["no argument c"]),
        (f"def f(a, b, *c, d=0, **e):\n    {TWO}", [f"no argument {name}" for name in "cde"]),
        (f"def f(a):\n    {TWO}", ["stale argument b"]),
        (f"def f(b, a):\n    {TWO}", ["arguments in another order"]),
        ("if 1:\n  def f(a, b): ...", ["no argument a", "no argument b"]),
        ("async def f(a, b): ...", ["no argument a", "no argument b"]),
        (
            'def f(a):\n    """Add.\n\n    Args:\n        a a\n    """',
            ["no argument a", "stale argument ?a a"],
        ),
        ('def f():\n    """Fail."""\n    raise ValueError', ["not documented: ValueError"]),
        (
            f"def f():\n    {ERROR.format('KeyError')}\n    raise ValueError",
            ["not documented: ValueError"],
        ),
        (f"def f():\n    {ERROR.format('NoError')}", ["no exception NoError"]),
        (f"def f():\n    {ERROR.format('int')}", ["no exception int"]),
        ("def f(x):\n    raise x", ["not documented: an error"]),
        ("def f(x):\n    refuse(x, 'no')", ["not documented: Refused"]),
        (
            "def f():\n  try: raise ValueError\n  except KeyError: ...",
            ["not documented: ValueError"],
        ),
        (
            "def f():\n  try: ...\n  except KeyError: raise ValueError",
            ["not documented: ValueError"],
        ),
    ],
)
def test_a_section_of_a_function_that_differs_is_found(source, expected):
    assert checked(source) == [f"f: {what}" for what in expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"def f(self, a):\n    {TWO}", ["A.f: stale argument b"]),
        (f"@staticmethod\n  def f(a):\n    {TWO}", ["A.f: stale argument b"]),
        ("def __init__(self, a, b): ...", ["A: no argument a", "A: no argument b"]),
        (f"{PAIR}\n  b: int\n  c: int", ["A: stale attribute a"]),
        (f"{PAIR}\n  a: int\n  b: ClassVar[int] = 0", ["A: stale attribute b"]),
        (f"{PAIR}\n  b: int\n  a: int", ["A: attributes in another order"]),
    ],
)
def test_a_section_of_a_class_that_differs_is_found(body, expected):
    assert checked(f"from typing import ClassVar\nclass A:\n  {body}") == expected


@pytest.mark.parametrize(
    "source",
    [
        f"def f(a, b):\n    {TWO}",
        f"class A:\n  def f(self, a, b):\n    {TWO}",
        f"class A:\n    {TWO}\n    def __init__(self, a, b): ...",
        f"class A:\n  def __init__(self, a, b):\n    {TWO}",
        f"class A:\n    {PAIR}\n    a: int\n    b: int\n    c: int",
        f"class A:\n    {TWO}\n    def __init__(self, a, b): ...\n"
        "class B(A):\n    def __init__(self, a, b): ...",
        'def f(a):\n    """Return whether it is so."""',
        f"def f():\n    {ERROR.format('ValueError')}\n    raise ValueError",
        f"def f():\n    {ERROR.format('LookupError')}\n    raise KeyError('a base is enough')",
        f"def f():\n    {ERROR.format('Refused')}\n    refuse(1, 'no')",
        f"import json\ndef f():\n    {ERROR.format('json.JSONDecodeError')}",
        f"import json\ndef f():\n    {ERROR.format('ValueError')}\n    raise json.JSONDecodeError",
        "def f():\n    raise NotImplementedError",
        "def f():\n    try: ...\n    except KeyError: raise",
        "def f():\n    try:\n        raise KeyError\n    except LookupError: ...",
        "def f():\n    def g(): raise ValueError\n    return g",
    ],
)
def test_sections_that_match_pass(source):
    assert checked(source) == []


BASE = 'class Base:\n  def f(self, a, b):\n    "Add."\n'
METHOD, MORE = "def f(self, a, b): ...", "def f(self, a, b, c): ..."


@pytest.mark.parametrize(
    ("rule", "spared", "needed"),
    [
        ("private names", "def _f(a, b): ...", "def f(a, b): ..."),
        ("private names", f"class _A:\n  {METHOD}", f"class A:\n  {METHOD}"),
        ("event handlers", "class A:\n  def on_key(self, a, b): ...", "def on_key(a, b): ..."),
        ("overrides", f"{BASE}class A(Base):\n  {METHOD}", f"{BASE}class A:\n  {METHOD}"),
        ("overrides", f"{BASE}class A(Base):\n  {METHOD}", f"{BASE}class A(Base):\n  {MORE}"),
        (
            "properties, overloads",
            "class A:\n  @property\n  def f(self): raise ValueError",
            "class A:\n  def f(self): raise ValueError",
        ),
    ],
)
def test_a_rule_spares_what_it_names_and_no_more(rule, spared, needed):
    assert EXCEPTIONS[rule][1]
    assert [what for what in checked(spared) if not what.startswith("Base")] == []
    assert [what for what in checked(needed) if not what.startswith("Base")]


def test_what_is_spared_is_compared_where_it_has_sections():
    assert checked(f"def _f(a):\n    {TWO}") == ["_f: stale argument b"]


if __name__ == "__main__":
    for package in sys.argv[1:]:
        for path in modules(package):
            for line in module_findings(path):
                print(line)
