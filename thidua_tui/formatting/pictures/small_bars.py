"""Bars of one line: a place among others by its height, points of a maximum by their length."""

from __future__ import annotations

from decimal import Decimal

HEIGHTS, LENGTHS = "▁▂▃▄▅▆▇█", " ▏▎▍▌▋▊▉█"
NO_PLACE = "·"


def place_bar(place: int | None, members: int | None) -> str:
    """Return a bar for a place; the first of many is tallest.

    Args:
        place: The place from 1; None for a dot in place of a bar.
        members: Among how many; None where that is unknown.
    """
    if not place:
        return NO_PLACE
    of = max(members or place, place)
    return HEIGHTS[round(7 * (of - place) / (of - 1)) if of > 1 else 7]


def points_bar(part: Decimal, width: int) -> str:
    """Return a bar as long as a part of a width, in eighths of a cell.

    Args:
        part: The part; below 0 it counts as 0, above 1 as 1.
        width: The cells of the whole.
    """
    eighths = round(8 * width * min(Decimal(1), max(Decimal(0), part)))
    whole, rest = divmod(int(eighths), 8)
    return LENGTHS[8] * whole + (LENGTHS[rest] if rest else "")
