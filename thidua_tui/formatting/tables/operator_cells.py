"""Cells of the list of operators."""

from __future__ import annotations

from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE
from thidua_tui.i18n.messages import Words


def named(row: Any, words: Words) -> str:
    """By which entry, when and by whom he was named."""
    at, by = words.instant(row.named_at), plain(row.named_by)
    return words("operators.cell.named", position=row.named, at=at, by=by)


def dismissed(row: Any, words: Words) -> str:
    """The same of his dismissal, and why; a dash while he is in force."""
    if row.dismissed is None:
        return NONE
    return words(
        "operators.cell.dismissed",
        position=row.dismissed,
        at=words.instant(row.dismissed_at),
        by=plain(row.dismissed_by),
        reason=plain(row.reason),
    )
