"""A paper with a thousand rows: DOCX, PDF and XLSX, within what is wanted of each here."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec.structs import replace

from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from tests.paper_samples import everything, table
from thidua_tui.formatting.papers import docx_layout, pdf_layout
from thidua_tui.formatting.papers.blocks import Annex, Paper
from thidua_tui.formatting.workbooks.sheet import Cell, Column, Row, Sheet, Workbook
from thidua_tui.formatting.workbooks.xlsx_file import write_xlsx
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.sheet_marks import SheetMarks

ORDER = 60
ROWS = 1000


def paper() -> Paper:
    """The paper."""
    annex = Annex(titles=("DANH SÁCH", "1.000 dòng"), blocks=(table(ROWS),), landscape=True)
    return replace(everything(), annexes=(annex,))


def timed(what: Callable[[], object]) -> Side:
    """Seconds that it takes."""

    def side() -> float:
        before = time.perf_counter()
        what()
        return time.perf_counter() - before

    return side


def by_library() -> None:
    """The same table alone by python-docx, walked row by row: `table.cell` would not end."""
    from docx import Document
    from docx.table import _Cell

    document = Document()
    rows = table(ROWS).rows
    made = document.add_table(rows=ROWS, cols=len(rows[0]))
    for tr, row in zip(made._tbl.tr_lst, rows, strict=True):
        for tc, text in zip(tr.tc_lst, row, strict=True):
            _Cell(tc, made).paragraphs[0].add_run(text)
    document.save(io.BytesIO())


def workbook() -> Workbook:
    """A sheet of as many rows, as text, whole numbers and points."""
    cells = (
        Cell(1, "1"),
        Cell("Văn phòng Đoàn Đại biểu Quốc hội tỉnh", "Văn phòng Đoàn Đại biểu Quốc hội tỉnh"),
        Cell(Decimal("98.25"), "98,25"),
        Cell("Bằng khen của Chủ tịch UBND tỉnh", "Bằng khen của Chủ tịch UBND tỉnh"),
        Cell(date(2021, 1, 14), "14/01/2021"),
        Cell(),
    )
    columns = [Column(f"c{nth}", f"Cột {nth}") for nth in range(len(cells))]
    sheet = Sheet("Bảng", "1.000 dòng", columns, [Row(cells)] * ROWS)
    marks = SheetMarks(kind="scores", ledger="0" * 32, entries=1, cluster="tmth", digest="0" * 64)
    return Workbook((sheet,), marks, "", datetime(2021, 1, 14, tzinfo=UTC))


def bare_workbook() -> None:
    """The same texts by xlsxwriter alone, without widths, heights, formats or print set-up."""
    from xlsxwriter import Workbook as Bare

    file = Bare(io.BytesIO(), {"in_memory": True})
    page = file.add_worksheet()
    for at, row in enumerate(workbook().sheets[0].rows):
        for column, cell in enumerate(row.cells):
            page.write_string(at, column, cell.text)
    file.close()


def figures(bench: Bench) -> Iterator[Figure]:
    """DOCX, PDF and XLSX."""
    shown = paper()
    yield Figure(
        name="paper-docx",
        what="a paper with 1,000 rows as DOCX",
        beside="python-docx: the table alone",
        sides=lambda _: (timed(lambda: docx_layout.render(shown, b"{}")), timed(by_library)),
        wanted=1.0,
        rounds=3,
        needs=("docx",),
    )
    yield Figure(
        name="paper-pdf",
        what="a paper with 1,000 rows as PDF",
        beside="the second that is wanted",
        sides=lambda _: (timed(lambda: pdf_layout.render(shown, b"{}")), lambda: 1.0),
        wanted=1.0,
        rounds=3,
        needs=("typst",),
    )
    sheet, words = workbook(), Words("vi")
    yield Figure(
        name="paper-xlsx",
        what="a table with 1,000 rows of 6 cells as XLSX",
        beside="xlsxwriter: the texts alone",
        sides=lambda _: (timed(lambda: write_xlsx(sheet, words)), timed(bare_workbook)),
        wanted=4.0,
        rounds=3,
    )
