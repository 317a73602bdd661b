"""The letterhead and the fonts of the office: by an option, in the form, in the settings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from tests.pages import ledger_at, press, shown, standing_still
from tests.test_paper_base import letterhead
from thidua_tui.formatting.papers import font
from thidua_tui.platform import folders, settings
from thidua_tui.screens.form import Form

MINUTES = ("paper", "minutes", "--cluster", "tmth", "--year", "2020", "--meeting", "tong-ket-2020")
ISSUE = ("--issue", "--symbol", "BB-CTĐ", "--on", "15/01/2021")
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def thidua(run, story: Path, tmp_path: Path):
    """The command line with a copy of the demo's conference."""
    ledger = tmp_path / "a.ledger"
    ledger.write_bytes(story.read_bytes())
    return lambda *args: run(*args, "--ledger", ledger)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "letterhead.docx"
    path.write_bytes(letterhead())
    return path


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """A folder with a font that has the family of the decree among its names."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    face = (font.FOLDER / "ThiduaSerif-Regular.ttf").read_bytes()
    (folder / "times.ttf").write_bytes(face + "Times New Roman".encode("utf-16-be"))
    return folder


def header_of(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    return "".join(line.text for line in document.sections[0].header.paragraphs)


def test_a_paper_takes_the_header_of_the_letterhead_and_keeps_facts_and_code(
    thidua, base, tmp_path
):
    target = tmp_path / "a.docx"
    done = thidua(*MINUTES, *ISSUE, "--base", base, "--format", "docx", "--to", target)
    assert done[0] == 0, done
    assert header_of(target) == "SỞ TƯ PHÁP"
    with zipfile.ZipFile(target) as file:
        assert "customXml/item1.xml" in file.namelist()
    code, out, _ = thidua("soi", target)
    assert (code, "đúng từng byte" in out) == (0, True)


def test_the_setting_holds_where_no_option_is_given(thidua, base, tmp_path):
    settings.choose(letterhead=str(base))
    one, two = tmp_path / "one.docx", tmp_path / "two.docx"
    assert thidua(*MINUTES, "--format", "docx", "--to", one)[0] == 0
    assert header_of(one) == "SỞ TƯ PHÁP"
    other = tmp_path / "other.docx"
    other.write_bytes(letterhead(left=40))
    assert thidua(*MINUTES, "--base", other, "--format", "docx", "--to", two)[0] == 0
    assert abs((docx.Document(str(two)).sections[0].left_margin or 0) - Mm(40)) < Mm(0.1)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"PK\x03\x04", "tệp hỏng"),
        ("none.docx", None, "Không có tệp"),
    ],
)
@pytest.mark.parametrize("issue", [(), ISSUE], ids=["draft", "issue"])
def test_a_letterhead_that_cannot_be_used_is_named_and_nothing_is_recorded(
    thidua, tmp_path, name, content, reason, issue
):
    path, target = tmp_path / name, tmp_path / "out.docx"
    if content is not None:
        path.write_bytes(content)
    code, _, err = thidua(*MINUTES, *issue, "--base", path, "--format", "docx", "--to", target)
    assert code == 2
    assert reason in err and name in err
    assert not target.exists()
    assert "(chưa ghi)" in thidua("papers")[1]


def test_a_folder_without_times_new_roman_is_refused(thidua, tmp_path, fonts):
    target = tmp_path / "a.pdf"
    code, _, err = thidua(*MINUTES, "--fonts", tmp_path, "--format", "pdf", "--to", target)
    assert code == 2 and "Times New Roman" in err and str(tmp_path) in err
    done = thidua(*MINUTES, *ISSUE, "--fonts", fonts, "--format", "pdf", "--to", target)
    assert done[0] == 0, done
    assert "đúng từng byte" in thidua("soi", target)[1]


async def test_the_form_offers_the_letterhead_of_the_settings_and_the_file_has_it(tmp_path, base):
    settings.choose(letterhead=str(base))
    with standing_still():
        path = ledger_at(tmp_path / "demo.ledger", story=True)
        async with shown(path, size=(120, 40)) as pilot:
            await press(pilot, "1", "ctrl+t", "enter", "f2")
            form = pilot.app.screen
            assert isinstance(form, Form)
            assert form.filling.raw["letterhead"] == str(base)
            await press(pilot, "f2")
    (written,) = folders.documents().glob("bb-01-*.docx")
    assert header_of(written) == "SỞ TƯ PHÁP"
