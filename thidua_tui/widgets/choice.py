"""One of a few words: arrows or Space change it, first letters jump; readable without colour."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget

from events.text import fold, plain

_STEPS = {"left": -1, "right": 1, "space": 1, "up": -1, "down": 1}


class Choice(Widget, can_focus=True):
    """The words side by side where they fit, else the chosen one between arrows."""

    class Changed(Message):
        """Another word was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    class Submitted(Message):
        """Enter was pressed."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, values: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.values = list(values)
        self.at = 0

    @property
    def raw(self) -> str:
        """The value chosen."""
        return self.values[self.at][0]

    def put(self, raw: str) -> None:
        """Choose a value; an unknown one chooses the first."""
        self.at = next((at for at, (value, _) in enumerate(self.values) if value == raw), 0)
        self.refresh()

    def on_key(self, event: Key) -> None:
        """Change, jump, or go on."""
        if event.key == "enter":
            self.post_message(self.Submitted(self))
        elif event.key in _STEPS:
            self._go(self.at + _STEPS[event.key])
        elif event.key in ("home", "end"):
            self._go(0 if event.key == "home" else -1)
        elif event.character and event.is_printable:
            self._jump(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _go(self, at: int) -> None:
        self.at = at % len(self.values)
        self.refresh()
        self.post_message(self.Changed(self))

    def _jump(self, letter: str) -> None:
        """Go to the next word that begins with the letter, or else holds a word that does."""
        order = [(self.at + step) % len(self.values) for step in range(1, len(self.values) + 1)]
        start = fold(letter)
        words = {at: fold(self.values[at][1]).split() for at in order}
        first = [at for at in order if words[at] and words[at][0].startswith(start)]
        other = [at for at in order if any(word.startswith(start) for word in words[at])]
        for at in (*first, *other)[:1]:
            self._go(at)

    def render(self) -> Content:
        """Draw all words, the chosen one in brackets; or that one alone, and which of how many."""
        if sum(len(label) + 4 for _, label in self.values) <= self.size.width:
            return Content(" ").join(self._word(at) for at in range(len(self.values)))
        count = f"  {self.at + 1}/{len(self.values)}"
        return Content.assemble("‹ ", self._word(self.at), " ›", (count, "dim"))

    def _word(self, at: int) -> Content:
        label = plain(self.values[at][1])
        if at == self.at:
            return Content.styled(f"[{label}]", "bold reverse" if self.has_focus else "bold")
        return Content.styled(f" {label} ", "dim")
