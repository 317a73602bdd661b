"""Planning which member scores which as its peer (phân công chấm chéo)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from events.clusters import known_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.invariants import uphold
from events.peer_events import CheckPair, CrossCheckPlanned, plan
from events.rosters import on_roster
from events.scorers import scoring_ground
from events.shared_checks import not_after_today


class PlanCrossCheck(Command):
    """Settle which member scores which (phân công chấm chéo)."""

    cluster: Code
    year: Year
    pairs: Annotated[tuple[CheckPair, ...], Meta(min_length=1)]
    document: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return scoring_ground(self.cluster, self.year)

    def decide(self, history: History) -> list[Event]:
        """One plan a year, of members, each pair once; no unit scores itself."""
        known_cluster(history, self.cluster, self.year)
        planned = plan(history, self.cluster, self.year)
        refuse(planned, "cross-check-known", cluster=self.cluster, year=self.year)
        named = dict.fromkeys(unit for pair in self.pairs for unit in (pair.scorer, pair.unit))
        on_roster(history, self.cluster, self.year, *named)
        for pair in self.pairs:
            both = {"scorer": pair.scorer, "unit": pair.unit}
            refuse(pair.scorer == pair.unit, "checks-itself", unit=pair.unit)
            refuse(self.pairs.count(pair) > 1, "pair-twice", **both)
        not_after_today(self.on, history)
        return uphold(history, self.fact(CrossCheckPlanned))
