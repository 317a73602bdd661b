"""Why this place? Two units side by side, line by line, with what decides; how safe places are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.formatting.sentences.place_reasons import headline
from thidua_tui.formatting.sentences.place_report import deciding_leaf
from thidua_tui.formatting.sentences.place_rows import ReasonRow, comparison_rows
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.cell_reasons import CellReasonsPage
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.place_reason_lines import PairLines, safety_lines
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.hanging_text import HangingText
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle, fit_list
from thidua_tui.widgets.virtual_list import VirtualList
from views.place_comparison import Comparison, compare
from views.place_reasons import PlaceReasons, YearReasons
from views.standings import Standings

SHORT = 30
"""From so many lines on the margins are below the lines; it is the application's breakpoint."""
MOST = 0.5
"""The part of the page's lines that the rows may take there."""


def gather_reasons(session: Session, here: Location) -> YearReasons | None:
    """Fold what the places of a year follow from; None without a rule book."""
    view = session.see(PlaceReasons(here.cluster, here.year, here.on), here.known_at)
    return view.reasons(here.cluster or "", here.year or 0)


class WhyPage(Page):
    """A unit and another one, side by side.

    Args:
        other: The unit to compare with; None for the unit above, of the first the unit below.
    """

    PLACE = "why"
    fitted = True
    CSS_PATH = "place_reasons.tcss"
    BINDINGS = bindings_at("why")
    reasons: YearReasons | None = None
    found: Comparison | None = None
    rows: Sequence[ReasonRow] = ()
    code = ""
    """The fingerprint of the ranking."""
    pair: tuple[str | None, str | None] = (None, None)

    def __init__(self, other: str | None = None) -> None:
        super().__init__()
        self.other = other

    def body(self) -> ComposeResult:
        """The sentences; the lines; what the neighbours need."""
        with Container(id="why-sides"):
            with Vertical(id="why-main"):
                with ScrollPanel(id="why-head"):
                    yield HangingText(id="why-sentences")
                with Panel(id="why-lines"):
                    yield Static(id="why-columns")
                    yield VirtualList(self.line, name="why-rows")
            with ScrollPanel(id="why-safe"):
                yield HangingText(id="why-margins")

    def load(self, session: Session, here: Location) -> tuple[YearReasons | None, str]:
        """Fold the year, and the fingerprint of its ranking."""
        ranking = session.see(Standings(here.cluster, here.year, here.on), here.known_at)
        result = ranking.result(here.cluster or "", here.year or 0)
        return gather_reasons(session, here), result.fingerprint or ""

    def render_data(self, data: tuple[YearReasons | None, str]) -> None:
        """Show the unit of the location and its partner."""
        self.reasons, self.code = data
        self.explain()

    def explain(self) -> None:
        """Show two units; the cursor is where it decides."""
        data, unit = self.reasons, self.here.unit
        if data is None or unit is None:
            self.found, self.rows = None, ()
            text = self.words("placereasons.page.no-book", year=str(self.here.year))
            self.query_one("#why-sentences", HangingText).show(lambda _: [Content(text)])
        else:
            if self.other in (None, unit) or self.other not in data.partners(unit):
                self.other = data.neighbour(unit)
            self.found = compare(data, unit, self.other or unit)
            self.rows = [*comparison_rows(self.found, data, self.words)]
            sentences = [*headline(self.found, data, self.words)]
            self.query_one("#why-sentences", HangingText).show(lambda w: _spoken(sentences, w))
        self._show_lines()
        self._show_margins()

    def _show_lines(self) -> None:
        lines, words = self.query_one("#why-rows", VirtualList), self.words
        pair = (self.here.unit, self.other)
        lines.show(len(self.rows), None if pair == self.pair else self._start())
        self.pair = pair
        self.set_class(not self.rows, "-nothing")
        self._fit()
        self._show_heads()
        count = sum(row.kind == "leaf" for row in self.rows)
        note = words("placereasons.page.legend") if any(r.decides for r in self.rows) else ""
        entitle(
            self.query_one("#why-lines"), words("placereasons.page.lines", count=str(count)), note
        )
        code = words("placereasons.page.fingerprint", code=self.code) if self.code else ""
        entitle(self.query_one("#why-head"), words("placereasons.page.title"), code)

    def _fit(self) -> None:
        """Make the lines as high as they are where the margins are below them."""
        panel = self.query_one("#why-lines")
        if self.has_class("-broad") or self.app.size.height < SHORT:
            panel.styles.height = "1fr"
        else:
            fit_list(panel, len(self.rows), int(MOST * self.size.height))

    def _start(self) -> int:
        """Return the row that decides: a leaf, else a step, else the first."""
        leaf = deciding_leaf(self.found) if self.found else None
        at = [i for i, row in enumerate(self.rows) if row.decides and row.code == leaf]
        at += [i for i, row in enumerate(self.rows) if row.decides]
        return at[0] if at else 0

    def _show_heads(self) -> None:
        if self.reasons and self.found:
            lines = self.query_one("#why-rows", VirtualList)
            width = lines.scrollable_content_region.width or self.size.width - 4
            names = [plain(self.reasons.short(unit)) for unit in self.found.units]
            heads = PairLines(width - 1).heads(names, self.words)
            self.query_one("#why-columns", Static).update(Content(" ") + heads)

    def _show_margins(self) -> None:
        panel, data = self.query_one("#why-safe"), self.reasons
        title = self.words("placereasons.page.safe")
        narrow = not self.has_class("-broad") and self.app.size.height < SHORT
        entitle(panel, title, "" if not narrow else self.words("placereasons.page.other-part"))
        lines = [*safety_lines(data, self.here.unit, self.words)] if data else []
        self.query_one("#why-margins", HangingText).show(lambda w: _hung(lines, w))

    def line(self, at: int, width: int) -> Content:
        """One row; without colours under the cursor."""
        if at >= len(self.rows):
            return Content("")
        drawn = PairLines(width).row(self.rows[at])
        return self.query_one("#why-rows", VirtualList).readable(at, drawn)

    def choice(self) -> ReasonRow | None:
        """The row under the cursor."""
        return self.query_one("#why-rows", VirtualList).pick(self.rows)

    def leaf(self) -> str | None:
        """Return the leaf that the row under the cursor leads to."""
        row, found = self.choice(), self.found
        if row is None or found is None:
            return None
        if row.kind == "leaf":
            return row.code
        if row.kind == "step" and not row.code:
            return None
        return found.first_leaf(row.code)

    async def do_open(self) -> None:
        """Show the cell that the row leads to, of both units."""
        leaf = self.leaf()
        if leaf is None or self.found is None:
            self.thidua.say(self.words("placereasons.page.no-cell"))
            return
        await self.app.push_screen(CellReasonsPage(self.found.units, leaf))

    async def do_partner_before(self) -> None:
        """Compare with the next unit above."""
        self._turn(-1)

    async def do_partner_after(self) -> None:
        """Compare with the next unit below."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        unit = self.here.unit
        partners = self.reasons.partners(unit) if self.reasons and unit else ()
        if self.other not in partners:
            return
        at = partners.index(self.other) + by
        if not 0 <= at < len(partners):
            key = "first" if by < 0 else "last"
            self.thidua.say(self.words(f"placereasons.page.{key}-partner"))
            return
        self.other = partners[at]
        self.explain()

    async def do_swap_units(self) -> None:
        """Ask about the other unit of the two."""
        if self.other and self.here.unit:
            unit, self.other = self.other, self.here.unit
            self.thidua.here = replace(self.here, unit=unit)
            self.explain()

    async def do_safety(self) -> None:
        """Show how safe the places are where there is no room for both, or the lines again."""
        self.toggle_class("-safe")

    def on_virtual_list_moved(self) -> None:
        """The cursor is on another row; nothing else depends on it."""

    def title_line(self, head: Heading) -> tuple[Content, Content]:
        """The cluster and the year, without arrows: the arrows change the partner."""
        year = self.words("screen.heading.year", year=str(head.year))
        return Content.styled(head.cluster, "bold"), Content.styled(year, "bold")


def _spoken(sentences: Sequence[str], width: int) -> Iterator[Content]:
    """Yield the sentences; the first two name the units, what decides is bold."""
    for at, sentence in enumerate(sentences):
        style = "bold" if at in (0, len(sentences) - 1) else ""
        yield from Content.styled(sentence, style).wrap(width)


def _hung(lines: Sequence[Content], width: int) -> Iterator[Content]:
    for line in lines:
        first, *rest = line.wrap(width) or [Content("")]
        yield first
        if rest:
            for part in Content(" ").join(rest).wrap(max(8, width - 2)):
                yield Content("  ") + part
