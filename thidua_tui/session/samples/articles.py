"""Real meetings from public articles, entered late: the conference, then the other articles.

The records are A01 … A41; `data/samples/articles.toml` holds all but the first.
"""

from __future__ import annotations

from events.store.ledger import Ledger
from thidua_tui.session.samples.conference import RECORD
from thidua_tui.session.samples.records import execute, read_records

RECORDS = (RECORD, *read_records("articles"))


def play(ledger: Ledger) -> None:
    """Record every article into an empty ledger."""
    for record in RECORDS:
        execute(record, ledger)
