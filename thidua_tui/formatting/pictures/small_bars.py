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


def share_bar(share: float | Decimal, width: int) -> str:
    """Return a bar as long as a share of a width, in eighths of a cell, filled up with spaces.

    Args:
        share: The share; below 0 it counts as 0, above 1 as 1; the least is seen.
        width: The cells of the whole.
    """
    part = max(0.0, min(1.0, float(share)))
    eighths = max(round(8 * width * part), 1 if part else 0)
    whole, rest = divmod(eighths, 8)
    return (LENGTHS[8] * whole + (LENGTHS[rest] if rest else "")).ljust(width)
