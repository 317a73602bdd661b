"""Jump mode: a letter on everything that can be chosen; typing or clicking it goes there.

The letters are consonants, so that no input method makes one letter of two; a digit is a tab. Esc,
and any key that leads nowhere, leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click, Key
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

    def __init__(self, found: list[Target], how: str) -> None:
        super().__init__()
        self.by_label = dict(zip(labels(len(found)), found, strict=False))
        self.typed, self.how = "", how
        self.caps = [(target, _cap(label, target)) for label, target in self.by_label.items()]

    def compose(self) -> ComposeResult:
        """A label on each place, and at the foot what to do."""
        yield from (cap for _, cap in self.caps)
        yield Static(Content(self.how), id="jump-how")

    def on_click(self, event: Click) -> None:
        """Go where the label that was clicked leads; elsewhere, leave."""
        at = (event.screen_x, event.screen_y)
        found = (target for target, cap in self.caps if cap.region.contains(*at))
        self.dismiss(next(found, None))

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


def _cap(label: str, target: Target) -> Static:
    """A label at its place, two cells wide: the text of a line begins behind it."""
    cap = Static(Content(label.rjust(2)), classes="cap")
    cap.styles.offset = (max(0, target.x), target.y)
    return cap
