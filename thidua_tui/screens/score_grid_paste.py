"""A block of scores pasted into the grid: shown over it, recorded by Enter, dropped by Esc."""

from __future__ import annotations

import asyncio

from events.errors import Refused, ThiduaError
from events.scoring import RecordScores
from events.text import plain
from thidua_tui.forms.pasted_scores import Block, Cell, lay
from thidua_tui.forms.pasted_scores_summary import shown_with, summary
from thidua_tui.forms.score_sheet import GridContent, table_of
from thidua_tui.screens.score_grid_context import Pasted, ScoresContext


def paste(scores: ScoresContext, text: str) -> None:
    """Lay a block over the grid, and go to the first cell that cannot be recorded."""
    if why := scores.why_not():
        scores.say(f"▲ {why}")
        return
    entry, grid = scores.body.entry, scores.body.grid
    before = scores.pasted.before if scores.pasted else entry.value
    block = Block(text=text, row=grid.row, column=grid.column)
    scores.pasted = Pasted(block, before)
    entry.value = ""
    entry.block = True
    scores.redraw()
    _to_wrong(scores, (-1, -1))


def sheet_shown(scores: ScoresContext) -> GridContent:
    """The sheet as text, with the block over it where there is one."""
    shown = table_of(scores.sheet, scores.ground, scores.theirs)
    if scores.pasted is None:
        return shown
    overlay = lay(scores.pasted.block, scores.sheet, scores.ground)
    scores.pasted.overlay = overlay
    return shown_with(shown, overlay, scores.sheet, scores.words)


def sentence_for(scores: ScoresContext, cell: Cell) -> str:
    """Why a cell of the block cannot be recorded; empty where it can."""
    laid = scores.pasted.overlay.cells.get(cell) if scores.pasted else None
    if laid is None or laid.wrong is None:
        return ""
    if isinstance(laid.wrong, Refused) and laid.wrong.code == "score-recorded":
        points = laid.wrong.facts["points"]
        shown_as = scores.words("acts.form.not_applicable")
        shown_as = shown_as if points is None else scores.words.value("points", points)
        return scores.words("acts.block.recorded", points=shown_as, typed=plain(laid.text))
    return scores.words.refusal(laid.wrong, scores.ground.names)


def block_keys(scores: ScoresContext) -> dict[str, str]:
    """What the keys at the foot do while a block is over the grid; empty without one."""
    if scores.pasted is None:
        return {}
    words, overlay = scores.words, scores.pasted.overlay
    enter = words("acts.block.record") if overlay.whole else ""
    enter = words("acts.block.next") if overlay.wrong() else enter
    return {"cell-down": enter, "leave": words("acts.block.drop"), "whole-form": ""}


def summed(scores: ScoresContext) -> str:
    """The summary of the block; empty where there is none."""
    return plain(summary(scores.pasted.overlay, scores.words)) if scores.pasted else ""


def type_over(scores: ScoresContext, cell: Cell, typed: str) -> None:
    """Put another text into a cell of the block."""
    if scores.pasted:
        scores.pasted.block = scores.pasted.block.over(cell, typed)
        scores.redraw()


async def record(scores: ScoresContext) -> None:
    """Record the whole block as one act; what cannot be is gone to, and nothing is recorded."""
    if scores.pasted is None:
        return
    overlay = scores.pasted.overlay
    if overlay.wrong():
        _to_wrong(scores)
        return
    if not overlay.whole:
        scores.say(f"▲ {summed(scores)}")
        return
    if cells := overlay.scored():
        command = RecordScores(
            cluster=scores.ground.cluster, year=scores.sheet.year, stage=scores.stage, cells=cells
        )
        try:
            entries = await asyncio.to_thread(scores.session.do, command)
        except ThiduaError as error:
            scores.look()  # another terminal was faster
            scores.redraw()
            scores.say(f"▲ {scores.words.refusal(error, scores.ground.names)}")
            return
        scores.take(entries)
    shown_as = scores.words("acts.block.done", count=str(len(cells)))
    drop(scores)
    scores.say(shown_as, good=True)


def drop(scores: ScoresContext) -> None:
    """Take the block off the grid; what was half typed before it came is there again."""
    if scores.pasted:
        before, scores.pasted = scores.pasted.before, None
        scores.body.entry.block = False
        scores.body.entry.value = before
        scores.redraw()


def _to_wrong(scores: ScoresContext, after: tuple[int, int] | None = None) -> None:
    """Go to the next cell that cannot be recorded, behind the cursor or from the top."""
    if scores.pasted is None:
        return
    grid, sheet = scores.body.grid, scores.sheet
    codes = [criterion.code for criterion in sheet.criteria]
    wrong = sorted(
        (sheet.units.index(unit), codes.index(code)) for unit, code in scores.pasted.overlay.wrong()
    )
    if wrong:
        here = after or (grid.row, grid.column)
        row, column = next((at for at in wrong if at > here), wrong[0])
        grid.move(row - grid.row, column - grid.column)
    scores.show_cell_details()
