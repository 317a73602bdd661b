"""Who led a cluster, as a picture: a lane for each unit, the headship passing from lane to lane.

    2020    2021    2022
    ●━━━┓                     VP Đoàn ĐBQH
    ○   ┗━━━●━━━┓             Sở Tài chính
            ○   ┗━━━●         Sở KH&ĐT

Time goes from left to right; where a year is wide enough, its facts are drawn at their day.
What is not recorded stays a gap: the line breaks off, and a year of which nothing is known has no
mark in it. The shapes differ, so that it reads without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from events.text import plain
from views.leadership import LeaderRow

MARKS = {"head": "●", "acting": "◆", "deputy": "○", "vacant": "×"}
NARROWEST, WIDEST = 3, 14
LEAST_LABEL = 14
FULL_YEAR = 6
"""From so many cells on, a year is written in full, and its days have places of their own."""
VACANT = ""
"""The lane of the times without a head; it has no unit."""
VACANT_ROLE, EMPTY = "vacant", "┄"


@dataclass
class Lane:
    """A unit's line: its names at both ends, and the years in which it has a mark."""

    left: str
    left_short: str
    right: str
    right_short: str
    years: list[int] = field(default_factory=list)

    def first_in(self, years: Sequence[int]) -> int | None:
        """The first of these years in which it has a mark."""
        return next((year for year in self.years if year in years), None)


@dataclass(frozen=True)
class Picture:
    """The lines, and the years in them; `before` and `behind` say that years are cut off.

    `units` are those of the lanes, line by line below the axis; the vacant one is empty.
    """

    lines: tuple[str, ...]
    years: tuple[int, ...] = ()
    before: bool = False
    behind: bool = False
    units: tuple[str, ...] = ()


class Stretch(Struct, frozen=True, kw_only=True):
    """Of a growing picture: all that will once be on it, and to which day time has come.

    It is looked at from afar: its years are wide, and names are at the left alone.
    """

    rows: tuple[LeaderRow, ...]
    now: date
    widest: int = 60


class Node(Struct, frozen=True, kw_only=True):
    """A mark on the picture: in which lane, how many cells from the left, what it shows."""

    lane: int
    x: int
    row: LeaderRow

    @property
    def led(self) -> bool:
        """Whether it is a part of the headship, or of its absence."""
        return self.row.role != "deputy"

    @property
    def mark(self) -> str:
        """Its character, with the order of a deputy behind it."""
        return MARKS[self.row.role] + (str(self.row.rank) if self.row.rank else "")


def lanes(rows: Iterable[LeaderRow], vacant: str) -> dict[str, Lane]:
    """Unit -> lane, in the order in which they came into office; the vacant times last."""
    found: dict[str, Lane] = {}
    empty = Lane(vacant, vacant, "", "")
    for row in sorted(rows, key=lambda row: row.year):
        if row.unit is None:
            empty.years.append(row.year)
            continue
        name, short = plain(row.unit_name or ""), plain(row.unit_short or "")
        lane = found.setdefault(row.unit, Lane(name, short, name, short))
        lane.years.append(row.year)
        now = ", ".join(one.name for one in row.unit_now)
        lane.right = f"{name} → {plain(now)}" if now else name
        lane.right_short = f"→ {plain(now)}" if now else short
    return found | ({VACANT: empty} if empty.years else {})


