"""DOCX through LibreOffice and PDF by typst are the same paper: words, pages, lines, numbers.

Needs `soffice` and `pdftotext` (libreoffice-writer, poppler-utils); where they are missing the
tests are skipped, and say so. One start of LibreOffice converts all files.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby

import pytest

from tests.paper_pdfs import DOTS, Made, Picture, letters_of, made_by_both, needs_office, text_of
from tests.paper_samples import DRAWING, ballots, everything
from thidua_tui.formatting.papers.blocks import Paragraph
from thidua_tui.formatting.papers.fixed_words import FixedWords

pytestmark = needs_office
TYPED = "nhất trí với *báo cáo* #x $y$ [z] &amp; <b> ]]>."
bare = partial(everything, remark=TYPED, drawing=DRAWING.replace("98,25", ""))
"""A paper whose words are all in its text: in a DOCX a drawing may be a raster."""
SAMPLES = {
    "minutes": bare(),
    "remarks": bare(remarks=60, signers=1),
    "two-rows": bare(rows=2, remarks=1, signers=3),
    "party": bare(party=True),
    "english": bare(lang="en", signers=4),
    "ballots": ballots(),
    "long-ballots": ballots(14, 3),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Made]:
    return made_by_both(SAMPLES, tmp_path_factory.mktemp("papers"))


@pytest.mark.parametrize("name", SAMPLES)
def test_both_have_the_same_letters_and_nearly_as_many_pages(made, name):
    office, typst = made[name]
    assert letters_of(office) == letters_of(typst)
    pages = [text_of(file).count("\f") for file in made[name]]
    assert abs(pages[0] - pages[1]) <= 1


@pytest.mark.parametrize("name", ["minutes", "party", "english"])
def test_the_words_of_a_pdf_are_read_out_in_order_with_every_mark(made, name):
    paragraphs = [one.text for one in SAMPLES[name].blocks if isinstance(one, Paragraph)]
    found = "".join(text_of(made[name].typst, "-raw").split())
    places = [found.find("".join(text.split())) for text in paragraphs]
    assert len(places) > 3
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["minutes", "party", "english"])
def test_the_name_of_the_state_is_on_one_line(made, name):
    paper = SAMPLES[name]
    party = paper.heading is not None and paper.heading.party
    for file in made[name]:
        lines = [re.sub(r"\s+", " ", line) for line in text_of(file, "-layout").splitlines()]
        for wanted in FixedWords(paper.lang).motto(party=party):
            assert any(wanted.replace("\u00a0", " ") in line for line in lines)


def longest_dark(row: bytes) -> int:
    runs = groupby(row, lambda dot: dot < 128)
    return max((len(list(run)) for dark, run in runs if dark), default=0)


@pytest.mark.parametrize("name", ["minutes", "party", "two-rows"])
def test_the_line_below_the_motto_does_not_touch_it(made, name):
    for file in made[name]:
        rows = Picture.of(file, 1).band(20, 45, left=98, right=195)
        long = [n for n, row in enumerate(rows) if longest_dark(row) > 40 / 25.4 * DOTS]
        assert long, "there is no line"
        assert long[-1] - long[0] <= 2, "the line is thick, or there are two"
        line = rows[long[0]]
        dark = [place for place, dot in enumerate(line) if dot < 128]
        for near in (long[0] - 2, long[-1] + 2):
            assert min(rows[near][dark[0] : dark[-1]]) > 160, "the line touches the words"


def test_the_first_page_has_no_number_and_the_second_has_one(made):
    for file in made["remarks"]:
        first, second = (Picture.of(file, page).band(5, 19) for page in (1, 2))
        assert min(map(min, first)) > 200
        assert min(map(min, second)) < 128


def test_no_page_of_slips_has_a_number_or_runs_over(made):
    for file in made["ballots"]:
        for page in (2, 3):
            assert min(map(min, Picture.of(file, page).band(2, 9))) > 200
        assert text_of(file).count("\f") == 3


def test_nothing_is_printed_in_the_margins(made):
    for name in ("minutes", "remarks", "english"):
        for file in made[name]:
            picture = Picture.of(file, 1)
            for band in (picture.band(0, 297, 0, 28), picture.band(0, 297, 197, 210)):
                assert min(map(min, band)) > 200


def test_signatures_are_never_alone_on_a_page(made):
    """The page that has the posts has the last words of the body, too."""
    for name in ("minutes", "remarks", "two-rows", "english"):
        for file in made[name]:
            page = next(one for one in text_of(file).split("\f") if "TM. CỤM THI ĐUA" in one)
            assert "Hội nghị kết thúc" in page
