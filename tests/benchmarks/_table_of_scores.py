"""The least that Textual can do for a cell: `python _table_of_scores.py ROWS COLUMNS`.

A stock `DataTable` alone on the screen; a digit and Enter put a number in the cell under the cursor
and the sum of its row in the first column, and go down.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.coordinate import Coordinate
from textual.events import Key
from textual.widgets import DataTable

ROWS, COLUMNS = map(int, sys.argv[1:3])


class Table(DataTable[str]):
    """So many rows of so many numbers."""

    typed = ""

    def on_mount(self) -> None:
        """Fill it; the totals are in sight, behind the names."""
        self.add_columns("total", *(str(at) for at in range(COLUMNS)))
        for _ in range(ROWS):
            self.add_row(str(COLUMNS), *["1"] * COLUMNS)
        self.move_cursor(column=1)

    def on_key(self, event: Key) -> None:
        """Type a digit."""
        if event.character and event.character.isdigit():
            self.typed = event.character

    def action_select_cursor(self) -> None:
        """Put it in the cell, and go down."""
        at = self.cursor_coordinate
        self.update_cell_at(at, self.typed)
        total = sum(int(cell) for cell in self.get_row_at(at.row)[1:])
        self.update_cell_at(Coordinate(at.row, 0), str(total))
        self.move_cursor(row=(at.row + 1) % ROWS)


class Bare(App[None]):
    """Nothing but the table."""

    def compose(self) -> ComposeResult:
        """Compose the table."""
        yield Table()


Bare().run()
