"""The matrix of a cluster: a row for each unit, a column for each criterion, at one stage."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from thidua_tui.formatting.workbooks.score_cells import Scored, is_direct, points_cell, seen_cell
from thidua_tui.formatting.workbooks.sheet import Cell, Column, Row, Sheet
from thidua_tui.formatting.workbooks.sheet_sums import total_of
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing import sheet_marks as marks

_UNIT, _POINTS = 34, 8
"""Widths in digits."""


def score_matrix(made: Scored, unit_name: Callable[[str], str], words: Words) -> Sheet:
    """Return the matrix; the totals are those of the program, the plain sums are formulas.

    Args:
        made: The scores, and the stage whose cells can be filled in.
        unit_name: The name of a member.
        words: The words of the chosen language.
    """
    board, leaves = made.board, made.board.book.leaves()
    columns = [
        Column("", words("sheets.head.number"), 5, right=True),
        Column(marks.TITLE, words("sheets.head.unit"), _UNIT),
        *(
            Column(
                f"{marks.CRITERION}{leaf.code}",
                f"{leaf.code}\n({words.number(leaf.max)})",
                _POINTS,
                right=True,
            )
            for leaf in leaves
        ),
    ]
    units = [unit for unit in board.units if unit != made.scorer]
    rows, totals = [], [_total(made, unit, words) for unit in units]
    for at, unit in enumerate(units):
        name = unit_name(unit)
        cells = [Cell(at + 1, str(at + 1)), Cell(name, name)]
        if made.only_shows:
            given = made.given(unit, made.stage)
            cells += [points_cell(given, leaf, words) for leaf in leaves]
        else:
            cells += [seen_cell(made, unit, leaf, words) for leaf in leaves]
        placed = [((at, column), cells[column]) for column in range(2, len(cells))]
        rows.append(Row([*cells, total_of(placed, words)], unit))
    columns.append(Column("sum", words("sheets.sum"), _POINTS + 2, right=True))
    sums = [row.cells[-1].value for row in rows]
    if sums != [total.value for total in totals]:
        if is_direct(leaves):
            rows = [r._replace(cells=[*r.cells, t]) for r, t in zip(rows, totals, strict=True)]
            columns.append(Column("total", words("sheets.head.total"), _POINTS + 2, right=True))
        else:  # what is observed does not add up
            rows = [r._replace(cells=[*r.cells[:-1], t]) for r, t in zip(rows, totals, strict=True)]
            columns[-1] = columns[-1]._replace(key="total", heading=words("sheets.head.total"))
    return Sheet(
        name=words("sheets.name.matrix"),
        title=made.title,
        notes=made.notes,
        columns=columns,
        rows=rows,
        pinned=2,
        keyed=True,
    )


def _total(made: Scored, unit: str, words: Words) -> Cell:
    """Return the total of a unit at the stage; empty where nothing is scored."""
    sheet = made.given(unit, made.stage)
    total: Decimal | None = sheet.total if sheet.points else None
    return Cell() if total is None else Cell(total, words.number(total))
