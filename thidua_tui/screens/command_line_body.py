"""The keys of the command line, and around it: what was understood and the completions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from thidua_tui.command_line.live_feedback import Feedback
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.widgets.command_input import LineEntry
from thidua_tui.widgets.header_footer import StatusLine


class LineActions(Protocol):
    """What the line asks of the screen that it is on."""

    def typed(self) -> None:
        """Parse the text again after a change."""

    async def commit(self) -> None:
        """Record the line."""

    def offer(self, step: int) -> None:
        """Put in the next completion."""

    def earlier(self, step: int) -> None:
        """Put in an earlier or a later line of the history."""

    def wait(self, lines: Sequence[str]) -> None:
        """Keep further lines until the current line is recorded."""

    def leave(self) -> None:
        """Close the line."""

    def explain(self) -> None:
        """Show how a line is written."""


class Looked(Message):
    """The feedback on the text; `turn` identifies the request it answers."""

    def __init__(self, turn: int, seen: Feedback) -> None:
        super().__init__()
        self.turn, self.seen = turn, seen


class Found(Message):
    """The lines of earlier runs were found; one of them was left unfinished, maybe."""

    def __init__(self, unfinished: str) -> None:
        super().__init__()
        self.unfinished = unfinished


class LineBody(Vertical):
    """What was understood and the line itself, with a queue of their own."""

    def __init__(self, screen: LineActions) -> None:
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

    def on_line_entry_completing(self, event: LineEntry.Completing) -> None:
        """Insert the next completion."""
        event.stop()
        self.of.offer(event.step)

    def on_line_entry_earlier(self, event: LineEntry.Earlier) -> None:
        """Go through earlier lines."""
        event.stop()
        self.of.earlier(event.step)

    def on_line_entry_pasted(self, event: LineEntry.Pasted) -> None:
        """Have the other lines wait for their turn."""
        event.stop()
        self.of.wait(event.rest)

    def on_line_entry_leaving(self, event: LineEntry.Leaving) -> None:
        """Close."""
        event.stop()
        self.of.leave()

    def on_line_entry_explaining(self, event: LineEntry.Explaining) -> None:
        """Say how a line is written."""
        event.stop()
        self.of.explain()


class LineKeys(Dialog[None]):
    """A dialog in whose one line an act is typed."""

    PLACE = "line"

    @property
    def entry(self) -> LineEntry:
        """The line."""
        return self.query_one(LineEntry)

    async def do_complete(self) -> None:
        """Insert the next completion, when it is this key's turn."""
        self.entry.post_message(LineEntry.Completing(1))

    async def do_complete_back(self) -> None:
        """Put in the one before."""
        self.entry.post_message(LineEntry.Completing(-1))

    async def do_earlier_line(self) -> None:
        """Go to an earlier line."""
        self.entry.post_message(LineEntry.Earlier(-1))

    async def do_later_line(self) -> None:
        """Go to a later line."""
        self.entry.post_message(LineEntry.Earlier(1))

    async def do_leave(self) -> None:
        """Close, when it is this key's turn."""
        self.entry.post_message(LineEntry.Leaving())

    async def do_explain(self) -> None:
        """Say how a line is written, when it is this key's turn."""
        self.entry.post_message(LineEntry.Explaining())
