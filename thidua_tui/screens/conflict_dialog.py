"""Another terminal recorded the same fact: keep it, replace it, or look at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from events.event import Entry
from events.text import plain
from thidua_tui.forms.conflicts import Conflicts
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.widgets.virtual_list import VirtualList
from views.names import Names

Answer: TypeAlias = Literal["keep", "replace", "look"]
ANSWERS: tuple[Answer, ...] = ("keep", "replace", "look")


class Conflict(Dialog[Answer | None]):
    """Dismissed with `keep` or `replace`, or None to go on typing; `look` opens the entry.

    Nothing that was typed is lost by any of these.
    """

    AUTO_FOCUS = "VirtualList"
    PLACE = "conflict"
    FRAME_CLASSES = "small"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_at("conflict", to="screen"),
        *(Binding(str(at + 1), f"answer({at})", "", show=False) for at in range(len(ANSWERS))),
    ]

    def __init__(self, found: Conflicts, words: Words, names: Names) -> None:
        super().__init__()
        self.found, self.words, self.names = found, words, names
        self.list = VirtualList(self.line, name="answers")

    def parts(self) -> ComposeResult:
        """The recorded fact, the typed fact, and what can be done."""
        words = self.words
        yield Static(
            Content(conflict_sentence(self.found.theirs, words, self.names)), classes="ask"
        )
        if self.found.mine:
            yield Static(Content(words("forgiving.conflict.mine")), classes="ask")
            mine = plain(words.sentence(self.found.mine, self.names))
            yield Static(Content(mine), classes="sentences")
        yield self.list

    def on_mount(self) -> None:
        """Theirs stays unless one says otherwise."""
        self.entitle(self.words("forgiving.conflict.title"))
        self.foot(self.words)
        self.list.show(len(ANSWERS), 0)

    def line(self, at: int, _: int) -> Content:
        """One answer."""
        return Content(f"{at + 1}  {self.words(f'forgiving.conflict.{ANSWERS[at]}')}")

    async def do_take(self) -> None:
        """Do what is marked."""
        await self.action_answer(self.list.chosen or 0)

    async def action_answer(self, at: int) -> None:
        """Keep, replace, or look and come back."""
        if ANSWERS[at] == "look":
            await self.app.push_screen(EntryPage(self.found.theirs[-1].position))
        else:
            self.dismiss(ANSWERS[at])


def conflict_sentence(theirs: Sequence[Entry], words: Words, names: Names) -> str:
    """Who recorded it, when, and what."""
    last = theirs[-1]
    at = f"{last.at.astimezone():%H:%M}"
    sentence = words.sentence(last.event, names)
    return words("forgiving.conflict.told", by=plain(last.by), at=at, sentence=sentence)
