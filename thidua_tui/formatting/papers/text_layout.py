"""A paper as lines of text, for the terminal and for a preview."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from events.text import plain
from thidua_tui.formatting.papers import blocks
from thidua_tui.formatting.papers.fixed_words import FixedWords
from thidua_tui.formatting.papers.page import has_body
from thidua_tui.formatting.tables.render import NARROWEST, drawn
from thidua_tui.formatting.tables.render import Paper as Sheet

GAP = re.compile("…{2,}")
"""What is left for the pen: a screen marks it."""
FIRST, NARROW = 4, 64
"""The indent of a paragraph in characters; the width below which nothing is side by side."""


def render(paper: blocks.Paper, width: int = 80) -> list[str]:
    """Return the lines of a paper, none longer than `width` but for a long word.

    Args:
        paper: The paper.
        width: The characters of a line, at least 20.
    """
    words, width = FixedWords(paper.lang), max(width, 20)
    lines = list[str]()
    for copy in blocks.copies(paper):
        lines += ["", "─" * width, ""] if lines else []
        lines += _body(paper, copy, words, width)
    for annex in paper.annexes:
        lines += ["", "─" * width, *_titles(annex.titles, width), ""]
        lines += [line for block in annex.blocks for line in _block(block, width)]
    for slip in paper.slips:
        lines += ["", _cut(words.cut, slip.copies, width), *_titles(slip.titles, width), ""]
        lines += [line for block in slip.blocks for line in _block(block, width)]
    if paper.code:
        lines += ["", *_wrapped(plain(paper.code), width), *_wrapped(plain(paper.code_note), width)]
    return _without_doubled_gaps(lines)


def _body(
    paper: blocks.Paper, copy: Sequence[blocks.Block], words: FixedWords, width: int
) -> Iterator[str]:
    """From the heading to the recipients, of one copy."""
    yield from _heading(paper, words, width)
    yield ""
    if has_body(paper):
        yield from (*_centred(paper.name, width), *_centred(paper.summary, width), "")
    for block in copy:
        yield from _block(block, width)
    yield from _signatures(paper.signatures, width)
    yield from _recipients(paper.recipients, words, width)


def _heading(paper: blocks.Paper, words: FixedWords, width: int) -> list[str]:
    """Issuer and number on the left, Quốc hiệu and day on the right; or one below the other."""
    found = paper.heading
    if found is None:
        return [*_centred(paper.draft, width)]
    narrow = width < NARROW
    widths = (width, width) if narrow else (width * 2 // 5, width - width * 2 // 5)
    top = (
        (found.superior.upper(), found.issuer.upper(), "*" if found.party else "─" * 7),
        (*words.motto(party=found.party), "─" * 15),
    )
    bottom = ((found.number, paper.draft), (found.place_and_day,))
    lines = list[str]()
    for texts in (top, bottom):
        sides = [_titles(side, size) for side, size in zip(texts, widths, strict=True)]
        lines += [*sides[0], *sides[1]] if narrow else _side_by_side(sides, widths)
    return lines


def _block(block: blocks.Block, width: int) -> Iterator[str]:
    match block:
        case blocks.Paragraph(text=text, style="center"):
            yield from _centred(text, width)
        case blocks.Paragraph(text=text, level=level):
            yield from _wrapped(plain(text), width, " " * FIRST * min(1 + level, 3))
        case blocks.SectionTitle(text=text):
            yield ""
            yield from _wrapped(plain(text), width, " " * FIRST)
        case blocks.LabelledLine(label=label, text=text):
            yield from _wrapped(f"{plain(label)}: {plain(text)}", width, " " * FIRST)
        case blocks.Addressee(label=label, names=names):
            yield from _addressees(plain(label), [plain(name) for name in names], width)
        case blocks.Basis(text=text):
            yield from _wrapped(plain(text), width, " " * FIRST)
        case blocks.Table():
            yield ""
            yield from _table(block, width)
            yield ""
        case blocks.Picture(alt=alt):
            yield from _wrapped(f"[{plain(alt)}]", width)
        case blocks.PageBreak():
            yield ""
            yield "─" * width


def _addressees(label: str, names: Sequence[str], width: int) -> Iterator[str]:
    if len(names) == 1:
        yield from _centred(f"{label}: {names[0]}.", width)
    else:
        yield f"{' ' * FIRST}{label}:"
        for number, name in enumerate(names, 1):
            sign = "." if number == len(names) else ";"
            yield from _wrapped(f"- {name}{sign}", width, " " * 2 * FIRST)
    yield ""


def _table(table: blocks.Table, width: int) -> list[str]:
    """The table as a grid; where it does not fit, each row as lines of heading and cell."""
    rows = [[plain(cell) for cell in row] for row in table.rows]
    titles = [plain(column.title) for column in table.columns]
    sheet = Sheet(width=width, decorated=True)
    if len(titles) * (NARROWEST + 3) < width:
        return drawn(rows, sheet, titles, [column.align for column in table.columns]).splitlines()
    pairs = [[list(pair) for pair in zip(titles, row, strict=True)] for row in rows]
    return [line for row in pairs for line in drawn(row, sheet, (), ("left",) * 2).splitlines()]


def _signatures(signatures: Sequence[blocks.Signature], width: int) -> Iterator[str]:
    per_row = max(1, min(len(signatures), 3 if width >= NARROW else 1))
    for start in range(0, len(signatures), per_row):
        yield ""
        row = signatures[start : start + per_row]
        if len(row) == 1 and width >= NARROW:
            row = [blocks.Signature(post=""), *row]
        widths = [width // len(row)] * len(row)
        columns = [
            [
                *_centred(one.authority, size),
                *_centred(one.post, size),
                *(["", ""] if one.post else []),
                *_centred(one.name, size),
            ]
            for one, size in zip(row, widths, strict=True)
        ]
        yield from _side_by_side(columns, widths)


def _recipients(recipients: Sequence[str], words: FixedWords, width: int) -> Iterator[str]:
    if recipients:
        yield ""
        yield words.recipients
        for one in recipients:
            yield from _wrapped(f"- {plain(one)}", width)


def _cut(label: str, copies: int, width: int) -> str:
    return f"✂ {label} (× {copies}) ".ljust(width, "╌")


def _titles(titles: Sequence[str], width: int) -> list[str]:
    return [line for title in titles for line in _centred(title, width)]


def _centred(text: str, width: int) -> Iterator[str]:
    for line in _wrapped(plain(text), width) if text else ():
        yield f"{' ' * ((width - cell_len(line)) // 2)}{line}"


def _wrapped(text: str, width: int, indent: str = "") -> Iterator[str]:
    """Yield lines; only the first is indented, as in a paragraph on paper."""
    held = indent.replace(" ", "\u00a0")  # the wrapping keeps no blank at a beginning
    for line in Content(held + text).wrap(width):
        yield line.plain.rstrip().replace("\u00a0", " ")


def _side_by_side(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for cells in zip_longest(*columns, fillvalue=""):
        line = "".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)
        )
        yield line.rstrip()


def _without_doubled_gaps(lines: Sequence[str]) -> list[str]:
    """Leave one empty line where there are several, and none at the ends."""
    kept = [line for line, above in zip(lines, ["", *lines], strict=False) if line or above]
    while kept and not kept[-1]:
        kept.pop()
    return kept[1:] if kept and not kept[0] else kept
