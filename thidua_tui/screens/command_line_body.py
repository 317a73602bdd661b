"""The keys of the command line, and around it: what was understood and the completions."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Paste
from textual.message import Message
from textual.widgets import Static

from thidua_tui.command_line.live_feedback import Feedback
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog, Turn, queued
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.key_order import ActionQueue, ActionRequested
from thidua_tui.widgets.text_input import Entry


class Looked(Message):
    """The feedback on the text; `turn` identifies the request it answers."""

    def __init__(self, turn: int, seen: Feedback) -> None:
        super().__init__()
        self.turn, self.seen = turn, seen


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


class LineBody(ActionQueue):
    """What was understood, and the line itself."""

    def __init__(self, screen: LineKeys) -> None:
        super().__init__(id="line-body")
        self.of = screen
        self.feedback, self.offers = Static(id="line-feedback"), StatusLine(id="line-offers")
        self.entry = LineEntry(id="line-entry", select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Compose what was understood, the completions, the line."""
        yield self.feedback
        yield self.offers
        with Horizontal(id="line-row"):
            yield Static(":", id="line-sign")
            yield self.entry

    def on_input_changed(self, event: LineEntry.Changed) -> None:
        """Look at what is typed now."""
        event.stop()
        self.of.typed()

    async def on_input_submitted(self, event: LineEntry.Submitted) -> None:
        """Record it."""
        event.stop()
        await self.of.commit()

    def on_line_entry_pasted(self, event: LineEntry.Pasted) -> None:
        """Have the other lines wait for their turn."""
        event.stop()
        self.of.wait(event.rest)


class LineKeys(Dialog[None]):
    """A dialog in whose one line an act is typed."""

    PLACE = "line"

    body: LineBody

    def typed(self) -> None:
        """Parse the text again after a change."""
        raise NotImplementedError

    async def commit(self) -> None:
        """Record the line."""
        raise NotImplementedError

    def wait(self, lines: Sequence[str]) -> None:
        """Keep further lines until the current line is recorded."""
        raise NotImplementedError

    do_complete = queued(lambda line: line.offer(1))
    do_complete_back = queued(lambda line: line.offer(-1))
    do_earlier_line = queued(lambda line: line.earlier(-1))
    do_later_line = queued(lambda line: line.earlier(1))
    do_leave = queued(lambda line: line.leave())
    do_explain = queued(lambda line: line.explain())

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        self.body.entry.post_message(ActionRequested(what))
