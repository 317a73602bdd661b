"""The line in which a cell of a grid is typed."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message

from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.clipboard_table import is_table
from thidua_tui.parsing.observations import NOT_APPLICABLE
from thidua_tui.textual_compat.widget_internals import own_bindings
from thidua_tui.widgets.text_input import Entry

SIGNS = "0123456789,.-+ "
"""What points are typed with."""
WORD = 1.0
"""Seconds after a refused letter within which another is of the same word, not a key."""
BURST = 0.1
"""Seconds within which an input method takes back a letter to write it with its mark."""


ERASING = ("backspace", "delete")


class Letters(NamedTuple):
    """What a cell is typed with besides numbers: letters that words begin with, and signs."""

    first: str = ""
    every: str = ""


SIDES = (
    Binding("right", "side(1)", "", show=False),
    Binding("left", "side(-1)", "", show=False),
    Binding("home", "side(-999)", "", show=False),
    Binding("end", "side(999)", "", show=False),
)
"""Keys that go between the cells of a row."""


class CellLine(Entry):
    """The line in which a cell of a grid is typed; arrows move the cell while it is empty."""

    composes = False
    refused_at = -WORD
    """When a letter was last refused."""
    letters = Letters()
    """What the cell under the cursor is typed with, besides numbers."""
    erased_at = -WORD
    """When the last letter of what was typed was erased."""

    class Done(Message, namespace="cell_entry"):
        """The cell is filled, or was only passed; the cursor goes on."""

        def __init__(self, down: int, right: int) -> None:
            super().__init__()
            self.down, self.right = down, right

    class Letter(Message, namespace="cell_entry"):
        """A character that no points are written with was typed, and was refused."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Pasted(Message, namespace="cell_entry"):
        """A block of cells was pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Erased(Message, namespace="cell_entry"):
        """Backspace or Delete in a cell in which nothing is typed."""

    async def on_key(self, event: Key) -> None:
        """A letter is no number: in an empty cell it is a key of the grid."""
        if event.key in ERASING and self.value:
            self.erased_at = event.time
        if event.key in ERASING and not self.value and not self._of_word(event):
            event.stop()
            event.prevent_default()
            self.post_message(self.Erased())
        elif self._is_key(event.key, event.character) and event.time - self.refused_at >= WORD:
            event.prevent_default()  # it goes on to the grid's own keys
        elif self._is_letter(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Take several cells as a block; a single one is typed."""
        if is_table(event.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is typed here."""
        return super().check_consume_key(key, character) and not self._is_key(key, character)

    def _of_word(self, event: Key) -> bool:
        """Whether an erasing key goes on erasing what was typed, or what was refused."""
        return event.time - self.erased_at < WORD or event.time - self.refused_at < BURST

    def _is_key(self, key: str, character: str | None) -> bool:
        """Whether the character is a key of the grid, for nothing is typed that it could be of."""
        if self.value or not character or not character.isprintable() or character in SIGNS:
            return False
        if character in self.letters.first:
            return False
        return bool(own_bindings(self, key))

    def _is_letter(self, event: Key) -> bool:
        """Whether the key is a letter to refuse, or an input method's backspace over that letter.

        The backspace would erase the digit before the letter that is not there.
        """
        if event.key == "backspace" and event.time - self.refused_at < BURST:
            self.refused_at = -WORD
            return True
        character = event.character or ""
        start, end = sorted(self.selection)
        typed = self.value[:start] + character + self.value[end:]
        if not event.is_printable or character in SIGNS or typed.strip() in NOT_APPLICABLE:
            return False
        if character in self.letters.every or typed[:1] in [*self.letters.first]:
            return False  # of a word that begins as a word may here, all letters
        self.refused_at = event.time
        self.post_message(self.Letter(typed))
        return True

    def action_side(self, right: int) -> None:
        """Go to another cell, or through what is being typed."""
        if not self.value:
            self.post_message(self.Done(0, right))
        elif abs(right) == 1:
            self.cursor_position += right
        else:
            self.cursor_position = len(self.value) if right > 0 else 0


class CellEntry(CellLine):
    """The line of the score grid."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_at("grid", to="screen"), *SIDES]


class BlindEntry(CellLine):
    """The line of the second reading."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_at("blind", to="screen"), *SIDES]


class TotalEntry(CellLine):
    """The line of the control totals."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_at("controls", to="screen"), *SIDES]
