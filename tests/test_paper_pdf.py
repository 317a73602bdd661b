"""A paper as PDF: the same bytes, no network, no font of the system, its facts inside."""

from __future__ import annotations

import io
import re
import socket
import struct
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pikepdf
import pytest

from events.errors import BadInput
from tests.paper_samples import CODE, DRAWING, LONG, ballots, everything
from tests.test_paper_docx import FACTS, made_elsewhere
from thidua_tui.formatting.papers import font, pdf_layout
from thidua_tui.formatting.papers.fixed_words import FixedWords
from thidua_tui.formatting.papers.page import SLIP_INSET, SLIPS, slip_area, slip_grid
from thidua_tui.formatting.papers.title_lines import title_lines

VIETNAMESE = {
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
} | {"đ", "Đ"}


def test_the_same_paper_is_the_same_bytes_in_any_process_zone_and_language():
    here = pdf_layout.render(everything(), b'{"a":1}')
    assert made_elsewhere("pdf", "Asia/Ho_Chi_Minh", "C.UTF-8") == here
    assert made_elsewhere("pdf", "America/Lima", "vi_VN.UTF-8") == here


def test_a_paper_of_a_known_day_is_an_archive_with_its_facts():
    with pikepdf.open(io.BytesIO(pdf_layout.render(everything(), FACTS))) as pdf:
        assert pdf.attachments["facts.json"].get_file().read_bytes() == FACTS
        meta = bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert re.search(r"part>3<.*conformance>A<", meta, re.S)
        assert pdf.docinfo["/Keywords"] == CODE
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.MarkInfo.Marked


def test_the_marks_of_an_archive_are_in_the_file():
    """What of ISO 19005-3 can be read without a validator: colours, fonts, the attached file."""
    with pikepdf.open(io.BytesIO(pdf_layout.render(everything(), FACTS))) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert len(intent.DestOutputProfile.read_bytes()) > 128
        (attached,) = pdf.Root.AF
        assert attached.AFRelationship == "/Data"
        assert attached.EF.F.Subtype == "/application/json"
        assert attached.EF.F.read_bytes() == FACTS
        assert not pdf.is_encrypted
        assert "/ID" in pdf.trailer
        assert pdf.Root.StructTreeRoot.Type == "/StructTreeRoot"
        objects = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        described = [one for one in objects if one.get("/Type") == "/FontDescriptor"]
        fonts = [one for one in objects if one.get("/Subtype") == "/Type0"]
        assert len(described) == len(fonts) == 4
        assert all("/FontFile2" in one for one in described)
        assert all("/ToUnicode" in one for one in fonts)
        assert not {"/JavaScript", "/JS", "/Launch", "/OpenAction"} & {*names_in(objects)}
        assert {str(one.S) for one in objects if one.get("/Type") == "/Action"} <= {"/GoTo"}


def names_in(objects: list[pikepdf.Dictionary]) -> Iterator[str]:
    for one in objects:
        yield from one.keys()


def test_words_of_a_drawing_are_in_the_font_of_the_paper():
    """The font that typst brings for drawings lacks half of the Vietnamese letters."""
    drawing = DRAWING.replace("<svg ", '<svg font-family="monospace" ')
    drawing = drawing.replace("<text ", '<text textLength="88" ')
    paper = everything(drawing=drawing.replace("98,25", f"{''.join(sorted(VIETNAMESE))} 漢"))
    found = pdf_layout.render(paper, FACTS)
    assert all(name.startswith("ThiduaSerif") for name in fonts_of(found))
    lost = set(pdf_layout.lost_letters(paper))
    assert "漢" in lost
    assert not lost & {*VIETNAMESE, "\n"}


def test_a_draft_without_a_day_claims_no_date():
    draft = msgspec.structs.replace(everything(), on=None)
    with pikepdf.open(io.BytesIO(pdf_layout.render(draft, FACTS))) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert "facts.json" in pdf.attachments


def test_a_ballot_carries_nothing():
    with pikepdf.open(io.BytesIO(pdf_layout.render(ballots(), b""))) as pdf:
        assert len(pdf.attachments) == 0


def fonts_of(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(one.BaseFont).partition("+")[2]
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        }


def test_only_the_font_of_the_program_is_in_the_file():
    found = fonts_of(pdf_layout.render(everything(), b""))
    assert found
    assert all(name.startswith("ThiduaSerif") for name in found)


