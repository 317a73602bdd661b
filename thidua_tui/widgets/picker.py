"""Pick an option by a few letters: matches appear under the line, Enter or Tab takes the marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from events.text import plain
from thidua_tui.parsing.fuzzy_match import Match, Option, ranked, unique_match
from thidua_tui.widgets.styled_text import highlight
from thidua_tui.widgets.text_input import Entry

SHOWN = 5
"""How many matches are shown at once."""


class Matches(Static, can_focus=False):
    """The matches of a picker; the marked match has a sign that needs no colour."""

    def __init__(self) -> None:
        super().__init__(classes="matches")
        self.display = False

    def offer(self, found: Sequence[Match], at: int) -> None:
        """Show the matches around the marked match; an empty list is hidden."""
        self.display = bool(found)
        first = max(0, min(at - SHOWN // 2, len(found) - SHOWN))
        lines = [
            _line(match, marked=first + row == at)
            for row, match in enumerate(found[first : first + SHOWN])
        ]
        if rest := len(found) - len(lines):
            lines[-1] += Content.styled(f"  (+{rest})", "dim")
        self.update(Content("\n").join(lines))


def _line(match: Match, *, marked: bool) -> Content:
    option = match.option
    former = f"← {match.former}" if match.former else ""
    details = " · ".join(plain(text) for text in (former, option.also, option.code) if text)
    name = highlight(f"{'▸' if marked else ' '} {plain(option.name)}", match.lit, offset=2)
    if marked:
        name = name.stylize_before("reverse")
    return name + Content.styled(f"  {details}", "dim")


class Picker(Entry):
    """A line in which one of `options` is named; `raw` is its code once it is beyond doubt."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "mark(-1)", "", show=False),
        Binding("down", "mark(1)", "", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.matches = Matches()
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
        if self.found and not self.matches.is_attached and isinstance(self.parent, Widget):
            self.parent.mount(self.matches)
        self.matches.offer(self.found, self.marked)

    def action_mark(self, step: int) -> None:
        """Mark the next match, or show all of them."""
        if not self.found:
            self._open = True
            at = [option.code for option in self.options]
            self.marked = at.index(self.chosen.code) if self.chosen else 0
        else:
            self.marked = (self.marked + step) % len(self.found)
        self._look()

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
