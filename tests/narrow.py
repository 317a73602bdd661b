"""What a test knows more closely than the program's types say."""

from __future__ import annotations

from typing import Any

from events.event import Entry
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder


def fact(entry: Entry) -> Any:
    """Return the event of an entry; `Any`, since its fields are those of the kind just recorded."""
    return entry.event


def file_recorder(ledger: Ledger) -> SQLiteRecorder:
    """Return the recorder of a ledger that is kept in a file."""
    assert isinstance(ledger.recorder, SQLiteRecorder)
    return ledger.recorder
