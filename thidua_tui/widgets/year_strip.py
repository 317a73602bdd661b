"""A strip of years: a block of lines for each, the chosen one lit; a click chooses another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from thidua_tui.widgets.jump_targets import Target

NARROWEST, WIDEST = 7, 36
"""Cells of a block at least and at most."""
LABELLED = 90
"""From so many cells on, the lines have labels."""
MARK = "▾"


class StripYear(NamedTuple):
    """A block: its heading, and what makes its lines for a width."""

    head: str
    lines: Callable[[int], Sequence[Content]]


class YearStrip(Widget, can_focus=True):
    """Blocks side by side, as many as fit, the chosen one among them."""

    DEFAULT_CSS = "YearStrip { height: auto; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_text(-1)"),
        Binding("down", "scroll_text(1)"),
        Binding("pageup", "leaf(-1)"),
        Binding("pagedown", "leaf(1)"),
        Binding("home", "step(-1000000)"),
        Binding("end", "step(1000000)"),
    ]
    chosen = reactive(0)

    class Moved(Message):
        """Another block was chosen."""

    class Opened(Message):
        """A block was clicked a second time."""

    class Scrolled(Message):
        """The text that belongs to the block is to be scrolled, by lines or by pages."""

        def __init__(self, lines: int, pages: int = 0) -> None:
            super().__init__()
            self.lines, self.pages = lines, pages

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as widgets have it
        super().__init__(id=id)
        self.years: Sequence[StripYear] = ()
        self.labels: Sequence[str] = ()

    @property
    def tall(self) -> int:
        """The lines below the headings."""
        return len(self.labels)

    @property
    def left(self) -> int:
        """The cells of the labels before the blocks; none where the strip is narrow."""
        if self.content_size.width < LABELLED or not self.labels:
            return 0
        return 2 + max(map(cell_len, self.labels))

    def show(self, years: Sequence[StripYear], chosen: int, labels: Sequence[str]) -> None:
        """Have these blocks, with a line for each label below their headings."""
        self.years, self.labels = years, labels
        self.chosen = self.validate_chosen(chosen)
        self.refresh(layout=True)

    def validate_chosen(self, chosen: int) -> int:
        """Stay within the blocks."""
        return max(0, min(len(self.years) - 1, chosen))

    def watch_chosen(self) -> None:
        """Let the page follow."""
        self.post_message(self.Moved())

    def blocks(self, width: int) -> tuple[int, int, int]:
        """Return which block is shown first, how many are, and the cells of each."""
        width -= self.left
        count = max(1, min(len(self.years), width // NARROWEST))
        first = max(0, min(self.chosen - count // 2, len(self.years) - count))
        return first, count, min(WIDEST, width // count)

    def get_content_height(self, _container: Size, _viewport: Size, _width: int) -> int:
        """Return the lines of a block and of its heading."""
        return 1 + self.tall

    def render(self) -> Content:
        """Draw the blocks that fit."""
        width = self.content_size.width
        first, count, step = self.blocks(width)
        shown = range(first, min(first + count, len(self.years)))
        made = {at: self.years[at].lines(step - 2) for at in shown}
        rows = []
        for line in range(-1, self.tall):
            label = self.labels[line] if line >= 0 else ""
            row = Content.styled(set_cell_size(label, self.left), "$secondary")
            for at in shown:
                if line < 0:
                    text = self._head(at)
                else:
                    lines = made[at]
                    text = Content(" ") + (lines[line] if line < len(lines) else Content(""))
                block = text.truncate(step, ellipsis=True, pad=True)
                ground = "on $panel" if at == self.chosen else "on $stripe" if at % 2 else ""
                row += block.stylize(ground) if ground else block
            rows.append(row)
        return Content("\n").join(rows)

    def _head(self, at: int) -> Content:
        head = self.years[at].head
        if at != self.chosen:
            return Content.styled(f" {head}", "bold $secondary")
        return Content.styled(f"{MARK}{head}", "bold reverse" if self.has_focus else "bold")

    def on_focus(self) -> None:
        """Light the heading."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the light from the heading."""
        self.refresh()

    def jumps(self) -> Iterator[Target]:
        """Yield the blocks that are shown."""
        area = self.content_region
        first, count, step = self.blocks(area.width)
        for at in range(first, min(first + count, len(self.years))):
            yield Target(
                area.x + self.left + (at - first) * step, area.y, partial(self._choose, at)
            )

    def _choose(self, at: int) -> None:
        self.focus()
        self.chosen = at

    def on_click(self, event: Click) -> None:
        """Choose a block; a second click opens it."""
        first, count, step = self.blocks(self.content_size.width)
        at = first + (event.x - self.left) // step
        if first <= at < min(first + count, len(self.years)):
            self.chosen = at
            if event.chain > 1:
                self.post_message(self.Opened())

    def action_step(self, blocks: int) -> None:
        """Choose a block before or after."""
        self.chosen += blocks

    def action_scroll_text(self, lines: int) -> None:
        """Scroll what belongs to the block."""
        self.post_message(self.Scrolled(lines))

    def action_leaf(self, pages: int) -> None:
        """Scroll what belongs to the block by a page."""
        self.post_message(self.Scrolled(0, pages))
