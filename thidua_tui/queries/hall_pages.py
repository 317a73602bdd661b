"""What the pages of the hall show: the page that the secretary shows, and others to look up.

Nothing is made for the hall that was not released: a result before its adoption, a place before its
announcement, what is behind a blank wall, notes, reasons, evidence and operators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from events.text import plain
from thidua_tui.formatting.hall.markup import grid_html, slide_html
from thidua_tui.formatting.slides.announced import Announced, released
from thidua_tui.formatting.slides.meeting_slides import meeting_slide, outcomes_slide
from thidua_tui.formatting.slides.podium import PODIUM
from thidua_tui.formatting.slides.slide import Name, Slide, Step
from thidua_tui.formatting.slides.slide_data import load_year_summary
from thidua_tui.formatting.slides.slides import ceremony, year_slides
from thidua_tui.queries.hall_replays import course_slide, headship_slide, minutes_near
from thidua_tui.queries.hall_tables import (
    agenda_grid,
    ranking_grid,
    table_grid,
)
from thidua_tui.queries.released import See, load_released_meeting, ranking_rows
from thidua_tui.session.location import Location
from thidua_tui.session.wall_channel import NO_ROW, OUTCOMES, TABLES_ON_WALL, Look, Scene
from views.clusters import Clusters
from views.projection import project

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words

BLANK = '<section class="blank"></section>'


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
            return self.state(moment.why)
        if scene.year is None:
            return self.state("nothing")
        if not self._ours(scene.cluster, ledger):
            return self.state("foreign")
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

    def state(self, why: str) -> str:
        """Return the page that says why there is nothing to show."""
        title, sentence = self._words("hall.title"), self._words(f"hall.state.{why}")
        return slide_html(Slide(names=(Name(title, title),), below=(sentence,)))

    def _followed(self, scene: Scene, here: Location, ledger: Ledger) -> str:
        """Return what the secretary shows."""
        words, see = self._words, _reader(ledger)
        match scene.place:
            case "year":
                return self._meeting(see, here, ledger, outcomes=scene.of == OUTCOMES)
            case "projector" | "reveal":
                return slide_html(self._slide(see, scene, here))
            case "leaders":
                return grid_html(table_grid("leaders", ledger, here, words, year=here.year))
            case "player" if scene.film:
                slide = course_slide(see, here, scene, words, self._announced)
                return slide_html(slide)
            case "player":
                today = ledger.clock().astimezone().date()
                return slide_html(headship_slide(see, here, scene, words, today))
            case "wall-minutes":
                return minutes_near(see, here, scene, words, self._announced)
            case "tables" if scene.of == "ranking":
                rows = ranking_rows(see, here)
                self._announced.add(rows)  # the secretary put it on the wall
                return grid_html(ranking_grid(rows, self._announced, here.year, words))
            case "tables" if scene.of == "agenda" and scene.at == NO_ROW:
                return grid_html(agenda_grid(see, ledger, here, words))
            case "tables" if scene.of in TABLES_ON_WALL:
                return grid_html(table_grid(scene.of, ledger, here, words, at=scene.at))
        return self.state("foreign")

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
        summary, steps = released(load_year_summary(see, here)), scene.place == "reveal"
        if steps:
            slides = ceremony(summary, self._words, scene.places, scene.order)
        else:
            slides = year_slides(summary, self._words)
        return self._announced.show(slides, scene.at, summary, self._words, steps=steps)

    def _so_far(self, see: See, here: Location) -> Slide:
        """Return the places that were announced, as a podium and lines below it."""
        words, known = self._words, self._announced.of(ranking_rows(see, here))
        title = words("slides.all", year=str(here.year or ""))
        if not known:
            return Slide(above=title, below=(words("slides.waits"),))
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

    def _meeting(self, see: See, here: Location, ledger: Ledger, *, outcomes: bool = False) -> str:
        """Return the meeting as it is now, or what it decided; places only once announced."""
        now = load_released_meeting(see, here, self._announced)
        if outcomes:
            return slide_html(outcomes_slide(now, self._words))
        self.ticking = self.ticking or now.turn is not None
        return slide_html(meeting_slide(now, self._words, ledger.clock()))


def _reader(ledger: Ledger) -> See:
    return lambda view, known_at=None: project(view, ledger, known_at)
