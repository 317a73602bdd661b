"""A rule book as text: TOML, a pasted table, a sheet; every fault with its line."""

from __future__ import annotations

import json
import os
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from events.errors import BadInput
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.book_check import flaws
from events.score_book.book_difference import book_difference
from events.score_book.book_toml import read_book, read_whole, write_book
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    Direct,
    FormalDuty,
    LeaderRelative,
    Proportional,
    RateBands,
    YesNo,
)
from tests import sheet_files
from tests.codes import ROOT
from tests.sheet_files import MAIN, cell
from thidua_tui.acts.book_sources import SHIPPED, file_text
from thidua_tui.forms.book_parsing import parse_rules, read_text
from thidua_tui.parsing.book_kinds import parse_kind
from thidua_tui.parsing.book_table import criteria_text, is_toml, is_tree, read_table, table_text
from thidua_tui.parsing.clipboard_table import rows_of
from thidua_tui.parsing.workbook.file import workbook_of

BOOKS = sorted(SHIPPED.glob("*.toml"))
T1 = (SHIPPED / "t1-1000.toml").read_text("utf-8")
D = Decimal


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_shipped_book_is_read_again_from_what_is_written_of_it(path: Path):
    book = read_book(path.read_text("utf-8"))
    assert read_book(write_book(book)) == book
    assert not [*flaws(book)]
    assert book.source
    assert book.invented


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_shipped_book_fits_the_published_schema(path: Path):
    schema = json.loads((ROOT / "docs" / "rule-book.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    found = jsonschema.Draft202012Validator(schema)
    data = tomllib.loads(path.read_text("utf-8"))
    assert not [*found.iter_errors(data)]
    data["criteria"][0]["magic"] = 1
    assert [*found.iter_errors(data)]


def test_text_in_a_book_is_written_so_that_it_is_read_again():
    title = 'Tên "có" \\ dấu, tab\tvà €'
    leaf = Node(code="I", title=title, max=D("9.5"), score=Deduction(each=D("0.25"), floor=None))
    book = ScoreBook(title=title, scale=Scale(total=D("9.5")), criteria=(leaf,))
    assert read_book(write_book(book)) == book


def faults(text: str) -> list[tuple[str, Any, Any]]:
    whole = read_whole(text)
    found = read_text(text, {}).faults if isinstance(whole, ScoreBook) else whole
    return [(f.code, f.facts.get("criterion"), f.facts.get("line")) for f in found]


def test_every_fault_of_a_shape_is_named_with_its_line():
    wrong = T1.replace('"proportional"', '"magic"').replace("each = 10 }", "eech = 10 }")
    wrong = wrong.replace("max = 90\n", 'max = "x"\n')
    assert faults(wrong) == [
        ("book-kind", "I.1", 20),
        ("book-field", "I.3", 31),
        ("book-value", "II.1", 41),
    ]


def test_every_flaw_of_the_numbers_is_named_with_its_line():
    wrong = T1.replace("total = 950", "total = 951").replace("max = 90\n", "max = 91\n")
    wrong = wrong.replace("points = 160", "points = 300")
    assert faults(wrong) == [
        ("points-over-maximum", "I.2", 26),
        ("children-sum", "II", 37),
        ("scale-sum", None, 7),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a = 1e",
        'title = "' + "[" * 5000,
        "a=" + "[" * 100_000,
        "a=" + "9" * 10_000,
        "total = 1e999999999999999999999",
        "title = \x00",
    ],
)
def test_what_is_no_toml_is_refused_and_kills_nothing(text):
    assert [code for code, _, _ in faults(text)] == ["book-not-toml"]


def leaf(maximum: str) -> str:
    return (
        f'title="a"\n[scale]\ntotal={maximum}\n[[criteria]]\ncode="I"\ntitle="b"\nmax={maximum}\n'
        'score={kind="direct"}'
    )


@pytest.mark.parametrize("number", ["nan", "inf", "1e30", "0.00001"])
def test_a_number_that_cannot_be_stored_is_a_flaw_and_no_crash(number):
    assert {code for code, _, _ in faults(leaf(number))} == {"amount-inexact"}


def test_too_many_levels_are_refused():
    levels = "".join(
        f'[[{".".join(["criteria"] * n)}]]\ncode="I{n}"\ntitle="b"\n' for n in range(1, 40)
    )
    text = f'title="a"\n[scale]\ntotal=1\n{levels}'
    assert [code for code, _, _ in faults(text)] == ["book-too-deep"]


def flaw_codes(change: str, old: str = "") -> set[str]:
    text = T1.replace(old, change, 1) if old else T1 + change
    return {code for code, _, _ in faults(text)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('by = "office"', 'by = "peer"', "scorer-not-in-book"),
        ("count = 1", "count = 1\npercent = 20", "quota-unclear"),
        ("each = 10, cap = 30 }", "each = 10, cap = 30 }\nmax = 5", "maximum-of-adding-line"),
        ("", '\n[[grades]]\nname = "A"\n[[grades]]\nname = "A"\n', "grade-twice"),
    ],
)
def test_flaws_of_the_whole_book(old, new, code):
    assert code in flaw_codes(new, old)


