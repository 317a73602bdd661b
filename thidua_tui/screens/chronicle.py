"""The years of a cluster: a row each, one of them in full, places over the years, lineage."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from thidua_tui.formatting.sentences import chronicle
from thidua_tui.formatting.sentences.disagreements import SIGN
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.pictures import on_paper
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.chronicle_text import (
    award_legend,
    followers,
    strip_lines,
    winner,
    year_lines,
    year_strip,
    year_table,
)
from thidua_tui.screens.cluster_year import Members
from thidua_tui.screens.page_heading import WIDE
from thidua_tui.screens.places_panel import PlacesPanel
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.hanging_text import HangingText
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
from thidua_tui.widgets.styled_text import styled
from views.cluster_history import ClusterHistory, ClusterYear
from views.disputes import Disputes
from views.lineage import Lineage, LineageRow
from views.standings import Standings, StandingsRow

PANELS = ("year", "places", "lineage")
COLUMNS = ("year", "members", "head", "first", "more")
WANTED, LEAST = (4, 11, 26, 20, 34), (4, 11, 16, 16, 0)
TALL = 30
"""From so many lines on the screen is tall: a year or a place may have two lines."""
TEXT_LINES = 14
"""Lines that the chosen year and the lineage get where they are below the others."""
TALLS = ((3, 2), (2, 2), (2, 1), (1, 1))
"""Lines of a year and of a place, as there is room."""
PLACE_WORD = 5
"""Cells of the word of a place before the unit."""


class Chronicled(Struct, frozen=True):
    """The years, the places given in them, and what the members came of and became."""

    years: tuple[ClusterYear, ...]
    places: tuple[StandingsRow, ...]
    lineage: tuple[LineageRow, ...]
    differing: frozenset[int] = frozenset()
    """The years whose head sources or a verdict contradict."""


class TextPanel(ScrollPanel, can_focus=True):
    """A panel of text that takes the keys, to be scrolled."""


class ChroniclePage(Page):
    """One cluster over the years."""

    PLACE = "chronicle"
    fitted = True
    CSS_PATH = "chronicle.tcss"
    BINDINGS = bindings_at("chronicle")
    data = Chronicled((), (), ())
    panel = "year"
    """The panel that is shown where there is room for one."""
    longest: tuple[int, ...] = (0, 0)
    """The cells of the longest name of a head, and of the first unit."""

    def body(self) -> ComposeResult:
        """The years; and with them the chosen one, the places, the lineage."""
        with Container(id="sides"):
            with Vertical(id="years-side"):
                with Panel(id="years-panel"):
                    yield Static(id="columns")
                    years = Members(self.line, name="years")
                    years.side = "#year-panel"
                    yield years
                yield PlacesPanel(self.words, id="places-panel")
            with Vertical(id="text-side"):
                with TextPanel(id="year-panel"):
                    yield HangingText(id="year-text")
                with TextPanel(id="lineage-panel"):
                    yield HangingText(id="lineage-text")

    def load(self, session: Session, here: Location) -> Chronicled:
        """Fold the years, up to the current day."""
        asked = (here.cluster, None, here.on)
        years = session.see(ClusterHistory(*asked), here.known_at).rows()
        places = session.see(Standings(*asked), here.known_at).rows()
        last = here.on.year if here.on else 9999
        disputes = session.see(Disputes(*asked), here.known_at).rows()
        differing = {
            row.year
            for row in disputes
            if row.topic == "head" and not row.unit and (row.state == "open" or row.against)
        }
        return Chronicled(
            tuple(row for row in years if row.year <= last),
            tuple(row for row in places if row.year <= last),
            session.see(Lineage(*asked), here.known_at).rows(),
            frozenset(differing),
        )

    def render_data(self, data: Chronicled) -> None:
        """Show the years, the cursor on the current year."""
        self.data = data
        columns = (chronicle.head, chronicle.first)
        self.longest = tuple(
            max((cell_len(cell(row, self.words)) for row in data.years), default=0)
            for cell in columns
        )
        self.share_lines()
        heads = (self.words(f"chronicle.column.{name}") for name in COLUMNS)
        line = styled_text.row(heads, self.widths(self._width("#years-panel") - 1))
        self.query_one("#columns", Static).update(Content(" ") + line)
        years = [row.year for row in data.years]
        here = self.here.year or 0
        at = max((n for n, year in enumerate(years) if year <= here), default=0)
        self.query_one(Members).show(len(years), at)
        title, legend = self.words("years.years.title"), award_legend(self.words)
        entitle(self.query_one("#years-panel"), title, legend if self._wide else "")
        self.draw()

    def share_lines(self) -> None:
        """Give the years and the places as many lines each as there is room for."""
        years, places = self.query_one(Members), self.query_one(PlacesPanel)
        height = self.app.size.height - 4 - (3 if self.has_class("-past") else 0)
        tall, wide, broad = self.app.size.height >= TALL, self._wide, self.has_class("-broad")
        frame, count = 2 if tall else 1, len(self.data.years)
        here = self.here
        places.show(self.data.places, here.unit or "", here.year or 0)
        room = height if broad else height - TEXT_LINES if wide else height // 2
        for of_year, of_place in TALLS if tall else TALLS[-1:]:
            need = count * of_year + frame + 1
            if need + (places.needs(of_place) + frame if wide else 0) <= room:
                break
        years.tall = of_year
        for_places = min(places.needs(of_place) + frame, room - min(need, room // 2)) if wide else 0
        most = room - for_places - frame - 1
        years.styles.height = "1fr" if broad else max(1, min(count * of_year, most))
        places.fit((for_places or height - min(need, room)) - frame, of_place)

    @property
    def _wide(self) -> bool:
        """Whether there is room for all panels at a time."""
        return self.app.size.width >= WIDE

    def _width(self, panel: str) -> int:
        """Return the cells that a line in a panel may take."""
        return max(40, self.query_one(panel).scrollable_content_region.width)

    def widths(self, total: int) -> tuple[int, ...]:
        """How wide each column may be: as wide as its names are long, where there is room."""
        head, first = self.longest
        more = 0 if self.query_one(Members).tall > 1 else WANTED[4]
        first = max(WANTED[3], first + PLACE_WORD)
        return styled_text.share(total, (*WANTED[:2], max(WANTED[2], head), first, more), LEAST)

    def line(self, at: int, width: int) -> Content:
        """One year, in one line or two."""
        if at >= len(self.data.years):
            return Content("")
        row, words, widths = self.data.years[at], self.words, self.widths(width)
        shorts = {(one.year, one.unit): one.unit_short for one in self.data.places}
        sign = f"{SIGN} " if row.year in self.data.differing else ""
        strip = year_strip(row, words)
        cells = (
            Content.styled(str(row.year), "bold"),
            chronicle.members(row, words),
            sign + chronicle.head(row, words),
            winner(row, words, shorts, widths[3]),
            Content(" · ").join(strip),
        )
        lines, years = [styled_text.row(cells, widths)], self.query_one(Members)
        if (more := years.tall - 1) > 0:
            under = (widths[0], sum(widths[1:3]) + 2, widths[3])
            others = followers(row, words, shorts, under[2], more)
            for part, other in zip(strip_lines(strip, under[1], more), others, strict=True):
                lines.append(styled_text.row(("", part, other), under))
        return years.readable(at, Content("\n").join(lines))

    def draw(self) -> None:
        """Show the chosen year, the lineage, and the titles of the panels."""
        row, words = self.choice(), self.words
        roomy = self.app.size.height >= TALL and self._wide
        made = year_table if roomy else year_lines
        self.query_one("#year-text", HangingText).show(partial(made, row, words))
        self.query_one("#lineage-text", HangingText).show(self.lineage_lines)
        for name in PANELS:
            self.set_class(name == self.panel, f"-shows-{name}")
            entitle(self.query_one(f"#{name}-panel"), self._title(name))
        self.query_one(Members).side = f"#{self.panel}-panel"

    def _title(self, panel: str) -> Content:
        """Return the title of a panel; where one is shown at a time, the names of all."""
        year = str(row.year) if (row := self.choice()) else ""
        names = {name: self.words(f"chronicle.panel.{name}", year=year) for name in PANELS}
        if self._wide:
            return Content(names[panel])
        parts = (
            Content.styled(f" {name} ", "reverse bold") if one == panel else Content(f" {name} ")
            for one, name in names.items()
        )
        return Content(" ").join(parts)

    def lineage_lines(self, width: int) -> Iterator[Content]:
        """What members came of and became."""
        lines = chronicle.lineage(self.data.lineage, self.words, width)
        if not lines:
            yield from Content(self.words("years.years.no-lineage")).wrap(width)
        for line in lines:
            if line.startswith(" "):
                yield styled(line)
            else:
                yield from Content.styled(line, "bold").wrap(width)

    def choice(self) -> ClusterYear | None:
        """The year under the cursor."""
        return self.query_one(Members).pick(self.data.years)

    def on_virtual_list_moved(self) -> None:
        """Select the year under the cursor."""
        row = self.choice()
        if row and row.year != self.here.year:
            self.thidua.here = replace(self.here, year=row.year, on=None)
            self.reload()
        self.draw()

    def on_places_panel_unit_chosen(self, message: PlacesPanel.UnitChosen) -> None:
        """What is asked next is about the unit of the place, whose line is lit."""
        self.thidua.here = replace(self.here, unit=message.unit)
        self.query_one(PlacesPanel).light(message.unit)

    def on_places_panel_year_chosen(self, message: PlacesPanel.YearChosen) -> None:
        """The year over the places is chosen, if it is among the years."""
        years = [row.year for row in self.data.years]
        if message.year in years:
            self.query_one(Members).cursor = years.index(message.year)

    async def do_year_before(self) -> None:
        """Go to the recorded year before."""
        self.query_one(Members).action_step(-1)

    async def do_year_after(self) -> None:
        """Go to the recorded year after."""
        self.query_one(Members).action_step(1)

    async def do_next_panel(self) -> None:
        """Go to the next panel; where one is shown at a time, show it."""
        if not self._wide:
            self.panel = PANELS[(PANELS.index(self.panel) + 1) % len(PANELS)]
            self.draw()
            return
        places, texts = self.query_one(PlacesPanel).list, self.query(TextPanel)
        order: list[Widget] = [self.query_one(Members), places, *texts]
        at = order.index(self.focused) if self.focused in order else 0
        order[(at + 1) % len(order)].focus()

    async def do_open(self) -> None:
        """Go to the page of the year under the cursor, or of the unit of the place."""
        if unit := self.query_one(PlacesPanel).unit_of_row():
            self.thidua.here = replace(self.here, unit=unit)
            await self.thidua.go("unit")
        else:
            await self.thidua.go("year")

    async def do_keep_picture(self) -> None:
        """Write the places over the years as text and SVG."""
        if self.thidua.session:
            ledger, here = self.thidua.session.ledger, self.here
            keep_from(self, lambda: on_paper("ranking", ledger, here, self.words))
