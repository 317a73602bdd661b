"""Who led a cluster, as a picture: a lane for each unit, the headship passing from lane to lane.

    2020    2021    2022
    ●━━━┓                     VP Đoàn ĐBQH
    ○   ┗━━━●━━━┓             Sở Tài chính
            ○   ┗━━━●         Sở KH&ĐT

Time goes from left to right. What nobody recorded stays a gap: the line breaks off, and a year of
which nothing is known has no mark in it. The shapes differ, so that it reads without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.cells import cell_len, set_cell_size

from events.text import plain
from views.leadership import LeaderRow

MARKS = {"head": "●", "acting": "◆", "deputy": "○", "vacant": "×"}
NARROWEST, WIDEST = 3, 14
LEAST_LABEL = 14
FULL_YEAR = 6
VACANT = ""
"""The lane of the years without a head; it has no unit."""


@dataclass
class Lane:
    """A unit's line: its names at both ends, and its mark in each year."""

    left: str
    left_short: str
    right: str
    right_short: str
    marks: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """The lines, and the years in them; `before` and `behind` say that years are cut off."""

    lines: tuple[str, ...]
    years: tuple[int, ...] = ()
    before: bool = False
    behind: bool = False


def lanes(rows: Iterable[LeaderRow], vacant: str) -> dict[str, Lane]:
    """Unit -> lane, in the order in which they came into office; the vacant years last."""
    found: dict[str, Lane] = {}
    empty = Lane(vacant, vacant, "", "")
    for row in sorted(rows, key=lambda row: row.year):
        if row.unit is None:
            empty.marks[row.year] = MARKS["vacant"]
            continue
        name, short = plain(row.unit_name or ""), plain(row.unit_short or "")
        lane = found.setdefault(row.unit, Lane(name, short, name, short))
        now = ", ".join(one.name for one in row.unit_now)
        lane.right = f"{name} → {plain(now)}" if now else name
        lane.right_short = f"→ {plain(now)}" if now else short
        if lane.marks.get(row.year, "○")[0] in "○":
            lane.marks[row.year] = MARKS[row.role] + (str(row.rank) if row.rank else "")
    return found | ({VACANT: empty} if empty.marks else {})


def batons(rows: Iterable[LeaderRow]) -> list[tuple[int, str]]:
    """(year, unit) of everybody who led, in the order of time; a vacancy breaks the line."""
    led = [row for row in rows if row.role != "deputy"]
    return [(row.year, row.unit or VACANT) for row in sorted(led, key=lambda row: row.year)]


def picture(rows: Sequence[LeaderRow], width: int, chosen: int, vacant: str) -> Picture:
    """Draw the lanes within a width; `chosen` is the year that is certainly on the picture."""
    if not rows:
        return Picture(())
    known = lanes(rows, vacant)
    first, last = min(row.year for row in rows), max(row.year for row in rows)
    years = _window(first, last, chosen, (width - 2 * LEAST_LABEL - 2) // NARROWEST)
    ends = _ends(known, width - 2 - NARROWEST * len(years))
    step = min(WIDEST, (width - 2 - sum(ends)) // len(years))
    grid = [[" "] * (step * len(years)) for _ in known]
    place = {unit: at for at, unit in enumerate(known)}
    for (year, unit), (after, heir) in _passes(batons(rows)):
        if year in years and after in years:
            xs = step * (year - years[0]), step * (after - years[0])
            _pass(grid, place[unit], place[heir], *xs, step // 2)
    _mark(grid, known.values(), years, step)
    lines = [_axis(years, step, chosen, ends[0])]
    for lane, cells in zip(known.values(), grid, strict=True):
        left, right = _fitting(lane.left, lane.left_short, ends[0]), lane.right
        right = _fitting(right, lane.right_short, ends[1])
        lines.append(f"{set_cell_size(left, ends[0])} {''.join(cells)} {right}".rstrip())
    return Picture(tuple(lines), years, years[0] > first, years[-1] < last)


def _window(first: int, last: int, chosen: int, most: int) -> tuple[int, ...]:
    """The years to draw: all of them, or as many as fit, the chosen one among them."""
    count = min(last - first + 1, max(1, most))
    start = min(max(chosen - count + 1, first), last - count + 1)
    if chosen >= last - count + 1:
        start = last - count + 1
    return tuple(range(start, start + count))


def _ends(known: Mapping[str, Lane], room: int) -> tuple[int, int]:
    """How wide the labels at the left and at the right may be."""
    left = max(cell_len(lane.left) for lane in known.values())
    right = max(cell_len(lane.right) for lane in known.values())
    if left + right <= room:
        return left, right
    short = max(
        cell_len(_fitting(lane.left, lane.left_short, room // 2)) for lane in known.values()
    )
    return min(short, room // 2), min(right, room - min(short, room // 2))


def _fitting(name: str, short: str, width: int) -> str:
    """The name, or its short form, or what fits of that."""
    text = name if cell_len(name) <= width else short
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def _passes(
    led: Sequence[tuple[int, str]],
) -> Iterable[tuple[tuple[int, str], tuple[int, str]]]:
    """Who handed on to whom: within a year, or from one year to the very next."""
    for one, other in pairwise(led):
        if VACANT not in (one[1], other[1]) and other[0] - one[0] <= 1:
            yield one, other


def _pass(grid: list[list[str]], a: int, b: int, x: int, until: int, half: int) -> None:
    """Draw the headship passing from lane `a` at `x` to lane `b` at `until`."""
    turn = until - half if until > x else x
    for at in range(x + 1, until):
        grid[a if at < turn else b][at] = "━"
    low, high = min(a, b), max(a, b)
    for lane in range(low, high + 1):
        grid[lane][turn] = "┃" if low < lane < high or until == x else grid[lane][turn]
    if a != b and until > x:
        grid[a][turn], grid[b][turn] = ("┓", "┗") if b > a else ("┛", "┏")


def _mark(grid: list[list[str]], known: Iterable[Lane], years: Sequence[int], step: int) -> None:
    """Put the marks over the lines."""
    for cells, lane in zip(grid, known, strict=True):
        for year, mark in lane.marks.items():
            if year in years:
                at = step * (year - years[0])
                cells[at : at + len(mark)] = mark


def _axis(years: Sequence[int], step: int, chosen: int, indent: int) -> str:
    """The years over their columns, a mark before the chosen one; the span where they are short."""
    short = step < FULL_YEAR
    line = set_cell_size(f"{years[0]}–{years[-1]}" if short else "", indent)
    for year in years:
        text = f"{year % 100:02}" if short else str(year)
        line += set_cell_size(f"{'▾' if year == chosen else ' '}{text}", step)
    return line.rstrip()