T5 = "\n".join(
    (
        "TT\tTiêu chí\tĐiểm chuẩn\tCách chấm",
        "I\tChế độ báo cáo\t20",
        "1\tBáo cáo định kỳ\t10",
        "1.1\tĐúng hạn\t2\ttrễ 0:2 2:1,5 5:1 10:0,5",
        "1.2\tĐúng thẩm quyền\t1\tCó/không",
        "1.3\tĐủ nội dung\t7",
        "2\tBáo cáo đột xuất\t10\ttrừ 2/lần",
        "VIII\tỨng dụng CNTT\t10",
        "1\tBan hành kế hoạch\t2\tcó/không",
        "2\tTỷ lệ văn bản điện tử\t8\ttỷ lệ >95:8 75:4",
        "T1\tMô hình mới\t\tthưởng 5 tối đa 20",
        "Tổng cộng\t\t30",
    )
)


def tree(text: str) -> list[tuple[str, str, Decimal]]:
    book = read_table(text, title="x").book
    return [(n.code, type(n.score).__name__, n.max) for n in book.nodes()]


def test_a_table_pasted_from_excel_becomes_a_tree():
    text = criteria_text(T5)
    assert is_tree(text)
    assert not is_toml(text)
    read = read_table(text, title="x")
    assert [node.code for node in read.book.nodes()] == [
        *("I", "I.1", "I.1.1", "I.1.2", "I.1.3", "I.2", "VIII", "VIII.1", "VIII.2", "T1"),
    ]
    late = read.book.nodes()[2].score
    assert isinstance(late, DaysLate)
    assert [(band.days, band.points) for band in late.bands] == [
        (0, D(2)),
        (2, D("1.5")),
        (5, D(1)),
        (10, D("0.5")),
    ]
    assert not [*flaws(read.book)]
    assert read.lines["I.1.2"] == 4


def test_a_sum_that_is_pasted_is_compared():
    book = read_table(criteria_text(T5.replace("\t30", "\t31")), title="x").book
    assert [flaw.code for flaw in flaws(book)] == ["scale-sum"]


def test_depth_follows_from_indentation_too():
    assert tree("A; Một; 40\n  1; Hai; 30\n    x; Ba; 30\n  2; Bốn; 10\nB; Năm; 1") == [
        ("A", "NoneType", D(40)),
        ("A.1", "NoneType", D(30)),
        ("A.1.x", "Direct", D(30)),
        ("A.2", "Direct", D(10)),
        ("B", "Direct", D(1)),
    ]


def test_a_group_without_a_maximum_has_the_sum_of_its_lines():
    assert tree("I; Một\nI.1; Hai; 30\nI.2; Ba; 5")[0] == ("I", "NoneType", D(35))


def test_a_flat_table_stays_what_it_was():
    assert isinstance(parse_rules("I; Chuyên môn; 40\nII; Đoàn thể; 5", {}), tuple)
    assert criteria_text("TT\tTiêu chí\tĐiểm\nI\tChuyên môn\t40\nTổng\t\t40") == "I; Chuyên môn; 40"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Direct()),
        ("Trực tiếp", Direct()),
        ("Có / không", YesNo()),
        ("trừ 2/lần", Deduction(each=D(2))),
        ("Thưởng 5, tối đa 20", Bonus(each=D(5), cap=D(20))),
        ("mỗi 10", CountPoints(each=D(10))),
        ("theo tỷ lệ thực hiện", Proportional()),
        ("so với đơn vị dẫn đầu", LeaderRelative()),
        ("không ký giao ước: 8", FormalDuty(duty="sign", points=D(8))),
        ('{ kind = "leader-relative", zero_target = "full" }', LeaderRelative(zero_target="full")),
    ],
)
def test_a_cell_says_how_a_line_is_scored(text, kind):
    assert parse_kind(text)[0] == kind


