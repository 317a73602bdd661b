"""What of a score grid is in sight: the widths of its columns, its names in one line or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content

from events.text import plain
from thidua_tui.forms.grid_content import GridContent

TOTAL, PLACE = 9, 6
LEAST, COMFORTABLE = 5, 6
"""Cells of a column at least, and where all columns fit with them."""
NAME = 26
"""Cells of a name while columns are out of sight."""
NARROWEST = 10
TALLEST = 3
"""Lines of a row at most."""
ROOMY = 20
"""Lines from which rows have more lines than their names need."""
WIDER = 5
"""Cells by which a column is wider than it needs, where there is room."""


class GridLayout(NamedTuple):
    """The cells of a name and of each column, the lines of a row, and the names as they fit."""

    name: int
    widths: Sequence[int]
    tall: int
    names: Sequence[Sequence[str]]


def column_widths(shown: GridContent, least: int) -> list[int]:
    """Return the width of each column: its longest text, a sign at its side and a gap."""
    widths = [max(len(plain(code)), len(most)) + 1 for code, most in shown.columns]
    for texts in (shown.cells, shown.below):
        for (_, column), text in texts.items():
            if column < len(widths):
                widths[column] = max(widths[column], len(text) + 2)
    for column, text in shown.sums.items():
        widths[column] = max(widths[column], len(text) + 1)
    return [max(least, width) for width in widths]


def grown(shown: GridContent, widths: Sequence[int], columns: Iterable[int]) -> bool:
    """Return whether a text of these columns is wider than its column."""
    rows = range(len(shown.rows))
    return any(
        len(texts.get((row, column), "")) + 2 > widths[column]
        for column in columns
        for row in rows
        for texts in (shown.cells, shown.below)
    ) or any(len(shown.sums.get(column, "")) >= widths[column] for column in columns)


def laid_out(shown: GridContent, width: int, height: int) -> GridLayout:
    """Return how a grid is drawn on so many cells and lines for its rows."""
    fixed = TOTAL + PLACE + 2
    for least in (COMFORTABLE, LEAST):
        widths = column_widths(shown, least)
        spare = width - fixed - sum(widths)
        if spare >= NAME:
            break
    room = max(spare, min(NAME, width // 3), NARROWEST)
    lines = max(1, height)
    for names in (shown.full or shown.rows, shown.rows):
        for tall in range(1, TALLEST + 1):
            if tall > 1 and len(shown.rows) * tall > lines:
                break
            broken = [_wrapped(name, room - 1) for name in names]
            if all(len(parts) <= tall for parts in broken):
                name = max((len(part) for parts in broken for part in parts), default=0) + 1
                spread = _spread(widths, width - fixed - name)
                return GridLayout(name, spread, _air(tall, len(names), lines), broken)
    return GridLayout(room, widths, 1, [[plain(name)] for name in shown.rows])


def _spread(widths: Sequence[int], room: int) -> list[int]:
    """Return the widths, each a little more where there is room for all."""
    more = max(0, min(WIDER, (room - sum(widths)) // max(1, len(widths))))
    return [width + more for width in widths]


def _air(tall: int, rows: int, lines: int) -> int:
    """Return two lines for a row where there is room for them, three where there is much."""
    if lines < ROOMY:
        return tall
    return max(tall, next((more for more in (3, 2) if rows * more <= lines), 1))


def _wrapped(name: str, width: int) -> list[str]:
    return [part.plain.rstrip() for part in Content(plain(name)).wrap(max(1, width))] or [""]


def across(widths: Sequence[int], first: int, column: int, room: int) -> range:
    """Return the columns in sight: from `first` on, moved as little as shows `column`."""
    if not widths:
        return range(0)
    first = max(0, min(first, column))
    while first < column and sum(widths[first : column + 1]) > room:
        first += 1
    end = first
    while end < len(widths) and (end <= column or sum(widths[first : end + 1]) <= room):
        end += 1
    while first > 0 and sum(widths[first - 1 : end]) <= room:
        first -= 1
    return range(first, end)


def down(count: int, first: int, row: int, fit: int) -> range:
    """Return the rows in sight: from `first` on, moved as little as shows `row`."""
    fit = max(1, fit)
    first = max(row - fit + 1, min(first, row))
    first = max(0, min(first, count - fit))
    return range(first, min(count, first + fit))
