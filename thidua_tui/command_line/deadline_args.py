"""The day in a line by which something is to be done: `hạn 30/12`, `trước ngày 30/12`, `by 30/12`.

An act that has a day of its own takes a bare day for that; a deadline then needs its word.
"""

from __future__ import annotations

from events.errors import BadInput
from thidua_tui.acts.fields import Field
from thidua_tui.command_line.line_state import LineState
from thidua_tui.command_line.value_shapes import bare, shape_of
from thidua_tui.command_line.vocabulary import is_word
from thidua_tui.parsing.dates import parse_date

DEADLINES = ("deadline", "due")
"""The names of the fields of such days."""


def taken(of: LineState, at: int) -> int:
    """Give the day behind `hạn` to the deadline; returns how many words that takes."""
    field, count = _open_deadline(of), begins(of, at)
    if field is None or not count:
        return 0
    words = of.words(at)[:count]
    marked = next(n for n in (2, 1) if is_word("by", " ".join(words[:n])))
    of.put(field, bare(" ".join(words[marked:])))
    return count


def begins(of: LineState, at: int) -> int:
    """Return how many words a deadline has that begins here with its word; 0 where none does."""
    field, words = _open_deadline(of), of.words(at)
    for count in (2, 1):
        if field and len(words) > count and is_word("by", " ".join(words[:count])):
            behind = shape_of(field, words[count:], of.filling.ground, set())
            return count + behind if behind else 0
    return 0


def needs_word(of: LineState, field: Field) -> bool:
    """Return whether a field is a deadline of an act that has a day of its own."""
    return field.name in DEADLINES and "on" in of.fields


def not_the_day(of: LineState, field: Field, raw: str) -> BadInput | None:
    """Return the error of a bare day that is ahead: it can only be the deadline, without its word.

    Args:
        of: The line.
        field: The field that takes the day.
        raw: The day as typed.
    """
    if field.name != "on" or _open_deadline(of) is None:
        return None
    today = of.filling.ground.today
    try:
        ahead = parse_date(raw, today=today) > today
    except BadInput as bad:
        ahead = bad.code == "day-not-yet"
    return BadInput("day-or-deadline", value=raw, field=of.label(field)) if ahead else None


def _open_deadline(of: LineState) -> Field | None:
    return next((field for field in of.open() if field.name in DEADLINES), None)
