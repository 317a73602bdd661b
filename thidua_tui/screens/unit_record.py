"""The record of a unit: its years as a strip, the chosen one in full, names, origin, awards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from events.text import plain
from thidua_tui.formatting.pictures.svg import SavedPicture
from thidua_tui.formatting.sentences import chronicle
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.pictures import PAPER, places_of_units
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.page_heading import WIDE, Heading, mark_before
from thidua_tui.screens.places_panel import PlacesPanel
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.screens.unit_facts import UnitColumn, UnitFacts, gather_unit, unit_columns
from thidua_tui.screens.unit_lines import record_lines
from thidua_tui.screens.unit_text import (
    awards_text,
    lineage_text,
    names_text,
    record_text,
    strip_labels,
    strip_years,
    year_text,
)
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.hanging_text import HangingText
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
from thidua_tui.widgets.year_strip import YearStrip
from views.unit_record import UnitRecord

PARTS = ("names", "lineage", "awards", "record")
"""The panels of text about the unit, by the keys of their titles."""
ROOMY = 36
"""From so many lines on, the places have two lines each."""


class UnitPage(Page):
    """One unit over the years."""

    PLACE = "unit"
    AUTO_FOCUS = "YearStrip"
    fitted = True
    CSS_PATH = "unit_record.tcss"
    BINDINGS = bindings_at("unit")
    facts: UnitFacts | None = None
    columns: Sequence[UnitColumn] = ()

    def body(self) -> ComposeResult:
        """The strip of years; below it the chosen year and the places, names, origin, awards."""
        with Panel(id="strip-panel"):
            yield YearStrip(id="strip")
        with VerticalScroll(id="below", can_focus=False):
            with Vertical(id="of-year"):
                with ScrollPanel(id="year-panel"):
                    yield HangingText(id="year-text")
                yield PlacesPanel(self.words, id="places-panel")
            with Vertical(id="of-unit"):
                for part in PARTS:
                    with ScrollPanel(id=f"{part}-panel"):
                        yield HangingText(id=f"{part}-text")

    def load(self, session: Session, here: Location) -> UnitFacts:
        """Fold the record of the unit that was chosen."""
        return gather_unit(session, here)

    def render_data(self, data: UnitFacts) -> None:
        """Show the record; the strip stays at its year."""
        before, strip, words = self.choice(), self.query_one(YearStrip), self.words
        first = self.facts is None
        self.facts, self.columns = data, unit_columns(data, self.here)
        keys = [(one.year, one.cluster) for one in self.columns]
        wanted = (before.year, before.cluster) if before and not first else None
        at = keys.index(wanted) if wanted in keys else self._place_of_year()
        strip.show(strip_years(data, self.columns, words), at, strip_labels(data, words))
        title = Content.styled(plain(data.name), "bold")
        code = Content.styled(self.here.unit or "", "dim")
        self.query_one("#title", StatusLine).show(title, code)
        state = self.query_one("#state", StatusLine)
        mark = words("provisional.some-years") if data.provisional else ""
        state.show(mark_before(mark, Content("")), state.right)
        legend = words("pictures.unit.legend") if self.app.size.width >= WIDE else ""
        name = words("years.unit.strip", name=plain(data.name))
        entitle(self.query_one("#strip-panel"), name, legend)
        texts = (names_text, lineage_text, awards_text, record_text)
        for part, text in zip(PARTS, texts, strict=True):
            self.query_one(f"#{part}-text", HangingText).show(partial(text, data, words))
            entitle(self.query_one(f"#{part}-panel"), words(f"years.unit.{part}"))
        self.show_year()

    def _place_of_year(self) -> int:
        """Return the column of the year that the page was opened from, else the last with facts."""
        here = self.here
        marked = [at for at, one in enumerate(self.columns) if one.row]
        mine = [at for at in marked if self.columns[at].year == here.year]
        same = [at for at in mine if self.columns[at].cluster == here.cluster]
        return [*(marked or [0])[-1:], *mine[:1], *same][-1]

    def show_year(self) -> None:
        """Show the chosen year in full, and the places of its cluster."""
        data, column, words = self.facts, self.choice(), self.words
        if data is None:
            return
        self.query_one("#year-text", HangingText).show(partial(year_text, data, column, words))
        entitle(
            self.query_one("#year-panel"),
            words("screen.leaders.in-year", year=str(column.year)) if column else "",
        )
        places = self.query_one(PlacesPanel)
        rows = [row for row in data.standings if column and row.cluster == column.cluster]
        wide = self.app.size.width >= WIDE
        places.show(rows, data.unit, column.year if column else 0)
        tall = 2 if self.app.size.height >= ROOMY else 1
        strip = self.query_one(YearStrip).tall
        room = max(8, (self.app.size.height - 9 - strip) // 2) if wide else 100
        if places.needs(tall) > room:
            tall = 1
        places.fit(room, tall)
        places.display = bool(places.drawn.rows)
        entitle(places, words("chronicle.panel.places"))

    def choice(self) -> UnitColumn | None:
        """The year that is chosen on the strip."""
        at = self.query_one(YearStrip).chosen
        return self.columns[at] if at < len(self.columns) else None

    def on_year_strip_moved(self) -> None:
        """Show the year that is chosen now."""
        self.show_year()

    def on_year_strip_opened(self) -> None:
        """A second click goes to the year, once this message is handled: the page is left."""
        self.app.call_later(self.do_open)

    def on_year_strip_scrolled(self, message: YearStrip.Scrolled) -> None:
        """Scroll the chosen year, or everything below the strip where it is one column."""
        part = self.query_one("#year-panel" if self.app.size.width >= WIDE else "#below")
        lines = message.lines + message.pages * max(1, part.size.height - 1)
        part.scroll_relative(y=lines, animate=False)

    def on_places_panel_year_chosen(self, message: PlacesPanel.YearChosen) -> None:
        """The year over the places is chosen on the strip."""
        years = [one.year for one in self.columns]
        if message.year in years:
            self.query_one(YearStrip).chosen = years.index(message.year)

    def show_unit(self, unit: str) -> None:
        """Show another unit on this page."""
        if unit != self.here.unit:
            self.thidua.here = replace(self.here, unit=unit)
            self.facts = None
            self.reload()

    async def do_year_before(self) -> None:
        """Go to the year before on the strip."""
        self.query_one(YearStrip).action_step(-1)

    async def do_year_after(self) -> None:
        """Go to the year after on the strip."""
        self.query_one(YearStrip).action_step(1)

    async def do_open(self) -> None:
        """Go to the page of the chosen year; from the places, to the unit of the row."""
        if unit := self.query_one(PlacesPanel).unit_of_row():
            self.show_unit(unit)
        elif column := self.choice():
            cluster = column.cluster or self.here.cluster
            self.thidua.here = replace(self.here, cluster=cluster, year=column.year, on=None)
            await self.thidua.go("year")

    async def do_keep_picture(self) -> None:
        """Write the record as text and SVG."""
        if (session := self.thidua.session) and (data := self.facts):
            here, words, unit = self.here, self.words, self.here.unit or ""

            def made() -> SavedPicture:
                view = session.see(UnitRecord(unit, on=here.on), here.known_at)
                drawn = chronicle.lineage(data.lineage, words, PAPER, unit)
                places = places_of_units(data.places, words, PAPER)
                lines = [line.plain for line in record_lines(view, words, drawn, places)]
                return SavedPicture(f"unit-{unit}", plain(data.name), lines)

            keep_from(self, made)

    def state_line(self, head: Heading, /) -> tuple[Content, Content]:
        """Only until when we knew: it is about no single year."""
        circumstances = " · ".join(filter(None, (head.true_in if self.here.on else "", head.known)))
        return Content(""), Content.styled(circumstances, "dim")

    def title_line(self, _: Heading) -> tuple[Content, Content]:
        """The unit; its name comes with the record."""
        return Content(""), Content("")
