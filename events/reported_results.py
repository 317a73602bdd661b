"""The total or the grade that a source gives a unit, where it gives no criteria.

A newspaper prints "97/100 điểm" or "xếp loại Xuất sắc" and not the sheet. Nothing is ranked from
these: a place is recorded as a place.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.date_spans import Belonging, belonging
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.invariants import uphold
from events.membership import on_roster, roster_of
from events.roster_events import UnitLeft
from events.shared_checks import not_after_today
from events.units import life_of


class UnitResultReported(Event, tag="unit-result-reported"):
    """A source gives a member's total or grade (tổng điểm, xếp loại theo nguồn).

    Attributes:
        total: The total; None where the source gives only a grade.
        scale: Out of how many points; None where the source does not say.
        grade: The grade in the words of the source; empty for none.
        on: The day on which it was given; None where it is unknown.
    """

    cluster: Code
    year: Year
    unit: Code
    total: Decimal | None = None
    scale: Decimal | None = None
    grade: Remark = ""
    on: date | None = None

    def claims(self) -> Iterable[str]:
        mine = f"{self.cluster}/{self.year}/{self.unit}"
        total = () if self.total is None else (f"reported-total:{mine}",)
        return (*total, *((f"reported-grade:{mine}",) if self.grade else ()))

    def depends_on(self) -> Iterable[str]:
        return (f"member:{self.cluster}/{self.year}/{self.unit}",)

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, exact=True),)


def reported_in(cluster: str, year: int) -> Scope:
    """Return the scope of the reported totals and grades of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (UnitResultReported,))


class ReportUnitResult(Command):
    """Record a total or a grade that a source gives (ghi tổng điểm, xếp loại theo nguồn)."""

    cluster: Code
    year: Year
    unit: Code
    total: Decimal | None = None
    scale: Decimal | None = None
    grade: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        lives = (life_of_cluster(self.cluster), *life_of(self.unit))
        return (reported_in(*here), roster_of(*here), *lives)

    def usual(self, history: History) -> None:  # noqa: ARG002 - the two numbers are enough
        """The total is within its scale; with bonus points it may be above, for a reason.

        Raises:
            Refused: `total-above-scale`.
        """
        above = self.total is not None and self.scale is not None and self.total > self.scale
        refuse(above, "total-above-scale", total=self.total, scale=self.scale)

    def decide(self, history: History) -> list[Event]:
        """Of a member of that year, each once: a total and a grade may come from two sources.

        Raises:
            Refused: `no-result-reported`, `scale-without-total`, `result-reported` and others.
        """
        known_cluster(history, self.cluster, self.year)
        refuse(self.total is None and not self.grade, "no-result-reported")
        refuse(self.total is None and self.scale is not None, "scale-without-total")
        refuse(self.scale is not None and self.scale <= 0, "scale-not-positive", scale=self.scale)
        here = (self.cluster, self.year)
        gone = (e for e in history.of(UnitLeft) if (e.cluster, e.year) == here)
        left = {e.unit for e in gone if not (self.on and e.on) or self.on < e.on}
        if self.unit not in left:
            on_roster(history, self.cluster, self.year, self.unit)
        fact = self.fact(UnitResultReported)
        for known in history.of(UnitResultReported):
            again = {*known.claims()} & {*fact.claims()}
            refuse(again, "result-reported", unit=self.unit, year=self.year)
        not_after_today(self.on, history)
        return uphold(history, fact)
