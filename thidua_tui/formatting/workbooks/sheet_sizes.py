"""How wide the columns of a sheet are, and how high its rows, so that no text is cut off."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from thidua_tui.formatting.workbooks.sheet import Row, Sheet
from thidua_tui.formatting.workbooks.text_width import line_count, text_width

LINE, HIGHEST = 15.75, 409.0
"""Points of a line of 12-point letters, and the highest row that a spreadsheet has."""
WIDEST, NARROWEST, PAGE = 60.0, 6.0, 150.0
"""Digits of a column, and of a page; wider tables give way in their widest columns."""
PORTRAIT, SMALLEST = 88.0, 300.0
"""Digits up to which a page is upright, and of a page at the smallest scale that is legible."""
_SCALE = 8 / 7
"""A digit of the letters in the digits that a spreadsheet measures columns by."""
_MARGIN = 2.2


class Sizes(NamedTuple):
    """Widths of the columns in a spreadsheet's digits; heights in points.

    The heights are those of the rows, of the head, and of the title and the notes above it.
    """

    widths: list[float]
    heights: list[float]
    head: float
    lines: list[float]

    @property
    def upright(self) -> bool:
        """Whether the page is upright."""
        return sum(self.widths) <= PORTRAIT

    @property
    def pages(self) -> int:
        """How many pages are side by side, so that the letters stay legible."""
        return max(1, ceil(sum(self.widths) / SMALLEST))


def sizes_of(sheet: Sheet) -> Sizes:
    """Return the sizes of a sheet.

    Args:
        sheet: The sheet.
    """
    widths = _widths(sheet)
    head = max(
        (
            line_count(column.heading, width, bold=True)
            for column, width in zip(sheet.columns, widths, strict=True)
        ),
        default=1,
    )
    heights = [_height(_lines(row, widths)) for row in sheet.rows]
    shown = [round(width * _SCALE + _MARGIN, 2) for width in widths]
    whole = sum(widths)
    lines = [_height(line_count(text, whole)) for text in sheet.notes]
    title = _height(line_count(sheet.title, whole * 12 / 14, bold=True)) + 5
    return Sizes(shown, heights, _height(head) + 5, [title, *lines])


def _lines(row: Row, widths: list[float]) -> int:
    return max(
        (
            line_count(cell.text, width, bold=row.strong)
            for cell, width in zip(row.cells, widths, strict=True)
            if cell.text
        ),
        default=1,
    )


def _height(lines: int) -> float:
    return min(HIGHEST, LINE * lines + 3)


def _widths(sheet: Sheet) -> list[float]:
    """Return the widths in digits of the letters: as the texts need, within bounds."""
    found: list[float] = []
    for at, column in enumerate(sheet.columns):
        if column.width:
            found.append(float(column.width))
            continue
        words = max(map(_bold, column.heading.split() or [""]))
        cells = (row.cells[at].text for row in sheet.rows)
        widest = max((text_width(t, bold=True) for t in dict.fromkeys(cells)), default=0.0)
        headed = min(_bold(column.heading), max(words, 14.0))
        found.append(min(WIDEST, max(NARROWEST, words, widest, headed)) + 0.5)
    least = [
        width if column.width else max(NARROWEST, min(width, 14.0))
        for column, width in zip(sheet.columns, found, strict=True)
    ]
    while sum(found) > PAGE:
        give = [at for at, width in enumerate(found) if width > least[at]]
        if not give:
            break
        widest_at = max(give, key=found.__getitem__)
        found[widest_at] = max(least[widest_at], found[widest_at] - 1)
    return found


def _bold(text: str) -> float:
    return text_width(text, bold=True)
