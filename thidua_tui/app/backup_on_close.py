"""A copy of the ledger when a meeting closes: the afternoon's work is in two places at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from events.errors import ThiduaError
from events.event import Entry
from events.meetings import MeetingClosed
from thidua_tui.platform import os_errors
from thidua_tui.session.backup import backup_now

if TYPE_CHECKING:
    from events.store.ledger import Ledger
    from thidua_tui.i18n.messages import Words


class Backup(NamedTuple):
    """Whether a copy was made and read back, as a sentence."""

    sentence: str
    failed: bool


def closes(entries: Iterable[Entry]) -> bool:
    """Whether a meeting closed with these."""
    return any(isinstance(entry.event, MeetingClosed) for entry in entries)


def save(ledger: Ledger, words: Words) -> Backup:
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
        return Backup(words("screen.saved.done", path=str(copy.file)), failed=False)
    return Backup(words("screen.saved.failed", why=why), failed=True)


def saved(ledger: Ledger, words: Words, entries: Iterable[Entry]) -> Iterator[str]:
    """Make a copy when a meeting closed with these entries, as the screen does; say so."""
    if closes(entries):
        yield save(ledger, words).sentence
