"""What the pages of the hall show: the page that the secretary shows, and others to look up.

Nothing is made for the hall that was not released: a result before its adoption, a place before its
announcement, what is behind a blank wall, notes, reasons, evidence and operators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from events.award_events import AWARDS
from events.event import Event
from events.result_events import RESULT
from events.text import plain
from thidua_tui.formatting.hall.announced import Announced, shown_places
from thidua_tui.formatting.hall.markup import grid_html, slide_html
from thidua_tui.formatting.slides.meeting_slides import load_meeting_now, meeting_slide
from thidua_tui.formatting.slides.podium import PODIUM
from thidua_tui.formatting.slides.slide import Name, Slide, Step
from thidua_tui.formatting.slides.slide_data import load_year_summary
from thidua_tui.formatting.slides.slides import ceremony, year_slides
from thidua_tui.queries.hall_replays import course_slide, headship_slide, minutes_near
from thidua_tui.queries.hall_tables import (
    See,
    agenda_grid,
    ranking_grid,
    ranking_rows,
    table_grid,
)
from thidua_tui.session.location import Location
from thidua_tui.session.wall_channel import TABLES_ON_WALL, Look, Scene
from views.clusters import Clusters
from views.projection import project

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words
    from views.standings import StandingsRow

BLANK = '<section class="blank"></section>'
NAMED_IN_RESULTS: tuple[type[Event], ...] = (*RESULT, *AWARDS)
"""Outcomes that say who has which place, or let one guess it; a lot was drawn before everybody."""


class Moment(NamedTuple):
    """What the wall shows at a moment, and what a page may know then.

    Attributes:
        scene: What the secretary shows; None where there is nothing, and `why` says why.
        why: The state: `absent`, `silent`, `foreign`, `nothing`, `blank`, or empty.
        upto: The last position (1-based) that may be shown; None for the present.
        held: Whether the secretary holds the wall.
    """

    scene: Scene | None
    why: str = ""
    upto: int | None = None
    held: bool = False


class HallPages:
    """Makes the pages of one run; remembers what was announced.

    Args:
        words: The messages of the language to use.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._announced = Announced()
        self._scene: Scene | None = None
        self._seen: int | None = None
        """The last position at which the wall was neither blank nor held."""
        self._clusters: frozenset[str] = frozenset()
        self.ticking = False
        """Whether a page shows a turn that runs."""

    def moment(self, look: Look, ledger: Ledger) -> Moment:
        """Return what the wall shows now; what is behind a blank wall stays as it was before.

        Args:
            look: What is in the channel.
            ledger: The ledger to read.
        """
        shown = look.shown
        if shown is None or look.state != "live":
            return Moment(None, "absent" if look.state == "live" else look.state)
        if shown.blank or shown.scene.blank:
            return Moment(self._scene, "blank", self._seen)
        if not shown.scene.place:
            return Moment(None, "nothing")
        self._scene = shown.scene
        self._seen = ledger.position() if shown.held is None else shown.held
        return Moment(shown.scene, "", shown.held, shown.held is not None)

    def page(self, name: str, moment: Moment, ledger: Ledger) -> str:
        """Return the HTML of a page.

        Args:
            name: The name of the page; empty for the one that follows the secretary.
            moment: As `moment` returned it.
            ledger: The ledger to read.

        Raises:
            UnreadableLedger: at an entry that this version cannot read.
        """
        scene = moment.scene
        if moment.why == "blank" and (not name or scene is None):
            return BLANK
        if scene is None:
            return self._state(moment.why)
        if scene.year is None:
            return self._state("nothing")
        if not self._ours(scene.cluster, ledger):
            return self._state("foreign")
        followed = not name or (name == "ceremony" and scene.place == "reveal")
        known_at = scene.known_at if followed and scene.known_at is not None else moment.upto
        here = (
            scene.location(known_at)
            if followed
            else Location(cluster=scene.cluster, year=scene.year, known_at=known_at)
        )
        return self._followed(scene, here, ledger) if followed else self._own(name, here, ledger)

    def _ours(self, cluster: str | None, ledger: Ledger) -> bool:
        """Return whether a cluster is one of this ledger."""
        if cluster not in self._clusters:
            rows = project(Clusters(), ledger).rows()
            self._clusters = frozenset(row.cluster for row in rows)
        return cluster in self._clusters

    def _state(self, why: str) -> str:
        title, sentence = self._words("hall.title"), self._words(f"hall.state.{why}")
        return slide_html(Slide(names=(Name(title, title),), below=(sentence,)))

    def _followed(self, scene: Scene, here: Location, ledger: Ledger) -> str:
        """Return what the secretary shows."""
        words, see = self._words, _reader(ledger)
        match scene.place:
            case "year":
                return self._meeting(see, here, ledger)
            case "projector" | "reveal":
                return slide_html(self._slide(see, scene, here))
            case "leaders":
                return grid_html(table_grid("leaders", ledger, here, words, year=here.year))
            case "player" if scene.film:
                slide = course_slide(see, here, scene, words, self._may_be_read)
                return slide_html(slide)
            case "player":
                today = ledger.clock().astimezone().date()
                return slide_html(headship_slide(see, here, scene, words, today))
            case "wall-minutes":
                return minutes_near(see, here, scene, words)
            case "tables" if scene.of == "ranking":
                rows = ranking_rows(see, here)
                self._announced.add(rows)  # the secretary put it on the wall
                return grid_html(ranking_grid(rows, self._announced, here.year, words))
            case "tables" if scene.of in TABLES_ON_WALL:
                return grid_html(table_grid(scene.of, ledger, here, words, at=scene.at))
        return self._state("foreign")

    def _own(self, name: str, here: Location, ledger: Ledger) -> str:
        """Return a page that a reader looks up."""
        words, see = self._words, _reader(ledger)
        match name:
            case "live":
                return self._meeting(see, here, ledger)
            case "agenda":
                return grid_html(agenda_grid(see, ledger, here, words))
            case "roster":
                return grid_html(table_grid("roster", ledger, here, words))
            case "ranking":
                rows = ranking_rows(see, here)
                return grid_html(ranking_grid(rows, self._announced, here.year, words))
        return slide_html(self._so_far(see, here))

    def _slide(self, see: See, scene: Scene, here: Location) -> Slide:
        """Return the slide of the year or of the ceremony, and note what it announces."""
        summary = load_year_summary(see, here)
        rows = tuple(map(_released, summary.standings))
        summary = replace(summary, standings=rows)
        if scene.place == "reveal":
            slides = ceremony(summary, self._words, scene.places, scene.order)
        else:
            slides = year_slides(summary, self._words)
        at = max(0, min(scene.at, len(slides) - 1))
        # A ceremony goes on step by step; of the slides of a year any may be turned to.
        shown = slides[: at + 1] if scene.place == "reveal" else slides[at : at + 1]
        places = shown_places(shown)
        self._announced.add(row for row in rows if row.place in places)
        if self._announced.whole(rows) or not (summary.ranking and summary.ranking.fingerprint):
            return slides[at]
        # The code of a ranking is a hash of few possible ones: who tries them all knows the places.
        code = self._words("rankings.code", code=summary.ranking.fingerprint)
        return replace(slides[at], below=tuple(line for line in slides[at].below if line != code))

    def _so_far(self, see: See, here: Location) -> Slide:
        """Return the places that were announced, as a podium and lines below it."""
        words, known = self._words, self._announced.of(ranking_rows(see, here))
        title = words("slides.all", year=str(here.year or ""))
        if not known:
            return Slide(above=title, below=(words("hall.waits"),))
        names = dict[int, list[Name]]()
        for row in known:
            name = Name(plain(row.unit_name), plain(row.unit_short or row.unit_name))
            names.setdefault(row.place or 0, []).append(name)
        steps = tuple(Step(words.place(at), tuple(names[at]), at) for at in names if at <= PODIUM)
        below = tuple(
            words(
                "podium.further", place=words.place(at), names=", ".join(n.full for n in names[at])
            )
            for at in names
            if at > PODIUM
        )
        return Slide(above=title, steps=steps, below=below)

    def _meeting(self, see: See, here: Location, ledger: Ledger) -> str:
        """Return the meeting as it is now; an outcome that names places only once announced."""
        now = load_meeting_now(see, here)
        waits = now.last is not None and not self._may_be_read(see, here, now.last.event)
        slide = meeting_slide(
            replace(now, last=None) if waits else now, self._words, ledger.clock()
        )
        self.ticking = self.ticking or now.turn is not None
        if waits:
            slide = replace(slide, below=(*slide.below, self._words("hall.waits")))
        return slide_html(slide)

    def _may_be_read(self, see: See, here: Location, event: Event) -> bool:
        """Return whether a sentence about an event gives no place before its announcement."""
        if not isinstance(event, NAMED_IN_RESULTS):
            return True
        year = getattr(event, "year", here.year)
        return self._announced.whole(ranking_rows(see, replace(here, year=year)))


def _reader(ledger: Ledger) -> See:
    return lambda view, known_at=None: project(view, ledger, known_at)


def _released(row: StandingsRow) -> StandingsRow:
    """Return a row of the ranking without what no decision has adopted."""
    if row.state == "adopted":
        return row
    return replace(row, place=None, points=None, outside=())
