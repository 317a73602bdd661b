"""The cell that decides, of two units: every score of it, and how the final points follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from events.event import Entry
from events.scoring import ScoreRecorded
from events.text import plain
from thidua_tui.formatting.sentences.cell_reasons import cell_facts
from thidua_tui.formatting.sentences.place_reasons import line_name
from thidua_tui.formatting.sentences.points import points_text
from thidua_tui.formatting.sentences.score_arithmetic import observed_text
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.page_heading import Heading
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.fact_list import Fact, FactList
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
from thidua_tui.widgets.styled_text import row as drawn_row
from thidua_tui.widgets.styled_text import share
from thidua_tui.widgets.virtual_list import VirtualList
from views.place_reasons import PlaceReasons, YearReasons

ROOMY, WHEN, MOST = 100, 32, 36
"""From so many cells on it is shown when a score was recorded; its cells; those of a name."""
LEAST = (12, 16)
"""Cells of the unit that is scored, and of the stage with its scorer, at least."""
SIDES = ("cell-first", "cell-second")


@dataclass(frozen=True)
class CellScore:
    """A score of the cell of a unit; a unit without any has one without an entry."""

    unit: str
    entry: Entry | None
    final: bool


class CellReasonsPage(Page):
    """A line of the book, of two units.

    Args:
        units: The unit that is asked about, and the other one.
        leaf: The code of a leaf of the book.
    """

    PLACE = "reason"
    fitted = True
    CSS_PATH = "place_reasons.tcss"
    BINDINGS = bindings_at("reason")
    reasons: YearReasons | None = None
    scores: Sequence[CellScore] = ()

    def __init__(self, units: tuple[str, str], leaf: str) -> None:
        super().__init__()
        self.units, self.leaf = tuple(dict.fromkeys(units)), leaf

    def body(self) -> ComposeResult:
        """The two cells side by side; below them every score of these."""
        with Container(id="cell-sides"):
            for side in SIDES:
                with ScrollPanel(id=side):
                    yield Static(classes="cell-facts")
        with Panel(id="cell-scores"):
            yield VirtualList(self.line, name="cell-rows")

    def load(self, session: Session, here: Location) -> YearReasons | None:
        """Fold the year."""
        view = session.see(PlaceReasons(here.cluster, here.year, here.on), here.known_at)
        return view.reasons(here.cluster or "", here.year or 0)

    def render_data(self, data: YearReasons | None) -> None:
        """Show both cells."""
        self.reasons = data if data and self.leaf in data.nodes else None
        self.scores = [one for unit in self.units for one in self._scores(unit)]
        for side, unit in zip(SIDES, self.units, strict=False):
            self._show_side(side, unit)
        self.query_one(f"#{SIDES[1]}").display = len(self.units) > 1
        rows = self.query_one("#cell-rows", VirtualList)
        rows.show(len(self.scores))
        count = sum(one.entry is not None for one in self.scores)
        title = self.words("placereasons.page.scores", count=str(count))
        entitle(self.query_one("#cell-scores"), title)

    def _scores(self, unit: str) -> list[CellScore]:
        if self.reasons is None:
            return []
        final = self.reasons.final(unit, self.leaf)
        entries = [*self.reasons.scores.get((unit, self.leaf), ())]
        entries.sort(key=lambda entry: (entry not in final, entry.position))
        return [CellScore(unit, entry, entry in final) for entry in entries]

    def _show_side(self, side: str, unit: str) -> None:
        panel, reasons, words = self.query_one(f"#{side}"), self.reasons, self.words
        if reasons is None:
            facts = [Fact("", words("placereasons.page.no-line"))]
            entitle(panel, plain(unit))
        else:
            found = cell_facts(reasons, unit, self.leaf, words)
            points = words("placereasons.cell.points")
            facts = [
                Fact(one.label, Content.styled(one.value, "bold" if one.label == points else ""))
                for one in found
            ]
            entitle(panel, plain(reasons.name(unit)))
        panel.query_one(Static).update(FactList(facts))

    def line(self, at: int, width: int) -> Content:
        """One score: of which unit, at which stage, what was observed, which entry."""
        if at >= len(self.scores) or self.reasons is None:
            return Content("")
        one, words = self.scores[at], self.words
        entry = one.entry
        if entry is None or not isinstance(score := entry.event, ScoreRecorded):
            return Content("")
        cells = (
            words("placereasons.page.final") if one.final else "",
            *self._who(one.unit, score),
            observed_text(score.seen, words),
            f"{words.instant(entry.at)} · {plain(entry.by)}",
            words("placereasons.cell.entry", position=str(entry.position)),
        )
        when = WHEN if width >= ROOMY else 0
        names = [
            self._who(other.unit, other.entry.event)
            for other in self.scores
            if other.entry and isinstance(other.entry.event, ScoreRecorded)
        ]
        wanted = [min(MOST, max(map(cell_len, column))) for column in zip(*names, strict=True)]
        widths = share(width, (8, *wanted, 22, when, 12), (8, *map(min, wanted, LEAST), 12, 0, 8))
        drawn = drawn_row(cells, widths)
        return drawn if one.final else drawn.stylize("dim")

    def _who(self, unit: str, score: ScoreRecorded) -> tuple[str, str]:
        """Return the unit that is scored, and the stage with the unit that scores."""
        short = self.reasons.short if self.reasons else str
        stage = self.words.choice("stage", score.stage)
        who = plain(short(score.scorer)) if score.scorer else ""
        return plain(short(unit)), " · ".join(filter(None, (stage, who)))

    def choice(self) -> CellScore | None:
        """The score under the cursor."""
        return self.query_one("#cell-rows", VirtualList).pick(self.scores)

    async def do_open(self) -> None:
        """Show the entry of the score."""
        chosen = self.choice()
        if chosen and chosen.entry:
            await self.app.push_screen(EntryPage(chosen.entry.position))

    def title_line(self, head: Heading) -> tuple[Content, Content]:
        """The line of the book, and its maximum."""
        year = self.words("screen.heading.year", year=str(head.year))
        if self.reasons is None:
            return Content.styled(plain(self.leaf), "bold"), Content.styled(year, "bold")
        node = self.reasons.nodes[self.leaf]
        most = self.words("acts.grid.at-most", maximum=points_text(node.max, self.words))
        right = f"{most} · {year}" if node.max else year
        name = line_name(self.reasons, self.leaf)
        return Content.styled(name, "bold"), Content.styled(right, "bold")

    def keep_and_render(self, data: YearReasons | None) -> None:
        """Show the data, then the title that follows from it."""
        super().keep_and_render(data)
        if self.heading:
            self.head(self.heading)

    heading: Heading | None = None

    def head(self, head: Heading) -> None:
        """Keep the heading: the title names a line that is known only with the data."""
        self.heading = head
        super().head(head)
