"""What a movement led to: the result of each unit in a year, and its end with a summary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.emulation_movements import (
    MOVEMENTS,
    MovementEnded,
    MovementLaunched,
    MovementResult,
)
from events.errors import refuse
from events.event import Code, Event, Prose, Remark, Scope, Year
from events.invariants import uphold
from events.rosters import only_members_then, rosters_of
from events.shared_checks import not_after_today, not_before, within_year
from events.targets import exact_amount
from events.units import life_of


def launched(history: History, movement: str) -> MovementLaunched:
    """Return how a movement was launched.

    Args:
        history: The history, with the launch of the movement.
        movement: The code of the movement.

    Raises:
        Refused: `unknown-movement`.
    """
    found = next((e for e in history.of(MovementLaunched) if e.movement == movement), None)
    refuse(found is None, "unknown-movement", movement=movement)
    assert found is not None  # noqa: S101 - refused above
    return found


def _of_movement(movement: str) -> Scope:
    return Scope((f"movement:{movement}",), (MovementLaunched, MovementEnded))


class RecordMovementResult(Command):
    """Record the result of a unit in a movement (ghi kết quả phong trào của đơn vị)."""

    movement: Code
    cluster: Code
    year: Year
    unit: Code
    text: Remark = ""
    amount: Decimal | None = None
    measure: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        results = Scope((f"movement:{self.movement}", f"cluster:{self.cluster}"), (MovementResult,))
        lives = life_of(self.unit)
        return (_of_movement(self.movement), results, life_of_cluster(self.cluster),
                rosters_of(self.cluster), *lives)  # fmt: skip

    def decide(self, history: History) -> list[Event]:
        """A member, once a year; in words or as a number, in a year in which the movement was on.

        A unit may have a result without a registration: sources often give the one alone.
        """
        known_cluster(history, self.cluster, self.year)
        launched(history, self.movement)
        refuse(not self.text and self.amount is None, "result-without-content")
        refuse(self.amount is not None and not exact_amount(self.amount), "target-amount",
               amount=self.amount)  # fmt: skip
        only_members_then(history, self.cluster, self.year, self.unit, on=None)
        fact = self.fact(MovementResult)
        for event in history.of(MovementResult):
            again = (*event.claims(),) == (*fact.claims(),)
            refuse(again, "movement-result-known", unit=self.unit, movement=self.movement,
                   year=self.year)  # fmt: skip
        within_year(self.on, self.year, after=2)
        not_after_today(self.on, history)
        return uphold(history, fact)


class EndMovement(Command):
    """Record that a movement was concluded (tổng kết phong trào)."""

    movement: Code
    on: date | None = None
    summary: Prose = ""

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope((f"movement:{self.movement}",), MOVEMENTS),)

    def decide(self, history: History) -> list[Event]:
        """Once, and not before its launch."""
        movement = launched(history, self.movement)
        ended = any(e.movement == self.movement for e in history.of(MovementEnded))
        refuse(ended, "movement-ended", movement=self.movement)
        first = movement.on or (date(movement.since, 1, 1) if movement.since else None)
        not_before(self.on, first, "movement-ends-too-early", movement=self.movement)
        not_after_today(self.on, history)
        return uphold(history, self.fact(MovementEnded))
