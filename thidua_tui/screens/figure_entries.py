"""The entries behind a figure of a table, in a list over the page; Enter shows one."""

from __future__ import annotations

from collections.abc import Sequence

from events.event import Entry
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.entry_thread import EntryThread
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session


class FigureThread(EntryThread):
    """The entries of one figure, in the order of the ledger.

    Args:
        session: The session.
        here: The location, with the moment that is shown.
        words: The words of the language.
        title: The heading of the figure.
        of: What the row of the figure counts.
        positions: The positions of the entries.
    """

    def __init__(
        self,
        session: Session,
        here: Location,
        words: Words,
        title: str,
        of: str,
        positions: Sequence[int],
    ) -> None:
        super().__init__(session, here, words)
        self._title, self._of = title, of
        self.entries = [
            entry
            for position in positions
            for entry in session.ledger.read(after=position - 1, limit=1)
        ]

    def on_mount(self) -> None:
        """Show the figure and its entries."""
        count = self.words("tablepage.figure", count=str(len(self.entries)))
        self.show_entries(self._title, self._of, count)

    def head(self, at: int, entry: Entry | None) -> str:  # noqa: ARG002 - the entry is enough
        """Return the sentence of a line."""
        return self.sentence(entry) if entry else ""
