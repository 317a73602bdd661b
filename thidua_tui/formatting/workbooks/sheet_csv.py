"""A sheet as text that Excel opens with Vietnamese settings: BOM, semicolons, decimal commas."""

from __future__ import annotations

from thidua_tui.formatting.tables.csv_json import as_excel
from thidua_tui.formatting.workbooks.sheet import Sheet
from thidua_tui.parsing.sheet_marks import CODE


def sheet_csv(sheet: Sheet) -> str:
    """Return the head and the rows; a row's code is its first cell unless it begins with it.

    Args:
        sheet: The sheet, in Vietnamese.
    """
    head = [" ".join(column.heading.split()) for column in sheet.columns]
    lines = [[cell.text for cell in row.cells] for row in sheet.rows]
    if sheet.keyed and any(row.code not in ("", row.cells[0].text) for row in sheet.rows):
        head = [CODE, *head]
        lines = [[row.code, *line] for row, line in zip(sheet.rows, lines, strict=True)]
    return as_excel([head, *lines])
