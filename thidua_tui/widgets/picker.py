"""Pick an option by a few letters: matches appear under the line, Enter or Tab takes the marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.widget import Widget
from textual.widgets import Static

from events.text import plain
from thidua_tui.parsing.fuzzy_match import Match, Option, ranked, unique_match
from thidua_tui.widgets.styled_text import highlight
from thidua_tui.widgets.text_input import Entry

SHOWN = 5
"""How many matches are shown at once."""


class DropDown(Static, can_focus=False):
    """The lines under a field from which one is chosen: as many as fit, around the marked line.

    The field mounts it next to itself when there is something to show; an empty list is hidden.
    """

    def __init__(
        self, kind: str, most: int, line: Callable[[int], Content], pick: Callable[[int], None]
    ) -> None:
        super().__init__(classes=kind)
        self.most, self.line, self.pick = most, line, pick
        self.first = 0
        self.display = False

    def show(self, field: Widget, count: int, at: int, *, rest: bool = False) -> None:
        """Show so many lines under a field; `rest` says how many more there are."""
        if count and not self.is_attached and isinstance(field.parent, Widget):
            field.parent.mount(self)
        self.first = first = max(0, min(at - self.most // 2, count - self.most))
        lines = [self.line(row) for row in range(first, min(first + self.most, count))]
        if rest and count > len(lines):
            lines[-1] += Content.styled(f"  (+{count - len(lines)})", "dim")
        self.update(Content("\n").join(lines))
        self.display = bool(lines)

    def on_click(self, event: Click) -> None:
        """Pick the line that was clicked."""
        event.stop()
        if offset := event.get_content_offset(self):
            self.pick(self.first + offset.y)


class Picker(Entry):
    """A line in which one of `options` is named; `raw` is its code once it is beyond doubt."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "mark(-1)", "", show=False),
        Binding("down", "mark(1)", "", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.matches = DropDown("matches", SHOWN, self._line, self._pick)
        self.options: Sequence[Option] = ()
        self.found: Sequence[Match] = ()
        self.marked = 0
        self.chosen: Option | None = None
        self._open = False

    @property
    def raw(self) -> str:
        """The code of what was chosen or is meant beyond doubt, else the letters."""
        if self.chosen:
            return self.chosen.code
        meant = unique_match(self.value, self.options)
        return meant.code if meant else self.value

    def offer(self, options: Sequence[Option]) -> None:
        """Choose among these from now on."""
        if list(options) != list(self.options):
            self.options = options
            self._look()

    def put(self, raw: str) -> None:
        """Put in a code, or letters."""
        self.chosen = next((option for option in self.options if option.code == raw), None)
        self.value = self.chosen.name if self.chosen else raw
        self._look()

    @property
    def open(self) -> bool:
        """Whether matches are shown."""
        return bool(self.found)

    def watch_value(self, value: str) -> None:
        """Forget the choice when other letters are typed."""
        if self.chosen and value != self.chosen.name:
            self.chosen = None
        self._open = False
        self.marked = 0
        self._look()

    def _look(self) -> None:
        """Find what the letters mean, and show it while the cursor is here."""
        wanted = self.has_focus and (self._open or (bool(self.value.strip()) and not self.chosen))
        query = "" if self.chosen else self.value
        self.found = ranked(query, self.options) if wanted else ()
        self.marked = min(self.marked, max(0, len(self.found) - 1))
        self.matches.show(self, len(self.found), self.marked, rest=True)

    def _line(self, row: int) -> Content:
        """A match; the marked match has a sign that needs no colour."""
        match, marked = self.found[row], row == self.marked
        option = match.option
        former = f"← {match.former}" if match.former else ""
        code = "" if option.code == option.name else option.code
        details = " · ".join(plain(text) for text in (former, option.also, code) if text)
        name = highlight(f"{'▸' if marked else ' '} {plain(option.name)}", match.lit, offset=2)
        if marked:
            name = name.stylize_before("reverse")
        return name + Content.styled(f"  {details}", "dim")

    def action_mark(self, step: int) -> None:
        """Mark the next match, or show all of them."""
        if not self.found:
            self._open = True
            at = [option.code for option in self.options]
            self.marked = at.index(self.chosen.code) if self.chosen else 0
        else:
            self.marked = (self.marked + step) % len(self.found)
        self._look()

    def _pick(self, row: int) -> None:
        """Take the match that was clicked."""
        if row < len(self.found):
            self.marked = row
            self.take()

    def take(self) -> None:
        """Take the marked match, if letters or a look into the list ask for a match."""
        if self.found:
            self.chosen = self.found[self.marked].option
            self._open = False
            self.value = self.chosen.name
            self.cursor_position = len(self.value)
            self._look()

    async def action_submit(self) -> None:
        """Take the marked match and go on."""
        self.take()
        await super().action_submit()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Take the marked match when the cursor leaves: Tab does what Enter does."""
        super().watch_has_focus(has_focus)
        if not has_focus and self.app.app_focus:
            self.take()
        self._look()
