"""A page whose list is narrowed by typing: `/` goes to the field, arrows move through the list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from thidua_tui.screens.base_page import Page
from thidua_tui.widgets.grouped_list import GroupedList
from thidua_tui.widgets.text_input import Entry as Field

PAUSE = 0.12
"""Seconds without a key before the list is narrowed."""
MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}


class FilteredPage(Page):
    """A page with the field `#query` above its list."""

    def filter_line(self) -> ComposeResult:
        """The field with its label."""
        with Horizontal(id="narrow"):
            yield Static(Content(self.words("screen.journal.filter")), id="narrow-label")
            yield Field(placeholder=self.words("screen.journal.hint"), id="query", compact=True)

    def narrow(self) -> None:
        """Show what matches the field."""
        raise NotImplementedError

    @property
    def field(self) -> Field:
        """The field."""
        return self.query_one("#query", Field)

    def on_input_changed(self, event: Field.Changed) -> None:
        """Narrow a little after the last key."""
        event.stop()
        self.after_pause("narrow", PAUSE, self.narrow)

    def on_key(self, event: Key) -> None:
        """Arrows move through the list during typing."""
        move = MOVES.get(event.key)
        if move and self.field.has_focus:
            event.stop()
            self.query_one(GroupedList).action_step(move)

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Enter in the field goes to the list."""
        event.stop()
        self.query_one(GroupedList).focus()

    async def do_filter(self) -> None:
        """Go to the field that narrows."""
        self.field.focus()

    async def do_back(self) -> None:
        """Leave the field, then undo the narrowing, then leave the page."""
        if not self.field.has_focus and not self.field.value:
            await self.thidua.do_back()
            return
        self.field.value = ""
        self.query_one(GroupedList).focus()
