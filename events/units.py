"""Units: founded, named, and whether they exist on a day.

A unit is a code for life; its names are dated facts. How units end and become others is in
`reorganisation`; a new unit of an old name is still another unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from msgspec import Struct

from events.command import History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope


class UnitFounded(Event, tag="unit-founded"):
    """A unit exists from now on (đơn vị được thành lập, hoặc được ghi vào sổ lần đầu).

    Attributes:
        unit: The code of the unit, for life.
        name: Its first name.
        short: Its short name; empty for none.
        on: The first day; None where it is unknown.
    """

    unit: Code
    name: Line
    short: Remark = ""
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"unit:{self.unit}",)

    def naming(self) -> Iterable[tuple[str, str, str, str]]:
        return _units_named(self)

    def begins(self) -> Iterable[tuple[str, str, date | None]]:
        return (("unit", self.unit, self.on),)


class UnitRenamed(Event, tag="unit-renamed"):
    """The same unit under another name (đổi tên)."""

    unit: Code
    name: Line
    short: Remark = ""
    on: date

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def depends_on(self) -> Iterable[str]:
        return (f"unit:{self.unit}",)

    def naming(self) -> Iterable[tuple[str, str, str, str]]:
        return _units_named(self)


class UnitAbsorbed(Event, tag="unit-absorbed"):
    """A unit ended and another, living on, took it in (sáp nhập).

    Attributes:
        unit: The code of the unit that ended.
        into: The code of the unit that lives on.
        on: The first day without the unit.
    """

    unit: Code
    into: Code
    on: date

    living: ClassVar[tuple[str, ...]] = ("into",)

    def claims(self) -> Iterable[str]:
        return (f"end:{self.unit}",)

    def ends(self) -> Iterable[tuple[str, str, date | None]]:
        return (("unit", self.unit, self.on),)

    def depends_on(self) -> Iterable[str]:
        return (f"unit:{self.unit}", f"unit:{self.into}")


class UnitsMerged(Event, tag="units-merged"):
    """Units ended and a new one came of them (hợp nhất).

    Attributes:
        units: The codes of the units that ended, at least two.
        into: The code of the new unit.
        name: Its name.
        short: Its short name; empty for none.
        on: The first day of the new unit, on which the others exist no more.
    """

    units: tuple[Code, ...]
    into: Code
    name: Line
    short: Remark = ""
    on: date

    def claims(self) -> Iterable[str]:
        return (f"unit:{self.into}", *(f"end:{unit}" for unit in self.units))

    def naming(self) -> Iterable[tuple[str, str, str, str]]:
        return _units_named(self)

    def begins(self) -> Iterable[tuple[str, str, date | None]]:
        return (("unit", self.into, self.on),)

    def ends(self) -> Iterable[tuple[str, str, date | None]]:
        return tuple(("unit", unit, self.on) for unit in self.units)

    def depends_on(self) -> Iterable[str]:
        return tuple(f"unit:{unit}" for unit in self.units)


class Heir(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A unit that comes out of a split: its code, its name and its short name."""

    unit: Code
    name: Line
    short: Remark = ""


class UnitSplit(Event, tag="unit-split"):
    """A unit ended and several came of it (chia tách).

    Attributes:
        unit: The code of the unit that ended.
        into: The new units, at least two.
        on: The first day of the new units, on which the other exists no more.
    """

    unit: Code
    into: tuple[Heir, ...]
    on: date

    def claims(self) -> Iterable[str]:
        return (f"end:{self.unit}", *(f"unit:{heir.unit}" for heir in self.into))

    def naming(self) -> Iterable[tuple[str, str, str, str]]:
        return _units_named(self)

    def begins(self) -> Iterable[tuple[str, str, date | None]]:
        return tuple(("unit", heir.unit, self.on) for heir in self.into)

    def ends(self) -> Iterable[tuple[str, str, date | None]]:
        return (("unit", self.unit, self.on),)

    def depends_on(self) -> Iterable[str]:
        return (f"unit:{self.unit}",)


class UnitDissolved(Event, tag="unit-dissolved"):
    """A unit ended and left no successor (giải thể)."""

    unit: Code
    on: date

    def claims(self) -> Iterable[str]:
        return (f"end:{self.unit}",)

    def ends(self) -> Iterable[tuple[str, str, date | None]]:
        return (("unit", self.unit, self.on),)

    def depends_on(self) -> Iterable[str]:
        return (f"unit:{self.unit}",)


