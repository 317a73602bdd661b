"""The names of all tables: a list with the number of rows, or names side by side; a click opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.message import Message

from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.styled_text import fit
from thidua_tui.widgets.text_block import TextBlock

COUNT = 4
"""Cells of a number of rows."""
MOST = 3
"""Lines of names side by side, at most."""


class Placed(NamedTuple):
    """A name on the screen: its line, its first cell, and its cells."""

    name: str
    y: int
    x: int
    width: int


class TableNames(TextBlock):
    """The tables, the chosen one marked."""

    class Picked(Message):
        """A table was clicked."""

        def __init__(self, table: str) -> None:
            super().__init__()
            self.table = table

    def __init__(self, names: Mapping[str, str], *, name: str) -> None:
        super().__init__(id=name)
        self.names = names
        self.placed: Sequence[Placed] = ()

    def list_down(
        self, chosen: str, counts: Mapping[str, int], width: int, heads: Mapping[str, str]
    ) -> None:
        """Show a name a line, with how many rows its table has; some have a heading above."""
        lines, placed = list[Content](), list[Placed]()
        for name, title in self.names.items():
            if name in heads:
                lines += [Content(""), Content.styled(heads[name], "bold $secondary")]
            placed.append(Placed(name, len(lines), 0, width))
            count = str(counts[name]) if name in counts else ""
            here = name == chosen
            text = fit(Content(f"{'▸' if here else ' '} {title}"), width - COUNT)
            line = text + Content.styled(count.rjust(COUNT), "" if here else "dim")
            lines.append(line.stylize("bold $primary") if here else line)
        self.placed = placed
        self.show(Content("\n").join(lines))

    def list_across(self, chosen: str, width: int) -> None:
        """Show the names side by side, on the lines around the chosen one where they are many."""
        lines, placed = [Content("")], list[Placed]()
        for name, title in self.names.items():
            text = Content.styled(f" {title} ", "reverse bold" if name == chosen else "")
            if lines[-1] and lines[-1].cell_length + text.cell_length > width - 2:
                lines.append(Content(""))
            placed.append(Placed(name, len(lines) - 1, lines[-1].cell_length, text.cell_length))
            lines[-1] += text
        chosen_on = next((one.y for one in placed if one.name == chosen), 0)
        first = max(0, min(chosen_on - 1, len(lines) - MOST))
        seen = range(first, first + MOST)
        self.placed = [one._replace(y=one.y - first) for one in placed if one.y in seen]
        self.show(Content("\n").join(_windowed(lines, first)))

    def on_click(self, event: Click) -> None:
        """Open the table that was clicked."""
        offset = event.get_content_offset(self)
        for one in self.placed:
            if offset and one.y == offset.y and 0 <= offset.x - one.x < one.width:
                self.post_message(self.Picked(one.name))

    def jumps(self) -> Iterator[Target]:
        """Yield the tables."""
        area = self.content_region
        for one in self.placed:
            if area.y + one.y < area.bottom:
                go = partial(self.post_message, self.Picked(one.name))
                yield Target(area.x + one.x, area.y + one.y, go)


def _windowed(lines: Sequence[Content], first: int) -> list[Content]:
    """Return the lines in sight, with a sign where others are above or below them."""
    shown = list(lines[first : first + MOST])
    if first:
        shown[0] += Content.styled(" …", "dim")
    if first + MOST < len(lines):
        shown[-1] += Content.styled(" …", "dim")
    return shown
