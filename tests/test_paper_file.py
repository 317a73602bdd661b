"""A file from outside that claims to be a paper: read within bounds, refused, never slow."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from events.errors import BadInput
from tests.fuzz.papers import CODE, CORE, DOCUMENT, FACTS, docx
from thidua_tui.parsing.paper_file import LARGEST, read_paper_file

SECONDS = 10.0
"""A busy machine is given much; what these files do to a careless reader takes minutes."""


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def body(content: str) -> bytes:
    return packed(**{"word/document.xml": DOCUMENT.format(content).encode()})


UNREADABLE, LARGE, FOREIGN = "paper-file-unreadable", "paper-file-too-large", "not-a-paper-file"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "paragraphs in each other": (lambda: body("<w:p>" * 20_000 + "</w:p>" * 20_000), LARGE),
    "a million elements": (lambda: body("<w:p/>" * 1_000_000), LARGE),
    "one text of 40 MB": (lambda: body(f"<w:p><w:t>{'a' * 40_000_000}</w:t></w:p>"), LARGE),
    "a file of parts": (lambda: packed(**{f"a{n}": b"" for n in range(3000)}), LARGE),
    "a document type": (lambda: docx(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), UNREADABLE),
    "no XML": (lambda: docx(b"text"), UNREADABLE),
    "a workbook": (lambda: packed(**{"xl/workbook.xml": b"<a/>"}), FOREIGN),
    "more than is read": (lambda: b"%PDF-" + bytes(LARGEST), LARGE),
}
"""Name -> the file, and the code of its refusal."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon(name):
    make, code = HOSTILE[name]
    raw, before = make(), time.monotonic()
    with pytest.raises(BadInput) as refused:
        read_paper_file(raw, "a.docx")
    assert (refused.value.code, refused.value.facts["path"]) == (code, "a.docx")
    assert time.monotonic() - before < SECONDS


STREAM = b"stream\n" + zlib.compress(bytes(30_000_000)) + b"\nendstream"


@pytest.mark.parametrize(
    "raw", [b"stream\n" * 2_000_000, b"stream\nendstream" * 900_000, STREAM * 300]
)
def test_a_hostile_pdf_is_read_soon(raw):
    before = time.monotonic()
    assert read_paper_file(b"%PDF-" + raw, "a.pdf").facts == b""
    assert time.monotonic() - before < SECONDS


@pytest.mark.parametrize("pack", [bytes, zlib.compress])
def test_facts_of_a_pdf_are_found_packed_or_not(pack):
    raw = b"%PDF-1.7\nstream\n" + pack(FACTS.encode()) + b"\nendstream\n" + CODE.encode()
    found = read_paper_file(raw, "a.pdf")
    assert (found.code, found.facts, found.lines) == (CODE, FACTS.encode(), None)


def test_a_paragraph_in_another_is_a_line_of_its_own():
    inner = "<w:p><w:r><w:t>trong</w:t></w:r></w:p>"
    raw = body(f"<w:p><w:r><w:t>ngoài </w:t></w:r>{inner}<w:r><w:tab/><w:t>sau</w:t></w:r></w:p>")
    assert read_paper_file(raw, "a.docx").lines == ["trong", "ngoài sau"]


def test_the_code_of_the_properties_goes_before_that_of_the_words():
    other = CODE.replace("BB-35", "BB-36")
    words = DOCUMENT.format(f"<w:p><w:t>{other}</w:t></w:p>").encode()
    assert read_paper_file(docx(words, CORE.encode()), "a.docx").code == CODE
    assert read_paper_file(docx(words), "a.docx").code == other
