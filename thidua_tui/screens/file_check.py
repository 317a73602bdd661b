"""What a file would record, line by line, before any of it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from events.text import plain
from thidua_tui.forms.column_choices import COLUMNS
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.search_items import Item
from thidua_tui.screens.sheet_tabs import SheetTabs
from thidua_tui.widgets.sentence_line import SentenceLine
from thidua_tui.widgets.styled_text import sentence
from thidua_tui.widgets.virtual_list import VirtualList

WRONG_STYLE, ASKED_STYLE = "bold $error", "bold $warning"
"""The styles of what cannot be recorded, and of what has to be answered."""


class Assigned(NamedTuple):
    """A column that a person assigned: its heading, and what it holds."""

    head: str
    holds: str


class FileCheck(Dialog[bool | Assigned]):
    """Dismissed with whether what the file says is taken, or with a column that was assigned.

    Args:
        texts: The lines, each with its style.
        asked: How much of it has to be answered.
        heads: The headings of the columns that are passed over, or were assigned.
        words: The words of the chosen language.
        says: What there is to say: `take` is the label of Enter, `about` what Enter does, `ask`
            the same where something is asked, `confirm` that a second Enter answers it.
    """

    AUTO_FOCUS = "VirtualList"
    CSS_PATH = "file_check.tcss"
    PLACE = "sheet"
    FRAME = "sheet-check"
    BINDINGS = bindings_at("sheet", to="screen")

    def __init__(
        self,
        texts: Sequence[tuple[str, str]],
        asked: int,
        heads: Sequence[str],
        words: Words,
        says: Mapping[str, str],
    ) -> None:
        super().__init__()
        self.texts, self.asked, self.words, self.says = texts, asked, words, says
        self.heads = heads
        self.confirmed = not asked
        self.message = SentenceLine(id="message")
        self.list = VirtualList(self.line, name="sheet-lines")

    def parts(self) -> ComposeResult:
        """The lines, and what there is to say."""
        yield self.list
        yield self.message

    def on_mount(self) -> None:
        """Show what the file says."""
        self.entitle(self.words("sheetin.check.title"))
        self.list.show(len(self.texts))
        self.foot(self.words, {"take": self.says["take"]})
        self._about()

    def _about(self) -> None:
        """Say what there is to do."""
        self._say(self.says["ask" if self.asked else "about"])

    def _say(self, text: str) -> None:
        style = ASKED_STYLE if self.asked else "$secondary"
        self.message.show(Content.styled(text, style))

    def line(self, at: int, width: int) -> Content:
        """Draw one line; the line of the cursor is in full below where it is cut."""
        text, style = self.texts[at]
        return sentence(Content.styled(text, style)).truncate(width, ellipsis=True)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Show the line of the cursor in full."""
        event.stop()
        if not self.list.cursor:
            self._about()
            return
        text, style = self.texts[self.list.cursor]
        self.message.show(Content.styled(text, style or "$secondary"))

    async def do_take(self) -> None:
        """Take it; what is asked has to be confirmed by a second key."""
        if not self.confirmed:
            self.confirmed = True
            self._say(self.says["confirm"])
            return
        self.dismiss(True)

    async def do_assign_column(self) -> None:
        """Choose a column that is passed over, and what it holds; the file is read again."""
        ask_column(self, self.heads, self.words, self._assigned)

    def _assigned(self, assigned: Assigned) -> None:
        self.dismiss(assigned)

    async def do_leave(self) -> None:
        """Take nothing."""
        self.dismiss(False)

    do_leave_list = do_leave


def ask_column(
    screen: Screen[Any], heads: Sequence[str], words: Words, then: Callable[[Assigned], None]
) -> None:
    """Ask which column is meant, then what it holds; without columns, sound the bell.

    Args:
        screen: The page or dialog in front.
        heads: The headings to choose from.
        words: The words of the chosen language.
        then: Takes what was assigned.
    """
    if not heads:
        screen.app.bell()
        return
    names = {head: plain(" ".join(head.split())) for head in heads}
    items = [Item(kind="column", code=head, name=name) for head, name in names.items()]
    contents = [
        Item(kind="content", code=holds, name=words(f"sheetin.meaning.{holds}"))
        for holds in COLUMNS
    ]

    def held(head: str, item: Item | None) -> None:
        if item is not None:
            then(Assigned(head, item.code))

    def chosen(item: Item | None) -> None:
        if item is not None:
            title = words("sheetin.check.holds", head=names[item.code][:60])
            dialog = SheetTabs(title, contents, words)
            screen.app.push_screen(dialog, partial(held, item.code))

    screen.app.push_screen(SheetTabs(words("sheetin.check.columns"), items, words), chosen)
