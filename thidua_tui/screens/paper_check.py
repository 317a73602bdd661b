"""What is known of a paper (soi): by number, code or file; Enter opens the entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from events.errors import BadInput
from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.coded_paper import ENDINGS, Answer, look_up
from thidua_tui.queries.fitting_papers import registered
from thidua_tui.queries.paper_verdict import VerdictLine
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.file_picker import FilePicker
from thidua_tui.screens.paper_preview import PaperPreview
from thidua_tui.screens.search_items import Item
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.field_editors import Sign
from thidua_tui.widgets.hanging_text import hung
from thidua_tui.widgets.text_input import Entry
from thidua_tui.widgets.virtual_list import VirtualList
from views.paper_register import PaperRow

STYLES = {0: "bold $success", 3: "bold $warning", 5: "bold $error"}
"""Exit code of a verdict -> the style of its answer."""
SIGNS = {"  -": "$error", "  +": "$success"}
"""How a line of a file that was altered begins -> its style."""
SIDE = 2
"""Cells of the mark of the cursor and of the scrollbar."""


class Answered(Message):
    """What was found of what was typed, or the sentence that says why nothing was."""

    def __init__(self, asked: str, answer: Answer | None, refusal: str = "") -> None:
        super().__init__()
        self.asked, self.answer, self.refusal = asked, answer, refusal


class ShownLine(NamedTuple):
    """A line of the screen, and what Enter opens on it."""

    text: Content
    entry: int = 0
    row: PaperRow | None = None


class PaperCheck(Dialog[None]):
    """A line to type or paste, and what is known of the paper.

    Args:
        session: The session.
        here: The location, for the paper itself.
        words: The words of the language.
        asked: The number or code of a paper to begin with; empty for what was typed last.
    """

    PLACE = "paper-check"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_at("paper-check", to="screen"),
        Binding("up", "step(-1)", "", show=False),
        Binding("down", "step(1)", "", show=False),
        Binding("pageup", "leaf(-1)", "", show=False),
        Binding("pagedown", "leaf(1)", "", show=False),
    ]

    def __init__(self, session: Session, here: Location, words: Words, asked: str = "") -> None:
        super().__init__()
        self.session, self.here, self.words, self.asked = session, here, words, asked
        self.given = asked
        self.entry = Sign(placeholder=words("register.page.type"))
        self.list = VirtualList(self.line, name="verdict")
        self.answer: Answer | None = None
        self.refusal = ""
        self.looking = False
        self.lines: list[ShownLine] = []

    def parts(self) -> ComposeResult:
        """The line to type, what was found, what Enter does."""
        yield self.entry
        yield self.list
        yield Static(id="of-line", classes="ask")

    def on_mount(self) -> None:
        """Begin with the paper that is given, or with what was typed last."""
        self.entitle(self.words("screen.tab.paper-check"))
        self.foot(self.words)
        self.list.can_focus = False
        self.entry.value = self.given or self.thidua.paper_asked
        self.entry.focus()
        self.entry.action_select_all()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Break the lines to the new width."""
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        """Look again: something may have been recorded since."""
        if self.asked:
            self.look(self.asked)

    def reload(self) -> None:
        """Look again after an act."""
        self.on_screen_resume()

    def look(self, asked: str) -> None:
        """Look up what is typed, in a worker; the answer before stays until then."""
        if asked != self.asked:
            self.answer, self.refusal = None, ""
        self.asked, self.looking = asked, True
        words = self.words

        def found(reading: Session) -> Answered:
            try:
                return Answered(asked, look_up(reading.ledger, asked, words))
            except BadInput as error:
                return Answered(asked, None, words.refusal(error))

        read_in_worker(self, "paper-check", self.session, found)
        self._show()

    def on_answered(self, message: Answered) -> None:
        """Show the answer, unless something else was asked since."""
        message.stop()
        if message.asked == self.asked:
            self.looking = False
            self.answer, self.refusal = message.answer, message.refusal
            self._show()

    def _show(self) -> None:
        width = max(30, self.list.content_region.width - SIDE)
        self.lines = [*self._lines(width)]
        self.list.show(len(self.lines))
        self._say()

    def _lines(self, width: int) -> Iterator[ShownLine]:
        """Yield the lines of the answer, else what can be typed."""
        if self.answer is None:
            guide = "" if self.refusal or self.looking else self.words("register.page.guide")
            for paragraph in guide.splitlines():
                for text in hung(Content.styled(paragraph, "dim"), width, 2):
                    yield ShownLine(text)
            return
        verdict = self.answer.verdict
        row = verdict.row if verdict else None
        for at, line in enumerate(self.answer.lines):
            style = SIGNS.get(line.text[:3], "")
            if not at:
                style = STYLES.get(self.answer.exit_code, "bold")
            yield from _broken(line, style, width, None if at else row)

    def line(self, at: int, width: int) -> Content:
        """A line of the answer."""
        return self.lines[at].text.truncate(width, ellipsis=True)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Say what Enter opens on another line."""
        event.stop()
        self._say()

    def on_input_changed(self, event: Entry.Changed) -> None:
        """Keep what is typed for the next time, and say what Enter does."""
        event.stop()
        if event.value != self.given:
            self.thidua.paper_asked = event.value
        self._say()

    def _say(self) -> None:
        """Say why nothing was found, that it is looked up, or what Enter does."""
        words, typed = self.words, self.entry.value.strip()
        line = self.list.pick(self.lines)
        if typed != self.asked:
            text = Content.styled(words("register.page.look") if typed else "", "italic")
        elif self.looking:
            text = Content.styled(words("register.page.looking"), "italic")
        elif self.refusal:
            text = Content.styled(f"▲ {plain(self.refusal)}", "bold $error")
        elif line and line.entry:
            text = Content.styled(words("register.page.entry", position=line.entry), "italic")
        elif line and line.row:
            text = Content.styled(words("register.page.paper"), "italic")
        else:
            text = Content("")
        self.query_one("#of-line", Static).update(text)

    async def on_input_submitted(self, event: Entry.Submitted) -> None:
        """Look up what is typed; once it is answered, open what the cursor is on."""
        event.stop()
        typed = self.entry.value.strip()
        if not typed:
            self.app.bell()
        elif typed != self.asked or self.refusal:
            self.look(typed)
        elif not self.looking:
            await self._open()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A second click opens what it is on."""
        event.stop()
        self.app.call_later(self._open)

    async def _open(self) -> None:
        """Open the entry or the paper under the cursor."""
        line = self.list.pick(self.lines)
        if line and line.entry:
            await self.app.push_screen(EntryPage(line.entry))
        elif line and line.row:
            paper = registered(self.session, line.row)
            await self.app.push_screen(PaperPreview(self.session, self.here, self.words, paper))
        else:
            self.app.bell()

    async def do_pick_paper_file(self) -> None:
        """Choose a file among the folders."""
        picker = FilePicker(self.words("register.page.pick"), self.words, ENDINGS)
        await self.app.push_screen(picker, self._picked)

    def _picked(self, item: Item | None) -> None:
        if item is not None:
            self.entry.value = item.code
            self.entry.cursor_position = len(item.code)
            self.look(item.code)

    def action_step(self, lines: int) -> None:
        """Go to another line of the answer."""
        self.list.action_step(lines)

    def action_leaf(self, pages: int) -> None:
        """Go on by what is on the screen."""
        self.list.action_leaf(pages)


def _broken(line: VerdictLine, style: str, width: int, row: PaperRow | None) -> Iterator[ShownLine]:
    """Yield a sentence in lines of the width, each with what it is about."""
    indent = len(line.text) - len(line.text.lstrip()) + 2
    for text in hung(Content(plain(line.text)).stylize(style), width, indent):
        yield ShownLine(text, line.entry, row)
