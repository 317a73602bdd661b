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


def rewritten(path: Path, part: str, change) -> Path:
    """A copy of a DOCX file of which one part was changed, or left out."""
    other = path.with_name("altered.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name != part:
                new.writestr(name, text)
            elif change is not None:
                new.writestr(name, change(text.decode()).encode())
    return other


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


def test_the_same_paper_is_not_issued_twice(thidua, issued):
    code, _, err = thidua(*MINUTES, *MEETING, *ISSUE)
    assert (code, "01/BB-CTĐ" in err) == (3, True)


@pytest.mark.parametrize("by", ["number", "code", "file"])
def test_an_unchanged_paper_is_still_true(thidua, issued, by):
    asked = {"number": "01/BB-CTĐ", "code": code_of(issued).lower(), "file": issued}[by]
    code, out, _ = thidua("soi", asked)
    assert (code, out.startswith("ĐÚNG:")) == (0, True)
    assert ("đúng từng byte" in out) == (by == "file")


def test_a_corrected_fact_is_named_with_the_entry_that_corrects_it(thidua, issued):
    journal = json.loads(thidua("journal", "--format", "json")[1])
    nominated = next(row for row in journal if row["event"] == "award-nominated")
    undone = thidua("do", f"hủy {nominated['position']} vì Ghi nhầm")
    assert undone[0] == 0, undone
    code, out, _ = thidua("soi", "01/BB-CTĐ")
    assert code == 3
    assert out.startswith("ĐÃ ĐÍNH CHÍNH:")
    assert "Đính chính ở mục" in out


def test_edited_words_are_shown(thidua, issued):
    other = rewritten(
        issued, "word/document.xml", lambda text: text.replace("Sở Nội vụ", "Sở Y tế")
    )
    code, out, _ = thidua("soi", other)
    assert code == 5
    assert out.startswith("BỊ SỬA NGOÀI SỔ:")
    assert re.search(r"^  -.*Sở Nội vụ", out, re.MULTILINE)
    assert re.search(r"^  \+.*Sở Y tế", out, re.MULTILINE)


def test_edited_facts_are_noticed(thidua, issued):
    def other_facts(text: str) -> str:
        return re.sub(r"(<facts[^>]*>)[^<]*", r"\1e30=", text)  # {} in base64

    code, out, _ = thidua("soi", rewritten(issued, "customXml/item1.xml", other_facts))
    assert code == 5
    assert "Dữ liệu kèm trong tệp" in out


def test_a_file_without_its_facts_was_only_saved_again(thidua, issued):
    code, out, _ = thidua("soi", rewritten(issued, "customXml/item1.xml", None))
    assert (code, out.startswith("ĐÚNG:")) == (0, True)


def test_a_paper_of_another_ledger_is_said_to_be_that(run, issued, tmp_path):
    other = tmp_path / "other.ledger"
    assert run("demo", "--no-ui", "--ledger", other)[0] == 0
    code, out, _ = run("soi", code_of(issued), "--ledger", other)
    assert (code, out.startswith("KHÔNG CỦA SỔ NÀY:")) == (5, True)


def test_an_older_copy_of_the_ledger_lacks_the_entry(run, thidua, story, tmp_path):
    thidua(*MINUTES, *MEETING, *ISSUE)
    later = tmp_path / "papers"
    later.mkdir()
    code, _, err = thidua(
        "paper", "compact", "--cluster", "tmth", "--year", "2021", "--issue", "--format", "docx",
        "--to", later,
    )  # fmt: skip
    assert code == 0, err
    (path,) = later.iterdir()
    older = tmp_path / "older.ledger"
    older.write_bytes(story.read_bytes())
    code, out, _ = run("soi", code_of(path), "--ledger", older)
    assert (code, out.startswith("SỔ CHƯA ĐẾN ĐÓ:")) == (5, True)


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


def test_a_draft_is_found_by_its_code(thidua):
    asked = ("paper", "submission", "--cluster", "tmth", "--year", "2020")
    code, out, err = thidua(*asked, "--unit", "Chủ tịch Ủy ban nhân dân tỉnh")
    assert code == 0, err
    found = re.search(r"TTR-[0-9]+(?:-[0-9A-Z]{5}){5}-[0-9A-Z]{3}", out)
    assert found
    code, out, _ = thidua("soi", found[0])
    assert (code, out.startswith("ĐÚNG:")) == (0, True)


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
