"""Undoing and redoing an act: what it was, what would follow, why; and Enter does it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.errors import Refused, ThiduaError
from events.event import Entry
from events.store import ledger
from events.text import plain
from thidua_tui.acts.undo_redo import Step, parts, step_for
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.dates import typed
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.preview_panel import PreviewPanel
from thidua_tui.session.session import Session
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow
from views.correction_sheets import Corrections
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
        """The usual reason is preset; typing replaces it."""
        undo = self.undo
        await self.row.put(undo.words(f"forgiving.{undo.direction}.reason"))
        self.row.editor.focus()

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Enter does it."""
        event.stop()
        await self.undo.reverse(self.row.raw)


class UndoText(VerticalScroll, can_focus=False):
    """What would be undone and what would follow, which may be long."""


OTHERS = 10
"""Lines of the dialog around that: title, whose act it is, reason, keys, frame."""


class Undo(Dialog[tuple[Entry, ...]]):
    """What would be undone or done again, and why. Dismissed with the new entries, maybe none."""

    PLACE = "undo"
    FRAME_CLASSES = "small"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_at("undo", to="screen"),
        Binding("pageup", "scroll_text(-1)", "", show=False),
        Binding("pagedown", "scroll_text(1)", "", show=False),
    ]

    def __init__(
        self, session: Session, words: Words, step: Step | Sequence[Entry], *, redo: bool = False
    ) -> None:
        super().__init__()
        self.session, self.words = session, words
        self.step = step if isinstance(step, Step) else step_for(session, step)
        self.direction = "redo" if redo else "undo"
        self.act = ledger.new_act()
        self.names = session.see(Names())
        self.body = UndoBody(self)
        self.text = UndoText()
        self.ahead = PreviewPanel(
            session,
            words,
            lambda: (self.step.command(),),
            source=lambda: self.step.source,
            whole=True,
        )

    def parts(self) -> ComposeResult:
        """Title, the entries as sentences, what would follow, the reason, the keys."""
        if theirs := self._elsewhere():
            yield Static(Content(theirs), classes="ask")
        with self.text:
            for number in self.session.see(Corrections()).announced(self.step.entries):
                announced = self.words("minutes.sheet.announced", number=str(number))
                yield Static(Content(announced), classes="ask")
            for key, entries in parts(self.step):
                lines = (self.words.sentence(e.event, self.names) for e in entries)
                numbered = (f"{e.position}. {s}" for e, s in zip(entries, lines, strict=True))
                ask = self.words(f"forgiving.{self.direction}.{key}")
                yield Static(Content(ask), classes="ask")
                yield Static(Content("\n".join(numbered)), classes="sentences")
            yield self.ahead
        yield self.body

    def on_resize(self) -> None:
        """Leave room for the reason and the keys; the rest scrolls."""
        self.text.styles.max_height = max(3, self.size.height - OTHERS)

    def action_scroll_text(self, pages: int) -> None:
        """Go through what would be undone, if there is more than fits."""
        self.text.scroll_relative(y=pages * max(1, self.text.size.height - 1), animate=False)

    def _elsewhere(self) -> str:
        """That another terminal recorded what would be undone: who, and when."""
        entry = next(iter(self.step.entries), None)
        own: frozenset[int] = getattr(self.app, "own", frozenset())
        if entry is None or entry.position in own:
            return ""
        return self.words("forgiving.undo.elsewhere", by=plain(entry.by), at=entry.at)

    def on_mount(self) -> None:
        """Show title and keys."""
        words = self.words
        self.entitle(words(f"forgiving.{self.direction}.title"))
        self.foot(words, {"enter": words("dialogs.undo.redo")} if self.direction == "redo" else {})

    def reload(self) -> None:
        """Something was recorded: what would follow may be otherwise now."""
        self.ahead.look()

    async def do_leave(self) -> None:
        """Keep everything as it is."""
        self.dismiss(())

    async def reverse(self, reason: str) -> None:
        """Undo it or do it again, if no rule says no."""
        row = self.body.row
        try:
            why = typed(reason, limit=300)
            new = await asyncio.to_thread(self._record, why)
        except ThiduaError as error:
            row.wrong = self.words.refusal(error, self.names)
            row.say()
            return
        self.app.post_message(Recorded(new))
        count = str(max(len(self.step.entries), len(self.step.back)))
        self.app.clear_notifications()
        self.app.notify(self.words(f"forgiving.{self.direction}.done", count=count), markup=False)
        self.dismiss(tuple(new))

    def _record(self, why: str) -> list[Entry]:
        if not why:
            raise Refused("reason-missing")
        command = self.step.command()
        return self.session.do(command, reason=why, source=self.step.source, act=self.act)
