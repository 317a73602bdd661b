"""A table with a cursor of row and column, drawn as it is looked at, under a fixed head.

The rows are those of `VirtualList`: only what is on the screen is made. A key that moves the cursor
redraws two rows; one that moves the column redraws a row and the head.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from thidua_tui.widgets.column_widths import GAP, fitted, in_sight, scrolled_to
from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.virtual_list import MARK, NO_MARK, VirtualList


class Head(NamedTuple):
    """The head of a column: text, cells that its content needs, a width that somebody gave it."""

    text: str
    needs: int
    given: int = 0
    right: bool = False


CellProvider = Callable[[int, int], Content]
"""(row, column) -> the whole content of a cell."""
NO_HEADS: Sequence[Head] = ()


class RowTable(VirtualList, inherit_bindings=False):
    """Rows and columns; the pinned columns stay in sight when the others are scrolled."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--odd"}
    DEFAULT_CSS = "RowTable > .table--odd { background: $stripe; }"
    BINDINGS: ClassVar[list[BindingType]] = VirtualList.BINDINGS

    column = reactive(0, repaint=False)

    class Turned(Message):
        """Another column is under the cursor, or other columns are in sight."""

    class Sorted(Message):
        """The head of a column was clicked."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self, cell: CellProvider, *, name: str | None = None) -> None:
        super().__init__(lambda _at, _width: Content(""), name=name)
        self.cell = cell
        self.heads: Sequence[Head] = NO_HEADS
        self.widths: Sequence[int] = ()
        self.pinned, self.left = 1, 0
        self.shown: Sequence[int] = ()

    def show_table(self, heads: Sequence[Head], rows: int, *, pinned: int, tall: int) -> None:
        """Have these columns, and so many rows, each of `tall` lines."""
        self.heads, self.pinned, self.tall = heads, pinned, tall
        self.column = self.validate_column(self.column)
        self._arrange()
        self.show(rows)

    def validate_column(self, column: int) -> int:
        """Stay within the columns."""
        return max(0, min(len(self.heads) - 1, column))

    def watch_column(self) -> None:
        """Keep the column in sight; the row under the cursor and the head show it."""
        before = self.shown
        self._arrange()
        if before == self.shown:
            self.refresh_lines(self.cursor * self.tall, self.tall)
        else:
            self.refresh()
        self.post_message(self.Turned())

    @property
    def room(self) -> int:
        """Return the cells that columns may take."""
        return max(1, self.scrollable_content_region.width - 1)

    def _arrange(self) -> None:
        natural, given = [head.needs for head in self.heads], [head.given for head in self.heads]
        self.widths = fitted(natural, given, self.room)
        pinned = min(self.pinned, max(0, len(self.heads) - 1))
        while pinned and sum(self.widths[:pinned]) + GAP * pinned > self.room // 2:
            pinned -= 1  # what stays in sight must leave room for the rest
        self.left = scrolled_to(self.widths, pinned, self.left, self.column, self.room)
        self.shown = in_sight(self.widths, pinned, self.left, self.room)

    def on_resize(self, _: Resize) -> None:
        """Fit the columns to the new width."""
        self._arrange()
        self.refresh()
        self.post_message(self.Turned())

    def spans(self) -> Iterator[tuple[int, int, int]]:
        """Yield each column in sight with its first cell and its width, behind the mark."""
        x = 1
        for at in self.shown:
            width = max(1, min(self.widths[at], self.room + 1 - x))
            yield at, x, width
            x += width + GAP

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        at, part = divmod(y + self.scroll_offset.y, self.tall)
        if at >= self.count:
            return Strip.blank(width, self.rich_style)
        here = self.under_cursor(at)
        component = "lines--cursor" if here else "table--odd" if at % 2 else ""
        style = self.get_visual_style(component) if component else self.visual_style
        line = Content(MARK if here and not part else NO_MARK)
        for column, x, wide in self.spans():
            line = line.pad_right(x - line.cell_length) + self._part(at, column, wide, part, here)
        line = line.truncate(width, pad=True)
        pieces = line.render(style, "", self._style)
        return Strip([Segment(text, (style + own).rich_style) for text, own in pieces], width)

    def _part(self, row: int, column: int, width: int, part: int, here: bool) -> Content:
        """Return a line of a cell, exactly as wide as its column."""
        text = self.cell(row, column)
        if self.tall > 1 and (text.cell_length > width or "\n" in text.plain):
            lines = text.wrap(width)
            rest = lines[self.tall - 1 :]
            last = part == self.tall - 1 and len(rest) > 1
            text = Content(" ").join(rest) if last else lines[part] if part < len(lines) else NONE
        elif part:
            text = NONE
        if self.heads[column].right and text.cell_length < width:
            text = text.pad_left(width - text.cell_length)
        text = text.truncate(width, ellipsis=True, pad=True)
        if here and column == self.column and (not part or text.plain.strip()):
            text = Content.styled(text.plain, HERE)
        return text

    def on_click(self, event: Click) -> None:
        """Put the cursor on the column; the list does the same with the row."""
        if (column := self.column_at(event.x)) is not None:
            self.column = column

    def column_at(self, x: int) -> int | None:
        """Return the column at a cell of the line."""
        x -= self.gutter.left
        return next(
            (at for at, left, width in self.spans() if left <= x < left + width + GAP), None
        )


NONE = Content("")
HERE = "bold reverse"
"""The cell under the cursor."""


class TableHead(Widget):
    """The heads of the columns in sight of a table; a click sorts by one."""

    DEFAULT_CSS = """
    TableHead { height: 1; color: $secondary; background: $panel; text-style: bold; }
    """

    def __init__(self, table: RowTable) -> None:
        super().__init__()
        self.table = table

    def render(self) -> Content:
        """Draw the heads above their columns, with a sign where columns are out of sight."""
        table, line = self.table, Content("")
        for at, x, width in table.spans():
            head = Content(table.heads[at].text).truncate(width, ellipsis=True)
            if table.heads[at].right:
                head = head.pad_left(width - head.cell_length)
            style = "underline $frame-focus" if at == table.column else ""
            line = line.pad_right(x - line.cell_length) + head.stylize(style)
        beyond = bool(table.shown) and table.shown[-1] < len(table.heads) - 1
        if [*table.shown] != [*range(len(table.shown))]:
            line = Content("‹") + line[1:]
        room = self.content_size.width
        return line.truncate(room - 1, pad=True) + Content("›" if beyond else " ")

    def on_click(self, event: Click) -> None:
        """Sort by the column that was clicked."""
        event.stop()
        if (column := self.table.column_at(event.x)) is not None:
            self.table.column = column
            self.table.post_message(RowTable.Sorted(column))

    def jumps(self) -> Iterator[Target]:
        """Yield the heads, which sort."""
        area = self.content_region
        for at, x, _ in self.table.spans():
            yield Target(area.x + x - 1, area.y, partial(self._sort, at))

    def _sort(self, column: int) -> None:
        self.table.column = column
        self.table.post_message(RowTable.Sorted(column))
