"""What is seen of a table as text for other programs: sorted, filtered, with the chosen columns.

A text that a spreadsheet would take for a formula is led by `'`, as `thidua show` does it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Literal, TypeAlias

from thidua_tui.formatting.tables.columns import NONE
from thidua_tui.formatting.tables.csv_json import as_excel, harmless
from thidua_tui.formatting.tables.data_sheet import DataSheet
from thidua_tui.formatting.tables.render import MARKDOWN, drawn, literal
from thidua_tui.formatting.tables.table_view import TableView

SeenFormat: TypeAlias = Literal["csv", "excel", "md"]
SUFFIXES: dict[SeenFormat, str] = {"csv": "csv", "excel": "excel.csv", "md": "md"}


def seen_cells(sheet: DataSheet, view: TableView) -> list[list[str]]:
    """Return the headings, then the lines that are seen."""
    columns = view.columns(sheet)
    head = [sheet.columns[at].heading for at in columns]
    return [head, *([sheet.lines[row][at] for at in columns] for row in view.rows(sheet))]


def as_lines(cells: Sequence[Sequence[str]]) -> str:
    """Return cells with tabs between them, a line each, as a spreadsheet pastes them."""
    return "\n".join("\t".join(harmless(_flat(cell)) for cell in line) for line in cells)


def exported(sheet: DataSheet, view: TableView, form: SeenFormat) -> str:
    """Return what is seen, in a format; the line above the table is a column in a spreadsheet."""
    cells = seen_cells(sheet, view)
    if form == "md":
        return _markdown(sheet, cells)
    lines = [cells[0], *([("" if c == NONE else c) for c in line] for line in cells[1:])]
    if sheet.caption:
        above = [sheet.title, *[sheet.caption] * (len(lines) - 1)]
        lines = [[first, *line] for first, line in zip(above, lines, strict=True)]
    if form == "excel":
        return as_excel(lines)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([harmless(c) for c in line] for line in lines)
    return out.getvalue()


def _markdown(sheet: DataSheet, cells: Sequence[Sequence[str]]) -> str:
    head, *lines = [[literal(_flat(cell)) for cell in line] for line in cells]
    align = ["left"] * len(head)
    table = drawn(lines, MARKDOWN, head, align) if lines else ""
    parts = [f"## {literal(sheet.title)}", literal(sheet.caption), table]
    return "\n\n".join(filter(None, parts)) + "\n"


def _flat(text: str) -> str:
    return " ".join(text.split())
