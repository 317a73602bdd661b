"""Columns that a person assigned: remembered for the cluster, in a private file, and bounded."""

from __future__ import annotations

import pytest

from events.errors import BadInput
from tests.test_sheet_reading import foreign, read, world
from thidua_tui.forms.column_choices import (
    MOST,
    columns_file,
    parse_columns,
    remember,
    remembered,
    with_remembered,
)
from thidua_tui.forms.sheet_columns import likely_heads
from thidua_tui.forms.sheet_report import source_sentences
from thidua_tui.forms.sheet_source import Asked
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.workbook.file import workbook_of


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A folder of settings of its own."""
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path))


def test_an_assignment_is_of_its_cluster_and_the_last_holds():
    assert remembered("tmth") == {}
    assert remember("tmth", {"ten goi": "unit", "ky hieu": "note"})
    assert remember("tmth", {"ky hieu": "pass"})
    assert remembered("tmth") == {"ten goi": "unit", "ky hieu": "pass"}
    assert remembered("vi-du") == {}
    given = with_remembered(Asked(assigned={"ten goi": "role"}), "tmth")
    assert given.assigned == {"ten goi": "role", "ky hieu": "pass"}


def test_what_is_no_file_of_ours_is_passed_over():
    columns_file().write_text("[1, 2", "utf-8")
    assert remembered("tmth") == {}
    assert remember("tmth", {"a": "unit"})
    columns_file().write_text('{"tmth": {"a": "formula()"}}', "utf-8")
    assert remembered("tmth") == {}


def test_the_oldest_are_forgotten():
    remember("tmth", {f"cot {n}": "note" for n in range(MOST + 5)})
    assert len(remembered("tmth")) == MOST
    assert "cot 0" not in remembered("tmth")


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x", "utf-8")
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "file"))
    assert not remember("tmth", {"a": "unit"})


@pytest.mark.parametrize("text", ["Tên gọi", "=unit", "Tên gọi=đơn vị", ""])
def test_what_is_no_assignment_is_refused(text):
    with pytest.raises(BadInput) as refused:
        parse_columns([text])
    assert refused.value.code == "column-unclear"


def test_the_likely_headings_are_the_first_of_the_fullest_rows():
    text = "DANH SÁCH\nTên gọi;2019;Ghi\nSở Tài chính;x;y\n"
    assert likely_heads(workbook_of(text.encode(), "d.csv").first()) == ("Tên gọi", "Ghi")


def test_a_column_of_points_may_be_assigned_or_passed_over():
    at = world()
    rows = (
        ("Đơn vị: Sở Tài chính",),
        ("TT", "Tiêu chí", "Cụm quyết", "Tự chấm"),
        ("1", "Tiêu chí I.1", "37", "39"),
    )
    assigned = parse_columns(["Cụm quyết=verified", "Tự chấm=pass"])
    reading = read(foreign(*rows), at, assigned=assigned)
    [line] = reading.lines
    assert (line.key.stage, line.text) == ("verified", "37")
    sentences = [*source_sentences(reading, Words("vi"))]
    assert any("Cụm quyết» → điểm thẩm định" in text for text in sentences)
