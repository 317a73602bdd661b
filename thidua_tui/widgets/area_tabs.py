"""The areas of a long list as tabs, on as many lines as they take; a click goes to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.message import Message

from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.text_block import TextBlock


class Tab(NamedTuple):
    """A tab on the screen: its line, its first cell, and its text."""

    y: int
    x: int
    text: str


class AreaTabs(TextBlock):
    """The tabs, the chosen one in reverse."""

    DEFAULT_CSS = "AreaTabs { height: auto; padding: 0 1; }"

    class Picked(Message):
        """A tab was clicked: its index."""

        def __init__(self, tabs: AreaTabs, at: int) -> None:
            super().__init__()
            self.tabs, self.at = tabs, at

        @property
        def control(self) -> AreaTabs:
            """The tabs, for `@on(AreaTabs.Picked, selector)`."""
            return self.tabs

    def __init__(self, *, id: str) -> None:  # noqa: A002 (as Textual names it)
        super().__init__(id=id)
        self.tabs: Sequence[Tab] = ()

    def list_across(self, names: Sequence[str], chosen: int, width: int) -> None:
        """Show these names, broken into lines where they do not fit in `width` cells."""
        self.tabs = [*_placed(names, width)]
        lines = [Content("")]
        for at, tab in enumerate(self.tabs):
            if tab.y == len(lines):
                lines.append(Content(""))
            style = "bold reverse" if at == chosen else "$secondary"
            lines[-1] = lines[-1].pad_right(tab.x - lines[-1].cell_length)
            lines[-1] += Content.styled(tab.text, style)
        if self.styles.height is None or self.styles.height.value != len(lines):
            self.styles.height = len(lines)  # known before the text is drawn: nothing moves later
        self.show(Content("\n").join(lines))

    def on_click(self, event: Click) -> None:
        """Go to the tab that was clicked."""
        offset = event.get_content_offset(self)
        for at, tab in enumerate(self.tabs):
            if offset and offset.y == tab.y and 0 <= offset.x - tab.x < len(tab.text):
                self.post_message(self.Picked(self, at))

    def jumps(self) -> Iterator[Target]:
        """Yield the tabs."""
        area = self.content_region
        for at, tab in enumerate(self.tabs):
            go = partial(self.post_message, self.Picked(self, at))
            yield Target(area.x + tab.x, area.y + tab.y, go)


def _placed(names: Sequence[str], width: int) -> Iterator[Tab]:
    y = x = 0
    for name in names:
        text = f" {name} "
        if x and x + len(text) > width:
            y, x = y + 1, 0
        yield Tab(y, x, text)
        x += len(text)
