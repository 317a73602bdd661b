"""The table that a spreadsheet or a word processor puts on the clipboard, as rows of cells.

Tabs part cells, line breaks part rows. A cell that holds a tab, a break or a quote is in quotes,
and its quotes are doubled; a quote elsewhere is a letter like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_CELL = re.compile(r'"((?:[^"]|"")*)"[ ]*(?=[\t\n]|\Z)|([^\t\n]*)')
"""A quoted cell, which ends before a tab or a break; else all up to them."""
_SPACES = re.compile(r"\s+")


def rows_of(text: str) -> list[list[str]]:
    """Return the rows of a table, each cell on a single line; without the blank rows at its end.

    A text without tabs is one cell a line.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = list(_rows(text))
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def is_table(text: str) -> bool:
    """Say whether a text holds more than one cell."""
    rows = rows_of(text)
    return len(rows) > 1 or any(len(row) > 1 for row in rows)


def _rows(text: str) -> Iterator[list[str]]:
    at, row = 0, list[str]()
    while True:
        found = _CELL.match(text, at)
        if found is None:  # never: the second way matches everywhere
            return
        quoted, bare = found.groups()
        row.append(_tidy(bare if quoted is None else quoted.replace('""', '"')))
        at = found.end()
        if at == len(text) or text[at] == "\n":
            yield row
            row = []
        if at == len(text):
            return
        at += 1


def _tidy(cell: str) -> str:
    return _SPACES.sub(" ", cell).strip()


def joined(cells: Sequence[str]) -> str:
    """Return one line of a list field: its parts are parted by semicolons, which no part holds."""
    return "; ".join(cell.replace(";", ",") for cell in cells)
