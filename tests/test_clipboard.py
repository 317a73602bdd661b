"""Tables from the clipboard: one reader, and what units and criteria make of it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_tui.parsing.clipboard_table import is_table, rows_of
from thidua_tui.parsing.pasted_lists import criteria_list, unit_list

UNITS = (
    'STT\tTên đơn vị\tViết tắt\r\n1\t"Sở Khoa học\r\nvà Công nghệ"\tSở KHCN\r\n'
    '2\tSở Y tế \tSYT\r\n3\t"Sở ""Một cửa"""\tSMC\r\n'
)
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("một ô", [["một ô"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\t\t\n\n\t\t\n", [["a", "", ""]]),
        ("\ufeff9,5\u00a0\t\u20098", [["9,5", "8"]]),
        ('"a\nb"\t"c""d"', [["a b", 'c"d']]),
        ('"a\tb"\t2', [["a b", "2"]]),
        ('"không đóng\tb\nc', [['"không đóng', "b"], ["c"]]),
        ('Sở "Một cửa"\t1', [['Sở "Một cửa"', "1"]]),
        ('"Sở" A\t1', [['"Sở" A', "1"]]),
        ('""\t1', [["", "1"]]),
    ],
    ids=ascii,
)
def test_rows_of_a_clipboard_returns_its_cells(text, rows):
    assert rows_of(text) == rows


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_rows_of_what_a_spreadsheet_writes_returns_what_it_holds(rows):
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab").writerows(rows)
    told = [[" ".join(cell.split()) for cell in row] for row in rows]
    while told and not any(told[-1]):
        told.pop()
    assert rows_of(out.getvalue()) == told


@given(st.text('"\t\r\n a', max_size=60))
def test_rows_of_any_text_keeps_each_cell_on_one_line(text):
    cells = [cell for row in rows_of(text) for cell in row]
    assert not [cell for cell in cells if set(cell) & set("\t\r\n")]


def test_is_table_of_one_cell_returns_false():
    assert not is_table("9,5\r\n")
    assert not is_table('"Sở A\nvà B"')
    assert is_table("9,5\t10") and is_table("9\n8")


def test_unit_list_of_quoted_cells_gives_one_unit_a_row():
    assert unit_list(UNITS).split("\n") == [
        "Sở Khoa học và Công nghệ; Sở KHCN",
        "Sở Y tế; SYT",
        'Sở "Một cửa"; SMC',
    ]


def test_an_abbreviation_in_front_of_the_name_is_no_name():
    text = "1\tSNV\tSở Nội vụ\n2\tĐHQG\tĐại học Quốc gia\n3\tSở A\tSA"
    assert unit_list(text).split("\n") == ["Sở Nội vụ; SNV", "Đại học Quốc gia; ĐHQG", "Sở A; SA"]


def test_unit_list_with_heads_takes_the_columns_that_they_name():
    text = "Mã\tGhi chú\tTên đơn vị\nsyt\tmới\tSở Y tế\n\t\tSở A; B"
    assert unit_list(text).split("\n") == ["Sở Y tế; ; syt", "Sở A, B"]


@pytest.mark.parametrize(
    "text",
    [
        "I.1\tKế hoạch năm\t5,0\nI.2\tBáo cáo\t10\n",
        "Mã\tTiêu chí\tĐiểm tối đa\r\nI.1\tKế hoạch năm\t5,0\r\nI.2\tBáo cáo\t10\r\n",
        "STT\tMã\tTiêu chí\tĐiểm\n1\tI.1\tKế hoạch năm\t5,0\n2\tI.2\tBáo cáo\t10",
        "TT\tNội dung\tĐiểm\nI.1.\tKế hoạch năm\t5,0\nI.2.\tBáo cáo\t10\n\tTổng cộng\t15",
        'I.1\t"Kế hoạch\nnăm"\t5,0\t\nI.2\tBáo cáo\t10\t',
    ],
)
def test_criteria_list_of_a_table_gives_code_name_maximum(text):
    assert criteria_list(text) == "I.1; Kế hoạch năm; 5,0\nI.2; Báo cáo; 10"


def test_criteria_list_leaves_a_row_that_lacks_something_for_the_form_to_refuse():
    assert criteria_list("I\tChuyên môn\nII\tĐoàn thể\t10") == "I; Chuyên môn\nII; Đoàn thể; 10"
