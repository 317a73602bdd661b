"""The entries of the journal that match what was typed, found from the newest back in a worker."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from textual.message import Message

from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.journal_filter import Ledgerwords, Query, read_query
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.journal_entry_text import lit_words, matching, meant
from thidua_tui.screens.journal_paging import JournalPages

REPORT_EVERY = 0.25
"""Seconds between two reports of what was found so far."""


class Narrowed(Message):
    """The positions that match what was typed, the newest first; all of them at the `end`."""

    def __init__(self, text: str, positions: list[int], *, end: bool) -> None:
        super().__init__()
        self.text, self.positions, self.end = text, positions, end


class Understood(Message):
    """What the line was taken for, and what is lit of it in the entries."""

    def __init__(self, text: str, query: Query, lit: tuple[str, ...]) -> None:
        super().__init__()
        self.text, self.query, self.lit = text, query, lit


def understood(view: JournalPages, text: str, words: Words) -> Query:
    """Return what was typed, as a question."""
    acts, today = tuple(ACTS.values()), view.session.today
    return read_query(text, Ledgerwords(view.names, view.meetings, acts, today, words, view.items))


def search(view: JournalPages, text: str, words: Words) -> Iterator[Message | None]:
    """Yield what was understood and found, from time to time; None after every other entry.

    Args:
        view: The entries to search.
        text: The filter line.
        words: The words of the chosen language.
    """
    query, reported = understood(view, text, words), monotonic()
    free = meant(query.free, view.names)
    yield Understood(text, query, lit_words(free, view.names))
    found: list[int] = []
    for entry in view.chosen(query.chosen):
        if not free or matching(entry, view.names, free, words):
            found.append(entry.position)
        if monotonic() - reported > REPORT_EVERY:
            reported = monotonic()
            yield Narrowed(text, [*found], end=False)
        else:
            yield None
    yield Narrowed(text, found, end=True)
