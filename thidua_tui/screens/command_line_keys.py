"""The keys of the line: each waits its turn behind what was typed before."""

from __future__ import annotations

from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.widgets.command_input import LineEntry


class LineKeys(Dialog[None]):
    """A dialog in whose one line an act is typed."""

    PLACE = "line"

    @property
    def entry(self) -> LineEntry:
        """The line."""
        return self.query_one(LineEntry)

    async def do_complete(self) -> None:
        """Put in the next that could stand there, when it is this key's turn."""
        self.entry.post_message(LineEntry.Completing(1))

    async def do_complete_back(self) -> None:
        """Put in the one before."""
        self.entry.post_message(LineEntry.Completing(-1))

    async def do_earlier_line(self) -> None:
        """Go to an earlier line."""
        self.entry.post_message(LineEntry.Earlier(-1))

    async def do_later_line(self) -> None:
        """Go to a later line."""
        self.entry.post_message(LineEntry.Earlier(1))

    async def do_leave(self) -> None:
        """Close, when it is this key's turn."""
        self.entry.post_message(LineEntry.Leaving())

    async def do_explain(self) -> None:
        """Say how a line is written, when it is this key's turn."""
        self.entry.post_message(LineEntry.Explaining())
