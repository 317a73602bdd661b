"""Letters for the wall: eight or sixteen lines tall, made of blocks, marks and all.

The points are those of GNU Unifont, drawn bold; so a name reads from the last row of a hall through
any projector, in any terminal, without colour. A terminal cannot make its letters larger by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from unicodedata import normalize

from events.text import plain

GLYPHS = Path(__file__).parents[2] / "data" / "letters.hex"
TALL = 8
"""Lines of a letter, of a giant letter half of them."""
GIANT, BROAD, SLIM = 16, 8, 4
"""Cells of a letter: two cells a point, for a very large screen; a point a cell, as the font means
it; or two points a cell, to save room."""
UNKNOWN = "?"
BLOCKS = " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█"
"""The quarter block of each set of corners: upper left 8, upper right 4, lower left 2, right 1."""


@cache
def _points() -> dict[str, tuple[int, ...]]:
    """Letter -> its sixteen rows of eight points, drawn bold."""
    lines = GLYPHS.read_text("utf-8").splitlines()
    pairs = (line.split(":") for line in lines if line and not line.startswith("#"))
    return {chr(int(code, 16)): _bold(points) for code, points in pairs}


def _bold(points: str) -> tuple[int, ...]:
    rows = (int(points[at : at + 2], 16) for at in range(0, 4 * TALL, 2))
    return tuple(row | row << 1 & 0xFF for row in rows)


@cache
def _glyph(letter: str, wide: int) -> tuple[str, ...]:
    """The lines of a letter that is so many cells wide."""
    rows = _points().get(letter) or _points()[UNKNOWN]
    if wide == GIANT:
        return tuple(_doubled(row) for row in rows)
    made = _halves if wide == BROAD else _quarters
    return tuple(made(*pair) for pair in zip(rows[::2], rows[1::2], strict=True))


def _doubled(row: int) -> str:
    return "".join("██" if row >> at & 1 else "  " for at in range(7, -1, -1))


def _quarters(upper: int, lower: int) -> str:
    return "".join(BLOCKS[(upper >> at & 3) << 2 | lower >> at & 3] for at in (6, 4, 2, 0))


def _halves(upper: int, lower: int) -> str:
    both = ((upper >> at & 1, lower >> at & 1) for at in range(7, -1, -1))
    return "".join(BLOCKS[up * 0b1100 | low * 0b11] for up, low in both)


def tall(wide: int) -> int:
    """Return how many lines letters of that width take."""
    return 2 * TALL if wide == GIANT else TALL


def cut_out(lines: Sequence[str], width: int) -> list[str]:
    """Return a block of so many cells out of which big letters are cut, in its middle."""
    broad = max(map(len, lines), default=0)
    left = " " * ((width - broad) // 2)
    return ["".join(map(_opposite, (left + line).ljust(width))) for line in lines]


def _opposite(block: str) -> str:
    return BLOCKS[15 - BLOCKS.index(block)]


def wrapped(text: str, width: int, wide: int) -> list[str]:
    """The text in lines of letters that fit in `width` cells; too long a word is cut in two."""
    room = max(1, width // wide)
    lines: list[str] = []
    for word in normalize("NFC", plain(text)).split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
            continue
        lines += [word[at : at + room] for at in range(0, len(word), room)]
    return lines


def big(text: str, width: int, wide: int = SLIM) -> list[list[str]]:
    """The text in big letters within a width: for each line of words its lines of cells.

    A letter that the font does not have is a question mark.
    """
    found = []
    for words in wrapped(text, width, wide):
        drawn = [_glyph(letter, wide) for letter in words]
        found.append(["".join(parts).rstrip() for parts in zip(*drawn, strict=True)])
    return found


def fitting(
    texts: Sequence[str], width: int, height: int, sizes: Sequence[int] = (GIANT, BROAD, SLIM)
) -> int:
    """The widest letters in which all the texts fit, no word cut in two; 0 where none do."""
    for wide in sizes:
        whole = all(len(word) * wide <= width for text in texts for word in text.split())
        if whole and tall(wide) * sum(len(wrapped(t, width, wide)) for t in texts) <= height:
            return wide
    return 0
