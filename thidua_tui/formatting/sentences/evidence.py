"""A file of an entry in words: its name, its size, its hash, whether it is there."""

from __future__ import annotations

from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.explanation_cells import size
from thidua_tui.i18n.messages import Words

SHORT = 12
"""Hex digits of a hash that are shown."""


def file_text(file: Any, words: Words) -> str:
    """Return a file with its size, the beginning of its hash, and what is wrong with it.

    Args:
        file: A `thidua_tui.queries.filed_evidence.AttachedFile`.
        words: The words of the chosen language.
    """
    return words(
        "sheetstates.file.line",
        name=plain(file.name),
        size=size(file, words),
        code=file.sha256[:SHORT],
        position=str(file.position),
        state=words(f"sheetstates.file.{file.state}"),
    )
