"""How units end and become others: absorb, merge, split, dissolve; a function taken over.

Five different acts (sắp xếp tổ chức bộ máy): absorbing keeps one identity, merging makes a new
one, splitting ends one and makes several, dissolving leaves nobody, and a function moves between
two units that both live on (Lạng Sơn, NQ 04 of 18/02/2025, in force 01/03/2025).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from events.errors import refuse
from events.event import Code, Command, Event, History, Line, Remark, Scope, not_before
from events.registry import (
    LIFE,
    Heir,
    UnitAbsorbed,
    UnitDissolved,
    UnitFounded,
    UnitsMerged,
    UnitSplit,
    life_of,
    living,
    names,
    new_name,
)


class FunctionTakenOver(Event, tag="function-taken-over"):
    """A function moved between two units that both live on (tiếp nhận chức năng)."""

    unit: Code
    into: Code
    function: Line
    on: date

    def stands_on(self) -> Iterable[str]:
        return (f"unit:{self.unit}", f"unit:{self.into}")


class AbsorbUnit(Command):
    """Let a living unit take another in (sáp nhập)."""

    unit: Code
    into: Code
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return life_of(self.unit, self.into)

    def decide(self, history: History) -> list[Event]:
        """Two different living units."""
        refuse(self.unit == self.into, "into-itself", unit=self.unit)
        living(history, self.unit, self.into)
        not_before_founded(history, self.on, self.unit)
        return [self.fact(UnitAbsorbed)]


class MergeUnits(Command):
    """Make one new unit of several (hợp nhất)."""

    units: tuple[Code, ...]
    into: Code
    name: Line
    short: Remark = ""
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE),)

    def decide(self, history: History) -> list[Event]:
        """At least two living units end; the new one has a code of its own, maybe an old name."""
        refuse(len(set(self.units)) < 2, "too-few-units", least=2)
        living(history, *self.units)
        not_before_founded(history, self.on, *self.units)
        refuse(self.into in names(history), "unit-exists", unit=self.into)
        new_name(history, self.name, distinct=True, beside=self.units)
        return [self.fact(UnitsMerged)]


class SplitUnit(Command):
    """Make several new units of one (chia tách)."""

    unit: Code
    into: tuple[Heir, ...]
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE),)

    def decide(self, history: History) -> list[Event]:
        """A living unit ends; at least two come of it, each with a code and a name of its own."""
        living(history, self.unit)
        not_before_founded(history, self.on, self.unit)
        refuse(len({heir.unit for heir in self.into}) < 2, "too-few-units", least=2)
        refuse(len({heir.name for heir in self.into}) < len(self.into), "same-name", unit=self.unit)
        for heir in self.into:
            refuse(heir.unit in names(history), "unit-exists", unit=heir.unit)
            new_name(history, heir.name, distinct=True, beside=(self.unit,))
        return [self.fact(UnitSplit)]


class DissolveUnit(Command):
    """End a unit that leaves no successor (giải thể)."""

    unit: Code
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return life_of(self.unit)

    def decide(self, history: History) -> list[Event]:
        """A unit ends once, and not before it began."""
        living(history, self.unit)
        not_before_founded(history, self.on, self.unit)
        return [self.fact(UnitDissolved)]


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


def not_before_founded(history: History, on: date, *units: str) -> None:
    """A unit does not end before the day on which it was founded, where that is known.

    Raises:
        Refused: `ended-before-founded`.
    """
    for event in history.of(UnitFounded):
        if event.unit in units:
            not_before(on, event.on, "ended-before-founded", unit=event.unit)
