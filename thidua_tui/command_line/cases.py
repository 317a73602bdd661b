"""Twelve real articles, entered late line by line: each with what it says, and nothing more.

The lines are in `data/samples/cases.thidua`; `thidua run` records the same from that file.
"""

from __future__ import annotations

from pathlib import Path

from events.store.ledger import Ledger
from thidua_tui.command_line.script import Script
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

LINES = Path(__file__).parents[1] / "data" / "samples" / "cases.thidua"


def play(ledger: Ledger) -> None:
    """Record every article into an empty ledger."""
    script = Script(Session(ledger, LINES.stem), LINES.name, Location(), Words("vi"))
    for _ in script.run(LINES.read_text("utf-8")):
        pass
