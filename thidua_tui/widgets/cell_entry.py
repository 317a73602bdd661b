"""The line in which a cell of a grid is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message

from thidua_tui.widgets.entry import Entry


class CellEntry(Entry):
    """The line in which the cell's points are typed; arrows move the cell while it is empty."""

    composes = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "done(1, 0)", "", show=False),
        Binding("up", "done(-1, 0)", "", show=False),
        Binding("tab", "done(0, 1)", "", show=False),
        Binding("shift+tab", "done(0, -1)", "", show=False),
        Binding("right", "side(1)", "", show=False),
        Binding("left", "side(-1)", "", show=False),
        Binding("home", "side(-999)", "", show=False),
        Binding("end", "side(999)", "", show=False),
        Binding("f8", "stage", "", show=False),
        Binding("f6", "whole", "", show=False),
        Binding("escape,f4", "leave", "", show=False),
    ]

    class Done(Message):
        """The cell is filled, or was only passed; the cursor goes on."""

        def __init__(self, down: int, right: int) -> None:
            super().__init__()
            self.down, self.right = down, right

    class Staged(Message):
        """Another stage is wanted."""

    class Whole(Message):
        """The whole form of the cell is wanted: evidence, source, reason."""

    class Asked(Message):
        """The history of the cell is wanted."""

    class Leaving(Message):
        """The grid is to close."""

    async def _on_key(self, event: Key) -> None:
        """A letter is no number: `h` asks for the history of the cell."""
        if event.character in ("h", "H") and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked())
        else:
            await super()._on_key(event)

    def action_done(self, down: int, right: int) -> None:
        """Record what was typed, and go on."""
        self.post_message(self.Done(down, right))

    def action_side(self, right: int) -> None:
        """Go to another cell, or through what is being typed."""
        if not self.value:
            self.post_message(self.Done(0, right))
        elif abs(right) == 1:
            self.cursor_position += right
        else:
            self.cursor_position = len(self.value) if right > 0 else 0

    def action_stage(self) -> None:
        """Show another stage."""
        self.post_message(self.Staged())

    def action_whole(self) -> None:
        """Open the form of the cell."""
        self.post_message(self.Whole())

    def action_leave(self) -> None:
        """Take back what is being typed; with nothing typed, close."""
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Leaving())
