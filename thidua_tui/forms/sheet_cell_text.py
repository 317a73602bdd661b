"""What a cell of a workbook says as a score, as if it had been typed; what it cannot say.

An empty cell says nothing, `0` is nought, and `KAD` does not apply: three values.
"""

from __future__ import annotations

import re

from events.errors import BadInput
from events.score_book.book import Node
from events.score_book.leaf_kinds import Direct, FormalDuty, YesNo
from thidua_tui.parsing.observations import DASHES
from thidua_tui.parsing.score_words import says_not_applicable, without_unit
from thidua_tui.parsing.workbook.cells import Cell

_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}|(\d{1,2})[/-](\d{1,2})|(\d{1,2})-[A-Za-z]{3}")
"""A day as spreadsheets write it into a CSV file."""


def cell_text(cell: Cell, leaf: Node | None) -> str:
    """Return what a cell says as it would be typed; empty where it says nothing.

    Args:
        cell: The cell.
        leaf: The leaf of the book that the cell belongs to; None where it is unknown.

    Raises:
        BadInput: `cell-is-day` with the `day` and the `number` to type; `cell-is-time`;
            `cell-is-error`, `formula-without-value`; `too-many-decimals`.
    """
    if cell.kind == "nothing":
        raise BadInput("formula-without-value")
    if cell.kind == "error":
        raise BadInput("cell-is-error", value=cell.text)
    if cell.kind == "date":
        if cell.day is None:
            raise BadInput("cell-is-time", value=cell.text)
        raise _is_day(cell.day.day, cell.day.month)
    if cell.kind == "number" and cell.number is None:
        raise BadInput("too-many-decimals", value=cell.text, limit=4)
    yes_no = leaf is not None and isinstance(leaf.score, YesNo | FormalDuty)
    if cell.kind == "truth":
        return ("c" if cell.text == "1" else "k") if yes_no else cell.text
    text = " ".join(cell.shown.split())
    if says_not_applicable(text):
        return DASHES[1]
    if cell.kind == "text" and (leaf is None or isinstance(leaf.score, Direct | None)):
        text = without_unit(text)
        if found := _DAY.fullmatch(text):
            day, month, *_ = (int(part) for part in (*found.groups(), "0") if part)
            raise _is_day(day, month)
    return text


def _is_day(day: int, month: int) -> BadInput:
    """Return the refusal of a day: what was typed, most likely, and what to type."""
    number = f"{day},{month}" if month else str(day)
    typed, shown = number.replace(",", "."), f"{day:02}/{month}" if month else str(day)
    return BadInput("cell-is-day", typed=typed, day=shown, number=number)
