"""The tables: one after the other with Tab, by the year where they are of a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from thidua_tui.formatting.pictures.qr_code import drawn
from thidua_tui.formatting.tables.lines_with_rows import TableLine
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.cluster_list import working_year
from thidua_tui.screens.page_heading import WIDE, Heading
from thidua_tui.screens.paper_check import PaperCheck
from thidua_tui.screens.table_files import BOOK
from thidua_tui.screens.table_list import WIDTH as LIST_WIDTH
from thidua_tui.screens.table_list import TableList
from thidua_tui.screens.table_loading import (
    TABLES,
    Asked,
    LoadedTable,
    counts,
    load_table,
    with_disputes,
)
from thidua_tui.screens.table_on_wall import TableOnWall
from thidua_tui.screens.table_rendering import LOW, SHORT
from thidua_tui.screens.table_texts import FIRST_LEVEL, ink
from thidua_tui.screens.target_thread import TargetThread
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
from thidua_tui.widgets.row_table import RowTable, TableHead
from thidua_tui.widgets.table_lines import RowLines
from thidua_tui.widgets.table_names import TableNames
from thidua_tui.widgets.text_block import LinesBlock, TextBlock, display
from thidua_tui.widgets.text_input import Entry as Field
from views.cluster_history import ClusterYear
from views.clusters import ClusterRow
from views.figures import OfFigures
from views.paper_register import PaperRow
from views.targets import TargetRow

CODES = 50
"""Cells of the panel of codes: a picture of one that is cut cannot be read by a phone."""
TEXT = 94
"""Cells that a text is wide at most, without its frame."""


class Counted(Message):
    """How many rows the tables have at a location."""

    def __init__(self, here: Location, counts: Mapping[str, int]) -> None:
        super().__init__()
        self.here, self.counts = here, counts


class TableMain(Vertical):
    """What is at the right of the list of tables."""

    class Resized(Message):
        """It has another size."""

    def on_resize(self) -> None:
        """Have the table fitted to the new size."""
        self.post_message(self.Resized())


class TablesPage(TableOnWall):
    """One table at a time."""

    PLACE = "tables"
    CSS_PATH = "tables.tcss"
    AUTO_FOCUS = "RowTable"
    BINDINGS = bindings_at("tables")

    def __init__(self, table: str = "ranking") -> None:
        super().__init__()
        self.table, self.shown = table, ""
        self.table_lines: Sequence[TableLine] = ()
        self.loaded = LoadedTable(table)
        self.counts: Mapping[str, int] = {}

    def body(self) -> ComposeResult:
        """The list of tables, the chosen one, the row under the cursor."""
        width, height = self.app.size
        self.set_class(width >= WIDE, "-wide")  # else the first layout is that of a narrow screen
        self.set_class(height < SHORT, "-short")
        table = RowTable(self.cell, name="rows")
        with Container(id="table-sides"):
            yield TableList(id="table-list")
            with TableMain(id="table-main"):
                with Panel(id="table-panel"):
                    with Horizontal(id="table-narrow"):
                        yield Static(
                            Content(self.words("tablepage.filter")), id="table-narrow-label"
                        )
                        hint = self.words("tablepage.filter-hint")
                        yield Field(placeholder=hint, id="table-query", compact=True)
                    yield TextBlock(id="table-above")
                    yield TextBlock(id="table-none")
                    yield TableHead(table)
                    yield table
                with Panel(id="table-detail"):
                    yield LinesBlock(name="table-row")
                with Container(id="text-sides"):
                    with Panel(id="text-panel"):
                        yield RowLines(self.line, name="table", cursor=False)
                    with ScrollPanel(id="code-panel"):
                        yield Static(id="codes")

    def on_mount(self) -> None:
        """Show the names of the tables at once."""
        self.list_names()

    def load(self, session: Session, here: Location) -> LoadedTable:
        """Fold the table; a text is broken for this width."""
        self.remember()
        broad = self.has_class("-broad")
        aside = LIST_WIDTH if self.has_class("-wide") else 0
        aside += CODES if broad and self.table == "minutes" else 0
        width = max(40, self.size.width - aside - 5)
        room = self.thidua.announced is not None
        asked = Asked(session, here, self.words, min(TEXT, width), apart=broad, room=room)
        return load_table(self.table, asked)

    def render_data(self, data: LoadedTable) -> None:
        """Show the table, from the top when it is another one."""
        if data.name != self.table:
            return  # another was asked for while this one was folded
        another, self.shown = data.name != self.shown, data.name
        self.loaded, self.sheet = data, data.sheet
        self.set_class(data.sheet is None, "-text")
        self.list_names()
        if another:
            self.row_table.column = self.row_table.left = 0
            self.query_one("#table-query", Field).value = self.view.filter
            display(self.query_one("#table-narrow"), shown=bool(self.view.filter))
        if data.sheet is None:
            self.show_text(from_top=another)
        else:
            self.show_view(from_top=another)
        if another or not self.query_one("#table-query", Field).has_focus:
            (self.row_table if data.sheet else self.query_one(RowLines)).focus()
        self.count_rows()

    def head(self, head: Heading) -> None:
        """Keep the moment of the data for the note of the table."""
        self.known = head.known
        super().head(head)

    def list_names(self) -> None:
        """Show the names of the tables, at the left or above."""
        size, listed = self.app.size, self.query_one(TableList)
        display(listed, shown=size.height >= LOW and not self.led)
        wide = size.width >= WIDE
        listed.list_tables(self.table, self.counts, self.words, width=size.width, wide=wide)

    def on_table_names_picked(self, message: TableNames.Picked) -> None:
        """Show the table that was clicked."""
        message.stop()
        self.turn_to(message.table)

    def count_rows(self) -> None:
        """Count the rows of all tables in a worker, where the list shows them."""
        session, here, words = self.thidua.session, self.here, self.words
        if session and self.has_class("-wide") and self.is_current:
            read_in_worker(
                self,
                "counts",
                session,
                lambda reading: Counted(here, dict(counts(Asked(reading, here, words, 0)))),
            )

    def on_counted(self, message: Counted) -> None:
        """Show the numbers in the list."""
        if message.here == self.here:
            self.counts = message.counts
            self.list_names()

    def show_text(self, *, from_top: bool) -> None:
        """Show the lines of a table that is a text; its codes in a panel next to it."""
        text, lines = self.loaded.text, self.query_one(RowLines)
        display(self.query_one("#table-detail"), shown=False)
        self.table_lines = with_disputes(self.loaded, TEXT)[1:]
        if self.table_lines and not self.table_lines[0].text:
            self.table_lines = self.table_lines[1:]
        lines.show_rows([line.row for line in self.table_lines], from_top=from_top)
        entitle(self.query_one("#text-panel"), text.lines[0].text, self.known)
        self.set_class(bool(text.aside), "-codes")
        codes = Content("\n").join(map(ink, text.aside))
        self.query_one("#codes", Static).update(codes)
        entitle(self.query_one("#code-panel"), self.words("tablepage.codes"))

    def line(self, at: int, _: int) -> Content:
        """One line of a text."""
        text = self.table_lines[at].text
        first = not at or not self.table_lines[at - 1].text.strip()
        if first and not drawn(text) and not text.startswith(" "):
            return Content.styled(text, "bold $primary")
        if self.table == BOOK and FIRST_LEVEL.match(text):
            return Content.styled(text, "bold")
        return ink(text)

    def choice(self) -> Any:
        """The row under the cursor; None on a line without a row."""
        if self.sheet is not None:
            at = self.chosen_row()
            return None if at is None else self.sheet.rows[at]
        at = self.query_one(RowLines).chosen
        return self.table_lines[at].row if at is not None and at < len(self.table_lines) else None

    async def do_open(self) -> None:
        """Show the entries of a figure, what is known of a paper; else unit, year or history."""
        row, here = self.choice(), self.here
        if isinstance(row, OfFigures):
            await self.open_figure(row)
        elif isinstance(row, TargetRow) and self.thidua.session:
            thread = TargetThread(self.thidua.session, here, self.thidua.words, row)
            await self.app.push_screen(thread)
        elif isinstance(row, PaperRow) and self.thidua.session:
            check = PaperCheck(self.thidua.session, here, self.thidua.words, row.paper_code)
            await self.app.push_screen(check)
        elif unit := getattr(row, "unit", None):
            self.thidua.here = replace(here, unit=unit)
            await self.thidua.go("unit")
        elif isinstance(row, ClusterRow):
            year = working_year(row, here.year or 0)
            self.thidua.here = replace(here, cluster=row.cluster, year=year)
            await self.thidua.go("year")
        elif isinstance(row, ClusterYear):
            self.thidua.here = replace(here, year=row.year)
            await self.thidua.go("year")
        elif row is not None:
            await self.thidua.do_history()

    def on_resize(self) -> None:
        """List the names for the new width."""
        self.list_names()

    def on_table_main_resized(self, message: TableMain.Resized) -> None:
        """Fit the table to the new size; a text is broken again."""
        message.stop()
        if self.rendered and self.sheet is not None:
            self.show_view()
        elif self.rendered:
            self.reload()

    async def do_next_table(self) -> None:
        """Go on to the next table."""
        self._turn(1)

    async def do_last_table(self) -> None:
        """Go back to the table before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.turn_to(TABLES[(TABLES.index(self.table) + by) % len(TABLES)])

    def turn_to(self, table: str) -> None:
        """Show this table."""
        self.table = table
        self.list_names()
        self.reload()

    async def do_filter(self) -> None:
        """Go to the field that filters."""
        if self.chosen_column():
            display(self.query_one("#table-narrow"), shown=True)
            self.query_one("#table-query", Field).focus()
            self.show_view()

    async def do_back(self) -> None:
        """Leave the filter, then undo it, then leave the page."""
        field, narrow = self.query_one("#table-query", Field), self.query_one("#table-narrow")
        if self.sheet is None or not (field.value or field.has_focus):
            await self.thidua.do_back()
            return
        field.value = ""
        narrow.display = False
        self.row_table.focus()
        self.filter_by("")
