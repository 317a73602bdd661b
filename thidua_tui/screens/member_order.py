"""The order of the members of a year, and the way from one order to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from events.collation import sort_key
from thidua_tui.screens.year_facts import Member

ORDERS = {"number": "roster", "unit": "name", "place": "place", "points": "points"}
"""Column -> the order of rows that a click on its head chooses."""
_KEYS: Mapping[str, Callable[[Member], Any]] = {
    "place": lambda member: (member.place is None, member.place or 0),
    "points": lambda member: (member.points is None, -(member.points or Decimal())),
    "name": lambda member: sort_key(member.name),
}


def ordered(members: Sequence[Member], order: str) -> tuple[Member, ...]:
    """Return the members in an order: `roster`, `place`, `points` or `name`.

    Without a place or points they come last, in the order of the roster.
    """
    key = _KEYS.get(order)
    return tuple(sorted(members, key=key)) if key else tuple(members)


def after(order: str) -> str:
    """Return the order that the key chooses next: by place, or again by roster."""
    return "place" if order == "roster" else "roster"


def between(before: Sequence[Member], members: Sequence[Member], part: float) -> tuple[Member, ...]:
    """Return the members at a part of the way from their rows before to their rows now.

    Args:
        before: The members in the order that was shown.
        members: The members in the order to show; who was not shown before has its row at once.
        part: The part of the way: 0 is the order before, 1 the order now.
    """
    rows = {member.unit: row for row, member in enumerate(before)}

    def height(member: Member) -> float:
        now = target[member.unit]
        was = rows.get(member.unit, now)
        return was + (now - was) * part

    target = {member.unit: row for row, member in enumerate(members)}
    return tuple(sorted(members, key=height)) if part < 1 else tuple(members)
