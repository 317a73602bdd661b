"""The slides of a year on the screen: for the projector, and the ceremony."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from thidua_tui.formatting.slides.announced import released
from thidua_tui.formatting.slides.podium import PODIUM
from thidua_tui.formatting.slides.slide import Slide
from thidua_tui.formatting.slides.slide_data import load_year_summary
from thidua_tui.formatting.slides.slides import YearSummary, ceremony, places, year_slides
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.slides import SlidesPage
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.wall_channel import Order, Scene


class YearSlidesPage(SlidesPage):
    """Slides of a year; on a wall they hold nothing that gives away what is not announced."""

    summary: YearSummary | None = None
    steps = False
    """Whether the slides are gone through step by step."""

    def made(self, session: Session, here: Location) -> list[Slide]:
        """Fold the year, and make its slides."""
        summary = load_year_summary(session.see, here)
        self.summary = summary if self.thidua.announced is None else released(summary)
        return self.of_summary(self.summary)

    def of_summary(self, summary: YearSummary) -> list[Slide]:
        """Return the slides of a year."""
        raise NotImplementedError

    def slide(self) -> Slide:
        """Return the slide, on a wall as the room may see it."""
        announced = self.thidua.announced
        if announced is None or self.summary is None:
            return super().slide()
        return announced.show(self.slides, self.at, self.summary, self.words, steps=self.steps)


class ProjectorPage(YearSlidesPage):
    """The current state of the year, for the wall (trình chiếu)."""

    PLACE = "projector"
    BINDINGS = bindings_at("projector")

    def of_summary(self, summary: YearSummary) -> list[Slide]:
        """Who leads, places, awards, compact."""
        return year_slides(summary, self.words)


class RevealPage(YearSlidesPage):
    """The ceremony (công bố kết quả): the places, the last one first, or the first one."""

    PLACE = "reveal"
    BINDINGS = bindings_at("reveal")
    steps = True
    most: int | None = None
    """The last place that is announced; None for all that were given."""
    order: Order = "last-first"
    given: Sequence[int] = ()
    """The places that were given."""

    def of_summary(self, summary: YearSummary) -> list[Slide]:
        """Each place, then its unit, then all of them."""
        self.given = [place for place, _ in places(summary)]
        return ceremony(summary, self.words, self.most, self.order)

    def note(self) -> str:
        """Return which places are announced, and in which order."""
        if not self.given:
            return ""
        key = "all-places" if self.most is None else "first-places"
        which = self.words(f"rankings.{key}", most=str(self.most))
        return f"{which}, {self.words(f'rankings.order.{self.order}')}"

    def scene(self) -> Scene:
        """Return the slide, and which places are announced in which order."""
        return self.scene_here(at=self.at, blank=self.blank, places=self.most, order=self.order)

    def follow(self, scene: Scene) -> None:
        """Announce the places of the secretary, and turn to the slide."""
        if (scene.places, scene.order) == (self.most, self.order):
            super().follow(scene)
            return
        self.most, self.order = scene.places, scene.order
        self.slides = ()  # those of the other places must not be seen
        self.turn_to(0)
        self.reload()

    async def do_other_order(self) -> None:
        """Announce in the next order, from the beginning: last place first, first one, by form."""
        orders: tuple[Order, ...] = get_args(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        await self._announce(self.most)

    async def do_fewer_places(self) -> None:
        """Announce a place less; from all of them the first three."""
        below = [place for place in self.given if self.most is None or place < self.most]
        if self.most is None:
            below = [place for place in self.given if place <= PODIUM and place < max(self.given)]
        if below:
            await self._announce(max(below))

    async def do_more_places(self) -> None:
        """Announce another place."""
        if self.most is None:
            return
        above = [place for place in self.given if place > self.most]
        last = max(self.given, default=0)
        await self._announce(min(above) if above and min(above) < last else None)

    async def _announce(self, most: int | None) -> None:
        """Begin the show again with these places."""
        self.most, self.at, self.blank = most, 0, False
        self.reload()
