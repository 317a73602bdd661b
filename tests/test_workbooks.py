"""Workbooks: the same bytes, texts as texts, numbers exact, and only what may be filled in open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.sheet_xml import Page
from thidua_tui.formatting.workbooks.cell_rules import spans, sum_formula
from thidua_tui.formatting.workbooks.sheet import Cell, Column, Row, Rule, Sheet, Workbook
from thidua_tui.formatting.workbooks.sheet_csv import sheet_csv
from thidua_tui.formatting.workbooks.sheet_sizes import LINE, PAGE, sizes_of
from thidua_tui.formatting.workbooks.text_width import line_count, text_width
from thidua_tui.formatting.workbooks.xlsx_file import is_exact, number_format, write_xlsx
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.sheet_marks import SheetMarks

VI = Words("vi")
MARKS = SheetMarks(kind="ranking", ledger="l", entries=3, cluster="c", digest="d" * 64)
AT = datetime(2021, 1, 14, 3, 5, tzinfo=UTC)


def sheet_of(*values, **more):
    """A sheet with one row of these values."""
    cells = [v if isinstance(v, Cell) else Cell(v, "" if v is None else str(v)) for v in values]
    columns = [Column(f"k{at}", f"Cột {at}") for at in range(len(cells))]
    return Sheet("Tên", "Tiêu đề", columns, [Row(cells)], **more)


def page_of(sheet):
    return Page(write_xlsx(Workbook((sheet,), MARKS, "mã & số", AT), VI))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84",
        "-2",
        "@SUM(A1)",
        "http://a.vn",
        "mailto:a@b",
        "0412",
        "1e5",
        "{=A1}",
        "_x0041_",
    ],
)
def test_a_text_stays_a_text(text):
    page = page_of(sheet_of(text))
    assert page.cells()["A3"].text.replace("_x005F", "") == text
    assert (page.cells()["A3"].kind, page.cells()["A3"].formula) == ("s", "")
    assert "hyperlink" not in page.xml
    assert not any("externalLink" in name or "rels/sheet" in name for name in page.names)


def test_an_empty_cell_is_blank_and_no_empty_text():
    cells = page_of(sheet_of(None, "")).cells()
    assert [(cells[name].text, cells[name].kind) for name in ("A3", "B3")] == [("", "n")] * 2


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        ("9.25", True),
        ("0.1", True),
        ("-3", True),
        ("123456789012345", True),
        ("0.3000000000000001", False),
        ("12345678901234567", False),
    ],
)
def test_a_number_that_a_spreadsheet_would_change_is_a_text(number, exact):
    assert is_exact(Decimal(number)) is exact
    cell = page_of(sheet_of(Decimal(number))).cells()["A3"]
    assert cell.kind == ("n" if exact else "s")
    assert Decimal(cell.text) == Decimal(number)


@pytest.mark.parametrize(
    ("number", "format_"), [(Decimal("969.00"), "0.00"), (Decimal("9.5"), "0.0"), (7, "0")]
)
def test_a_number_shows_the_decimals_that_it_has(number, format_):
    assert number_format(number) == format_


def test_a_day_before_the_calendar_of_spreadsheets_is_a_text():
    old, new = Cell(date(1899, 5, 1), "01/05/1899"), Cell(date(2021, 1, 14), "14/01/2021")
    cells = page_of(sheet_of(old, new)).cells()
    assert (cells["A3"].text, cells["A3"].kind) == ("01/05/1899", "s")
    assert (cells["B3"].text, cells["B3"].kind) == ("44210", "n")


def test_the_file_names_no_date_but_that_of_the_last_entry():
    page = page_of(sheet_of("a"))
    assert page.core.count("2021-01-14T03:05:00Z") == page.core.count("W3CDTF") == 2
    assert "mã &amp;&amp; số" in page.xml  # one & would begin a code of the footer


def test_two_tabs_of_one_name_and_forbidden_letters_are_renamed():
    sheets = [sheet_of("a")._replace(name=name) for name in ("a/b:[c]", "a b  c", "thidua", "")]
    page = Page(write_xlsx(Workbook(sheets, MARKS, "", AT), VI))
    for name in ('name="a b  c"', 'name="a b  c 2"', 'name="thidua 2"', 'name="1"'):
        assert name in page.book


def test_the_marks_are_in_a_hidden_sheet():
    raw = write_xlsx(Workbook((sheet_of("a"),), MARKS, "", AT), VI)
    assert '<sheet name="thidua" sheetId="2" state="hidden"' in Page(raw).book
    found = Page(raw, 2)
    keys = {row: cell.text for row, cell in found.column("A").items()}
    values = {row: cell.text for row, cell in found.column("B").items()}
    assert SheetMarks.from_rows((keys[row], values[row]) for row in keys) == MARKS


def test_keys_and_codes_are_hidden_and_the_head_stays_in_sight():
    page = page_of(sheet_of("a", "b", keyed=True)._replace(rows=[Row([Cell("a", "a")] * 2, "snl")]))
    assert page.by_key == {"code": "A", "k0": "B", "k1": "C"}
    assert page.hidden_rows() == [1]
    assert 'hidden="1"' in page.xml.split("<sheetData>")[0]
    assert page.cells()["A4"].text == "snl"
    assert '<pane xSplit="2" ySplit="3" topLeftCell="C4"' in page.xml


def test_only_cells_with_a_rule_are_unlocked():
    rule = Rule("points", Decimal("10.5"))
    page = page_of(sheet_of(Cell(rule=rule), Cell(Decimal(3), "3"), Cell(rule=Rule("text"))))
    assert {name for name, cell in page.cells().items() if not cell.locked} == {"A3", "C3"}
    assert "<sheetProtection" in page.xml
    assert 'OR(A3="KAD",AND(ISNUMBER(A3),A3&gt;=0,A3&lt;=10.5))' in page.xml
    assert "C3=" not in page.xml  # any text


def test_a_sheet_that_only_shows_is_not_protected():
    page = page_of(sheet_of("a"))
    assert "<sheetProtection" not in page.xml
    assert "<autoFilter" in page.xml


def test_a_sum_has_its_value_and_is_empty_while_nothing_is_known():
    rows = [Row([Cell(Decimal(1), "1")]), Row([Cell(Decimal(2), "2")])]
    known = Row([Cell(Decimal(3), "3", adds=((0, 0), (1, 0)))])
    page = page_of(Sheet("a", "b", [Column("k", "h")], [*rows, known]))
    cell = page.cells()["A5"]
    assert (cell.formula, float(cell.text)) == ('IF(COUNT(A3:A4)=0,"",SUM(A3:A4))', 3.0)
    empty = Row([Cell(adds=((0, 0),))])
    page = page_of(Sheet("a", "b", [Column("k", "h")], [Row([Cell()]), empty]))
    assert page.cells()["A4"].text == ""


def test_neighbours_are_added_as_spans():
    assert spans([(3, 0), (1, 0), (2, 0), (6, 0)]) == [((1, 0), (3, 0)), ((6, 0), (6, 0))]
    assert sum_formula([(4, 2), (4, 3), (4, 27)]) == '=IF(COUNT(C5:D5,AB5)=0,"",SUM(C5:D5,AB5))'
    assert sum_formula([(row, 0) for row in range(0, 1000, 2)]) == ""


def test_a_vietnamese_letter_is_as_wide_as_its_base_letter():
    assert text_width("Nguyễn Thị Ngọc Đường") == text_width("Nguyen Thi Ngoc Duong")
    assert text_width("ễ") == text_width("ễ")


def test_lines_break_at_spaces_and_in_long_words():
    assert line_count("a", 5) == 1
    assert line_count("aaaa aaaa aaaa", 5) == 3
    assert line_count("a" * 40, 10) == 4
    assert line_count("a\nb\n", 10) == 3


def test_a_row_is_as_high_as_its_longest_text_and_a_page_as_wide_as_paper():
    long = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh " * 6
    sizes = sizes_of(sheet_of(long, "a", long, long, long))
    assert sizes.heights[0] > 3 * LINE
    assert sum(sizes.widths) < PAGE * 1.3
    assert not sizes.upright


def test_csv_is_that_of_vietnamese_excel_and_makes_no_formula():
    made = sheet_csv(sheet_of(Cell(Decimal("9.5"), "9,5"), "=1+1", "a;b"))
    assert made == '\ufeffCột 0;Cột 1;Cột 2\r\n9,5;\'=1+1;"a;b"\r\n'


def test_a_table_too_wide_to_read_on_one_page_goes_over_several():
    page = page_of(sheet_of(*["0,5"] * 120))
    assert 'fitToWidth="' in page.xml
    assert "_xlnm.Print_Titles" in page.book
    assert "Tên!$A:$A,Tên!$2:$2" in page.book
    assert 'fitToWidth="' not in page_of(sheet_of("a")).xml  # one page is what is not said
