"""A reader for several questions to the same ledger: what they share is read once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from events.event import Entry, Scope
from views.projection import Reader


class SharedReader:
    """A reader that reads the same entries once, and notes the scopes that were asked for.

    Args:
        reader: The source of the entries.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.noted: set[Scope] = set()
        """The scopes that were read since this was emptied; one without limits is everything."""
        self.known_at = reader.known_at
        self._read: dict[tuple[Any, ...], list[Entry]] = {}

    def read(
        self,
        *scopes: Scope,
        after: int = 0,
        until: int | datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """Return the entries within the scopes as typed, oldest first.

        Args:
            scopes: The scopes to read; none for the whole ledger.
            after: The position (from 1) before the first entry; 0 for the beginning.
            until: The last position or instant (UTC), inclusive; None for the present.
            limit: The largest number of entries; None for all.
        """
        self.noted |= {*scopes} or {Scope()}
        asked = (scopes, after, until, limit)
        if asked not in self._read:
            found = self.reader.read(*scopes, after=after, until=until, limit=limit)
            self._read[asked] = [*found]
        return iter(self._read[asked])
