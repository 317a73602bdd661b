"""The way from one picture of the headship to the next: its line grows, and the mark goes with it.

Both pictures have the same years and lanes; what differs is put down cell by cell along time, with
the mark of the head at the tip. At the end there is the second picture and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from rich.cells import cell_len

from thidua_tui.formatting.pictures.leadership_chart import MARKS

LINE = frozenset("●◆×━┃┏┓┗┛┄")
"""What the headship is drawn with; a deputy has no line."""
DEPUTY = frozenset("○")
DOWN = frozenset("┓┏┃")
"""What goes on in the row below."""
HEAD = MARKS["head"]
RULE = "┊"
YEARS = re.compile(r"(?<![\d–])[ ▾]\d{4}(?![\d–])")
"""A year on the axis, where it has its full number."""
MOST = 4
"""Rows of a lane, at most."""

Rows = Sequence[str]
Spot = tuple[int, int]
"""Row and character."""


def unmarked(axis: str) -> str:
    """Return the line of years without the mark before the year shown."""
    return axis.replace("▾", " ")


def spread(lanes: Rows, height: int) -> tuple[str, ...]:
    """Return the lanes with free rows between them, as many as the height allows."""
    tall = max(1, min(MOST, height // max(1, len(lanes))))
    found = list(lanes[:1])
    for above, below in pairwise(lanes):
        found += [_between(above, below)] * (tall - 1) + [below]
    return tuple(found)


def ruled(rows: Rows, axis: str, height: int) -> tuple[str, ...]:
    """Return the rows, and free ones to the height, with a rule where each year begins."""
    starts = [found.start() for found in YEARS.finditer(axis)]
    filled = [*rows, *[""] * (height - len(rows))]
    return tuple(_ruled(row, starts) for row in filled)


def _ruled(row: str, starts: Sequence[int]) -> str:
    if cell_len(row) != len(row):
        return row
    cells = list(row.ljust(max(starts, default=-1) + 1))
    for start in starts:
        if cells[start] == " ":
            cells[start] = RULE
    return "".join(cells).rstrip()


def _between(above: str, below: str) -> str:
    """Return a row that carries on what goes from the lane above to the lane below."""
    if any(cell_len(row) != len(row) for row in (above, below)):
        return ""
    pairs = zip(above, below, strict=False)
    return "".join("┃" if up in DOWN and low != " " else " " for up, low in pairs).rstrip()


def differing(old: str, new: str) -> tuple[int, int]:
    """Return the first cell in which two rows differ, and the cell behind the last."""
    width = max(len(old), len(new))
    pairs = enumerate(zip(old.ljust(width), new.ljust(width), strict=True))
    cells = [at for at, (one, other) in pairs if one != other]
    if not cells or cell_len(old) != len(old) or cell_len(new) != len(new):
        return 0, max(cell_len(old), cell_len(new))
    return cells[0], cells[-1] + 1


class Glide:
    """The way between two pictures, from one that is earlier in time to one that is later."""

    def __init__(self, before: Rows, after: Rows) -> None:
        self.back = _drawn(before) > _drawn(after)
        earlier, later = (after, before) if self.back else (before, after)
        width = max(map(len, (*earlier, *later)), default=0)
        self._earlier = [row.ljust(width) for row in earlier]
        self._later = [row.ljust(width) for row in later]
        self._end = tuple(after)
        self._path = _path(self._earlier, self._later)

    def __len__(self) -> int:
        """Return how many cells the mark goes."""
        return len(self._path)

    def at(self, part: float) -> tuple[str, ...]:
        """Return the rows when this part of the way is gone; 1 is the end.

        The mark of the head is at the tip until the end is reached.
        """
        gone = round(len(self._path) * (1.0 - part if self.back else part))
        if part >= 1.0:
            return self._end
        reached = set(self._path[:gone])
        tip = self._path[gone - 1] if gone else None
        last = tip[1] if tip else -1
        rows = []
        for y, (old, new) in enumerate(zip(self._earlier, self._later, strict=True)):
            if old == new and not (tip and tip[0] == y):
                rows.append(new.rstrip())
                continue
            named = any(row == y for row, _ in reached)
            chars = [
                new[x] if self._shown((y, x), old, new, reached, last, named=named) else old[x]
                for x in range(len(new))
            ]
            if tip and tip[0] == y and chars[tip[1]] not in MARKS.values():
                chars[tip[1]] = HEAD
            rows.append("".join(chars).rstrip())
        return tuple(rows)

    @staticmethod
    def _shown(
        spot: Spot, old: str, new: str, reached: set[Spot], last: int, *, named: bool
    ) -> bool:
        """Return whether a cell is as it will be: the line as far as reached, names with it."""
        if spot in reached:
            return True
        at = spot[1]
        if {old[at], new[at]} & LINE:
            return False
        deputy = {old[at], new[at]} & DEPUTY or new[at - 1 : at] == "○"
        return at <= last if deputy else named


def _drawn(rows: Rows) -> tuple[int, int]:
    """Return how far a picture has come: the last cell of its line, and how many cells it has."""
    spots = [x for row in rows for x, char in enumerate(row) if char in LINE]
    return (max(spots, default=-1), len(spots))


def _path(earlier: Rows, later: Rows) -> list[Spot]:
    """Return the cells of the line that differ, along time; up or down within a cell of time."""
    spots = [
        (y, x)
        for y, (old, new) in enumerate(zip(earlier, later, strict=False))
        for x, char in enumerate(new)
        if char != old[x] and char in LINE
    ]
    path: list[Spot] = []
    for _, group in groupby(sorted(spots, key=lambda spot: spot[1]), key=lambda spot: spot[1]):
        column = sorted(group)
        here = path[-1][0] if path else _tip(earlier, column)
        down = abs(column[0][0] - here) <= abs(column[-1][0] - here)
        path += column if down else column[::-1]
    return path


def _tip(rows: Rows, column: Sequence[Spot]) -> int:
    """Return the row in which the line of the earlier picture ends; without a line the first."""
    ends = [(x, y) for y, row in enumerate(rows) for x, char in enumerate(row) if char in LINE]
    return max(ends)[1] if ends else column[0][0]
