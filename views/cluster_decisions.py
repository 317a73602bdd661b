"""The decisions that made or divided a cluster, and the regulations by which it works."""

from __future__ import annotations

from datetime import date

from events.cluster_decisions import ClusterDecisionRecorded
from events.regulations import RegulationAdopted
from events.rosters import ROSTER, members
from events.voting import Denominator, Method
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName


class ClusterDecisionRow(OfClusterYear, frozen=True, kw_only=True):
    """A decision about a cluster; `units` are the members that it names.

    `replaced_by` is the number of the decision that replaces it, empty while there is none.
    `beyond` are units that it names and the roster of its year does not have, `missing` those of
    the roster that it does not name; both are empty where one of the two names no unit.
    """

    number: str
    issuer: str
    superior: str
    on: date | None
    in_force: date | None
    units: tuple[UnitName, ...]
    count: int | None
    replaces: str
    replaced_by: str
    beyond: tuple[UnitName, ...]
    missing: tuple[UnitName, ...]


class ClusterDecisions(ClusterYears):
    """The decisions that made or divided a cluster, by the year from which they hold.

    Args:
        cluster: The code of a cluster; None for all.
        year: The first year of the decisions; None for all.
        on: The last day to look at: facts dated later are ignored; None for no limit.
    """

    kinds = (ClusterDecisionRecorded, *ROSTER)

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, None, on)  # a decision is replaced by one of a later year
        self.first = year

    def rows(self) -> tuple[ClusterDecisionRow, ...]:
        """Return one row per decision."""
        found = [
            (key, event)
            for key in self.keys()
            for event in self.history(*key).of(ClusterDecisionRecorded)
        ]
        after = {(e.cluster, e.replaces): e.number for _, e in found if e.replaces}
        return tuple(
            self._row(event, after.get((event.cluster, event.number), ""))
            for (_, year), event in found
            if self.first in (None, year)
        )

    def _row(self, event: ClusterDecisionRecorded, replaced_by: str) -> ClusterDecisionRow:
        here, day = (event.cluster, event.year), self.day(event.year)
        roster = members(self.history(*here), *here)
        compared = roster if event.units else ()
        return ClusterDecisionRow(
            **self.year_fields(*here),
            number=event.number,
            issuer=event.issuer,
            superior=event.superior,
            on=event.on,
            in_force=event.in_force,
            units=tuple(self.names.called(unit, day) for unit in event.units),
            count=event.count,
            replaces=event.replaces,
            replaced_by=replaced_by,
            beyond=tuple(
                self.names.called(unit, day)
                for unit in event.units
                if compared and unit not in compared
            ),
            missing=tuple(
                self.names.called(unit, day) for unit in compared if unit not in event.units
            ),
        )


class RegulationRow(OfClusterYear, frozen=True, kw_only=True):
    """A regulation, or an amendment of the regulation that `amends` names.

    The `votes_` fields are null where votes were not counted, or the source does not give them.
    """

    title: str
    number: str
    amends: str
    meeting: str
    on: date | None
    method: Method
    votes_for: int | None = None
    votes_total: int | None = None
    votes_of: Denominator | None = None


class Regulations(ClusterYears):
    """The regulations of a cluster, by the year from which they hold."""

    kinds = (RegulationAdopted,)

    def rows(self) -> tuple[RegulationRow, ...]:
        """Return one row per regulation or amendment."""
        return tuple(
            RegulationRow(
                **self.year_fields(*key),
                title=event.title,
                number=event.number,
                amends=event.amends,
                meeting=event.meeting or "",
                on=event.on,
                method=event.method,
                votes_for=event.votes.votes_for if event.votes else None,
                votes_total=event.votes.total if event.votes else None,
                votes_of=event.votes.of if event.votes else None,
            )
            for key in self.keys()
            for event in self.history(*key).of(RegulationAdopted)
        )
