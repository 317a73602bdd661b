"""How units end and become others: absorb, merge, split, dissolve; a function taken over.

Five different acts (sắp xếp tổ chức bộ máy): absorbing keeps one identity, merging makes a new
unit, splitting ends one unit and makes several, dissolving leaves none, and a function moves
between two units that both live on (Lạng Sơn, NQ 04 of 18/02/2025, in force 01/03/2025).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.award_events import AwardAnnulled
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, event_types
from events.invariants import uphold
from events.meetings import MeetingOpened
from events.result_events import ResultAdopted
from events.roles import OfficerStoodDown
from events.rosters import UnitLeft
from events.shared_checks import named_once, not_before
from events.unique_names import free_name
from events.units import (
    LIFE,
    Heir,
    UnitAbsorbed,
    UnitDissolved,
    UnitsMerged,
    UnitSplit,
    begins,
    life_of,
    living,
    names,
)


class FunctionTakenOver(Event, tag="function-taken-over"):
    """A function moved between two units that both live on (tiếp nhận chức năng).

    Attributes:
        unit: The code of the unit that gave the function away.
        into: The code of the unit that took it over.
        function: The name of the function.
        on: The day from which it was with the other unit.
    """

    unit: Code
    into: Code
    function: Line
    on: date

    living: ClassVar[tuple[str, ...]] = ("unit", "into")

    def depends_on(self) -> Iterable[str]:
        return (f"unit:{self.unit}", f"unit:{self.into}")


class AbsorbUnit(Command):
    """Let a living unit take another in (sáp nhập)."""

    unit: Code
    into: Code
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE), *doings_of(self.unit))

    def decide(self, history: History) -> list[Event]:
        """A unit ends once, and the other lives on that day."""
        refuse(self.unit == self.into, "into-itself", unit=self.unit)
        living(history, self.unit)
        living(history, self.into, on=self.on)
        after_founding(history, self.on, self.unit)
        return uphold(history, self.fact(UnitAbsorbed))


class MergeUnits(Command):
    """Make one new unit of several (hợp nhất)."""

    units: tuple[Code, ...]
    into: Code
    name: Line
    short: Remark = ""
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE), *doings_of(*self.units))

    def instead_of(self) -> tuple[Scope, ...]:
        return doings_of(self.into)

    def decide(self, history: History) -> list[Event]:
        """At least two living units end; the new unit has a code of its own, maybe an old name."""
        named_once(self.units)
        refuse(len(self.units) < 2, "too-few-units", least=2)
        living(history, *self.units)
        after_founding(history, self.on, *self.units)
        refuse(self.into in names(history), "unit-exists", unit=self.into)
        fact = self.fact(UnitsMerged)
        free_name(history, fact, distinct=True)
        return uphold(history, fact)


class SplitUnit(Command):
    """Make several new units of one (chia tách)."""

    unit: Code
    into: tuple[Heir, ...]
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE), *doings_of(self.unit))

    def instead_of(self) -> tuple[Scope, ...]:
        return doings_of(*(heir.unit for heir in self.into))

    def decide(self, history: History) -> list[Event]:
        """A living unit ends; at least two come of it, each with a code and a name of its own."""
        living(history, self.unit)
        after_founding(history, self.on, self.unit)
        named_once(heir.unit for heir in self.into)
        refuse(len(self.into) < 2, "too-few-units", least=2)
        refuse(len({heir.name for heir in self.into}) < len(self.into), "same-name", unit=self.unit)
        for heir in self.into:
            refuse(heir.unit in names(history), "unit-exists", unit=heir.unit)
        fact = self.fact(UnitSplit)
        free_name(history, fact, distinct=True)
        return uphold(history, fact)


class DissolveUnit(Command):
    """End a unit that leaves no successor (giải thể)."""

    unit: Code
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE), *doings_of(self.unit))

    def decide(self, history: History) -> list[Event]:
        """A unit ends once, not before it began, and not before what is recorded of it."""
        living(history, self.unit)
        after_founding(history, self.on, self.unit)
        return uphold(history, self.fact(UnitDissolved))


class TakeOverFunction(Command):
    """Move a function between two living units (tiếp nhận chức năng)."""

    unit: Code
    into: Code
    function: Line
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return life_of(self.unit, self.into)

    def decide(self, history: History) -> list[Event]:
        """Both units live on that day."""
        refuse(self.unit == self.into, "into-itself", unit=self.unit)
        living(history, self.unit, self.into, on=self.on)
        return [self.fact(FunctionTakenOver)]


def after_founding(history: History, on: date, *units: str) -> None:
    """Refuse an end of a unit before its beginning.

    Args:
        history: The history, with the lives of the units.
        on: The day of the end.
        units: The codes of the units.

    Raises:
        Refused: `ended-before-founded`.
    """
    born = begins(history)
    for unit in units:
        not_before(on, born.get(unit), "ended-before-founded", unit=unit)


DAYS = Scope(events=(MeetingOpened, ResultAdopted))
"""What gives attendances and undated nominations their day."""


def doings_of(*units: str) -> tuple[Scope, ...]:
    """Return the scopes of facts that a unit can only have while it exists."""
    kinds = tuple(kind for kind in event_types().values() if kind.living and kind not in LIFE)
    closing = (UnitLeft, OfficerStoodDown, AwardAnnulled)
    mine = (Scope((f"unit:{unit}",), (*kinds, *closing)) for unit in dict.fromkeys(units))
    return (*mine, DAYS)
