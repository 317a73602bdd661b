"""Every refusal code that the program can raise, found in its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ERRORS = {
    name: (0, name)
    for name in ("Refused", "BadInput", "Stale", "UnreadableLedger", "Noticed", "ThiduaError")
}
REFUSE = {"refuse": (1, "Refused"), "not_before": (2, "Refused")}
"""Function -> where its code stands among the arguments, and what it raises."""
UNKNOWN = "…"
"""Facts that are handed on from elsewhere."""
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True)
class Raised:
    """One place in the source that raises a code."""

    code: str
    kind: str
    module: str
    where: str
    facts: tuple[str, ...]


@cache
def raised() -> tuple[Raised, ...]:
    """Every place that raises a code, in the order of the modules."""
    folders = ("events", "views", "thidua_tui")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return tuple(place for path in sorted(paths) for place in _Module(path).places())


class _Module:
    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        self.tree = ast.parse(path.read_text("utf-8"))
        self.raisers = ERRORS | REFUSE | dict(self._wrappers())

    def _wrappers(self) -> Iterator[tuple[str, tuple[int, str]]]:
        """Functions of this module that pass a parameter `code` on to an error."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef) and node.name not in REFUSE:
                names = [one.arg for one in node.args.args if one.arg != "self"]
                calls = ast.walk(node) if "code" in names else ()
                for call in calls:
                    name = getattr(getattr(call, "func", None), "id", "")
                    at, kind = (ERRORS | REFUSE).get(name, (99, ""))
                    args = call.args if isinstance(call, ast.Call) else []
                    if len(args) > at and ast.unparse(args[at]) == "code":
                        yield node.name, (names.index("code"), kind)

    def places(self) -> Iterator[Raised]:
        """Every code raised here, with the class or function that raises it."""
        for top in self.tree.body:
            for node in ast.walk(top):
                if isinstance(node, ast.Call):
                    yield from self._raised(node, top)

    def _raised(self, call: ast.Call, top: ast.stmt) -> Iterator[Raised]:
        name = str(getattr(call.func, "id", None) or getattr(call.func, "attr", ""))
        if name == "Breach":
            yield from self._law(call, top)
        at, kind = self.raisers.get(name, (99, ""))
        if len(call.args) <= at:
            return
        facts = ("on", "earliest") if name == "not_before" else ()
        told = tuple(key for word in call.keywords for key in self._keys(word, top))
        handed_on = (UNKNOWN,) if not told and name not in ERRORS | REFUSE else ()
        for code in dict.fromkeys(self._codes(call.args[at], top)):
            where = getattr(top, "name", "")
            yield Raised(code, kind, self.name, where, (*facts, *told, *handed_on))

    def _law(self, call: ast.Call, top: ast.stmt) -> Iterator[Raised]:
        """The laws that a breach may be of: they become refusals with the breach's facts."""
        for word in call.keywords:
            for code in dict.fromkeys(self._codes(word.value, top)) if word.arg == "law" else ():
                where = getattr(top, "name", "")
                yield Raised(code, "Refused", self.name, where, (UNKNOWN,))

    def _codes(self, node: ast.expr, top: ast.stmt) -> Iterator[str]:
        """A code, or every code that a name or a table can stand for."""
        match node:
            case ast.Constant(value=str(code)) if CODE.fullmatch(code):
                yield code
            case ast.Name(id=name):
                for value in self._assigned(name, top):
                    yield from self._codes(value, top)
            case ast.Dict(values=values):
                for value in values:
                    yield from self._codes(value, top)
            case ast.IfExp(body=body, orelse=other):
                yield from self._codes(body, top)
                yield from self._codes(other, top)
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *default]):
                for value in (table, *default):
                    yield from self._codes(value, top)
            case _:
                yield from self._parts(node, top)

    def _parts(self, node: ast.expr, top: ast.stmt) -> Iterator[str]:
        """The codes of either side of `or`, of a table looked up, of what a call returns."""
        match node:
            case ast.BoolOp(values=values):
                for value in values:
                    yield from self._codes(value, top)
            case ast.Subscript(value=table):
                yield from self._codes(table, top)
            case ast.Call(func=ast.Attribute(attr=wanted)):
                for function in ast.walk(self.tree):
                    if isinstance(function, ast.FunctionDef) and function.name == wanted:
                        yield from self._returned(function, top)

    def _returned(self, function: ast.FunctionDef, top: ast.stmt) -> Iterator[str]:
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value:
                yield from self._codes(node.value, top)

    def _assigned(self, name: str, top: ast.stmt) -> Iterator[ast.expr]:
        for node in (*ast.walk(top), *self.tree.body):
            if isinstance(node, ast.Assign):
                targets, value = node.targets, node.value
            elif isinstance(node, ast.AugAssign | ast.AnnAssign) and node.value:
                targets, value = [node.target], node.value
            else:
                continue
            if name in [getattr(target, "id", "") for target in targets]:
                yield value

    def _keys(self, word: ast.keyword, top: ast.stmt) -> Iterator[str]:
        """The names of facts: as written, or the keys of the dictionary that is unpacked."""
        if word.arg:
            yield word.arg
        else:
            found = [*self._unpacked(word.value, top)]
            yield from found or [UNKNOWN]

    def _unpacked(self, node: ast.expr, top: ast.stmt) -> Iterator[str]:
        match node:
            case ast.Name(id=name):
                for value in self._assigned(name, top):
                    yield from self._unpacked(value, top)
            case ast.BinOp(left=left, right=right):
                yield from self._unpacked(left, top)
                yield from self._unpacked(right, top)
            case ast.Dict(keys=keys):
                yield from (str(k.value) if isinstance(k, ast.Constant) else UNKNOWN for k in keys)
            case ast.Call(func=ast.Attribute(attr=wanted) | ast.Name(id=wanted)):
                for function in ast.walk(self.tree):
                    if isinstance(function, ast.FunctionDef) and function.name == wanted:
                        for found in ast.walk(function):
                            if isinstance(found, ast.Dict):
                                yield from self._unpacked(found, top)
            case _:
                yield UNKNOWN
