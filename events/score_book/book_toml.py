"""The TOML form of a book: read with every fault of its shape, and written to be edited."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import msgspec

from events.errors import BadInput
from events.score_book.book import Node, ScoreBook
from events.score_book.leaf_kinds import Leaf
from events.text import nfc

NO_FLOOR = "none"
"""What is written where a deduction has no floor."""
DEEPEST = 12
"""So many levels of criteria are read."""
_PLACE = re.compile(r" - at `(.*)`\Z")
_STEP = re.compile(r"\.([a-z_]+)|\[([0-9]+)\]")
_LINE = re.compile(r"line ([0-9]+), column")
_CODE = re.compile(r"""^\s*code\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.MULTILINE)
_KIND = re.compile(r"Invalid value '(.*)'")
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_MISSING = re.compile(r"missing required field `([^`]*)`")


def read_book(text: str) -> ScoreBook:
    """Read a book from TOML.

    Args:
        text: The text of the file.

    Returns:
        The book; whether its numbers agree is checked by `events.score_book.book_check`.

    Raises:
        BadInput: The first of the faults that `read_whole` names.
    """
    book = read_whole(text)
    if isinstance(book, ScoreBook):
        return book
    raise book[0]


def read_whole(text: str) -> ScoreBook | list[BadInput]:
    """Read a book from TOML; or return everything that keeps a text from being a book.

    Args:
        text: The text of the file.

    Returns:
        The book; or at least one of `book-not-toml` with the `line`, `book-kind`, `book-field`,
        `book-field-missing`, `book-value`, `book-too-deep`, each with the `place` in the book, and
        the `line` of the criterion it is about.
    """
    try:
        data = _parsed(text)
    except BadInput as error:
        return [error]
    if any(depth > DEEPEST for _, _, depth in _nodes(data, "$", 0)):
        return [BadInput("book-too-deep", limit=DEEPEST)]
    try:
        return msgspec.convert(data, ScoreBook)
    except msgspec.ValidationError as error:
        lines = code_lines(text)
        return [*_faults(data, lines)] or [_fault(error, data, lines)]


def code_lines(text: str) -> dict[str, list[int]]:
    """Return code -> the lines (from 1) of a TOML text in which a criterion has it.

    Args:
        text: The text of the file.
    """
    found: dict[str, list[int]] = {}
    for match in _CODE.finditer(text):
        line = text.count("\n", 0, match.start(match.lastindex or 0)) + 1
        found.setdefault(match[1] or match[2] or "", []).append(line)
    return found


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(nfc(text), parse_float=Decimal)
        return {name: nulls(_spelled(value)) for name, value in data.items()}
    except (ValueError, ArithmeticError, RecursionError) as error:  # also numbers without end
        line = _LINE.search(str(error))
        raise BadInput("book-not-toml", line=int(line[1]) if line else None) from error


def _spelled(value: Any) -> Any:
    """Return a date of TOML, which needs no quotes, as text."""
    return value.isoformat()[:10] if isinstance(value, date) else value


