"""The files that were filed as evidence of scores, and texts of compacts, as the ledger knows."""

from __future__ import annotations

from typing import Any, ClassVar

from events.compact_signatures import CompactTextFiled
from events.event import Event
from events.evidence_files import EvidenceFiled
from events.rule_book import RULES
from views.cluster_years import ClusterYears, OfUnit


class EvidenceFileRow(OfUnit, frozen=True, kw_only=True):
    """A file behind a score: the name it had, its SHA-256 in hex digits, its size in bytes.

    The text of a compact is such a file, too; its unit and its criterion are empty.

    `position` (from 1) is that of the entry. Whether the file is there is not in the ledger.
    """

    criterion: str
    criterion_name: str
    name: str
    sha256: str
    size: int
    position: int


class EvidenceFiles(ClusterYears):
    """The files by cluster and year, in the order of filing."""

    kinds: ClassVar[tuple[type[Event], ...]] = (*RULES, EvidenceFiled, CompactTextFiled)

    def rows(self) -> tuple[EvidenceFileRow, ...]:
        """Return one row per file and cell."""
        found = []
        for cluster, year in self.keys():
            called = self.line_names(cluster, year)
            for entry in self.years[cluster, year]:
                event: Any = entry.event
                if not isinstance(event, EvidenceFiled | CompactTextFiled):
                    continue
                of_unit: dict[str, Any] = {"unit": "", "unit_name": "", "unit_short": ""}
                criterion = ""
                if isinstance(event, EvidenceFiled):
                    criterion = event.criterion
                    of_unit = {**self.names.unit_fields(event.unit, self.day(year))}
                found.append(
                    EvidenceFileRow(
                        **self.year_fields(cluster, year),
                        **of_unit,
                        criterion=criterion,
                        criterion_name=called.get(criterion, ""),
                        name=event.name,
                        sha256=event.sha256,
                        size=event.size,
                        position=entry.position,
                    )
                )
        return tuple(found)
