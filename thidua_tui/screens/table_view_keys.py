"""The keys of a table: column, order, columns that are shown, widths, bars, copy, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.events import Key

from events.errors import BadInput
from thidua_tui.formatting.tables.data_sheet import Column, DataSheet
from thidua_tui.formatting.tables.export_seen import as_lines, seen_cells
from thidua_tui.formatting.tables.table_view import TableView, read_view
from thidua_tui.platform.settings import chosen
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.figure_entries import FigureThread
from thidua_tui.screens.table_dialogs import TableColumns, copy_table
from thidua_tui.screens.table_files import BOOK, save_book, save_seen, save_workbook
from thidua_tui.widgets.row_table import RowTable
from thidua_tui.widgets.text_input import Entry as Field

if TYPE_CHECKING:
    from thidua_tui.formatting.tables.export_seen import SeenFormat
    from views.figures import OfFigures

MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
STEP = 4
"""Cells by which a key makes a column wider."""


class TableViewKeys(Page):
    """What the keys of a table do to the view of it."""

    table: str
    sheet: DataSheet | None = None
    remembered: dict[str, str] | None = None
    """The settings as they were read; None before."""

    def remember(self) -> None:
        """Read the settings once; in a worker."""
        if self.remembered is None:
            try:
                self.remembered = chosen()
            except (BadInput, OSError):
                self.remembered = {}

    @property
    def view(self) -> TableView:
        """Return how the table is looked at."""
        views = self.thidua.table_views
        if self.table not in views:
            views[self.table] = read_view((self.remembered or {}).get(f"table-{self.table}", ""))
        return views[self.table]

    def look(self, view: TableView) -> None:
        """Look at the table in another way, and remember what is not of the day."""
        before, self.thidua.table_views[self.table] = self.view.written(), view
        if view.written() != before:
            self.thidua.keep(**{f"table-{self.table}": view.written()})
        self.show_view()

    def show_view(self) -> None:
        """Show the table as it is looked at now."""
        raise NotImplementedError

    def chosen_row(self) -> int | None:
        """Return the index of the row under the cursor in the sheet."""
        raise NotImplementedError

    @property
    def row_table(self) -> RowTable:
        """Return the widget of the rows."""
        return self.query_one(RowTable)

    def chosen_column(self) -> Column | None:
        """Return the column under the cursor; None where the table is a text, which is shown."""
        if self.sheet is None:
            self.say_view("tablepage.text")
            return None
        columns = self.view.columns(self.sheet)
        at = self.row_table.column
        return self.sheet.columns[columns[at]] if at < len(columns) else None

    async def do_column_before(self) -> None:
        """Move the cursor to the column before."""
        if self.chosen_column():
            self.row_table.column -= 1

    async def do_column_after(self) -> None:
        """Move the cursor to the next column."""
        if self.chosen_column():
            self.row_table.column += 1

    async def do_sort(self) -> None:
        """Sort by the column under the cursor."""
        if column := self.chosen_column():
            self.look(self.view.sorted_by(column.key))

    def on_row_table_sorted(self, message: RowTable.Sorted) -> None:
        """Sort by the head that was clicked."""
        message.stop()
        if self.sheet and (column := self.chosen_column()):
            self.look(self.view.sorted_by(column.key))

    async def do_wider(self) -> None:
        """Make the column under the cursor wider."""
        self._widen(STEP)

    async def do_narrower(self) -> None:
        """Make it narrower."""
        self._widen(-STEP)

    def _widen(self, by: int) -> None:
        if column := self.chosen_column():
            width = self.row_table.widths[self.row_table.column] + by
            self.look(self.view.widened(column.key, max(1, width)))

    async def do_fit_width(self) -> None:
        """Make it as wide as its content needs."""
        if column := self.chosen_column():
            self.look(self.view.widened(column.key, 0))

    async def do_pin_columns(self) -> None:
        """Keep the columns up to the cursor in sight; the same again: the first alone."""
        if self.chosen_column():
            pinned = self.row_table.column + 1
            self.look(replace(self.view, pinned=1 if pinned == self.view.pinned else pinned))
            self.say_view("tablepage.pinned", count=str(self.view.pinned))

    async def do_bars(self) -> None:
        """Show the bars, or hide them."""
        if self.chosen_column():
            self.look(replace(self.view, bars=not self.view.bars))

    async def do_columns(self) -> None:
        """Choose which columns are shown."""
        if self.chosen_column() and (sheet := self.sheet):
            hidden = self.view.hidden
            dialog = TableColumns(sheet, hidden, self.words)
            await self.app.push_screen(dialog, self._columns_chosen)

    def _columns_chosen(self, shown: tuple[str, ...] | None) -> None:
        if shown and self.sheet:
            self.look(self.view.choose(shown, self.sheet.columns))

    async def do_copy_cell(self) -> None:
        """Copy the cell under the cursor."""
        self._copy("cell")

    async def do_export_table(self) -> None:
        """Copy or save the cell, the row, or what is seen of the table; a rule book as TOML."""
        if self.table == BOOK:
            save_book(self)
            return
        if self.chosen_column():
            await self.app.push_screen(copy_table(self.words), self._export)

    def _export(self, how: str | None) -> None:
        if how in ("cell", "row", "table"):
            self._copy(how)
        elif how == "xlsx" and self.sheet:
            save_workbook(self, self.sheet, self.view)
        elif how and self.sheet:
            form: SeenFormat = "md" if how == "md" else "excel" if how == "excel" else "csv"
            save_seen(self, self.sheet, self.view, form)

    def _copy(self, how: str) -> None:
        row, column = self.chosen_row(), self.chosen_column()
        if self.sheet is None or column is None:
            return
        if row is None:
            self.say_view("tablepage.nothing")
            return
        columns = self.view.columns(self.sheet)
        line = self.sheet.lines[row]
        cells = {
            "cell": [[line[self.sheet.at(column.key)]]],
            "row": [[line[at] for at in columns]],
        }.get(how)
        self.app.copy_to_clipboard(as_lines(cells or seen_cells(self.sheet, self.view)))
        self.say_view(f"tablepage.copied.{how}", rows=str(self.row_table.count))

    async def open_figure(self, row: OfFigures) -> None:
        """Show the entries behind the figure under the cursor, or say that there are none."""
        column, sheet, session = self.chosen_column(), self.sheet, self.thidua.session
        if column is None or sheet is None or session is None:
            return
        positions = row.figures(column.key)
        if not positions:
            self.say_view("tablepage.no-entries")
            return
        of = " · ".join(sheet.lines[sheet.rows.index(row)][:3])
        here, words = self.here, self.words
        thread = FigureThread(session, here, words, column.heading, of, positions)
        await self.app.push_screen(thread)

    def say_view(self, key: str, **facts: str) -> None:
        """Show a sentence in passing."""
        self.thidua.say(self.words(key, **facts))

    def on_input_changed(self, event: Field.Changed) -> None:
        """Filter by what is typed."""
        event.stop()
        if self.sheet and event.value != self.view.filter:
            self.filter_by(event.value)

    def filter_by(self, query: str) -> None:
        """Show the rows with a cell that contains this."""
        self.look(replace(self.view, filter=query))

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Enter in the filter goes to the rows."""
        event.stop()
        self.row_table.focus()

    def on_key(self, event: Key) -> None:
        """Arrows move through the rows during typing."""
        move = MOVES.get(event.key)
        if move and self.query_one("#table-query", Field).has_focus:
            event.stop()
            self.row_table.action_step(move)
