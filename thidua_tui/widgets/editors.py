"""Entries for one line, a year, and a text, as fields use them: `raw` and `put`."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste

from thidua_tui.input.pasted import unit_list
from thidua_tui.widgets.entry import Entry, Prose


class OneLine(Entry):
    """A line of text."""

    @property
    def raw(self) -> str:
        """What was typed."""
        return self.value

    def put(self, raw: str) -> None:
        """Put a text in."""
        self.value = raw


class Sign(OneLine):
    """A code, points, votes: what is typed stays as it is, whatever input method is chosen."""

    composes = False


class Number(Sign):
    """A year or another whole number; arrows count up and down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "count(1)", "", show=False),
        Binding("down", "count(-1)", "", show=False),
    ]

    def action_count(self, step: int) -> None:
        """Count from the number that stands there."""
        if self.value.strip().isdecimal():
            self.value = str(max(0, int(self.value) + step))


class ManyLines(Prose):
    """A text; Enter breaks the line, Tab leaves."""

    def __init__(self) -> None:
        super().__init__(compact=True)

    @property
    def raw(self) -> str:
        """What was typed."""
        return self.text

    def put(self, raw: str) -> None:
        """Put a text in, the cursor behind it."""
        self.text = raw
        self.move_cursor(self.document.end)


class UnitLines(ManyLines):
    """One unit a line; a list pasted from Word or Excel loses its numbers, bullets and tabs."""

    async def _on_paste(self, event: Paste) -> None:
        """Take the list, tidied before it stands there, so that one sees what will be recorded."""
        event.stop()
        event.prevent_default()
        several = "\n" in event.text.strip() or "\r" in event.text.strip() or "\t" in event.text
        self._replace_via_keyboard(
            unit_list(event.text) if several else event.text, *self.selection
        )
