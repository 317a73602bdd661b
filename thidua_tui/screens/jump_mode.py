"""Jump mode: a letter next to everything that can be chosen; typing it goes there.

The letters are consonants, so that no input method makes one letter of two; a digit is a tab. Esc,
and any key that leads nowhere, leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from thidua_tui.widgets.jump_targets import Jumpable, Target

LETTERS = "sdfghklcvbnmtpqrxz"
"""Consonants that stay what they are under Telex and VNI; `j` leaves, as it came."""


def labels(count: int) -> list[str]:
    """A label for each: one letter where they suffice, else two different ones for all."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return ["".join(pair) for pair in permutations(LETTERS, 2)][:count]


def targets(screen: Screen[Any]) -> Iterator[Target]:
    """Return the jump targets of a screen: lines, fields, cells, in their order on the screen."""
    for widget in screen.walk_children(Widget):
        if isinstance(widget, Jumpable) and widget.is_on_screen:
            yield from widget.jumps()


class Jump(ModalScreen[Target | str | None]):
    """Dismissed with where to go: a place of the screen, the digit of a tab, or None."""

    CSS_PATH = "jump_mode.tcss"
    PLACE = "jump"

    def __init__(self, found: list[Target]) -> None:
        super().__init__()
        self.by_label = dict(zip(labels(len(found)), found, strict=False))
        self.typed = ""

    def compose(self) -> ComposeResult:
        """A label on each place."""
        for label, target in self.by_label.items():
            sign = Static(Content(label))
            sign.styles.offset = (max(0, target.x), target.y)
            yield sign

    def on_key(self, event: Key) -> None:
        """Go where the letters lead, or leave."""
        event.stop()
        event.prevent_default()
        letter = (event.character or "").lower().replace("đ", "d")
        if not self.typed and letter.isdecimal():
            self.dismiss(letter)
            return
        self.typed += letter
        if target := self.by_label.get(self.typed):
            self.dismiss(target)
        elif not letter or not any(label.startswith(self.typed) for label in self.by_label):
            self.dismiss(None)
