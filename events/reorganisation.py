"""How units end and become others: absorb, merge, split, dissolve; a function taken over.

Five different acts (sắp xếp tổ chức bộ máy): absorbing keeps one identity, merging makes a new
one, splitting ends one and makes several, dissolving leaves nobody, and a function moves between
two units that both live on (Lạng Sơn, NQ 04 of 18/02/2025, in force 01/03/2025).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from events.errors import refuse
from events.event import Code, Command, Event, History, Line, Remark, Scope, named_once, not_before
from events.honours import AwardAnnulled, AwardGranted
from events.membership import ROSTER, RosterRecorded, UnitJoined, members
from events.registry import (
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
        return (*life_of(self.unit, self.into), *doings_of(self.unit))

    def decide(self, history: History) -> list[Event]:
        """A unit ends once, and the other lives on that day."""
        refuse(self.unit == self.into, "into-itself", unit=self.unit)
        living(history, self.unit)
        living(history, self.into, on=self.on)
        may_end(history, self.on, self.unit)
        return [self.fact(UnitAbsorbed)]


class MergeUnits(Command):
    """Make one new unit of several (hợp nhất)."""

    units: tuple[Code, ...]
    into: Code
    name: Line
    short: Remark = ""
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE), *doings_of(*self.units))

    def decide(self, history: History) -> list[Event]:
        """At least two living units end; the new one has a code of its own, maybe an old name."""
        named_once(self.units)
        refuse(len(self.units) < 2, "too-few-units", least=2)
        living(history, *self.units)
        may_end(history, self.on, *self.units)
        refuse(self.into in names(history), "unit-exists", unit=self.into)
        new_name(history, self.name, distinct=True, beside=self.units)
        return [self.fact(UnitsMerged)]


class SplitUnit(Command):
    """Make several new units of one (chia tách)."""

    unit: Code
    into: tuple[Heir, ...]
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE), *doings_of(self.unit))

    def decide(self, history: History) -> list[Event]:
        """A living unit ends; at least two come of it, each with a code and a name of its own."""
        living(history, self.unit)
        may_end(history, self.on, self.unit)
        named_once(heir.unit for heir in self.into)
        refuse(len(self.into) < 2, "too-few-units", least=2)
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
        return (*life_of(self.unit), *doings_of(self.unit))

    def decide(self, history: History) -> list[Event]:
        """A unit ends once, not before it began, and not before what is recorded of it."""
        living(history, self.unit)
        may_end(history, self.on, self.unit)
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


def doings_of(*units: str) -> tuple[Scope, ...]:
    """The scopes of what a unit could not have done after its end."""
    kinds: tuple[type[Event], ...] = (*ROSTER, AwardGranted, AwardAnnulled)
    return tuple(Scope((f"unit:{unit}",), kinds) for unit in dict.fromkeys(units))


def may_end(history: History, on: date, *units: str) -> None:
    """A unit ends after it began, after its last year in a cluster began, and after its awards.

    An end is often entered late; whatever came first, a unit that is gone gets no award.

    Raises:
        Refused: `ended-before-founded`, `active-later`.
    """
    born = begins(history)
    for unit in units:
        not_before(on, born.get(unit), "ended-before-founded", unit=unit)
        later = [year for year in _years_of(history, unit) if year > on.year]
        later += [day.year for day in _grants_of(history, unit) if day >= on]
        refuse(later, "active-later", unit=unit, on=on, year=max(later, default=0))


def _years_of(history: History, unit: str) -> set[int]:
    """The years in which the unit belongs to a cluster."""
    rosters = {(e.cluster, e.year) for e in history.of(RosterRecorded, UnitJoined)}
    return {year for cluster, year in rosters if unit in members(history, cluster, year)}


def _grants_of(history: History, unit: str) -> list[date]:
    """The days of the awards that the unit holds."""
    held: dict[tuple[str, int, str, str], date] = {}
    for event in history.of(AwardGranted, AwardAnnulled):
        if event.unit == unit:
            held.pop(event.key, None)
            if isinstance(event, AwardGranted):
                held[event.key] = event.on
    return list(held.values())
