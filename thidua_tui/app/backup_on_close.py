"""A copy of the ledger when a meeting closes: the afternoon's work is in two places at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.message import Message

from events.errors import ThiduaError
from events.event import Entry
from events.meetings import MeetingClosed
from thidua_tui.platform import os_errors
from thidua_tui.session.backup import backup_now

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words


class Saved(Message):
    """A copy was made and read back, or why not."""

    def __init__(self, sentence: str, *, failed: bool) -> None:
        super().__init__()
        self.sentence, self.failed = sentence, failed


def closes(entries: Iterable[Entry]) -> bool:
    """Whether a meeting closed with these."""
    return any(isinstance(entry.event, MeetingClosed) for entry in entries)


def save(ledger: Ledger, words: Words) -> Saved:
    """Make the copy, in a worker; that it cannot be made takes nothing from the ledger."""
    try:
        copy = backup_now(ledger)
    except ThiduaError as error:
        why = words.refusal(error)
    except (OSError, sqlite3.Error) as error:
        code = os_errors.why(error) if isinstance(error, OSError) else "EIO"
        detail = words.choice("detail", code)
        why = f"{detail[:1].upper()}{detail[1:]}."
    else:
        return Saved(words("screen.saved.done", path=str(copy.file)), failed=False)
    return Saved(words("screen.saved.failed", why=why), failed=True)
