"""The minutes of a meeting, to be read and worded: each line belongs to a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content

from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.formatting.minutes.additions import correction_texts, lines_below
from thidua_tui.formatting.minutes.sentences import Sentence
from thidua_tui.formatting.minutes.text import Paragraph, broken, paragraphs
from thidua_tui.forms.form_labels import obstacle
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.form import Form
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.wall_channel import Scene
from thidua_tui.widgets.virtual_list import VirtualList
from views.minutes import Meetings, Minutes
from views.minutes_sections import waiting_additions
from views.minutes_states import MinutesState, MinutesStates

NEXT: dict[MinutesState, str] = {
    "draft": "read-out-minutes",
    "read-out": "approve-minutes",
    "approved": "sign-minutes",
    "signed": "sign-minutes",
}
"""State of the minutes -> the act that comes next."""


class MinutesLine(NamedTuple):
    """A line of the minutes, and the sentence that it belongs to; None for a heading."""

    text: str
    sentence: Sentence | None = None


def reader_lines(session: Session, view: Minutes, words: Words, width: int) -> list[MinutesLine]:
    """Return the lines of the minutes, broken to the width.

    Args:
        session: The open session, from which rankings and correction sheets are read.
        view: The folded minutes.
        words: The messages of the language to use.
        width: The width in cells.
    """
    below = lines_below(view, session.see, words)
    sheets = correction_texts(view, session.see, words)
    return broken_lines(paragraphs(view, words, below, sheets), width)


def broken_lines(found: Iterable[Paragraph], width: int) -> list[MinutesLine]:
    """Return paragraphs as lines of so many cells at most."""
    return [MinutesLine(line, one.sentence) for one in found for line in broken(one.text, width)]


class MinutesReader(Dialog[None]):
    """The minutes of a meeting; where none is given, of the open one, else of the last of the year.

    Enter words the sentence under the cursor; its fact stays as it is.
    """

    AUTO_FOCUS = "VirtualList"
    PLACE = "minutes"
    BINDINGS = bindings_at("minutes", to="screen")

    def __init__(self, session: Session, here: Location, words: Words, meeting: str = "") -> None:
        super().__init__()
        self.session, self.here, self.words = session, here, words
        self.list = VirtualList(self.line, name="sentences")
        self.lines: list[MinutesLine] = []
        self.meeting = meeting or chosen_meeting(session, here)
        self.next = NEXT["draft"]

    rendered = True
    on_wall = False
    """Whether the secretary put the minutes on the wall."""

    def scene(self) -> Scene | None:
        """Return the minutes at the sentence under the cursor, once they were put on the wall."""
        if not self.on_wall:
            return None
        picked = self.list.pick(self.lines)
        entry = picked.sentence.entries[0] if picked and picked.sentence else 0
        here = self.here
        return Scene(
            place="wall-minutes",
            cluster=here.cluster,
            year=here.year,
            known_at=here.known_at,
            of=self.meeting,
            at=entry,
        )

    async def do_show_on_wall(self) -> None:
        """Put the minutes on the wall; it follows the cursor."""
        self.on_wall = True
        self._say(self.words("wall.set.minutes"))

    def parts(self) -> ComposeResult:
        """The sentences."""
        yield self.list

    def on_mount(self) -> None:
        """Show the minutes from the top; while the meeting is open, from their end."""
        self.call_after_refresh(self.reload, first=True)

    def on_resize(self) -> None:
        """Break the lines to the new width."""
        self.call_after_refresh(self.reload)

    def reload(self, *, first: bool = False) -> None:
        """Read the minutes of now, or of the moment that the page shows."""
        view = self.session.see(Minutes(self.meeting), self.here.known_at)
        listed = self.list
        # The lines are more than the screen has, as a rule: a scroll bar takes its cells then.
        bar = 0 if listed.show_vertical_scrollbar else listed.styles.scrollbar_size_vertical
        width = max(30, listed.scrollable_content_region.width - 1 - bar)
        self.lines = reader_lines(self.session, view, self.words, width)
        at = self.list.cursor
        if first:
            at = 0 if view.closed or not self.lines else len(self.lines) - 1
        self.list.show(len(self.lines), min(at, max(0, len(self.lines) - 1)))
        state, waiting = self.words.choice("minutes_state", self.state), waiting_additions(view)
        self.next = "approve-minutes" if waiting else NEXT[self.state]
        if waiting:
            state = self.words("minutes.state-additions", state=state, count=waiting)
        self.entitle(self.words("screen.tab.minutes"), plain(state))
        named = self.words(f"acts.act.{self.next}")
        shown = {"history": self.words("dialogs.minutes.history"), "minutes-next": named}
        shown["papers"] = "" if self.no_papers else self.words("dialogs.action.papers")
        self.foot(self.words, shown)

    @property
    def state(self) -> MinutesState:
        """How far the minutes are."""
        view = MinutesStates(self.here.cluster)
        rows = self.session.see(view, self.here.known_at).rows()
        return next((row.state for row in rows if row.meeting == self.meeting), "draft")

    @property
    def no_papers(self) -> str | None:
        """That no paper can be made without a meeting."""
        return None if self.meeting else "no-meeting-for-papers"

    async def do_papers(self) -> None:
        """List the papers of the meeting."""
        await self.thidua.open_papers(self.here, self.meeting)

    def line(self, at: int, width: int) -> Content:
        """One line; a heading is bold, a sentence with its own wording is marked."""
        text, sentence = self.lines[at]
        shown = Content(text).truncate(width, ellipsis=True)
        if sentence is None:
            return shown.stylize("bold")
        return shown.stylize("italic") if sentence.worded else shown

    async def do_take(self) -> None:
        """Word the sentence under the cursor."""
        picked = self.list.pick(self.lines)
        if picked is None or picked.sentence is None:
            self._say(self.words("minutes.no-sentence"))
            return
        if picked.sentence.listed:
            self._say(self.words("minutes.listed"))
            return
        sentence = {"meeting": self.meeting, "sentence": str(picked.sentence.entries[0])}
        self._open("word-sentence", sentence)

    async def do_minutes_next(self) -> None:
        """Record the next step: read out, approved, what was added approved, signed."""
        self._open(self.next, {"meeting": self.meeting})

    async def do_history(self) -> None:
        """Show the entry of the sentence."""
        picked = self.list.pick(self.lines)
        if picked and picked.sentence:
            await self.app.push_screen(EntryPage(picked.sentence.entries[0]))

    def _open(self, act: str, given: dict[str, str]) -> None:
        if self.thidua.read_only:
            self._say(self.thidua.reason("read-only"))
            return
        ground = ActContext(self.session, self.here, self.words)
        if why := ACTS[act].obstacle(ground):
            self._say(obstacle(why, self.words, self.here.year or 0))
            return
        form = Form(ACTS[act], self.session, self.here, self.words, given=given)
        self.app.push_screen(form, lambda _: self.reload())

    def _say(self, sentence: str) -> None:
        self.app.clear_notifications()
        self.app.notify(sentence, markup=False)

    do_leave_list = do_read_minutes = Dialog.do_leave


def chosen_meeting(session: Session, here: Location) -> str:
    """Return the open meeting of the cluster, else the last of the year, else the last of all.

    Args:
        session: The open session.
        here: The location of the page.
    """
    rows = session.see(Meetings(here.cluster), here.known_at).rows()
    of_year = [row.meeting for row in rows if row.year == here.year]
    now = [row.meeting for row in rows if row.meeting == session.meeting and not row.closed]
    return next(iter([*now, *of_year[::-1], *(row.meeting for row in rows[::-1])]), "")
