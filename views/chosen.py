"""Which entries of the journal are asked for: of a unit, a kind, a person, a meeting, a period."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from events.event import Entry, name_of
from events.text import matches


class Chosen(Struct, frozen=True, kw_only=True):
    """What entries must have to be shown; what is None does not matter.

    `since` and `until` are instants of typing, both included. A retraction is of every unit that
    what it takes back was of.
    """

    unit: str | None = None
    kind: str | None = None
    by: str | None = None
    meeting: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def fits(self, entry: Entry) -> bool:
        """Whether the entry is one of them."""
        return self._concerns(entry) and self._typed(entry)

    def _concerns(self, entry: Entry) -> bool:
        tags = entry.event.tags()
        meeting = self.meeting in (None, entry.meeting) or f"meeting:{self.meeting}" in tags
        unit = self.unit is None or f"unit:{self.unit}" in tags
        return unit and meeting and self.kind in (None, name_of(entry.event))

    def _typed(self, entry: Entry) -> bool:
        early = self.since is not None and entry.at < self.since
        late = self.until is not None and entry.at > self.until
        return not early and not late and (self.by is None or matches(self.by, entry.by))
