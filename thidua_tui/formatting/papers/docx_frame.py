"""What surrounds the blocks of a paper, as WordprocessingML: heading, title, signatures, code."""

from __future__ import annotations

import io
from collections.abc import Sequence

from thidua_tui.formatting.papers import blocks
from thidua_tui.formatting.papers.docx_blocks import Media
from thidua_tui.formatting.papers.docx_xml import gap, paragraph, rule, run, table
from thidua_tui.formatting.papers.fixed_words import FixedWords
from thidua_tui.formatting.papers.font import millimetres
from thidua_tui.formatting.papers.title_lines import LEFT, annex_lines, issuer_lines, summary_lines

SIGNING = 4
"""Lines that are left for the hand and the stamp."""


def heading(paper: blocks.Paper, words: FixedWords, room: float) -> str:
    """Return issuer and number on the left, Quốc hiệu or the Party, place and day on the right."""
    found = paper.heading
    draft = paragraph(run(paper.draft, 13, bold=True), "center", before=4) if paper.draft else ""
    if found is None:
        return draft
    widths = left, right = room * LEFT, room * (1 - LEFT)
    number = paragraph(run(found.number, 13), "center", before=4) + draft
    day = paragraph(run(found.place_and_day, 14, italic=True), "center", before=4)
    top = _issuer(found, words, room, left), _country(words, party=found.party, room=right)
    return table(widths, (top, (number, day)))


def _issuer(found: blocks.Heading, words: FixedWords, room: float, column: float) -> str:
    lines = issuer_lines(found, words, room)
    parts = [paragraph(run(found.superior.upper(), 13), "center")] if found.superior else []
    parts += [paragraph(run(line, 13, bold=True), "center") for line in lines]
    third = max(millimetres(line, 13, "Bold") for line in lines) / 3
    parts.append(paragraph(run("*", 13), "center") if found.party else rule(third, column))
    return "".join(parts)


def _country(words: FixedWords, *, party: bool, room: float) -> str:
    motto, sizes = words.motto(party=party), (15,) if party else (13, 14)
    parts = [
        paragraph(run(line, size, bold=True), "center")
        for line, size in zip(motto, sizes, strict=True)
    ]
    return "".join([*parts, rule(millimetres(motto[-1], sizes[-1], "Bold"), room)])


def title(paper: blocks.Paper, words: FixedWords, room: float) -> str:
    """Return the name of the kind and the title, with a line below."""
    lines = summary_lines(paper, words, room)
    if not (paper.name or lines):
        return ""
    parts = [paragraph(run(paper.name, bold=True), "center", before=18, keep=True, outline=1)]
    parts += [paragraph(run(line, bold=True), "center", keep=True) for line in lines]
    return "".join([*parts, rule(50, room, after=10, keep=True)])


def annex_titles(annex: blocks.Annex, words: FixedWords, room: float) -> str:
    """Return the titles of an annex: capitals, bold, the last in italics."""
    last = len(annex.titles) - 1
    parts = [
        paragraph(
            run(line, bold=n < last or last == 0, italic=0 < n == last),
            "center",
            keep=True,
            outline=0 if n else 1,
        )
        for n, lines in enumerate(annex_lines(annex, words, room))
        for line in lines
    ]
    return "".join([*parts, gap(8, keep=True)])


def ending(paper: blocks.Paper, words: FixedWords, room: float, strip: str) -> str:
    """Return the places to sign and the recipients, which are on the left of a sole signature.

    Args:
        paper: The paper.
        words: The words of its language.
        room: The width of the text.
        strip: The code with its picture, on the page of what is above it; empty for none.
    """
    signatures, keep = paper.signatures, bool(strip)
    recipients = _recipients(paper.recipients, words, keep=keep)
    if not signatures:
        return recipients + strip
    parts = [gap(8, keep=True)]
    if len(signatures) == 1:
        widths = (room * 72 / 165, room * 93 / 165)
        (above, below) = _signed(signatures, keep=keep)
        row = (recipients or paragraph(keep=keep), above[0] + below[0])
        return "".join([*parts, table(widths, [row], tail=strip)])
    per_row = 3 if len(signatures) % 3 == 0 else 2
    for start in range(0, len(signatures), per_row):
        posts, names = _signed(signatures[start : start + per_row], keep=keep)
        empty = [paragraph()] * (per_row - len(posts))
        last = start + per_row >= len(signatures) and not recipients
        rows = [[*posts, *empty], [*names, *empty]]
        parts += [table((room / per_row,) * per_row, rows, tail=strip * last), gap(8)]
    return "".join([*parts, recipients, strip * bool(recipients)])


def _signed(signatures: Sequence[blocks.Signature], *, keep: bool) -> tuple[list[str], list[str]]:
    """The posts with room for the hand, and the names, which are on one line with each other."""
    above = [
        "".join(
            paragraph(run(text, bold=True), "center", keep=True)
            for text in (one.authority, one.post)
            if text
        )
        + paragraph(keep=True) * SIGNING
        for one in signatures
    ]
    return above, [paragraph(run(one.name, bold=True), "center", keep=keep) for one in signatures]


def _recipients(found: Sequence[str], words: FixedWords, *, keep: bool) -> str:
    if not found:
        return ""
    first = paragraph(run(words.recipients, 12, bold=True, italic=True), "left", keep=True)
    last = len(found) - 1
    lines = [
        paragraph(run(f"- {one}", 11), "left", keep=keep or n < last) for n, one in enumerate(found)
    ]
    return "".join([first, *lines])


def code_strip(paper: blocks.Paper, media: Media, room: float) -> str:
    """Return the code with its picture, smallest of all and last: never in the text."""
    import segno

    out = io.BytesIO()
    segno.make(paper.code, error="m", micro=False).save(out, kind="png", scale=6, border=2)
    shown = paragraph(media.picture(out.getvalue(), None, paper.code, (17, 17)), "left")
    lines = paragraph(run(paper.code, 9), "left")
    if paper.code_note:
        lines += paragraph(run(paper.code_note, 8, italic=True), "left")
    return gap(8, keep=True) + table((22, room - 22), [(shown, lines)], middle=True) + gap()
