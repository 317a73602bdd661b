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
        gutter = self.gutter
        regions = [
            Region(gutter.left + start, gutter.top + y, end - start, 1)
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
    texts = ["".join(text for text, _ in line) for line in (old, new)]
    longest = max(map(cell_len, texts))
    if any(cell_len(text) != len(text) for text in texts):
        return 0, longest  # letters of two cells: the whole line
    known: dict[str, str] = {"": "\0"}
    before, after = (
        [*zip(text.ljust(longest), _styles(line, known).ljust(longest, "\0"), strict=True)]
        for text, line in zip(texts, (old, new), strict=True)
    )
    if before == after:
        return 0, 0
    start = next(at for at in range(longest) if before[at] != after[at])
    end = next(at for at in range(longest, 0, -1) if before[at - 1] != after[at - 1])
    return start, end


def _styles(line: Line, known: dict[str, str]) -> str:
    """Return the style of each cell as a character, the same for the same style."""
    return "".join(known.setdefault(style, chr(len(known))) * len(text) for text, style in line)
