"""Slides on the screen, one key a slide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content

from events.text import plain
from thidua_tui.formatting.pictures.svg import SavedPicture
from thidua_tui.formatting.slides.layout import HIGH, WIDE, painted, printed
from thidua_tui.formatting.slides.slide import Line, Slide, Tone
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.wall_channel import Scene
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.painted_lines import PaintedLines

STYLES: dict[Tone, str] = {
    "": "bold $foreground",
    "gold": "bold $gold",
    "silver": "bold $silver",
    "bronze": "bold $bronze",
    "gold-fill": "$gold-fill",
    "silver-fill": "$silver-fill",
    "bronze-fill": "$bronze-fill",
    "above": "bold $secondary",
}
"""The style of each tone; what it means is also in words and heights."""


SOLID = re.compile("(█{4,})")


def styled(line: Line) -> Iterator[tuple[str, str]]:
    """Yield the runs of a line with their styles.

    Full blocks have their colour as ground too: else the lines of a font that is not as high as
    its cells would part them.
    """
    for text, tone in line:
        style = STYLES[tone]
        ground = f"{style} on {style.split()[-1]}"
        for at, part in enumerate(SOLID.split(text)):
            if part:
                yield part, ground if at % 2 else style


class SlidesPage(Page):
    """Slides in sequence; what is recorded during the show appears on them at once."""

    CSS_PATH = "slides.tcss"
    slides: tuple[Slide, ...] = ()
    at = 0
    blank = False
    """Whether nothing is shown while the hall waits."""

    def body(self) -> ComposeResult:
        """The slide."""
        yield PaintedLines(id="slide")

    def made(self, session: Session, here: Location) -> list[Slide]:
        """The slides, in their order."""
        raise NotImplementedError

    def load(self, session: Session, here: Location) -> tuple[Slide, ...]:
        """Fold the year and make the slides."""
        return tuple(self.made(session, here))

    def render_data(self, data: tuple[Slide, ...]) -> None:
        """Show the slide that was shown, as it is now."""
        self.slides = data
        self.turn_to(self.at)

    def turn_to(self, at: int) -> None:
        """Show a slide; there is none before the first and after the last."""
        self.thidua.motions.drop(self)
        self.at = max(0, min(len(self.slides) - 1, at))
        self.draw()
        self.show_turn()

    def show_turn(self) -> None:
        """Show which slide of how many it is."""
        turn = self.words("slides.turn", at=str(self.at + 1), of=str(len(self.slides)))
        note = self.words("rankings.blanked") if self.blank else self.note()
        state = self.query_one("#state", StatusLine)
        state.show(Content.styled(note, "dim"), Content.styled(turn, "dim"))

    def note(self) -> str:
        """Return what else is known of the show; empty for nothing."""
        return ""

    def draw(self, risen: float = 1.0) -> None:
        """Draw the slide; the newest step of a podium at that part of its height."""
        view = self.query_one("#slide", PaintedLines)
        size = view.size
        shown = self.slides and not self.blank
        lines = painted(self.slide(), size.width, size.height, risen) if shown else []
        view.show([[*styled(line)] for line in lines])

    def slide(self) -> Slide:
        """Return the slide that is turned to."""
        return self.slides[self.at]

    def head(self, head: Heading) -> None:
        """The cluster and the coordinates, small, in one line."""
        circumstances = " · ".join(filter(None, (head.true_in, head.known)))
        name = Content.styled(plain(head.cluster), "dim")
        self.query_one("#title", StatusLine).show(name, Content.styled(circumstances, "dim"))

    async def do_keep_picture(self) -> None:
        """Write all slides as text and SVG."""
        if not self.slides:
            return
        slides, here = self.slides, self.here
        title = f"{self.words(f'screen.tab.{self.PLACE}')} – {here.year}"
        stem = f"{self.PLACE}-{here.cluster}-{here.year}"
        keep_from(self, lambda: SavedPicture(stem, title, printed(slides, WIDE, HIGH)))

    def on_resize(self) -> None:
        """The letters follow the room."""
        if self.rendered:
            self.call_after_refresh(self.turn_to, self.at)

    def scene(self) -> Scene:
        """Return the slide."""
        return self.scene_here(at=self.at, blank=self.blank)

    def follow(self, scene: Scene) -> None:
        """Turn to the slide of the secretary; of a year that has fewer here, to the last."""
        at = max(0, min(scene.at, len(self.slides) - 1))
        if (at, scene.blank) == (self.at, self.blank):
            return
        rises = (at, scene.blank, self.blank) == (self.at + 1, False, False)
        self.blank = scene.blank
        if rises:
            self.turn_on()
        else:
            self.turn_to(at)

    async def do_slide_on(self) -> None:
        """The next slide; a step of the podium rises when its place is called."""
        if self.blank:
            await self.do_blank_slide()
        else:
            self.turn_on()

    def turn_on(self) -> None:
        """Turn to the next slide; a step of the podium rises."""
        before = self.at
        rises = before + 1 < len(self.slides) and self.slides[before + 1].unnamed
        if rises and self.thidua.motions.allowed:
            self.at = before + 1
            self.show_turn()
            self.draw(0.0)
            self.thidua.motions.play(self, self.draw)
        else:
            self.turn_to(before + 1)

    async def do_slide_back(self) -> None:
        """The slide before."""
        self.blank = False
        self.turn_to(self.at - 1)

    async def do_blank_slide(self) -> None:
        """Show nothing, or the slide again."""
        self.blank = not self.blank
        self.turn_to(self.at)

    async def do_first_slide(self) -> None:
        """From the beginning."""
        self.blank = False
        self.turn_to(0)
