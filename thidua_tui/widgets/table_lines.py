"""Printed lines, some of which represent rows: the cursor goes from row to row."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region

from thidua_tui.widgets.virtual_list import VirtualList


class RowLines(VirtualList, inherit_bindings=False):
    """Lines with a cursor as many lines tall as its row; without rows they only scroll."""

    BINDINGS = VirtualList.BINDINGS
    rows: Sequence[object] = ()
    firsts: Sequence[int] = ()

    def show_rows(self, rows: Sequence[object], *, from_top: bool) -> None:
        """Show a line for each of `rows`, None for a line without a row; `from_top`: scroll up."""
        turn = 0 if from_top else self._turn()
        self.rows = rows
        self.firsts = [
            at
            for at, row in enumerate(rows)
            if row is not None and (not at or row is not rows[at - 1])
        ]
        self.has_cursor = bool(self.firsts)
        turn = min(turn, len(self.firsts) - 1)
        self.show(len(rows), self.firsts[turn] if self.firsts else 0)
        if from_top:
            self.scroll_home(animate=False)

    def _turn(self) -> int:
        """Return the index of the row under the cursor."""
        return max((n for n, at in enumerate(self.firsts) if at <= self.cursor), default=0)

    def under_cursor(self, at: int) -> bool:
        """Whether a line is of the row under the cursor."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return self.has_cursor and row is not None and self.rows[at] is row

    def action_step(self, lines: int) -> None:
        """Move by so many rows; at the first, up scrolls to the lines above it."""
        if not self.firsts:
            super().action_step(lines)
            return
        turn = self._turn()
        if lines < 0 and not turn:
            self.scroll_relative(y=lines, animate=False)
        self.cursor = self.firsts[max(0, min(len(self.firsts) - 1, turn + lines))]

    def action_leaf(self, pages: int) -> None:
        """Move by the height of the screen, to the nearest row."""
        if not self.firsts:
            super().action_leaf(pages)
            return
        wanted = self.cursor + pages * max(1, self.scrollable_content_region.height - 1)
        nearest = min(self.firsts, key=lambda at: (abs(at - wanted), at))
        self.action_step(self.firsts.index(nearest) - self._turn() or pages)

    def _into_view(self) -> None:
        tall = sum(self.under_cursor(at) for at in range(len(self.rows))) or 1
        region = Region(0, self.cursor, 1, tall)
        self.scroll_to_region(region, animate=False, immediate=True)
