"""Framed texts one below the other, drawn by one widget: a page of ten has one to lay out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual.content import Content
from textual.widgets import Static

from thidua_tui.widgets.styled_text import hanging

FRAME = 4
"""The columns that a frame takes from its text."""
EDGES = 2
"""The columns left free next to a text that has a title alone: one at each side."""


class FramedText(Struct, frozen=True):
    """A text with a title and a note in its frame."""

    name: str
    title: str
    lines: Sequence[Content]
    note: str = ""


class PanelStack(Static):
    """Framed texts as high as their lines need at the width of the widget."""

    # A line is cut, not folded: the height is measured at half a column less than the width is.
    DEFAULT_CSS = """
    PanelStack { height: auto; width: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """
    texts: tuple[FramedText, ...] = ()
    open_sided = False
    _drawn = 0

    def show(self, texts: Sequence[FramedText], *, open_sided: bool = False) -> None:
        """Show these texts; those without lines are left out.

        Args:
            texts: The texts, the uppermost first.
            open_sided: Whether the screen has so few lines that only the title is drawn.
        """
        self.texts = tuple(text for text in texts if text.lines)
        self.open_sided = open_sided
        self.draw()

    def on_resize(self) -> None:
        """Break the lines for the new width."""
        if self._drawn != self.size.width:
            self.draw()

    def draw(self) -> None:
        """Draw the frames for the width of the widget, once it has one."""
        self._drawn = self.size.width
        lines = (line for text in self.texts for line in self._lines(text) if self._drawn)
        self.update(Content("\n").join(lines))

    def _lines(self, text: FramedText) -> Iterator[Content]:
        width, title = self._drawn, Content.styled(f"  {text.title}  ", "bold $secondary")
        room = width - (EDGES if self.open_sided else FRAME)
        parts = (part for line in text.lines for part in hanging(line, room))
        if self.open_sided:
            yield _edge("─", title, "─", width)
            yield from (Content(" ") + part for part in parts)
            return
        note = Content.styled(f"  {text.note}  ", "$secondary") if text.note else Content("")
        side = Content.styled("│", "$frame")
        yield _edge("╭─", title, "╮", width)
        for part in parts:
            line = part.truncate(width - FRAME, ellipsis=True, pad=True)
            yield Content.assemble(side, " ", line, " ", side)
        yield _edge("╰", note, "─╯", width, at_end=True)


def _edge(start: str, text: Content, end: str, width: int, *, at_end: bool = False) -> Content:
    """Return the upper edge with its title at the left, or the lower with its note at the right."""
    text = text.truncate(max(0, width - len(start) - len(end)), ellipsis=True)
    rest = "─" * (width - len(start) - len(end) - text.cell_length)
    before, after = (start + rest, end) if at_end else (start, rest + end)
    return Content.assemble((before, "$frame"), text, (after, "$frame"))
