"""The score grid with its two faces: units × criteria, and the sheet of one unit."""

from __future__ import annotations

from textual.content import Content

from events.score_board import Scoreboard
from events.scoring import Stage
from events.text import plain
from thidua_tui.forms.score_missing import missing_at, next_missing, stages_of
from thidua_tui.forms.sheet_boards import at_stage, board_of
from thidua_tui.forms.unit_face import Order, UnitFace
from thidua_tui.forms.unit_totals import total_sentences
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import queued
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.score_grid_body import ScoresBody
from thidua_tui.screens.score_grid_checks import checked_lines
from thidua_tui.screens.score_grid_details import cell_line, legend
from thidua_tui.screens.score_grid_scorer import scorer_hint
from thidua_tui.screens.score_grid_staging import keep
from thidua_tui.screens.unit_sheet_paste import paste_lines
from thidua_tui.screens.unit_sheet_text import (
    explanation,
    face_legend,
    line_of_cell,
    missing_sentence,
    name_frame,
    next_missing_sentence,
    progress_lines,
    unit_tabs,
)
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.cell_input import CellEntry
from thidua_tui.widgets.panel import Panel
from thidua_tui.widgets.text_block import display
from thidua_tui.widgets.text_input import Entry
from thidua_tui.widgets.unit_face import UnitSheetView
from views.sheet_lines import Before, final_points

BELOW, EXPLAINED = 30, 9
"""Lines of the screen from which a cell is explained; lines of the explanation at most."""
PAGE = 10
"""Cells that a page key goes."""


class FacesBody(ScoresBody):
    """Grid, sheet and line: both faces show what is being typed."""

    scores: ScoreFaces

    def on_input_changed(self, event: Entry.Changed) -> None:
        """Show it in the sheet of the unit; the grid follows by itself."""
        self.scores.view.type(event.value)

    def on_cell_entry_pasted(self, event: CellEntry.Pasted) -> None:
        """Stage a block over the lines of the unit; over the grid it is placed as there."""
        if self.scores.of_unit:
            event.stop()
            event.prevent_default()
            paste_lines(self.scores, event.text, self.scores.shown_lines)


