"""What each source says of the members of a year, and whether the sources agree."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, TypeAlias

from events.event import Entry
from events.rosters import ROSTER, RosterRecorded, RosterReported, members
from views.cluster_years import ClusterYears, OfClusterYear
from views.evidence import Grade, grade
from views.names import UnitName

Agreement: TypeAlias = Literal["recorded", "confirms", "names-more", "partial", "differs", "number"]
"""Whether a source is the recorded roster, names the same units, names members that were not known,
names some of them, contradicts the roster, or gives a number alone."""


class RosterSourceRow(OfClusterYear, frozen=True, kw_only=True):
    """What one source says of the members.

    `beyond` are units that it names and that are no members; `missing` members that it does not
    name. `count` is the number that it gives, null where it gives none.
    """

    agreement: Agreement
    units: tuple[UnitName, ...]
    count: int | None
    beyond: tuple[UnitName, ...]
    missing: tuple[UnitName, ...]
    on: date | None
    position: int
    source: Grade
    source_title: str
    source_on: date | None


class RosterSources(ClusterYears):
    """The sources of a roster by cluster and year, the recorded roster first."""

    kinds = ROSTER

    def rows(self) -> tuple[RosterSourceRow, ...]:
        """Return one row per source."""
        return tuple(
            self._row(key, entry)
            for key in self.keys()
            for entry in self.years[key]
            if isinstance(entry.event, RosterRecorded | RosterReported)
        )

    def _row(self, key: tuple[str, int], entry: Entry) -> RosterSourceRow:
        event: Any = entry.event
        day = self.day(key[1])
        belong = members(self.history(*key), *key)
        compared = event.units and isinstance(event, RosterReported)
        beyond = tuple(unit for unit in event.units if compared and unit not in belong)
        missing = tuple(unit for unit in belong if compared and unit not in event.units)
        return RosterSourceRow(
            **self.year_fields(*key),
            agreement=self._agreement(event, beyond, missing, len(belong)),
            units=tuple(self.names.called(unit, day) for unit in event.units),
            count=event.count,
            beyond=tuple(self.names.called(unit, day) for unit in beyond),
            missing=tuple(self.names.called(unit, day) for unit in missing),
            on=event.on,
            position=entry.position,
            source=grade(entry),
            source_title=entry.source.title,
            source_on=entry.source.on,
        )

    @staticmethod
    def _agreement(
        event: RosterRecorded | RosterReported,
        beyond: tuple[str, ...],
        missing: tuple[str, ...],
        known: int,
    ) -> Agreement:
        if isinstance(event, RosterRecorded):
            return "recorded"
        if not event.units:
            return "number"
        if beyond or (missing and event.count is not None and event.count != known):
            return "differs"
        if event.further:
            return "names-more"
        return "partial" if missing else "confirms"
