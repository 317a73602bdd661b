"""An invitation with a page for each who is invited: one number, one code, one file."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.pages import ledger_at, press, screen_text, shown, standing_still
from tests.papers import CONVENED
from tests.systems import assert_private
from thidua_tui.parsing.pdf_text import pdf_pages
from thidua_tui.screens.paper_list import PaperList

ASKED = ("--cluster", "vi-du", "--year", "2026", "--meeting", CONVENED.meeting)
NAMES = ("Sở Nông lâm", "Sở Thủy lợi", "Sở Thương nghiệp", "Sở Lương thực", "Sở Bưu điện")
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The scored year of the demo, with a meeting to which seven units are invited."""
    with standing_still():
        return ledger_at(tmp_path / "a.ledger", CONVENED, scored=True)


@pytest.fixture
def thidua(run, ledger: Path):
    return lambda *args: run(*args, "--ledger", ledger)


def test_each_gets_a_page_with_the_number_and_the_code_of_all(thidua, tmp_path):
    target = tmp_path / "gm.pdf"
    issue = ("--issue", "--symbol", "GM-CTĐ", "--on", "15/01/2021", "--format", "pdf")
    done = thidua("paper", "invitation", *ASKED, *issue, "--each", "--to", target)
    assert done[0] == 0, done
    assert_private(target)
    pages = pdf_pages(target.read_bytes())
    assert len(pages) == len(CONVENED.units)
    for name, page in zip(NAMES, pages, strict=False):
        assert f"Kính gửi: {name}." in page
        assert "Số: 01/GM-CTĐ" in page
        assert "GM-" in page.splitlines()[-2]
    code, out, _ = thidua("soi", target)
    assert (code, "đúng từng byte" in out) == (0, True), "as it is made from the register again"
    table = thidua("show", "papers")[1]
    assert "mỗi nơi một tờ" in table


def test_no_first_page_has_a_number_and_each_counts_from_one(thidua, tmp_path):
    target = tmp_path / "gm.docx"
    done = thidua("paper", "invitation", *ASKED, "--each", "--format", "docx", "--to", target)
    assert done[0] == 0, done
    sections = docx.Document(io.BytesIO(target.read_bytes())).sections
    assert len(sections) == len(CONVENED.units)
    assert all(one.different_first_page_header_footer for one in sections)
    started = [one._sectPr.find(qn("w:pgNumType")) is not None for one in sections]
    assert started == [False, *[True] * (len(sections) - 1)]


def test_without_it_one_page_names_all(thidua):
    code, out, _ = thidua("paper", "invitation", *ASKED)
    assert code == 0
    assert out.count("GIẤY MỜI") == 1
    assert all(name in out for name in NAMES)


@pytest.mark.parametrize("args", [("minutes", "--each"), ("invitation", "--each", "--unit", "slt")])
def test_it_is_for_invitations_to_all(thidua, args):
    code, _, err = thidua("paper", *args, *ASKED)
    assert code == 2
    assert "--each" in err


def test_a_draft_with_a_page_for_each_is_found_again(thidua, tmp_path):
    target = tmp_path / "gm.docx"
    thidua("paper", "invitation", *ASKED, "--each", "--format", "docx", "--to", target)
    code, out, _ = thidua("soi", target)
    assert (code, out.startswith("ĐÚNG:")) == (0, True)


async def test_the_list_of_papers_offers_both(ledger):
    with standing_still():
        async with shown(ledger, size=(120, 40)) as pilot:
            await press(pilot, "1", "ctrl+t")
            assert isinstance(pilot.app.screen, PaperList)
            text = screen_text(pilot.app)
    assert text.count("Giấy mời") == 2
    assert "mỗi nơi một tờ" in text
