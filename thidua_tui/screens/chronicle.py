"""The years of a cluster: a line each, one of them in full, places over the years, lineage."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from thidua_tui.formatting.pictures.bump_chart import bump
from thidua_tui.formatting.sentences import chronicle
from thidua_tui.formatting.sentences.disagreements import SIGN
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.pictures import on_paper
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.cluster_year import Members
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.styled_text import styled
from views.cluster_history import ClusterHistory, ClusterYear
from views.disputes import Disputes
from views.lineage import Lineage, LineageRow
from views.standings import Standings, StandingsRow

PANELS = ("year", "places", "lineage")
COLUMNS = ("year", "members", "head", "first", "more")
WANTED, LEAST = (4, 11, 26, 20, 34), (4, 11, 16, 16, 0)
LABEL = 13


class Chronicled(Struct, frozen=True):
    """The years, the places given in them, and what the members came of and became."""

    years: tuple[ClusterYear, ...]
    places: tuple[StandingsRow, ...]
    lineage: tuple[LineageRow, ...]
    differing: frozenset[int] = frozenset()
    """The years whose head sources or a verdict contradict."""


class ChroniclePage(Page):
    """One cluster over the years."""

    PLACE = "chronicle"
    fitted = True
    CSS_PATH = "chronicle.tcss"
    BINDINGS = bindings_at("chronicle")
    data = Chronicled((), (), ())
    panel = "year"
    longest: tuple[int, ...] = (0, 0)
    """The cells of the longest name of a head, and of the first unit."""

    def body(self) -> ComposeResult:
        """The years, the names of what can be seen below them, and the one that is."""
        with Container(id="sides"):
            with Vertical(id="years-side"):
                yield Static(id="columns")
                years = Members(self.line, name="years")
                years.side = "#panel-side"
                yield years
            with Vertical(id="panel-whole"):
                yield Static(id="panel-names")
                with VerticalScroll(id="panel-side", can_focus=False):
                    yield Static(id="panel")

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
        heads = (self.words(f"chronicle.column.{name}") for name in COLUMNS)
        line = Content(" ") + styled_text.row(
            heads, self.widths(self.query_one("#years-side").size.width - 3)
        )
        self.query_one("#columns", Static).update(line)
        years = [row.year for row in data.years]
        here = self.here.year or 0
        at = max((n for n, year in enumerate(years) if year <= here), default=0)
        self.query_one(Members).show(len(years), at)
        self.draw()

    def widths(self, total: int) -> tuple[int, ...]:
        """How wide each column may be: as wide as its names are long, where there is room."""
        head, first = self.longest
        wanted = (*WANTED[:2], max(WANTED[2], head), max(WANTED[3], first), WANTED[4])
        return styled_text.share(total, wanted, LEAST)

    def line(self, at: int, width: int) -> Content:
        """One year."""
        row, words = self.data.years[at], self.words
        sign = f"{SIGN} " if row.year in self.data.differing else ""
        cells = (
            str(row.year),
            chronicle.members(row, words),
            sign + chronicle.head(row, words),
            chronicle.first(row, words),
            chronicle.marks(row, words),
        )
        return styled_text.row(cells, self.widths(width))

    def draw(self) -> None:
        """Show the panel that is chosen."""
        names = []
        for name in PANELS:
            year = str(row.year) if (row := self.choice()) else ""
            text = f" {self.words(f'chronicle.panel.{name}', year=year)} "
            names.append(Content.styled(text, "reverse bold" if name == self.panel else ""))
        self.query_one("#panel-names", Static).update(Content(" ").join(names))
        width = max(40, self.query_one("#panel-side").scrollable_content_region.width)
        made = {"year": self.year_lines, "places": self.places_lines, "lineage": self.lineage_lines}
        lines = [*made[self.panel](width)] or [Content(self.words("screen.none"))]
        self.query_one("#panel", Static).update(Content("\n").join(lines))

    def year_lines(self, width: int) -> Iterator[Content]:
        """The year under the cursor in full."""
        row, before = self.choice(), ""
        if row is None:
            return
        for name, text in chronicle.year(row, self.words):
            label = self.words(f"chronicle.label.{name}") if name != before else ""
            before = name
            for part in Content(text).wrap(max(20, width - LABEL)):
                yield Content.styled(label.ljust(LABEL), "bold $secondary") + part
                label = ""

    def places_lines(self, width: int) -> Iterator[Content]:
        """The places over the years."""
        drawn = bump(self.data.places, width, self.words("pictures.ranking.unplaced"))
        yield from (Content(line) for line in drawn.lines)
        if drawn.lines:
            yield Content.styled(self.words("pictures.ranking.legend"), "dim")
        else:
            yield Content(self.words("pictures.ranking.nothing"))

    def lineage_lines(self, width: int) -> Iterator[Content]:
        """What members came of and became."""
        for line in chronicle.lineage(self.data.lineage, self.words, width):
            yield styled(line) if line.startswith(" ") else Content.styled(line, "bold")

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

    async def do_year_before(self) -> None:
        """Go to the recorded year before."""
        self.query_one(Members).action_step(-1)

    async def do_year_after(self) -> None:
        """Go to the recorded year after."""
        self.query_one(Members).action_step(1)

    async def do_next_panel(self) -> None:
        """Show the next thing below the years."""
        self.panel = PANELS[(PANELS.index(self.panel) + 1) % len(PANELS)]
        self.draw()
        self.query_one("#panel-side").scroll_home(animate=False)

    async def do_open(self) -> None:
        """Go to the page of the year under the cursor."""
        await self.thidua.go("year")

    async def do_keep_picture(self) -> None:
        """Write the places over the years as text and SVG."""
        if self.thidua.session:
            ledger, here = self.thidua.session.ledger, self.here
            keep_from(self, lambda: on_paper("ranking", ledger, here, self.words))
