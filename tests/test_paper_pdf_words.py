"""The words of a PDF: compared with the lines that were issued; a hostile file takes nothing."""

from __future__ import annotations

import io
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pikepdf
import pytest

from events.errors import BadInput
from tests.paper_samples import DRAWING, LONG, ballots, everything
from thidua_tui.formatting.papers import docx_layout, pdf_layout
from thidua_tui.formatting.papers.blocks import Paper, Table
from thidua_tui.parsing import pdf_text
from thidua_tui.parsing.paper_file import read_paper_file
from thidua_tui.parsing.pdf_text import pdf_pages
from thidua_tui.queries.pdf_comparison import differing_lines

PAPERS = {
    "minutes": everything(rows=40, remarks=30),
    "english": everything(lang="en", party=True, signers=4),
    "letters": everything(remark="漢 Ω ☐ ơ"),
    "ballots": ballots(14, 3),
}


def lines_of(paper: Paper) -> list[str]:
    return read_paper_file(docx_layout.render(paper, b"{}"), "").lines or []


def words_of(paper: Paper) -> tuple[str, ...]:
    return pdf_pages(pdf_layout.render(paper, b"{}"))


@pytest.mark.parametrize("name", PAPERS)
def test_an_unaltered_pdf_has_no_difference(name):
    """With several pages, repeated headings of tables, numbers of pages, drawings, lost letters."""
    assert differing_lines(lines_of(PAPERS[name]), words_of(PAPERS[name])) == ()


def with_row(paper: Paper, nth: int, row: tuple[str, ...]) -> Paper:
    changed = [
        msgspec.structs.replace(one, rows=(*one.rows[:nth], row, *one.rows[nth + 1 :]))
        if isinstance(one, Table)
        else one
        for one in paper.blocks
    ]
    return msgspec.structs.replace(paper, blocks=tuple(changed))


def test_a_changed_cell_is_named_with_what_is_there_instead():
    paper = PAPERS["minutes"]
    altered = with_row(paper, 20, ("21", "Sở Tư pháp 21", "21", "98,52", "Bằng khen"))
    assert differing_lines(lines_of(paper), words_of(altered)) == ("- 98,25", "+ 98,52")


def test_a_changed_word_names_its_line():
    paper = PAPERS["minutes"]
    summary = paper.summary.replace("2020", "2022")
    altered = msgspec.structs.replace(paper, summary=summary)
    found = differing_lines(lines_of(paper), words_of(altered)) or ()
    assert [line[0] for line in found] == ["-", "+"]
    assert "năm 2020" in found[0] and "năm 2022" in found[1]


def test_what_was_added_or_left_out_is_named():
    paper = PAPERS["minutes"]
    fewer = msgspec.structs.replace(paper, recipients=paper.recipients[1:])
    assert differing_lines(lines_of(paper), words_of(fewer)) == ("- - Các đơn vị thành viên;",)
    assert differing_lines(lines_of(fewer), words_of(paper)) == ("+ - Các đơn vị thành viên;",)


def test_cells_that_changed_places_are_a_difference():
    paper = PAPERS["minutes"]
    swapped = with_row(paper, 4, ("5", "Sở Tư pháp 5", "98,25", "5", "Bằng khen"))
    assert differing_lines(lines_of(paper), words_of(swapped))


def test_a_file_without_words_of_the_paper_is_not_called_altered():
    assert differing_lines(lines_of(PAPERS["minutes"]), ["\x01\x02\x03"]) is None


def test_a_drawing_has_no_words():
    with_words = everything(drawing=DRAWING.replace("98,25", "Bịa đặt"))
    assert not any("Bịa" in page for page in words_of(with_words))


def test_without_the_extra_it_is_said_that_words_were_not_compared(monkeypatch):
    monkeypatch.setattr(pdf_text, "find_spec", lambda _: None)
    with pytest.raises(BadInput) as refused:
        pdf_pages(b"%PDF-1.7")
    assert refused.value.code == "pdf-words-not-installed"


