"""The cells of a rule book: a code further in than that of its group, how a line is scored."""

from __future__ import annotations

from typing import Any

from events.text import plain
from thidua_tui.formatting.sentences.rule_books import kind_text, observed_text
from thidua_tui.formatting.tables.columns import NONE
from thidua_tui.i18n.messages import Words

INDENT = "· "
"""Before a code for every level: tables trim spaces at the beginning of a cell."""


def code(row: Any, _words: Words) -> str:
    """The code, further in for every level."""
    return f"{INDENT * row.depth}{plain(row.criterion)}"


def points(row: Any, words: Words) -> str:
    """The maximum; of a line that only adds or takes none."""
    return words.number(row.max_points) if row.max_points else NONE


def kind(row: Any, words: Words) -> str:
    """How a line is scored, in a word."""
    return words(f"rulebooks.kind.{row.kind}")


def observed(row: Any, words: Words) -> str:
    """What is observed of a unit."""
    return NONE if row.kind == "group" else observed_text(row.kind, words)


def scored(row: Any, words: Words) -> str:
    """The points that follow, and what else holds for the line."""
    parts = [
        kind_text(row.score, words),
        words("rulebooks.line.target") if row.target else "",
        words("rulebooks.line.by", scorer=words.choice("stage", row.scorer)) if row.scorer else "",
    ]
    return " · ".join(filter(None, parts)) or NONE
