"""Cells of a sheet as they are in the file: text, exact numbers, days, formulas, errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias

from msgspec import Struct

from events.text import nfc
from thidua_tui.parsing.workbook.bounds import CELL, COLUMNS, too_large

At: TypeAlias = tuple[int, int]
"""Row and column, from 1."""
Kind: TypeAlias = Literal["text", "number", "date", "truth", "error", "nothing"]
State: TypeAlias = Literal["visible", "hidden", "veryHidden"]
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML has not, as workbooks write it."""
_EPOCH, _EPOCH_1904, _LEAP_1900 = date(1899, 12, 30), date(1904, 1, 1), 61
"""Day 0 of serial days; before day 61 they count a 29 February 1900 that never was."""
_LAST_SERIAL = 2_958_465
PLACES = Decimal("1e-4")
NOISE = Decimal("1e-9")
"""A double that is nearer than this to a number of four decimals is that number."""
_LARGEST = Decimal(10) ** 15


class Cell(Struct, frozen=True, kw_only=True):
    """One filled cell.

    Attributes:
        kind: What it holds; of a formula what was stored with it, `nothing` where nothing was.
        text: The text; of a number the digits in the file, of a day its serial number.
        formula: Whether it is computed.
        percent: Whether a number is shown in percent.
        day: The day that is shown; None where the cell is none, or has no day of our calendar.
    """

    kind: Kind
    text: str
    formula: bool = False
    percent: bool = False
    day: date | None = None

    @property
    def number(self) -> Decimal | None:
        """The number without the noise of its binary form; None where it has more decimals."""
        return exact(self.text, percent=self.percent) if self.kind == "number" else None

    @property
    def shown(self) -> str:
        """The cell as text: what was stored, a number without noise, a day as ISO.

        A formula without a value is `=`, which nothing reads as a value.
        """
        if self.kind == "nothing":
            return "="
        if self.kind == "date" and self.day:
            return self.day.isoformat()
        if self.kind != "number" or (number := self.number) is None:
            return self.text
        text = f"{number:f}"
        if len(text.partition(".")[2]) == 3:  # or three decimals are read as thousands
            text = f"{text}0"
        return f"{text}%" if self.percent else text


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet: its filled cells, and what of it is hidden or merged.

    Attributes:
        name: The name on its tab; empty for a CSV file.
        state: Whether it is shown.
        cells: Row and column -> cell.
        merged: First row and column, last row and column of merged cells.
        hidden_rows: Rows that are not shown.
        hidden_columns: Columns that are not shown.
    """

    name: str
    state: State = "visible"
    cells: Mapping[At, Cell] = {}
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        """The last row that has a cell."""
        return max((row for row, _ in self.cells), default=0)

    def rows(self) -> list[list[str]]:
        """Return all rows as text, from the first; an empty cell is the empty text."""
        rows: list[list[str]] = [[] for _ in range(self.height)]
        for (row, column), cell in sorted(self.cells.items()):
            line = rows[row - 1]
            line += [""] * (column - 1 - len(line))
            line.append(cell.shown)
        return rows


def cell_text(raw: str) -> str:
    """Return the text of a cell, composed, without the escapes of the format.

    Args:
        raw: The text as it is in the file.

    Raises:
        BadInput: `sheet-too-large`.
    """
    if len(raw) > CELL:
        too_large("cell")
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), raw) if "_x" in raw else raw
    return nfc(text)


def exact(text: str, *, percent: bool = False) -> Decimal | None:
    """Return the number that a double's digits mean: 0.30000000000000004 is 0.3.

    Args:
        text: The digits.
        percent: Whether it is shown in percent, a hundred times as large.

    Returns:
        None where it is no number, too large, or no number of four decimals.
    """
    try:
        number = Decimal(text) * (100 if percent else 1)
        if not number.is_finite() or abs(number) >= _LARGEST:
            return None
        rounded = number.quantize(PLACES)
    except InvalidOperation:
        return None
    if abs(rounded - number) > NOISE:
        return None
    return rounded.normalize() + 0  # -0 is 0


def serial_day(text: str, *, from_1904: bool) -> date | None:
    """Return the day of a serial number; None where it is no day, or only a time of day.

    Args:
        text: The digits of the number.
        from_1904: Whether the workbook counts from 1904.
    """
    try:
        serial = int(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError):
        return None
    if not 1 <= serial <= _LAST_SERIAL:
        return None
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    try:
        return epoch + timedelta(days=serial + (not from_1904 and serial < _LEAP_1900))
    except OverflowError:
        return None


def place_of(reference: str) -> At | None:
    """Return row and column of a reference (`C7`); None where it is none.

    Args:
        reference: The reference as it is in the file.
    """
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def reference(row: int, column: int) -> str:
    """Return the name of a cell as spreadsheets call it: `C7`.

    Args:
        row: The row, from 1.
        column: The column, from 1.
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def columns_between(first: str, last: str) -> range:
    """Return the columns of an attribute pair `min` and `max`; empty where these are none."""
    if not (first.isdecimal() and last.isdecimal() and len(first + last) <= 14):
        return range(0)
    return range(max(1, int(first)), min(int(last), COLUMNS) + 1)
