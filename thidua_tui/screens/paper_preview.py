"""A paper as text: its dots are marked, and below is what it lacks, or whether it is still true."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from events.event import Entry
from events.papers import PaperIssued
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.formatting.papers import text_layout
from thidua_tui.formatting.papers.issuing import letters_of
from thidua_tui.formatting.papers.making import Made
from thidua_tui.formatting.papers.office_layout import OfficeLayout, chosen_layout, read_layout
from thidua_tui.forms.drafts import Drafts
from thidua_tui.forms.form_labels import obstacle
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.fitting_papers import FittingPaper
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.form import Form
from thidua_tui.screens.paper_making import Drawn, called, drawn, saved
from thidua_tui.screens.save_picture import saved_sentence
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.virtual_list import VirtualList

WIDEST = 96
"""Cells of a line of a paper at most."""
MOST = 6
"""Lines below the paper at most."""


class Saved(Message):
    """The sentence that names the files that were written, or says why not."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


MARGIN = 4
"""Cells next to a line: the mark of the cursor, and the scrollbar, which comes with the lines."""


class PaperPreview(Dialog[None]):
    """A draft, which can be saved and issued; or an issued paper, with what is found of it.

    Args:
        session: The session.
        here: The location, with the moment that is shown.
        words: The words of the language.
        paper: The paper.
    """

    AUTO_FOCUS = "VirtualList"
    PLACE = "paper"
    BINDINGS = bindings_at("paper", to="screen")

    def __init__(self, session: Session, here: Location, words: Words, paper: FittingPaper) -> None:
        super().__init__()
        self.session, self.here, self.words, self.paper = session, here, words, paper
        self.list = VirtualList(self.line, name="paper")
        self.made: Made | None = None
        self.lines: list[str] = []

    def parts(self) -> ComposeResult:
        """The paper, and the lines below it."""
        yield self.list
        yield Static(id="below-paper", classes="ask")

    def on_mount(self) -> None:
        """Make the paper."""
        self._head()
        self._below((self.words("paperlist.looking"),))
        self.reload()

    def on_resize(self) -> None:
        """Break the lines to the new width."""
        self.call_after_refresh(self._show_lines)

    def reload(self) -> None:
        """Make the paper again, in a worker."""
        here, words, paper = self.here, self.words, self.paper
        read_in_worker(
            self, "paper", self.session, lambda reading: drawn(reading, here, words, paper)
        )

    def on_drawn(self, message: Drawn) -> None:
        """Show it."""
        message.stop()
        self.paper, self.made = message.paper, message.made
        self._head()
        self._show_lines()
        self._below(message.below)

    def _head(self) -> None:
        paper, words = self.paper, self.words
        state = words.choice("paper_state", paper.row.state) if paper.row else ""
        self.entitle(plain(called(paper, words)), state or words("paperlist.draft"))
        offs = {"issue-this-paper": ""} if paper.issued else {}
        if not paper.row or paper.row.state != "unnumbered":
            offs["number-this-paper"] = ""
        if not paper.row or paper.row.state == "cancelled":
            offs["cancel-this-paper"] = ""
        self.foot(words, offs)

    def _show_lines(self) -> None:
        width = min(WIDEST, self.list.content_region.width - MARGIN)
        made = self.made
        self.lines = text_layout.render(made.paper, max(30, width)) if made else []
        self.list.show(len(self.lines))

    def _below(self, lines: Sequence[str]) -> None:
        shown = "\n".join(plain(line) for line in lines[:MOST])
        self.query_one("#below-paper", Static).update(Content(shown))

    def line(self, at: int, width: int) -> Content:
        """One line in the middle; dots for the pen are marked."""
        text = Content(self.lines[at])
        for gap in text_layout.GAP.finditer(self.lines[at]):
            text = text.stylize("bold $warning", gap.start(), gap.end())
        margin = max(0, (width - WIDEST) // 2)
        shown = Content(" " * margin) + text
        return self.list.readable(at, shown.truncate(width, ellipsis=True))

    async def do_issue_this_paper(self) -> None:
        """Open the form that issues the paper, filled in."""
        if self.paper.issued:
            self.thidua.say(self.words("paperlist.issued", paper=called(self.paper, self.words)))
            return
        if self.made is None:
            return
        if not self.made.code:
            self.thidua.say(self.words("paperlist.without-register"))
            return
        subject, kind = self.paper.subject, self.paper.kind
        given = {
            "paper_kind": kind,
            "year": str(subject.year),
            "about_meeting": subject.meeting,
            "about_entry": str(subject.entry or ""),
            "addressee": subject.unit,
            "symbol": letters_of(kind, self.made.facts.office.symbol),
        }
        filled = {name: text for name, text in given.items() if text}
        self._open("issue-paper", subject.year, filled)

    async def do_number_this_paper(self) -> None:
        """Open the form with the number that the office gave."""
        row = self.paper.row
        if row and row.state == "unnumbered":
            self._open("number-paper", row.year, {"paper_code": row.paper_code})
        else:
            self.thidua.say(self.words("paperlist.no-number-needed"))

    async def do_cancel_this_paper(self) -> None:
        """Open the form that cancels the paper; it asks for the reason."""
        row = self.paper.row
        if row and row.state != "cancelled":
            self._open("cancel-paper", row.year, {"paper_code": row.paper_code})
        else:
            key = "cancelled" if row else "nothing-to-cancel"
            self.thidua.say(self.words(f"paperlist.{key}"))

    def _open(self, act: str, year: int, given: dict[str, str]) -> None:
        app, here = self.thidua, replace(self.here, year=year)
        if app.read_only or self.here.looking_back:
            app.say(self.words("acts.off.read-only-past"))
            return
        if why := ACTS[act].obstacle(ActContext(self.session, here, self.words)):
            app.say(obstacle(why, self.words, here.year or 0))
            return
        drafts = Drafts(self.session)
        left = drafts.of(act, here)
        if any(left.get(name) not in (None, text) for name, text in given.items()):
            drafts.drop(act, here)  # it was of another paper
        app.clear_notifications()
        form = Form(ACTS[act], self.session, here, self.words, given=given)
        app.push_screen(form, lambda entries: self._recorded(entries, form.filling.raw))

    def _recorded(self, entries: Sequence[Entry] | None, typed: Mapping[str, str]) -> None:
        """Show the paper as it is registered; write the files of one that was issued."""
        issued = [e.event for e in entries or () if isinstance(e.event, PaperIssued)]
        if issued:
            self.paper = replace(self.paper, issued=issued[-1])
            paths = (typed.get(name, "").strip() for name in ("letterhead", "fonts"))
            letterhead, fonts = (Path(one).expanduser() if one else None for one in paths)
            self._save(self.paper, lambda: read_layout(letterhead, fonts))
        if entries:
            self.reload()

    async def do_save_paper(self) -> None:
        """Save the paper as DOCX and, where the program can, as PDF."""
        self._save(self.paper, chosen_layout)

    def _save(self, paper: FittingPaper, layout: Callable[[], OfficeLayout]) -> None:
        session, here, words = self.session, self.here, self.words

        def work() -> None:
            self.post_message(
                Saved(saved_sentence(lambda: saved(session, here, words, paper, layout), words))
            )

        self.run_worker(work, name="keep", group="keep", thread=True)

    def on_saved(self, message: Saved) -> None:
        """Say where the files are."""
        message.stop()
        self.thidua.say(message.sentence)

    do_leave_list = Dialog.do_leave
