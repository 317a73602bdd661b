"""The tables: one after the other with Tab, by the year where they are of a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from thidua_tui.formatting.pictures.qr_code import INK, drawn
from thidua_tui.formatting.tables.lines_with_rows import TableLine
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.home import working_year
from thidua_tui.screens.table_loading import TABLES, Asked, short_title, table_lines
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.table_lines import RowLines
from views.cluster_history import ClusterYear
from views.clusters import ClusterRow


class TablesPage(Page):
    """One table at a time."""

    PLACE = "tables"
    CSS_PATH = "tables.tcss"
    AUTO_FOCUS = "VirtualList"
    BINDINGS = bindings_at("tables")

    def __init__(self, table: str = "ranking") -> None:
        super().__init__()
        self.table, self.shown = table, ""
        self.table_lines: Sequence[TableLine] = ()

    def body(self) -> ComposeResult:
        """The names of the tables, and the one chosen."""
        yield Static(id="table-names")
        yield RowLines(self.line, name="table", cursor=False)

    def load(self, session: Session, here: Location) -> tuple[str, Sequence[TableLine]]:
        """Print the table for this width."""
        width = max(40, self.size.width - 3)
        return self.table, table_lines(self.table, Asked(session, here, self.words, width))

    def render_data(self, data: tuple[str, Sequence[TableLine]]) -> None:
        """Show the table's lines, from the top when it is another one."""
        table, self.table_lines = data
        lines, another = self.query_one(RowLines), table != self.shown
        self.shown = table
        lines.show_rows([line.row for line in self.table_lines], from_top=another)
        self.query_one("#table-names", Static).update(self.names())

    def names(self) -> Content:
        """The names of all tables, the chosen one marked."""
        parts = []
        for name in TABLES:
            text = f" {short_title(name, self.words)} "
            parts.append(Content.styled(text, "reverse bold" if name == self.table else ""))
        return Content(" ").join(parts)

    def line(self, at: int, _: int) -> Content:
        """One line of the table."""
        text = self.table_lines[at].text
        line = Content(text)
        if drawn(text):
            return line.stylize(INK)
        return line.stylize("bold $primary") if at == 0 else line

    def choice(self) -> Any:
        """The row under the cursor; None on a line without a row."""
        at = self.query_one(RowLines).chosen
        return self.table_lines[at].row if at is not None and at < len(self.table_lines) else None

    async def do_open(self) -> None:
        """Show the record of the row's unit; else its year, else its history."""
        row, here = self.choice(), self.here
        if unit := getattr(row, "unit", None):
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
        """Print again for the new width."""
        if self.rendered:
            self.reload()

    async def do_next_table(self) -> None:
        """Go on to the next table."""
        self._turn(1)

    async def do_last_table(self) -> None:
        """Go back to the table before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        names = [*TABLES]
        self.turn_to(names[(names.index(self.table) + by) % len(names)])

    def turn_to(self, table: str) -> None:
        """Show this table."""
        self.table = table
        self.reload()
