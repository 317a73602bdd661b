"""How much of a sheet from outside is read, and the refusal of more.

A few kilobytes of a workbook unpack to gigabytes, and what a file says of its own size is no
bound. Each limit is compared with what was really unpacked.
"""

from __future__ import annotations

from typing import Literal, NoReturn

from events.errors import BadInput

Bound = Literal[
    "file", "parts", "part", "unpacked", "rows", "columns", "cells", "cell", "text", "depth",
    "sheets", "elements",
]  # fmt: skip
FILE, PARTS, PART, UNPACKED = 8 << 20, 200, 24 << 20, 32 << 20
"""Bytes of the file, its parts, bytes of one part and of all parts, unpacked."""
ROWS, COLUMNS, CELLS, CELL, TEXT = 5_000, 256, 60_000, 4_000, 2_000_000
"""Rows, columns, cells that are filled, characters of a cell, characters of a sheet."""
DEPTH, SHEETS, ELEMENTS, TOKEN = 32, 32, 600_000, 1 << 18
"""Elements in each other, sheets, elements of a part, bytes of a tag with its attributes."""
MEGA = 1 << 20
LIMITS: dict[Bound, int] = {
    "file": FILE // MEGA,
    "parts": PARTS,
    "part": PART // MEGA,
    "unpacked": UNPACKED // MEGA,
    "rows": ROWS,
    "columns": COLUMNS,
    "cells": CELLS,
    "cell": CELL,
    "text": TEXT,
    "depth": DEPTH,
    "sheets": SHEETS,
    "elements": ELEMENTS,
}
"""The limit as its sentence says it: megabytes, else a number."""


def too_large(bound: Bound) -> NoReturn:
    """Refuse a sheet that has more than is read.

    Args:
        bound: Of what there is too much.

    Raises:
        BadInput: `sheet-too-large` with the `bound` and its `limit`.
    """
    raise BadInput("sheet-too-large", bound=bound, limit=LIMITS[bound])
