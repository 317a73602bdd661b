"""The keys of the score grid: each waits its turn behind what was typed in the cell before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from events.event import Entry
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.widgets.cell_input import CellEntry


class GridKeys(Dialog[tuple[Entry, ...]]):
    """A grid whose cells are typed in one line."""

    PLACE = "grid"

    @property
    def entry(self) -> CellEntry:
        """The line in which a cell is typed."""
        return self.query_one(CellEntry)

    async def done(self, down: int, right: int) -> None:
        """Record what was typed in the cell, and go on."""
        raise NotImplementedError

    async def leave(self) -> None:
        """Take back what is being typed; with nothing typed, close."""
        raise NotImplementedError

    async def whole(self) -> None:
        """Open the form of the cell: evidence, source, reason."""
        raise NotImplementedError

    async def history(self) -> None:
        """Show how the cell came to be."""
        raise NotImplementedError

    async def next_stage(self) -> None:
        """Show the next stage: self, peer, verified."""
        raise NotImplementedError

    async def do_cell_down(self) -> None:
        """Record what is typed, and go down."""
        self._wish(lambda: self.done(1, 0))

    async def do_cell_up(self) -> None:
        """Record what is typed, and go up."""
        self._wish(lambda: self.done(-1, 0))

    async def do_cell_right(self) -> None:
        """Record what is typed, and go right."""
        self._wish(lambda: self.done(0, 1))

    async def do_cell_left(self) -> None:
        """Record what is typed, and go left."""
        self._wish(lambda: self.done(0, -1))

    async def do_stage(self) -> None:
        """Show another stage, when it is this key's turn."""
        self._wish(self.next_stage)

    async def do_whole_form(self) -> None:
        """Open the form of the cell, when it is this key's turn."""
        self._wish(self.whole)

    async def do_history(self) -> None:
        """Show how the cell came to be, when it is this key's turn."""
        self._wish(self.history)

    async def do_leave(self) -> None:
        """Take back what is being typed; with nothing typed, close."""
        self._wish(self.leave)

    def _wish(self, what: Callable[[], Awaitable[None]]) -> None:
        self.entry.post_message(CellEntry.Wanted(what))