NAMING: tuple[type[Event], ...] = (UnitFounded, UnitRenamed, UnitsMerged, UnitSplit)
ENDING: tuple[type[Event], ...] = (UnitAbsorbed, UnitsMerged, UnitSplit, UnitDissolved)
LIFE: tuple[type[Event], ...] = (
    UnitFounded,
    UnitRenamed,
    UnitAbsorbed,
    UnitsMerged,
    UnitSplit,
    UnitDissolved,
)
"""The events that make, name or end a unit."""


def named(event: Event) -> tuple[tuple[str, str, str], ...]:
    """Return (code, name, short name) of every unit that this event founds or names."""
    match event:
        case UnitFounded() | UnitRenamed():
            return ((event.unit, event.name, event.short),)
        case UnitsMerged():
            return ((event.into, event.name, event.short),)
        case UnitSplit():
            return tuple((heir.unit, heir.name, heir.short) for heir in event.into)
    return ()


def _units_named(event: Event) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(("unit", code, name, "") for code, name, _ in named(event))


def ended(event: Event) -> tuple[str, ...]:
    """Return the units whose existence this event ends."""
    match event:
        case UnitAbsorbed() | UnitSplit() | UnitDissolved():
            return (event.unit,)
        case UnitsMerged():
            return event.units
    return ()


def names(history: History, on: date = date.max) -> dict[str, str]:
    """Return code -> name on a day, or the latest name, of every unit ever founded.

    The day of a naming decides, not the order of typing: old names are often entered late. A unit
    bears its first name before its day too.

    Args:
        history: The history, with the lives of the units.
        on: The day.
    """
    dated = ((e.on or date.min, item) for e in history.of(*NAMING) for item in named(e))
    found: dict[str, str] = {}
    for since, (code, name, _) in sorted(dated, key=lambda pair: pair[0]):
        if since <= on or code not in found:
            found[code] = name
    return found


def begins(history: History) -> dict[str, date]:
    """Return code -> the day it began, of the units of which it is known."""
    births = history.of(UnitFounded, UnitsMerged, UnitSplit)
    return {code: e.on for e in births for code, _, _ in named(e) if e.on}


def ends(history: History) -> dict[str, date]:
    """Return code -> the day it ended, of the units that ended."""
    return {unit: e.on for e in history.of(*ENDING) for unit in ended(e) if e.on}


def living(history: History, *units: str, on: date | None = None) -> None:
    """Refuse a unit that does not exist on the day; without a day, a unit with a recorded end.

    A unit no longer exists on the day of its end.

    Args:
        history: The history, with the lives of the units.
        units: The codes of the units.
        on: The day; None for whatever day.

    Raises:
        Refused: `unknown-unit`, `unit-ended`, `unit-not-yet-founded`.
    """
    _alive(history, units, since=on, until=on)


def living_in(history: History, year: int, *units: str, on: date | None = None) -> None:
    """Refuse a unit that did not exist in that year, beyond its first day, or on the day.

    Args:
        history: The history, with the lives of the units.
        year: The calendar year; it does not matter where the day is given.
        units: The codes of the units.
        on: The day; None where it is unknown.

    Raises:
        Refused: `unknown-unit`, `unit-ended`, `unit-not-yet-founded`.
    """
    first, last = (on, on) if on else (date(year, 1, 1), date(year, 12, 31))
    _alive(history, units, since=first, until=last)


def _alive(
    history: History, units: Iterable[str], *, since: date | None, until: date | None
) -> None:
    known, born, over = names(history), begins(history), ends(history)
    for unit in units:
        refuse(unit not in known, "unknown-unit", unit=unit)
        end, birth = over.get(unit), born.get(unit)
        refuse(end and (since is None or since >= end), "unit-ended", unit=unit, ended=end)
        early = birth and until and until < birth
        refuse(early, "unit-not-yet-founded", unit=unit, founded=birth)


def life_of(*units: str) -> tuple[Scope, ...]:
    """Return the scopes of these units' existence."""
    return tuple(Scope((f"unit:{unit}",), LIFE) for unit in dict.fromkeys(units))
