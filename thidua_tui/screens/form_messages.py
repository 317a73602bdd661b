"""The surroundings of a form's fields: its status line, its requests, its messages to the app."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from events.event import Entry
from thidua_tui.acts.act import Act
from thidua_tui.forms.drafts import Drafts
from thidua_tui.forms.form_state import FormState
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import Dialog, Turn
from thidua_tui.screens.book_panel import BookPanel
from thidua_tui.screens.form_fields import Fields
from thidua_tui.screens.preview_panel import PreviewPanel
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.key_order import ActionQueue, ActionRequested


class FormContext(Dialog[tuple[Entry, ...]]):
    """The state of a form and what the parts around its fields ask of it."""

    act: Act
    session: Session
    here: Location
    words: Words
    filling: FormState
    begun: dict[str, str]
    drafts: Drafts
    draft: str
    instead_of: tuple[Entry, ...]
    recorded: list[Entry]
    since: int
    folded: frozenset[str]
    start: str
    of_marks: bool
    busy: bool
    ahead: PreviewPanel | BookPanel | None
    body: FormBody

    def say(self, text: str, *, of_marks: bool = False) -> None:
        """Show a message about the form as a whole."""
        raise NotImplementedError

    def edited(self) -> None:
        """Keep the draft and update the preview after a change."""
        raise NotImplementedError

    async def record(self) -> None:
        """Record what the form holds."""
        raise NotImplementedError

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        self.body.post_message(ActionRequested(what))


class Recorded(Message):
    """New entries were recorded: for pages that show what follows from them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.entries = tuple(entries)


class Status(Static, can_focus=True):
    """What the form has to say as a whole; it takes the focus while the form waits."""


class FormBody(ActionQueue):
    """Fields and status."""

    def __init__(self, form: FormContext) -> None:
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

    def on_fields_notice(self, event: Fields.Notice) -> None:
        """Say it in the status line."""
        event.stop()
        self.form.say(event.text)
