"""The tables: one after the other with Tab, by the year where they are of a year."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from thidua_tui.actions import bindings_at
from thidua_tui.here import Here
from thidua_tui.qr import INK, drawn
from thidua_tui.screens.page import Page
from thidua_tui.screens.table_data import TABLES, Asked
from thidua_tui.session import Session
from thidua_tui.widgets.lines import Lines


class TablesPage(Page):
    """One table at a time."""

    PLACE = "tables"
    CSS_PATH = "tables.tcss"
    AUTO_FOCUS = "Lines"
    BINDINGS = bindings_at("tables")

    def __init__(self, table: str = "ranking") -> None:
        super().__init__()
        self.table, self.shown = table, ""
        self.told: Sequence[str] = ()

    def body(self) -> ComposeResult:
        """The names of the tables, and the one chosen."""
        yield Static(id="table-names")
        yield Lines(self.line, name="table", cursor=False)

    def gather(self, session: Session, here: Here) -> tuple[str, Sequence[str]]:
        """Print the table for this width."""
        width = max(40, self.size.width - 3)
        return self.table, TABLES[self.table](Asked(session, here, self.words, width))

    def paint(self, data: tuple[str, Sequence[str]]) -> None:
        """Show the table's lines, from the top when it is another one."""
        table, self.told = data
        lines = self.query_one(Lines)
        lines.show(len(self.told))
        if table != self.shown:
            self.shown = table
            lines.scroll_home(animate=False)
        self.query_one("#table-names", Static).update(self.names())

    def names(self) -> Content:
        """The names of all tables, the chosen one marked."""
        parts = []
        for name in TABLES:
            text = f" {self.words(f'screen.table.{name}')} "
            parts.append(Content.styled(text, "reverse bold" if name == self.table else ""))
        return Content(" ").join(parts)

    def line(self, at: int, _: int) -> Content:
        """One line of the table."""
        line = Content(self.told[at])
        if drawn(self.told[at]):
            return line.stylize(INK)
        return line.stylize("bold $primary") if at == 0 else line

    def on_resize(self) -> None:
        """Print anew for the new width."""
        if self.painted:
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
