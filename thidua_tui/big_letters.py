"""Letters for the wall: eight lines tall, four cells wide, made of quarter blocks, marks and all.

The points are those of GNU Unifont, drawn bold; so a name reads from the last row of a hall through
any projector, in any terminal, without colour. A terminal cannot make its letters larger by itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unicodedata import normalize

from events.text import plain

GLYPHS = Path(__file__).parent / "data" / "letters.hex"
TALL, WIDE = 8, 4
"""Of a letter, in cells."""
UNKNOWN = "?"
BLOCKS = " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█"
"""The quarter block of each set of corners: upper left 8, upper right 4, lower left 2, right 1."""


@cache
def _glyphs() -> dict[str, tuple[str, ...]]:
    """Letter -> its eight lines."""
    lines = GLYPHS.read_text("utf-8").splitlines()
    pairs = (line.split(":") for line in lines if line and not line.startswith("#"))
    return {chr(int(code, 16)): _drawn(points) for code, points in pairs}


def _drawn(points: str) -> tuple[str, ...]:
    """Sixteen rows of points as eight lines of quarter blocks, every point two wide."""
    rows = [int(points[at : at + 2], 16) for at in range(0, 2 * 2 * TALL, 2)]
    bold = [row | row << 1 & 0xFF for row in rows]
    return tuple(
        "".join(_block(upper, lower, 6 - 2 * at) for at in range(WIDE))
        for upper, lower in zip(bold[::2], bold[1::2], strict=True)
    )


def _block(upper: int, lower: int, shift: int) -> str:
    return BLOCKS[(upper >> shift & 3) << 2 | lower >> shift & 3]


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of so many letters as fit in `width` cells; a long word is cut in two."""
    room = max(1, width // WIDE)
    lines: list[str] = []
    for word in normalize("NFC", plain(text)).split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
            continue
        lines += [word[at : at + room] for at in range(0, len(word), room)]
    return lines


def big(text: str, width: int) -> list[list[str]]:
    """The text in big letters within a width: for each line of words its eight lines of cells.

    A letter that the font does not have is a question mark.
    """
    glyphs = _glyphs()
    lines = []
    for words in wrapped(text, width):
        drawn = [glyphs.get(letter, glyphs[UNKNOWN]) for letter in words]
        lines.append(["".join(parts).rstrip() for parts in zip(*drawn, strict=True)])
    return lines


def tall(text: str, width: int) -> int:
    """How many lines `big` would give."""
    return TALL * len(wrapped(text, width))
