"""The decision that makes or divides a cluster, and what a cluster and its units are.

A province divides its clusters by a decision that is reissued every year or two (Cao Bằng:
463/QĐ-UBND of 2016, replaced by 348/QĐ-UBND of 2018). What it says of the members is kept as the
paper says it: it does not change the roster.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.date_spans import Span, in_year
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
from events.rosters import Headcount
from events.shared_checks import named_once, not_after_today, not_before
from events.units import life_of, living_in


class ClusterDecisionRecorded(Event, tag="cluster-decision-recorded"):
    """A decision makes or divides a cluster (quyết định thành lập, chia cụm, khối thi đua).

    Attributes:
        year: The first calendar year for which it holds.
        number: Its number and symbol.
        issuer: Who issued it; empty where it is unknown.
        superior: The body to which the cluster reports; empty where it is unknown.
        on: The day on which it was signed; None where it is unknown.
        in_force: The day from which it is in force; None where it is unknown.
        units: The codes of the members that it names.
        count: How many members it gives the cluster, where it says so.
        replaces: The number of the decision that it replaces; empty for none.
    """

    cluster: Code
    year: Year
    number: Line
    issuer: Remark = ""
    superior: Remark = ""
    on: date | None = None
    in_force: date | None = None
    units: tuple[Code, ...] = ()
    count: Headcount | None = None
    replaces: Remark = ""

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("units",)

    def when(self, day: date | None) -> Iterable[Span]:  # noqa: ARG002 - the list is of a year
        return (in_year(self.year),)

    def claims(self) -> Iterable[str]:
        return (f"cluster-decision:{self.cluster}/{self.number}",)

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}", *(f"unit:{unit}" for unit in self.units))


def decisions_of(cluster: str) -> Scope:
    """Return the scope of the decisions that make or divide a cluster."""
    return Scope((f"cluster:{cluster}",), (ClusterDecisionRecorded,))


class RecordClusterDecision(Command):
    """Record the decision that makes or divides a cluster (ghi quyết định chia cụm, khối)."""

    cluster: Code
    year: Year
    number: Line
    issuer: Remark = ""
    superior: Remark = ""
    on: date | None = None
    in_force: date | None = None
    units: tuple[Code, ...] = ()
    count: Headcount | None = None
    replaces: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        lives = life_of(*self.units)
        return (life_of_cluster(self.cluster), decisions_of(self.cluster), *lives)

    def decide(self, history: History) -> list[Event]:
        """Once by its number, not in force before it is signed; it names no more than it counts.

        Raises:
            Refused: `decision-recorded`, `in-force-before-signed`, `replaces-itself`,
                `fewer-than-named` and others.
        """
        known_cluster(history, self.cluster, self.year)
        for known in history.of(ClusterDecisionRecorded):
            again = known.cluster == self.cluster and known.number == self.number
            refuse(again, "decision-recorded", number=self.number)
        refuse(self.replaces == self.number, "replaces-itself", number=self.number)
        named_once(self.units)
        living_in(history, self.year, *self.units)
        few = self.count is not None and self.count < len(self.units)
        refuse(few, "fewer-than-named", count=self.count, named=len(self.units))
        not_before(self.in_force, self.on, "in-force-before-signed", number=self.number)
        not_after_today(self.on, history)
        return uphold(history, self.fact(ClusterDecisionRecorded))
