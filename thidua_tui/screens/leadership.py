"""Who led the cluster over the years: the picture, the chosen year, the rotation, all terms."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from thidua_tui.formatting.pictures.leadership_lanes import Lanes, draw_lanes
from thidua_tui.formatting.sentences.terms import terms_by_unit
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.pictures import on_paper
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.cluster_year import Members
from thidua_tui.screens.leadership_facts import Rotated, gather_leaders
from thidua_tui.screens.leadership_text import (
    rotation_lines,
    rotation_title,
    term_lines,
    year_briefly,
    year_in_full,
)
from thidua_tui.screens.page_heading import WIDE
from thidua_tui.screens.save_picture import keep_from
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.hanging_text import HangingText
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
from thidua_tui.widgets.styled_text import styled
from thidua_tui.widgets.virtual_list import VirtualList
from thidua_tui.widgets.year_columns import striped
from views.leadership import LeaderRow

TALL, TALLER, SHORT = 30, 55, 8
"""From so many lines on the screen is tall, taller; below, so many are kept for the text."""
TEXT_LINES = 14
"""Lines for the panels below the picture."""
TALLEST = 3
"""Lines of a lane at most."""


class Terms(VirtualList):
    """All terms; the cursor chooses the year."""

    class Moved(VirtualList.Moved):
        """The cursor moved to another term."""


class LeadershipPage(Page):
    """The rotation of the headship."""

    PLACE = "leaders"
    shown_on_wall = True
    fitted = True
    CSS_PATH = "leadership.tcss"
    BINDINGS = bindings_at("leaders")
    data: Rotated | None = None
    drawn = Lanes()
    shown: tuple[Content, ...] = ()
    """The lanes as they are shown."""
    terms: tuple[LeaderRow, ...] = ()

    def body(self) -> ComposeResult:
        """The lanes with their years; below them the chosen year, the rotation, all terms."""
        with Panel(id="picture"):
            yield Static(id="axis")
            lanes = Members(self.line, name="lanes")
            lanes.side = "#rotation-panel"
            yield lanes
            yield Static(id="legend")
        with Container(id="text-side"):
            with ScrollPanel(id="year-panel"):
                yield HangingText(id="year-text")
            with ScrollPanel(id="rotation-panel"):
                yield HangingText(id="patterns")
            with Panel(id="terms-panel"):
                yield Terms(self.term, name="terms", tall=2)

    def load(self, session: Session, here: Location) -> Rotated:
        """Fold all years of the cluster; on a wall without sources and what these contradict."""
        found = gather_leaders(session, here, self.words)
        return found if self.thidua.announced is None else replace(found, differ=(), sources={})

    def render_data(self, data: Rotated) -> None:
        """Draw the picture for this width, and show the chosen year, the rotation and the terms."""
        self.data = data
        self.draw()
        self.show_year(data)
        words = self.words
        entitle(self.query_one("#rotation-panel"), rotation_title(data, words))
        self.query_one("#patterns", HangingText).show(partial(rotation_lines, data, words))
        self.terms = tuple(sorted(data.rows, key=lambda row: -row.year))
        count = words("years.terms-count", count=str(len(self.terms)))
        entitle(self.query_one("#terms-panel"), words("years.terms"), count)
        self.show_terms()

    def show_terms(self) -> None:
        """Show all terms; the cursor is on the year."""
        terms, years = self.query_one(Terms), [row.year for row in self.terms]
        there = terms.pick(self.terms)
        if self.focused is terms and there and there.year == self.here.year:
            terms.show(len(years))
        else:
            terms.show(len(years), years.index(self.here.year) if self.here.year in years else 0)

    def show_year(self, data: Rotated) -> None:
        """Show who held a role in the chosen year."""
        words, year = self.words, self.here.year or 0
        rows = [row for row in data.rows if row.year == year]
        entitle(self.query_one("#year-panel"), words("screen.leaders.in-year", year=str(year)))
        brief = partial(year_briefly, rows, words)
        full = partial(year_in_full, rows, data.sources, words)
        roomy = self.app.size.height >= TALL and self.app.size.width >= WIDE
        self.query_one("#year-text", HangingText).show(full if roomy else brief)

    def draw(self) -> None:
        """Draw the lanes; the cursor stays on its unit."""
        words, lanes = self.words, self.query_one(Members)
        rows, waiting = (self.data.rows, self.data.waiting) if self.data else ((), ())
        count = len({row.unit for row in rows}) + len(waiting)
        room = self._room()
        if count > room or self.app.size.height < TALL:
            count, waiting = count - len(waiting), ()
        height = self.app.size.height
        most = TALLEST + (height >= TALLER) - (height < TALL)
        tall = max(1, min(most, room // max(1, count)))
        width = self._width("#picture") - 1  # the cursor's mark is before a lane
        width -= count * tall > max(3, room)  # and the scrollbar behind it
        self.drawn = draw_lanes(
            rows,
            width,
            tall,
            self.here.year or 0,
            vacant=words("screen.leaders.vacant"),
            terms=terms_by_unit(rows, words)
            | dict.fromkeys((one.unit for one in waiting), words("years.never")),
            waiting=waiting,
            quarters=words("years.quarters").split(),
        )
        self.shown = tuple(self._lane(at) for at in range(len(self.drawn.units)))
        axis = self.axis() if rows else Content(words("screen.leaders.nobody"))
        self.query_one("#axis", Static).update(Content(" ") + axis)
        units, unit = self.drawn.units, self.here.unit
        lanes.tall = self.drawn.tall
        lanes.styles.height = max(1, min(len(units) * lanes.tall, max(3, room)))
        lanes.show(len(units), units.index(unit) if unit in units else lanes.cursor)
        cut = [words("screen.leaders.before")] if self.drawn.before else []
        cut += [words("screen.leaders.behind")] if self.drawn.behind else []
        legend = styled("   ".join([*cut, words("screen.leaders.legend")]))
        self.query_one("#legend", Static).update(legend)
        entitle(self.query_one("#picture"), words("years.picture"))

    def _room(self) -> int:
        """Return the lines that lanes may take."""
        height = self.app.size.height - 4 - (3 if self.has_class("-past") else 0)
        frame, text = (4, TEXT_LINES) if self.app.size.height >= TALL else (3, SHORT)
        return height - frame - text

    def _width(self, panel: str) -> int:
        """Return the cells that a line in a panel may take."""
        return max(20, self.query_one(panel).scrollable_content_region.width)

    def axis(self) -> Content:
        """The years over their columns; that of the chosen one is lit."""
        axis, columns = Content(self.drawn.axis), self.drawn.columns
        span, years = axis[: self.drawn.left], axis[self.drawn.left :]
        return span.stylize("dim") + striped(
            years, columns, self.drawn.left, self.here.year or 0, head=True
        )

    def _lane(self, at: int) -> Content:
        """One lane: name and terms at the left, its marks under their years."""
        drawn, lines = self.drawn, []
        waits = bool(drawn.units[at]) and not any("".join(drawn.cells[at]).strip())
        for n, (label, cells) in enumerate(zip(drawn.labels[at], drawn.cells[at], strict=True)):
            name = Content(label).truncate(drawn.left, pad=True)
            name = name.stylize("dim" if n or waits else "")
            chart = striped(styled(cells), drawn.columns, drawn.left, self.here.year or 0)
            lines.append(name + chart)
        return Content("\n").join(lines)

    def line(self, at: int, _: int) -> Content:
        """One lane."""
        shown = self.shown[at] if at < len(self.shown) else Content("")
        return self.query_one(Members).readable(at, shown)

    def term(self, at: int, width: int) -> Content:
        """One term."""
        if at >= len(self.terms):
            return Content("")
        lines = term_lines(self.terms[at], self.words, width, self.here.year or 0)
        return self.query_one(Terms).readable(at, Content("\n").join(lines))

    def choice(self) -> str | None:
        """The unit of the lane under the cursor; none on the lane of vacancies."""
        at = self.query_one(Members).chosen
        units = self.drawn.units
        return units[at] or None if at is not None and at < len(units) else None

    def on_virtual_list_moved(self) -> None:
        """What is asked next is about the unit under the cursor."""
        if (unit := self.choice()) and unit != self.here.unit:
            self.thidua.here = replace(self.here, unit=unit)

    def on_terms_moved(self) -> None:
        """The year of the term under the cursor is chosen, if the cursor was moved there."""
        row = self.query_one(Terms).pick(self.terms)
        if row and self.focused is self.query_one(Terms):
            self.choose_year(row.year)

    def choose_year(self, year: int) -> None:
        """Show another year; everything that is needed was loaded."""
        if year != self.here.year and self.data:
            self.thidua.here = replace(self.here, year=year, on=None)
            self.reload()

    def on_click(self, event: Click) -> None:
        """A click on a year of the axis chooses it."""
        on_axis = event.widget is self.query_one("#axis")
        if on_axis and (year := self.drawn.year_at(event.x - 1)):
            self.choose_year(year)

    async def do_open(self) -> None:
        """Show the record of the unit under the cursor."""
        terms = self.query_one(Terms)
        if self.focused is terms and (row := terms.pick(self.terms)) and row.unit:
            self.thidua.here = replace(self.here, unit=row.unit)
        else:
            self.on_virtual_list_moved()
        await self.thidua.go("unit")

    async def do_replay(self) -> None:
        """Play how the headship went."""
        await self.thidua.go("player")

    async def do_keep_picture(self) -> None:
        """Write the picture as text and SVG, all years of it."""
        if not self.drawn.units:
            self.thidua.say(self.words("screen.leaders.nobody"))
        elif self.thidua.session:
            ledger, here = self.thidua.session.ledger, self.here
            keep_from(self, lambda: on_paper("leaders", ledger, here, self.words))