class ScoreFaces(Scores):
    """The grid; a key shows the sheet of the unit instead, with the same cell in focus."""

    of_unit = False
    order: Order = "table"

    def __init__(
        self, session: Session, here: Location, words: Words, stage: Stage = "verified"
    ) -> None:
        super().__init__(session, here, words, stage)
        self.view = UnitSheetView()
        self.body = FacesBody(self)
        self._last: Scoreboard | None = None
        self._read_last = False
        self.shown_lines: list[str] = []

    def on_mount(self) -> None:
        """Add the second face to the panel."""
        self.query_one("#grid-panel", Panel).mount(self.view)
        self.view.display = False

    def before(self, unit: str) -> Before:
        """Return the final points of a unit in the year before; read once, when first asked."""
        if not self._read_last:
            self._read_last, self._last = True, board_of(self.ground, self.sheet.year - 1)
        return final_points(self._last, unit) if self._last else {}

    def show_all(self) -> None:
        """Show the face, and how many cells are missing."""
        super().show_all()
        self.name_panel()

    def name_panel(self) -> None:
        """Name the stage in the frame, and how many cells are missing."""
        words, stage = self.words, self.words("acts.grid.stage", stage=self.stage)
        if self.sheet.missing:
            return
        if self.of_unit and (at := self.at()):
            here = [one for one in stages_of(self.sheet, at[0]) if one.stage == self.stage]
            count = sum(len(one.missing) for one in here)
            name = plain(self.ground.names.unit(at[0], self.sheet.year))
            order = words("unitsheet.by-gap") if self.order == "gap" else ""
            parts = (name, stage, missing_sentence(count, words) if here else "", order)
        else:
            count = len(missing_at(self.sheet, self.stage))
            parts = (stage, missing_sentence(count, words), "", "")
        note = face_legend(words) if self.of_unit else legend(words)
        name_frame(self, " · ".join(filter(None, parts)), note)

    def show_sheet(self) -> None:
        """Show the face that is chosen; the cell in full where lines are free."""
        if not self.of_unit:
            super().show_sheet()
            return
        self.show_face()

    def show_face(self) -> None:
        """Show the sheet of the unit with what is staged."""
        at = self.at()
        if at is None:
            return
        unit, criterion = at
        theirs = [*self.theirs]
        face = UnitFace(self.sheet, self.staged, unit, self.before(unit), self.words, theirs)
        content = face.content(self.order, total_sentences(self.sheet, unit, self.words))
        self.shown_lines = [row.code for row in content.rows if row.leaf]
        tabs = unit_tabs(self, unit)
        self.body.stages.show(tabs, self.stage, scorer_hint(self))
        self.view.show(content, criterion.code, self._stage_at())
        display(self.query_one("#grid-below"), shown=self.app.size.height >= BELOW)
        self.body.ranking.show(Content("\n").join(progress_lines(self, unit)))

    def _stage_at(self) -> int:
        stages = self.sheet.stages
        return stages.index(self.stage) if self.stage in stages else 0

    def show_changed(self, criteria: list[str]) -> None:  # type: ignore[override]  # as it is called
        """Show what follows from cells that changed, in both faces."""
        super().show_changed(criteria)
        if self.of_unit:
            self.show_face()
        self.name_panel()

    def show_cell_details(self) -> None:
        """Say which cell it is, what it takes, and how its points came."""
        super().show_cell_details()
        at = self.at()
        if not self.of_unit or at is None:
            return
        self.view.put(at[1].code, self._stage_at())
        checked = Content.assemble(*checked_lines(self, at[0], at[1].code))
        self.body.cell.show(line_of_cell(self, *at) + checked, cell_line(self, *at))
        if self.query_one("#grid-below").display:
            lines = [*explanation(self, *at)]
            self.body.detail.show(Content("\n").join(lines[:EXPLAINED]))

    async def done(self, down: int, right: int) -> None:
        """Stage what was typed, and go on: in the sheet of a unit down is the next line."""
        if not self.of_unit:
            await super().done(down, right)
            return
        await super().done(0, 0)
        if not self.body.entry.value:
            await self.go(down, right)

    async def go(self, down: int, right: int) -> None:
        """Move the cursor of the sheet: through its lines as they are shown, through its stages."""
        at, stages = self.at(), self.sheet.stages
        if at is None or not self.shown_lines:
            return
        if abs(right) > 1:
            down, right = right, 0  # Home and End: the first line and the last
        if right and 0 <= (to := self._stage_at() + right) < len(stages):
            await self.to_stage(stages[to])
        if down and at[1].code in self.shown_lines:
            here = self.shown_lines.index(at[1].code) + down
            self.to_line(self.shown_lines[max(0, min(here, len(self.shown_lines) - 1))])

    def to_line(self, code: str) -> None:
        """Put the cursor on a line."""
        grid = self.body.grid
        grid.move(0, self.face.column_of[code] - grid.column)
        self.show_cell_details()

    async def to_stage(self, stage: Stage) -> None:
        """Show a stage; in the sheet of a unit only the cursor moves: nothing is read again."""
        if not self.of_unit or stage == "peer" or self.stage == "peer":
            await super().to_stage(stage)
            return
        self.stage = stage
        self.sheet = self.staged.sheet = at_stage(self.sheet, stage)
        keep(self, self.body.entry.value)
        at = self.at()
        tabs = unit_tabs(self, at[0]) if at else ()
        self.body.stages.show(tabs, stage, scorer_hint(self))
        if at:
            self.body.ranking.show(Content("\n").join(progress_lines(self, at[0])))
        self.name_panel()
        self.say(self.why_not())
        self.show_cell_details()

    async def other_face(self) -> None:
        """Show the other face, with the same unit, criterion and stage in focus."""
        if self.sheet.missing or not await self.put_down():
            return
        self.of_unit = not self.of_unit
        self.order = "table"
        self.body.grid.display, self.view.display = not self.of_unit, self.of_unit
        self.set_class(self.of_unit, "-of-unit")
        if self.of_unit:
            self.show_face()
            self.name_panel()
            self.show_cell_details()
            return
        if len(self.staged):
            self.look()  # the grid shows which totals are not those that are recorded
        self.redraw()

    async def put_down(self) -> bool:
        """Stage what is being typed; return whether the cursor may leave the cell."""
        await super().done(0, 0)
        return not self.body.entry.value

    async def to_unit(self, by: int) -> None:
        """Show the next unit, or the unit before; the criterion and the stage stay."""
        if self.sheet.missing or not await self.put_down():
            return
        self.body.grid.move(by, 0)
        if self.of_unit:
            self.show_face()
        self.name_panel()
        self.show_cell_details()

    async def gaps(self) -> None:
        """Go to the biggest gap between verified and own points; again, restore the order."""
        if self.sheet.missing or not await self.put_down():
            return
        if not self.of_unit:
            await self.other_face()
        self.order = "table" if self.order == "gap" else "gap"
        self.show_face()
        if self.order == "gap" and self.shown_lines:
            self.to_line(self.shown_lines[0])
            self.show_face()
        self.name_panel()
        self.show_cell_details()

    async def missing(self, *, here_too: bool = False) -> None:
        """Go to the next missing cell, of this stage first."""
        at = self.at()
        if at is None or not await self.put_down():
            return
        cell = next_missing(self.sheet, at[0], at[1].code, here_too=here_too)
        if cell is None:
            self.say(self.words("unitsheet.nothing-missing"), good=True)
            return
        if cell.stage != self.stage:
            await self.to_stage(cell.stage)
        grid = self.body.grid
        row, column = self.face.row_of[cell.unit], self.face.column_of[cell.criterion]
        changed = row != grid.row
        grid.move(row - grid.row, column - grid.column)
        if self.of_unit and changed:
            self.show_face()
        self.name_panel()
        self.show_cell_details()
        self.say(next_missing_sentence(self, cell), good=True)

    do_cells_down = queued(lambda faces: faces.done(PAGE, 0))
    do_cells_up = queued(lambda faces: faces.done(-PAGE, 0))
    do_other_face = queued(lambda faces: faces.other_face())
    do_next_unit = queued(lambda faces: faces.to_unit(1))
    do_previous_unit = queued(lambda faces: faces.to_unit(-1))
    do_by_gap = queued(lambda faces: faces.gaps())
    do_next_missing = queued(lambda faces: faces.missing())
    do_first_missing = queued(lambda faces: faces.missing(here_too=True))

    async def do_sheet_of(self, unit: str) -> None:
        """Show the sheet of a unit, when it is its turn."""
        self.queue(lambda: self.sheet_of(unit))

    async def sheet_of(self, unit: str) -> None:
        """Show the sheet of a unit; of another than a member, that of the cursor."""
        if unit in self.face.row_of:
            self.body.grid.move(self.face.row_of[unit] - self.body.grid.row, 0)
        if not self.of_unit:
            await self.other_face()

    async def on_unit_sheet_view_picked(self, event: UnitSheetView.Picked) -> None:
        """Stage what was typed, then go to the cell that was clicked."""
        event.stop()
        if not await self.put_down():
            return
        if event.stage != self._stage_at():
            await self.to_stage(self.sheet.stages[event.stage])
        self.to_line(event.code)
