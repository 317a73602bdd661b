"""A table as a sheet: the cells as they are printed, with numbers and days as what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.data_sheet import DataSheet, sheet_of
from thidua_tui.formatting.tables.render import Table
from thidua_tui.formatting.workbooks.sheet import Cell, Column, Row, Sheet, Value
from thidua_tui.i18n.messages import Words, local

PROVISIONAL = "provisional"
"""The key of the column that marks provisional rows."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")


def sheet_of_table(table: Table, words: Words, *, code: str = "") -> Sheet:
    """Return a whole table as a sheet; rows that are provisional are marked.

    Args:
        table: The table.
        words: The words of the chosen language, with the names of the ledger.
        code: The field of a row that is the code of its criterion or unit; empty for a sheet that
            is not read back.
    """
    data = sheet_of(table, words)
    every = range(len(data.columns))
    made = seen_sheet(data, words, every, range(len(data.lines)), code=code)
    notes = (*made.notes, *filter(None, (plain(table.note),)))
    columns, rows = made.columns, made.rows
    if table.provisional:
        columns = (*columns, Column(PROVISIONAL, words("provisional.column")))
        mark = words("provisional.mark")
        marked = [Cell(mark, mark) if waits else Cell() for waits in table.provisional]
        rows = [
            row._replace(cells=(*row.cells, cell)) for row, cell in zip(rows, marked, strict=True)
        ]
    return made._replace(columns=columns, rows=rows, notes=notes, foot=plain(table.foot))


def seen_sheet(
    data: DataSheet, words: Words, columns: Sequence[int], rows: Sequence[int], *, code: str = ""
) -> Sheet:
    """Return these columns and rows of a table as a sheet.

    Args:
        data: The table.
        words: The words of the chosen language.
        columns: The columns, by their index in `data`.
        rows: The rows, by their index in `data`.
        code: As for `sheet_of_table`.
    """
    chosen = [data.columns[at] for at in columns]
    made = []
    for row in rows:
        line, of = data.lines[row], data.rows[row]
        cells = [
            _cell(line[at], getattr(of, column.key, None), words, column.right, data.nothing)
            for at, column in zip(columns, chosen, strict=True)
        ]
        made.append(Row(cells, getattr(of, code, None) or "" if code else ""))
    return Sheet(
        name=data.title,
        title=data.title,
        notes=tuple(filter(None, (data.caption,))),
        columns=[Column(column.key, column.heading, right=column.right) for column in chosen],
        rows=made,
        keyed=bool(code),
    )


def _cell(text: str, field: Any, words: Words, right: bool, nothing: frozenset[str]) -> Cell:
    """Return a cell: a value where the text shows nothing but that value."""
    if text in nothing and field in (None, "", ()):
        return Cell(None, "")
    return Cell(_value(text, field, words, right), text)


def _value(text: str, field: Any, words: Words, right: bool) -> Value:
    match field:
        case bool():
            return text
        case int() if str(field) == text:
            return field
        case Decimal() if words.number(field) == text:
            return field
        case datetime() if words.instant(field) == text:
            return local(field, words.zone).replace(tzinfo=None)
        case date() if not isinstance(field, datetime) and words.day(field) == text:
            return field
    number = text.replace(",", ".") if words.lang == "vi" else text
    if right and _NUMBER.fullmatch(number):
        return Decimal(number)
    return text
