"""A table of scores with a cell cursor: units stay at the left, totals and places at the right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from events.text import plain
from thidua_tui.forms.score_sheet import CELL, NOT_APPLICABLE, GridContent
from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.styled_text import fit

TOTAL, PLACE = 9, 6
EMPTY = "·"


class Grid(Widget):
    """Units down, criteria across; as many of both as fit, with the cursor among them."""

    class Picked(Message):
        """A cell was gone to from afar, so many down and to the right of where the cursor is."""

        def __init__(self, down: int, right: int) -> None:
            super().__init__()
            self.down, self.right = down, right

    def __init__(self) -> None:
        super().__init__()
        self.shown = GridContent(head=("", "", "", ""))
        self.row = self.column = 0
        self.typed = ""

    def show(self, shown: GridContent) -> None:
        """Have this content; the cursor stays where it is, if it can."""
        self.shown = shown
        self.move(0, 0)

    def move(self, down: int, right: int) -> None:
        """Move the cursor, as far as there are cells."""
        self.row = max(0, min(self.row + down, len(self.shown.rows) - 1))
        self.column = max(0, min(self.column + right, len(self.shown.columns) - 1))
        self.refresh()

    def type(self, text: str) -> None:
        """Show in the cell what is being typed."""
        self.typed = text
        self.refresh()

    def render(self) -> Content:
        """Draw what fits."""
        width, across, down = self._in_sight()
        lines = [self._head(0, width, across), self._head(1, width, across)]
        lines += [self._row(row, width, across) for row in down]
        return Content("\n").join(lines)

    def jumps(self) -> Iterator[Target]:
        """The cells in sight."""
        if not self.shown.columns:
            return
        width, across, down = self._in_sight()
        area = self.content_region
        for y, row in enumerate(down, area.y + 2):
            for x, column in enumerate(across):
                picked = self.Picked(row - self.row, column - self.column)
                left = area.x + width + 1 + x * CELL + 1
                yield Target(left, y, partial(self.post_message, picked))

    def on_click(self, event: Click) -> None:
        """Go to the cell that was clicked."""
        width, across, down = self._in_sight()
        row, column = event.y - 2, (event.x - width - 1) // CELL
        if 0 <= row < len(down) and event.x > width and column < len(across):
            self.post_message(self.Picked(down[row] - self.row, across[column] - self.column))

    def _in_sight(self) -> tuple[int, range, range]:
        """How wide the names are, and which columns and rows are drawn."""
        width = self._names()
        across = self._window(self.size.width - width - TOTAL - PLACE - 2, CELL, right=True)
        return width, across, self._window(self.size.height - 2, 1, right=False)

    def _names(self) -> int:
        """How wide the units' names are: what the criteria leave over, and 26 in any case."""
        longest = max((len(plain(row)) for row in self.shown.rows), default=0) + 1
        spare = self.size.width - TOTAL - PLACE - 2 - CELL * len(self.shown.columns)
        return max(10, min(max(26, spare), longest))

    def _window(self, room: int, each: int, *, right: bool) -> range:
        """The columns or rows that fit, around the cursor."""
        count = len(self.shown.columns if right else self.shown.rows)
        at = self.column if right else self.row
        fit = max(1, room // each)
        first = max(0, min(at - fit // 2, count - fit))
        return range(first, min(count, first + fit))

    def _head(self, line: int, width: int, across: range) -> Content:
        unit, maximum, total, place = self.shown.head
        left = (unit if line == 0 else maximum).ljust(width)[:width]
        more = ("‹" if across and across[0] > 0 else " ") if line == 0 else " "
        cells = "".join(self.shown.columns[at][line].rjust(CELL)[:CELL] for at in across)
        beyond = across and across[-1] < len(self.shown.columns) - 1 and line == 0
        right = f"{total:>{TOTAL - 1}}{place:>{PLACE}}" if line == 0 else ""
        text = f"{left}{more}{plain(cells)}{'›' if beyond else ' '}{right}"
        return Content.styled(text, "bold $secondary")

    def _row(self, row: int, width: int, across: range) -> Content:
        here = row == self.row
        name = fit(plain(self.shown.rows[row]), width - 1) + Content(" ")
        parts = [name.stylize("bold") if here else name, Content("▸" if here else " ")]
        parts += [self._cell(row, column) for column in across]
        total, place = self.shown.totals.get(row, ""), self.shown.places.get(row, "")
        return Content.assemble(*parts, f" {total:>{TOTAL - 1}}{place:>{PLACE}}")

    def _cell(self, row: int, column: int) -> Content:
        text = self.shown.cells.get((row, column), EMPTY)
        if (row, column) != (self.row, self.column):
            style = "dim" if text in (EMPTY, NOT_APPLICABLE) else ""
            style = self.shown.marked.get((row, column), style)
            return Content.styled(text.rjust(CELL), style)
        inside = plain(self.typed or text)[: CELL - 2].rjust(CELL - 3)
        return Content(" " * max(0, CELL - 2 - len(inside))) + Content.styled(
            f"[{inside}]", "reverse bold"
        )
