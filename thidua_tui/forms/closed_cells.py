"""Cells of the score sheet that are shown but take nothing, with the sentence that says why."""

from __future__ import annotations

from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_sheet import ScoreSheet


def why_closed(ground: ActContext, sheet: ScoreSheet, unit: str, criterion: str) -> str:
    """Return why nothing can be typed in a cell of the stage that is shown; empty where it can.

    Args:
        ground: The cluster-year.
        sheet: The sheet, whose stage and scorer are those of the cell.
        unit: The code of the unit.
        criterion: The code of the criterion.
    """
    leaf = sheet.leaf(criterion)
    if leaf is None or leaf.by in (None, sheet.stage):
        return ""
    facts = {"criterion": criterion, "unit": ground.names.short(unit, sheet.year)}
    stage = ground.words.choice("stage", leaf.by)
    return ground.words("scorestaging.scored-by", stage=stage, **facts)
