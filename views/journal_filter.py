"""Which entries of the journal are asked for: of a unit, a kind, a person, a meeting, a period."""

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
    """What entries must have to be shown; what is None does not matter.

    Of `units`, `clusters`, `kinds` and `meetings` it has one of each that names any.
    `since` and `until` are instants, both included: all entries up to the last one stamped at or
    before `until`, without those that were known before `since`. A retraction is of every unit
    that what it takes back was of.
    """

    unit: str | None = None
    kind: str | None = None
    by: str | None = None
    meeting: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    units: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()

    def filter(self, ledger: Reader) -> Callable[[Entry], bool]:
        """Return the test whether an entry of this ledger is one of them."""
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
        return unit and meeting and kind and self._any_of(entry, {*tags})

    def _any_of(self, entry: Entry, tags: set[str]) -> bool:
        """Return whether it has one of each that is asked for."""
        tags |= {f"meeting:{entry.meeting}", f"kind:{name_of(entry.event)}"}
        asked = {"unit": self.units, "cluster": self.clusters, "meeting": self.meetings}
        asked |= {"kind": self.kinds}
        return all(
            not codes or any(f"{what}:{code}" in tags for code in codes)
            for what, codes in asked.items()
        )

    def scopes(self) -> tuple[Scope, ...]:
        """Return what has to be read for it, at most; empty for the whole ledger."""
        asked = (("unit", self.units), ("meeting", self.meetings), ("cluster", self.clusters))
        for what, codes in asked:
            if codes:
                return tuple(Scope((f"{what}:{code}",)) for code in codes)
        return ()

    def _typed_by(self, entry: Entry) -> bool:
        return self.by is None or matches(self.by, entry.by)
