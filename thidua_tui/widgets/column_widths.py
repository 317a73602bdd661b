"""How wide the columns of a table are, which of them are in sight, and how a bar is drawn."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 2
"""Cells between two columns."""
LEAST = 12
"""Cells below which no column gives way to the others."""


def fitted(natural: Sequence[int], fixed: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns: as their content needs, the widest ones giving way first.

    Args:
        natural: What each needs.
        fixed: The width that somebody gave a column; 0: none.
        room: Cells for all of them, with the gaps.
    """
    widths = [given or need for need, given in zip(natural, fixed, strict=True)]
    free = [at for at, given in enumerate(fixed) if not given]
    over = sum(widths) + GAP * (len(widths) - 1) - room
    while over > 0 and free:
        widest = max(free, key=lambda at: widths[at])
        if widths[widest] <= LEAST:
            break
        widths[widest] -= 1
        over -= 1
    return widths


def in_sight(widths: Sequence[int], pinned: int, left: int, room: int) -> list[int]:
    """Return the columns in sight: the pinned ones, then those from `left` on that fit whole.

    One that is wider than the room alone is in sight all the same, and is cut.
    """
    shown = [*range(min(pinned, len(widths)))]
    used = sum(widths[at] + GAP for at in shown)
    for at in range(max(left, len(shown)), len(widths)):
        if used + widths[at] > room and len(shown) > min(pinned, len(widths)):
            break
        shown.append(at)
        used += widths[at] + GAP
    return shown


def scrolled_to(widths: Sequence[int], pinned: int, left: int, column: int, room: int) -> int:
    """Return the first column behind the pinned ones with which `column` is in sight."""
    if column < pinned:
        return left
    left = max(pinned, min(left, column))
    while left < column and column not in in_sight(widths, pinned, left, room):
        left += 1
    return left
