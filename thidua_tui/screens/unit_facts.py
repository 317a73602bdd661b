"""What the page of a unit shows: its names, its years, its clusters' places, its lineage."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from thidua_tui.formatting.sentences.disagreements import unsettled
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.cluster_years import OfUnit
from views.clusters import ClusterRow, Clusters
from views.disputes import DisputeRow, Disputes
from views.lineage import Lineage, LineageRow
from views.names import Called
from views.provisional import Provisional
from views.standings import Standings, StandingsRow
from views.unit_record import UnitRecord, UnitYear
from views.units import UnitRow, Units

ROLE_OF = {"head": "head", "deputies": "deputy"}
"""Topic of a question of sources -> the role that it asks for."""


class UnitFacts(Struct, frozen=True):
    """The record of a unit."""

    unit: str
    name: str
    called: tuple[Called, ...]
    years: tuple[UnitYear, ...]
    standings: tuple[StandingsRow, ...]
    """All rows of the clusters in which the unit was a member or had a place."""
    lineage: tuple[LineageRow, ...]
    described: UnitRow | None = None
    """Its kind, level and the unit of which it is a part, where they are recorded."""
    parts: tuple[UnitRow, ...] = ()
    """The units that are parts of it."""
    clusters: tuple[ClusterRow, ...] = ()
    """The clusters of its years."""
    provisional: frozenset[tuple[str, int]] = frozenset()
    """The clusters and years in which facts about the unit wait for the approval of minutes."""
    disputes: tuple[DisputeRow, ...] = ()
    """What sources differ on, or a verdict contradicts, of what the page shows."""

    @property
    def places(self) -> tuple[StandingsRow, ...]:
        """Its own rows of the rankings."""
        return tuple(row for row in self.standings if row.unit == self.unit)

    def disputed(self, cluster: str, year: int) -> tuple[DisputeRow, ...]:
        """Return the questions about the unit in a cluster's year: its own, and its roles there."""
        rows = [r for r in self.years if (r.cluster, r.year) == (cluster, year)]
        roles = {role.role for row in rows for role in row.roles}
        return tuple(
            one
            for one in self.disputes
            if (one.cluster, one.year) == (cluster, year)
            and (one.unit == self.unit or (not one.unit and ROLE_OF.get(one.topic) in roles))
        )

    def place_in(self, cluster: str, year: int) -> StandingsRow | None:
        """Return its row of a cluster's year."""
        return next((r for r in self.places if (r.cluster, r.year) == (cluster, year)), None)


class UnitColumn(Struct, frozen=True):
    """A year of the strip: what is recorded of the unit, if anything."""

    year: int
    cluster: str
    row: UnitYear | None


def gather_unit(session: Session, here: Location) -> UnitFacts:
    """Fold the record of the unit that was chosen; runs in a worker."""
    unit = here.unit or ""
    view = UnitRecord(unit, on=here.on)
    waiting = Provisional(view)
    session.see_all((view, waiting), here.known_at)
    rows = view.rows()
    provisional = _waiting(waiting, rows)
    clusters = dict.fromkeys(row.cluster for row in rows if row.member or row.place)
    standings: list[StandingsRow] = []
    for cluster in clusters:
        ranking = Standings(cluster, on=here.on)
        waiting = Provisional(ranking)
        session.see_all((ranking, waiting), here.known_at)
        own = [row for row in ranking.rows() if row.unit == unit]
        provisional |= _waiting(waiting, own)
        standings += ranking.rows()
    disputes: list[DisputeRow] = []
    for cluster in dict.fromkeys(row.cluster for row in rows):
        disputes += session.see(Disputes(cluster, on=here.on), here.known_at).rows()
    last = here.on.year if here.on else 9999
    units = session.see(Units(on=here.on), here.known_at).rows()
    known = session.see(Clusters(on=here.on), here.known_at).rows() if clusters else ()
    return UnitFacts(
        unit,
        view.names.unit(unit, here.on),
        tuple(view.names.units.get(unit, ())),
        rows,
        tuple(row for row in standings if row.year <= last),
        session.see(Lineage(unit=here.unit, on=here.on), here.known_at).rows(),
        described=next((row for row in units if row.unit == unit), None),
        parts=tuple(row for row in units if row.parent and row.parent.unit == unit),
        clusters=tuple(row for row in known if row.cluster in clusters),
        provisional=provisional,
        disputes=unsettled(disputes),
    )


def _waiting(found: Provisional, rows: Iterable[OfUnit]) -> frozenset[tuple[str, int]]:
    """Return cluster and year of the rows that wait for the approval of minutes."""
    return frozenset((row.cluster, row.year) for row in rows if found.of_row(row))


def unit_columns(facts: UnitFacts, here: Location) -> list[UnitColumn]:
    """Return a column for every year from the first to the last that its clusters have facts of.

    A year in two clusters has two columns.
    """
    years = {row.year for row in facts.years} | {row.year for row in facts.standings}
    by_year: dict[int, list[UnitYear]] = {}
    for row in facts.years:
        by_year.setdefault(row.year, []).append(row)
    columns: list[UnitColumn] = []
    cluster = here.cluster or ""
    for year in range(min(years), max(years) + 1) if years else ():
        found = by_year.get(year, [])
        columns += [UnitColumn(year, row.cluster, row) for row in found]
        cluster = found[-1].cluster if found else cluster
        if not found:
            columns.append(UnitColumn(year, cluster, None))
    return columns
