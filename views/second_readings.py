"""The second readings of score sheets: who typed first, who read again, what differed."""

from __future__ import annotations

from events.scoring import ScoreRecorded, Stage
from events.second_reading import SheetReadTwice, cells_of
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName


class ReadingRow(OfClusterYear, frozen=True, kw_only=True):
    """A second reading, of a peer sheet that of its `scorer`.

    `changed` are the cells that were recorded otherwise after it.
    """

    stage: Stage
    scorer: UnitName | None
    units: tuple[UnitName, ...]
    first_by: tuple[str, ...]
    second_by: str
    cells: int
    differences: int
    changed: int


class SecondReadings(ClusterYears):
    """The second readings by cluster and year, in the order of the ledger.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (SheetReadTwice, ScoreRecorded)

    def rows(self) -> tuple[ReadingRow, ...]:
        """Return one row per reading."""
        found: list[ReadingRow] = []
        for cluster, year in self.keys():
            history, day = self.history(cluster, year), self.day(year)
            for entry in history.entries:
                if not isinstance(read := entry.event, SheetReadTwice):
                    continue
                cells = cells_of(history, cluster, year, read.stage, read.units, read.scorer)
                later = [c for c in cells if c.position > entry.position and c.act != entry.act]
                found.append(
                    ReadingRow(
                        **self.year_fields(cluster, year),
                        stage=read.stage,
                        scorer=self.names.called(read.scorer, day) if read.scorer else None,
                        units=tuple(self.names.called(unit, day) for unit in read.units),
                        first_by=read.first_by,
                        second_by=read.second_by,
                        cells=read.cells,
                        differences=read.differences,
                        changed=len(later),
                    )
                )
        return tuple(found)
