"""The filter of the journal: by unit, kind, operator, meeting, cluster and period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from events.event import Entry, Scope, name_of
from events.text import matches
from views.projection import Reader

INSTANT = timedelta.resolution
"""The shortest time before an instant."""


class Chosen(Struct, frozen=True, kw_only=True):
    """The filter of a journal; a criterion that is None or empty does not matter.

    `item` is the code of an item of an agenda, `items` are meetings and items: `meeting/item`.

    `kind` and `kinds` are stored names of events; `by` is matched as text. Of `units`, `clusters`,
    `kinds` and `meetings` an entry must have one of each that names any. `since` and `until` are
    instants (UTC), both included: all entries up to the last that is stamped at or before `until`,
    without those that were known before `since`. A retraction is of every unit that the retracted
    entries were of.
    """

    unit: str | None = None
    kind: str | None = None
    by: str | None = None
    meeting: str | None = None
    item: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    units: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def filter(self, ledger: Reader) -> Callable[[Entry], bool]:
        """Return the test whether an entry passes the filter.

        Args:
            ledger: The ledger of the entries, which turns instants into positions.
        """
        first = ledger.known_at(self.since - INSTANT) if self.since else 0
        last = ledger.known_at(self.until) if self.until else None

        def fits(entry: Entry) -> bool:
            between = first < entry.position and (last is None or entry.position <= last)
            return between and self._typed_by(entry) and self._concerns(entry)

        return fits

    def _concerns(self, entry: Entry) -> bool:
        tags = entry.event.tags()
        meeting = self.meeting in (None, entry.meeting) or f"meeting:{self.meeting}" in tags
        unit = self.unit is None or f"unit:{self.unit}" in tags
        kind = self.kind in (None, name_of(entry.event))
        if self.item not in (None, entry.item):
            return False
        return unit and meeting and kind and self._any_of(entry, {*tags})

    def _any_of(self, entry: Entry, tags: set[str]) -> bool:
        """Return whether an entry has one of each that is asked for."""
        tags |= {f"meeting:{entry.meeting}", f"kind:{name_of(entry.event)}"}
        tags.add(f"item:{entry.meeting}/{entry.item}")
        asked = {"unit": self.units, "cluster": self.clusters, "meeting": self.meetings}
        asked |= {"kind": self.kinds, "item": self.items}
        return all(
            not codes or any(f"{what}:{code}" in tags for code in codes)
            for what, codes in asked.items()
        )

    def scopes(self) -> tuple[Scope, ...]:
        """Return scopes that cover the entries of the filter; empty for the whole ledger."""
        asked = (("unit", self.units), ("meeting", self.meetings), ("cluster", self.clusters))
        for what, codes in asked:
            if codes:
                return tuple(Scope((f"{what}:{code}",)) for code in codes)
        return ()

    def _typed_by(self, entry: Entry) -> bool:
        return self.by is None or matches(self.by, entry.by)
