"""The list of the journal: entries on a line each, below their meeting and source."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from thidua_tui.i18n.messages import Words
from thidua_tui.screens.journal_entry_text import Line, entry_line, kind_width
from thidua_tui.screens.journal_groups import Group, JournalGroups
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.widgets.grouped_list import GroupedList


class JournalList(GroupedList):
    """Entries of the ledger, read when they come into view.

    Args:
        words: The words of the chosen language.
        name: The id of the widget.
    """

    view: JournalPages | None = None
    groups: JournalGroups | None = None
    positions: Sequence[int] = ()
    lit: tuple[str, ...] = ()

    def __init__(self, words: Words, name: str) -> None:
        super().__init__(self._line, self._group, self._heading_line, name=name)
        self.words, self.shape = words, (0, kind_width(words))

    def show_entries(
        self, view: JournalPages, positions: Sequence[int], cursor: int, lit: tuple[str, ...] = ()
    ) -> None:
        """Show the entries at these positions, the cursor on that at an index.

        Args:
            view: The journal up to what was known.
            positions: The positions of the entries, from 1, the newest first.
            cursor: The index of the entry that gets the cursor.
            lit: Words that are lit in the sentences.
        """
        self.view, self.positions, self.lit = view, positions, lit
        self.groups = JournalGroups(view, positions)
        self.shape = len(str(view.length)), self.shape[1]
        self.show(len(positions), cursor)

    def look_at(self, view: JournalPages) -> None:
        """Look at the same entries as they are known at another moment; later ones are blank."""
        self.view, self.groups = view, JournalGroups(view, self.positions)
        self.show(len(self.positions))

    def position(self) -> int | None:
        """Return the position of the entry under the cursor."""
        at = self.chosen
        return self.positions[at] if at is not None and self._known(at) else None

    def _known(self, at: int) -> bool:
        """Whether the entry at an index was recorded by the moment that is shown."""
        length = self.view.length if self.view else 0
        return at < len(self.positions) and self.positions[at] <= length

    def _group(self, at: int) -> Group | None:
        """The group of an entry; None while what matches is being found at another moment."""
        return self.groups.group(at) if self.groups and at < len(self.positions) else None

    def _heading_line(self, at: int, width: int) -> Content:
        """The line above the entries of a group."""
        if not self.groups or at >= len(self.positions):
            return Content("")
        return self.groups.heading(at, self.words, width)

    def _line(self, at: int, width: int) -> Content:
        """One entry: its number, when, of which kind, and what was recorded."""
        if not self.view or not self.groups or not self._known(at):
            return Content("")
        line = Line(self.groups.brace(at), self.lit, *self.shape, width)
        return entry_line(self.view, self.positions[at], self.words, line)
