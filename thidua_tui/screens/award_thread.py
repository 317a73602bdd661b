"""The entries of a nomination: what its form asks for in earlier years, then its own steps."""

from __future__ import annotations

from events.award_events import AWARDS, AwardGranted
from events.event import Entry, Scope
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.award_board_facts import Card
from thidua_tui.screens.entry_thread import EntryThread
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session


class AwardThread(EntryThread):
    """The entries of a nomination; a year of a condition that is not met has no entry.

    Args:
        session: The session.
        here: The location, with the moment that is shown.
        words: The words of the language.
        card: The nomination on the board.
    """

    def __init__(self, session: Session, here: Location, words: Words, card: Card) -> None:
        super().__init__(session, here, words)
        self.card = card
        ground = ActContext(session, here, words)
        row = card.row
        grants = ground.read(Scope((f"unit:{row.unit}",), (AwardGranted,))).entries
        at = {entry.position: entry for entry in grants}
        self.conditions = [at.get(one.position or 0) for one in card.conditions]
        steps = ground.read(Scope((f"cluster:{row.cluster}/{row.year}",), AWARDS)).entries
        self.entries = [*self.conditions, *(entry for entry in steps if self._concerns(entry))]

    def _concerns(self, entry: Entry) -> bool:
        row, event = self.card.row, entry.event
        same = (getattr(event, "unit", ""), getattr(event, "form", ""))
        return same == (row.unit, row.form)

    def on_mount(self) -> None:
        """Show the condition and the steps."""
        row, words = self.card.row, self.words
        about = words(f"screen.award-state.{row.state}")
        self.show_entries(words.form(row.form, row.year), row.unit_short, about)

    def head(self, at: int, entry: Entry | None) -> str:
        """Return the year of a condition and whether it is met, or the sentence of a step."""
        if at >= len(self.conditions):
            return f"• {self.sentence(entry)}" if entry else ""
        year = self.card.conditions[at].year
        if entry:
            return f"{year} ✓ {self.sentence(entry)}"
        form = self.card.form.after_form if self.card.form else None
        name = plain(self.words.form(form or "", year))
        return self.words("board.condition-unmet", year=str(year), form=name)
