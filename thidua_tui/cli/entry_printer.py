"""Entries on standard output as JSON Lines: those that are there, and those that are recorded."""

from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

import click
from msgspec import UNSET, UnsetType

from events.corrections import EntriesRetracted
from events.errors import UnreadableLedger
from thidua_tui.cli.errors import explain_error
from thidua_tui.formatting.entry_lines import entry_line, went_back_line
from thidua_tui.i18n.catalogue import Speech
from thidua_tui.i18n.messages import Words, journal_sentence
from thidua_tui.platform.system.current import SYSTEM
from thidua_tui.session.live_ledger import LiveLedger, WentBack, follow
from views.journal_filter import Chosen
from views.names import Names
from views.projection import project

if TYPE_CHECKING:
    from events.event import Entry
    from events.store.address import LedgerAddress
    from events.store.ledger import Ledger


class EntryPrinter:
    """Prints the entries that pass a filter, a line of JSON each.

    Args:
        chosen: The filter.
        words: The language of the sentences; None for lines without a sentence.
    """

    def __init__(self, chosen: Chosen, words: Words | None) -> None:
        self._chosen, self._words = chosen, words
        self._names: Names | None = None
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")

    def print_all(self, ledger: Ledger, after: int) -> int:
        """Print the entries after a position; return how many.

        Args:
            ledger: The open ledger.
            after: The position after which to begin; 0 for the first entry.
        """
        fits, printed = self._chosen.filter(ledger), 0
        for entry in ledger.read(after=after):
            line = self._line(entry, ledger)
            if fits(entry):
                sys.stdout.write(line)
                printed += 1
        return printed

    def print_as_recorded(self, address: LedgerAddress, after: int, speech: Speech) -> int:
        """Print the entries after a position, then each as it is recorded, until the end.

        It ends with Ctrl+C, or when the output has no reader any more.

        Args:
            address: Where the ledger is.
            after: The position after which to begin; 0 for the first entry.
            speech: The language of messages on standard error.

        Raises:
            BrokenPipeError: the output has no reader any more.
            UnreadableLedger: as `LiveLedger.look`.
        """
        live = LiveLedger(address)
        try:
            fits = self._chosen.filter(live.ledger)
            for found in follow(live, after, _pause):
                if isinstance(found, WentBack):
                    self._names, fits = None, self._chosen.filter(live.ledger)
                    sys.stdout.write(went_back_line(found.common, found.head))
                    facts = {"path": str(address), "common": found.common, "head": found.head}
                    back = UnreadableLedger("ledger-went-back", **facts)
                    click.echo(explain_error(back, speech)[0], err=True)
                else:
                    line = self._line(found, live.ledger)
                    sys.stdout.write(line if fits(found) else "")
                sys.stdout.flush()
        finally:
            live.close()
        return 0

    def _line(self, entry: Entry, ledger: Ledger) -> str:
        return entry_line(entry, self._sentence(entry, ledger))

    def _sentence(self, entry: Entry, ledger: Ledger) -> str | UnsetType:
        """Return the sentence of an entry with the names known at it; UNSET where none is asked."""
        if self._words is None:
            return UNSET
        if self._names is None or isinstance(entry.event, EntriesRetracted):
            self._names = project(Names(), ledger, entry.position)
        else:
            self._names.apply(entry)
        self._words.names = self._names
        return journal_sentence(entry, self._words, self._names)


def _pause(seconds: float) -> None:
    """Wait, and notice that the output has no reader any more.

    Raises:
        BrokenPipeError: it has none.
    """
    if SYSTEM.reader_gone(sys.stdout.fileno()):
        raise BrokenPipeError
    time.sleep(seconds)
