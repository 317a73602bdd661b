"""How safe the places of a year are, in short: the last panel of the page of a year."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message

from thidua_tui.formatting.sentences.place_reasons import NARROW, brief_margins
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.panel_stack import FramedText, PanelStack
from views.place_reasons import PlaceReasons


class SafetyFound(Message):
    """The margins of a year, a line for each pair of neighbours."""

    def __init__(self, here: Location, lines: Sequence[str]) -> None:
        super().__init__()
        self.here, self.lines = here, lines


class SafetyPanel(PanelStack):
    """The margins; nothing where there are no points."""

    here: Location | None = None
    words: Words

    def look(self, session: Session, here: Location, words: Words) -> None:
        """Read the scores of the year in a worker: the rest of the page does not wait."""
        self.here, self.words = here, words
        read_in_worker(self, "safety", session, lambda reading: _found(reading, here, words))

    def on_safety_found(self, message: SafetyFound) -> None:
        """Show the lines, unless another year was asked for since."""
        message.stop()
        if message.here != self.here:
            return
        lines = [
            Content.styled(line, "$warning" if line.startswith(NARROW) else "")
            for line in message.lines
        ]
        title = self.words("placereasons.page.safe")
        note = self.words("placereasons.page.key")
        self.show([FramedText("safe", title, lines, note)])


def _found(session: Session, here: Location, words: Words) -> SafetyFound:
    view = session.see(PlaceReasons(here.cluster, here.year, here.on), here.known_at)
    reasons = view.reasons(here.cluster or "", here.year or 0)
    return SafetyFound(here, [*brief_margins(reasons, words)] if reasons else [])
