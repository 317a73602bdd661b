"""A meeting of the invented cluster, for `thidua demo`: run sheet, presence, a ballot, minutes."""

from __future__ import annotations

from events.store.ledger import Ledger
from thidua_tui.session.samples.story import Story

MEETING = "tru-bi-minh-hoa-2026"


def play(ledger: Ledger) -> None:
    """Record the meeting into a ledger that has the scored year, all of it now."""
    Story("held_meeting", ledger, days=False).play()
