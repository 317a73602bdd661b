"""The units that came to a meeting, as its minutes list them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec import Struct

from events.meetings import UnitsAttended
from events.presence import UnitArrived
from views.late_additions import Addition
from views.names import UnitName


class Present(Struct, frozen=True, kw_only=True):
    """Units that were present, and who represented them; `added` as of a guest.

    `substitute_for` is whose place that person took, `point` the connected place; empty for none.
    """

    units: tuple[UnitName, ...]
    who: str
    added: Addition | None
    substitute_for: str = ""
    point: str = ""
    online: bool = False


class _How(NamedTuple):
    who: str
    added: Addition | None
    substitute_for: str = ""
    point: str = ""
    online: bool = False


def present_list(
    facts: Iterable[tuple[Addition | None, UnitsAttended | UnitArrived]],
    called: Callable[[str], UnitName],
) -> tuple[Present, ...]:
    """Return the units that came, each once, whatever the number and order of the facts.

    Args:
        facts: How it was added later, and what says that units were there.
        called: Returns the name of a unit.
    """
    listed: dict[str, _How] = {}
    for added, event in facts:
        how = _how(event, added)
        for unit in event.units if isinstance(event, UnitsAttended) else (event.unit,):
            before = listed.get(unit)
            if before is None:
                listed[unit] = how
            elif (how.who or how.point or how.online) and not (added and not before.added):
                listed[unit] = how._replace(added=before.added)
    groups: dict[_How, list[UnitName]] = {}
    for unit, how in listed.items():
        groups.setdefault(how, []).append(called(unit))
    return tuple(Present(units=tuple(units), **how._asdict()) for how, units in groups.items())


def _how(event: UnitsAttended | UnitArrived, added: Addition | None) -> _How:
    """Return how units took part, as far as an event says so."""
    if isinstance(event, UnitsAttended):
        return _How(event.who, added)
    who = ", ".join(filter(None, (event.person, event.office)))
    return _How(who, added, event.substitute_for, event.point, event.mode == "online")
