"""How many women a unit has: with equal totals a collective of 70 % women comes first.

The only tie rule of national law that was read: NĐ 152/2025/NĐ-CP, Điều 4.5.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.date_spans import Belonging, belonging
from events.errors import refuse
from events.event import Code, Event, Scope, Year
from events.invariants import uphold
from events.membership import on_roster, roster_of
from events.result_events import adopted, result_of
from events.shared_checks import not_after_today
from events.units import life_of

People = Annotated[int, Meta(ge=0, le=1_000_000)]


class WomenCounted(Event, tag="women-counted"):
    """The women of a member were counted (tỷ lệ nữ).

    Attributes:
        women: How many women.
        total: How many people, at least 1.
        on: The day of the count; None where it is unknown.
    """

    cluster: Code
    year: Year
    unit: Code
    women: People
    total: Annotated[int, Meta(ge=1, le=1_000_000)]
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"women:{self.cluster}/{self.year}/{self.unit}",)

    def depends_on(self) -> Iterable[str]:
        return (f"member:{self.cluster}/{self.year}/{self.unit}",)

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, exact=True),)


def women_of(cluster: str, year: int) -> Scope:
    """Return the scope of the counts of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (WomenCounted,))


def shares_of_women(history: History, cluster: str, year: int) -> dict[str, Decimal]:
    """Return unit -> its share of women in percent.

    Args:
        history: The history, with the counts of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return {
        event.unit: Decimal(100) * event.women / event.total
        for event in history.of(WomenCounted)
        if (event.cluster, event.year) == (cluster, year)
    }


class CountWomen(Command):
    """Record how many women a member has (ghi tỷ lệ nữ)."""

    cluster: Code
    year: Year
    unit: Code
    women: People
    total: Annotated[int, Meta(ge=1, le=1_000_000)]
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        lives = (life_of_cluster(self.cluster), *life_of(self.unit))
        return (women_of(*here), roster_of(*here), result_of(*here), *lives)

    def decide(self, history: History) -> list[Event]:
        """A member, no more women than people, once, before a result."""
        known_cluster(history, self.cluster, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        refuse(self.women > self.total, "more-women-than-people",
               women=self.women, total=self.total)  # fmt: skip
        counted = self.unit in shares_of_women(history, self.cluster, self.year)
        refuse(counted, "women-counted", unit=self.unit, year=self.year)
        known = adopted(history, self.cluster, self.year)
        refuse(known, "result-adopted", cluster=self.cluster, year=self.year)
        not_after_today(self.on, history)
        return uphold(history, self.fact(WomenCounted))
