"""The place of a meeting in a line: `tại "Nậm Pố"`, or a text that begins as a hall is called."""

from __future__ import annotations

from thidua_tui.acts.fields import Field
from thidua_tui.command_line.line_state import LineState
from thidua_tui.command_line.vocabulary import is_word


def taken(of: LineState, at: int) -> int:
    """Give the quoted text behind `tại` to the place; returns how many words that takes."""
    place, behind = _open_place(of), of.tokens[at + 1 : at + 2]
    if not (place and behind and behind[0].quoted and is_word("at", of.tokens[at].word)):
        return 0
    of.put(place, behind[0].text)
    return 2


def hall(of: LineState, text: str) -> bool:
    """Give a text that begins as the name of a hall does to the place; returns whether it did."""
    place, words = _open_place(of), text.split()
    if place is None or not any(is_word("hall", " ".join(words[:count])) for count in (1, 2)):
        return False
    of.put(place, text)
    return True


def _open_place(of: LineState) -> Field | None:
    """The field of a place that is still open, of an act that has a title besides."""
    places = (field for field in of.open() if field.name == "place")
    return next(places, None) if "title" in of.fields else None
