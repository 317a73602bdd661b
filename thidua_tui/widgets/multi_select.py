"""Several of many: a list with ticks under a line that filters it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message

from events.text import plain
from thidua_tui.parsing.clipboard_table import is_table, rows_of
from thidua_tui.parsing.fuzzy_match import Option, matches, places
from thidua_tui.parsing.pasted_lists import NAME_HEADS, NUMBER_HEADS, is_head, name_column, named_in
from thidua_tui.widgets.picker import DropDown
from thidua_tui.widgets.styled_text import highlight
from thidua_tui.widgets.text_input import Entry

SHOWN = 8
"""How many lines of the list are shown at once."""
ALL, NONE = "+", "-"


class MultiSelect(Entry):
    """Space ticks what is marked, `+` all that is shown, `-` none of it; letters filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "mark(-1)", "", show=False),
        Binding("down", "mark(1)", "", show=False),
        Binding("pageup", "mark(-8)", "", show=False),
        Binding("pagedown", "mark(8)", "", show=False),
    ]

    class Ticked(Message):
        """Something was ticked, or is no longer."""

    class Missed(Message):
        """Rows of a pasted table that name nothing that can be ticked."""

        def __init__(self, names: Sequence[str]) -> None:
            super().__init__()
            self.names = tuple(names)

    def __init__(self) -> None:
        super().__init__()
        self.below = DropDown("ticklist", SHOWN, self._line, self._pick)
        self.options: Sequence[Option] = ()
        self.first: Sequence[str] = ()
        self.ticked: set[str] = set()
        self.listed: Sequence[Option] = ()
        self.marked = 0

    @property
    def raw(self) -> str:
        """The codes that are ticked: those put in first, in their order, then as in the list."""
        order = dict.fromkeys((*self.first, *(option.code for option in self.options)))
        return " ".join(code for code in order if code in self.ticked)

    @property
    def found(self) -> list[Option]:
        """What the filter lets through, in the order of the list."""
        let = {option.code for option in matches(self.value, self.options)}
        return [option for option in self.options if option.code in let]

    def offer(self, options: Sequence[Option]) -> None:
        """Choose among these from now on."""
        if list(options) != list(self.options):
            self.options = options
            self._draw()

    def put(self, raw: str) -> None:
        """Tick these codes and no others."""
        self.first = raw.split()
        self.ticked = set(self.first)
        self._draw()

    async def on_key(self, event: Key) -> None:
        """Space and signs act on the list; everything else is typed into the filter."""
        act = {" ": self.tick, ALL: self.tick_all, NONE: self.tick_none}
        if event.character in act:
            event.stop()
            event.prevent_default()  # or the line's own handler would type it
            act[event.character]()

    def on_paste(self, event: Paste) -> None:
        """Tick what a pasted table names; another paste is typed into the filter."""
        if not is_table(event.text):
            return
        event.stop()
        event.prevent_default()
        rows = [row for row in rows_of(event.text) if not is_head(row[0], NAME_HEADS, NUMBER_HEADS)]
        found = named_in(rows, name_column(rows, self.options) or 0, self.options)
        self.ticked |= {option.code for _, option in found if option}
        if missed := [name for name, option in found if not option and name]:
            self.post_message(self.Missed(missed))
        self._ticks_changed()

    def watch_value(self, _value: str) -> None:
        """Filter again."""
        self.marked = 0
        self._draw()

    def action_mark(self, step: int) -> None:
        """Go up or down the list."""
        count = len(self.found)
        whole = abs(step) == 1  # a single step goes round, a leap stops at the end
        self.marked = (self.marked + step) % count if whole and count else self.marked + step
        self.marked = max(0, min(self.marked, count - 1))
        self._draw()

    def _pick(self, row: int) -> None:
        """Tick the line that was clicked, or take its tick away; the list stays as it is."""
        if row < len(self.listed):
            self.marked = row
            self.ticked ^= {self.listed[row].code}
            self._ticks_changed()

    def tick(self) -> None:
        """Tick what is marked, or take the tick away; with a filter, clear it then."""
        if found := self.found:
            self.ticked ^= {found[self.marked].code}
            if self.value:
                self.value = ""
            else:
                self.marked = min(self.marked + 1, len(found) - 1)
            self._ticks_changed()

    def tick_all(self) -> None:
        """Tick all that is shown."""
        self.ticked |= {option.code for option in self.found}
        self._ticks_changed()

    def tick_none(self) -> None:
        """Take the tick from all that is shown."""
        self.ticked -= {option.code for option in self.found}
        self._ticks_changed()

    def _ticks_changed(self) -> None:
        self._draw()
        self.post_message(self.Ticked())

    def _draw(self) -> None:
        self.listed = self.found
        self.marked = max(0, min(self.marked, len(self.listed) - 1))
        self.below.show(self, len(self.listed) if self.has_focus else 0, self.marked)

    def _line(self, row: int) -> Content:
        option = self.listed[row]
        sign = "✓" if option.code in self.ticked else " "
        text = f"{'▸' if row == self.marked else ' '} [{sign}] {plain(option.name)}"
        line = highlight(text, places(self.value, plain(option.name)), offset=6)
        if row == self.marked:
            line = line.stylize_before("reverse")
        return line + Content.styled(f"  {plain(option.code)}", "dim")

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the list while the cursor is here; forget the filter when it leaves."""
        super().watch_has_focus(has_focus)
        if not has_focus:
            self.value = ""
        self._draw()
