"""Values that sources state in free text: a place, a day, a number."""

from __future__ import annotations

import re
from datetime import date

from events.text import fold

ORDINALS = {"nhat": 1, "nhi": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6}
"""The words for places, without marks."""
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
"""A day in figures."""
_NUMBER = re.compile(r"\d{1,5}")


def number_of(value: str) -> int | None:
    """Return the only number in a text, or None."""
    found = _NUMBER.findall(value)
    return int(found[0]) if len(found) == 1 else None


def place_of(value: str) -> int | None:
    """Return the place that a text names: `thứ Nhì`, `2`; None where it names none."""
    words = fold(value).split()
    return number_of(value) or next((ORDINALS[word] for word in words if word in ORDINALS), None)


def day_of(value: str) -> date | None:
    """Return the day that a text names, or None."""
    if found := DAY.search(value):
        day, month, year = map(int, found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None
