"""Workbooks: as bytes, and as the XML of their parts, which no ZIP checks before we read it."""

from __future__ import annotations

from events.errors import BadInput
from tests.fuzz.target import refusing, target
from tests.sheet_files import MAIN, cell, relations, rows_of, workbook, worksheet
from thidua_tui.parsing.workbook.file import workbook_of

STYLES = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>'
PARTS = (
    rows_of(("TT", "Tiêu chí", "Tự chấm"), ("I.1", "Báo cáo", "9,5"))
    + '<row r="9" hidden="1"><c r="A9" s="0"><v>46151</v></c></row>',
    '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
    '<c r="C1" t="e"><v>#DIV/0!</v></c><c r="D1" t="s"><v>0</v></c></row>',
    cell("B2", "_x0041_"),
    "<si><t>a</t><rPh><t>b</t></rPh></si>",
    STYLES,
    relations(("rId1", "worksheet", "worksheets/sheet1.xml")),
    'sep=;\nTT;Tiêu chí;Điểm\n1;"Báo cáo\nquý";\'9,5\n',
)


def _read(raw: bytes) -> None:
    with refusing(BadInput):
        book = workbook_of(raw, "x")
        for tab in book.tabs:
            sheet = book.read(tab)
            assert sum(map(len, sheet.rows())) >= len(sheet.cells)
            assert all(one.number is None or one.number.is_finite() for one in sheet.cells.values())


@target
def sheet(text: str) -> None:
    """A file, or a part of one: read or refused, whatever is in it."""
    raw = text.encode("utf-8", "surrogateescape")
    _read(raw)
    _read(workbook(worksheet("").encode().replace(b"<sheetData>", b"<sheetData>" + raw)))
    _read(workbook(worksheet(rows_of(("a",))), more={"xl/sharedStrings.xml": raw}))
    _read(workbook(worksheet(rows_of(("a",))), more={"xl/styles.xml": raw}))
    _read(workbook(worksheet(""), more={"xl/_rels/workbook.xml.rels": raw}))
    _read(workbook(worksheet(""), more={"xl/workbook.xml": raw}))
