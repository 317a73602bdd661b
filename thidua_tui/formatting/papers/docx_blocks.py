"""The blocks of a paper as WordprocessingML."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from importlib.util import find_spec

from thidua_tui.formatting.papers import blocks
from thidua_tui.formatting.papers.column_widths import INSET, column_widths
from thidua_tui.formatting.papers.docx_package import Relation
from thidua_tui.formatting.papers.docx_xml import Run, gap, paragraph, picture, run, table

_VIEW = re.compile(r'viewBox="\s*[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)')
FIRST = 10
"""The indent of a paragraph in millimetres."""


class Media:
    """The pictures of a file, with their relations."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.relations: list[Relation] = []
        self._shown = 0

    def picture(self, png: bytes, svg: bytes | None, alt: str, size: tuple[float, float]) -> Run:
        """Return a run with a picture.

        Args:
            png: The picture for programs that cannot draw the SVG.
            svg: The picture as SVG; None for none.
            alt: What it shows.
            size: Its width and height in millimetres.
        """
        self._shown += 1
        raster = self._added(png, "png")
        vector = self._added(svg, "svg") if svg is not None else ""
        return picture(self._shown, raster, vector, alt, *size)

    def _added(self, data: bytes, end: str) -> str:
        name = f"media/image{len(self.parts) + 1}.{end}"
        self.parts[f"word/{name}"] = data
        self.relations.append(Relation(f"rIdImage{len(self.parts)}", "image", name))
        return self.relations[-1].id


class Blocks:
    """Blocks in a column of the page.

    Attributes:
        media: Where pictures go.
        room: The width of the column in millimetres.
        size: The size of the text; a table has a point less.
    """

    def __init__(self, media: Media, room: float, *, size: float = 14) -> None:
        self.media, self.room, self.size = media, room, size

    def block(self, block: blocks.Block, *, keep: bool = False, tail: str = "") -> str:
        """Return a block.

        Args:
            block: The block.
            keep: Whether its end stays on the page of what follows.
            tail: Paragraphs that follow it on the page of its end.
        """
        shown = self._block(block, keep=keep or bool(tail), tail=tail)
        return shown if isinstance(block, blocks.Table) else shown + tail

    def _block(self, block: blocks.Block, *, keep: bool, tail: str) -> str:
        """The block; a table has the tail in it."""
        match block:
            case blocks.Paragraph(text=text, style="center"):
                return paragraph(run(text, self.size), "center", after=6, keep=keep)
            case blocks.Paragraph(text=text, style=style):
                shown = run(text, self.size, bold=style == "bold", italic=style == "italic")
                return self._body(shown, keep=keep or style == "bold" or text.endswith(":"))
            case blocks.SectionTitle(text=text):
                shown = run(text, self.size, bold=True)
                return paragraph(
                    shown, "left", before=4, after=6, first=FIRST, keep=True, outline=2
                )
            case blocks.LabelledLine(label=label, text=text):
                return self._body(run(f"{label}: {text}", self.size), keep=keep)
            case blocks.Addressee(label=label, names=names):
                return self._addressee(label, names)
            case blocks.Basis(text=text):
                return self._body(run(text, self.size, italic=True), keep=keep)
            case blocks.Table():
                shown_table = self._table(block, keep=keep, tail=tail)
                return shown_table + gap(8, keep=keep and not tail)
            case blocks.Picture(svg=svg, alt=alt, width=width):
                return paragraph(self._picture(svg, alt, width), "center", after=6, keep=keep)
            case blocks.PageBreak():
                return gap(new_page=True)

    def _body(self, shown: Run, *, keep: bool) -> str:
        return paragraph(shown, after=6, first=FIRST, keep=keep)

    def _addressee(self, label: str, names: Sequence[str]) -> str:
        if len(names) == 1:
            shown = run(f"{label}: {names[0]}.", self.size)
            return paragraph(shown, "center", before=6, after=12)
        signs = [";"] * (len(names) - 1) + ["."]
        lines = "".join(
            paragraph(run(f"- {name}{sign}", self.size), "left", before=4)
            for name, sign in zip(names, signs, strict=True)
        )
        heading = paragraph(run(f"{label}:", self.size), "right", before=4)
        return table((self.room * 0.29, self.room * 0.71), [(heading, lines)], padding=1) + gap(12)

    def _table(self, found: blocks.Table, *, keep: bool, tail: str) -> str:
        size = self.size - 1
        titles = [
            paragraph(run(column.title, size, bold=True), "center", before=2, after=2, keep=True)
            for column in found.columns
        ]
        last = len(found.rows) - 1
        rows = [
            [
                paragraph(
                    run(cell, size),
                    column.align,
                    before=2,
                    after=2,
                    keep=keep and number == last,
                )
                for cell, column in zip(row, found.columns, strict=True)
            ]
            for number, row in enumerate(found.rows)
        ]
        return table(
            column_widths(found, self.room, size),
            [titles, *rows],
            border="single",
            titled=True,
            height=found.row_height,
            padding=INSET,
            middle=True,
            tail=tail,
        )

    def _picture(self, svg: str, alt: str, width: float) -> Run:
        view = _VIEW.search(svg)
        ratio = float(view[2]) / float(view[1]) if view else 0.5
        size = (min(width, self.room), min(width, self.room) * ratio)
        return self.media.picture(raster(svg, size[0]), svg.encode(), alt, size)


def raster(svg: str, width: float) -> bytes:
    """Return a drawing as PNG, for programs that draw no SVG.

    Without typst it is one white point: Word 2016 and later draw the SVG.
    """
    if find_spec("typst") is None:
        return blank_png()
    from thidua_tui.formatting.papers.pdf_layout import png

    return png(svg, width)


def blank_png() -> bytes:
    """Return a PNG of one white point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
        )

    head = chunk(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
    )
