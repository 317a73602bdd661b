"""The papers that fit a page: Enter shows one as text; of an issued one, what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from events.text import plain
from thidua_tui.formatting.tables.columns import still_true
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.fitting_papers import FittingPaper, fitting_papers, points_differing
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.paper_check import PaperCheck
from thidua_tui.screens.paper_making import called
from thidua_tui.screens.paper_preview import PaperPreview
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.virtual_list import VirtualList


class Listed(Message):
    """The papers that fit."""

    def __init__(self, papers: Sequence[FittingPaper]) -> None:
        super().__init__()
        self.papers = papers


class Compared(Message):
    """In how many points each issued paper differs from the ledger, by its code."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        super().__init__()
        self.counts = counts


class PaperList(Dialog[None]):
    """The papers of a year, a meeting, an award board or a compact, and what was issued.

    Args:
        session: The session.
        here: The location, with the moment that is shown.
        words: The words of the language.
        origin: The place from which it was opened.
        meeting: The code of the meeting there; empty for none.
    """

    AUTO_FOCUS = "VirtualList"
    PLACE = "papers"
    BINDINGS = bindings_at("papers", to="screen")

    def __init__(
        self, session: Session, here: Location, words: Words, origin: str, meeting: str = ""
    ) -> None:
        super().__init__()
        self.session, self.here, self.words = session, here, words
        self.origin, self.meeting = origin, meeting
        self.list = VirtualList(self.line, name="papers")
        self.papers: Sequence[FittingPaper] = ()
        self.differs: Mapping[str, int] = {}

    def parts(self) -> ComposeResult:
        """The papers; below why the one under the cursor cannot be made."""
        yield self.list
        yield Static(id="of-paper", classes="ask")

    def on_mount(self) -> None:
        """Look which papers fit."""
        self.entitle(self.words("screen.tab.papers"))
        self.foot(self.words)
        self._say(self.words("paperlist.looking"))
        self.reload()

    def reload(self) -> None:
        """Look again, in a worker."""
        here, words, origin, meeting = self.here, self.words, self.origin, self.meeting
        read_in_worker(
            self,
            "papers",
            self.session,
            lambda reading: Listed(fitting_papers(reading, here, words, origin, meeting)),
        )

    def on_listed(self, message: Listed) -> None:
        """Show the papers."""
        message.stop()
        self.papers = message.papers
        issued = sum(paper.issued is not None for paper in self.papers)
        count = self.words("paperlist.count", count=issued) if issued else ""
        self.entitle(self.words("screen.tab.papers"), count)
        self.list.show(len(self.papers))
        self._show_reason()
        if issued:
            self._compare()

    def _compare(self) -> None:
        """Compare what was issued with the moment shown, in a worker."""
        here, papers = self.here, self.papers
        read_in_worker(
            self,
            "still-true",
            self.session,
            lambda reading: Compared(points_differing(reading, here, papers)),
        )

    def on_compared(self, message: Compared) -> None:
        """Show which are still true."""
        message.stop()
        self.differs = message.counts
        self.list.refresh()

    def line(self, at: int, width: int) -> Content:
        """Kind and what it is of; at the right what became of it."""
        paper = self.papers[at]
        if paper.row:
            end = Content.styled(self.words.choice("paper_state", paper.row.state), "$success")
            if (count := self.differs.get(paper.row.paper_code)) is not None:
                truth = Content.styled(still_true(count, self.words), "$warning" if count else "")
                end = Content.assemble(end, " · ", truth)
            left = Content(f"  ↳ {called(paper, self.words)}")
        else:
            key = "cannot" if paper.off else "draft"
            end = Content.styled(self.words(f"paperlist.{key}"), "dim")
            left = Content(called(paper, self.words)).stylize("dim" if paper.off else "")
        if paper.row and paper.row.state == "cancelled":
            left, end = left.stylize("strike dim"), end.stylize("$error")
        room = max(10, width - end.cell_length - 2)
        left = left.truncate(room, ellipsis=True).pad_right(max(0, room - left.cell_length))
        return self.list.readable(at, Content.assemble(left, "  ", end))

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Say of another paper why it cannot be made."""
        event.stop()
        self._show_reason()

    def _show_reason(self) -> None:
        paper = self.list.pick(self.papers)
        if paper is None:
            self._say(self.words("paperlist.none"))
        else:
            self._say(self.words.refusal(paper.off) if paper.off else "")

    def _say(self, text: str) -> None:
        self.query_one("#of-paper", Static).update(Content(plain(text)))

    async def do_take(self) -> None:
        """Show the paper as text, or what is known of an issued one."""
        paper = self.list.pick(self.papers)
        if paper is None or paper.off:
            self.thidua.say(
                self.words.refusal(paper.off)
                if paper and paper.off
                else self.words("paperlist.none")
            )
            return
        of = (self.session, self.here, self.words)
        check = PaperCheck(*of, paper.row.paper_code) if paper.row else None
        await self.app.push_screen(check or PaperPreview(*of, paper), lambda _: self.reload())

    do_leave_list = Dialog.do_leave
