"""The stages of scoring as tabs: the one that is typed into is unmistakable; a click changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget


class StageTab(NamedTuple):
    """A stage: its name in the program, its label, how many cells are filled of how many."""

    name: str
    label: str
    filled: int
    cells: int


class StageTabs(Widget):
    """The tabs, in the order of the stages."""

    DEFAULT_CSS = "StageTabs { height: 1; width: 1fr; padding: 0 1; }"
    tabs: Sequence[StageTab] = ()
    chosen = ""
    hint = ""

    class Picked(Message):
        """The tab of a stage was clicked."""

        def __init__(self, stage: str) -> None:
            super().__init__()
            self.stage = stage

    def show(self, tabs: Sequence[StageTab], chosen: str, hint: str) -> None:
        """Have these tabs, and a hint behind them."""
        self.tabs, self.chosen, self.hint = tabs, chosen, hint
        self.refresh()

    def render(self) -> Content:
        """Draw the tabs, the chosen one in reverse."""
        line = Content("")
        for tab, x, text in self._placed():
            here = tab.name == self.chosen
            style = "bold reverse $primary" if here else "$secondary"
            line = line.pad_right(x - line.cell_length) + Content.styled(text, style)
        return line + Content.styled(f"  {self.hint}", "dim")

    def _placed(self) -> Iterator[tuple[StageTab, int, str]]:
        x = 0
        for tab in self.tabs:
            count = f" {tab.filled}/{tab.cells}" if tab.cells else ""
            mark = "▸ " if tab.name == self.chosen else ""
            text = f" {mark}{tab.label}{count} "
            yield tab, x, text
            x += len(text) + 1

    def on_click(self, event: Click) -> None:
        """Go to the stage that was clicked."""
        offset = event.get_content_offset(self)
        for tab, x, text in self._placed():
            if offset and 0 <= offset.x - x < len(text):
                self.post_message(self.Picked(tab.name))
