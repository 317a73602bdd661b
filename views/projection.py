"""How a view comes to be: the entries that count, folded in their order, up to what was known.

A view names the events it needs, so that a page reads no others. It has no clock, file or screen;
what it shows follows from the entries alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, TypeVar

from events.corrections import effective
from events.event import Entry, Scope


class View(Protocol):
    """A fold over the ledger.

    A view that tells what was typed rather than what counts has a true `as_typed`; it is given the
    retracted entries and the retractions too.
    """

    def scopes(self) -> tuple[Scope, ...]:
        """What it needs to read; empty for the whole ledger."""

    def apply(self, entry: Entry) -> None:
        """Fold what concerns it, and let the rest pass."""


class Reader(Protocol):
    """Where entries are read from: `events.ledger.Ledger`."""

    def read(
        self,
        *scopes: Scope,
        after: int = 0,
        until: int | datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """The entries within the scopes as typed, oldest first."""


V = TypeVar("V", bound=View)


def project(view: V, ledger: Reader, known_at: int | datetime | None = None) -> V:
    """Fold into the view what was known at a position or an instant, itself included; returns it.

    Raises:
        UnreadableLedger: at an entry that this version cannot read.
    """
    typed = ledger.read(*view.scopes(), until=known_at)
    for entry in typed if getattr(view, "as_typed", False) else effective(typed):
        view.apply(entry)
    return view
