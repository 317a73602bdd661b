"""How wide a text is in Times New Roman, and how many lines it needs in a column.

A Vietnamese letter is as wide as its base letter; other letters are taken to be wide.
"""

from __future__ import annotations

from unicodedata import normalize

_ASCII = (
    *(250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278),
    *(500,) * 10,
    *(278, 278, 564, 564, 564, 444, 921),
    *(722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889),
    *(722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611),
    *(333, 278, 333, 469, 500, 333),
    *(444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778),
    *(500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444),
    *(480, 200, 480, 541),
)
"""Widths of the characters from space to tilde, in thousandths of the size of the letters."""
_WIDE = 1000
_BOLD = 1.08
DIGIT = 500


class _Widths(dict[str, int]):
    """Character -> its width; a character that was not asked before is worked out."""

    def __missing__(self, char: str) -> int:
        base = normalize("NFD", char)[0]
        base = {"đ": "d", "Đ": "D", "\u00a0": " ", "–": "0", "—": "%"}.get(base, base)
        at = ord(base) - 32
        width = _ASCII[at] if 0 <= at < len(_ASCII) else _WIDE
        self[char] = width
        return width


_widths = _Widths()


def text_width(text: str, *, bold: bool = False) -> float:
    """Return the width of a line in digits of the same size.

    Args:
        text: One line.
        bold: Whether it is printed in bold.
    """
    width = sum(map(_widths.__getitem__, text)) / DIGIT
    return width * _BOLD if bold else width


def line_count(text: str, room: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes, broken at spaces, and in a word that is too long.

    Args:
        text: The text; it may have line breaks.
        room: The width of a line in digits.
        bold: Whether it is printed in bold.
    """
    return sum(_lines(part, room, bold) for part in text.split("\n"))


def _lines(text: str, room: float, bold: bool) -> int:
    if text_width(text, bold=bold) <= room:
        return 1
    space, lines, used = text_width(" ", bold=bold), 1, 0.0
    for word in text.split(" "):
        width = text_width(word, bold=bold)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        used += width + (space if used else 0.0)
        if used > room:
            over = int(used / room)
            lines, used = lines + over, used - over * room
    return lines
