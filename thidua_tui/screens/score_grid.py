"""The score grid of a year: type, Enter goes down, Tab goes right; totals and places follow."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from events.errors import Refused, ThiduaError
from events.event import Entry as LedgerEntry
from events.rule_book import Criterion
from events.scoring import RecordScore, Stage
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.formatting.sentences.disagreements import differing_at
from thidua_tui.forms.drafts import BLOCK, GRID, Drafts
from thidua_tui.forms.field_parsing import points_of
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import discard_typeahead, join_sentences
from thidua_tui.screens.base_page import WIDE
from thidua_tui.screens.form import Form
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.history_of_subject import cell_history
from thidua_tui.screens.score_grid_body import ScoresBody
from thidua_tui.screens.score_grid_conflicts import Reread, ask, reread, take_in
from thidua_tui.screens.score_grid_context import STAGES, Pasted, ScoresContext
from thidua_tui.screens.score_grid_details import (
    cell_stages,
    criterion_line,
    legend,
    ranking,
    short_legend,
    stage_tabs,
)
from thidua_tui.screens.score_grid_draft import keep
from thidua_tui.screens.score_grid_paste import (
    block_keys,
    sentence_for,
    sheet_shown,
    summed,
    take_off,
    type_over,
)
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import entitle
from thidua_tui.widgets.text_block import display

CHROME, DETAIL = 11, 5
"""Lines around the units of the grid; those of a cell in full."""


class Scores(ScoresContext):
    """The grid. It is dismissed with the entries that were recorded in it, maybe none."""

    CSS_PATH = "score_grid.tcss"
    FRAME = "scores"
    differ = ""

    def __init__(
        self, session: Session, here: Location, words: Words, stage: Stage = "verified"
    ) -> None:
        super().__init__()
        self.session, self.here, self.words, self.stage = session, here, words, stage
        self.recorded: list[LedgerEntry] = []
        self.going = (0, 0)
        self.theirs: dict[tuple[str, str], LedgerEntry] = {}
        self.pasted: Pasted | None = None
        self.drafts = Drafts(session)
        self.resumed = {act: self.drafts.of(act, here) for act in (GRID, BLOCK)}
        for kept in self.resumed.values():
            if (was := kept.get("stage")) in STAGES:
                self.stage = was
        self.body = ScoresBody(self)
        self.look()

    def look(self) -> None:
        """Read the current sheet."""
        self.ground = ActContext(self.session, self.here, self.words)
        self.since = self.ground.position
        self.sheet: ScoreSheet = score_sheet(self.ground, self.stage)

    def reload(self) -> None:
        """Something was recorded: look whether another terminal scored."""
        self.run_worker(
            lambda: reread(self), name="reread", group="reread", thread=True, exclusive=True
        )

    def on_reread(self, message: Reread) -> None:
        """Take the others' points in; what is being typed stays, and so does the cursor."""
        message.stop()
        take_in(self, message)

    def parts(self) -> ComposeResult:
        """Title, grid, keys."""
        yield self.body

    def on_mount(self) -> None:
        """Show what there is."""
        self.differ = " · ".join(differing_at("scores", self.session.ledger, self.here, self.words))
        self.redraw()

    def redraw(self) -> None:
        """Show sheet, stage and keys."""
        words, names = self.words, self.ground.names
        title = words("acts.grid.title", year=str(self.sheet.year))
        where = names.cluster(self.ground.cluster)
        self.query_one("#scores-title", StatusLine).show(
            Content.styled(f" {title} ", "bold reverse"), Content(plain(where))
        )
        self.show_sheet()
        stage = words("acts.grid.stage", stage=self.stage)
        entitle(self.query_one("#grid-panel"), stage, legend(words))
        no = dict.fromkeys(("cell-down", "cell-right", "not-applicable"), "")
        typing = no if self.why_not() else {}
        history = {"history": words("dialogs.action.history"), "whole-form": ""}
        self.foot(words, block_keys(self) or {**history, **typing})
        self.say(self.why_not())
        self.show_cell_details()

    def on_resize(self) -> None:
        """Show what there is room for."""
        self.show_sheet()

    def show_sheet(self) -> None:
        """Show the stages and the points; the cell in full and the totals where rows are free."""
        tabs, size, rows = stage_tabs(self.sheet, self.words), self.app.size, len(self.sheet.units)
        self.body.stages.show(tabs, self.stage, self.words("scoregrid.next-stage"))
        self.body.grid.show(sheet_shown(self))
        free = size.height - CHROME - rows
        display(self.query_one("#grid-below"), shown=free >= DETAIL and not self.sheet.missing)
        most = min(rows, free - rows) if size.width >= WIDE else 0
        self.body.ranking.show(ranking(self, size.width // 2 - 4, most))

    def why_not(self) -> str:
        """Why nothing can be typed; empty when it can."""
        year = str(self.sheet.year)
        if self.here.looking_back:
            return self.words("acts.off.read-only-past")
        if self.sheet.missing:
            return self.words(f"acts.grid.{self.sheet.missing}", year=year)
        return self.words("scoregrid.frozen", year=year) if self.sheet.frozen else ""

    def at(self) -> tuple[str, Criterion] | None:
        """The unit and the criterion under the cursor."""
        if self.sheet.missing:
            return None
        return self.sheet.units[self.body.grid.row], self.sheet.criteria[self.body.grid.column]

    def show_cell_details(self) -> None:
        """Say which cell it is."""
        shown, full = Content(""), Content("")
        if at := self.at():
            unit, criterion = at
            name = self.ground.names.unit(unit, self.sheet.year)
            shown = Content.assemble(*criterion_line(criterion, name, self.words))
            full = cell_stages(self.sheet, unit, criterion, self.words)
            if wrong := sentence_for(self, self._cell()):
                shown = Content.styled(f"! {criterion.code}: {wrong}", "bold $error")
        self.body.cell.show(shown)
        self.body.detail.show(full)

    def say(self, text: str, *, good: bool = False) -> None:
        """Say why something was not done; else what the block holds, or what the signs mean."""
        if not text and (text := summed(self)):
            good = self.pasted is not None and self.pasted.overlay.whole
        starred = f"   {self.words('forgiving.conflict.legend')}" if self.theirs else ""
        style = "bold $success" if good else "bold $error"
        meant = Content.styled(self.differ or self.words("acts.grid.legend") + starred, "dim")
        meant += short_legend(self.app.size.height, self.words)
        self.body.message.show(Content.styled(plain(text), style) if text else meant)

    async def leave(self) -> None:
        """Take back what is being typed; with nothing typed, close."""
        if self.body.entry.value:
            self.body.entry.value = ""
            self.say(self.why_not())  # what was refused is gone
        elif self.pasted:
            take_off(self)
        else:
            self.dismiss(tuple(self.recorded))

    async def whole(self) -> None:
        """Open the form of the cell: evidence, source, reason."""
        if self.pasted:
            self.say(self.words("acts.block.first"))
            return
        self.going = (0, 0)
        self.open_form(self.body.entry.value.strip())

    async def history(self) -> None:
        """Show how the cell came to be."""
        if at := self.at():
            cluster, year = self.ground.cluster, self.sheet.year
            await self.app.push_screen(cell_history(cluster, year, *at))

    async def next_stage(self) -> None:
        """Show the next stage: self, peer, verified."""
        await self.to_stage(STAGES[(STAGES.index(self.stage) + 1) % len(STAGES)])

    async def to_stage(self, stage: Stage) -> None:
        """Show a stage; what is being typed stays."""
        self.stage = stage
        self.look()
        if self.pasted or self.body.entry.value:
            keep(self, self.body.entry.value)
        self.redraw()

    async def done(self, down: int, right: int) -> None:
        """Record what was typed in the cell, and go on; a refusal keeps cursor and text.

        The text is selected then: a number typed next takes its place instead of growing it.
        """
        typed, at = self.body.entry.value.strip(), self.at()
        if typed and (why := self.why_not()):
            self.say(join_sentences(f"▲ {why}", discard_typeahead(self.app, self.words)))
            return
        if self.pasted and at and typed:
            type_over(self, self._cell(), typed)
        elif typed and at:
            self.going = (down, right)
            try:
                if not await self._record(typed, *at):
                    return
            except ThiduaError as error:
                refusal = self.words.refusal(error, self.ground.names)
                self.say(join_sentences(f"▲ {refusal}", discard_typeahead(self.app, self.words)))
                self.body.entry.action_select_all()
                return
        self.body.entry.value = ""
        self.body.grid.move(down, right)
        self.show_cell_details()

    async def _record(self, typed: str, unit: str, criterion: Criterion) -> bool:
        """Record it; False where something is to be asked first."""
        points = points_of(typed, criterion.max_points)
        command = RecordScore(
            cluster=self.ground.cluster,
            year=self.sheet.year,
            unit=unit,
            criterion=criterion.code,
            stage=self.stage,
            points=points,
        )
        if (cell := (unit, criterion.code)) in self.sheet.cells:
            same = self.sheet.points(*cell) == points
            if not same:
                ask(self, typed, command) if cell in self.theirs else self.open_form(typed)
            return same
        try:
            self.take(await asyncio.to_thread(self.session.do, command))
        except Refused as refused:
            if refused.code != "score-recorded":
                raise
            self.look()  # another terminal was faster than our look at the ledger
            self.theirs |= {cell: self.sheet.cells[cell]}
            self.redraw()
            ask(self, typed, command)
            return False
        return True

    def take(self, entries: Sequence[LedgerEntry]) -> None:
        """Show what was recorded here."""
        self.recorded += entries
        self.app.post_message(Recorded(entries))
        self.look()
        self.show_sheet()
        self.say("")

    def open_form(self, typed: str) -> None:
        """Open the cell's form: a new score with its evidence, or a correction with a reason."""
        if (at := self.at()) and not self.why_not():
            unit, criterion = at
            wrong = self.sheet.cells.get((unit, criterion.code))
            given = {"points": typed} if typed else {}
            if not wrong:
                given |= {"unit": unit, "criterion": criterion.code, "stage": self.stage}
            act, wrongs = ACTS["record-score"], (wrong,) if wrong else ()
            form = Form(act, self.session, self.here, self.words, wrongs, given)
            self.app.push_screen(form, self._corrected)

    def _corrected(self, entries: tuple[LedgerEntry, ...] | None) -> None:
        if entries:  # else what was typed stays in its cell
            self.recorded += entries
            self.theirs = {c: e for c, e in self.theirs.items() if c != self._cell()}
            self.body.entry.value = ""
        self.look()
        self.redraw()
        if entries:
            self.body.grid.move(*self.going)
            self.show_cell_details()

    def _cell(self) -> tuple[str, str]:
        at = self.at()
        return (at[0], at[1].code) if at else ("", "")
