"""Patterns of the headship: units that never headed, years since the last time, successors.

All of it is as far as recorded: a year without a recorded head is a gap, and no proof of rest. That
a deputy heads the next year occurs in several sources and is no rule.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import ClassVar, Literal

from msgspec import Struct

from events.event import Event
from events.membership import ROSTER, members
from events.roles import ROLES
from views.cluster_years import ClusterYears
from views.leadership import Tenure, tenures
from views.names import UnitName


class RotationRow(Struct, frozen=True, kw_only=True):
    """A unit in the rotation of a cluster, as far as recorded.

    `years_since` counts from the last year it headed to `as_of`, the last year of which anything is
    known or the one asked for; null where it never headed. `next_head` are the years that it headed
    after being deputy the year before.
    """

    cluster: str
    cluster_name: str
    unit: str
    unit_name: str
    unit_now: tuple[UnitName, ...]
    headed: tuple[int, ...]
    acted: tuple[int, ...]
    deputy: tuple[int, ...]
    next_head: tuple[int, ...]
    last_headed: int | None
    years_since: int | None
    as_of: int
    known_years: int


class GapRow(Struct, frozen=True, kw_only=True):
    """A time without a head: `vacant` days that the facts show, or years without a record.

    `days` is null where a day is unknown or the vacancy goes on.
    """

    cluster: str
    cluster_name: str
    kind: Literal["vacant", "unrecorded"]
    first_year: int
    last_year: int
    since: date | None
    until: date | None
    days: int | None


class Rotation(ClusterYears):
    """The headship by unit (luân phiên), up to a year.

    Args:
        cluster: The code of a cluster; None for all.
        year: The last year to count; None for all. A day overrides it.
        on: The last day to look at, whose year is the last to count; None for no limit.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *ROLES)

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, None, on)
        self.upto = on.year if on else year

    def rows(self) -> tuple[RotationRow, ...]:
        """Return the rows by cluster: units that never headed, then by the last year as head."""
        clusters = dict.fromkeys(cluster for cluster, _ in self.keys())
        return tuple(row for cluster in clusters for row in self._turns(cluster))

    def known(self, cluster: str) -> dict[int, list[Tenure]]:
        """Return year -> its roles, of every year up to the requested year."""
        years = (year for code, year in self.keys() if code == cluster)
        wanted = [year for year in years if self.upto is None or year <= self.upto]
        return {year: tenures(self.years[cluster, year]) for year in wanted}

    def _turns(self, cluster: str) -> list[RotationRow]:
        known = self.known(cluster)
        units: dict[str, None] = {}
        for year, held in known.items():
            units |= dict.fromkeys(members(self.history(cluster, year), cluster, year))
            units |= dict.fromkeys(t.unit for t in held if t.unit)
        as_of = self.upto or max(known, default=0)
        rows = [self._row(cluster, unit, known, as_of) for unit in units]
        return sorted(rows, key=lambda row: row.last_headed or 0)

    def _row(
        self, cluster: str, unit: str, known: dict[int, list[Tenure]], as_of: int
    ) -> RotationRow:
        def years(role: str) -> tuple[int, ...]:
            return tuple(
                y for y, t in known.items() if any((x.role, x.unit) == (role, unit) for x in t)
            )

        headed, deputy = years("head"), years("deputy")
        last = max(headed, default=None)
        return RotationRow(
            cluster=cluster,
            cluster_name=self.names.cluster(cluster, as_of),
            unit=unit,
            unit_name=self.names.unit(unit, as_of),
            unit_now=self.names.now(unit, as_of),
            headed=headed,
            acted=years("acting"),
            deputy=deputy,
            next_head=tuple(year for year in headed if year - 1 in deputy),
            last_headed=last,
            years_since=as_of - last if last is not None else None,
            as_of=as_of,
            known_years=sum(any(t.role == "head" for t in held) for held in known.values()),
        )


class Gaps(Rotation):
    """The times without a head."""

    def rows(self) -> tuple[GapRow, ...]:  # type: ignore[override]  # another question of the same facts
        """Return the rows by cluster and year."""
        clusters = dict.fromkeys(cluster for cluster, _ in self.keys())
        return tuple(row for cluster in clusters for row in self._gaps(cluster))

    def _gaps(self, cluster: str) -> list[GapRow]:
        known = {
            year: [t for t in held if t.role != "deputy"]
            for year, held in self.known(cluster).items()
        }
        led = [year for year, held in known.items() if held]
        found = [
            self._gap(cluster, year, year, tenure)
            for year in led
            for tenure in known[year]
            if tenure.role == "vacant"
        ]
        for one, other in pairwise(led):
            if other - one > 1:
                found.append(self._gap(cluster, one + 1, other - 1))
        return sorted(found, key=lambda row: row.first_year)

    def _gap(self, cluster: str, first: int, last: int, tenure: Tenure | None = None) -> GapRow:
        since, until = (tenure.since, tenure.until) if tenure else (None, None)
        return GapRow(
            cluster=cluster,
            cluster_name=self.names.cluster(cluster, last),
            kind="vacant" if tenure else "unrecorded",
            first_year=first,
            last_year=last,
            since=since,
            until=until,
            days=(until - since).days if since and until else None,
        )