def test_bands_of_a_rate_are_read():
    kind, adding = parse_kind("tỷ lệ >95:1,5 75:1 50:0,5")
    assert isinstance(kind, RateBands)
    assert [(b.above, b.at_least, b.points) for b in kind.bands] == [
        (D(95), None, D("1.5")),
        (None, D(75), D(1)),
        (None, D(50), D("0.5")),
    ]
    assert not adding


@pytest.mark.parametrize(
    "text", ["magic", "trừ", "trừ 2 3", "direct 5", "trễ 1.5:3", '{kind="magic"}', "{" * 3000]
)
def test_a_way_of_scoring_that_is_not_known_is_refused(text):
    with pytest.raises(BadInput) as refused:
        parse_kind(text)
    assert refused.value.code == "unknown-kind"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("I; Một; 40\nI.1; Hai; 30; magic", "unknown-kind", 2),
        ("I; Một; 40\nI.1; Hai", "no-maximum", 2),
        ("I; Một; 40\n\n*; Hai; 40", "not-a-criterion-code", 3),
        ("I; Một; 40\nI.1; Hai; 4O", "not-a-number", 2),
        ("I; Một; 40\nI.1; Hai; 39", "children-sum", 1),
        ("I; Một; 40\nI.1; Hai; 20\nI.1; Ba; 20", "criterion-twice", 2),
    ],
)
def test_a_fault_of_a_table_names_its_line(text, code, line):
    with pytest.raises(BadInput) as refused:
        parse_rules(text, {})
    assert (refused.value.code, refused.value.facts["line"]) == (code, line)


def test_a_table_is_read_up_to_a_length():
    with pytest.raises(BadInput) as refused:
        read_table("I; Một; 1\n" * 2001, title="x")
    assert refused.value.code == "too-many-lines"


def workbook(*rows: str, shared: str = "", first: str = "") -> bytes:
    """An .xlsx file with these rows of XML cells, and a hidden sheet before it."""
    sheet = "".join(f'<row r="{n}">{cells}</row>' for n, cells in enumerate(rows, 1))
    shared = shared and f"<sst {MAIN}>{shared}</sst>"
    hidden, shown = sheet_files.worksheet(""), sheet_files.worksheet(sheet, first=first)
    return sheet_files.workbook(hidden, shown, states=("hidden",), shared=shared)


def sheet_rows(raw: bytes) -> list[list[str]]:
    return workbook_of(raw, "b.xlsx").first().rows()


SHEET = workbook(
    cell("A1", "TT") + cell("B1", "Nội dung") + cell("C1", "Điểm chuẩn") + cell("D1", "Cách chấm"),
    '<c r="A2" t="s"><v>0</v></c>' + cell("B2", "Báo cáo") + '<c r="C2"><v>20</v></c>',
    '<c r="A3"><v>1</v></c>' + cell("B3", "Đúng hạn") + '<c r="C3"><v>10.5</v></c>',
    '<c r="A4"><v>2</v></c>' + cell("B4", "Đủ") + '<c r="C4"><f>SUM(1,8.5)</f><v>9.5</v></c>',
    shared="<si><r><t>I</t></r><rPh><t>x</t></rPh></si>",
)


def test_a_sheet_is_read_and_never_computed():
    rows = sheet_rows(SHEET)
    assert rows[1] == ["I", "Báo cáo", "20"]
    assert table_text(rows) == "I; Báo cáo; 20\n1; Đúng hạn; 10.5\n2; Đủ; 9.5"
    unknown = workbook('<c r="C1"><f>1+1</f></c>')
    assert sheet_rows(unknown) == [["", "", "="]]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "file-empty"),
        (b"\xd0\xcf\x11\xe0" * 100, "sheet-is-xls"),
        (SHEET[:600], "sheet-unreadable"),
        (workbook(first='<!DOCTYPE x [<!ENTITY a "b">]>'), "sheet-unreadable"),
        (workbook('<c r="A1" t="s"><v>7</v></c>'), "sheet-unreadable"),
        (workbook(cell("A1", "x" * 9_000_000)), "sheet-too-large"),
        (workbook(*[cell(f"A{n}", "x") for n in range(1, 5_002)]), "sheet-too-large"),
    ],
    ids=("empty", "old", "cut", "doctype", "no-text", "bomb", "long"),
)
def test_a_broken_or_hostile_sheet_is_refused(raw, code):
    with pytest.raises(BadInput) as refused:
        sheet_rows(raw)
    assert refused.value.code == code


