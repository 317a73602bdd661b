"""Who headed a cluster on a day, and how we know: the answer to one question, not a table.

Where the ledger does not say, the answer says so, and of which years it does say something.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from events.event import Entry, Scope
from events.roles import ActingHeadNamed, HeadElected, OfficerStoodDown
from events.voting import Method
from views.cluster_years import within
from views.evidence import Evidence, evidence, latest
from views.leadership import Leadership, RoleShown, Tenure, tenures
from views.names import UnitName


class HeadThen(Struct, frozen=True, kw_only=True):
    """Who led on a day; `role` is null where the ledger does not say, `vacant` where nobody did.

    `year` is the year of the role, `years` are those of which any role is recorded.
    """

    cluster: str
    cluster_name: str
    on: date
    role: RoleShown | None
    unit: str | None
    unit_name: str | None
    unit_now: tuple[UnitName, ...]
    method: Method | None
    since: date | None
    until: date | None
    known: Evidence | None
    years: tuple[int, ...]


class Headship(Leadership):
    """Who headed a cluster on a day, of one cluster or of all that ever had officers."""

    def __init__(self, cluster: str | None = None, on: date = date.max) -> None:
        super().__init__(cluster, None, on)
        self.year = None
        self.day_asked = on

    def scopes(self) -> tuple[Scope, ...]:
        """All years, to say which ones are known."""
        return (*self.names.scopes(), within(self.kinds, self.cluster, None))

    def answers(self) -> tuple[HeadThen, ...]:
        """One answer a cluster; one for the cluster asked for even when nothing is known of it."""
        clusters = dict.fromkeys(cluster for cluster, _ in self.keys())
        if self.cluster:
            clusters = {self.cluster: None}
        return tuple(self._answer(cluster) for cluster in clusters)

    def _answer(self, cluster: str) -> HeadThen:
        day = self.day_asked
        entries = self.years.get((cluster, day.year), [])
        led = [
            t for t in tenures(entries, self.names.ends) if t.role != "deputy" and t.held_on(day)
        ]
        tenure = led[-1] if led else Tenure(role="vacant")
        entry = _giving(entries, tenure) if led else None
        unit = tenure.unit
        return HeadThen(
            cluster=cluster,
            cluster_name=self.names.cluster(cluster, day),
            on=day,
            role=tenure.role if led else None,
            unit=unit,
            unit_name=self.names.unit(unit, day) if unit else None,
            unit_now=self.names.now(unit, day) if unit else (),
            method=tenure.method,
            since=tenure.since,
            until=tenure.until,
            known=evidence(entry) if entry else None,
            years=tuple(year for known, year in self.keys() if known == cluster),
        )


def _giving(entries: Iterable[Entry], tenure: Tenure) -> Entry | None:
    """The entry that gave the role; of a vacancy, the one that made it."""
    if tenure.role == "vacant":
        return latest((e for e in entries if _left(e)), OfficerStoodDown)
    kind = HeadElected if tenure.role == "head" else ActingHeadNamed
    mine = (e for e in entries if getattr(e.event, "unit", None) == tenure.unit)
    return latest((e for e in mine if getattr(e.event, "on", None) == tenure.since), kind)


def _left(entry: Entry) -> bool:
    return isinstance(entry.event, OfficerStoodDown) and entry.event.role != "deputy"
