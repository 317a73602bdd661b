"""The prose and the names of the packages: none of the words that the project's style forbids.

To add a package, make it clean and write its name into PACKAGES. Literals that are not docstrings
are not read: they are stored names, keys of the locale files and SQL.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("events", "views", "thidua_tui")
"""The packages that are free of the words."""
WITHOUT_PRONOUN = ("events", "views")
"""Packages without “one” as a pronoun; in the others it also is a numeral (“one after another”)."""
ALLOWED: dict[tuple[str, str], str] = {
    (module, name): reason
    for name, reason, modules in (
        (
            "OfficerStoodDown",
            "the event is stored as officer-stood-down",
            "events/elections events/reorganisation events/roles views/compared views/leadership"
            " thidua_tui/acts/members",
        ),
        (
            "StandDown",
            "the command's key in the locale files is stand-down",
            "events/elections thidua_tui/acts/members",
        ),
        (
            "told",
            "a field of the stored event",
            "events/reported_counts",
        ),
        ("do_anew", "the action's id in a person's key file is anew", "thidua_tui/screens/form"),
        (
            "told",
            "a column of the table with the name of the stored field",
            "views/reported_counts",
        ),
    )
    for module in (f"{path}.py" for path in modules.split())
}
"""Module and identifier that keep a forbidden word -> the reason: a stored name or a locale key."""
FORBIDDEN = re.compile(
    r"\b(?:told|tells?|said|stands?|standing|stood|lies|lie|anew|beside|whoever|nobody|meanwhile"
    r"|blamed?|thereof)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"\b(?:oneself|one's|ones|no one)\b"
    r"|(?<!than )(?<!only )(?<!least )(?<!most )(?<!exactly )(?<!into )(?<!by )(?<!or )"
    r"\bone(?=\s*(?:$|[.,;:)?!])"
    r"|\s+(?:that|which|who|whose|is|was|has|had|can|may|must|will|would|does|did|in|with|to|for"
    r"|from|before|after|as|on|and|knows?|needs?|reads?|sees?|types?|asks?)\b)",
    re.IGNORECASE,
)
"""“One” for a person or for a thing named before; a number before a noun passes."""
CODE = re.compile(r"`[^`\n]+`")
"""Names and codes quoted in prose; as identifiers they are read where they are defined."""
PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def prose(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every docstring and comment of a module."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text), lineno=line)):
                yield line, text
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def identifiers(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every identifier of a module."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield token.start[0], token.string
    if sys.version_info < (3, 12):  # where an f-string is a single token
        for string in ast.walk(ast.parse(source)):
            for node in ast.walk(string) if isinstance(string, ast.JoinedStr) else ():
                if isinstance(node, ast.Name | ast.Attribute):
                    yield node.lineno, node.id if isinstance(node, ast.Name) else node.attr


def findings(source: str, module: str = "") -> list[str]:
    """Return the forbidden words of a module, each as “line: word”."""
    found = []
    for line, quoted in prose(source):
        text = CODE.sub("_", quoted)
        package = module.partition("/")[0]
        for pattern in (FORBIDDEN, PRONOUN)[: 1 + (package in ("", *WITHOUT_PRONOUN))]:
            for hit in pattern.finditer(text):
                start = line + text[: hit.start()].count("\n")
                found.append(f"{start}: {' '.join(hit[0].split())}")
    for line, name in identifiers(source):
        if (module, name) not in ALLOWED and FORBIDDEN.search(" ".join(PART.findall(name))):
            found.append(f"{line}: {name}")
    return found


def modules(package: str) -> list[Path]:
    """Return the modules of a package, or the single module of that name."""
    path = ROOT / package
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def module_findings(path: Path) -> list[str]:
    """Return the findings of one file, each with its path below the root."""
    module = path.relative_to(ROOT).as_posix()
    return [f"{module}:{line}" for line in findings(path.read_text("utf-8"), module)]


@pytest.mark.parametrize("package", PACKAGES)
def test_the_prose_and_names_of_a_package_are_free_of_forbidden_words(package):
    assert modules(package)
    assert [line for path in modules(package) for line in module_findings(path)] == []


def test_every_allowed_name_is_used_and_has_a_reason():
    used = {
        (module, name)
        for module in {module for module, _ in ALLOWED}
        for _, name in identifiers((ROOT / module).read_text("utf-8"))
    }
    assert ALLOWED.keys() <= used
    assert all(ALLOWED.values())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""What is told."""', ["1: told"]),
        ('"""Sum.\n\nWhere it stands.\n"""', ["3: stands"]),
        ("x = 1  # Nobody knows", ["1: Nobody"]),
        ("x = 1\n'''As one knows.'''", ["2: one"]),
        ('"""The newest one."""', ["1: one"]),
        ("def f(told): ...", ["1: told"]),
        ("a.stands_on", ["1: stands_on"]),
        ("f'{a.told}'", ["1: told"]),
        ("class WhatIsSaid: ...", ["1: WhatIsSaid"]),
    ],
)
def test_a_forbidden_word_is_found(source, expected):
    assert findings(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""One head at a time; at most one; one of them; one cluster."""',
        "x = 'told'",
        "Standings = outstanding = retold = 1",
        '"""The standings of a cluster, and how belief relies on them."""',
    ],
)
def test_other_words_pass(source):
    assert findings(source) == []


if __name__ == "__main__":
    for package in sys.argv[1:]:
        for path in modules(package):
            for line in module_findings(path):
                print(line)


STAND_DOWN = re.compile(r"\bst(?:ands?|ood) down\b", re.IGNORECASE)
"""An officer stands down: the usual words for it."""
OF_REMARKS = re.compile(r"\bsaid\b", re.IGNORECASE)
"""A remark is what somebody said, a statement what a source said."""


def texts(table: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Yield the key and the text of every message of a table, of the tables in it too."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{name}.{key}")
        elif isinstance(value, str):
            yield f"{name}.{key}", value


def private(text: str) -> bool:
    """Return whether an English message has a forbidden word; names of facts in braces pass."""
    shown = STAND_DOWN.sub("", OF_REMARKS.sub("", re.sub(r"\{[a-z_]+\}", "", text)))
    return FORBIDDEN.search(shown) is not None


def test_the_english_on_the_screen_is_free_of_forbidden_words():
    files = sorted((ROOT / "thidua_tui/locale/en").glob("*.toml"))
    assert files
    messages = [
        message
        for path in files
        for message in texts(tomllib.loads(path.read_text("utf-8")), path.stem)
    ]
    assert [message for message in messages if private(message[1])] == []


@pytest.mark.parametrize("text", ["Nobody votes.", "It stands on it.", "Made anew", "{told} told"])
def test_a_forbidden_word_of_a_message_is_found(text):
    assert private(text)


@pytest.mark.parametrize("text", ["It stood down.", "Record what was said", "{told} reported"])
def test_a_usual_message_passes(text):
    assert not private(text)
