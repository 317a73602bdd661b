"""Around the fields of a form: its status line, what its keys wish, and what it tells the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from events.event import Entry
from thidua_tui.screens.form_body import Fields

if TYPE_CHECKING:
    from thidua_tui.screens.form import Form


class Recorded(Message):
    """New entries were recorded: for pages that show what follows from them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.entries = tuple(entries)


class Wish(Message):
    """What a key asks of the form; it waits its turn behind what was typed before."""

    def __init__(self, what: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.what = what


class Status(Static, can_focus=True):
    """What the form has to say as a whole; it takes the focus while the form waits."""


class FormBody(Vertical):
    """Fields and status, with a queue of their own: the screen stays alive while it waits."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.fields = Fields(form.filling, form.folded, form.start)
        self.status = Status()

    def compose(self) -> ComposeResult:
        """Fields above, status below."""
        yield self.fields
        yield self.status

    async def on_fields_last(self, event: Fields.Last) -> None:
        """Enter in the last field records."""
        event.stop()
        await self.form.record()

    def on_fields_changed(self, event: Fields.Changed) -> None:
        """Something was typed; who mended the last marked field need not look for marks."""
        event.stop()
        if self.form.of_marks and not any(row.wrong for row in self.fields.rows.values()):
            self.form.say("")
        self.form.edited()

    async def on_wish(self, event: Wish) -> None:
        """Do what a key asked for."""
        event.stop()
        await event.what()

    def on_fields_said(self, event: Fields.Said) -> None:
        """Say it in the status line."""
        event.stop()
        self.form.say(event.text)
