"""Taking back the last act: it says what would no longer count, asks why, and Enter does it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from events.errors import ThiduaError
from events.event import Entry
from thidua_tui.moments import typed
from thidua_tui.screens.form_parts import Recorded
from thidua_tui.session import Session
from thidua_tui.widgets.band import Band, KeyBar, Title
from thidua_tui.widgets.editors import OneLine
from thidua_tui.widgets.fields import FieldRow
from thidua_tui.wording import Words
from views.names import Names


class UndoBody(Vertical):
    """Reason and answer, with a queue of their own: the screen stays alive while it waits."""

    def __init__(self, undo: Undo) -> None:
        super().__init__()
        self.undo = undo
        words = undo.words
        label, hint = words("acts.field.reason"), words("acts.hint.reason")
        self.row = FieldRow("reason", label, hint, OneLine())

    def compose(self) -> ComposeResult:
        """One field."""
        yield self.row

    async def on_mount(self) -> None:
        """The usual reason stands there; typing replaces it."""
        await self.row.put(self.undo.words("acts.undo.reason"))
        self.row.editor.focus()

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Enter does it."""
        event.stop()
        await self.undo.retract(self.row.raw)


class Undo(ModalScreen[tuple[Entry, ...]]):
    """What would be taken back, and why. Dismissed with the new entries, maybe none."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f4", "leave", "", show=False)]

    def __init__(self, session: Session, words: Words, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.session, self.words, self.entries = session, words, tuple(entries)
        self.names = session.see(Names())
        self.body = UndoBody(self)

    def compose(self) -> ComposeResult:
        """Title, the entries as sentences, the reason, the keys."""
        words = self.words
        told = [f"{e.position}. {words.sentence(e.event, self.names)}" for e in self.entries]
        with Vertical(id="form", classes="small"):
            yield Title(id="form-title")
            yield Static(Content(words("acts.undo.ask")), classes="ask")
            yield Static(Content("\n".join(told)), classes="told")
            yield self.body
            yield KeyBar()

    def on_mount(self) -> None:
        """Show title and keys."""
        words = self.words
        title = Content.styled(f" {words('acts.undo.title')} ", "bold reverse")
        self.query_one("#form-title", Band).show(title)
        keys = {"Enter": "undo", "Esc/F4": "keep"}
        shown = tuple((key, words(f"acts.key.{what}")) for key, what in keys.items())
        self.query_one(KeyBar).show(shown)

    def action_leave(self) -> None:
        """Keep everything as it is."""
        self.dismiss(())

    async def retract(self, reason: str) -> None:
        """Take the entries back, if no rule says no."""
        row = self.body.row
        try:
            why = typed(reason, limit=300)
            new = await asyncio.to_thread(self.session.retract, self.entries, why)
        except ThiduaError as error:
            row.wrong = self.words.refusal(error, self.names)
            row.say()
            return
        self.app.post_message(Recorded(new))
        count = str(len(self.entries))
        self.app.clear_notifications()
        self.app.notify(self.words("acts.undo.done", count=count), markup=False)
        self.dismiss(tuple(new))
