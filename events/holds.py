"""Units whose consideration is put on hold: no place until the hold is lifted, and no refusal.

While discipline, an inspection or a complaint is open, no award is made or proposed; once it is
cleared, the award is made (NĐ 152/2025/NĐ-CP, Điều 4.3). So a hold is neither a withdrawal nor a
last place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from events.award_facts import Ground as Ground
from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.date_spans import Belonging, belonging
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.invariants import uphold
from events.membership import on_roster, roster_of
from events.result_events import Place, adopted, result_of
from events.shared_checks import not_after_today, not_before, within_year
from events.units import ENDING, ends, life_of
from events.withdrawn_units import unconsidered, withdrawals_of


class UnitHeld(Event, tag="unit-held"):
    """The consideration of a member was put on hold (tạm hoãn, chưa xét).

    Attributes:
        ground: Why.
        wording: The matter that is open, in words; a knock-out of the book by its text.
        on: The day from which; None where it is unknown.
    """

    cluster: Code
    year: Year
    unit: Code
    ground: Ground
    wording: Remark = ""
    on: date | None = None

    convened: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        return (f"held:{self.cluster}/{self.year}/{self.unit}",)

    def depends_on(self) -> Iterable[str]:
        return (f"member:{self.cluster}/{self.year}/{self.unit}",)

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, exact=True),)


class HoldLifted(Event, tag="hold-lifted"):
    """The matter was cleared: the member is considered again (hết tạm hoãn).

    Attributes:
        wording: What cleared it, in words.
        on: The day; None where it is unknown.
    """

    cluster: Code
    year: Year
    unit: Code
    wording: Remark = ""
    on: date | None = None

    def releases(self) -> Iterable[str]:
        return (f"held:{self.cluster}/{self.year}/{self.unit}",)

    def depends_on(self) -> Iterable[str]:
        return (f"held:{self.cluster}/{self.year}/{self.unit}",)


HOLDS: tuple[type[Event], ...] = (UnitHeld, HoldLifted)


def holds_of(cluster: str, year: int) -> Scope:
    """Return the scope of the holds of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), HOLDS)


def held(history: History, cluster: str, year: int) -> dict[str, UnitHeld]:
    """Return unit -> its hold, of the units that are on hold.

    Args:
        history: The history, with the holds of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    found: dict[str, UnitHeld] = {}
    for event in history.of(UnitHeld, HoldLifted):
        if (event.cluster, event.year) == (cluster, year):
            found.pop(event.unit, None)
            if isinstance(event, UnitHeld):
                found[event.unit] = event
    return found


ENDINGS = Scope(events=ENDING)
"""How units end, in all clusters: what `dissolved` reads besides the result."""


def dissolved(
    history: History,
    cluster: str,
    year: int,
    on: date | None = None,
    ended: Mapping[str, date] | None = None,
) -> set[str]:
    """Return the units that ended by the end of the year, or by the day of its result.

    A unit that a result by scores gave a place keeps it, whatever is recorded of its end later.

    Args:
        history: The history, with the ends of units and the result of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day of a result that is not adopted yet.
        ended: Unit -> its first day without it; None to read it from the history.
    """
    result = adopted(history, cluster, year)
    last = max(date(year, 12, 31), on or date.min, (result and result.on) or date.min)
    scored = result is not None and result.basis == "scores"
    placed = {place.unit for place in result.places} if result and scored else set()
    over = ends(history) if ended is None else ended
    return {unit for unit, day in over.items() if day <= last} - placed


def without_place(
    history: History,
    cluster: str,
    year: int,
    on: date | None = None,
    ended: Mapping[str, date] | None = None,
) -> set[str]:
    """Return the units that get no place: on hold, not considered at their request, or dissolved.

    Args:
        history: The history, as for `dissolved`, with the holds and the requests, too.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day of a result that is not adopted yet.
        ended: Unit -> its first day without it; None to read it from the history.
    """
    out = unconsidered(history, cluster, year) | {*held(history, cluster, year)}
    return out | dissolved(history, cluster, year, on, ended)


def no_place_on_hold(history: History, cluster: str, year: int, places: Iterable[Place]) -> None:
    """Refuse a place of a unit that is on hold.

    Args:
        history: The history, with the holds of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        places: The places of a result.

    Raises:
        Refused: `held-no-place`.
    """
    on_hold = held(history, cluster, year)
    for place in places:
        refuse(place.unit in on_hold, "held-no-place", unit=place.unit, year=year)


class HoldUnit(Command):
    """Put the consideration of a member on hold (tạm hoãn xét đơn vị)."""

    cluster: Code
    year: Year
    unit: Code
    ground: Ground
    wording: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        lives = (life_of_cluster(self.cluster), *life_of(self.unit))
        return (holds_of(*here), withdrawals_of(*here), result_of(*here), roster_of(*here), *lives)

    def decide(self, history: History) -> list[Event]:
        """A member that is not on hold yet, before it has a place."""
        known_cluster(history, self.cluster, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        facts = {"unit": self.unit, "year": self.year}
        refuse(self.unit in held(history, self.cluster, self.year), "already-held", **facts)
        result = adopted(history, self.cluster, self.year)
        placed = result is not None and self.unit in [place.unit for place in result.places]
        refuse(placed, "held-after-result", **facts)
        within_year(self.on, self.year, after=2)
        not_after_today(self.on, history)
        return uphold(history, self.fact(UnitHeld))


class LiftHold(Command):
    """Lift the hold of a member (hết tạm hoãn)."""

    cluster: Code
    year: Year
    unit: Code
    wording: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), holds_of(self.cluster, self.year))

    def decide(self, history: History) -> list[Event]:
        """A member that is on hold, and not before it was."""
        hold = held(history, self.cluster, self.year).get(self.unit)
        refuse(hold is None, "not-held", unit=self.unit, year=self.year)
        not_before(self.on, hold.on if hold else None, "lifted-before-held", unit=self.unit)
        not_after_today(self.on, history)
        return uphold(history, self.fact(HoldLifted))
