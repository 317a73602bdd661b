"""`Input` and `TextArea` with public methods for what they keep private.

* `_restart_blink`: the cursor is visible after every key that the field handles itself.
* `Input._value`, `Input._suggestion`: the only places between the value and its drawing; `value`
  itself is what gets recorded, so it cannot be changed for the screen.
* `TextArea._replace_via_keyboard`: the only method through which typing, pasting and deleting
  pass; it also keeps read-only fields and the undo history. `replace` is called by code, too.
"""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Input, TextArea
from textual.widgets.text_area import EditResult, Location


class LineField(Input):
    """A line of text that is drawn by `drawn`."""

    def drawn(self, text: str) -> str:
        """Return a text as it appears on the screen, character by character."""
        return text

    def restart_blink(self) -> None:
        """Make the cursor visible."""
        self._restart_blink()

    def validate__suggestion(self, suggestion: str) -> str:
        """Draw the suggestion like the value."""
        return self.drawn(suggestion)

    @property
    def _value(self) -> Text:
        if self.password:
            return super()._value
        return Text(self.drawn(self.value), no_wrap=True, overflow="ignore", end="")


class TextField(TextArea):
    """Several lines of text; every edit of the user passes through `edit_typed`."""

    def edit_typed(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Replace a range by what the user typed or pasted."""
        return super()._replace_via_keyboard(insert, start, end)

    def restart_blink(self) -> None:
        """Make the cursor visible."""
        self._restart_blink()

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        return self.edit_typed(insert, start, end)
