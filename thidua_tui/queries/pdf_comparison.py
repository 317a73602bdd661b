"""The words of a PDF compared with the lines that were issued, whatever the white space is.

Letters are compared in their order. Lines that are in both only once hold the others in place; a
number at the head of a page and the heading of a table that goes on there are no difference.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import category

from events.text import nfc
from thidua_tui.formatting.papers.font import missing_letters

ANCHOR = 6
"""Letters of a line that holds others in place."""
FEWEST = 5
"""A file in which not even one of so many lines is found was not read, rather than altered."""


class _Text(NamedTuple):
    """Text without white space.

    Attributes:
        letters: The letters.
        places: The place of each letter in `source`.
        source: The text with its white space.
        starts: The places in `letters` at which a page begins.
    """

    letters: str
    places: list[int]
    source: str
    starts: frozenset[int]

    def shown(self, start: int, end: int) -> str:
        """Return a part as it was written, on one line."""
        return " ".join(self.source[self.places[start] : self.places[end - 1] + 1].split())


def differing_lines(stated: Sequence[str], pages: Sequence[str]) -> tuple[str, ...] | None:
    """Return the lines that were issued and are not in a PDF (`-`), and what is there (`+`).

    Args:
        stated: The lines that were issued.
        pages: The text of each page of the file.

    Returns:
        The lines in their order; None where the words of the file cannot be compared.
    """
    lines = [(line, bare) for line in stated if (bare := _bare(line))]
    text = _text(pages)
    found = _placed([bare for _, bare in lines], text)
    if sum(at is not None for at in found) * FEWEST < len(lines):
        return None
    return tuple(_differences(lines, found, text))


def _bare(text: str) -> str:
    """The letters of a text that are compared, as the font of a PDF has them."""
    lost = missing_letters(text)
    return "".join(one for one in nfc(text) if one not in lost and _compared(one))


def _compared(letter: str) -> bool:
    """Return whether a letter is no white space, and no sign that readers of PDF make of others."""
    return not letter.isspace() and category(letter) not in ("So", "Cf")


def _text(pages: Sequence[str]) -> _Text:
    source, starts, letters, places = "", set[int](), list[str](), list[int]()
    for number, page in enumerate(pages, 1):
        starts.add(len(letters))
        body = nfc(page) if number == 1 else _without_number(nfc(page), str(number))
        for at, letter in enumerate(body):
            if _compared(letter):
                letters.append(letter)
                places.append(len(source) + at)
        source += f"{body}\n"
    return _Text("".join(letters), places, source, frozenset(starts))


def _without_number(page: str, number: str) -> str:
    """The page without its number, which is its first or its last line."""
    lines = page.strip().split("\n")
    for at in (0, -1):
        if lines[at].strip() == number:
            del lines[at]
            break
    return "\n".join(lines)


def _anchors(lines: Sequence[str], letters: str) -> dict[int, int]:
    """Return line -> its place, of lines that are in both once, in one order, the longest first."""
    count, found, order = Counter(lines), dict[int, int](), list[int]()
    for nth in sorted(range(len(lines)), key=lambda one: (-len(lines[one]), one)):
        line = lines[nth]
        if len(line) < ANCHOR:
            break
        at = letters.find(line)
        if count[line] > 1 or at < 0 or letters.find(line, at + 1) >= 0:
            continue
        where = bisect_left(order, nth)
        before = order[where - 1] if where else None
        free_before = before is None or found[before] + len(lines[before]) <= at
        free_after = where == len(order) or at + len(line) <= found[order[where]]
        if free_before and free_after:
            found[nth] = at
            order.insert(where, nth)
    return found


def _placed(lines: Sequence[str], text: _Text) -> list[int | None]:
    """Return the place of each line; None for one that is not where it must be."""
    letters, anchors = text.letters, _anchors(lines, text.letters)
    ends = [len(letters)] * (len(lines) + 1)
    for nth in range(len(lines) - 1, -1, -1):
        ends[nth] = anchors.get(nth, ends[nth + 1])
    found, cursor = list[int | None](), 0
    for nth, line in enumerate(lines):
        if (at := anchors.get(nth, -1)) < 0:
            if cursor in text.starts:
                cursor += _heading(lines, nth, letters, cursor)
            at = letters.find(line, cursor, ends[nth])
        found.append(at if at >= 0 else None)
        cursor = at + len(line) if at >= 0 else cursor
    return found


def _heading(lines: Sequence[str], nth: int, letters: str, cursor: int) -> int:
    """Return how long the heading of a table is that is repeated before a line; 0 for none."""
    if letters.startswith(lines[nth], cursor):
        return 0
    for first in range(nth):
        at = cursor
        for line in lines[first:nth]:
            if not letters.startswith(line, at):
                break
            at += len(line)
            if letters.startswith(lines[nth], at):
                return at - cursor
    return 0


def _differences(
    lines: Sequence[tuple[str, str]], found: Sequence[int | None], text: _Text
) -> Iterator[str]:
    """Yield what is missing, then what is in its place, from the first line to the last."""
    whole = [bare for _, bare in lines]
    cursor, end = 0, len(text.letters)
    for (line, bare), at in zip((*lines, ("", "")), (*found, end), strict=True):
        if at is None:
            yield f"- {line}"
            continue
        if at > cursor and not _repeated(text.letters[cursor:at], cursor, whole, text):
            yield f"+ {text.shown(cursor, at)}"
        cursor = at + len(bare)


def _repeated(part: str, start: int, lines: Sequence[str], text: _Text) -> bool:
    """Return whether a part at the head of a page consists of whole lines of the paper."""
    if start not in text.starts:
        return False
    bounds, joined = {0}, ""
    for line in lines:
        joined += line
        bounds.add(len(joined))
    at = joined.find(part)
    while at >= 0:
        if at in bounds and at + len(part) in bounds:
            return True
        at = joined.find(part, at + 1)
    return False