def test_an_office_may_have_its_own_times_new_roman(tmp_path):
    """Its family is asked for first: here a copy of ours under that name."""
    face = (font.FOLDER / "ThiduaSerif-Regular.ttf").read_bytes()
    own, theirs = ("Thidua Serif".encode("utf-16-be"), "Times New Ro".encode("utf-16-be"))
    assert own in face
    (tmp_path / "x.ttf").write_bytes(face.replace(own, theirs))
    assert pdf_layout.render(everything(), b"", fonts=tmp_path)[:5] == b"%PDF-"


@dataclass
class Listener:
    """A proxy that answers nothing, and knows whether it was called."""

    server: socket.socket

    @property
    def called(self) -> bool:
        self.server.settimeout(0.2)
        try:
            self.server.accept()[0].close()
        except TimeoutError:
            return False
        return True


@pytest.fixture
def proxy(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{server.getsockname()[1]}")
        yield Listener(server)


def test_nothing_reaches_for_the_network(proxy):
    text = '#import "@preview/cetz:0.2.0" #read("/etc/passwd") *b* $x$ \\ // /* `raw`'
    paper = msgspec.structs.replace(everything(), summary=text, recipients=(text,), code_note=text)
    pdf_layout.render(paper, b"")
    assert not proxy.called
    assert not any("@" in one.read_text("utf-8") for one in pdf_layout.TEMPLATES.glob("*.typ"))


def test_letters_that_the_font_does_not_have_are_named_and_replaced():
    paper = msgspec.structs.replace(everything(), code_note="漢 Ω ☐ ơ", draft="")
    assert "漢" in pdf_layout.lost_letters(paper)
    assert not set("☐ơ") & set(pdf_layout.lost_letters(paper))
    assert pdf_layout.render(paper, b"")[:5] == b"%PDF-"


def test_without_typst_the_refusal_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(BadInput) as refused:
        pdf_layout.render(everything(), b"")
    assert refused.value.code == "pdf-not-installed"


def test_a_drawing_that_is_none_is_refused_not_raised():
    with pytest.raises(BadInput) as refused:
        pdf_layout.png("no drawing", 20)
    assert refused.value.code == "pdf-failed"


def test_a_drawing_becomes_a_raster_of_its_width():
    data = pdf_layout.png('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"/>', 25.4)
    width, height = struct.unpack(">LL", data[16:24])
    assert abs(width - 200) <= 2
    assert abs(height - 100) <= 2


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_every_vietnamese_letter_is_in_every_face(face):
    widths = font.widths(face)
    assert len(VIETNAMESE) == 146
    assert widths.keys() >= VIETNAMESE
    assert all(0 < widths[letter] < 1.2 for letter in VIETNAMESE)


def test_the_reserved_name_is_in_no_font_that_is_passed_on():
    for path in sorted(font.FOLDER.glob("*.ttf")):
        data = path.read_bytes()
        for name in ("Liberation", "Tinos"):
            assert name.encode("utf-16-be") not in data
            assert name.encode() not in data
    assert "SIL OPEN FONT LICENSE" in (font.FOLDER / "OFL.txt").read_text("utf-8")


COMPOUNDS = FixedWords("vi").compounds


def test_a_title_is_broken_evenly_and_never_in_a_compound():
    lines = title_lines(everything().summary, 150, COMPOUNDS)
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2020,",
        "triển khai nhiệm vụ năm 2021 và ký kết giao ước thi đua",
    ]


@pytest.mark.parametrize("text", ["", "Một", LONG, LONG * 4, LONG.replace(" ", "") * 3])
def test_a_title_keeps_every_word(text):
    lines = title_lines(text, 150, COMPOUNDS)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(font.millimetres(line, 14, "Bold") <= 150 or " " not in line for line in lines)


def test_the_name_of_the_state_fits_on_its_line():
    country, motto = FixedWords("vi").motto(party=False)
    assert font.millimetres(country, 13, "Bold") <= 97
    assert font.millimetres(motto, 14, "Bold") <= 97


@pytest.mark.parametrize(("candidates", "per_page"), [(3, 4), (11, 4), (14, 2), (60, 1)])
def test_as_many_slips_on_a_page_as_their_text_allows(candidates, per_page):
    columns, rows = slip_grid(ballots(candidates).slips[0])
    assert columns * rows == per_page
    width, height = slip_area((columns, rows))
    assert columns * width <= SLIPS.room
    assert rows * height <= SLIPS.height - SLIPS.top - SLIPS.bottom
    assert width > 2 * SLIP_INSET
