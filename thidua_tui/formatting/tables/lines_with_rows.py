"""A table as it is printed, line by line, each with the row that it shows.

What prints wraps a cell over several lines, so the lines of a row are not to be counted beforehand:
a column with the rows' numbers is printed in front and cut off again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from thidua_tui.formatting.tables.cells import caption
from thidua_tui.formatting.tables.columns import Layout, rows_of
from thidua_tui.formatting.tables.layouts import layout_of
from thidua_tui.formatting.tables.render import (
    Paper,
    Table,
    aligned,
    cells_of,
    drawn,
    is_tall,
    printed,
    tall,
)
from thidua_tui.i18n.messages import Words


class TableLine(NamedTuple):
    """A line as printed, and the row it shows; None for a title, a heading, a rule."""

    text: str
    row: Any = None


def lined(table: Table, words: Words, width: int) -> list[TableLine]:
    """The lines of `printed` on paper of that width, without decoration."""
    layout, paper = layout_of(table.name, table.kind), Paper(width)
    if not table.rows:
        return [TableLine(line) for line in printed(table, words, paper).splitlines()]
    title = printed(table._replace(rows=()), words, paper).splitlines()[0]
    lines = [TableLine(title)]
    for rows in rows_of(layout, table.rows):
        if layout.group:
            lines += [TableLine(""), TableLine(caption(table.name, rows, words))]
        lines += _grid(layout, rows, words, paper)
    return lines


def _grid(layout: Layout, rows: Sequence[Any], words: Words, paper: Paper) -> Iterator[TableLine]:
    headings, cells = cells_of(layout, rows, words)
    if is_tall(layout, headings, paper):
        for row, line in zip(rows, cells, strict=True):
            lines = tall(headings, line, paper).splitlines()
            yield from (TableLine(one, row if one.strip("- ") else None) for one in lines)
        return
    digits = len(str(len(rows) - 1))
    wider = Paper(paper.width and paper.width + digits + 3)
    numbered = [[str(at), *line] for at, line in enumerate(cells)]
    align = ["left", *aligned(layout, headings)]
    row = None
    for text in drawn(numbered, wider, ["", *headings.values()], align).splitlines():
        number = text[:digits].strip()
        row = rows[int(number)] if number.isdecimal() else row
        yield TableLine(text[digits + 2 :], row)
