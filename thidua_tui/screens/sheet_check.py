"""What a file would record, cell by cell, before any of it is taken into the score grid."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from thidua_tui.acts.context import ActContext
from thidua_tui.forms.ripple_sentences import ripple_sentences
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.forms.sheet_act import staged_lines
from thidua_tui.forms.sheet_reading import SheetReading
from thidua_tui.forms.sheet_report import line_sentence, source_sentences, summary
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.widgets.sentence_line import SentenceLine
from thidua_tui.widgets.styled_text import sentence
from thidua_tui.widgets.virtual_list import VirtualList


class SheetCheck(Dialog[bool]):
    """Dismissed with whether the cells are taken into the grid.

    Args:
        reading: What the file says.
        scores: The score sheet that it is compared with.
        ground: The cluster-year, with the names.
        words: The words of the chosen language.
    """

    AUTO_FOCUS = "VirtualList"
    CSS_PATH = "sheet_check.tcss"
    PLACE = "sheet"
    FRAME = "sheet-check"
    BINDINGS = bindings_at("sheet", to="screen")

    def __init__(
        self, reading: SheetReading, scores: ScoreSheet, ground: ActContext, words: Words
    ) -> None:
        super().__init__()
        self.reading, self.words = reading, words
        self.asked = len(reading.doubtful) + len(reading.doubts)
        self.confirmed = not self.asked
        staged = staged_lines(reading.lines, scores)
        moves = [(f"  {text}", strong) for text, strong in ripple_sentences(staged, ground, words)]
        self.texts = [*self._texts(reading, ground), *self._moves(moves)]
        self.message = SentenceLine(id="message")
        self.list = VirtualList(self.line, name="sheet-lines")

    def _texts(self, reading: SheetReading, ground: ActContext) -> Sequence[tuple[str, str]]:
        """Return each line with its style; what is wrong and what is asked come first."""
        about = [(text, "dim") for text in source_sentences(reading, self.words)]
        order = sorted(reading.lines, key=lambda line: (not line.wrong, not line.doubts))
        styles = {True: "bold $error", False: ""}
        cells = [
            (
                line_sentence(line, ground, self.words),
                "bold $warning" if line.doubts and not line.wrong else styles[line.wrong],
            )
            for line in order
        ]
        return [(summary(reading, self.words), "bold"), *about, *cells]

    def _moves(self, moves: Sequence[tuple[str, bool]]) -> Sequence[tuple[str, str]]:
        key = "moves" if moves else "none"
        head = (self.words(f"scorestaging.commit.{key}"), "bold $secondary")
        return [head, *((text, "bold $warning" if strong else "") for text, strong in moves)]

    def parts(self) -> ComposeResult:
        """The cells, and what there is to say."""
        yield self.list
        yield self.message

    def on_mount(self) -> None:
        """Show what the file says."""
        self.entitle(self.words("sheetin.check.title"))
        self.list.show(len(self.texts))
        self.foot(self.words, {"take": self.words("sheetin.check.take")})
        self._about()

    def _about(self) -> None:
        """Say what there is to do."""
        key = "ask" if self.asked else "about"
        self._say(self.words(f"sheetin.check.{key}", count=str(self.asked)))

    def _say(self, text: str) -> None:
        style = "bold $warning" if self.asked else "$secondary"
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
        """Take the cells into the grid; what is asked has to be confirmed by a second key."""
        if not self.confirmed:
            self.confirmed = True
            self._say(self.words("sheetin.check.confirm", count=str(self.asked)))
            return
        self.dismiss(True)

    async def do_leave(self) -> None:
        """Take nothing."""
        self.dismiss(False)

    do_leave_list = do_leave
