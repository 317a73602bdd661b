"""A field of a form: label to the left, entry to the right, and beneath it what there is to say."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from inspect import isawaitable
from typing import Protocol, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from events.text import plain
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.widgets.jump_targets import Target
from thidua_tui.widgets.multi_select import MultiSelect
from thidua_tui.widgets.radio_choice import Choice
from thidua_tui.widgets.ranking_editor import Places
from thidua_tui.widgets.text_input import Entry, Prose

MARK = "▸"
WRONG = "▲"
UNDERSTOOD = "→"


class Editor(Protocol):
    """What every entry of a field can do."""

    @property
    def raw(self) -> str:
        """Its content as one text."""

    def put(self, raw: str) -> Awaitable[None] | None:
        """Put a text in."""


class FieldRow(Vertical):
    """A form field. The line under it shows an error, else the parsed value, else a hint."""

    class Edited(Message):
        """Its content changed by hand."""

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    class Entered(Message):
        """Enter was pressed in it."""

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    class Left(Message):
        """The cursor went elsewhere."""

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, name: str, label: str, hint: str, editor: Widget) -> None:
        super().__init__(id=f"row-{name}")
        self.field, self.text, self.hint, self.editor = name, label, hint, editor
        self.note = Static(classes="note")
        self.wrong = self.understood = ""
        self._noted = ""
        self._given: str | None = None

    def compose(self) -> ComposeResult:
        """Compose the editor after the label, then the note; what unfolds is mounted on demand."""
        yield self.editor
        yield self.note

    def render(self) -> Content:
        """Draw the label, marked while the field has the focus; a widget for it would cost time."""
        here = self.has_focus_within
        return Content.styled(
            f"{MARK if here else ' '} {plain(self.text)}", "bold $primary" if here else ""
        )

    def on_mount(self) -> None:
        """Show label and hint."""
        self.say()

    def on_click(self, event: Click) -> None:
        """Go to the field whose label or note was clicked."""
        if not self.has_focus_within and event.widget in (self, self.note):
            self.editor.focus()

    def jumps(self) -> Iterator[Target]:
        """The field itself, if its label is in sight."""
        if self.region.y >= 0:
            yield Target(self.region.x, self.region.y, self.editor.focus)

    @property
    def raw(self) -> str:
        """Return the content of the field."""
        return cast(Editor, self.editor).raw

    @property
    def shown(self) -> str:
        """The line that a person sees in it; empty where it is none."""
        return str(getattr(self.editor, "value", ""))

    async def put(self, raw: str) -> None:
        """Set a text that was not typed."""
        self._given = raw
        if isawaitable(doing := cast(Editor, self.editor).put(raw)):
            await doing
        self._given = self.raw

    def offer(self, options: Sequence[Option]) -> None:
        """What can be chosen from now on; most fields have nothing to choose."""
        if callable(offer := getattr(self.editor, "offer", None)):
            offer(options)

    def say(self) -> None:
        """Update the note, and mark the field while it has the focus."""
        here = self.has_focus_within
        self.note.set_class(bool(self.wrong), "wrong")
        if self.wrong:
            self._note(f"{WRONG} {self.wrong}")
        elif self.understood:
            self._note(f"{UNDERSTOOD} {self.understood}")
        else:
            self._note(self.hint if here else "")

    def _note(self, text: str) -> None:
        """Show this; the layout is refreshed only when the note may take another number of lines.

        Laying out costs more than all else that a letter causes.
        """
        before, self._noted = self._noted, text
        if text != before:
            room = self.note.size.width
            longest = max(Content(before).cell_length, Content(text).cell_length)
            one_line = longest <= room and "\n" not in before + text
            self.note.update(Content(text), layout=not one_line)

    def on_descendant_focus(self) -> None:
        """Show the hint of the focused field, with the line under it."""
        self.refresh()
        self.say()
        self.note.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        """Hide it again, and let the form look at what was typed."""
        self.refresh()
        self.say()
        self.post_message(self.Left(self))

    @on(Entry.Changed)
    @on(Prose.Changed)
    @on(MultiSelect.Ticked)
    @on(Choice.Changed)
    @on(Places.Changed)
    def _edited(self, event: Message) -> None:
        """Notify the form, unless the form itself set the text."""
        event.stop()
        if self.raw != self._given:
            self._given = None
            self.post_message(self.Edited(self))

    @on(Entry.Submitted)
    @on(Choice.Submitted)
    @on(Places.Submitted)
    def _entered(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Entered(self))
