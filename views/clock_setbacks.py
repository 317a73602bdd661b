"""Entries that are stamped before the previous entry: the clock of the machine was set back.

The position is the order of the entries and cannot be wrong; the stamp is what a machine's clock
showed. An earlier stamp behind a later one means that the clock was wrong at one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from events.event import Entry
from views.moments import entry_at
from views.projection import Reader


def went_back(before: Entry | None, entry: Entry) -> bool:
    """Return whether an entry is stamped before the previous entry.

    Args:
        before: The entry at the previous position; None before the first.
        entry: The entry; its stamp `at` is an instant (UTC).
    """
    return before is not None and entry.at < before.at


def stamped_late(ledger: Reader, entry: Entry) -> Entry | None:
    """Return the previous entry if its stamp is later than that of this entry, else None.

    Args:
        ledger: The source of the entries.
        entry: The entry, whose position is 1-based.
    """
    before = entry_at(ledger, entry.position - 1)
    return before if went_back(before, entry) else None


def setbacks(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries of a whole ledger that are stamped before the entry in front of them."""
    return (entry for before, entry in pairwise(entries) if went_back(before, entry))
