"""A paper as a DOCX file by Nghị định 30/2020, for Word and LibreOffice.

The same paper gives the same bytes. The file names Times New Roman and embeds no font.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from thidua_tui.formatting.papers import blocks, docx_frame, docx_package
from thidua_tui.formatting.papers.docx_base import NO_BASE, Base
from thidua_tui.formatting.papers.docx_blocks import Blocks, Media
from thidua_tui.formatting.papers.docx_package import Properties, Relation
from thidua_tui.formatting.papers.docx_xml import gap, paragraph, run, table, twips
from thidua_tui.formatting.papers.fixed_words import FixedWords
from thidua_tui.formatting.papers.page import (
    SLIP_INSET,
    SLIP_SIZE,
    SLIPS,
    Page,
    has_body,
    slip_area,
    slip_grid,
)

_NUMBER = '<w:headerReference w:type="default" r:id="rIdNumber"/>'
_AGAIN = '<w:pgNumType w:start="1"/>'
_NO_NUMBER = '<w:headerReference w:type="default" r:id="rIdNoNumber"/>'


class _Section(NamedTuple):
    """Pages of one kind: what they hold, their size, the references to their headers.

    `begins` says that a copy of the paper begins there: its first page has no number.
    """

    body: str
    page: Page
    headers: str
    begins: bool = False


def render(paper: blocks.Paper, facts: bytes, base: Base = NO_BASE) -> bytes:
    """Return a paper as a DOCX file.

    Args:
        paper: The paper.
        facts: Its facts as canonical JSON, which the file carries; empty for none.
        base: What a DOCX file of the office gives: styles, page, header and footer.
    """
    media = Media()
    body = _body(_sections(paper, base, media), first_differs=base.first_differs)
    found = [
        Relation("rIdStyles", "styles", "styles.xml"),
        Relation("rIdSettings", "settings", "settings.xml"),
        Relation("rIdNumber", "header", "header98.xml"),
        Relation("rIdNoNumber", "header", "header99.xml"),
        *base.relations,
        *media.relations,
    ]
    parts = {
        "_rels/.rels": docx_package.root_relations(),
        "word/document.xml": docx_package.document(body),
        "word/styles.xml": base.styles or docx_package.styles(paper.lang),
        "word/settings.xml": docx_package.settings(),
        "word/header98.xml": docx_package.header(number=True),
        "word/header99.xml": docx_package.header(number=False),
        **base.parts,
        **media.parts,
        "docProps/core.xml": docx_package.core(_properties(paper)),
    }
    if facts:
        found.append(Relation("rIdFacts", "customXml", f"../{docx_package.FACTS_PART}"))
        parts[docx_package.FACTS_PART] = docx_package.facts_part(facts)
    parts["word/_rels/document.xml.rels"] = docx_package.relations(found)
    return docx_package.pack(parts)


def _properties(paper: blocks.Paper) -> Properties:
    heading = paper.heading or blocks.Heading()
    title = f"{paper.name.capitalize()} {heading.number}".strip()
    return Properties(title, heading.issuer, paper.code, paper.lang, paper.on)


def _sections(paper: blocks.Paper, base: Base, media: Media) -> list[_Section]:
    words, headers = FixedWords(paper.lang), base.headers or _NUMBER
    found = list[_Section]()
    for copy in blocks.copies(paper) if has_body(paper) else ():
        strip = "" if paper.annexes else _strip(paper, media, base.page)
        body = _main(paper, copy, words, media, base.page, strip)
        found.append(_Section(body, base.page, headers, begins=True))
    for annex in paper.annexes:
        page = base.page.turned() if annex.landscape else base.page
        drawn = Blocks(media, page.room, size=13)
        strip = _strip(paper, media, page) if annex is paper.annexes[-1] else ""
        titles = docx_frame.annex_titles(annex, words, page.room)
        body = "".join([titles, *_drawn(drawn, annex.blocks, strip)])
        found.append(_Section(body, page, headers))
    found += [_Section(_slips(slip, media), SLIPS, _NO_NUMBER) for slip in paper.slips]
    return found


def _strip(paper: blocks.Paper, media: Media, page: Page) -> str:
    return docx_frame.code_strip(paper, media, page.room) if paper.code else ""


def _drawn(
    drawn: Blocks, found: Sequence[blocks.Block], tail: str = "", *, keep: bool = False
) -> Iterator[str]:
    """Yield blocks; the last stays with its tail, or with what follows."""
    last = len(found) - 1
    for n, one in enumerate(found):
        yield drawn.block(one, keep=keep and n == last, tail=tail if n == last else "")


def _main(
    paper: blocks.Paper,
    copy: Sequence[blocks.Block],
    words: FixedWords,
    media: Media,
    page: Page,
    strip: str,
) -> str:
    """The pages from the heading to the recipients; the code after the last of these."""
    ends = bool(paper.signatures or paper.recipients)
    return "".join(
        [
            docx_frame.heading(paper, words, page.room),
            docx_frame.title(paper, words, page.room),
            *_drawn(
                Blocks(media, page.room),
                copy,
                "" if ends else strip,
                keep=bool(paper.signatures or strip),
            ),
            docx_frame.ending(paper, words, page.room, strip if ends or not copy else ""),
        ]
    )


def _slips(slip: blocks.Slip, media: Media) -> str:
    columns = slip_grid(slip)[0]
    width, height = slip_area(slip_grid(slip))
    drawn = Blocks(media, width - 2 * SLIP_INSET, size=SLIP_SIZE)
    titles = [paragraph(run(title, 13, bold=True), "center") for title in slip.titles]
    cell = "".join([gap(8), *titles, gap(6), *map(drawn.block, slip.blocks), gap()])
    cells = [cell] * slip.copies + [paragraph()] * (-slip.copies % columns)
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    sheet = table((width,) * columns, rows, border="dashed", height=height, padding=SLIP_INSET)
    return sheet + gap()


def _body(sections: list[_Section], *, first_differs: bool) -> str:
    """The sections, each with its end: that of the last is in no paragraph."""
    ends = [
        _end(one, first=first_differs and (n == 0 or one.begins), again=n > 0 and one.begins)
        for n, one in enumerate(sections)
    ]
    between = [gap(section=end) for end in ends[:-1]]
    return "".join(
        one.body + end for one, end in zip(sections, [*between, *ends[-1:]], strict=True)
    )


def _end(section: _Section, *, first: bool, again: bool) -> str:
    """The end of a section: its headers and page; `first` for no number on its first page."""
    page, turned = section.page, ""
    if page.width > page.height:
        turned = ' w:orient="landscape"'
    edges = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    margins = " ".join(f'w:{name}="{twips(edge)}"' for name, edge in edges.items())
    return (
        f'<w:sectPr>{section.headers}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
        f'<w:pgMar {margins} w:header="{twips(page.header)}" w:footer="{twips(page.footer)}"'
        f' w:gutter="0"/>{_AGAIN * again}{"<w:titlePg/>" * first}</w:sectPr>'
    )
