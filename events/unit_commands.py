"""Acts on the registry: enter a unit, rename a unit.

The facts are in `units`; how units end and become others is in `reorganisation`.
"""

from __future__ import annotations

from datetime import date

from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope
from events.invariants import uphold
from events.reorganisation import doings_of
from events.unique_names import free_name
from events.units import LIFE, UnitFounded, UnitRenamed, living, named, names


class FoundUnit(Command):
    """Enter a unit into the registry (ghi đơn vị vào sổ).

    Attributes:
        distinct: Whether a name that differs from another in marks, case or spaces alone is meant.
    """

    unit: Code
    name: Line
    short: Remark = ""
    on: date | None = None
    distinct: bool = False

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE),)

    def instead_of(self) -> tuple[Scope, ...]:
        return doings_of(self.unit)

    def decide(self, history: History) -> list[Event]:
        """A code is given once, and on each day a living unit's name is its own."""
        refuse(self.unit in names(history), "unit-exists", unit=self.unit)
        fact = self.fact(UnitFounded)
        free_name(history, fact, distinct=self.distinct)
        return uphold(history, fact)


def short_name(history: History, unit: str, on: date) -> str:
    """Return the short name that a unit bore before a day; empty where it has none.

    Args:
        history: The history, with the lives of the units.
        unit: The code of the unit.
        on: The day; a short name given on it is not looked at.
    """
    names = ((e.on or date.min, n[2]) for e in history.of(*LIFE) for n in named(e) if n[0] == unit)
    return max((one for one in names if one[0] < on), key=lambda one: one[0], default=(on, ""))[1]


class RenameUnit(Command):
    """Give a unit another name from a day on (đổi tên đơn vị).

    Attributes:
        short: The new short name; empty to keep the old.
        on: The first day of the new name.
        distinct: Whether a name that differs from another in marks, case or spaces alone is meant.
    """

    unit: Code
    name: Line
    short: Remark = ""
    on: date
    distinct: bool = False

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=LIFE),)

    def decide(self, history: History) -> list[Event]:
        """A name no other bears on any of the same days; the short name stays unless given."""
        living(history, self.unit, on=self.on)
        now = names(history, self.on)[self.unit]
        later = ((e.on, e.name) for e in history.of(UnitRenamed) if e.unit == self.unit)
        following = min((named for named in later if named[0] > self.on), default=(None, ""))[1]
        refuse(self.name in (now, following), "same-name", unit=self.unit)
        fact = self.fact(UnitRenamed, short=self.short or short_name(history, self.unit, self.on))
        free_name(history, fact, distinct=self.distinct)
        return uphold(history, fact)
