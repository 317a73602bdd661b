"""The fields of every form: `Entry` for a line, `Prose` for a text.

Stock `Input` and `TextArea` mix up what an input method types (see `widgets.key_order`), keep
what comes as it comes (a decomposed letter then takes two backspaces) and print escape sequences
raw. These take in composed text without control characters, and show what code put there with
every such character visible. Nothing in them is markup. With an input method chosen in the program
(`F5`) they compose what is typed on a plain keyboard, unless `composes` is false: codes, numbers.
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import combining

from rich.text import Text
from textual.content import Content
from textual.events import Key, Paste
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets.text_area import EditResult, Location

from events.text import nfc, plain, strange
from thidua_tui.parsing.legacy_fonts import Old, converted
from thidua_tui.textual_compat.fields import LineField, TextField
from thidua_tui.textual_compat.widget_internals import remove_bindings, run_own_binding
from thidua_tui.widgets.input_method import Change, Composing

_OF_FORMS = ("f6", "f7")
"""Keys with which the stock text area marks lines: every form has them for something else."""
BROKEN = "\ufffd"
"""What the keyboard makes of bytes that are no letter."""
_BREAK = re.compile("\r\n?")
_TABS = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")


class OldText(Message):
    """What was pasted is of an old font, and was changed into the letters of today."""

    def __init__(self, field: Entry | Prose, before: str, old: Old) -> None:
        super().__init__()
        self.field = field
        self.before, self.old = before, old

    @property
    def control(self) -> Widget:
        """The field, for `@on(OldText, selector)`."""
        return self.field


class Dropped(Message):
    """Characters that cannot be stored were left out of what was pasted: how many, and where."""

    def __init__(self, field: Entry | Prose, count: int) -> None:
        super().__init__()
        self.field = field
        self.count = count

    @property
    def control(self) -> Widget:
        """The field, for `@on(Dropped, selector)`."""
        return self.field


def of_today(field: Entry | Prose, text: str) -> str:
    """Change what is pasted in an old font, and say so; pasted once more it stays as it is."""
    old = converted(text) if len(text) > 1 else None
    if old is None or text == field.changed:
        return text
    field.changed = text
    field.post_message(OldText(field, text, old))
    return old.text


def _admit(text: str, *, multiline: bool) -> tuple[str, int]:
    """Return composed text fit for a field, and how many characters were left out.

    Tabs and odd spaces become spaces; so do line breaks within a single line.
    """
    text = _TABS.sub(" ", _BREAK.sub("\n", text))
    if not multiline:
        text = text.strip("\n").replace("\n", " ")
    kept = "".join(char for char in text if char == "\n" or not (strange(char) or char == BROKEN))
    return nfc(kept), len(text) - len(kept)


def _shown(text: str) -> str:
    """Make every character visible, without changing the length, to keep the cursor in place."""
    return text if plain(text) == text else "".join(map(plain, text))


def _join(before: str, new: str) -> tuple[str, int]:
    """Compose new text with the text before it: (what to insert, at which position)."""
    at = len(before)
    while at and combining(before[at - 1]):
        at -= 1
    at = max(0, at - 1)  # the last letter and its marks are all that can change
    joined = nfc(before[at:] + new)
    if joined.startswith(before[at:]):
        return joined[len(before) - at :], len(before)
    return joined, at


def _change(field: Entry | Prose, before: str, behind: str, event: Key) -> Change | None:
    """What a key does by the input method chosen in the program; None where it is as it is."""
    method = getattr(field.app, "input_method", "")
    if not (method and field.composes and event.is_printable and event.character):
        return None
    new_style = getattr(field.app, "new_style", False)
    change = field.composing.change(before, behind, event.character, method, new_style=new_style)
    if change:
        event.stop()
        event.prevent_default()
    return change


class Entry(LineField):
    """A line to type. `dropped` is how many characters the last insertion lost."""

    dropped = 0
    changed = ""
    composes = True
    virtual_size = Reactive(Size(0, 0), layout=False)
    """Return the length of the text: nothing else on the screen depends on a letter more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.composing = Composing()

    @property
    def scroll_offset(self) -> Offset:
        """Show the beginning of a text that is only looked at, or that typing would replace."""
        whole = bool(self.value) and set(self.selection) == {0, len(self.value)}
        return super().scroll_offset if self.has_focus and not whole else Offset()

    async def on_key(self, event: Key) -> None:
        """Keep the order of typing; what is not composed goes on to the stock handler."""
        if await run_own_binding(self, event) or self._composed(event):
            self.restart_blink()

    def _composed(self, event: Key) -> bool:
        """Let the input method chosen in the program have the key."""
        at = self.cursor_position
        if not self.selection.is_empty:
            return False
        change = _change(self, self.value[:at], self.value[at:], event)
        if change:
            self.replace(change.text, at - change.back, at + change.ahead)
            self.cursor_position = at - change.back + change.cursor
        return change is not None

    def on_paste(self, event: Paste) -> None:
        """Take the whole paste; the stock handler takes its first line and loses the rest."""
        event.stop()
        event.prevent_default()
        self.replace(of_today(self, event.text), *self.selection)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a range; every insertion and deletion comes through here.

        The new text is composed with the text before it: a mark joins its letter.
        """
        kept, self.dropped = _admit(text, multiline=False)
        if self.dropped:
            self.post_message(Dropped(self, self.dropped))
        if text and not kept:
            return  # a paste of nothing usable leaves the selection alone
        start, end = sorted((max(0, start), min(len(self.value), end)))
        new, same = _join(self.value[:start], kept)
        super().replace(new, same, end)

    def validate_value(self, value: str) -> str:
        """Compose what code puts in, too."""
        return nfc(value)

    def validate_placeholder(self, placeholder: str) -> str:
        """Show no raw control characters."""
        return _shown(placeholder)

    def drawn(self, text: str) -> str:
        """Show no raw control characters."""
        return _shown(text)


class Prose(TextField):
    """Several lines to type; Enter breaks the line, Tab leaves the field."""

    dropped = 0
    changed = ""
    composes = True

    def __init__(self, text: str = "", *, placeholder: str = "", **options: Any) -> None:
        # A string would be read as markup.
        super().__init__(nfc(text), placeholder=Content(_shown(placeholder)), **options)
        self.composing = Composing()
        remove_bindings(self, _OF_FORMS)

    async def on_key(self, event: Key) -> None:
        """Keep the order of typing; what is not composed goes on to the stock handler."""
        if await run_own_binding(self, event) or self._composed(event):
            self.restart_blink()

    def _composed(self, event: Key) -> bool:
        """Let the input method chosen in the program have the key."""
        start, end = self.selection
        row, at = end
        if start != end or self.read_only:
            return False
        line = self.document.get_line(row)
        change = _change(self, line[:at], line[at:], event)
        if change:
            first = at - change.back
            self.edit_typed(change.text, (row, first), (row, at + change.ahead))
            self.move_cursor((row, first + change.cursor))
        return change is not None

    def edit_typed(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Replace a range by what was typed or pasted, composed with the text before it."""
        kept, self.dropped = _admit(insert, multiline=True)
        if self.dropped:
            self.post_message(Dropped(self, self.dropped))
        if insert and not kept:
            return None
        (row, column), bottom = sorted((start, end))
        new, same = _join(self.document.get_line(row)[:column], kept)
        return super().edit_typed(new, (row, same), bottom)

    def on_paste(self, event: Paste) -> None:
        """Take what was pasted in the letters of today."""
        event.stop()
        event.prevent_default()
        self.edit_typed(of_today(self, event.text), *self.selection)

    def load_text(self, text: str) -> None:
        """Put a whole text in, composed; this clears the undo history."""
        super().load_text(nfc(text))

    def get_line(self, line_index: int) -> Text:
        """Return a line as drawn; a tab stays, the area widens it itself."""
        line = self.document.get_line(line_index)
        shown = "\t".join(map(_shown, line.split("\t")))
        return Text(shown, end="", no_wrap=True)
