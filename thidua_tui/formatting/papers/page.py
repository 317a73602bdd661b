"""The pages of papers: their size, margins, and how many slips go on one.

Nghị định 30/2020, Phụ lục I: A4, 20 mm above and below, 30 mm on the left, 15 mm on the right.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from msgspec import Struct

from thidua_tui.formatting.papers import blocks
from thidua_tui.formatting.papers.column_widths import INSET, column_widths
from thidua_tui.formatting.papers.font import millimetres


class Page(Struct, frozen=True, kw_only=True):
    """A page in millimetres."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    header: float = 10
    footer: float = 8

    @property
    def room(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right

    def turned(self) -> Page:
        """Return the page in the other direction; the paper is bound on its left."""
        return Page(
            width=self.height,
            height=self.width,
            top=self.top,
            bottom=self.bottom,
            left=self.left,
            right=max(self.right, 20),
            header=self.header,
            footer=self.footer,
        )


PORTRAIT = Page()
SLIPS = Page(top=10, bottom=10, left=10, right=10, header=5, footer=5)
SLIP_INSET = 5.0
"""Between the line to cut and the text."""
SLIP_SIZE = 12.0
_GRIDS = ((2, 2), (1, 2), (1, 1))
_LINE = 1.15 * 25.4 / 72
"""The height of a line in parts of its size."""


def has_body(paper: blocks.Paper) -> bool:
    """Return whether a paper has pages besides those of its annexes and slips."""
    return bool(paper.heading or paper.blocks) or not (paper.annexes or paper.slips)


def slip_grid(slip: blocks.Slip) -> tuple[int, int]:
    """Return columns and rows of slips on a page: four, two or one, whatever the text needs."""
    return next((grid for grid in _GRIDS if _fits(slip, *slip_area(grid))), _GRIDS[-1])


def slip_area(grid: tuple[int, int]) -> tuple[float, float]:
    """Return width and height of a slip; a little is left below the last for what ends a page."""
    columns, rows = grid
    return SLIPS.room / columns, (SLIPS.height - SLIPS.top - SLIPS.bottom - 4) / rows


def _fits(slip: blocks.Slip, width: float, height: float) -> bool:
    room = width - 2 * SLIP_INSET
    lines = sum(_lines(title, room, 13) for title in slip.titles)
    return lines * 13 * _LINE + _height(slip.blocks, room) + 2 * SLIP_INSET <= height


def _height(found: Iterable[blocks.Block], room: float) -> float:
    total = 0.0
    for block in found:
        match block:
            case blocks.Table(columns=columns, rows=rows, row_height=least):
                inner = [one - 2 * INSET for one in column_widths(block, room, SLIP_SIZE - 1)]
                for row in ([column.title for column in columns], *rows):
                    lines = max(
                        _lines(cell, wide, SLIP_SIZE - 1)
                        for cell, wide in zip(row, inner, strict=True)
                    )
                    total += max(lines * (SLIP_SIZE - 1) * _LINE + 1.5, least)
                total += 4
            case blocks.Picture(width=wide):
                total += wide
            case blocks.Addressee(names=names):
                total += (len(names) + 1) * (SLIP_SIZE * _LINE + 2)
            case blocks.PageBreak():
                pass
            case blocks.LabelledLine(label=label, text=text):
                total += _lines(f"{label}: {text}", room - 10, SLIP_SIZE) * SLIP_SIZE * _LINE + 2
            case _:
                total += _lines(block.text, room - 10, SLIP_SIZE) * SLIP_SIZE * _LINE + 2
    return total


def _lines(text: str, room: float, size: float) -> int:
    return max(1, ceil(millimetres(text, size) * 1.08 / max(room, 1)))
