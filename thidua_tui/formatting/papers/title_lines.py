"""Breaks a centred title into even lines, and never inside a compound word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations, pairwise
from math import ceil

from thidua_tui.formatting.papers import blocks
from thidua_tui.formatting.papers.blocks import NBSP
from thidua_tui.formatting.papers.fixed_words import FixedWords
from thidua_tui.formatting.papers.font import FaceName, millimetres

LEFT = 68 / 165
"""The share of the issuer in the width of the heading."""
MOST = 4
"""Lines up to which every way to break is tried; a longer title is filled line by line."""


def title_lines(
    text: str, room: float, compounds: Iterable[str], *, size: float = 14, face: FaceName = "Bold"
) -> list[str]:
    """Return the fewest lines in which a title fits, as even as can be.

    Args:
        text: The title, in one line.
        room: The width of a line in millimetres.
        compounds: Words with a blank that are not broken, in any case.
        size: The size in points.
        face: The face.
    """
    words = glued(text, compounds).split(" ")
    if any(millimetres(word, size, face) > room for word in words):
        words = text.split(" ")
    sizes = [millimetres(word, size, face) for word in words]
    blank = millimetres(" ", size, face)

    def wide(start: int, end: int) -> float:
        return sum(sizes[start:end]) + blank * (end - start - 1)

    for count in range(max(1, ceil(wide(0, len(words)) / room)), MOST + 1):
        ways = (
            [0, *between, len(words)] for between in combinations(range(1, len(words)), count - 1)
        )
        best = min(ways, key=lambda way: max(wide(*part) for part in pairwise(way)), default=None)
        if best and all(wide(*part) <= room for part in pairwise(best)):
            return [" ".join(words[start:end]) for start, end in pairwise(best)]
    return _filled(words, sizes, blank, room)


def glued(text: str, compounds: Iterable[str]) -> str:
    """Return a text in which no compound can be broken, in any case of letters."""
    found = "|".join(sorted(map(re.escape, compounds), key=len, reverse=True))
    return re.sub(rf"\b(?:{found})\b", lambda one: one[0].replace(" ", NBSP), text, flags=re.I)


def _filled(words: list[str], sizes: list[float], blank: float, room: float) -> list[str]:
    lines, left = list[list[str]](), 0.0
    for word, size in zip(words, sizes, strict=True):
        if not lines or size > left:
            lines.append([])
            left = room
        lines[-1].append(word)
        left -= size + blank
    return [" ".join(line) for line in lines]


def issuer_lines(heading: blocks.Heading, words: FixedWords, room: float) -> list[str]:
    """Return the issuer in capitals, in its column of a page of this width of text."""
    return title_lines(heading.issuer.upper(), room * LEFT - 3, words.compounds, size=13)


def summary_lines(paper: blocks.Paper, words: FixedWords, room: float) -> list[str]:
    """Return the title below the name of the kind."""
    return title_lines(paper.summary, room - 15, words.compounds) if paper.summary else []


def annex_lines(annex: blocks.Annex, words: FixedWords, room: float) -> list[list[str]]:
    """Return the lines of each title of an annex, the first in capitals."""
    titles = [title.upper() if n == 0 else title for n, title in enumerate(annex.titles)]
    last = len(titles) - 1
    faces: list[FaceName] = ["Italic" if 0 < n == last else "Bold" for n in range(len(titles))]
    return [
        title_lines(title, room - 15, words.compounds, face=face)
        for title, face in zip(titles, faces, strict=True)
    ]
