"""The names of the tables by area, those of the open area with their number of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from textual.content import Content
from textual.events import Click
from textual.message import Message

from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.styled_text import fit
from thidua_tui.widgets.text_block import TextBlock

COUNT = 4
"""Cells of a number of rows."""


class TableNames(TextBlock):
    """The areas one below the other; the one of the chosen table lists its tables."""

    class Picked(Message):
        """A table was clicked, or an area: then its first table."""

        def __init__(self, table: str) -> None:
            super().__init__()
            self.table = table

    placed: Sequence[str] = ()
    """The table that a click on each line opens."""

    def list_down(
        self,
        names: Mapping[str, str],
        chosen: str,
        counts: Mapping[str, int],
        width: int,
        areas: Mapping[str, Sequence[str]],
    ) -> None:
        """Show the areas by their titles, and the tables of the area of the chosen one."""
        lines, placed = list[Content](), list[str]()
        for title, tables in areas.items():
            is_open = chosen in tables
            placed.append(tables[0])
            lines.append(Content.styled(title, "bold $secondary" if is_open else "$secondary"))
            for name in tables if is_open else ():
                placed.append(name)
                line = _line(names[name], counts.get(name), width, here=name == chosen)
                lines.append(line)
        self.placed = placed
        self.show(Content("\n").join(lines))

    def on_click(self, event: Click) -> None:
        """Open the table that was clicked."""
        offset = event.get_content_offset(self)
        if offset and offset.y < len(self.placed):
            self.post_message(self.Picked(self.placed[offset.y]))

    def jumps(self) -> Iterator[Target]:
        """Yield the lines."""
        area = self.content_region
        for y, name in enumerate(self.placed):
            if area.y + y < area.bottom:
                go = partial(self.post_message, self.Picked(name))
                yield Target(area.x, area.y + y, go)


def _line(title: str, count: int | None, width: int, *, here: bool) -> Content:
    text = fit(Content(f" {'▸' if here else ' '} {title}"), width - COUNT)
    number = "" if count is None else str(count)
    line = text + Content.styled(number.rjust(COUNT), "" if here else "dim")
    return line.stylize("bold reverse" if here else "")
