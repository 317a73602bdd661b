"""What the page of a unit shows: its names, its years, its clusters' places, its lineage."""

from __future__ import annotations

from msgspec import Struct

from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.lineage import Lineage, LineageRow
from views.names import Called
from views.standings import Standings, StandingsRow
from views.unit_record import UnitRecord, UnitYear


class UnitFacts(Struct, frozen=True):
    """The record of a unit."""

    unit: str
    name: str
    called: tuple[Called, ...]
    years: tuple[UnitYear, ...]
    standings: tuple[StandingsRow, ...]
    """All rows of the clusters in which the unit was a member or had a place."""
    lineage: tuple[LineageRow, ...]

    @property
    def places(self) -> tuple[StandingsRow, ...]:
        """Its own rows of the rankings."""
        return tuple(row for row in self.standings if row.unit == self.unit)

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
    view = session.see(UnitRecord(unit, on=here.on), here.known_at)
    rows = view.rows()
    clusters = dict.fromkeys(row.cluster for row in rows if row.member or row.place)
    standings: list[StandingsRow] = []
    for cluster in clusters:
        standings += session.see(Standings(cluster, on=here.on), here.known_at).rows()
    last = here.on.year if here.on else 9999
    return UnitFacts(
        unit,
        view.names.unit(unit, here.on),
        tuple(view.names.units.get(unit, ())),
        rows,
        tuple(row for row in standings if row.year <= last),
        session.see(Lineage(unit=here.unit, on=here.on), here.known_at).rows(),
    )


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
