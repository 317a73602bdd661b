"""A text whose change repaints its own lines, and moves nothing else unless its height changes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from thidua_tui.widgets.virtual_list import VirtualList


def display(widget: Widget, *, shown: bool) -> None:
    """Show a widget or hide it; as it is already, nothing is laid out again."""
    if widget.display is not shown:
        widget.display = shown


class TextBlock(Widget):
    """A text broken to its width. `Static.update` lays the whole screen out at each change."""

    DEFAULT_CSS = "TextBlock { height: auto; width: 1fr; }"
    text = Content("")

    def show(self, text: Content) -> None:
        """Show another text."""
        if text != self.text or text.spans != self.text.spans:
            before, self.text = self.text, text
            self.refresh(layout=self._lines(before) != self._lines(text))

    def _lines(self, text: Content) -> int:
        width = self.content_size.width
        return len(text.wrap(width)) if width and text else len(text) and -1

    def render(self) -> Content:
        """Return the text."""
        return self.text


class LinesBlock(VirtualList, can_focus=False):
    """Lines that scroll; of new lines only those that differ are drawn again."""

    def __init__(self, *, name: str) -> None:
        super().__init__(self._line, name=name, cursor=False)
        self.lines: Sequence[Content] = ()

    def _line(self, at: int, _: int) -> Content:
        return self.lines[at] if at < len(self.lines) else Content("")

    def show_lines(self, lines: Sequence[Content], *, from_top: bool) -> None:
        """Show these lines; `from_top`: scroll up."""
        before, self.lines = self.lines, lines
        if from_top and self.scroll_offset.y:
            self.scroll_home(animate=False)
        self.count = max(len(lines), self.scrollable_content_region.height)
        self._measure()  # as tall as before, where all lines fit: nothing is laid out again
        for at in range(max(len(before), len(lines))):
            if at >= len(before) or at >= len(lines) or not _same(before[at], lines[at]):
                self.refresh_lines(at)


def _same(one: Content, other: Content) -> bool:
    return one.plain == other.plain and one.spans == other.spans
