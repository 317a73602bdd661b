"""Parse a style sheet once for all apps of a process.

Every app parses the same sheets with the same variables: a fifth of what a test of a page takes.
"""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_PARSE = Stylesheet._parse_rules
_PARSED: dict[tuple[Any, ...], list[RuleSet]] = {}


def parse_once(sheet: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
    """Return the rules of a sheet; the variables of the theme are part of what it says."""
    variables = frozenset(sheet._variables.items())
    key = (css, place, *sorted(more.items()), variables)
    if key not in _PARSED:
        _PARSED[key] = _PARSE(sheet, css, *place, **more)
    return _PARSED[key]


def use() -> None:
    """Have every app of this process parse this way."""
    vars_of: Any = Stylesheet
    vars_of._parse_rules = parse_once
