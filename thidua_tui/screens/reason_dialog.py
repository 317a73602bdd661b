"""The base of dialogs in which a reason is typed before something is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widgets import Static

from events.errors import ThiduaError
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.dates import typed
from thidua_tui.screens.base_dialog import Dialog, Turn
from thidua_tui.widgets.field_editors import OneLine
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.key_order import ActionQueue, ActionRequested
from views.names import Names

LONGEST = 300
"""Letters of a reason, and of a paper, at most."""


class ReasonBody(ActionQueue):
    """The fields, with a queue of their own: the screen stays alive while it waits."""

    DEFAULT_CSS = "ReasonBody { height: auto; padding: 0 1; margin-top: 1; }"

    def __init__(self, dialog: ReasonDialog[Any]) -> None:
        super().__init__()
        self.dialog = dialog

    def compose(self) -> ComposeResult:
        """The fields."""
        yield from self.dialog.rows()

    async def on_mount(self) -> None:
        """Begin in the first; a usual reason is preset, and typing replaces it."""
        if preset := self.dialog.usual_reason():
            await self.dialog.reason.put(preset)
        self.dialog.rows()[0].editor.focus()

    async def on_field_row_entered(self, event: FieldRow.Entered) -> None:
        """Enter records, as F2 does."""
        event.stop()
        await self.dialog.record()


class ReasonDialog(Dialog[ScreenResultType]):
    """What is recorded, and why; dismissed with `recorded`, or with `NOTHING`.

    Args:
        words: The words of the language.
        hint: What is shown of the reason below its field.
        names: The names in a refusal.
    """

    PLACE = "commit"
    FRAME_CLASSES = "small"
    BINDINGS = bindings_at("commit", to="screen")
    NOTHING: ScreenResultType

    def __init__(self, words: Words, hint: str, names: Names | None = None) -> None:
        super().__init__()
        self.words, self.names = words, names
        self.reason = FieldRow("reason", words("acts.field.reason"), hint, OneLine())
        self.body = ReasonBody(self)

    def rows(self) -> Sequence[FieldRow]:
        """Return the fields, the first of which is in focus."""
        return (self.reason,)

    def usual_reason(self) -> str:
        """Return the reason that is preset; empty for none."""
        return ""

    def title_text(self) -> str:
        """Return the title."""
        raise NotImplementedError

    def asked(self) -> str:
        """Return what is recorded, above the fields."""
        raise NotImplementedError

    async def recorded(self) -> ScreenResultType:
        """Record it; return what the dialog is dismissed with."""
        raise NotImplementedError

    def parts(self) -> ComposeResult:
        """What is recorded, the fields."""
        yield Static(Content(self.asked()), classes="ask")
        yield self.body

    def on_mount(self) -> None:
        """Show title and keys."""
        self.entitle(self.title_text())
        self.foot(self.words)

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        self.body.post_message(ActionRequested(what))

    async def do_leave(self) -> None:
        """Record nothing."""
        self.dismiss(self.NOTHING)

    async def do_record(self) -> None:
        """Record it, behind what was typed before."""
        self.queue(self.record)

    async def record(self) -> None:
        """Record it; a refusal is shown at the reason, which stays."""
        try:
            result = await self.recorded()
        except ThiduaError as error:
            self.refuse(error)
            return
        self.dismiss(result)

    def refuse(self, error: ThiduaError) -> None:
        """Show a refusal at the reason."""
        self.reason.wrong = self.words.refusal(error, self.names)
        self.reason.say()


def text_in(row: FieldRow) -> str:
    """Return what is typed in a field; empty for nothing.

    Args:
        row: The field.

    Raises:
        BadInput: The text is too long, or holds what no line may hold.
    """
    return typed(row.raw, limit=LONGEST) if row.raw.strip() else ""
