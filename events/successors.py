"""Which units carry on a unit that ended."""

from __future__ import annotations

from datetime import date

from events.command import History
from events.event import Event
from events.units import ENDING, UnitAbsorbed, UnitsMerged, UnitSplit, ended


def heirs(event: Event) -> tuple[str, ...]:
    """Return the units that carry on the units that an event ends."""
    match event:
        case UnitAbsorbed() | UnitsMerged():
            return (event.into,)
        case UnitSplit():
            return tuple(heir.unit for heir in event.into)
    return ()


def heir_at(history: History, unit: str, day: date) -> str | None:
    """Return the unit that carries on a unit on a day: itself while it exists.

    Args:
        history: The history, with the lives of the units.
        unit: The code of the unit.
        day: The day.

    Returns:
        None where the unit ended without a successor, or has several.
    """
    now: str | None = unit
    for event in sorted(history.of(*ENDING), key=lambda e: e.on):
        if now in ended(event) and event.on <= day:
            into = heirs(event)
            now = into[0] if len(into) == 1 else None
    return now
