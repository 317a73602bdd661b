"""One line from edge to edge: something at the left, something at the right."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class Band(Widget):
    """A line whose right end is kept when the left one does not fit."""

    DEFAULT_CSS = "Band { height: 1; width: 1fr; padding: 0 1; }"
    left = Content("")
    right = Content("")

    def show(self, left: Content, right: Content | None = None) -> None:
        """Put both ends on the line."""
        self.left, self.right = left, right or Content("")
        self.refresh()

    def render(self) -> Content:
        """Draw both ends."""
        width = self.content_size.width
        room = width - self.right.cell_length - (2 if self.right else 0)
        if room < 8:
            return self.left.truncate(width, ellipsis=True)
        left = self.left.truncate(room, ellipsis=True)
        gap = width - left.cell_length - self.right.cell_length
        return left.pad_right(gap) + self.right


class KeyBar(Widget):
    """The keys that work here and now, as many as fit; the help key comes first and always fits."""

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; padding: 0 1; }"
    keys: tuple[tuple[str, str], ...] = ()

    def show(self, keys: tuple[tuple[str, str], ...]) -> None:
        """Have these keys: (key, label)."""
        if keys != self.keys:
            self.keys = keys
            self.refresh()

    def render(self) -> Content:
        """Draw what fits."""
        line = Content("")
        for key, words in self.keys:
            gap = "   " if line else ""
            more = Content.assemble(gap, (key, "bold $accent"), " ", words)
            if line.cell_length + more.cell_length > self.content_size.width:
                break
            line += more
        return line
