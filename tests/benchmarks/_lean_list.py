"""The leanest list that Textual can do: `python _lean_list.py FILE COUNT` shows a file's lines.

A line is an entry; the list is as tall as the file. They are plain text in one style, drawn
when they are looked at; a cursor key repaints the entry that it leaves and the one that it comes
to. There is nothing else on the screen.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

TALL = 1
CURSOR = Style(reverse=True)


class List(ScrollView, can_focus=True, inherit_bindings=False):
    """So many entries of a line each."""

    DEFAULT_CSS = "List { scrollbar-size-vertical: 1; }"
    BINDINGS = [  # noqa: RUF012 - as Textual asks for it
        Binding("up", "step(-1)"),
        Binding("down", "step(1)"),
        Binding("pageup", "leaf(-1)"),
        Binding("pagedown", "leaf(1)"),
    ]

    def __init__(self, lines: list[str], count: int) -> None:
        super().__init__()
        self.lines, self.count, self.cursor = lines, count, 0
        self.styles.height = len(lines)

    def on_resize(self) -> None:
        """The lines are as wide as the screen."""
        self.virtual_size = Size(self.scrollable_content_region.width, self.count * TALL)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        style = CURSOR if row // TALL == self.cursor else Style()
        text = self.lines[row % len(self.lines)][:width].ljust(width)
        return Strip([Segment(text, style)], width)

    def action_step(self, entries: int) -> None:
        """Go to another entry."""
        was, self.cursor = self.cursor, max(0, min(self.count - 1, self.cursor + entries))
        offset, width = self.scroll_offset.y, self.size.width
        entry = Region(0, self.cursor * TALL, 1, TALL)
        self.scroll_to_region(entry, animate=False, immediate=True)
        if self.scroll_offset.y == offset:
            for at in (was, self.cursor):
                self.refresh(Region(0, at * TALL - offset, width, TALL))

    def action_leaf(self, pages: int) -> None:
        """Go on by what is on the screen."""
        self.action_step(pages * (len(self.lines) // TALL - 1))


class Lean(App[None]):
    """The list and nothing else."""

    def compose(self) -> ComposeResult:
        """The list."""
        file, count = sys.argv[1:]
        yield List(Path(file).read_text("utf-8").splitlines(), int(count))


if __name__ == "__main__":
    Lean().run()
