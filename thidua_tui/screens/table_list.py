"""The list of tables by area: at the left on a wide screen, else two lines above the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from textual import on
from textual.app import ComposeResult

from thidua_tui.formatting.tables.titles import short_title
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.table_loading import TABLES
from thidua_tui.widgets.area_tabs import AreaTabs
from thidua_tui.widgets.panel import Panel, entitle
from thidua_tui.widgets.table_names import TableNames
from thidua_tui.widgets.text_block import display
from views.tables import TABLES as SPECS

WIDTH = 28
"""Cells of the list at the left, with its frame."""
ROOM = 4
"""Cells to the left and right of the areas on a narrow screen."""


@cache
def tables_by_area() -> Mapping[str, Sequence[str]]:
    """Return the areas with their tables, in the order of the page."""
    areas: dict[str, list[str]] = {}
    for name in TABLES:
        areas.setdefault(SPECS[name].area, []).append(name)
    return areas


class TableList(Panel):
    """The areas, and the tables of the area of the shown table; a click opens one."""

    chosen = TABLES[0]

    def compose(self) -> ComposeResult:
        """Both forms of the list."""
        yield TableNames(id="table-names")
        yield AreaTabs(id="table-areas")
        yield AreaTabs(id="tables-of-area")

    def list_tables(
        self, chosen: str, counts: Mapping[str, int], words: Words, *, width: int, wide: bool
    ) -> None:
        """Show the areas and the tables for a screen of this width."""
        self.chosen = chosen
        for one in self.children:
            display(one, shown=wide is isinstance(one, TableNames))
        areas = {words(f"acts.area.{area}"): of for area, of in tables_by_area().items()}
        names = {name: short_title(name, words) for name in TABLES}
        if wide:
            self.query_one(TableNames).list_down(names, chosen, counts, WIDTH - 4, areas)
            if not self.border_title:  # another repaints the whole panel
                entitle(self, words("tablepage.tables"))
            return
        above, below = self.query(AreaTabs).results()
        above.list_across([*areas], [*tables_by_area()].index(SPECS[chosen].area), width - ROOM)
        tables = self._of_area()
        below.list_across([names[name] for name in tables], tables.index(chosen), width - ROOM)

    def _of_area(self) -> Sequence[str]:
        return tables_by_area()[SPECS[self.chosen].area]

    @on(AreaTabs.Picked, "#table-areas")
    def area_picked(self, message: AreaTabs.Picked) -> None:
        """Ask for the first table of the area that was clicked."""
        message.stop()
        self.post_message(TableNames.Picked([*tables_by_area().values()][message.at][0]))

    @on(AreaTabs.Picked, "#tables-of-area")
    def table_picked(self, message: AreaTabs.Picked) -> None:
        """Ask for the table that was clicked."""
        message.stop()
        self.post_message(TableNames.Picked(self._of_area()[message.at]))
