"""The widths of the columns of a table: their shares, but no word is broken."""

from __future__ import annotations

from thidua_tui.formatting.papers.blocks import Table
from thidua_tui.formatting.papers.font import millimetres

INSET = 1.5
"""Millimetres between a line of the table and the text."""
_SPARE = 0.5
"""Millimetres for what a program rounds."""


def column_widths(table: Table, room: float, size: float) -> list[float]:
    """Return the width of each column in millimetres, together `room`.

    Where a word is wider than its column, the other columns give way as far as their own words
    allow.

    Args:
        table: The table.
        room: The width of the table.
        size: The size of its text in points.
    """
    share = room / sum(column.width for column in table.columns)
    wanted = [column.width * share for column in table.columns]
    least = [2 * INSET + _SPARE + _longest(table, n, size) for n in range(len(wanted))]
    if sum(least) >= room:
        return [one * room / sum(least) for one in least]
    short = sum(max(0.0, low - one) for low, one in zip(least, wanted, strict=True))
    spare = sum(max(0.0, one - low) for low, one in zip(least, wanted, strict=True))
    part = short / spare if spare else 0.0
    return [
        low if one <= low else one - (one - low) * part
        for low, one in zip(least, wanted, strict=True)
    ]


def _longest(table: Table, column: int, size: float) -> float:
    """The width of the longest word of a column; its title is bold."""
    words = {word for row in table.rows for word in row[column].split()}
    title = [millimetres(word, size, "Bold") for word in table.columns[column].title.split()]
    return max([*title, *(millimetres(word, size) for word in words)], default=0.0)
