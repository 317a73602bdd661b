"""Lines of a picture; of a new picture only the cells that differ from the last are repainted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

Line = Sequence[tuple[str, str]]
"""Runs of text and the style of each, which may name colours of the theme."""


class PaintedLines(Widget):
    """A picture of lines, from the upper left; text is never markup."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines in the place of those before."""
        before, self.lines = self.lines, tuple(lines)
        regions = [
            Region(start, y, end - start, 1)
            for y, (old, new) in enumerate(zip_longest(before, self.lines, fillvalue=()))
            for start, end in [_changed(old, new)]
            if end > start
        ]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.size.width
        line = self.lines[y] if y < len(self.lines) else ()
        content = Content.assemble(*((text, style) for text, style in line))
        content = content.truncate(width, pad=True)
        pieces = content.render(self.visual_style, "", self._style)
        styled = [Segment(text, (self.visual_style + own).rich_style) for text, own in pieces]
        return Strip(styled, width)

    def _style(self, style: Style | str) -> Style:
        """Read a style that names colours of the theme."""
        if isinstance(style, Style):
            return style
        return Style.parse(style, self.app.theme_variables)


def _changed(old: Line, new: Line) -> tuple[int, int]:
    """Return the first cell that differs and the cell after the last; equal where none does."""
    if old == new:
        return 0, 0
    before, after = _cells(old), _cells(new)
    longest = max(len(before), len(after))
    before += [" "] * (longest - len(before))
    after += [" "] * (longest - len(after))
    differ = [at for at, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    return (differ[0], differ[-1] + 1) if differ else (0, 0)


def _cells(line: Line) -> list[object]:
    """Return what each cell of a line shows; the second cell of a wide letter is a part of it."""
    cells: list[object] = []
    for text, style in line:
        for char in text:
            shown = " " if char == " " else (char, style)
            cells += [shown] * max(0, cell_len(char))
    return cells