def test_a_far_cell_takes_no_memory():
    with pytest.raises(BadInput) as refused:
        sheet_rows(workbook(cell("XFD1", "x") + cell("B1", "y")))
    assert refused.value.facts["bound"] == "columns"


def test_a_file_gives_the_text_of_the_field(tmp_path: Path):
    (tmp_path / "b.toml").write_text(T1, "utf-8")
    (tmp_path / "b.xlsx").write_bytes(SHEET)
    (tmp_path / "b.txt").write_bytes(T5.encode("utf-16"))
    assert file_text(str(tmp_path / "b.toml")) == T1
    assert file_text(str(tmp_path / "b.xlsx")).startswith("I; Báo cáo; 20")
    assert file_text(str(tmp_path / "b.txt")) == table_text(rows_of(T5))


@pytest.mark.parametrize(
    "text",
    [
        'TT,Tiêu chí,Điểm chuẩn\nI,"Báo cáo, thống kê; số liệu","20,5"\nII,Khác,79\n',
        '"TT";"Tiêu chí";"Điểm chuẩn"\n"I";"Báo cáo, thống kê; số liệu";"20,5"\n"II";"Khác";"79"\n',
    ],
    ids=("commas", "quotes"),
)
def test_a_csv_file_of_a_spreadsheet_is_divided_into_its_cells(tmp_path: Path, text: str):
    (tmp_path / "b.csv").write_text(text, "utf-8")
    lines = file_text(str(tmp_path / "b.csv"))
    assert lines == "I; Báo cáo, thống kê, số liệu; 20,5\nII; Khác; 79"


def test_lines_that_are_parted_by_semicolons_stay_as_they_are_typed(tmp_path: Path):
    typed = "I; Báo cáo, thống kê, số liệu; 20,5\n  II; Khác; 79\n"
    (tmp_path / "b.csv").write_text(typed, "utf-8")
    assert file_text(str(tmp_path / "b.csv")) == typed


PIPES = pytest.mark.posix("pipes and devices in folders")
OTHER_CODES = pytest.mark.posix("codes of errors: Windows says that there is no such file")


@pytest.mark.parametrize(
    ("name", "code", "detail"),
    [
        ("none.toml", "file-unreadable", "ENOENT"),
        (".", "file-unreadable", "EISDIR"),
        pytest.param("pipe", "file-unreadable", "EINVAL", marks=PIPES),
        pytest.param("b.toml/x", "file-unreadable", "ENOTDIR", marks=OTHER_CODES),
        ("large.toml", "file-too-large", None),
        ("blank.toml", "file-empty", None),
        ("latin.toml", "file-encoding", None),
        pytest.param("x" * 400, "file-unreadable", "ENAMETOOLONG", marks=OTHER_CODES),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name, code, detail):
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
    (tmp_path / "b.toml").write_text("x", "utf-8")
    (tmp_path / "large.toml").write_text("#" * 1_000_001, "utf-8")
    (tmp_path / "blank.toml").write_text(" \n", "utf-8")
    (tmp_path / "latin.toml").write_bytes("title = 'é'".encode("latin-1"))
    with pytest.raises(BadInput) as refused:
        file_text(str(tmp_path / name))
    assert (refused.value.code, refused.value.facts.get("detail")) == (code, detail)


@PIPES
def test_a_device_is_not_read():
    with pytest.raises(BadInput) as refused:
        file_text("/dev/zero")
    assert refused.value.code == "file-unreadable"


def test_a_difference_names_lines_and_rules():
    before = read_book(T1)
    text = T1.replace("max = 300", "max = 250").replace("max = 100", "max = 150")
    text = text.replace("bonus_cap = 50", "bonus_cap = 40").replace('code = "T2"', 'code = "T3"')
    found = book_difference(before, read_book(text))
    assert [(line.code, line.change, line.fields) for line in found.lines] == [
        ("I.1", "changed", ("max",)),
        ("I.3", "changed", ("max",)),
        ("T3", "new", ()),
        ("T2", "gone", ()),
    ]
    assert [rule.field for rule in found.rules] == ["scale"]
    same = book_difference(before, before)
    assert not (same.lines or same.rules)
