"""A table on the wall: the secretary puts it there, and the wall goes to the same row."""

from __future__ import annotations

from thidua_tui.screens.table_loading import short_title
from thidua_tui.screens.table_rendering import TableRendering
from thidua_tui.session.wall_channel import TABLES_ON_WALL, Scene
from thidua_tui.widgets.table_lines import RowLines


class TableOnWall(TableRendering):
    """The page of tables, as far as the wall is concerned."""

    on_wall = ""
    """The table that the secretary put on the wall."""

    def scene(self) -> Scene | None:
        """Return the table that was put on the wall, at its row, as long as it is in front."""
        if self.table != self.on_wall:
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
            self.query_one(RowLines).cursor = scene.at
        elif scene.at in self.order:
            self.row_table.cursor = self.order.index(scene.at)

    def turn_to(self, table: str) -> None:
        """Show this table."""
        raise NotImplementedError

    async def do_show_on_wall(self) -> None:
        """Put this table on the wall, unless it is only for the secretary."""
        if self.table not in TABLES_ON_WALL:
            self.thidua.say(self.words("wall.not-for-room"))
            return
        self.on_wall = self.table
        self.thidua.say(self.words("wall.set.table", table=short_title(self.table, self.words)))
