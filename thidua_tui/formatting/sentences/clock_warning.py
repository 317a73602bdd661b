"""The warning after recording that the clock of the machine was set back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.event import Entry
from thidua_tui.i18n.messages import Words
from views.clock import stamped_late
from views.projection import Reader


def clock_warning(ledger: Reader, entries: Sequence[Entry], words: Words) -> Iterator[str]:
    """Yield a warning if the first of the entries just recorded has too early a stamp."""
    if not entries or not (before := stamped_late(ledger, entries[0])):
        return
    first = entries[0]
    facts = {"position": str(first.position), "at": first.at}
    yield words("time.clock.back", before=str(before.position), later=before.at, **facts)