def nulls(value: Any) -> Any:
    """Return a value with `floor = "none"` as None: TOML has no word for nothing.

    Args:
        value: A value of a TOML document.
    """
    if isinstance(value, list):
        return [nulls(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        name: None if (name, inner) == ("floor", NO_FLOOR) else nulls(inner)
        for name, inner in value.items()
    }


def _faults(data: Mapping[str, Any], lines: Mapping[str, list[int]]) -> Iterator[BadInput]:
    """Yield the faults of each criterion on its own: msgspec names only the first of a whole."""
    for place, node, _ in _nodes(data, "$", 0):
        bare = {name: value for name, value in node.items() if name != "criteria"}
        try:
            msgspec.convert(bare, Node)
        except msgspec.ValidationError as error:
            yield _fault(error, data, lines, place)


def _nodes(data: Mapping[str, Any], place: str, depth: int) -> Iterator[tuple[str, Any, int]]:
    below = data.get("criteria")
    for at, node in enumerate(below if isinstance(below, list) else ()):
        if isinstance(node, dict):
            here = f"{place}.criteria[{at}]"
            yield here, node, depth
            if depth <= DEEPEST:
                yield from _nodes(node, here, depth + 1)


def _fault(
    error: msgspec.ValidationError,
    data: Mapping[str, Any],
    lines: Mapping[str, list[int]],
    above: str = "$",
) -> BadInput:
    """Return a fault of the shape as a code of ours, with the criterion and the field it is in."""
    detail = str(error)
    found = _PLACE.search(detail)
    path = above + (found[1].removeprefix("$") if found else "")
    code, field = _where(data, path)
    known = lines.get(code, ())
    facts: dict[str, Any] = {
        "criterion": code or None,
        "place": field,
        "line": known[0] if len(known) == 1 else None,
    }
    if field.endswith("score.kind") and (kind := _KIND.search(detail)):
        kinds = ", ".join(sorted(one.__struct_config__.tag for one in get_args(Leaf)))
        return BadInput("book-kind", kind=kind[1], kinds=kinds, **facts)
    if unknown := _UNKNOWN.search(detail):
        return BadInput("book-field", field=unknown[1], **facts)
    if missing := _MISSING.search(detail):
        return BadInput("book-field-missing", field=missing[1], **facts)
    return BadInput("book-value", **facts)


def _where(data: Mapping[str, Any], path: str) -> tuple[str, str]:
    """Return the code of the criterion that a path leads into, and the rest of the path."""
    value: Any = data
    code, rest = "", list[str]()
    for name, at in _STEP.findall(path):
        rest.append(f".{name}" if name else f"[{int(at) + 1}]")
        try:
            value = value[name] if name else value[int(at)]
        except (KeyError, IndexError, TypeError):
            value = None
        if isinstance(value, dict) and isinstance(value.get("code"), str):
            code, rest = value["code"], []
    return code, "".join(rest).lstrip(".")


def write_book(book: ScoreBook) -> str:
    """Return the TOML text that reads as this book, laid out to be edited.

    Args:
        book: The book.
    """
    data = msgspec.to_builtins(book, builtin_types=(Decimal,))
    tables = ("scale", "rounding", "derivation")
    lists = ("tie_breaks", "grades", "quotas")
    parts = [_pairs({k: v for k, v in data.items() if k not in (*tables, *lists, "criteria")})]
    parts += [f"[{name}]\n{_pairs(data[name])}" for name in tables if data.get(name)]
    parts += _criteria(data["criteria"], "criteria")
    for name in lists:
        parts += [f"[[{name}]]\n{_pairs(row)}" for row in data.get(name, ())]
    return "\n".join(parts)


def inline_kind(kind: Leaf) -> str:
    """Return how a leaf is scored as an inline table of TOML.

    Args:
        kind: The kind of the leaf.
    """
    return _value(msgspec.to_builtins(kind, builtin_types=(Decimal,)))


def _criteria(nodes: Any, path: str) -> Iterator[str]:
    for node in nodes:
        own = {name: value for name, value in node.items() if name != "criteria"}
        yield f"[[{path}]]\n{_pairs(own)}"
        yield from _criteria(node.get("criteria", ()), f"{path}.criteria")


def _pairs(values: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {_value(value)}\n" for name, value in values.items())


def _value(value: Any) -> str:
    match value:
        case None:
            return _quoted(NO_FLOOR)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            text = f"{value:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        case str():
            return _quoted(value)
        case dict():
            inner = ", ".join(f"{name} = {_value(one)}" for name, one in value.items())
            return f"{{ {inner} }}"
    return "[" + ", ".join(map(_value, value)) + "]"


def _quoted(text: str) -> str:
    """Return a basic string of TOML: quotes, backslashes and what is unseen are escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
