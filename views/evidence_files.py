"""The files that the ledger names: evidence of scores and entries, signed minutes, compacts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from msgspec import Struct

from events.compact_signatures import CompactTextFiled
from events.event import Entry, Event
from events.evidence_files import EvidenceAttached, EvidenceFiled, Subject, subject, supported
from events.minutes_events import MinutesSigned
from events.rule_book import RULES
from views.cluster_years import ClusterYears, happened
from views.names import UnitName

FILED = (EvidenceFiled, EvidenceAttached, MinutesSigned, CompactTextFiled)
"""Events that name a file, by its SHA-256."""


class EvidenceFileRow(Struct, frozen=True, kw_only=True):
    """A file: the name it had, its SHA-256 in hex digits, its size in bytes.

    Cluster, year, unit and criterion are those of the fact that it is evidence of. What that fact
    does not name, or names several of, is empty, the year null. `entry` is the position (from 1) of
    the entry that it is attached to, null for a file of a cell of the score sheet, of signed
    minutes and of a compact. `position` is that of the entry that files it. Whether the file is
    there is not in the ledger.
    """

    cluster: str
    cluster_name: str
    year: int | None
    unit: str
    unit_name: str
    unit_short: str
    unit_now: tuple[UnitName, ...] = ()
    criterion: str
    criterion_name: str
    entry: int | None
    name: str
    sha256: str
    size: int
    position: int


class EvidenceFiles(ClusterYears):
    """The files by cluster and year, in the order of filing; first those of no cluster."""

    kinds: ClassVar[tuple[type[Event], ...]] = (*RULES, *FILED)

    def apply(self, entry: Entry) -> None:
        """Keep the files and the rule books of the cluster and the year asked for."""
        self.names.apply(entry)
        if isinstance(entry.event, self.kinds):
            about = about_of(entry.event)
            key = (about.cluster or "", about.year or 0)
            by_then = self.on is None or key[1] <= self.on.year
            if self._asked(*key) and by_then and happened(entry.event, self.on):
                self.years.setdefault(key, []).append(entry)

    def rows(self) -> tuple[EvidenceFileRow, ...]:
        """Return one row per file and fact."""
        return tuple(row for key in self.keys() for row in self._of_year(*key))

    def _of_year(self, cluster: str, year: int) -> Iterator[EvidenceFileRow]:
        lines = self.line_names(cluster, year) if cluster and year else {}
        for entry in self.years[cluster, year]:
            event: Any = entry.event
            if not isinstance(event, FILED) or not event.sha256:
                continue
            about, day = about_of(event), self.on or year or None
            criterion = getattr(event, "criterion", None) or ""
            yield EvidenceFileRow(
                cluster=cluster,
                cluster_name=self.names.cluster(cluster, day) if cluster else "",
                year=year or None,
                **self._unit_fields(about.unit, day),
                criterion=criterion,
                criterion_name=lines.get(criterion, ""),
                entry=next(iter(supported(entry)), None),
                name=event.paper if isinstance(event, MinutesSigned) else event.name,
                sha256=event.sha256,
                size=event.size,
                position=entry.position,
            )

    def _unit_fields(self, unit: str | None, day: date | int | None) -> dict[str, Any]:
        if unit is None:
            return {"unit": "", "unit_name": "", "unit_short": ""}
        return {**self.names.unit_fields(unit, day)}


def about_of(event: Any) -> Subject:
    """Return the cluster, the year and the unit of a rule book or of a filed file.

    A signature and the text of a compact are of no unit.
    """
    if isinstance(event, EvidenceAttached):
        return subject(event.tags())._replace(unit=event.unit)
    unit = event.unit if isinstance(event, EvidenceFiled) else None
    return Subject(event.cluster, event.year, unit)
