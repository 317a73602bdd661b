"""What papers look like on the screen: list, preview, form of issue, register, what is known."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.issued_papers import cancel, correct, docx, issue
from tests.pages import ledger_at
from tests.table_keys import to_table
from tests.test_snapshots import LARGE, SMALL, looks
from tests.test_snapshots import same_everywhere as same_everywhere

pytestmark = pytest.mark.usefixtures("home")
SIZES = pytest.mark.parametrize(
    ("size", "lang"), [(SMALL, "vi"), (LARGE, "en")], ids=["80x24-vi", "120x40-en"]
)
LISTED = ("1", "ctrl+t")
KEYS = {"list": LISTED, "preview": (*LISTED, "enter"), "issue": (*LISTED, "enter", "f2")}
SUBMISSION = {
    "paper_kind": "submission",
    "about_meeting": None,
    "addressee": "Chủ tịch Ủy ban nhân dân tỉnh",
    "serial": 4,
    "symbol": "TTr-CTĐ",
    "numbering": "paper",
}
NUMBER = tuple("1/bb ctd")


@pytest.fixture
def path(tmp_path: Path, same_everywhere: None) -> Path:
    return ledger_at(tmp_path / "demo.ledger", story=True)


@SIZES
@pytest.mark.parametrize("page", KEYS)
def test_papers_that_are_made(snap_compare, path, page, size, lang):
    assert looks(snap_compare, path, size, *KEYS[page], lang=lang)


@SIZES
def test_the_register(snap_compare, path, size, lang):
    cancel(path, issue(path))
    issue(path, **SUBMISSION)
    assert looks(snap_compare, path, size, "1", *to_table("papers"), lang=lang)


@SIZES
def test_a_paper_that_is_still_true(snap_compare, path, size, lang):
    issue(path)
    assert looks(snap_compare, path, size, "#", *NUMBER, "enter", lang=lang)


@SIZES
def test_a_paper_that_was_corrected(snap_compare, path, size, lang):
    issue(path)
    correct(path)
    assert looks(snap_compare, path, size, "#", *NUMBER, "enter", "down", "down", lang=lang)


@SIZES
def test_a_file_that_was_altered(snap_compare, path, tmp_path, monkeypatch, size, lang):
    monkeypatch.chdir(tmp_path)
    Path("bb.docx").write_bytes(with_other_words(docx(issue(path)), "Sở Nội vụ", "Sở Y tế"))
    assert looks(snap_compare, path, size, "#", *"bb.docx", "enter", lang=lang)


def with_other_words(file: bytes, was: str, now: str) -> bytes:
    """A DOCX file in whose text some words were replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(was.encode(), now.encode())
            new.writestr(name, part)
    return changed.getvalue()
