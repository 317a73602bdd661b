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

    Attributes:
        noted: The scopes that were read since this was emptied; one without limits is the whole
            ledger.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.noted: set[Scope] = set()
        self.known_at = reader.known_at
        self._read: dict[tuple[Any, ...], list[Entry]] = {}

    def read(
        self,
        *scopes: Scope,
        after: int = 0,
        until: int | datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """Yield the entries, as `views.projection.Reader.read` does."""
        self.noted |= {*scopes} or {Scope()}
        asked = (scopes, after, until, limit)
        if asked not in self._read:
            found = self.reader.read(*scopes, after=after, until=until, limit=limit)
            self._read[asked] = [*found]
        return iter(self._read[asked])
