"""What staged scores would move when they are recorded: totals, places, nominations."""

from __future__ import annotations

from msgspec import Struct

from events.score_board import Ordered
from events.score_book.compare import Moved, moved, quota_places
from thidua_tui.forms.score_sheet import ScoreSheet


class Ripple(Struct, frozen=True, kw_only=True):
    """What recording would move.

    Attributes:
        moved: The units whose total or place moves, by their place after it.
        enter: Award and unit that comes within the number that the book lets propose.
        leave: Award and unit that falls out of it.
        nominated: Award and unit that is nominated already, and whose place moves.
    """

    moved: tuple[Moved, ...] = ()
    enter: tuple[tuple[str, str], ...] = ()
    leave: tuple[tuple[str, str], ...] = ()
    nominated: tuple[tuple[str, str], ...] = ()


def ripple(sheet: ScoreSheet, before: Ordered) -> Ripple:
    """Return what the board of a sheet moves against an earlier order.

    Args:
        sheet: The sheet; what is staged is on its board.
        before: The order without it.
    """
    after = sheet.ordered()
    units = moved(before, after)
    placed = {one.unit for one in units if one.places[0] != one.places[1]}
    first, second = (_proposed(sheet, ordered) for ordered in (before, after))
    return Ripple(
        moved=units,
        enter=tuple(pair for pair in second if pair not in first),
        leave=tuple(pair for pair in first if pair not in second),
        nominated=tuple(
            (form, unit)
            for unit, forms in sheet.nominated.items()
            if unit in placed
            for form in forms
        ),
    )


def _proposed(sheet: ScoreSheet, ordered: Ordered) -> list[tuple[str, str]]:
    """Return award and unit, of those within the numbers that the book lets propose."""
    found, above = list[tuple[str, str]](), 0
    limits = quota_places(sheet.board.book, len(sheet.units)) if sheet.board else ()
    for award, last in limits:
        found += [(award, placed.unit) for placed in ordered[0] if above < placed.place <= last]
        above = last
    return found
