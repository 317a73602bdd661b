"""A unit whose total or place a change moves, in a line: Sở A: thứ hạng 2 → 1 · điểm 95 → 96."""

from __future__ import annotations

from events.score_book.compare import Moved
from thidua_tui.formatting.tables.diff_cells import field_name
from thidua_tui.i18n.messages import Words


def moved_line(one: Moved, unit: str, words: Words) -> str:
    """Return what a change does to a unit, as the preview of an act says it.

    Args:
        one: Its total and its place before and after.
        unit: The name of the unit.
        words: The words of the language to use.
    """
    none = words("screen.unknown")
    places = [none if place is None else str(place) for place in one.places]
    totals = [none if total is None else words.number(total) for total in one.totals]
    parts = (
        words(
            "foresight.moved",
            field=field_name("ranking", field, words),
            before=before,
            after=after,
        )
        for field, (before, after) in (("place", places), ("points", totals))
        if before != after
    )
    return words("foresight.changed", what=unit, parts=" · ".join(parts))
