"""A table of scores with a cell cursor: units stay at the left, totals and places at the right.

Only what is in sight is drawn, line by line; a key draws again the lines that it changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from rich.cells import set_cell_size
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from events.text import plain
from thidua_tui.forms.grid_content import GridContent
from thidua_tui.widgets.grid_cells import HEADS, STRIPE, Run, cell_runs, fit_text
from thidua_tui.widgets.grid_layout import PLACE, TOTAL, GridLayout, across, down, grown, laid_out
from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.run_lines import RunLines


class Sight(NamedTuple):
    """What is drawn: the layout, and the columns and the rows in sight."""

    layout: GridLayout
    across: range
    down: range


class Grid(RunLines):
    """Units down, criteria across; as many of both as fit, with the cursor among them."""

    class Picked(Message):
        """A cell was gone to from afar, so many down and to the right of where the cursor is."""

        def __init__(self, down: int, right: int) -> None:
            super().__init__()
            self.down, self.right = down, right

    def __init__(self) -> None:
        super().__init__()
        self.shown = GridContent(head=("", "", "", "", ""))
        self.row = self.column = 0
        self.first = (0, 0)
        """The first row and column in sight."""
        self.typed = ""
        self._laid: GridLayout | None = None

    @property
    def head(self) -> int:
        """How many lines are above the rows: of groups, of codes, of maxima."""
        return 3 if self.shown.groups else 2

    def show(self, shown: GridContent) -> None:
        """Have this content; the cursor stays where it is, if it can."""
        self.shown, self._laid = shown, None
        self.move(0, 0)
        self.refresh()

    def changed(self, rows: Iterable[int], columns: Iterable[int]) -> None:
        """Draw again these rows and the sums: their texts are others now, in these columns."""
        if self._laid and grown(self.shown, self._laid.widths, columns):
            self.show(self.shown)
        else:
            self.refresh_lines_of({*rows}, sums=True)

    def move(self, down: int, right: int) -> None:
        """Move the cursor, as far as there are cells; only what changed is drawn again."""
        was, before = self.row, self.first
        self.row = max(0, min(self.row + down, len(self.shown.rows) - 1))
        self.column = max(0, min(self.column + right, len(self.shown.columns) - 1))
        self._in_sight()
        if before != self.first or not self.size:
            self.refresh()
            return
        self.refresh_lines_of({was, self.row}, head=bool(right or was != self.row))

    def refresh_lines_of(self, rows: set[int], *, head: bool = False, sums: bool = False) -> None:
        """Draw again the lines of rows, of the head, and of the sums."""
        sight = self._in_sight()
        left, top, width = self.gutter.left, self.gutter.top, self.content_region.width
        tall = sight.layout.tall
        regions = [
            Region(left, top + self.head + (row - sight.down.start) * tall, width, tall)
            for row in rows
            if row in sight.down
        ]
        if head or (sums and self.shown.groups):
            regions.append(Region(left, top, width, self.head))
        if sums:
            regions.append(Region(left, top + self.head + len(sight.down) * tall, width, 1))
        self.refresh(*regions)

    def type(self, text: str) -> None:
        """Show in the cell what is being typed."""
        if text != self.typed:
            self.typed = text
            self.refresh_lines_of({self.row})

    def on_resize(self, _: Resize) -> None:
        """Lay the cells out again."""
        self._laid = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        sight = self._in_sight()
        below = y - self.head
        row, part = divmod(below, sight.layout.tall)
        row += sight.down.start
        if below < 0:
            runs, over = [*self._head(y - self.head + 2, sight)], HEADS
        elif row in sight.down:
            runs, over = [*self._line(row, part, sight)], STRIPE if row % 2 else ""
        elif row == sight.down.stop and not part and self.shown.sums:
            runs, over = [*self._sums(sight)], HEADS
        else:
            runs, over = [], ""
        return self.strip(runs, over)

    def jumps(self) -> Iterator[Target]:
        """The cells in sight."""
        if not self.shown.columns:
            return
        sight = self._in_sight()
        area = self.content_region
        for y, row in enumerate(sight.down):
            for column, x, _ in self._spans(sight):
                picked = self.Picked(row - self.row, column - self.column)
                top = area.y + self.head + y * sight.layout.tall
                yield Target(area.x + x + 1, top, partial(self.post_message, picked))

    def on_click(self, event: Click) -> None:
        """Go to the cell that was clicked."""
        sight = self._in_sight()
        x, y = event.x - self.gutter.left, event.y - self.gutter.top - self.head
        row = self.first[0] + y // sight.layout.tall
        for column, left, width in self._spans(sight):
            if left <= x < left + width and y >= 0 and row in sight.down:
                self.post_message(self.Picked(row - self.row, column - self.column))

    def _in_sight(self) -> Sight:
        """Return the layout, and the rows and columns that are drawn; the cursor is among them."""
        width, height = self.size.width, self.size.height - self.head - bool(self.shown.sums)
        if self._laid is None:
            self._laid = laid_out(self.shown, width, height)
        laid, (row, column) = self._laid, self.first
        room = width - laid.name - TOTAL - PLACE - 2
        columns = across(laid.widths, column, self.column, room)
        rows = down(len(self.shown.rows), row, self.row, height // laid.tall)
        self.first = (rows.start, columns.start)
        return Sight(laid, columns, rows)

    def _spans(self, sight: Sight) -> Iterator[tuple[int, int, int]]:
        """Yield each column in sight with its first cell and its width."""
        x = sight.layout.name + 1
        for column in sight.across:
            yield column, x, sight.layout.widths[column]
            x += sight.layout.widths[column]

    def _head(self, line: int, sight: Sight) -> Iterator[Run]:
        """Yield a line of the head: -1 the groups, 0 the codes, 1 the maxima."""
        unit, maximum, total, place = self.shown.head[:4]
        columns = sight.across
        yield set_cell_size((unit, maximum, "")[line], sight.layout.name), ""
        more = columns and columns[0] > 0 and line == 0
        yield "‹" if more else " ", ""
        if line < 0:
            yield from self._group_line(sight)
            return
        for at, _, wide in self._spans(sight):
            here = "underline $primary" if at == self.column and not line else ""
            text = plain(self.shown.columns[at][line]).rjust(wide - 1)[: wide - 1]
            yield text, here
            yield " ", ""
        beyond = columns and columns[-1] < len(self.shown.columns) - 1 and line == 0
        yield "›" if beyond else " ", ""
        yield f"{total:>{TOTAL - 1}}{place:>{PLACE}}" if line == 0 else "", ""

    def _group_line(self, sight: Sight) -> Iterator[Run]:
        """Yield the groups over the columns in sight, with their points in the cursor's row."""
        spans = {column: (x, wide) for column, x, wide in self._spans(sight)}
        groups = {at: group for group in self.shown.groups for at in range(*_ends(group))}
        at = sight.across.start
        while at in spans:
            group = groups.get(at)
            end = min(group.last + 1, sight.across.stop) if group else at + 1
            width = sum(spans[column][1] for column in range(at, end))
            text = self.shown.group_text(self.row, group) if group else ""
            here = group is not None and group.first <= self.column <= group.last
            if len(text) > width - 2:
                text = text.partition("/")[0]  # without the maximum, then without the points
            if group and len(text) > width - 2:
                text = group.code
            text = set_cell_size(f"┌{plain(text)}" if group else "", width - 1)
            yield text.rstrip().ljust(width - 1, "─" if group else " "), "$primary" if here else ""
            yield " ", ""
            at = end

    def _line(self, row: int, part: int, sight: Sight) -> Iterator[Run]:
        """Yield a line of a row: of its first the cells, of its second what follows from them."""
        here, names = row == self.row, sight.layout.names[row]
        name = names[part] if part < len(names) else ""
        yield fit_text(name, sight.layout.name - 1) + " ", "bold" if here else ""
        yield "▸" if here and not part else " ", ""
        for column, _, wide in self._spans(sight):
            yield from (self._below if part else self._cell)(row, column, wide, part)
        if not part:
            total, place = self.shown.totals.get(row, ""), self.shown.places.get(row, "")
            style = "bold $warning" if row in self.shown.moved else "bold"
            yield f" {total:>{TOTAL - 1}}{place:>{PLACE}}", style

    def _sums(self, sight: Sight) -> Iterator[Run]:
        yield fit_text(self.shown.head[4], sight.layout.name) + " ", ""
        for column, _, wide in self._spans(sight):
            text = self.shown.sums.get(column, "")
            yield f"{text[: wide - 1]:>{wide - 1}} ", ""

    def _below(self, row: int, column: int, width: int, part: int) -> Iterator[Run]:
        text = self.shown.below.get((row, column), "") if part == 1 else ""
        yield f"{text[: width - 1]:>{width - 1}} ", "dim"

    def _cell(self, row: int, column: int, width: int, _part: int) -> Iterator[Run]:
        here = (row, column) == (self.row, self.column)
        yield from cell_runs(self.shown, (row, column), width, self.typed if here else None)


def _ends(group: tuple[object, object, int, int]) -> tuple[int, int]:
    return group[2], group[3] + 1
