"""Columns of years on the screen: the chosen year is lit, every other one has a faint ground."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.content import Content

CHOSEN, OTHER = "on $panel", "on $stripe"
"""The grounds of the chosen year and of every other year."""
HEAD, CHOSEN_HEAD = "bold $secondary", "bold $primary"


class YearColumn(Protocol):
    """The cells of a year, counted from the left edge of a picture."""

    @property
    def year(self) -> int:
        """The year."""

    @property
    def start(self) -> int:
        """The first cell."""

    @property
    def end(self) -> int:
        """The first cell behind it."""


def striped(
    line: Content, columns: Sequence[YearColumn], left: int, chosen: int, *, head: bool = False
) -> Content:
    """Return a line of a picture with the grounds of its columns.

    Args:
        line: The line without its label; each character takes one cell.
        columns: The columns, counted from the left edge of the label.
        left: The width of the label.
        chosen: The chosen year.
        head: Whether it is the line of the years, which are then bold.
    """
    if not columns:
        return line
    line = line.pad_right(max(0, columns[-1].end - left - line.cell_length))
    for at, column in enumerate(columns):
        start, end = column.start - left, column.end - left
        if column.year == chosen:
            line = line.stylize(CHOSEN, start, end)
        elif at % 2:
            line = line.stylize(OTHER, start, end)
        if head:
            style = CHOSEN_HEAD if column.year == chosen else HEAD
            line = line.stylize(style, start, min(end, start + 5))
    return line
