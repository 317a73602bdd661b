"""A block of scores pasted into the grid: shown over it, recorded by Enter, taken off by Esc."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from events.errors import Refused, ThiduaError
from events.scoring import RecordScores
from events.text import plain
from thidua_tui.forms.drafts import BLOCK, GRID
from thidua_tui.forms.pasted_scores import Block, Cell, lay
from thidua_tui.forms.pasted_scores_summary import shown_with, summary
from thidua_tui.forms.score_sheet import GridContent, table_of
from thidua_tui.forms.score_signs import score_remarks
from thidua_tui.screens.score_grid_context import STAGES, Pasted, ScoresContext
from thidua_tui.screens.score_grid_draft import block_of, keep, resume_cell


def paste(scores: ScoresContext, text: str) -> None:
    """Lay a block over the grid, and go to the first cell that cannot be recorded."""
    if why := scores.why_not():
        scores.say(f"▲ {why}")
        return
    grid = scores.body.grid
    _lay(scores, Pasted(Block(text=text, row=grid.row, column=grid.column)))
    keep(scores, "")


def resume(scores: ScoresContext) -> None:
    """Put back what was left in the grid: the block over it, or the cell that was half typed."""
    block = block_of(scores.resumed[BLOCK])
    if scores.pasted:
        return  # pasted before the grid was first drawn
    if block and not scores.why_not():
        _lay(scores, Pasted(block, back=True))
        resume_cell(scores, scores.resumed[BLOCK])
    elif resume_cell(scores, scores.resumed[GRID]):
        scores.say(scores.words("acts.form.resumed"))


def _lay(scores: ScoresContext, pasted: Pasted) -> None:
    """Cover the grid; the cell that was half typed waits in its draft."""
    scores.pasted = pasted
    scores.body.entry.value = ""
    scores.body.entry.block = True
    scores.redraw()
    _to_wrong(scores, (-1, -1))


def sheet_shown(scores: ScoresContext) -> GridContent:
    """The sheet as text, with the block over it where there is one."""
    shown = table_of(scores.sheet, scores.ground, scores.theirs)
    shown = replace(shown, remarks=score_remarks(scores.sheet))
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
    leave = words("acts.block.give-up" if scores.pasted.back else "acts.block.drop")
    return {"cell-down": enter, "leave": leave, "whole-form": ""}


def summed(scores: ScoresContext) -> str:
    """The summary of the block, and whether it came back; empty where there is none."""
    if scores.pasted is None:
        return ""
    back = scores.words("acts.block.back") if scores.pasted.back else ""
    return f"{back} {plain(summary(scores.pasted.overlay, scores.words))}".strip()


def type_over(scores: ScoresContext, cell: Cell, typed: str) -> None:
    """Put another text into a cell of the block."""
    if scores.pasted:
        scores.pasted = Pasted(scores.pasted.block.over(cell, typed))
        scores.redraw()
        keep(scores, "")


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
    scores.drafts.drop(BLOCK, scores.here)
    _uncover(scores)
    scores.say(shown_as, good=True)


def take_off(scores: ScoresContext) -> None:
    """Take the block off the grid: it stays as a draft, unless it came back and is unchanged."""
    if scores.pasted is None:
        return
    if scores.pasted.back:
        scores.drafts.drop(BLOCK, scores.here)
    key = "forgiving.draft.given-up" if scores.pasted.back else "acts.block.kept"
    scores.app.notify(scores.words(key), markup=False)
    _uncover(scores)


def _uncover(scores: ScoresContext) -> None:
    """Show the grid without the block; the cell half typed before it came is there again."""
    scores.pasted = None
    scores.body.entry.block = False
    kept = scores.drafts.of(GRID, scores.here)
    if (was := kept.get("stage")) in STAGES and was != scores.stage:
        scores.stage = was
        scores.look()
    scores.redraw()
    resume_cell(scores, kept)


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
