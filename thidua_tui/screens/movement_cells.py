"""What is recorded of units and movements in a year: registrations and results, cell by cell."""

from __future__ import annotations

from msgspec import Struct

from events.emulation_movements import MovementJoined, MovementResult
from events.event import Entry, Scope
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.i18n.messages import Words


class Cell(Struct, frozen=True):
    """What is recorded of a unit and a movement: the entries of registration and of result."""

    joined: Entry | None = None
    result: Entry | None = None


def cells_of(ground: ActContext) -> dict[tuple[str, str], Cell]:
    """Return (unit, movement) -> what is recorded of it in the year of the page."""
    kinds = (MovementJoined, MovementResult)
    joined: dict[tuple[str, str], Entry] = {}
    results: dict[tuple[str, str], Entry] = {}
    for entry in ground.read(Scope((f"cluster:{ground.cluster}/{ground.year}",), kinds)).entries:
        match entry.event:
            case MovementJoined(movement=movement, units=joining):
                joined |= {(unit, movement): entry for unit in joining}
            case MovementResult(movement=movement, unit=unit):
                results[unit, movement] = entry
    return {key: Cell(joined.get(key), results.get(key)) for key in (*joined, *results)}


def result_text(cell: Cell, words: Words, *, both: bool = False) -> str:
    """Return the result of a cell: its number, else its words; empty where there is none.

    Args:
        cell: The cell.
        words: The words of the language.
        both: Whether there is room for the number and the words.
    """
    if cell.result is None:
        return ""
    event = cell.result.event
    assert isinstance(event, MovementResult)  # noqa: S101 - as it was read
    amount = "" if event.amount is None else words.amount(event.amount)
    number = f"{amount} {event.measure}".strip() if amount else ""
    found = [part for part in (number, event.text) if part]
    return plain(" – ".join(found if both else found[:1]))
