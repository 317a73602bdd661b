"""A text as a picture that a telephone reads (QR), drawn with half blocks."""

from __future__ import annotations

from itertools import zip_longest

BORDER = 2
"""Light modules around the picture; readers manage with half of what the standard asks for."""
SMALLEST = 21
"""Modules of the smallest picture, without its border."""
_HALVES = {(0, 0): " ", (0, 1): "▄", (1, 0): "▀", (1, 1): "█"}
INK = "#000000 on #ffffff"
"""On a screen it is black on white whatever the colours are: else telephones do not read it."""
_ON_WHITE = "\x1b[30;107m{}\x1b[0m"


def picture(text: str) -> list[str]:
    """The lines of the picture, all of one width: dark where there is ink, on light ground."""
    import segno

    code = segno.make(text, error="l", micro=False, encoding="utf-8", boost_error=False)
    rows = [[min(module, 1) for module in row] for row in code.matrix_iter(border=BORDER)]
    empty = [0] * len(rows[0])
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=empty)
    return ["".join(_HALVES[pair] for pair in zip(*two, strict=True)) for two in pairs]


def drawn(line: str) -> bool:
    """Whether a line is one of such a picture, and no words."""
    return len(line) >= SMALLEST and set(line) <= set(_HALVES.values())


def on_screen(lines: list[str]) -> list[str]:
    """The same in black on white, whatever the colours of the terminal."""
    return [_ON_WHITE.format(line) for line in lines]
