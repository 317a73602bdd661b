"""What is on the screen before the ledger is open, and when it cannot be opened."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from thidua_tui.i18n.catalogue import Catalogue
from thidua_tui.keymap.action_registry import bindings_at


class Opening(Screen[None]):
    """The first frame: nothing of the ledger is known yet."""

    PLACE = "opening"
    BINDINGS = bindings_at("opening")

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(Content(Catalogue(self.lang)("screen.opening.wait")), id="opening")


class Unreadable(Screen[None]):
    """The ledger cannot be read: why, what to do, and nothing half shown."""

    PLACE = "unreadable"
    BINDINGS = bindings_at("unreadable")
    AUTO_FOCUS = ""

    def __init__(self, lang: str, sentence: str, where: str) -> None:
        super().__init__()
        self.lang, self.sentence, self.where = lang, sentence, where

    def compose(self) -> ComposeResult:
        """A heading, the sentence, the file, what to do."""
        say = Catalogue(self.lang)
        yield Static(Content(say("screen.unreadable.title")), id="unreadable-title")
        yield Static(Content(self.sentence))
        from events.text import plain  # the first frame, of this very module, needs no event

        yield Static(Content(plain(self.where)), id="unreadable-where")
        yield Static(Content(say("screen.unreadable.advice")), id="unreadable-advice")
