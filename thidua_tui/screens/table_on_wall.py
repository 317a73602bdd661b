"""A table on the wall: the secretary puts it there, and the wall goes to the same row."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_tui.formatting.slides.announced import adopted
from thidua_tui.formatting.tables.titles import short_title
from thidua_tui.screens.table_rendering import TableRendering
from thidua_tui.session.wall_channel import NO_ROW, TABLES_ON_WALL, Scene
from thidua_tui.widgets.table_lines import RowLines
from views.standings import StandingsRow

RANKING = "ranking"


class TableOnWall(TableRendering):
    """The page of tables, as far as the wall is concerned."""

    on_wall = ""
    """The table that the secretary put on the wall."""

    def scene(self) -> Scene | None:
        """Return the table that was put on the wall, at its row, as long as it is in front."""
        if self.table != self.on_wall or self._unreleased():
            return None
        row = self.query_one(RowLines).cursor if self.sheet is None else self.chosen_row()
        return self.scene_here(of=self.table, at=row or 0)

    def begin(self, scene: Scene) -> None:
        """Be the table that the secretary shows."""
        self.table = scene.of

    def follow(self, scene: Scene) -> None:
        """Show the table and the row that the secretary shows."""
        if scene.of != self.table:
            self.turn_to(scene.of)
        elif self.sheet is None:
            self.query_one(RowLines).cursor = max(0, scene.at)
        elif (at := self._present_item() if scene.at == NO_ROW else scene.at) in self.order:
            self.row_table.cursor = self.order.index(at)

    def _present_item(self) -> int:
        """Return the row of the item that the meeting is at, of an agenda; else the first."""
        rows = self.sheet.rows if self.sheet and self.loaded.name == "agenda" else ()
        return next((at for at, row in enumerate(rows) if row.state == "now"), 0)

    def turn_to(self, table: str) -> None:
        """Show this table."""
        raise NotImplementedError

    def show_view(self, *, from_top: bool = False) -> None:
        """Show the table; places that are shown on a wall are announced."""
        super().show_view(from_top=from_top)
        announced = self.thidua.announced
        if announced is not None:
            announced.add(self._ranking())

    def _ranking(self) -> Sequence[StandingsRow]:
        """Return the rows of the ranking, if it is that table which is loaded."""
        return self.sheet.rows if self.sheet and self.loaded.name == RANKING else ()

    def _unreleased(self) -> bool:
        """Return whether this is a ranking that no decision has adopted."""
        return self.table == RANKING and not adopted(self._ranking())

    async def do_show_on_wall(self) -> None:
        """Put this table on the wall, unless it is only for the secretary."""
        if self.table not in TABLES_ON_WALL:
            self.thidua.say(self.words("wall.not-for-room"))
            return
        if self._unreleased():
            self.thidua.say(self.words("wall.not-adopted"))
            return
        self.on_wall = self.table
        self.thidua.say(self.words("wall.set.table", table=short_title(self.table, self.words)))
