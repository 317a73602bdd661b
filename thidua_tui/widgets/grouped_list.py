"""A `VirtualList` whose items have headings and may take several lines.

The list scrolls by items, not by lines: the item at the top of the window is known, and only what
is in the window is asked for its group and its text. So a hundred thousand items in groups of
unknown size cost as much as ten. The first line of the window is the heading of its first item.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from rich.segment import Segment
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Size
from textual.strip import Strip

from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.virtual_list import MARK, NO_MARK, Provider, VirtualList

HEADING = -1
"""The number of a heading among the lines of its item."""


def ruled(name: Content, note: str, width: int, *, wrapped: bool = False) -> Content:
    """Return a heading: a name, a rule, a note at the right.

    Args:
        name: The name; a longer name is cut, or goes on in more lines.
        note: The note.
        width: The cells of a line.
        wrapped: Whether a name too long goes on in more lines.
    """
    room = max(1, width - len(note) - 8)
    lines = name.wrap(room) if wrapped else [name.truncate(room, ellipsis=True)]
    *first, last = lines
    rule = "─" * max(1, room + 1 - last.cell_length)
    above = [Content.assemble("   ", line) for line in first]
    bar = Content.styled("── " if not first else "   ", "$frame")
    end = Content.assemble((f" {rule} ", "$frame"), (note, "$secondary"), (" ─", "$frame"))
    return Content("\n").join([*above, bar + last + end])


MARKS = ("strike", "underline")
"""Styles that are more than a colour."""


class Part(NamedTuple):
    """A line of the window: the item it belongs to, its number among the item's lines, its text."""

    at: int
    nth: int
    text: Content


