"""The surroundings of a form's fields: its status line, its requests, its messages to the app."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from events.event import Entry
from thidua_tui.acts.act import Act
from thidua_tui.forms.drafts import Drafts
from thidua_tui.forms.form_state import FormState
from thidua_tui.i18n.ballot_text import arithmetic_text
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import Dialog, Turn
from thidua_tui.screens.book_panel import BookPanel
from thidua_tui.screens.form_fields import Fields
from thidua_tui.screens.preview_panel import WIDE, PapersAhead, PreviewPanel
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
        self.sums = Static(classes="sums")
        self.papers = PapersAhead(
            form.session,
            form.words,
            lambda: form.filling.commands(),
            lambda: form.filling.source(),
        )

    def compose(self) -> ComposeResult:
        """Fields above, the arithmetic of a vote, issued papers and the status below."""
        yield self.fields
        with Vertical(classes="below"):
            if self.form.ahead is None:
                yield self.papers
            if self.form.act.vote:
                yield self.sums
            yield self.status

    def _add_up(self) -> None:
        """Show what the numbers of a vote come to so far."""
        filling = self.form.filling
        if vote := filling.act.vote:
            words, numbers = filling.ground.words, vote.numbers(filling.ground, filling.raw)
            lines = [arithmetic_text(one, words) for one in numbers]
            if len(lines) > 1:
                lines = [
                    words("ballots.nth", nth=str(n), ballot=of) for n, of in enumerate(lines, 1)
                ]
            if self.app.size.width < WIDE:
                lines = lines[self._ballot(len(lines)) :][:1]
            text = "\n".join(lines)
            self.sums.display = bool(text)
            self.sums.set_class(bool(numbers and numbers[-1].short), "-short")
            self.sums.update(Content(text))

    def _ballot(self, count: int) -> int:
        """Return which of so many ballots the cursor is in; elsewhere the last."""
        row = self.fields.typed_into
        nth = row.field.rpartition("_")[2] if row else ""
        if nth.isdecimal():
            return min(int(nth), count) - 1
        return 0 if row and f"{row.field}_2" in self.form.filling.fields else count - 1

    def on_descendant_focus(self) -> None:
        """Show the arithmetic of the ballot that the cursor comes to."""
        if self.fields.is_mounted:
            self._add_up()

    async def on_fields_last(self, event: Fields.Last) -> None:
        """Enter in the last field records."""
        event.stop()
        await self.form.record()

    def on_fields_changed(self, event: Fields.Changed) -> None:
        """Something was typed; who mended the last marked field need not look for marks."""
        event.stop()
        if self.form.of_marks and not any(row.wrong for row in self.fields.rows.values()):
            self.form.say("")
        self._add_up()
        self.form.edited()
        if self.papers.is_mounted:
            self.papers.look_soon()

    def on_fields_notice(self, event: Fields.Notice) -> None:
        """Say it in the status line."""
        event.stop()
        self.form.say(event.text)
