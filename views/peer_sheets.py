"""Peer sheets of a year: which unit scores which, who has sealed its sheet, what was opened."""

from __future__ import annotations

from typing import Literal, TypeAlias

from events.peer_events import (
    PEERS,
    PeerSheetSealed,
    PeerSheetsOpened,
    expected,
    opening,
    plan,
    seals,
)
from events.rosters import ROSTER
from events.rule_book import RULES, in_force
from events.scorers import seals_peers
from views.cluster_years import ClusterYears, OfUnit
from views.names import UnitName

State: TypeAlias = Literal["open", "due", "sealed", "opened", "left-out"]
"""The book does not seal; due; sealed; opened with the others; the others were opened without."""


class PeerRow(OfUnit, frozen=True, kw_only=True):
    """A unit that scores its peers; before the opening nothing of its points is known.

    `checks` are the units that the plan lets it score, null where nothing is planned. `seal` is the
    hash of its sealed sheet, which has `sheet_cells` cells, and `nth` which of its seals counts;
    they are null where nothing is sealed.
    """

    checks: tuple[UnitName, ...] | None
    state: State
    sheet_cells: int | None
    seal: str | None
    nth: int | None


class PeerSheets(ClusterYears):
    """The peers of the years with a plan, or with a book that seals their sheets.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (*ROSTER, *RULES, *PEERS)

    def rows(self) -> tuple[PeerRow, ...]:
        """Return a row per scoring unit, in the order of the plan or of the roster."""
        return tuple(row for key in self.keys() for row in self._rows(*key))

    def _rows(self, cluster: str, year: int) -> tuple[PeerRow, ...]:
        history = self.history(cluster, year)
        planned, sealed = plan(history, cluster, year), seals(history, cluster, year)
        sealing = seals_peers(in_force(history, cluster, year))
        if not (planned or sealed or sealing):
            return ()
        opened, day = opening(history, cluster, year), self.day(year)
        return tuple(
            PeerRow(
                **self.year_fields(cluster, year),
                **self.names.unit_fields(unit, day),
                checks=tuple(
                    self.names.called(pair.unit, day)
                    for pair in planned.pairs
                    if pair.scorer == unit
                )
                if planned
                else None,
                state=_state(unit, sealed.get(unit), opened, sealing=sealing),
                sheet_cells=sealed[unit].filled if unit in sealed else None,
                seal=sealed[unit].seal if unit in sealed else None,
                nth=sealed[unit].nth if unit in sealed else None,
            )
            for unit in dict.fromkeys((*expected(history, cluster, year), *sealed))
        )


def _state(
    unit: str, sealed: PeerSheetSealed | None, opened: PeerSheetsOpened | None, *, sealing: bool
) -> State:
    if opened:
        return "opened" if unit in {sheet.scorer for sheet in opened.sheets} else "left-out"
    if sealed:
        return "sealed"
    return "due" if sealing else "open"
