"""`thidua paper`, `papers`, `soi`: a draft, a paper with a number, what is found of it later."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.systems import assert_private

MINUTES = ("paper", "minutes", "--cluster", "tmth", "--year", "2020")
MEETING = ("--meeting", "tong-ket-2020")
ISSUE = ("--issue", "--symbol", "BB-CTĐ", "--on", "15/01/2021")


@pytest.fixture
def thidua(run, story: Path, tmp_path: Path):
    """The command line with a copy of the demo's conference."""
    ledger = tmp_path / "a.ledger"
    ledger.write_bytes(story.read_bytes())
    return lambda *args: run(*args, "--ledger", ledger)


@pytest.fixture
def issued(thidua, tmp_path: Path) -> Path:
    """The minutes as number 01/BB-CTĐ, in a DOCX file."""
    folder = tmp_path / "papers"
    folder.mkdir()
    code, _, wrong = thidua(*MINUTES, *MEETING, *ISSUE, "--format", "docx", "--to", folder)
    assert (code, wrong) == (0, "")
    (path,) = folder.iterdir()
    return path


def code_of(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        found = re.search(
            r"<cp:keywords>(.*?)</cp:keywords>", file.read("docProps/core.xml").decode()
        )
    assert found
    return found[1]


def test_a_draft_is_printed_and_takes_no_number(thidua):
    code, out, err = thidua(*MINUTES, *MEETING)
    assert code == 0
    assert "DỰ THẢO" in out and "BIÊN BẢN" in out
    assert "Văn bản còn chỗ trống" in err
    assert "(chưa ghi)" in thidua("papers")[1]


def test_facts_are_printed_as_json(thidua):
    facts = json.loads(thidua(*MINUTES, *MEETING, "--format", "json")[1])
    assert (facts["kind"], facts["cluster"], facts["year"]) == ("minutes", "tmth", 2020)


def test_an_issued_paper_is_numbered_and_its_file_is_private(thidua, issued):
    assert issued.name == "bb-01-2021.docx"
    assert_private(issued)
    rows = json.loads(thidua("papers", "--format", "json")[1])
    assert [(row["number"], row["register"], row["state"]) for row in rows] == [
        ("01/BB-CTĐ", 2021, "issued")
    ]


def test_a_file_is_never_written_over(thidua, issued):
    before = issued.read_bytes()
    draft = ("--format", "docx", "--to", issued)
    code, _, err = thidua(*MINUTES, *MEETING, *draft)
    assert code == 2 and issued.name in err
    assert issued.read_bytes() == before


def test_letters_that_a_pdf_cannot_print_are_named(thidua, tmp_path):
    pdf = (*MINUTES, *MEETING, "--format", "pdf", "--to")
    assert "«�»" not in thidua(*pdf, tmp_path / "a.pdf")[1]
    assert thidua("do", "--cluster", "tmth", 'đổi tên snv "Sở 漢字" 01/01/2020')[0] == 0
    code, out, _ = thidua(*pdf, tmp_path / "b.pdf")
    assert (code, "«�»: 字漢." in out) == (0, True), out


def test_a_file_that_is_there_takes_no_number(thidua, tmp_path):
    there = tmp_path / "there.docx"
    there.write_bytes(b"theirs")
    code, _, err = thidua(*MINUTES, *MEETING, *ISSUE, "--format", "docx", "--to", there)
    assert (code, there.name in err) == (2, True)
    assert there.read_bytes() == b"theirs"
    assert json.loads(thidua("papers", "--format", "json")[1]) == []


def test_a_file_that_cannot_be_written_does_not_hide_the_number(thidua, tmp_path):
    blocked = tmp_path / "no-folder"
    blocked.write_bytes(b"")
    target = blocked / "a.docx"
    code, out, err = thidua(*MINUTES, *MEETING, *ISSUE, "--format", "docx", "--to", target)
    assert (code, "no-folder" in err) == (5, True)
    assert "Ban hành biên bản hội nghị số 1" in out


@pytest.mark.parametrize("words", [(*MINUTES, *MEETING, *ISSUE), ("papers", "cancel", "BB-1")])
def test_nothing_is_recorded_where_the_program_only_reads(run, thidua, tmp_path, words):
    code, _, err = run("--read-only", *words, "--ledger", tmp_path / "a.ledger")
    assert (code, "--read-only" in err) == (2, True)
    assert json.loads(thidua("papers", "--format", "json")[1]) == []


def test_the_same_paper_is_not_issued_twice(thidua, issued):
    code, _, err = thidua(*MINUTES, *MEETING, *ISSUE)
    assert (code, "01/BB-CTĐ" in err) == (3, True)


@pytest.mark.parametrize("by", ["number", "code", "file"])
def test_an_unchanged_paper_is_still_true(thidua, issued, by):
    asked = {"number": "01/BB-CTĐ", "code": code_of(issued).lower(), "file": issued}[by]
    code, out, _ = thidua("soi", asked)
    assert (code, out.startswith("ĐÚNG:")) == (0, True)
    assert ("đúng từng byte" in out) == (by == "file")


def test_a_cancelled_paper_is_said_to_be_cancelled_and_keeps_its_number(thidua, issued):
    cancel = ("papers", "cancel", code_of(issued))
    assert thidua(*cancel)[0] == 3
    assert thidua(*cancel, "--reason", "Sai tên")[0] == 0
    code, out, _ = thidua("soi", "01/BB-CTĐ")
    assert (code, "Văn bản này đã hủy: Sai tên." in out) == (3, True)
    rows = json.loads(thidua("papers", "--format", "json")[1])
    assert [(row["number"], row["state"]) for row in rows] == [("01/BB-CTĐ", "cancelled")]


def test_an_issued_paper_is_not_undone(thidua, issued):
    code, _, err = thidua("undo", "--reason", "Ghi nhầm")
    assert code == 3
    assert "Hủy văn bản" in err


def test_the_office_numbers_later(thidua):
    office = ("--issue", "--numbering", "office")
    assert thidua(*MINUTES, *MEETING, *office)[0] == 0
    (row,) = json.loads(thidua("papers", "--format", "json")[1])
    assert (row["number"], row["state"]) == (None, "unnumbered")
    assert thidua("papers", "number", row["paper_code"], "123/BB-STC")[0] == 0
    assert thidua("soi", "123/BB-STC")[1].startswith("ĐÚNG:")


def test_gaps_of_a_register_are_listed(thidua):
    earlier = ("--issue", "--numbering", "paper", "--number", "3", "--on", "15/01/2021")
    assert thidua(*MINUTES, *MEETING, *earlier)[0] == 0
    assert "thiếu số 1–2" in thidua("papers", "--gaps")[1]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("--on", "1/1/2021"), "--issue"),
        (("--format", "docx"), "--to"),
        (("--issue", "--known-at", "5"), "--known-at"),
    ],
)
def test_options_that_do_not_go_together_are_named(thidua, words, asked):
    code, _, err = thidua(*MINUTES, *MEETING, *words)
    assert (code, asked in err) == (2, True)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no zip", b"%PDF-1.7 nothing", b"text", b"\x00" * 9]
)
def test_other_files_are_refused_with_a_sentence(thidua, tmp_path, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    code, out, err = thidua("soi", path)
    assert (code, out) == (2, "")
    assert err.strip()


WRONG_HEAD = "đính chính 32 vp-dbqh vì nhầm đơn vị"
DIFFERS = "▲ Biên bản hội nghị 01/BB-CTĐ: 1 ý khác – Trưởng cụm 2021"


def test_a_dry_run_names_the_papers_that_would_differ(thidua, issued):
    code, out, err = thidua("do", "--dry-run", "--cluster", "tmth", WRONG_HEAD)
    assert (code, f"  {DIFFERS}" in out.splitlines()) == (0, True), err
    assert thidua("soi", "01/BB-CTĐ")[0] == 0


def test_what_came_to_differ_is_named_and_undo_foretells_the_way_back(thidua, issued, tmp_path):
    lines = tmp_path / "lines.txt"
    lines.write_text(f"{WRONG_HEAD}\n", "utf-8")
    code, out, _ = thidua("run", lines, "--dry-run", "--cluster", "tmth")
    assert (code, DIFFERS in out) == (0, True)
    assert thidua("papers", "--format", "json")[1].count('"differs": 0') == 1
    assert DIFFERS in thidua("do", "--cluster", "tmth", WRONG_HEAD)[1].splitlines()
    code, out, _ = thidua("soi", "01/BB-CTĐ")
    assert code == 3
    assert "  Trưởng cụm 2021: Bầu Sở Tài chính làm Trưởng cụm" in out
    assert "entries[" not in out
    assert "khác 1 ý" in thidua("papers")[1]
    again = "✓ Biên bản hội nghị 01/BB-CTĐ: đúng trở lại"
    assert again in thidua("undo", "--dry-run")[1]
    assert again in thidua("undo")[1]
    assert thidua("soi", "01/BB-CTĐ")[0] == 0
