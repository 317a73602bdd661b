"""What a table is called on the screen."""

from __future__ import annotations

from thidua_tui.i18n.messages import Words


def short_title(table: str, words: Words) -> str:
    """Return what the page and the palette call a table: its short title, else its title."""
    short = f"screen.table.{table}"
    return words(short if words.find(short) else f"tables.title.{table}")
