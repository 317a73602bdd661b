"""A paper as DOCX: the same bytes, read by another library, by Nghị định 30/2020."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from base64 import b64decode
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.paper_samples import CODE, HOSTILE, LONG, ballots, everything
from thidua_tui.formatting.papers import docx_blocks, docx_layout
from thidua_tui.formatting.papers.blocks import Paper, Signature, Table
from thidua_tui.formatting.papers.docx_package import FACTS_NAME, FACTS_PART
from thidua_tui.formatting.papers.docx_xml import paragraph, run, table

FACTS = json.dumps({"name": f"]]> & {HOSTILE}"}, ensure_ascii=False).encode()
MADE = """
import sys
from tests.paper_samples import everything
from thidua_tui.formatting.papers import {layout}_layout
sys.stdout.buffer.write({layout}_layout.render(everything(), b'{{"a":1}}'))
"""


def made_elsewhere(layout: str, zone: str, lang: str) -> bytes:
    """The paper as another process makes it, in another time zone and language."""
    environment = {**os.environ, "TZ": zone, "LANG": lang, "LC_ALL": lang, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", MADE.format(layout=layout)]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def tree(made: str | bytes) -> ElementTree.Element:
    return ElementTree.fromstring(made)  # noqa: S314 - the program made it


def opened(paper: Paper) -> Any:
    return docx.Document(io.BytesIO(docx_layout.render(paper, FACTS)))


def xml(paper: Paper, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(docx_layout.render(paper, FACTS))) as file:
        return file.read(part).decode()


def test_the_same_paper_is_the_same_bytes_in_any_process_zone_and_language():
    here = docx_layout.render(everything(), b'{"a":1}')
    assert made_elsewhere("docx", "Asia/Ho_Chi_Minh", "C.UTF-8") == here
    assert made_elsewhere("docx", "America/Lima", "vi_VN.UTF-8") == here


def test_every_part_is_well_formed_and_named():
    data = docx_layout.render(everything(), FACTS)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
        assert len(set(names)) == len(names)
        for name in names:
            if name.endswith((".xml", ".rels")):
                tree(file.read(name))
        types = file.read("[Content_Types].xml").decode()
    assert all(f'"/{name}"' in types for name in names if name.startswith("word/header"))


def test_the_page_is_that_of_the_decree():
    first, annex = opened(everything()).sections
    assert (first.page_width, first.page_height) == (Mm(210), Mm(297)) or abs(
        first.page_width - Mm(210)
    ) < Pt(1)
    for given, wanted in (
        (first.left_margin, 30),
        (first.right_margin, 15),
        (first.top_margin, 20),
        (annex.page_width, 297),
    ):
        assert abs(given - Mm(wanted)) < Pt(1)


def test_pages_have_numbers_from_the_second_on_and_slips_have_none():
    first, annex = opened(everything()).sections
    assert first.different_first_page_header_footer
    assert not annex.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    cover, slips = opened(ballots()).sections
    assert "PAGE" in cover.header._element.xml
    assert "PAGE" not in slips.header._element.xml


def test_the_font_is_named_without_a_theme_and_the_language_is_vietnamese():
    styles = xml(everything(), "word/styles.xml")
    assert "heme" not in styles
    assert 'w:ascii="Times New Roman"' in styles
    assert 'w:lang w:val="vi-VN"' in styles
    assert 'w:lang w:val="en-GB"' in xml(everything(lang="en"), "word/styles.xml")


def test_the_properties_name_the_paper_and_no_clock():
    found = opened(everything()).core_properties
    assert found.keywords == CODE
    assert found.title == "Biên bản Số: 01/BB-CTĐ"
    assert str(found.created).startswith("2021-02-05 00:00")
    draft = ballots()
    assert "dcterms:created" not in xml(draft, "docProps/core.xml")


def test_the_facts_come_back_byte_for_byte():
    part = tree(xml(everything(), FACTS_PART))
    assert part.tag == f"{{{FACTS_NAME}}}facts"
    assert b64decode(part.text or "") == FACTS
    with zipfile.ZipFile(io.BytesIO(docx_layout.render(everything(), b""))) as file:
        assert FACTS_PART not in file.namelist()


def test_what_people_typed_is_text():
    texts = [one.text for one in opened(everything()).paragraphs]
    hostile = next(text for text in texts if "báo cáo" in text)
    assert '*báo cáo* #x $y$ [z] &amp; <b> #read("/etc/passwd") ␛[31m � �]]>.' in hostile


@pytest.mark.parametrize("text", ["\ufffe", "\ud800", "\x00", "\x1b", "\u2028", "a\nb", "\r"])
def test_letters_that_xml_forbids_are_replaced(text):
    document = f'<a xmlns:w="w">{paragraph(run(text))}</a>'
    tree(document.encode())


def test_columns_have_their_width_twice_and_fill_the_page():
    found = opened(everything()).tables
    ranking = next(one for one in found if one.rows[0].cells[0].text == "TT")
    grid = [one.w for one in ranking._tbl.tblGrid.gridCol_lst]
    assert [tc.width for tc in ranking._tbl.tr_lst[1].tc_lst] == grid
    assert abs(sum(grid) - Mm(165)) < Mm(0.5)


def test_no_row_is_broken_and_a_heading_is_repeated():
    text = xml(everything())
    assert text.count("<w:cantSplit/>") == text.count("<w:tr>")
    assert text.count("<w:tblHeader/>") == 2


def test_a_place_for_a_stamp_is_at_least_as_high_as_asked():
    assert 'w:val="1247" w:hRule="atLeast"' in xml(everything())  # 22 mm


@pytest.mark.parametrize("signers", [1, 2, 3, 4, 7])
def test_signatures_stay_with_the_last_words(signers):
    """Every paragraph from the last of the body to the names keeps with the next."""
    paper = everything(signers=signers)
    body = tree(xml(paper))[0]
    after = [one for one in body if "Hội nghị kết thúc" in "".join(one.itertext())]
    place = list(body).index(after[0])
    assert body[place][0].find(qn("w:keepNext")) is not None
    assert body[place + 1][0].find(qn("w:keepNext")) is not None
    rows = body[place + 2].findall(qn("w:tr"))
    kept = [
        one for one in rows[0].iter(qn("w:p")) if one.find(f".//{qn('w:keepNext')}") is not None
    ]
    assert len(kept) >= 5
    names = [text for table in body.iter(qn("w:tbl")) for text in table.itertext()]
    assert names.count(f"ĐẠI DIỆN {LONG.upper()}") == signers - 1


def test_the_parts_of_a_paragraph_are_in_the_order_of_the_schema():
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "pBdr",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
        "rPr",
        "sectPr",
    ]
    for paper in (everything(), ballots()):
        for one in tree(xml(paper)).iter(qn("w:pPr")):
            names = [order.index(part.tag.partition("}")[2]) for part in one]
            assert names == sorted(names)


def test_tables_do_not_touch():
    """Word joins a table with the one that follows it."""
    for paper in (everything(), everything(signers=5), ballots()):
        for body in tree(xml(paper)):
            kinds = [one.tag for one in body]
            assert (qn("w:tbl"), qn("w:tbl")) not in list(pairwise(kinds))
            for cell in body.iter(qn("w:tc")):
                assert cell[-1].tag == qn("w:p")


def test_a_ballot_has_no_code_and_as_many_slips_as_asked():
    data = docx_layout.render(ballots(copies=7), b"")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert not [name for name in file.namelist() if "media" in name or "custom" in name]
        text = file.read("word/document.xml").decode()
    assert text.count("Trưởng cụm thi đua năm 2022") == 7
    assert 'w:val="dashed"' in text


def test_a_picture_has_words_and_both_forms(monkeypatch):
    monkeypatch.setattr(docx_blocks, "raster", lambda _svg, _width: docx_blocks.blank_png())
    data = docx_layout.render(everything(), FACTS)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        media = [name.rpartition(".")[2] for name in file.namelist() if "media" in name]
    assert sorted(media) == ["png", "png", "svg"]
    assert 'descr="Điểm của các đơn vị"' in xml(everything())


def test_without_typst_a_picture_is_still_a_picture(monkeypatch):
    monkeypatch.setattr(docx_blocks, "find_spec", lambda _name: None)
    assert docx_blocks.raster("<svg/>", 10) == docx_blocks.blank_png()
    assert len(opened(everything()).inline_shapes) == 2


def test_a_thousand_rows_are_walked_once():
    rows = [["<w:p/>"] * 8] * 1000
    assert table([20] * 8, rows).count("<w:tc>") == 8000


def test_blocks_that_say_nothing_of_the_domain():
    """The layouts look at blocks alone: no kind of paper is named in them."""
    folder = Path(docx_layout.__file__).parent
    for name in ("docx_layout", "docx_frame", "docx_blocks", "pdf_layout", "text_layout"):
        assert "paper.kind" not in (folder / f"{name}.py").read_text("utf-8")


def test_an_empty_paper_and_an_empty_table_are_papers_too():
    from tests.paper_samples import table as sample

    bare = Paper(kind="report", heading=None, name="X", summary="")
    assert len(opened(bare).sections) == 1
    empty = Table(columns=sample(1).columns, rows=())
    signed = Paper(
        kind="report",
        heading=None,
        name="",
        summary="",
        blocks=(empty,),
        signatures=(Signature(post="A"),),
    )
    assert len(opened(signed).tables) == 2


def test_the_mark_of_a_paragraph_is_as_large_as_its_text():
    """Word makes the last line as high as the mark, and an empty cell as high as it alone."""
    for paper in (everything(), ballots()):
        for one in tree(xml(paper)).iter(qn("w:p")):
            sizes = [size.get(qn("w:val")) for size in one.iter(qn("w:sz"))]
            assert len({*sizes}) == 1
