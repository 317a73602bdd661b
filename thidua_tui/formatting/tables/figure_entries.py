"""The entries behind the figures of a table, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from thidua_tui.formatting.tables.cells import caption
from thidua_tui.formatting.tables.columns import rows_of
from thidua_tui.formatting.tables.layouts import layout_of
from thidua_tui.formatting.tables.render import Table
from thidua_tui.i18n.messages import Words


def figure_lines(table: Table, words: Words) -> Iterator[str]:
    """Yield a line for each figure of a table that counts an entry.

    Args:
        table: A table whose rows are `views.figures.OfFigures`.
        words: The messages of the language to use.
    """
    layout = layout_of(table.name, table.kind)
    named = [key for key in layout.columns if key not in layout.right][:2]
    for rows in rows_of(layout, table.rows):
        yield caption(table.name, rows, words)
        for row in rows:
            what = ", ".join(layout.columns[key](row, words) for key in named)
            for one in row.entries:
                numbers = ", ".join(map(str, one.positions))
                heading = words(f"tables.column.{one.figure}")
                yield words("tables.value.figure", what=what, figure=heading, entries=numbers)
