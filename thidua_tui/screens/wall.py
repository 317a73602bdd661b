"""What a wall shows by itself: the meeting as it is now, nothing, or why it shows nothing."""

from __future__ import annotations

from typing import Literal, TypeAlias

from textual.content import Content
from textual.timer import Timer

from events.text import plain
from thidua_tui.formatting.slides.announced import Announced
from thidua_tui.formatting.slides.meeting_slides import MeetingNow, meeting_slide, outcomes_slide
from thidua_tui.formatting.slides.slide import Name, Slide
from thidua_tui.queries.released import load_released_meeting
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.slides import SlidesPage
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.header_footer import StatusLine

Mode: TypeAlias = Literal["now", "outcomes", "blank", "nothing", "absent", "silent", "foreign"]
"""The meeting now; what it decided; blank at the secretary's wish; nothing that may be shown yet;
no program, one that does not answer, or a channel that this program did not write."""
OF_MEETING: tuple[Mode, ...] = ("now", "outcomes")
"""The modes that are read from the ledger."""


class WallPage(SlidesPage):
    """The page below all others on a wall."""

    PLACE = "wall"
    mode: Mode = "absent"
    now: MeetingNow | None = None
    ticking: Timer | None = None
    """Ticks once a second while a speaker has the floor, and only then."""

    def made(self, session: Session, here: Location) -> list[Slide]:
        """Return the meeting as it is now, or why there is nothing to see."""
        self.now = None
        if self.mode == "blank":
            return []
        if self.mode in OF_MEETING:
            announced = self.thidua.announced or Announced()
            self.now = load_released_meeting(session.see, here, announced)
            return [self._slide_of(self.now, session)]
        title, sentence = (self.words(f"wall.{part}.{self.mode}") for part in ("title", "why"))
        ledger = plain(self.thidua.ledger_name)
        return [Slide(above=ledger, names=(Name(title, title),), below=(sentence,))]

    def reload_behind(self) -> None:
        """Reload; what needs nothing of the ledger is shown at once, also while a server is silent.

        What the secretary hides must not wait for an answer.
        """
        session = self.thidua.session
        if self.mode in OF_MEETING or session is None or not self.query("#title"):
            super().reload_behind()
            return
        self.turn += 1  # what is being loaded is not wanted any more
        self.query_one("#title", StatusLine).show(Content(""))
        self.keep_and_render(tuple(self.made(session, self.here)))
        self.keys()

    def render_data(self, data: tuple[Slide, ...]) -> None:
        """Show the slide; while a speaker has the floor, draw it again every second."""
        super().render_data(data)
        runs = self.now is not None and self.now.turn is not None
        if runs and self.ticking is None:
            self.ticking = self.set_interval(1.0, self._tick, name="turn")
        elif not runs and self.ticking:
            self.ticking.stop()
            self.ticking = None

    def _slide_of(self, now: MeetingNow, session: Session) -> Slide:
        if self.mode == "outcomes":
            return outcomes_slide(now, self.words)
        return meeting_slide(now, self.words, session.ledger.clock())

    def _tick(self) -> None:
        session = self.thidua.session
        if self.now is not None and session is not None:
            self.slides = (self._slide_of(self.now, session),)
            self.draw()

    def head(self, head: Heading) -> None:
        """Show where we are, unless nothing is shown."""
        if self.mode in OF_MEETING:
            super().head(head)
        else:
            self.query_one("#title", StatusLine).show(Content(""))

    def show_turn(self) -> None:
        """There is only one slide."""
        self.query_one("#state", StatusLine).show(Content(""))
