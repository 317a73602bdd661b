"""Formulas of sums, and the rules of cells to fill in, as a spreadsheet understands them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from thidua_tui.formatting.workbooks.sheet import Rule, Sheet
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.sheet_marks import NOT_APPLICABLE

Place = tuple[int, int]
"""Row and column, from 0."""
Span = tuple[Place, Place]
MOST_SPANS = 200
"""So many spans a sum has at most; beyond, only its value is written."""


def spans(cells: Sequence[Place]) -> list[Span]:
    """Return cells of one column, or of one row, as spans of neighbours.

    Args:
        cells: The cells.
    """
    along = 0 if len({column for _, column in cells}) == 1 else 1
    found: list[Span] = []
    for cell in sorted(cells, key=lambda place: (place[1 - along], place[along])):
        follows = found and _next(found[-1][1], along) == cell
        found[-1:] = [(found[-1][0], cell)] if follows else [*found[-1:], (cell, cell)]
    return found


def _next(cell: Place, along: int) -> Place:
    row, column = cell
    return (row + 1, column) if along == 0 else (row, column + 1)


def column_name(column: int) -> str:
    """Return the letters of a column, from 0: A, Z, AA."""
    name, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def cell_name(place: Place) -> str:
    """Return the name of a cell: A1."""
    return f"{column_name(place[1])}{place[0] + 1}"


def sum_formula(cells: Sequence[Place]) -> str:
    """Return the formula that adds up cells, empty while all of them are; "" for no formula.

    Args:
        cells: Cells of one column, or of one row, of the page.
    """
    found = spans(cells)
    if not found or len(found) > MOST_SPANS:
        return ""
    over = ",".join(":".join(dict.fromkeys(map(cell_name, span))) for span in found)
    return f'=IF(COUNT({over})=0,"",SUM({over}))'


def validation(rule: Rule, place: Place, words: Words) -> dict[str, Any] | None:
    """Return what a cell accepts, with the sentences for who fills it in; None for any text.

    Args:
        rule: The rule of the cell.
        place: The cell of the page.
        words: The words of the chosen language.
    """
    at, most = cell_name(place), words.number(rule.most)
    about = {
        "ignore_blank": True,
        "input_title": words(f"sheets.fill.{rule.kind}"),
        "input_message": words(f"sheets.fill-about.{rule.kind}", most=most),
        "error_title": words("sheets.refused"),
        "error_message": words(f"sheets.refused-about.{rule.kind}", most=most),
    }
    match rule.kind:
        case "points":
            number = f"AND(ISNUMBER({at}),{at}>=0,{at}<={_plain(rule.most)})"
        case "count":
            number = f"AND(ISNUMBER({at}),{at}>=0,INT({at})={at})"
        case "yes":
            number = f'OR(LOWER({at})="c",LOWER({at})="k")'
        case _:
            return None
    return {**about, "validate": "custom", "value": f'=OR({at}="{NOT_APPLICABLE}",{number})'}


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def runs(sheet: Sheet) -> Iterator[tuple[int, int, int, Rule]]:
    """Yield column, first row, last row and rule of the cells to fill in that are alike.

    Args:
        sheet: The sheet; rows and columns are counted from 0 in its table.
    """
    for column in range(len(sheet.columns)):
        first, before = 0, None
        for at, row in enumerate([*sheet.rows, None]):
            rule = row.cells[column].rule if row else None
            if rule != before:
                if before:
                    yield column, first, at - 1, before
                first, before = at, rule
