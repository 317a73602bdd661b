"""Why cells are replaced by what the second reader typed: one reason for all, with F2 recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.errors import ThiduaError
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.dates import typed
from thidua_tui.screens.base_dialog import Dialog, Turn
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.key_order import ActionQueue, ActionRequested

LONGEST = 300
"""Letters of a reason at most."""


class ReasonBody(ActionQueue):
    """The reason, with a queue of its own."""

    DEFAULT_CSS = "ReasonBody { height: auto; }"

    def __init__(self, dialog: ReadingReason) -> None:
        super().__init__()
        self.dialog = dialog
        words = dialog.words
        label, hint = words("acts.field.reason"), words("acts.hint.reason")
        self.row = FieldRow("reason", label, hint, OneLine())

    def compose(self) -> ComposeResult:
        """One field."""
        yield self.row

    async def on_mount(self) -> None:
        """The usual reason is preset; typing replaces it."""
        await self.row.put(self.dialog.words("scorechecks.reading.reason"))
        self.row.editor.focus()

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Enter records."""
        event.stop()
        await self.dialog.record()


class ReadingReason(Dialog[bool]):
    """Dismissed with whether it was recorded; a refusal is shown at the reason.

    Args:
        words: The words of the language.
        count: How many cells are replaced.
        record: Records with a reason.
    """

    CSS_PATH: ClassVar[list[str]] = ["form.tcss", "cells_dialog.tcss"]  # type: ignore[assignment]  # Textual takes both
    PLACE = "commit"
    FRAME_CLASSES = "small"
    BINDINGS = bindings_at("commit", to="screen")

    def __init__(self, words: Words, count: int, record: Callable[[str], Awaitable[None]]) -> None:
        super().__init__()
        self.words, self.count, self._record = words, count, record
        self.body = ReasonBody(self)

    def parts(self) -> ComposeResult:
        """How many cells are replaced, the reason, the keys."""
        asked = self.words("scorechecks.reading.replaces", count=str(self.count))
        yield Static(Content(asked), classes="ask")
        yield self.body

    def on_mount(self) -> None:
        """Show title and keys."""
        self.entitle(self.words("scorechecks.reading.title"))
        self.foot(self.words)

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        self.body.post_message(ActionRequested(what))

    async def do_leave(self) -> None:
        """Record nothing."""
        self.dismiss(False)

    async def do_record(self) -> None:
        """Record, behind what was typed before."""
        self.queue(self.record)

    async def record(self) -> None:
        """Record; a refusal keeps the reason."""
        row = self.body.row
        try:
            reason = typed(row.raw, limit=LONGEST) if row.raw.strip() else ""
            await self._record(reason)
        except ThiduaError as error:
            row.wrong = self.words.refusal(error)
            row.say()
            return
        self.dismiss(True)
