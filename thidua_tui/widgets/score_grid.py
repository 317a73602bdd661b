"""A table of scores with a cell cursor: units stay at the left, totals and places at the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from events.text import plain
from thidua_tui.forms.score_sheet import NOT_APPLICABLE, THEIRS, GridContent
from thidua_tui.widgets.grid_layout import PLACE, TOTAL, GridLayout, across, down, laid_out
from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.styled_text import fit

EMPTY = "·"
HEAD = 2
"""Lines of the head: the codes, the maxima."""
SIGNS: Mapping[str, tuple[str, str]] = {
    "best": ("↑", "bold $success"),
    "lowest": ("↓", "italic $secondary"),
    "above": ("+", "bold $warning"),
    "missing": ("", "bold $warning"),
}
"""What is remarkable about a cell -> its sign and its style."""
STRIPE = "on $stripe"


class Sight(NamedTuple):
    """What is drawn: the layout, and the columns and the rows in sight."""

    layout: GridLayout
    across: range
    down: range


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
        self.first = (0, 0)
        """The first row and column in sight."""
        self.typed = ""
        self._laid: GridLayout | None = None

    def show(self, shown: GridContent) -> None:
        """Have this content; the cursor stays where it is, if it can."""
        self.shown, self._laid = shown, None
        self.move(0, 0)
        self.refresh()

    def move(self, down: int, right: int) -> None:
        """Move the cursor, as far as there are cells; only what changed is drawn again."""
        was, before = self.row, self.first
        self.row = max(0, min(self.row + down, len(self.shown.rows) - 1))
        self.column = max(0, min(self.column + right, len(self.shown.columns) - 1))
        sight = self._in_sight()
        if before != self.first or not self.size:
            self.refresh()
            return
        width, tall = self.content_region.width, sight.layout.tall
        left, top = self.gutter.left, self.gutter.top
        for row in {was, self.row}:
            y = top + HEAD + (row - self.first[0]) * tall
            self.refresh(Region(left, y, width, tall))
        if right:
            self.refresh(Region(left, top, width, HEAD))

    def type(self, text: str) -> None:
        """Show in the cell what is being typed."""
        self.typed = text
        self.move(0, 0)

    def on_resize(self, _: Resize) -> None:
        """Lay the cells out again."""
        self._laid = None
        self.refresh()

    def render(self) -> Content:
        """Draw what fits."""
        sight = self._in_sight()
        lines = [self._head(0, sight), self._head(1, sight)]
        for row in sight.down:
            lines += [self._line(row, part, sight) for part in range(sight.layout.tall)]
        return Content("\n").join(lines)

    def jumps(self) -> Iterator[Target]:
        """The cells in sight."""
        if not self.shown.columns:
            return
        sight = self._in_sight()
        area = self.content_region
        for y, row in enumerate(sight.down):
            for column, x, _ in self._spans(sight):
                picked = self.Picked(row - self.row, column - self.column)
                top = area.y + HEAD + y * sight.layout.tall
                yield Target(area.x + x + 1, top, partial(self.post_message, picked))

    def on_click(self, event: Click) -> None:
        """Go to the cell that was clicked."""
        sight = self._in_sight()
        x, y = event.x - self.gutter.left, event.y - self.gutter.top - HEAD
        row = self.first[0] + y // sight.layout.tall
        for column, left, width in self._spans(sight):
            if left <= x < left + width and y >= 0 and row in sight.down:
                self.post_message(self.Picked(row - self.row, column - self.column))

    def _in_sight(self) -> Sight:
        """Return the layout, and the rows and columns that are drawn; the cursor is among them."""
        width, height = self.size.width, self.size.height
        if self._laid is None:
            self._laid = laid_out(self.shown, width, height)
        laid, (row, column) = self._laid, self.first
        room = width - laid.name - TOTAL - PLACE - 2
        columns = across(laid.widths, column, self.column, room)
        rows = down(len(self.shown.rows), row, self.row, (height - HEAD) // laid.tall)
        self.first = (rows.start, columns.start)
        return Sight(laid, columns, rows)

    def _spans(self, sight: Sight) -> Iterator[tuple[int, int, int]]:
        """Yield each column in sight with its first cell and its width."""
        x = sight.layout.name + 1
        for column in sight.across:
            yield column, x, sight.layout.widths[column]
            x += sight.layout.widths[column]

    def _head(self, line: int, sight: Sight) -> Content:
        unit, maximum, total, place = self.shown.head
        width, columns = sight.layout.name, sight.across
        left = fit(unit if line == 0 else maximum, width)
        more = ("‹" if columns and columns[0] > 0 else " ") if line == 0 else " "
        cells = [
            Content(plain(self.shown.columns[at][line]).rjust(wide - 1)[: wide - 1] + " ").stylize(
                "bold underline $primary" if at == self.column and not line else ""
            )
            for at, _, wide in self._spans(sight)
        ]
        beyond = columns and columns[-1] < len(self.shown.columns) - 1 and line == 0
        right = f"{total:>{TOTAL - 1}}{place:>{PLACE}}" if line == 0 else ""
        parts = [left, Content(more), *cells, Content("›" if beyond else " "), Content(right)]
        return Content("").join(parts).stylize_before("bold $secondary")

    def _line(self, row: int, part: int, sight: Sight) -> Content:
        """Draw a line of a row: of its first the points, of its second the self-scores."""
        here, names = row == self.row, sight.layout.names[row]
        name = fit(names[part] if part < len(names) else "", sight.layout.name - 1) + Content(" ")
        parts = [name.stylize("bold") if here else name, Content("▸" if here and not part else " ")]
        spans = [*self._spans(sight)]
        if part:
            parts += [self._below(row, column, wide, part) for column, _, wide in spans]
            line = Content.assemble(*parts, " " * (TOTAL + PLACE))
        else:
            parts += [self._cell(row, column, wide) for column, _, wide in spans]
            total, place = self.shown.totals.get(row, ""), self.shown.places.get(row, "")
            ends = Content.styled(f" {total:>{TOTAL - 1}}{place:>{PLACE}}", "bold")
            line = Content.assemble(*parts, ends)
        return line.stylize_before(STRIPE) if row % 2 else line

    def _below(self, row: int, column: int, width: int, part: int) -> Content:
        text = self.shown.below.get((row, column), "") if part == 1 else ""
        return Content.styled(f"{text[: width - 1].rjust(width - 1)} ", "dim")

    def _cell(self, row: int, column: int, width: int) -> Content:
        at = (row, column)
        text = self.shown.cells.get(at, EMPTY)
        if at != (self.row, self.column):
            sign, style = SIGNS.get(self.shown.remarks.get(at, ""), ("", ""))
            style = style or ("dim" if text in (EMPTY, NOT_APPLICABLE) else "")
            if text.endswith(THEIRS):
                text, sign, style = text[: -len(THEIRS)], THEIRS, "bold $primary"
            if at in self.shown.marked:
                sign, style = "", self.shown.marked[at]
            return Content.styled(text[: width - 1].rjust(width - 1) + (sign or " "), style)
        inside = plain(self.typed or text)[-(width - 2) :].rjust(min(width - 2, 4))
        return Content(" " * (width - 2 - len(inside))) + Content.styled(
            f"[{inside}]", "reverse bold"
        )
