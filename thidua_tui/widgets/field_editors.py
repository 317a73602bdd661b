"""The editor of each kind of field, with `raw` and `put`, and the row that holds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.widget import Widget

from events.collation import same_name
from thidua_tui.parsing.book_table import criteria_text, is_toml
from thidua_tui.parsing.clipboard_table import is_table
from thidua_tui.parsing.fuzzy_match import ranked
from thidua_tui.parsing.pasted_lists import unit_list
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.multi_select import MultiSelect
from thidua_tui.widgets.picker import Picker
from thidua_tui.widgets.radio_choice import Choice
from thidua_tui.widgets.ranking_editor import Places
from thidua_tui.widgets.text_input import Entry, Prose, of_today


class OneLine(Entry):
    """A line of text; a space does not take the place of a text that is selected as a whole."""

    @property
    def raw(self) -> str:
        """What was typed."""
        return self.value

    def put(self, raw: str) -> None:
        """Put a text in."""
        self.value = raw

    async def on_key(self, event: Key) -> None:
        """Keep a selected text from a space, which would leave a blank field."""
        if event.key == "space" and self.value and self.selected_text == self.value:
            event.stop()
            event.prevent_default()
            self.cursor_position = len(self.value)


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
        """Count from the current number."""
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


class AgendaLines(ManyLines):
    """An agenda, one item a line; what is pasted becomes lines of its own at the cursor."""

    class Pasted(Message):
        """Items were pasted behind a line of the text; `after` is empty for the beginning."""

        def __init__(self, items: Sequence[str], after: str) -> None:
            super().__init__()
            self.items, self.after = items, after

    def put(self, raw: str) -> None:
        """Put a text in; its beginning is seen."""
        super().put(raw)
        self.move_cursor((0, 0))

    def on_paste(self, event: Paste) -> None:
        """Take one line as letters; several as items before or behind that of the cursor."""
        lines = [line.strip() for line in of_today(self, event.text).splitlines() if line.strip()]
        if len(lines) < 2 or self.selected_text:
            super().on_paste(event)
            return
        event.stop()
        event.prevent_default()
        row, column = self.cursor_location
        text, line = "\n".join(lines), self.document.get_line(row)
        if not column or not line:
            self.edit_typed(f"{text}\n" if line else text, (row, 0), (row, 0))
            row -= 1
        else:
            self.edit_typed(f"\n{text}", (row, len(line)), (row, len(line)))
        after = self.document.get_line(row) if row >= 0 else ""
        self.post_message(self.Pasted(lines, after))


class TableLines(ManyLines):
    """A list, one thing a line; what is pasted from Word or Excel is tidied first."""

    tidy: Callable[[str], str]

    def on_paste(self, event: Paste) -> None:
        """Take the list, tidied at once, so that the text shown is what will be recorded."""
        event.stop()
        event.prevent_default()
        text = of_today(self, event.text)
        start, end = self.selection
        if is_table(text):
            text = type(self).tidy(text)
            if start == end and end[1] == len(self.document.get_line(end[0])) > 0:
                text = f"\n{text}"  # a list goes on below the line on which the cursor is
        self.edit_typed(text, start, end)


class UnitLines(TableLines):
    """One unit a line: name; short name; code."""

    tidy = staticmethod(unit_list)


class CriteriaLines(TableLines):
    """One criterion a line: code; name; maximum."""

    tidy = staticmethod(criteria_text)

    def put(self, raw: str) -> None:
        """Put a text in; of a whole book the beginning is seen."""
        super().put(raw)
        if is_toml(raw):
            self.move_cursor((0, 0))


class Suggested(Picker):
    """A line of any text; `options` are texts that can be taken instead of typing them.

    What is typed stays, unless an option is marked by the arrow keys, clicked, or typed in full.
    """

    def watch_value(self, value: str) -> None:
        """Mark nothing until an arrow key does."""
        super().watch_value(value)
        self.marked = -1
        self._look()

    def take(self) -> None:
        """Take what is marked, or the option whose name was typed, whatever its marks."""
        if self.marked < 0:
            same = [one for one in self.options if same_name(one.name, self.value)]
            self.found = ranked(same[0].name, same) if same and not self.chosen else ()
            self.marked = 0
        super().take()
        self.marked = -1
        self._look()

    @property
    def raw(self) -> str:
        """The text that was chosen, else what was typed."""
        return self.chosen.code if self.chosen else self.value


EDITORS: dict[str, Callable[[], Widget]] = {
    "pick": Picker,
    "suggested": Suggested,
    "picks": MultiSelect,
    "places": Places,
    "units": UnitLines,
    "criteria": CriteriaLines,
    "book": CriteriaLines,
    **dict.fromkeys(("pairs", "sheet"), ManyLines),
    "agenda": AgendaLines,
    "prose": ManyLines,
    "lot": ManyLines,
    **dict.fromkeys(("year", "number"), Number),
    **dict.fromkeys(("code", "key", "points", "amount", "votes", "count", "share", "clock"), Sign),
    **dict.fromkeys(("file", "evidence-file"), Sign),
}
"""Kind of field -> its editor; a choice has its words, and every other field is a line."""


def row_for(
    kind: str, name: str, label: str, hint: str, values: Sequence[tuple[str, str]] = ()
) -> FieldRow:
    """A row for a field of this kind; `values` are the words of a choice."""
    editor = Choice(values) if kind in ("choice", "flag") else EDITORS.get(kind, OneLine)()
    row = FieldRow(name, label, hint, editor)
    row.add_class(f"-{kind}")
    return row
