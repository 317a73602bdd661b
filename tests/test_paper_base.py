"""The office's own DOCX as the base of papers: what is taken, and what never is."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from events.errors import BadInput
from tests.paper_samples import everything
from thidua_tui.formatting.papers import docx_layout
from thidua_tui.formatting.papers.docx_base import read_base
from thidua_tui.formatting.papers.docx_blocks import blank_png


def letterhead(*, image: bytes = b"", field: str = "", left: float = 25) -> bytes:
    """A file of an office with words, perhaps a picture or a field, in its header."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(left)
    line = section.header.paragraphs[0]
    line.add_run("SỞ TƯ PHÁP")
    if image:
        line.add_run().add_picture(io.BytesIO(image))
    if field:
        one = OxmlElement("w:fldSimple")
        one.set(qn("w:instr"), field)
        line._p.append(one)
    document.styles["Normal"].font.name = "Arial"
    document.add_paragraph("Nội dung cũ")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def altered(raw: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The file with other bytes in a part; a new part where there is none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        for name in names:
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == part else data)
        if part not in names:
            target.writestr(part, new)
    return out.getvalue()


def made(raw: bytes) -> Any:
    return docx.Document(io.BytesIO(docx_layout.render(everything(), b"{}", read_base(raw))))


def test_styles_page_and_header_are_taken_and_the_text_is_not():
    found = made(letterhead(image=blank_png(), field=" PAGE \\* MERGEFORMAT "))
    section = found.sections[0]
    assert "SỞ TƯ PHÁP" in section.header.paragraphs[0].text
    assert abs(section.left_margin - Mm(25)) < Mm(0.1)
    assert found.styles["Normal"].font.name == "Arial"
    assert not any("Nội dung cũ" in one.text for one in found.paragraphs)
    header = section.header.part
    assert [one.reltype.rpartition("/")[2] for one in header.rels.values()] == ["image"]


def test_the_same_base_is_the_same_bytes():
    base = read_base(letterhead())
    one, two = (docx_layout.render(everything(), b"{}", base) for _ in range(2))
    assert one == two


@pytest.mark.parametrize(
    "field", ['INCLUDEPICTURE "http://x"', "DDEAUTO c:\\\\x", "PAGE INCLUDETEXT x"]
)
def test_a_field_that_fetches_or_starts_something_is_refused(field):
    with pytest.raises(BadInput) as refused:
        read_base(letterhead(field=field))
    assert refused.value.code == "base-active"


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "customXml/vbaData.xml"])
def test_macros_are_refused(part):
    with pytest.raises(BadInput) as refused:
        read_base(altered(letterhead(), part, b"", b"macro"))
    assert refused.value.code == "base-macros"


def test_embedded_files_are_not_taken():
    raw = altered(letterhead(), "word/embeddings/a.bin", b"", b"file")
    data = docx_layout.render(everything(), b"{}", read_base(raw))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert not [name for name in file.namelist() if "embed" in name]


@pytest.mark.parametrize(("width", "height"), [(216, 279), (297, 210)])
def test_a_page_that_is_not_a4_portrait_is_refused_with_its_size(width, height):
    document = docx.Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(width), Mm(height)
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(BadInput) as refused:
        read_base(out.getvalue())
    assert refused.value.code == "base-other-size"
    assert refused.value.facts == {"width": width, "height": height}


def test_a_file_that_unpacks_to_gigabytes_is_refused():
    raw = altered(
        letterhead(), "word/styles.xml", b"<w:docDefaults", b" " * 30_000_000 + b"<w:docDefaults"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", 8) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    with pytest.raises(BadInput) as refused:
        read_base(out.getvalue())
    assert refused.value.code == "base-too-large"


def test_a_picture_from_elsewhere_is_refused():
    raw = letterhead(image=blank_png())
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        part = next(name for name in file.namelist() if name.startswith("word/_rels/header"))
    outside = altered(raw, part, b"Target=", b'TargetMode="External" Target=')
    with pytest.raises(BadInput) as refused:
        read_base(outside)
    assert refused.value.code == "base-active"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7",
        altered(letterhead(), "word/document.xml", b"<w:document", b"<!DOCTYPE x><w:document"),
        altered(letterhead(), "word/styles.xml", b"<w:styles", b"<w:styles>"),
        letterhead(left=170),
    ],
    ids=["empty", "cut", "pdf", "doctype", "broken", "narrow"],
)
def test_what_is_no_sound_docx_is_refused(raw):
    with pytest.raises(BadInput) as refused:
        read_base(raw)
    assert refused.value.code == "base-unreadable"
