"""Paragraphs, tables and pictures as WordprocessingML, with their parts in the order of the schema.

Lengths are millimetres, sizes and spaces points. A text is passed through `events.text.plain`: no
letter in it is markup, and none is forbidden in XML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal, NamedTuple, TypeAlias

from events.text import plain

Justify: TypeAlias = Literal["left", "center", "right", "both"]
_EMU, _TWIPS = 36_000, 1440 / 25.4
"""Of a millimetre."""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def twips(millimetres: float) -> int:
    """Return millimetres as twentieths of a point."""
    return round(millimetres * _TWIPS)


class Run(NamedTuple):
    """The content of a paragraph, and its size, which its mark has, too: Word measures by it."""

    xml: str = ""
    size: float = 14


def run(text: str, size: float = 14, *, bold: bool = False, italic: bool = False) -> Run:
    """Return a run of text."""
    marks = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * italic
    shown = f'<w:t xml:space="preserve">{escape(plain(text))}</w:t>'
    return Run(f"<w:r><w:rPr>{marks}{_size(size)}</w:rPr>{shown}</w:r>", size)


def _size(size: float) -> str:
    return f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>'


def paragraph(
    content: Run = Run(),  # noqa: B008 - a constant
    justify: Justify = "both",
    *,
    before: float = 0,
    after: float = 0,
    first: float = 0,
    sides: float = 0,
    keep: bool = False,
    outline: int = 0,
) -> str:
    """Return a paragraph.

    Args:
        content: Its run.
        justify: How its lines are aligned.
        before: The space above it.
        after: The space below it.
        first: The indent of its first line.
        sides: The indent on the left and on the right.
        keep: Whether it stays on the page of what follows.
        outline: Its level in the structure of the document, from 1; 0 for none.
    """
    level = f'<w:outlineLvl w:val="{outline - 1}"/>' if outline else ""
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' * keep}{_spacing(before, after)}"
        f'<w:ind w:left="{twips(sides)}" w:right="{twips(sides)}" w:firstLine="{twips(first)}"/>'
        f'<w:jc w:val="{justify}"/>{level}<w:rPr>{_size(content.size)}</w:rPr></w:pPr>'
        f"{content.xml}</w:p>"
    )


def _spacing(before: float, after: float, line: str = 'w:line="240" w:lineRule="auto"') -> str:
    return f'<w:spacing w:before="{round(20 * before)}" w:after="{round(20 * after)}" {line}/>'


def rule(length: float, room: float, *, after: float = 0, keep: bool = False) -> str:
    """Return a line in the middle: the border of an empty paragraph between indents.

    Underlining is as long as the words, and a drawing moves. The mark of the paragraph is small,
    or the line would run through the text above.
    """
    side = twips(max(0, (room - length) / 2))
    border = '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    exact = 'w:line="40" w:lineRule="exact"'
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' * keep}<w:pBdr>{border}</w:pBdr>{_spacing(4, after, exact)}"
        f'<w:ind w:left="{side}" w:right="{side}"/><w:rPr>{_size(2)}</w:rPr></w:pPr></w:p>'
    )


def gap(height: float = 0, *, keep: bool = False, new_page: bool = False, section: str = "") -> str:
    """Return an empty paragraph of a height in points, which may begin a page or end a section."""
    head = "<w:keepNext/>" * keep + "<w:pageBreakBefore/>" * new_page
    spacing = _spacing(0, 0, f'w:line="{max(20, round(20 * height))}" w:lineRule="exact"')
    return f"<w:p><w:pPr>{head}{spacing}<w:rPr>{_size(1)}</w:rPr>{section}</w:pPr></w:p>"


def table(
    widths: Sequence[float],
    rows: Iterable[Sequence[str]],
    *,
    border: str = "",
    titled: bool = False,
    height: float = 0,
    padding: float = 0,
    middle: bool = False,
    tail: str = "",
) -> str:
    """Return a table in the middle of the page; no row is broken.

    Columns have their widths twice: LibreOffice reads the grid, Word the cells.

    Args:
        widths: The widths of the columns.
        rows: The paragraphs of each cell, as many as columns.
        border: The kind of its lines (`single`, `dashed`); empty for none.
        titled: Whether the first row is repeated on each page.
        height: The least height of a row, but of the title; 0 for that of its text.
        padding: Between a line and the text, on the left and on the right.
        middle: Whether cells are centred from top to bottom.
        tail: Paragraphs below the last row, as wide as the table and without a frame. LibreOffice
            keeps a row with the next one, and no table with what follows it.
    """
    line = f'w:val="{border or "nil"}"' + ' w:sz="4" w:space="0" w:color="000000"' * bool(border)
    cell_space = "".join(
        f'<w:{side} w:w="{twips(padding)}" w:type="dxa"/>' for side in ("left", "right")
    )
    sizes = [twips(width) for width in widths]
    lines = "".join(f"<w:{side} {line}/>" for side in _SIDES)
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    head = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{cell_space}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
    align = '<w:vAlign w:val="center"/>' * middle
    tall = f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' * bool(height)
    parts = [head]
    for number, row in enumerate(rows):
        title = titled and number == 0
        kind = "<w:tblHeader/>" if title else tall
        parts.append(f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>")
        parts += [
            f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{align}</w:tcPr>{cell}</w:tc>'
            for size, cell in zip(sizes, row, strict=True)
        ]
        parts.append("</w:tr>")
    if tail:
        open_sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
        parts.append(
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{sum(sizes)}"'
            f' w:type="dxa"/><w:gridSpan w:val="{len(sizes)}"/><w:tcBorders>{open_sides}'
            '</w:tcBorders><w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
            f"</w:tcMar></w:tcPr>{tail}</w:tc></w:tr>"
        )
    return "".join([*parts, "</w:tbl>"])


def picture(number: int, raster: str, vector: str, alt: str, width: float, height: float) -> Run:
    """Return a run with a picture.

    Args:
        number: Its number in the document, from 1.
        raster: The id of the relationship to its PNG.
        vector: That to its SVG, which Word prefers; empty for none.
        alt: What it shows.
        width: Its width.
        height: Its height.
    """
    extent = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
    drawn = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip'
        f' r:embed="{vector}"/></a:ext></a:extLst>' * bool(vector)
    )
    named = f'id="{number}" name="{number}" descr="{escape(plain(alt))}"'
    return Run(
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {named}/><a:graphic><a:graphicData"
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f"<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{raster}">'
        f"{drawn}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
