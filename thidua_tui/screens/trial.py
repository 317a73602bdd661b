"""A trial of scores: type others, see the table move; thrown away, or handed over to the grid."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from events.errors import ThiduaError
from events.score_book.book import Node
from events.score_commits import CellKey
from events.text import plain
from thidua_tui.forms.trial_scores import TrialCell, TrialScores, Tried
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.trial_lines import changes_lines, leaf_heads, leaf_line, ranking_lines
from thidua_tui.widgets.hanging_text import HangingText
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
from thidua_tui.widgets.sentence_line import SentenceLine
from thidua_tui.widgets.text_input import Entry
from thidua_tui.widgets.trial_entry import TrialEntry
from thidua_tui.widgets.virtual_list import VirtualList
from views.place_reasons import YearReasons

Thrown = dict[TrialCell, Tried]


class TrialEnd:
    """How a trial ended: what was thrown away, or what is to be staged in the grid."""

    def __init__(self, thrown: Thrown, staged: dict[CellKey, str] | None = None) -> None:
        self.thrown, self.staged = thrown, staged or {}


class TrialLines(VirtualList):
    """The leaves of a unit; the focus stays in the line below."""


class Trial(Dialog[TrialEnd]):
    """The trial of a cluster-year.

    Args:
        reasons: What the places of the year follow from.
        words: The words of the chosen language.
        unit: The unit whose scores are shown first.
        leaf: The leaf that the cursor is on first; None for the first.
        thrown: What was tried and thrown away before; one key takes it up again.
    """

    PLACE = "trial"
    FRAME = "trial"
    CSS_PATH = "trial.tcss"
    BINDINGS = bindings_at("trial", to="screen")

    def __init__(
        self,
        reasons: YearReasons,
        words: Words,
        unit: str,
        leaf: str | None = None,
        thrown: Thrown | None = None,
    ) -> None:
        super().__init__()
        self.reasons, self.words = reasons, words
        self.unit = unit if unit in reasons.units else reasons.units[0]
        self.thrown = thrown or {}
        self.trial = TrialScores(reasons)
        self.leaves: Sequence[Node] = reasons.book.leaves()
        codes = [leaf.code for leaf in self.leaves]
        self.start = codes.index(leaf) if leaf in codes else 0

    def parts(self) -> ComposeResult:
        """The leaves of a unit, the ranking, the list of changes; the line."""
        with Container(id="trial-sides"):
            with Panel(id="trial-sheet"):
                yield Static(id="trial-heads")
                lines = TrialLines(self.line, name="trial-rows")
                lines.can_focus = False
                yield lines
            with Vertical(id="trial-right"):
                with ScrollPanel(id="trial-ranking"):
                    yield HangingText(id="trial-places")
                with ScrollPanel(id="trial-changes"):
                    yield HangingText(id="trial-list")
        yield TrialEntry(id="trial-entry")
        yield SentenceLine(id="message")

    def on_mount(self) -> None:
        """Show the unit; say what a trial is, and whether another was thrown away."""
        word = self.words("placereasons.trial.word")
        title = self.words("placereasons.trial.title", year=str(self.reasons.year))
        line = self.query(StatusLine).first()
        line.show(
            Content.styled(f" {word} ", "bold reverse $trial") + Content(f" {title}"),
            Content.styled(self.words("placereasons.trial.nothing-recorded"), "bold $trial"),
        )
        self.rows.show(len(self.leaves), self.start)
        self.entry.focus()
        self.redraw()
        self.call_after_refresh(self.redraw)  # the heads need the width that the lines have
        key = "thrown" if self.thrown else "how"
        self.say(self.words(f"placereasons.trial.{key}", count=str(len(self.thrown))))
        self.foot(self.words)

    @property
    def rows(self) -> TrialLines:
        """The list of leaves."""
        return self.query_one(TrialLines)

    @property
    def entry(self) -> TrialEntry:
        """The line in which a score is typed."""
        return self.query_one(TrialEntry)

    @property
    def cell(self) -> TrialCell:
        """The cell under the cursor."""
        return TrialCell(self.unit, self.leaves[self.rows.cursor].code)

    def on_resize(self) -> None:
        """Draw again for the new width, which the panels have after the next layout."""
        self.call_after_refresh(self.redraw)

    def redraw(self) -> None:
        """Show the leaves of the unit, the ranking and the changes."""
        words, name = self.words, plain(self.reasons.name(self.unit))
        entitle(
            self.query_one("#trial-sheet"), words("placereasons.trial.sheet", unit=name),
            words("placereasons.trial.mark"),
        )  # fmt: skip
        width = self.rows.scrollable_content_region.width or self.size.width - 4
        self.query_one("#trial-heads", Static).update(Content(" ") + leaf_heads(width - 1, words))
        self.rows.refresh()
        self.show_moves()

    def show_moves(self, typed: str = "") -> None:
        """Show the ranking as the trial has it, with what is being typed; and the changes."""
        after = self.trial.glance(self.cell, typed) if typed else None
        moves = self.trial.moves(after)
        reasons, words, unit = self.reasons, self.words, self.unit
        self.query_one("#trial-places", HangingText).show(
            lambda width: ranking_lines(moves, reasons, unit, width, words)
        )
        moved = sum(one.places[0] != one.places[1] for one in moves)
        entitle(
            self.query_one("#trial-ranking"),
            words("placereasons.trial.ranking"),
            words("placereasons.trial.moved", count=str(moved)),
        )
        lines = [*changes_lines(self.trial, words)]
        self.query_one("#trial-list", HangingText).show(
            lambda width: [part for line in lines for part in line.wrap(width)]
        )
        count = str(len(self.trial.tried))
        entitle(self.query_one("#trial-changes"), words("placereasons.trial.changes", count=count))

    def line(self, at: int, width: int) -> Content:
        """One leaf: recorded, tried, points."""
        if at >= len(self.leaves):
            return Content("")
        drawn = leaf_line(self.trial, TrialCell(self.unit, self.leaves[at].code), width, self.words)
        return Content(drawn.plain) if self.rows.under_cursor(at) else drawn

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show a sentence below the line."""
        style = "bold $error" if wrong else "dim"
        self.query_one("#message", SentenceLine).show(Content.styled(plain(text), style))

    def on_input_changed(self, event: Entry.Changed) -> None:
        """Let the table follow every letter; what is no score yet changes nothing."""
        event.stop()
        try:
            self.show_moves(event.value.strip())
        except ThiduaError:
            self.show_moves()

    def put(self) -> bool:
        """Try what was typed; False where it was refused: it stays to be mended."""
        typed, cell = self.entry.value.strip(), self.cell
        if typed:
            try:
                self.trial.put(cell, typed)
            except ThiduaError as error:
                self.say(f"▲ {self.words.refusal(error, self.reasons.names)}", wrong=True)
                self.entry.action_select_all()
                return False
            self.entry.value = ""
            self.say(self.words("placereasons.trial.how"))
        self.redraw()
        return True

    def _move(self, lines: int) -> None:
        if self.put():
            self.rows.cursor += lines

    async def do_trial_down(self) -> None:
        """Try what was typed, and go down."""
        self._move(1)

    async def do_trial_up(self) -> None:
        """Try what was typed, and go up."""
        self._move(-1)

    async def do_trial_leaf_down(self) -> None:
        """Try what was typed, and go down by a page."""
        self._move(max(1, self.rows.size.height - 1))

    async def do_trial_leaf_up(self) -> None:
        """Try what was typed, and go up by a page."""
        self._move(-max(1, self.rows.size.height - 1))

    async def do_trial_next_unit(self) -> None:
        """Try what was typed, and show the next unit."""
        self._turn(1)

    async def do_trial_last_unit(self) -> None:
        """Try what was typed, and show the unit before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.put():
            units = self.reasons.units
            self.unit = units[(units.index(self.unit) + by) % len(units)]
            self.redraw()

    async def do_trial_take_back(self) -> None:
        """Take the trial of the cell back; what is typed goes first."""
        if self.entry.value:
            self.entry.value = ""
        elif not self.trial.take_back(self.cell):
            self.say(self.words("placereasons.trial.not-tried"))
        self.redraw()

    async def do_trial_undo(self) -> None:
        """Undo the last step; with none left, take up what was thrown away."""
        if cell := self.trial.undo():
            self.unit = cell.unit
            self.rows.cursor = [leaf.code for leaf in self.leaves].index(cell.leaf)
        elif self.thrown:
            self.trial = TrialScores(self.reasons, self.thrown)
            self.thrown = {}
            self.say(self.words("placereasons.trial.again", count=str(len(self.trial.tried))))
        else:
            self.say(self.words("placereasons.trial.nothing-to-undo"))
        self.redraw()

    async def do_trial_throw_away(self) -> None:
        """Throw the whole trial away, and go on with an empty one."""
        self.thrown = self.trial.clear() or self.thrown
        self.entry.value = ""
        self.redraw()
        self.say(self.words("placereasons.trial.thrown", count=str(len(self.thrown))))

    async def do_trial_stage(self) -> None:
        """Hand the tried cells over to the grid, where they wait for one commit."""
        if not self.put():
            return
        texts, tried = self.trial.texts(), self.trial.tried
        if not texts:
            key = "only-peers" if tried else "nothing-tried"
            self.say(self.words(f"placereasons.trial.{key}"), wrong=bool(tried))
            return
        self.dismiss(TrialEnd({}, texts))

    async def do_leave(self) -> None:
        """Take back what is being typed; with nothing typed, throw the trial away and close."""
        if self.entry.value:
            self.entry.value = ""
            self.redraw()
            return
        self.dismiss(TrialEnd(dict(self.trial.tried)))
