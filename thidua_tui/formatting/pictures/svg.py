"""A picture of characters as SVG: box drawing becomes lines, marks become shapes, text stays text.

The pictures of the screen are pure functions that give lines of text; so one small writer makes a
picture for paper of each. Colours are those of paper: black, and shapes that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from rich.cells import cell_len

from events.text import plain
from thidua_tui.formatting.pictures.bump_chart import BOXES, EAST, NORTH, SOUTH, WEST
from thidua_tui.formatting.pictures.sparkline import EIGHTHS
from thidua_tui.formatting.slides.big_letters import BLOCKS

WIDE, HIGH = 8, 18
"""Of a character, in SVG units."""
ENDS = {EAST: (WIDE, HIGH / 2), WEST: (0, HIGH / 2), NORTH: (WIDE / 2, 0), SOUTH: (WIDE / 2, HIGH)}
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"'
    ' role="img" font-family="monospace" font-size="13" fill="black" stroke-width="2">'
)


class SavedPicture(NamedTuple):
    """A picture to keep: the beginning of its file names, its title, its lines."""

    stem: str
    title: str
    lines: Sequence[str]


def svg(lines: Sequence[str], title: str) -> str:
    """The picture as one SVG document; the title is read out by screen readers."""
    width = (max(map(cell_len, lines), default=0) + 2) * WIDE
    height = (len(lines) + 3) * HIGH
    title = plain(title)
    title_text = escape(title)
    parts = [HEAD.format(w=width, h=height), f"<title>{title_text}</title>"]
    parts += ['<rect width="100%" height="100%" fill="white"/>', _text(WIDE, HIGH, title)]
    for row, line in enumerate(lines, 2):
        parts += _line(line, row * HIGH)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _line(line: str, top: float) -> Iterator[str]:
    """The shapes of one line; characters between them as runs of text."""
    run, begun, at = "", 0, 1
    for char in line:
        shape = "".join(_shape(char, at * WIDE, top))
        if shape or (char == " " and run.endswith(" ")):
            if run.strip():
                yield _text(begun * WIDE, top, run.rstrip())
            run = ""
            if shape:
                yield shape
        elif run or char != " ":
            begun = begun if run else at
            run += char
        at += cell_len(char)
    if run.strip():
        yield _text(begun * WIDE, top, run.rstrip())


def _text(x: float, top: float, text: str) -> str:
    """A run of text, as wide as its cells in any font."""
    place = f'x="{x}" y="{top + 0.72 * HIGH:g}" textLength="{cell_len(text) * WIDE}"'
    return f'<text {place} xml:space="preserve">{escape(text)}</text>'


def _shape(char: str, x: float, top: float) -> Iterable[str]:
    """Lines of a box character, or the shape of a mark; nothing for text."""
    middle_x, middle = x + WIDE / 2, top + HIGH / 2
    if char != " " and char in BOXES:
        bits = BOXES.index(char)
        for bit, (dx, dy) in ENDS.items():
            if bits & bit:
                yield (
                    f'<path d="M{middle_x:g} {middle:g}L{x + dx:g} {top + dy:g}" stroke="black"/>'
                )
    elif char != " " and char in BLOCKS:
        yield from _corners(BLOCKS.index(char), x, top)
    elif char != " " and char in EIGHTHS:
        high = HIGH * EIGHTHS.index(char) / 8
        yield f'<rect x="{x:g}" y="{top + HIGH - high:g}" width="{WIDE}" height="{high:g}"/>'
    elif char in "●○":
        fill = "black" if char == "●" else "white"
        yield f'<circle cx="{middle_x:g}" cy="{middle:g}" r="4" fill="{fill}" stroke="black"/>'
    elif char == "◆":
        points = f"{middle_x - 5:g},{middle:g} {middle_x:g},{middle - 5:g}"
        points += f" {middle_x + 5:g},{middle:g} {middle_x:g},{middle + 5:g}"
        yield f'<polygon points="{points}"/>'


def _corners(bits: int, x: float, top: float) -> Iterator[str]:
    """A quarter block: a small rectangle for each corner that is set."""
    for bit, (right, down) in {8: (0, 0), 4: (1, 0), 2: (0, 1), 1: (1, 1)}.items():
        if bits & bit:
            yield (
                f'<rect x="{x + right * WIDE / 2:g}" y="{top + down * HIGH / 2:g}"'
                f' width="{WIDE / 2:g}" height="{HIGH / 2:g}"/>'
            )