def picture(
    rows: Sequence[LeaderRow],
    width: int,
    chosen: int,
    vacant: str,
    stretch: Stretch | None = None,
) -> Picture:
    """Draw the lanes within a width; `chosen` is the year that is certainly on the picture.

    With a stretch the picture has the years and lanes of the whole story from the start; a lane is
    named when its time comes, and the line of the leader grows to the day that time has come to.
    """
    whole = stretch.rows if stretch else rows
    if not whole:
        return Picture(())
    known = lanes(whole, vacant)
    first, last = min(row.year for row in whole), max(row.year for row in whole)
    years = window(first, last, chosen, (width - 2 * LEAST_LABEL - 2) // NARROWEST)
    known = shown_lanes(known, years)
    if stretch:
        ends = _left_end(known, max(2 * LEAST_LABEL, width - 2 - WIDEST * len(years)))
    else:
        ends = _ends(known, width - 2 - NARROWEST * len(years))
    widest = stretch.widest if stretch else WIDEST
    step = min(widest, (width - 2 - sum(ends)) // len(years))
    nodes = list(mark_nodes(rows, [*known], years, step))
    grid = [[" "] * (step * len(years)) for _ in known]
    draw_handovers(grid, [node for node in nodes if node.led], step // 2)
    if stretch:
        _reach(grid, nodes, years[0], step, stretch.now)
    draw_marks(grid, nodes)
    lines, here = [_axis(years, step, chosen, ends[0])], {row.unit or VACANT for row in rows}
    for (unit, lane), cells in zip(known.items(), grid, strict=True):
        if unit not in here:
            lines.append("")
            continue
        left, right = fitting(lane.left, lane.left_short, ends[0]), lane.right
        right = fitting(right, lane.right_short, ends[1])
        lines.append(f"{set_cell_size(left, ends[0])} {''.join(cells)} {right}".rstrip())
    return Picture(tuple(lines), years, years[0] > first, years[-1] < last, tuple(known))


def mark_nodes(
    rows: Sequence[LeaderRow], order: Sequence[str], years: Sequence[int], step: int
) -> Iterator[Node]:
    """Every mark in its place: within a year by the days, as far as the year is wide enough."""
    for year in years:
        reached = -2
        for row in (row for row in rows if row.year == year):
            at = _within(row, step) if step >= FULL_YEAR else 0
            if row.role != "deputy":
                at = min(max(at, reached + 2), step - 2) if step >= FULL_YEAR else 0
                reached = at
            yield Node(
                lane=order.index(row.unit or VACANT), x=step * (year - years[0]) + at, row=row
            )


def _within(row: LeaderRow, step: int) -> int:
    """How many cells into its year a role began; at its beginning where the day is unknown."""
    if row.since is None or row.since.year != row.year:
        return 0
    return cells_into_year(row.since, step)


def cells_into_year(day: date, step: int) -> int:
    """Return how many of a year's `step` cells come before a day."""
    return (day.timetuple().tm_yday - 1) * step // 366


def window(first: int, last: int, chosen: int, most: int) -> tuple[int, ...]:
    """The years to draw: all of them, or as many as fit, the chosen one among them."""
    count = min(last - first + 1, max(1, most))
    start = min(max(chosen - count + 1, first), last - count + 1)
    if chosen >= last - count + 1:
        start = last - count + 1
    return tuple(range(start, start + count))


def shown_lanes(known: Mapping[str, Lane], years: Sequence[int]) -> dict[str, Lane]:
    """The lanes with a mark in these years, in the order of their first; the vacant one last."""
    firsts = {unit: lane.first_in(years) for unit, lane in known.items()}
    order = [unit for unit, first in firsts.items() if first is not None]
    order.sort(key=lambda unit: (unit == VACANT, firsts[unit] or 0))
    return {unit: known[unit] for unit in order}


def _ends(known: Mapping[str, Lane], room: int) -> tuple[int, int]:
    """How wide the labels at the left and at the right may be."""
    left = max(cell_len(lane.left) for lane in known.values())
    right = max(cell_len(lane.right) for lane in known.values())
    if left + right <= room:
        return left, right
    short = max(cell_len(fitting(lane.left, lane.left_short, room // 2)) for lane in known.values())
    return min(short, room // 2), min(right, room - min(short, room // 2))


def _left_end(known: Mapping[str, Lane], room: int) -> tuple[int, int]:
    """How wide the labels at the left may be; at the right is only what became of a unit."""
    for lane in known.values():
        lane.right = lane.right_short = lane.right_short if "→" in lane.right_short else ""
    left = max(cell_len(fitting(lane.left, lane.left_short, room)) for lane in known.values())
    right = max(cell_len(lane.right) for lane in known.values())
    return left, min(right, room - left)


def fitting(name: str, short: str, width: int) -> str:
    """The name, or its short form, or what fits of that."""
    text = name if cell_len(name) <= width else short
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def draw_handovers(grid: list[list[str]], led: Sequence[Node], turn: int) -> None:
    """Draw who handed on to whom, within a year or from one year to the very next; and the gaps.

    The line turns so many cells before the mark of the one who follows.
    """
    for one, other in pairwise(led):
        if other.row.year - one.row.year > 1:
            continue
        if VACANT_ROLE in (one.row.role, other.row.role):
            if one.row.year == other.row.year:
                fill(grid[one.lane], one.x + 1, other.x, stroke(one))
        else:
            _pass(grid, one.lane, other.lane, one.x, other.x, turn)


def stroke(node: Node) -> str:
    """Return the character of the line behind a mark."""
    return EMPTY if node.row.role == VACANT_ROLE else "━"


def fill(cells: list[str], start: int, end: int, char: str) -> None:
    """Draw a character over the cells from `start` to before `end`."""
    for at in range(start, min(end, len(cells))):
        cells[at] = char


def _reach(grid: list[list[str]], nodes: Sequence[Node], first: int, step: int, now: date) -> None:
    """Draw the line of each leader up to the day that time has come to.

    The leader of a past year without a known successor led to its end.
    """
    led = [node for node in nodes if node.led]
    for node, following in zip(led, [*led, None][1:], strict=True):
        if following and following.row.year - node.row.year <= 1:
            continue
        end = step * (node.row.year - first + 1) - 1
        if node.row.year == now.year:
            end = step * (now.year - first) + cells_into_year(now, step) + 1
        fill(grid[node.lane], node.x + 1, end, stroke(node))


def _pass(grid: list[list[str]], a: int, b: int, x: int, until: int, half: int) -> None:
    """Draw the headship passing from lane `a` at `x` to lane `b` at `until`."""
    turn = max(x + 1, until - half) if until > x else x
    for at in range(x + 1, until):
        grid[a if at < turn else b][at] = "━"
    low, high = min(a, b), max(a, b)
    for lane in range(low, high + 1):
        grid[lane][turn] = "┃" if low < lane < high or until == x else grid[lane][turn]
    if a != b and until > x:
        grid[a][turn], grid[b][turn] = ("┓", "┗") if b > a else ("┛", "┏")


def draw_marks(grid: list[list[str]], nodes: Sequence[Node]) -> None:
    """Put the marks over the lines; who leads goes before what it was as a deputy."""
    taken = {(node.lane, node.x): node for node in nodes if node.led}
    for node in nodes:
        around = ((node.lane, node.x), (node.lane, node.x + 1))
        if node.led:
            grid[node.lane][node.x] = node.mark
        elif not any(spot in taken for spot in around):
            cells = grid[node.lane]
            cells[node.x : node.x + len(node.mark)] = node.mark


def _axis(years: Sequence[int], step: int, chosen: int, indent: int) -> str:
    """The years over their columns, a mark before the chosen one; the span where they are short."""
    short = step < FULL_YEAR
    line = set_cell_size(f"{years[0]}–{years[-1]}" if short else "", indent)
    for year in years:
        text = f"{year % 100:02}" if short else str(year)
        line += set_cell_size(f"{'▾' if year == chosen else ' '}{text}", step)
    return line.rstrip()
