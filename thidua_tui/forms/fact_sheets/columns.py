"""Which column of a list holds what: the row of heads, found by its words or as it was assigned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from thidua_tui.forms.sheet_columns import HIGHEST, folded, heads_of_row
from thidua_tui.parsing.fact_heads import MEANINGS, Meaning, meaning_of, titled_years, year_head
from thidua_tui.parsing.pasted_lists import NUMBER, SUMS, is_head
from thidua_tui.parsing.workbook.cells import Cell, Sheet

SHORTEST = 3
"""A cell with fewer letters names no unit: it numbers columns (`A`, `(2)`)."""


class FactColumns(Struct, frozen=True, kw_only=True):
    """The row of heads, and which column holds what; rows and columns are from 1.

    Attributes:
        row: The row of the heads.
        at: Meaning -> column.
        years: Column -> year, where each year has a column of its own.
        passed: Column -> head, of the columns that are passed over.
        assigned: Head -> what its column holds, of those that a person assigned.
    """

    row: int
    at: Mapping[Meaning, int] = {}
    years: Mapping[int, int] = {}
    passed: Mapping[int, str] = {}
    assigned: Mapping[str, str] = {}

    @property
    def of_awards(self) -> bool:
        """Whether it is a list of awards."""
        return "form" in self.at

    @property
    def of_years(self) -> bool:
        """Whether it is a list of members over several years."""
        return bool(self.years) or "since" in self.at or "year" in self.at


def find_fact_columns(sheet: Sheet, assigned: Mapping[str, str]) -> FactColumns | None:
    """Return the row of heads that names the most columns, the units among them; None for none.

    Args:
        sheet: The sheet.
        assigned: Folded head -> meaning, as a person assigned it.
    """
    last = min(sheet.height, HIGHEST)
    found = [_columns(row, heads_of_row(sheet, row), assigned) for row in range(1, last + 1)]
    known = [columns for columns in found if "unit" in columns.at]
    return max(known, key=lambda columns: len(columns.at) + len(columns.years), default=None)


def _columns(row: int, heads: Mapping[int, str], assigned: Mapping[str, str]) -> FactColumns:
    at: dict[Meaning, int] = {}
    years, passed, used = dict[int, int](), dict[int, str](), dict[str, str]()
    for column, head in sorted(heads.items()):
        chosen = assigned.get(folded(head), "")
        meaning = next((one for one in MEANINGS if one == chosen), None) or meaning_of(head)
        year = year_head(head)
        if year is not None and year not in years.values():
            years[column] = year
        elif meaning is not None and meaning not in at:
            at[meaning] = column
            used |= {head: meaning} if meaning == chosen else {}
        else:
            passed[column] = head
    if "pass" in at:
        passed[at["pass"]] = heads[at.pop("pass")]
    if "form" in at:  # awards: a column for a year says nothing of them
        passed |= {column: heads[column] for column in years}
        years = {}
    elif years:  # a role in a column of its own has no year
        for meaning in [one for one in at if one not in ("unit", "number")]:
            column = at.pop(meaning)
            passed[column] = heads[column]
    return FactColumns(row=row, at=at, years=years, passed=passed, assigned=used)


def rows_of_list(sheet: Sheet, columns: FactColumns) -> Iterator[tuple[int, str]]:
    """Yield the rows that name a unit, with the name; sums and titles of groups are passed over.

    In a list whose rows are numbered, a row without a number that fills no other column is a title
    or a line below the list.

    Args:
        sheet: The sheet.
        columns: Its columns.
    """
    number, unit = columns.at.get("number"), columns.at["unit"]
    holding = {*columns.at.values(), *columns.years} - {number, unit}
    for row in range(columns.row + 1, sheet.height + 1):
        name = " ".join(cell.shown.split()) if (cell := sheet.cells.get((row, unit))) else ""
        if len(name) < SHORTEST or NUMBER.fullmatch(name) or is_head(name, SUMS):
            continue
        filled = any((row, column) in sheet.cells for column in holding)
        if number and (row, number) not in sheet.cells and not filled:
            continue
        yield row, name


def text_at(sheet: Sheet, row: int, column: int | None) -> str:
    """Return the text of a cell on one line; empty for an empty cell, or without a column.

    Args:
        sheet: The sheet.
        row: The row, from 1.
        column: The column, from 1; None where the list has none of that meaning.
    """
    cell = cell_at(sheet, row, column)
    return " ".join(cell.shown.split()) if cell else ""


def cell_at(sheet: Sheet, row: int, column: int | None) -> Cell | None:
    """Return a cell; None for an empty cell, or without a column.

    Args:
        sheet: The sheet.
        row: The row, from 1.
        column: The column, from 1, or None.
    """
    return sheet.cells.get((row, column)) if column else None


def years_above(sheet: Sheet, columns: FactColumns) -> set[int]:
    """Return the years that the lines above the heads name.

    Args:
        sheet: The sheet.
        columns: Its columns.
    """
    above = (cell.shown for (row, _), cell in sheet.cells.items() if row < columns.row)
    return {year for text in above for year in titled_years(text)}


def has_numbers(sheet: Sheet, columns: FactColumns) -> bool:
    """Return whether a column that is passed over holds numbers: then it may be another table.

    Args:
        sheet: The sheet.
        columns: Its columns.
    """
    return any(
        column in columns.passed and row > columns.row and text.replace(",", "", 1).isdecimal()
        for (row, column), cell in sheet.cells.items()
        if (text := cell.shown.replace(".", ",").strip())
    )
