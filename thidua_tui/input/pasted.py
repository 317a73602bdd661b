"""A list of units as Word and Excel give it, made into what the form reads: one unit a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.text import fold

_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,5})[.)]?")
"""A cell that only numbers its line."""
_MARK = re.compile(r"\A(?:[-–—•·*+▪◦‣●○■□➢➤✓]|\(?\d{1,3}[.)](?=\s|[^\W\d]))\s*")
"""A bullet or a number at the head of a line."""
_NUMBER_HEADS = ("stt", "tt", "so tt", "no", "no.")
"""What stands above the numbers of a table; that line holds the heads of its columns."""


def unit_list(text: str) -> str:
    """The lines that name a unit, without numbers and bullets, cells parted by semicolons.

    What stands before the first and behind the last line break keeps its break.
    """
    return "\n".join(_lines(text.replace("\r\n", "\n").replace("\r", "\n")))


def unmarked(line: str) -> str:
    """The line without the bullet or number at its head, as people type lists."""
    return _MARK.sub("", line.strip())


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split("\t")]
        if fold(cells[0]) in _NUMBER_HEADS:
            continue
        if len(cells) > 1 and _NUMBER.fullmatch(cells[0]):
            del cells[0]
        cells = [unmarked(cells[0]), *cells[1:]] if cells else []
        told = "; ".join(cell for cell in cells if cell)
        if told := told.rstrip(" ;,."):
            yield told
