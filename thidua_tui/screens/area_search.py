"""A searched list divided into areas: a digit, Tab or an arrow goes to one, letters search as ever.

`SearchInAreas` is mixed into the list of acts and the list of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static

from thidua_tui.screens.search_items import Item, item_at, title_of
from thidua_tui.screens.search_list import Seek
from thidua_tui.widgets.area_tabs import AreaTabs
from thidua_tui.widgets.field_editors import OneLine


class Area(NamedTuple):
    """An area of the list: its name, and the titles of its groups."""

    name: str
    titles: tuple[str, ...]


class AreaLine(OneLine):
    """The line that is typed in; while it is empty, arrows and Tab go from area to area."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "", show=False),
        Binding("left", "turn(-1)", "", show=False),
    ]

    class Turned(Message):
        """Another area is asked for."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def action_turn(self, step: int) -> None:
        """Ask for the next area or the one before; in a text, move the cursor."""
        if not self.value:
            self.post_message(self.Turned(step))
        elif step > 0:
            self.action_cursor_right()
        else:
            self.action_cursor_left()


class SearchInAreas(Seek):
    """The list with a line of areas; `recent` are the codes of the items used last."""

    areas: Sequence[Area] = ()
    recent: Sequence[Item] = ()
    recent_title = ""
    sought = ""

    def divided(
        self, areas: Iterable[Area], recent: Iterable[str] = (), recent_title: str = ""
    ) -> None:
        """Divide the list into areas; the items used last come before all."""
        self.areas, self.recent_title = tuple(areas), recent_title
        by_code = {item.code: item for item in self.items if title_of(item, self.scope)}
        used = (by_code.get(code) for code in recent)
        self.recent = [item for item in used if item and not item.off]

    def parts(self) -> ComposeResult:
        """Return the line, the areas, what fits, more of the marked one."""
        self.entry = AreaLine(placeholder=self.words("seek.type"))
        yield self.entry
        yield AreaTabs(id="areas")
        yield self.lines
        yield Static(id="seek-more")

    def seek(self, marked: Item | None = None) -> None:
        """Search again, and remember for what."""
        self.sought = self.entry.value.strip()
        super().seek(marked)

    def _sought(self, query: str) -> tuple[list[Item | str], bool]:
        shown, sure = super()._sought(query)
        if not query and self.scope and self.recent:
            shown = [self.recent_title, *self.recent, *shown]
        return shown, sure

    def more(self) -> None:
        """Show more of the marked item, and in which area it is."""
        super().more()
        self.list_areas()

    def on_resize(self, _: Resize) -> None:
        """Break the line of areas again."""
        self.call_after_refresh(self.list_areas)

    def list_areas(self) -> None:
        """Show the areas with their digits; that of the marked item is marked."""
        tabs = self.query_one(AreaTabs)
        tabs.display = bool(self.scope)
        names = [f"{digit} {area.name}" for digit, area in enumerate(self.areas, 1)]
        if width := tabs.content_size.width:
            tabs.list_across(names, self._area(), width)

    def _area(self) -> int:
        """Return the index of the area of the marked item; -1 for none."""
        marked = self.chosen()
        title = title_of(marked, self.scope) if marked else ""
        return next((at for at, area in enumerate(self.areas) if title in area.titles), -1)

    def typed(self, query: str) -> None:
        """Go to the area of a digit; else search for what was typed."""
        if self.scope and query.isdecimal() and 0 < int(query) <= len(self.areas):
            self.go_to(int(query) - 1)
        elif query != self.sought:  # `go_to` empties the line, and has searched already
            super().typed(query)

    def on_area_line_turned(self, message: AreaLine.Turned) -> None:
        """Go to the next area or the one before."""
        message.stop()
        self._turn(message.step)

    def on_area_tabs_picked(self, message: AreaTabs.Picked) -> None:
        """Go to the area that was clicked."""
        message.stop()
        self.go_to(message.at)

    async def do_next_area(self) -> None:
        """Go to the next area."""
        self._turn(1)

    async def do_last_area(self) -> None:
        """Go to the area before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self.scope and self.areas:
            at = self._area() + step if self._area() >= 0 else min(0, step)
            self.go_to(at % len(self.areas))

    def go_to(self, at: int) -> None:
        """Mark the first item of an area that is not off, its title at the top of the list."""
        self.entry.value = ""
        self.seek()
        titles = self.areas[at].titles
        there = [n for n, line in enumerate(self.shown) if self._is_in(line, titles, n)]
        if there:
            on = (n for n in there if (item := item_at(self.shown[n])) and not item.off)
            self.lines.scroll_to(y=there[0] - 1, animate=False, immediate=True)
            self.lines.cursor = next(on, there[0])

    def _is_in(self, line: Item | str, titles: Sequence[str], at: int) -> bool:
        """Whether a line is an item of an area, in its own group."""
        item, repeated = item_at(line), len(self.recent)
        return item is not None and at > repeated and title_of(item, self.scope) in titles
