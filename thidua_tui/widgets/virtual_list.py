"""Lines with a cursor, drawn as they are looked at: a hundred thousand cost as much as ten.

DataTable takes 78 µs for every row before it shows the first; this widget asks for the rows that
are on the screen and for no others. The cursor is a mark in the first column as well as a colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from thidua_tui.widgets.jump_targets import Target

Provider = Callable[[int, int], Content]
"""(index of the item, cells it may take) -> the item: one line, or several parted by newlines."""
T = TypeVar("T")
MARK, NO_MARK = "▸", " "


class VirtualList(ScrollView, can_focus=True, inherit_bindings=False):
    """So many lines, each made by the provider when it is shown."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor"}
    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .lines--cursor { text-style: bold; }
        &:focus > .lines--cursor {
            text-style: bold;
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)"),
        Binding("down", "step(1)"),
        Binding("pageup", "leaf(-1)"),
        Binding("pagedown", "leaf(1)"),
        Binding("home", "step(-1000000000)"),
        Binding("end", "step(1000000000)"),
    ]

    cursor = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor moved to another line."""

    class Chosen(Message):
        """The line under the cursor was clicked again."""

    class Clicked(Message):
        """A line was clicked, and the cursor is on it."""

    def __init__(
        self, provider: Provider, *, name: str | None = None, cursor: bool = True, tall: int = 1
    ) -> None:
        super().__init__(id=name)
        self.provider, self.count, self.has_cursor, self.tall = provider, 0, cursor, tall
        self._clicked = -1

    def show(self, count: int, cursor: int | None = None) -> None:
        """Have so many lines, the cursor at the given line or where it was."""
        if count != self.count:
            self.forget_click()
        self.count = count
        self.cursor = self.validate_cursor(self.cursor if cursor is None else cursor)
        self._measure()
        self._into_view()
        self.refresh()

    def forget_click(self) -> None:
        """Have the next click select, for other lines are there now."""
        self._clicked = -1

    @property
    def chosen(self) -> int | None:
        """Return the index of the line under the cursor, if any."""
        return self.cursor if self.has_cursor and self.count else None

    def pick(self, rows: Sequence[T]) -> T | None:
        """Return the one of these rows that the line under the cursor shows, if any."""
        at = self.chosen
        return rows[at] if at is not None and at < len(rows) else None

    def under_cursor(self, at: int) -> bool:
        """Whether the cursor is on a line."""
        return self.has_cursor and at == self.cursor

    def readable(self, at: int, line: Content) -> Content:
        """Return the line without its colours while the cursor's own colour is under it."""
        return Content(line.plain) if self.has_focus and self.under_cursor(at) else line

    def validate_cursor(self, cursor: int) -> int:
        """Stay within the lines."""
        return max(0, min(self.count - 1, cursor))

    def watch_cursor(self, was: int, now: int) -> None:
        """Keep the cursor visible and post `Moved`; only the old and the new line are redrawn.

        Over a slow line the rest would cost five times as much; scrolling repaints by itself.
        """
        self._into_view()
        for at in (was, now):
            self.refresh_lines(at * self.tall, self.tall)
        self.post_message(self.Moved())

    def _into_view(self) -> None:
        region = Region(0, self.cursor * self.tall, 1, self.tall)
        self.scroll_to_region(region, animate=False, immediate=True)

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, self.count * self.tall)

    def on_resize(self, _: Resize) -> None:
        """The lines are as wide as the widget."""
        self._measure()
        self._into_view()

    def refresh_cells(self, line: int, start: int, end: int) -> None:
        """Redraw the cells of a line from `start` to before `end`, where it is on the screen."""
        y = line - self.scroll_offset.y
        if 0 <= y < self.scrollable_content_region.height:
            gutter = self.gutter
            self.refresh(Region(gutter.left + start, gutter.top + y, end - start, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        at, part = divmod(y + self.scroll_offset.y, self.tall)
        if at >= self.count:
            return Strip.blank(width, self.rich_style)
        chosen = self.under_cursor(at)
        style = self.get_visual_style("lines--cursor") if chosen else self.visual_style
        room = width - 1 if self.has_cursor else width
        parts = self.provider(at, room).split("\n", allow_blank=True)
        line = parts[part] if part < len(parts) else Content("")
        line = line.truncate(room, ellipsis=True, pad=True)
        mark = (MARK if at == self.cursor and not part else NO_MARK) if self.has_cursor else ""
        pieces = (Content(mark) + line).render(style, "", self._style)
        return Strip([Segment(text, (style + own).rich_style) for text, own in pieces], width)

    def _style(self, style: Style | str) -> Style:
        """Read a style that names colours of the theme."""
        if isinstance(style, Style):
            return style
        return Style.parse(style, self.app.theme_variables)

    def jumps(self) -> Iterator[Target]:
        """Yield the visible lines, if lines can be chosen."""
        area, top = self.content_region, self.scroll_offset.y
        for at in range(-(-top // self.tall), self.count if self.has_cursor else 0):
            y = at * self.tall - top
            if y >= area.height:
                return
            yield Target(area.x - 1, area.y + y, partial(self._move_cursor, at))

    def _move_cursor(self, at: int) -> None:
        if self.can_focus:
            self.focus()
        self.cursor = at

    def action_step(self, lines: int) -> None:
        """Move the cursor."""
        if self.has_cursor:
            self.cursor += lines
        else:
            self.scroll_relative(y=lines, animate=False)

    def action_leaf(self, pages: int) -> None:
        """Move the cursor by what is on the screen."""
        self.action_step(pages * max(1, self.scrollable_content_region.height // self.tall - 1))

    def on_click(self, event: Click) -> None:
        """Put the cursor on the line; a second click opens it."""
        at = (event.y + self.scroll_offset.y) // self.tall
        if self.has_cursor and at < self.count:
            again = at == self.cursor == self._clicked
            self.cursor = self._clicked = at
            if again:
                self.post_message(self.Chosen())
            self.post_message(self.Clicked())

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        event.prevent_default()  # or Textual would scroll by two lines more
        self.scroll_relative(y=-3, animate=False)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        event.prevent_default()
        self.scroll_relative(y=3, animate=False)
