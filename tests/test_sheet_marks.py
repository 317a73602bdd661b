"""The marks of a workbook of this program, written and read."""

import pytest

from thidua_tui.parsing.sheet_marks import SheetMarks

MARKS = SheetMarks(
    kind="scores",
    ledger="sổ 2026",
    entries=35,
    cluster="tmth",
    year=2026,
    unit="stc",
    stage="self",
    digest="ab" * 32,
)


def test_marks_are_read_as_they_were_written():
    assert SheetMarks.from_rows(MARKS.to_rows()) == MARKS


def test_an_unknown_year_stays_unknown():
    rows = [row for row in MARKS.to_rows() if row[0] != "year"]
    for found in (SheetMarks.from_rows(rows), SheetMarks.from_rows([*rows, ("year", "")])):
        assert found is not None
        assert found.year is None


def test_keys_of_a_later_schema_are_passed_over():
    rows = [("schema", "2"), *[r for r in MARKS.to_rows() if r[0] != "schema"], ("new", "x"), ()]
    found = SheetMarks.from_rows(rows)
    assert found is not None
    assert (found.schema, found.kind) == (2, "scores")


@pytest.mark.parametrize("entries", ["", "-1", "1e9", "²", "9" * 30, "x"])
def test_what_is_no_position_makes_no_marks(entries):
    rows = [(key, entries if key == "entries" else value) for key, value in MARKS.to_rows()]
    assert SheetMarks.from_rows(rows) is None


def test_a_sheet_without_the_keys_has_no_marks():
    assert SheetMarks.from_rows([("kind", "scores"), ("unit", "stc"), ("only",)]) is None
    assert SheetMarks.from_rows([]) is None
