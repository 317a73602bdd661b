"""The line in which an act is typed: Tab completes, arrows go through earlier lines."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Paste
from textual.message import Message

from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.widgets.text_input import Entry


class LineEntry(Entry):
    """One line; what its keys ask for waits its turn behind what was typed before."""

    BINDINGS = bindings_at("line", to="screen")

    class Pasted(Message):
        """Several lines were pasted: the first is in the input, these follow it."""

        def __init__(self, rest: Sequence[str]) -> None:
            super().__init__()
            self.rest = tuple(rest)

    def on_paste(self, event: Paste) -> None:
        """Take the first of several lines; each of the others has its own turn."""
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines()]
        lines = [line for line in lines if line and not line.startswith("#")]
        self.replace(lines[0] if lines else "", *self.selection)
        if lines[1:]:
            self.post_message(self.Pasted(lines[1:]))

    def put(self, text: str) -> None:
        """Put a text in, the cursor behind it."""
        self.value = text
        self.cursor_position = len(self.value)
