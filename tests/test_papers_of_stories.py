"""Each paper of the demo, the articles and the extremes is the same by typst and LibreOffice.

The words are equal after white space, the pages at most one apart, Quốc hiệu is on one line, the
first page has no number, and neither signatures nor the code are alone on a page. Usually a few
papers of each story are compared, with THIDUA_LONG all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import groupby

import pytest

from tests.amount import LEVEL
from tests.paper_pdfs import Made, body_of, made_by_both, needs_office, text_of
from tests.paper_stories import articles, demo, extremes, papers_of
from tests.paper_words import block_texts, tables
from thidua_tui.formatting.papers.blocks import Paper
from thidua_tui.formatting.papers.fixed_words import FixedWords
from thidua_tui.parsing.paper_file import read_paper_file
from thidua_tui.parsing.pdf_text import pdf_pages
from thidua_tui.queries.pdf_comparison import differing_lines

pytestmark = needs_office
TOP = ("-x", "0", "-y", "0", "-W", "595", "-H", "54")
"""The margin above the text, in points: where the number of a page is."""


def chosen() -> dict[str, Paper]:
    """Every paper; or the first of each kind of each story."""
    stories = {"demo": demo(), "articles": articles(), **extremes()}
    found = {n: p for name, ledger in stories.items() for n, p in papers_of(name, ledger).items()}
    if LEVEL:
        return found
    of_kind = groupby(found.items(), lambda item: item[0].rpartition("-")[0])
    return dict(next(papers) for _, papers in of_kind)


@pytest.fixture(scope="module")
def papers() -> dict[str, Paper]:
    return chosen()


@pytest.fixture(scope="module")
def made(papers, tmp_path_factory) -> dict[str, Made]:
    return made_by_both(papers, tmp_path_factory.mktemp("papers"))


def bare(text: str) -> str:
    return "".join(text.split())


def without_repeated(paper: Paper, text: str) -> str:
    """The text with the heading of each table once: it is repeated where a page ends."""
    for heading, count in Counter(
        bare("".join(column.title for column in table.columns)) for table in tables(paper)
    ).items():
        text = text.replace(heading, "", max(0, text.count(heading) - count))
    return text


def both(papers: Mapping[str, Paper], made: Mapping[str, Made]) -> list[tuple[str, Paper, Made]]:
    return [(name, paper, made[name]) for name, paper in papers.items()]


def test_the_words_are_the_same_and_the_pages_at_most_one_apart(papers, made):
    for name, paper, (office, typst) in both(papers, made):
        one, other = (Counter(without_repeated(paper, body_of(file))) for file in (office, typst))
        assert (one - other, other - one) == (Counter(), Counter()), name
        pages = [text_of(file).count("\f") for file in (office, typst)]
        assert abs(pages[0] - pages[1]) <= 1, name


def test_quoc_hieu_is_on_one_line_and_the_first_page_has_no_number(papers, made):
    for name, paper, files in both(papers, made):
        for file in files:
            if paper.heading:
                text = re.sub(r"[^\S\n]+", " ", text_of(file, "-layout"))
                for line in FixedWords(paper.lang).motto(party=paper.heading.party):
                    assert line.replace("\u00a0", " ") in text, (name, file.name)
            tops = [page.strip() for page in text_of(file, *TOP).split("\f")]
            assert not tops[0], (name, file.name)
            if len(tops) > 2 and not (paper.slips or paper.each):
                assert tops[1] == "2", (name, file.name)


def test_signatures_are_never_alone_on_a_page(papers, made):
    """The page with the first place to sign has the end of the body, too."""
    for name, paper, files in both(papers, made):
        if not paper.signatures or not paper.blocks:
            continue
        end = bare([*block_texts(paper.blocks[-1])][-1])[-12:]
        first = paper.signatures[0]
        for file in files:
            pages = [bare(page) for page in text_of(file).split("\f")]
            signed = [page for page in pages if bare(first.authority or first.post) in page]
            assert any(end in page for page in signed), (name, file.name)


def test_the_code_is_never_alone_on_a_page(papers, made):
    for name, paper, files in both(papers, made):
        if not paper.code:
            continue
        for file in files:
            pages = [bare(page) for page in text_of(file).split("\f")]
            (*_, last) = [page for page in pages if bare(paper.code) in page]
            strip = len(bare(paper.code)) + len(bare(paper.code_note)) + 3
            assert len(last) > strip, (name, file.name)


def test_neither_way_is_called_altered(papers, made):
    """The lines of the register are found in a PDF by typst, and in one that an office saved."""
    names = [name for name in papers if name.startswith(("demo", "eleven"))][:: 3 - LEVEL]
    for name in names:
        office, typst = made[name]
        lines = read_paper_file(office.with_suffix(".docx").read_bytes(), "").lines or []
        for file in (typst, office):
            assert differing_lines(lines, pdf_pages(file.read_bytes())) == (), (name, file.name)
