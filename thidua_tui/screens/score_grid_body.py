"""The parts of the score grid: cells, the entry of a cell, the sentences."""

from __future__ import annotations

from thidua_tui.parsing.observations import not_observed
from thidua_tui.screens.score_grid_context import GridView, ScoresContext
from thidua_tui.screens.score_grid_staging import keep, paste, resume, unstage
from thidua_tui.widgets.cell_input import SIGNS, CellEntry
from thidua_tui.widgets.score_grid import Grid
from thidua_tui.widgets.stage_tabs import StageTabs
from thidua_tui.widgets.text_input import Entry


class ScoresBody(GridView):
    """Grid and line, and what follows from what is typed."""

    def __init__(self, scores: ScoresContext) -> None:
        super().__init__()
        self.scores = scores

    def on_mount(self) -> None:
        """Focus the first cell, or the cell that was left."""
        self.entry.focus()
        self.call_after_refresh(resume, self.scores)

    def on_input_changed(self, event: Entry.Changed) -> None:
        """Show in the cell what is being typed."""
        event.stop()
        typed, why = event.value, self.scores.why_not()
        if why and typed.strip(SIGNS):  # a closed grid takes no letters
            self.entry.value = "".join(sign for sign in typed if sign in SIGNS)
            return
        self.grid.type(typed)
        keep(self.scores, typed)
        if typed or why:
            self.scores.say(why)

    def on_cell_entry_letter(self, event: CellEntry.Letter) -> None:
        """Say that a letter is no number; what was typed before it stays."""
        event.stop()
        scores = self.scores
        if not (why := scores.why_not()):
            at = scores.at()
            leaf = scores.sheet.leaf(at[1].code) if at else None
            error = not_observed(event.typed, leaf)
            why = f"▲ {scores.words.refusal(error, scores.ground.names)}"
        scores.say(why)

    async def on_stage_tabs_picked(self, event: StageTabs.Picked) -> None:
        """Show the stage whose tab was clicked."""
        event.stop()
        stage = next(stage for stage in self.scores.sheet.stages if stage == event.stage)
        await self.scores.to_stage(stage)

    async def on_cell_entry_done(self, event: CellEntry.Done) -> None:
        """Stage, then go on."""
        event.stop()
        await self.scores.done(event.down, event.right)

    async def on_grid_picked(self, event: Grid.Picked) -> None:
        """Stage what was typed, then go there: as Enter does, and further."""
        event.stop()
        await self.scores.done(event.down, event.right)

    def on_cell_entry_pasted(self, event: CellEntry.Pasted) -> None:
        """Stage a block."""
        event.stop()
        paste(self.scores, event.text)

    def on_cell_entry_erased(self, event: CellEntry.Erased) -> None:
        """Take back what is staged in the cell."""
        event.stop()
        if not self.scores.why_not():
            unstage(self.scores)
