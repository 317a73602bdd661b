"""The facts on an older paper that no longer count: what was recorded and what counts now."""

from __future__ import annotations

from collections.abc import Iterator

from events.corrections import EntriesRetracted
from events.event import Entry, Scope
from events.store.ledger import Ledger
from thidua_tui.i18n.messages import Words, journal_sentence
from views.moments import entry_at
from views.names import Names
from views.projection import project


def changes_since(ledger: Ledger, upto: int, words: Words) -> list[str]:
    """Return a sentence for each entry up to `upto` that was taken back or corrected later.

    Args:
        ledger: The ledger that still contains the paper's checkpoint.
        upto: The last position on the paper, 1-based.
        words: The catalogue of the language to use.

    Returns:
        The sentences by position; none where all that counted on the paper still counts.
    """
    later = [*ledger.read(Scope(events=(EntriesRetracted,)), after=upto)]
    taken = {
        position: entry
        for entry in later
        if isinstance(entry.event, EntriesRetracted)
        for position in entry.event.positions
    }
    names = project(Names(), ledger) if taken else Names()
    found = []
    for position in sorted(p for p in taken if p <= upto):
        now = [*_counting(ledger, taken, position)]
        was = entry_at(ledger, position)
        found.append(
            words(
                "checkpoint.since-changed" if now else "checkpoint.since-gone",
                position=str(position),
                by=str(taken[position].position),
                was=journal_sentence(was, words, names) if was else "",
                now="; ".join(f"{e.position}: {journal_sentence(e, words, names)}" for e in now),
            )
        )
    return found


def _counting(ledger: Ledger, taken: dict[int, Entry], position: int) -> Iterator[Entry]:
    """Yield the entries that count in the place of one that was taken back."""
    for entry in ledger.read(Scope((f"act:{taken[position].act}",))):
        if entry.position in taken:
            yield from _counting(ledger, taken, entry.position)
        elif not isinstance(entry.event, EntriesRetracted):
            yield entry
