"""The minutes on a wall, as the secretary reads them out: the sentence that is read is marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from thidua_tui.formatting.slides.announced import Announced
from thidua_tui.queries.room_minutes import released_paragraphs
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.minutes_reader import MinutesLine, broken_lines
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.wall_channel import Scene
from thidua_tui.widgets.virtual_list import VirtualList
from views.minutes import Meetings, Minutes
from views.minutes_states import MinutesStates


class MinutesOnWall(Page):
    """The minutes of one meeting of this ledger."""

    PLACE = "wall-minutes"
    meeting = ""
    entry = 0
    """The first entry of the sentence that is read; 0 for a heading."""

    def body(self) -> ComposeResult:
        """The sentences."""
        self.listed = VirtualList(self.line, name="sentences")
        self.lines: Sequence[MinutesLine] = ()
        yield self.listed

    def begin(self, scene: Scene) -> None:
        """Show the meeting that the secretary reads."""
        self.meeting, self.entry = scene.of, scene.at

    def load(self, session: Session, here: Location) -> list[MinutesLine]:
        """Fold the minutes, broken to this width; of what is no meeting here, nothing."""
        ours = {row.meeting for row in session.see(Meetings(here.cluster), here.known_at).rows()}
        if self.meeting not in ours:
            return []
        view = session.see(Minutes(self.meeting), here.known_at)
        states = session.see(MinutesStates(here.cluster), here.known_at).rows()
        state = next((row.state for row in states if row.meeting == self.meeting), "draft")
        announced = self.thidua.announced or Announced()
        found = released_paragraphs(session.see, here, view, self.words, announced)
        lines = broken_lines(found, max(30, self.size.width - 6))
        return [MinutesLine(f"({self.words.choice('minutes_state', state)})"), *lines]

    def render_data(self, data: list[MinutesLine]) -> None:
        """Show the sentences, at the one that is read."""
        self.lines = data
        self.listed.show(len(data), self._at())

    def follow(self, scene: Scene) -> None:
        """Go to the sentence that the secretary reads."""
        another = scene.of != self.meeting
        self.begin(scene)
        if another:
            self.reload()
        else:
            self.listed.cursor = self._at()

    def _at(self) -> int:
        read = (at for at, (_, one) in enumerate(self.lines) if one and self.entry in one.entries)
        return next(read, self.listed.cursor)

    def line(self, at: int, width: int) -> Content:
        """One line; a heading is bold."""
        text, sentence = self.lines[at]
        shown = Content(text).truncate(width, ellipsis=True)
        return shown if sentence else shown.stylize("bold")
