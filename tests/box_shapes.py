"""Box drawing and block characters as shapes, so that they join whatever the font."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

WEIGHTS = ("LIGHT", "HEAVY", "SINGLE", "DOUBLE")
SIDES = {
    "UP": "n",
    "DOWN": "s",
    "LEFT": "w",
    "RIGHT": "e",
    "VERTICAL": "ns",
    "HORIZONTAL": "we",
}
DASHES = {"DOUBLE": 2, "TRIPLE": 3, "QUADRUPLE": 4}
DIAGONALS = {"╱": ((1, 0),), "╲": ((0, 1),), "╳": ((1, 0), (0, 1))}
"""From which height at the left to which at the right."""
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
QUADRANTS = "▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""In the order of their bits: upper left 1, upper right 2, lower left 4, lower right 8."""
EIGHTHS = {
    **{char: (0, 1 - n / 8, 1, n / 8) for n, char in enumerate("▁▂▃▄▅▆▇", 1)},
    **{char: (0, 0, n / 8, 1) for n, char in enumerate("▏▎▍▌▋▊▉", 1)},
    **{char: (0, 0, 1, n / 8) for n, char in ((1, "▔"), (2, "🮂"), (3, "🮃"), (5, "🮄"))},
    **{char: (0, 0, 1, n / 8) for n, char in ((6, "🮅"), (7, "🮆"))},
    **{char: (1 - n / 8, 0, n / 8, 1) for n, char in ((1, "▕"), (2, "🮇"), (3, "🮈"))},
    **{char: (1 - n / 8, 0, n / 8, 1) for n, char in ((5, "🮉"), (6, "🮊"), (7, "🮋"))},
}


class Block(NamedTuple):
    """A rectangle within a cell; the cell is 1 × 1."""

    x: float
    y: float
    width: float
    height: float
    opacity: float = 1


class Box(NamedTuple):
    """The weight of the line to each side, the number of dashes, whether the corner is round."""

    sides: dict[str, str]
    dashes: int = 0
    round: bool = False
    diagonals: tuple[tuple[int, int], ...] = ()


@lru_cache(512)
def blocks(char: str) -> tuple[Block, ...]:
    """Return the rectangles of a block character; none for any other."""
    if char in SHADES:
        return (Block(0, 0, 1, 1, SHADES[char]),)
    if char in EIGHTHS:
        return (Block(*EIGHTHS[char]),)
    if char and char in QUADRANTS:
        return tuple(_quadrants(QUADRANTS.index(char) + 1))
    return ()


def _quadrants(bits: int) -> Iterator[Block]:
    """Full rows first: a half is one rectangle."""
    if bits == 15:
        yield Block(0, 0, 1, 1)
        return
    for row, pair in enumerate((bits & 3, bits >> 2)):
        if pair:
            yield Block((pair == 2) / 2, row / 2, 1 if pair == 3 else 0.5, 0.5)


@lru_cache(512)
def box(char: str) -> Box | None:
    """Return the lines of a box drawing character, read from its Unicode name; else nothing."""
    if not "\u2500" <= char <= "\u257f":
        return None
    if char in DIAGONALS:
        return Box({}, diagonals=DIAGONALS[char])
    words = unicodedata.name(char).removeprefix("BOX DRAWINGS ").split()
    dashes = 0
    if "DASH" in words:
        dashes = DASHES[words[words.index("DASH") - 1]]
        words = [word for word in words if word != "DASH" and word not in DASHES]
    sides: dict[str, str] = {}
    weight = ""
    for part in " ".join(words).split(" AND "):
        weight = next((word for word in part.split() if word in WEIGHTS), weight or "LIGHT")
        for word in part.split():
            sides |= dict.fromkeys(SIDES.get(word, ""), weight)
    return Box(sides, dashes, "ARC" in words)
