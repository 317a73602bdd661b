"""Cells of the score sheet that are shown but take nothing, with the sentence that says why."""

from __future__ import annotations

from events.score_commits import CellKey
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_peers import why_not_by
from thidua_tui.forms.score_sheet import ScoreSheet


def why_closed(ground: ActContext, sheet: ScoreSheet, cell: CellKey) -> str:
    """Return why nothing can be typed in a cell; empty where it can.

    Args:
        ground: The cluster-year.
        sheet: The sheet, of any stage.
        cell: The cell, with its own stage and scorer.
    """
    if cell.stage == "self" and sheet.remarks.closed(cell.unit):
        state = ground.words.choice("sheet_state", sheet.remarks.states[cell.unit])
        return ground.words("sheetstates.closed", state=state)
    leaf = sheet.leaf(cell.criterion)
    if leaf is None or leaf.by in (None, cell.stage):
        return why_not_by(ground, sheet.peers, cell, sheet.year)
    facts = {"criterion": cell.criterion, "unit": ground.names.short(cell.unit, sheet.year)}
    stage = ground.words.choice("stage", leaf.by)
    return ground.words("scorestaging.scored-by", stage=stage, **facts)
