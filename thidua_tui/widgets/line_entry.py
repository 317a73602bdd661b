"""The line in which an act is typed: Tab completes, arrows go through earlier lines."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from thidua_tui.widgets.entry import Entry


class LineEntry(Entry):
    """One line; what its keys ask for waits its turn behind what was typed before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", "", show=False),
        Binding("shift+tab", "complete(-1)", "", show=False),
        Binding("up", "earlier(-1)", "", show=False),
        Binding("down", "earlier(1)", "", show=False),
        Binding("escape,f4", "leave", "", show=False),
        Binding("f1", "explain", "", show=False),
    ]

    class Completing(Message):
        """The next of what could stand there is wanted, or the one before."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Earlier(Message):
        """An earlier line is wanted, or a later one."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Leaving(Message):
        """The line is to close; its text stays for the next time."""

    class Explaining(Message):
        """How a line is written is wanted."""

    def put(self, text: str) -> None:
        """Put a text in, the cursor behind it."""
        self.value = text
        self.cursor_position = len(self.value)

    def action_complete(self, step: int) -> None:
        """Ask for the next that could stand there."""
        self.post_message(self.Completing(step))

    def action_earlier(self, step: int) -> None:
        """Ask for an earlier line."""
        self.post_message(self.Earlier(step))

    def action_leave(self) -> None:
        """Ask to close."""
        self.post_message(self.Leaving())

    def action_explain(self) -> None:
        """Ask how a line is written."""
        self.post_message(self.Explaining())
