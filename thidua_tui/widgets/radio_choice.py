"""One of a few words: arrows or Space change it, letters find it; readable without colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message
from textual.widget import Widget

from events.text import find, nfc, plain
from thidua_tui.widgets.styled_text import clickable

PAUSE = 1.0
"""Seconds after which a letter begins another word."""
_STEPS = {"left": -1, "right": 1, "space": 1, "up": -1, "down": 1}


class Choice(Widget, can_focus=True):
    """The words next to each other where they fit, else the chosen word between arrows."""

    auto_links = False  # no word is underlined

    class Changed(Message):
        """Another word was chosen."""

    class Submitted(Message):
        """Enter was pressed."""

    class Pasted(Message):
        """A text was pasted, which belongs into another field."""

        def __init__(self, choice: Choice, text: str) -> None:
            super().__init__()
            self.choice, self.text = choice, text

    def __init__(self, values: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.values = list(values)
        self.at = 0
        self.clock: Callable[[], float] = monotonic
        self._letters: list[str] = []
        self._last = 0.0

    @property
    def raw(self) -> str:
        """The value chosen."""
        return self.values[self.at][0]

    def put(self, raw: str) -> None:
        """Choose a value; an unknown value chooses the first."""
        self.at = next((at for at, (value, _) in enumerate(self.values) if value == raw), 0)
        self.refresh()

    def on_key(self, event: Key) -> None:
        """Change, find, or go on."""
        typing = bool(self._letters) and self.clock() - self._last < PAUSE
        if event.key == "enter":
            self.post_message(self.Submitted())
        elif event.key == "backspace":
            self._type(self._letters[:-1] if typing else [])
        elif event.key in _STEPS and not (typing and event.key == "space"):
            self._go(self.at + _STEPS[event.key])
        elif event.key in ("home", "end"):
            self._go(0 if event.key == "home" else -1)
        elif event.character and event.is_printable:
            self._type([*(self._letters if typing else ()), event.character])
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Pass a text on: the form knows where it fits."""
        event.stop()
        self.post_message(self.Pasted(self, event.text))

    def on_blur(self) -> None:
        """Forget the letters: they belong to this visit."""
        self._letters = []

    def _go(self, at: int, letters: Sequence[str] = ()) -> None:
        self.at, self._letters = at % len(self.values), list(letters)
        self.refresh()
        self.post_message(self.Changed())

    def _type(self, letters: list[str]) -> None:
        """Choose what the letters typed in one go mean; where they mean nothing, change nothing."""
        self._letters, self._last = letters, self.clock()
        meant = ""
        for letter in letters:  # a letter that leads nowhere is passed over
            meant += letter if self._meant(meant + letter) else ""
        begins, holds = self._meant(meant) or ([], [])
        if spelt := [at for at in holds if _spelt(meant, self.values[at][1])]:
            begins = [at for at in begins if at in spelt] or spelt  # «giơ»: not «giới thiệu»
        at = begins[0] if begins else holds[0] if len(holds) == 1 else self.at
        if at != self.at:
            self._go(at, letters)

    def _meant(self, letters: str) -> tuple[list[int], list[int]] | None:
        """The choices that begin with the letters, and those with a word that does; None for none.

        A single letter looks behind the present choice first, more letters stay with it.
        """
        query = nfc("".join(letters.split()))
        count, first = len(self.values), self.at + (len(query) == 1)
        order = [(first + step) % count for step in range(count)] if query else []
        begins = [at for at in order if _starts(query, self.values[at][1], first_word=True)]
        holds = [at for at in order if _starts(query, self.values[at][1])]
        return (begins, holds) if holds else None

    def render(self) -> Content:
        """Draw all words, the chosen word in brackets; or that word alone, with its number."""
        if sum(len(label) + 4 for _, label in self.values) <= self.size.width:
            words = (clickable(self._word(at), f"pick({at})") for at in range(len(self.values)))
            return Content(" ").join(words)
        count = f"  {self.at + 1}/{len(self.values)}"
        before, after = clickable("‹ ", "step(-1)"), clickable(" ›", "step(1)")
        return Content.assemble(before, self._word(self.at), after, (count, "dim"))

    def action_pick(self, at: int) -> None:
        """Choose the clicked word."""
        if at != self.at:
            self._go(at)

    def action_step(self, step: int) -> None:
        """Choose the next word."""
        self._go(self.at + step)

    def _word(self, at: int) -> Content:
        label = plain(self.values[at][1])
        if at == self.at:
            return Content.styled(f"[{label}]", "bold reverse" if self.has_focus else "bold")
        return Content.styled(f" {label} ", "dim")


def _starts(query: str, label: str, *, first_word: bool = False) -> bool:
    """Whether the label, or it from one of its words on, begins with the letters."""
    words = nfc(label).split()
    starts = range(1 if first_word else len(words))
    return any((at := find(query, "".join(words[n:]))) and at[0] == 0 for n in starts)


def _spelt(query: str, label: str) -> bool:
    """Whether letters with marks are a whole word of the label as it is written."""
    typed = nfc("".join(query.split())).casefold()
    return not typed.isascii() and typed in nfc(label).casefold().split()