class GroupedList(VirtualList):
    """Items under headings.

    Args:
        provider: (index of the item, cells it may take) -> the item, its lines parted by newlines.
        group: Index of an item -> its group; items next to each other of equal groups share one
            heading.
        heading: (index of an item, cells it may take) -> the heading of its group.
        wrapped: Whether items may have several lines; otherwise each is cut after its first line.
    """

    DEFAULT_CSS = """
    GroupedList { scrollbar-gutter: stable; }
    """

    def __init__(
        self,
        provider: Provider,
        group: Callable[[int], Hashable],
        heading: Provider,
        *,
        name: str | None = None,
        wrapped: bool = False,
    ) -> None:
        super().__init__(provider, name=name)
        self.group, self.heading, self.wrapped = group, heading, wrapped
        self._blocks: dict[int, Sequence[Content]] = {}
        self._blocks_room = 0
        self._centred: int | None = None
        self._drawn: tuple[tuple[int, Size], tuple[Part, ...]] | None = None

    def show(self, count: int, cursor: int | None = None) -> None:
        """Have so many items, the cursor at the given item or where it was."""
        self._blocks, self._drawn = {}, None
        super().show(count, cursor)

    def parts(self) -> tuple[Part, ...]:
        """Return the lines of the window, from the top."""
        key = (self.scroll_offset.y, self.scrollable_content_region.size)
        if self._drawn is None or self._drawn[0] != key:
            top, size = key
            self._drawn = key, tuple(islice(self._parts_from(top, size.width), size.height))
        return self._drawn[1]

    def _parts_from(self, top: int, width: int) -> Iterator[Part]:
        for at in range(top, self.count):
            if at == top or self.group(at) != self.group(at - 1):
                for text in self._heading(at, width):
                    yield Part(at, HEADING, text)
            for nth, text in enumerate(self._block(at, width - 1)):
                yield Part(at, nth, text)

    def _heading(self, at: int, width: int) -> Sequence[Content]:
        heading = self.heading(at, width)
        return heading.split("\n") if self.wrapped else (heading,)

    def _block(self, at: int, room: int) -> Sequence[Content]:
        """Return the lines of an item; kept only where their number must be known to scroll."""
        if not self.wrapped:
            return (self.provider(at, room),)
        if room != self._blocks_room:
            self._blocks, self._blocks_room = {}, room
        if at not in self._blocks:
            self._blocks[at] = self.provider(at, room).split("\n", allow_blank=True)
        return self._blocks[at]

    def _height(self, at: int) -> int:
        if not self.wrapped:
            return 1
        return len(self._block(at, self.scrollable_content_region.width - 1))

    def _top_for(self, last: int) -> int:
        """Return the first item of a window that ends with this item, as full as can be."""
        room = self.scrollable_content_region.height - self._height(last)
        above = self._heading_height(last)
        top = last
        while top > 0:
            if self.group(top - 1) != self.group(top):
                room -= above
                above = self._heading_height(top - 1)
            room -= self._height(top - 1)
            if room < above:
                break
            top -= 1
        return top

    def _heading_height(self, at: int) -> int:
        return len(self._heading(at, self.scrollable_content_region.width)) if self.wrapped else 1

    def watch_cursor(self, was: int, now: int) -> None:
        """Keep the cursor visible and post `Moved`; only the old and the new item are redrawn."""
        self._into_view()
        top = self.scroll_offset.y
        for y, part in enumerate(self.parts()):
            if part.at in (was, now) and part.nth != HEADING:
                self.refresh_line(top + y)
        self.post_message(self.Moved())

    def _into_view(self) -> None:
        if not self.count or not self.scrollable_content_region.height:
            return
        least, most = self._top_for(self.cursor), self._top_for(self.count - 1)
        top = min(max(self.scroll_offset.y, least), self.cursor, most)
        if top != self.scroll_offset.y:
            self._scroll(top)

    def _scroll(self, top: int) -> None:
        """Show the items from one on, also before the layout in which the scrollbar appears."""
        self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self.vertical_scrollbar.position = self.scroll_offset.y  # one that is not shown yet

    def centre(self) -> None:
        """Scroll so that the item under the cursor is in the middle, as far as can be.

        It stays there when the list gets another height, until the cursor moves.
        """
        self._centred, height = self.cursor, self.scrollable_content_region.height
        self._scroll(max(0, self.cursor - height // 2))
        self._into_view()

    def on_resize(self, _: Resize) -> None:
        """Keep the item in the middle that was put there; the handler of the base follows."""
        if self._centred == self.cursor:
            self._measure()
            self.centre()

    def _measure(self) -> None:
        """Be as long as the items above the last window and that window; without items above, 0.

        Exactly the size of the window would leave the scrollbar of a longer list.
        """
        region = self.scrollable_content_region
        above = self._top_for(self.count - 1) if self.count and region.height else 0
        self.virtual_size = Size(region.width, above + region.height if above else 0)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        parts, width = self.parts(), self.scrollable_content_region.width
        if y >= len(parts):
            return Strip.blank(width, self.rich_style)
        at, nth, text = parts[y]
        if nth == HEADING:
            style, line = self.visual_style, text
        else:
            chosen = self.under_cursor(at)
            style = self.get_visual_style("lines--cursor") if chosen else self.visual_style
            text = _marks(text) if chosen and self.has_focus else text
            line = Content(MARK if chosen and not nth else NO_MARK) + text
        pieces = line.truncate(width, ellipsis=True, pad=True).render(style, "", self._style)
        return Strip([Segment(text, (style + own).rich_style) for text, own in pieces], width)

    def jumps(self) -> Iterator[Target]:
        """Yield the visible items."""
        area = self.content_region
        for y, (at, nth, _) in enumerate(self.parts()):
            if not nth:
                yield Target(area.x - 1, area.y + y, partial(self._move_cursor, at))

    def action_leaf(self, pages: int) -> None:
        """Move the cursor by the items that the window shows whole, but one."""
        seen = {part.at for part in self.parts()}
        self.action_step(pages * max(1, len(seen) - 2))

    def on_click(self, event: Click) -> None:
        """Put the cursor on the item; on that below a heading; a second click opens it."""
        event.prevent_default()  # the list without headings would take the line for an item
        parts = self.parts()
        if 0 <= event.y < len(parts):
            part = parts[int(event.y)]
            if part.nth == HEADING:
                self._move_cursor(part.at)
                return
            super().on_click(_moved(event, part.at - self.scroll_offset.y))


def _marks(text: Content) -> Content:
    """Return the text of the cursor's line: struck or lit, but in the colour of the cursor.

    It is drawn for each key, and a change of colour is as long as ten letters over a slow line.
    """
    kept = [span for span in text.spans if any(mark in str(span.style) for mark in MARKS)]
    return Content(text.plain, spans=kept)


def _moved(event: Click, y: int) -> Click:
    """Return a click on another line."""
    return Click(
        event.widget,
        int(event.x),
        y,
        int(event.delta_x),
        int(event.delta_y),
        event.button,
        event.shift,
        event.meta,
        event.ctrl,
        int(event.screen_x),
        int(event.screen_y),
        event.style,
        chain=event.chain,
    )