def page_with(content: bytes, *, packed: bool = True) -> bytes:
    """A PDF of one page with this content."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    stream = pdf.make_stream(zlib.compress(content, 1) if packed else content)
    if packed:
        stream.Filter = pikepdf.Name.FlateDecode
    pdf.pages[0].Contents = stream
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def loop_of_pages() -> bytes:
    raw = page_with(b"")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"%PDF-1.7",
    "noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 2000,
    "cut": lambda: page_with(b"BT /F1 12 Tf (x) Tj ET")[:400],
    "unpacks to 120 MB": lambda: page_with(b" " * 120_000_000),
    "four million operators": lambda: page_with(b"q Q " * 2_000_000),
    "a million letters on a line": lambda: page_with(
        b"BT /F1 12 Tf " + b"(xxxxxxxx) Tj " * 400_000 + b"ET"
    ),
    "lists in lists": lambda: page_with(b"[" * 200_000),
    "pages in pages": loop_of_pages,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_or_read_and_ends(name, monkeypatch):
    monkeypatch.setattr(pdf_text, "WAIT", 4)
    raw = HOSTILE[name]()
    begun = time.monotonic()
    try:
        found = pdf_pages(raw)
    except BadInput as refused:
        assert refused.code == "pdf-words-unreadable"
    else:
        assert sum(map(len, found)) < 4_000_000
    assert time.monotonic() - begun < 6


def test_the_process_imports_from_the_program_and_not_from_the_folder(tmp_path: Path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit(7)", "utf-8")
    monkeypatch.chdir(tmp_path)
    before = "pypdf" in sys.modules  # another test may have imported it
    assert any(LONG[:20] in page for page in words_of(PAPERS["minutes"]))
    assert ("pypdf" in sys.modules) == before, "the program itself reads no PDF"


@pytest.fixture
def issued(run, story: Path, tmp_path: Path, home) -> Path:
    """The minutes of the demo as number 01/BB-CTĐ, in a PDF file next to their ledger."""
    (tmp_path / "a.ledger").write_bytes(story.read_bytes())
    asked = ("--cluster", "tmth", "--year", "2020", "--meeting", "tong-ket-2020", "--format", "pdf")
    issue = ("--issue", "--symbol", "BB-CTĐ", "--on", "15/01/2021", "--to", tmp_path / "a.pdf")
    done = run("paper", "minutes", *asked, *issue, "--ledger", tmp_path / "a.ledger")
    assert done[0] == 0, done
    return tmp_path / "a.pdf"


def saved_again(path: Path, old: str = "", new: str = "") -> Path:
    """A copy of a PDF as another program saves it, perhaps with another word in its template."""
    other = path.with_name("other.pdf")
    with pikepdf.open(path) as pdf:
        if old:
            letters = dict(zip(old, new, strict=True))
            for font in (one for one in pdf.objects if _has_letters(one)):
                table = font.ToUnicode.read_bytes().decode("latin-1")
                for was, becomes in letters.items():
                    table = table.replace(f"<{ord(was):04X}>", f"<{ord(becomes):04X}>")
                font.ToUnicode = pdf.make_stream(table.encode("latin-1"))
        pdf.save(other)
    return other


def _has_letters(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one


def test_a_pdf_that_another_program_saved_is_true_by_its_words(run, issued, tmp_path):
    ledger = ("--ledger", tmp_path / "a.ledger")
    assert "đúng từng byte" in run("soi", issued, *ledger)[1]
    code, out, _ = run("soi", saved_again(issued), *ledger)
    assert (code, out.startswith("ĐÚNG:"), "đúng từng byte" in out) == (0, True, False)
    assert "chưa đối chiếu" not in out.casefold()


def test_the_altered_lines_of_a_pdf_are_named_though_its_facts_are_whole(run, issued, tmp_path):
    code, out, _ = run("soi", saved_again(issued, "Q", "W"), "--ledger", tmp_path / "a.ledger")
    assert code == 5
    assert out.startswith("BỊ SỬA NGOÀI SỔ")
    assert any(line.strip().startswith("-") and "Q" in line for line in out.splitlines())
    assert any(line.strip().startswith("+") and "W" in line for line in out.splitlines())


def test_soi_says_that_the_words_of_a_pdf_were_not_compared(run, issued, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_text, "find_spec", lambda _: None)
    code, out, _ = run("soi", saved_again(issued), "--ledger", tmp_path / "a.ledger")
    assert code == 0
    assert "Chưa đối chiếu chữ trong tệp PDF" in out
    assert "thidua-tui[pdf]" in out
