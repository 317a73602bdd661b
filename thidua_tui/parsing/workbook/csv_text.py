"""A CSV file as a sheet of texts, whichever of the usual separators it has."""

from __future__ import annotations

import csv
import re
from io import StringIO

from events.errors import BadInput
from events.text import nfc
from thidua_tui.parsing.text_encoding import text_of
from thidua_tui.parsing.workbook.bounds import CELL, CELLS, COLUMNS, ROWS, too_large
from thidua_tui.parsing.workbook.cells import At, Cell, Sheet

SEPARATORS = ";\t,"
"""The likeliest first: Vietnamese Excel parts cells by semicolons, for commas part decimals."""
_BEGIN = 100_000
_NAMED = re.compile(r"sep=(.)\n", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def csv_sheet(raw: bytes, path: str) -> Sheet:
    """Read a CSV file; what says no encoding is UTF-8 or refused.

    Args:
        raw: What the file holds.
        path: The path, for the refusal.

    Raises:
        BadInput: `file-encoding` with the `path`, `line`, `guess`; `csv-unreadable` with the
            `row`; `sheet-too-large`.
    """
    text = text_of(raw, path)
    named = _NAMED.match(text)
    if named:
        text = text[named.end() :]
    limit = csv.field_size_limit(CELL)
    rows = csv.reader(
        StringIO(text), delimiter=named[1] if named else _separator(text), strict=True
    )
    cells: dict[At, Cell] = {}
    row = 0
    try:
        for row, line in enumerate(rows, 1):
            if row > ROWS:
                too_large("rows")
            if len(line) > COLUMNS:
                too_large("columns")
            if any(len(value) > CELL for value in line):
                too_large("cell")
            cells |= {
                (row, column): Cell(kind="text", text=nfc(value))
                for column, value in enumerate(line, 1)
                if value.strip()
            }
            if len(cells) > CELLS:
                too_large("cells")
    except csv.Error as error:
        raise BadInput("csv-unreadable", path=path, row=row + 1) from error
    finally:
        csv.field_size_limit(limit)
    return Sheet(name="", cells=cells)


def _separator(text: str) -> str:
    """Return what parts the cells of the first line that has something to part."""
    for line in _QUOTED.sub("", text[:_BEGIN]).split("\n"):
        found = max(SEPARATORS, key=line.count)
        if found in line:
            return found
    return SEPARATORS[0]
