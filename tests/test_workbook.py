"""What real sheets do: days, percents, formulas, hidden and merged cells, encodings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from events.errors import BadInput
from tests.sheet_files import MAIN, cell, number, packed, workbook, worksheet
from thidua_tui.parsing.workbook.cells import Sheet, exact, reference, serial_day
from thidua_tui.parsing.workbook.csv_text import csv_sheet
from thidua_tui.parsing.workbook.file import open_workbook, workbook_of

STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="d\\-mmm"/>'
    '<numFmt numFmtId="165" formatCode="#,##0.00&quot; điểm&quot;"/>'
    '<numFmt numFmtId="166" formatCode="[Red]0.0%"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>'
    '<xf numFmtId="14"/></cellXfs></styleSheet>'
)


DAY, POINTS, PERCENT = (f' s="{n}"' for n in (1, 2, 3))


def read(rows: str, **more: str) -> Sheet:
    """The only sheet of a file with these rows."""
    return workbook_of(workbook(worksheet(rows, **more), styles=STYLES), "s.xlsx").first()


def test_a_number_shown_as_a_day_is_a_day_and_not_a_number():
    sheet = read(f'<row r="1">{number("A1", "46151", DAY)}{number("B1", "9.5", POINTS)}</row>')
    day, points = sheet.cells[1, 1], sheet.cells[1, 2]
    assert (day.kind, day.day, day.number) == ("date", date(2026, 5, 9), None)
    assert (points.kind, points.number, points.shown) == ("number", Decimal("9.5"), "9.5")


def test_days_are_counted_from_1900_or_1904():
    assert serial_day("1", from_1904=False) == date(1900, 1, 1)
    assert serial_day("61", from_1904=False) == date(1900, 3, 1)
    assert serial_day("44689", from_1904=True) == date(2026, 5, 9)
    assert [serial_day(text, from_1904=False) for text in ("0.5", "-1", "1e99", "x")] == [None] * 4


def test_a_percent_is_what_is_shown():
    cell_ = read(f'<row r="1">{number("A1", "0.955", PERCENT)}</row>').cells[1, 1]
    assert (cell_.number, cell_.shown) == (Decimal("95.5"), "95.5%")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.30000000000000004", "0.3"),
        ("9.999999999999999999", "10"),
        ("9.125", "9.125"),
        ("1E2", "100"),
        ("-0", "0"),
        ("9.12345", None),
        ("NaN", None),
        ("1e400", None),
        ("", None),
    ],
)
def test_a_number_is_exact_or_none(text, meant):
    assert exact(text) == (None if meant is None else Decimal(meant))


def test_three_decimals_are_never_thousands():
    assert read(f'<row r="1">{number("A1", "9.125")}</row>').cells[1, 1].shown == "9.1250"


def test_a_formula_says_so_and_what_was_stored_with_it():
    cells = read(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="str"><f>"a"</f><v>a</v></c></row>'
    ).cells
    assert [cells[1, at].kind for at in range(1, 5)] == ["number", "nothing", "error", "text"]
    assert all(one.formula for one in cells.values())
    assert cells[1, 2].shown == "="


def test_hidden_rows_and_columns_and_merged_cells_are_known():
    sheet = read(
        f'<row r="1">{cell("A1", "x")}</row><row r="5" hidden="1">{cell("A5", "y")}</row>'
        f'<row r="6" ht="0" customHeight="1">{cell("A6", "z")}</row>',
        before='<cols><col min="4" max="5" hidden="1"/><col min="9" max="9" width="0"/></cols>',
        after='<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>',
    )
    assert sheet.hidden_rows == {5, 6}
    assert sheet.hidden_columns == {4, 5, 9}
    assert sheet.merged == ((1, 1, 2, 3),)


def test_sheets_are_read_by_the_order_of_their_tabs():
    raw = workbook(
        worksheet(f'<row r="1">{cell("A1", "1")}</row>'),
        worksheet(f'<row r="1">{cell("A1", "2")}</row>'),
        states=("veryHidden", "visible"),
        names=("Nháp", "Điểm"),
    )
    book = workbook_of(raw, "s.xlsx")
    assert [(tab.name, tab.state) for tab in book.tabs] == [
        ("Nháp", "veryHidden"),
        ("Điểm", "visible"),
    ]
    assert book.first().rows() == [["2"]]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "sheet-is-ods"),
        (packed({"xl/workbook.bin": ""}), "sheet-is-xlsb"),
        (packed({"xl/workbook.xml": "", "xl/vbaProject.bin": ""}), "sheet-has-macros"),
        (packed({"word/document.xml": ""}), "sheet-is-none"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "sheet-is-xls"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "sheet-is-locked"),
        (b"%PDF-1.7\n", "sheet-is-pdf"),
        (b"\xef\xbb\xbf  <table>", "sheet-is-html"),
        ("Tiêu chí;9,5".encode("cp1258", "replace"), "file-encoding"),
        (b'a;b\n"c;d\n', "csv-unreadable"),
        (b" \n", "file-empty"),
    ],
)
def test_another_kind_of_file_is_known_by_its_content(raw, code):
    with pytest.raises(BadInput) as refused:
        workbook_of(raw, "s.xlsx")
    assert (refused.value.code, refused.value.facts["path"]) == (code, "s.xlsx")


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeffTT;Điểm\n1;9,5".encode(),
        "TT\tĐiểm\n1\t9,5".encode("utf-16"),
        'TT,Điểm\n1,"9,5"'.encode(),
        "sep=|\r\nTT|Điểm\r\n1|9,5\r\n".encode(),
        "TT;Đie\u0302\u0309m\n1;9,5".encode(),
    ],
    ids=("utf-8", "utf-16", "comma", "named", "decomposed"),
)
def test_a_csv_file_is_read_whatever_parts_its_cells(raw):
    assert csv_sheet(raw, "s.csv").rows() == [["TT", "Điểm"], ["1", "9,5"]]


def test_a_quoted_cell_of_csv_keeps_its_breaks_and_separators():
    assert csv_sheet(b'a;"b;\n""c"""\nd;e', "s").rows() == [["a", 'b;\n"c"'], ["d", "e"]]


def test_a_cell_has_the_name_that_spreadsheets_give_it():
    assert [reference(7, n) for n in (1, 26, 27, 256)] == ["A7", "Z7", "AA7", "IV7"]


@pytest.mark.parametrize("path", [".", "none.xlsx", "a\0b", "~nobody-of-that-name/x"])
def test_a_path_that_is_no_file_is_refused(path):
    with pytest.raises(BadInput):
        open_workbook(path)
