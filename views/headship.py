"""The head of a cluster on a day, and the evidence: the answer to one question, not a table.

Where the ledger does not say, the answer says so, and of which years it does say something.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from events.event import Entry, Scope
from events.units import ended
from events.voting import Method
from views.cluster_years import within
from views.evidence import Evidence, evidence
from views.leadership import Leadership, RoleShown, Tenure, tenures
from views.names import UnitName


class HeadThen(Struct, frozen=True, kw_only=True):
    """The head on a day; `role` is null where the ledger does not say, `vacant` where no unit led.

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
    """The head of a cluster on a day, of one cluster or of all that ever had officers.

    Args:
        cluster: The code of a cluster; None for all.
        on: The day asked about, which the answers repeat.
    """

    def __init__(self, cluster: str | None = None, on: date = date.max) -> None:
        super().__init__(cluster, None, on)
        self.year = None
        self.day_asked = on
        self._ends: dict[str, Entry] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of all years, to know which years are recorded."""
        return (*self.names.scopes(), within(self.kinds, self.cluster, None))

    def apply(self, entry: Entry) -> None:
        """Keep the roles, and the entries by which units ended."""
        super().apply(entry)
        self._ends |= dict.fromkeys(ended(entry.event), entry)

    def answers(self) -> tuple[HeadThen, ...]:
        """Return an answer per cluster, also for a requested cluster of which nothing is known."""
        clusters = dict.fromkeys(cluster for cluster, _ in self.keys())
        if self.cluster:
            clusters = {self.cluster: None}
        return tuple(self._answer(cluster) for cluster in clusters)

    def _answer(self, cluster: str) -> HeadThen:
        day = self.day_asked
        entries = self.years.get((cluster, day.year), [])
        led = [t for t in tenures(entries, self.names.ends) if t.role != "deputy"]
        then = [t for t in led if t.held_on(day)]
        tenure = then[-1].seen_on(day) if then else None
        entry = self._giving(tenure, led) if tenure else None
        return self._then(cluster, tenure, entry)

    def _then(self, cluster: str, tenure: Tenure | None, entry: Entry | None) -> HeadThen:
        day, led = self.day_asked, tenure is not None
        tenure = tenure or Tenure(role="vacant")
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

    def _giving(self, tenure: Tenure, led: Iterable[Tenure]) -> Entry | None:
        """Return the entry that gave the role or made the vacancy, such as the end of the head."""
        if tenure.given or tenure.role != "vacant":
            return tenure.given
        ends = (self._ends.get(former.unit or "") for former in led)
        return next((e for e in ends if e and getattr(e.event, "on", None) == tenure.since), None)
