"""Places and units, a line each: `1 → unit`; a blank place was not given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.message import Message

from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.widgets.picker import Picker
from thidua_tui.widgets.text_input import Entry

_NUMBERED = re.compile(r"(\d{1,3})[ .)→]\s*(.*)")
TIE = "="


class PlacePicker(Picker):
    """The unit of one place. Arrows go through the matches, or through the places."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "mark(-1)", "", show=False),
        Binding("down", "mark(1)", "", show=False),
    ]

    class Moved(Message):
        """The cursor wants to another place."""

        def __init__(self, picker: PlacePicker, step: int) -> None:
            super().__init__()
            self.picker, self.step = picker, step

    class Tied(Message):
        """This unit shares the place of the unit above, or no longer."""

        def __init__(self, picker: PlacePicker) -> None:
            super().__init__()
            self.picker = picker

    async def on_key(self, event: Key) -> None:
        """`=` at the start of a line makes a tie."""
        if event.character == TIE and (not self.value or self.chosen):
            event.stop()
            event.prevent_default()
            self.post_message(self.Tied(self))

    def action_mark(self, step: int) -> None:
        """Mark another match; with none shown, go to another place."""
        if self.open:
            super().action_mark(step)
        else:
            self.post_message(self.Moved(self, step))


class PlaceLine(Vertical):
    """A place, its unit, and the matches while it is being typed."""

    def __init__(self) -> None:
        super().__init__()
        self.picker = PlacePicker()
        self.number = 1
        self.fixed = 0  # a place that was typed, as in `4 stc`
        self.tied = False

    def compose(self) -> ComposeResult:
        """Compose the unit after its place."""
        yield self.picker

    def render(self) -> Content:
        """Draw the place."""
        return Content(f"{self.number:>3} →")


class Places(Vertical):
    """As many lines as are filled, and one more."""

    class Changed(Message):
        """A place or a unit changed."""

    class Submitted(Message):
        """Enter on a blank line."""

    def __init__(self) -> None:
        super().__init__()
        self.options: Sequence[Option] = ()
        self.lines = [PlaceLine()]

    def compose(self) -> ComposeResult:
        """The first line."""
        yield from self.lines

    @property
    def raw(self) -> str:
        """A place and a code on each line that has a unit."""
        filled = zip(self.numbers(), self.lines, strict=True)
        return "\n".join(f"{n} {line.picker.raw}" for n, line in filled if line.picker.raw.strip())

    def numbers(self) -> list[int]:
        """The place of each line: typed, tied, or the next; after a tie as many are left out."""
        numbers: list[int] = []
        for line in self.lines:
            above = numbers[-1] if numbers else 0
            following = above + numbers.count(above) if numbers else 1
            numbers.append(line.fixed or (above if line.tied and above else following))
        return numbers

    def offer(self, options: Sequence[Option]) -> None:
        """The units that can have a place."""
        self.options = options
        for line in self.lines:
            line.picker.offer(options)

    async def put(self, raw: str) -> None:
        """Show these places."""
        rows = [row.partition(" ") for row in raw.split("\n") if row.strip()]
        while len(self.lines) < len(rows) + 1:
            await self._add()
        for line in self.lines[len(rows) + 1 :]:
            await line.remove()
        del self.lines[len(rows) + 1 :]
        for line, (number, _, unit) in zip(self.lines, rows, strict=False):
            line.fixed, line.tied = int(number) if number.isdecimal() else 0, False
            line.picker.put(unit)
        self.lines[-1].picker.put("")
        self._number()

    async def _add(self) -> PlaceLine:
        line = PlaceLine()
        self.lines.append(line)
        await self.mount(line)
        line.picker.offer(self.options)
        self._number()
        return line

    def _number(self) -> None:
        for number, line in zip(self.numbers(), self.lines, strict=True):
            line.number = number
            line.refresh()

    def focus(self, scroll_visible: bool = True) -> Places:
        """Put the cursor into the first blank line."""
        blank = (line for line in self.lines if not line.picker.raw.strip())
        next(blank, self.lines[-1]).picker.focus(scroll_visible)
        return self

    def _line_of(self, picker: object) -> int:
        return next(at for at, line in enumerate(self.lines) if line.picker is picker)

    def on_mount(self) -> None:
        """Number the first line."""
        self._number()

    def on_input_changed(self, event: Entry.Changed) -> None:
        """`4 stc` gives the place with the unit."""
        event.stop()
        line = self.lines[self._line_of(event.input)]
        if found := _NUMBERED.fullmatch(event.value):
            line.fixed, line.tied = int(found[1]), False
            event.input.value = found[2]
        self._number()
        self.post_message(self.Changed())

    async def on_input_submitted(self, event: Entry.Submitted) -> None:
        """Go to the next place; from a blank place, out."""
        event.stop()
        if not event.value.strip():
            self.post_message(self.Submitted())
        else:
            await self._go(self._line_of(event.input) + 1)

    async def on_place_picker_moved(self, event: PlacePicker.Moved) -> None:
        """Go to another place; downwards from the last place, skip it."""
        event.stop()
        await self._go(self._line_of(event.picker) + event.step)

    def on_place_picker_tied(self, event: PlacePicker.Tied) -> None:
        """Share the place above, or no longer."""
        event.stop()
        line = self.lines[self._line_of(event.picker)]
        line.tied, line.fixed = not line.tied, 0
        self._number()
        self.post_message(self.Changed())

    async def _go(self, at: int) -> None:
        if at == len(self.lines) and at <= len(self.options):
            await self._add()
        if 0 <= at < len(self.lines):
            self.lines[at].picker.focus()
