"""Whether a sheet holds scores, or a list of members or awards."""

from __future__ import annotations

from events.errors import BadInput
from thidua_tui.forms.fact_sheets.columns import find_fact_columns
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.forms.sheet_columns import find_columns
from thidua_tui.forms.sheet_source import Asked
from thidua_tui.parsing.sheet_marks import ROSTER, SheetMarks
from thidua_tui.parsing.workbook.cells import Sheet


def is_list(sheet: Sheet, marks: SheetMarks | None, scores: ScoreSheet, asked: Asked) -> bool:
    """Return whether a sheet is a list of members or awards, and no score sheet.

    Args:
        sheet: The sheet.
        marks: What the workbook says of itself; None for a sheet of somebody else.
        scores: The score sheet of the cluster-year: its criteria make a matrix.
        asked: What the person says of the sheet.

    Raises:
        BadInput: `sheet-not-of-kind` where the sheet has not the columns of what is asked for.
    """
    if marks is not None:
        return marks.kind == ROSTER
    columns = find_fact_columns(sheet, asked.assigned)
    if asked.kind == "scores":
        return False
    if asked.kind:
        of_awards = columns is not None and columns.of_awards
        if columns is None or of_awards != (asked.kind == "awards"):
            raise BadInput("sheet-not-of-kind", kind=asked.kind)
        return True
    if columns is None:
        return False
    found = find_columns(sheet, scores) if scores.board is not None else None
    return columns.of_awards or found is None
