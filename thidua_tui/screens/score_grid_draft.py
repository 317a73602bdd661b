"""A cell of the score grid that is half typed: kept while one types, and gone back to."""

from __future__ import annotations

from thidua_tui.forms.drafts import GRID
from thidua_tui.screens.score_grid_context import ScoresContext


def resume(scores: ScoresContext) -> None:
    """Go to the cell that was half typed, with what stood in it."""
    at, sheet, body = scores.resumed, scores.sheet, scores.body
    codes = [criterion.code for criterion in sheet.criteria]
    if at.get("unit") in sheet.units and at.get("criterion") in codes:
        body.grid.row = sheet.units.index(at["unit"])
        body.grid.column = codes.index(at["criterion"])
        body.entry.value = at.get("points", "")
        body.entry.cursor_position = len(body.entry.value)
        scores.tell_cell()
        scores.say(scores.words("acts.form.resumed"))


def keep(scores: ScoresContext, typed: str) -> None:
    """Keep what is being typed in the cell; an empty cell is no draft, nor is a block."""
    if scores.pasted is None and (at := scores.at()):
        cell = {"unit": at[0], "criterion": at[1].code, "stage": scores.stage, "points": typed}
        draft = cell if typed.strip() else {}
        scores.drafts.keep(GRID, scores.here, draft, "points", (len(typed),))
