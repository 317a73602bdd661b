"""The lines of a paper by paragraph and row: by these what it states is compared."""

from __future__ import annotations

from collections.abc import Iterator

from thidua_tui.formatting.papers import blocks


def stated_lines(paper: blocks.Paper) -> list[str]:
    """Return the lines of a paper, one for each paragraph and each row of a table.

    What only issuing gives is left out: number, day, code, the mark of a draft. Of a table whose
    rows are numbered the numbers are left out: a row that goes changes those below it.

    Args:
        paper: The paper.
    """
    return [line for line in _lines(paper) if line]


def _lines(paper: blocks.Paper) -> Iterator[str]:
    if paper.heading:
        yield from (paper.heading.superior, paper.heading.issuer)
    yield paper.summary
    yield from _of_blocks(paper.blocks)
    for one in paper.signatures:
        yield " | ".join(filter(None, (one.authority, one.post, one.name)))
    yield from paper.recipients
    parts: tuple[blocks.Annex | blocks.Slip, ...] = (*paper.annexes, *paper.slips)
    for part in parts:
        yield from part.titles
        yield from _of_blocks(part.blocks)


def _of_blocks(found: tuple[blocks.Block, ...]) -> Iterator[str]:
    for block in found:
        match block:
            case blocks.Paragraph(text=text) | blocks.SectionTitle(text=text):
                yield text
            case blocks.Basis(text=text) | blocks.Picture(alt=text):
                yield text
            case blocks.LabelledLine(label=label, text=text):
                yield f"{label}: {text}"
            case blocks.Addressee(label=label, names=names):
                yield f"{label}: {'; '.join(names)}"
            case blocks.Table(rows=rows):
                numbers = [row[0] for row in rows]
                counted = numbers == [str(n) for n in range(1, len(rows) + 1)]
                yield from (" | ".join(row[1:] if counted else row) for row in rows)
