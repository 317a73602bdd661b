"""What units came of and became, as a picture: who went in at the left, who came out at the right.

    01/03/2025 · hợp nhất (2 : 1)
    Sở Tài chính           ─┐
    Sở Kế hoạch và Đầu tư  ─┴─▶ Sở Tài chính

Six acts, six shapes: where a unit lives on its line is double, where a function moves it is dotted,
a line without a successor ends in a cross. The names are those of the eve and of the day.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from events.text import plain
from views.lineage import LineageRow

LIGHT = " ╶╴─╵└┘┴╷┌┐┬│├┤┼"
"""The light box character of each set of directions, in the order of `bump_picture.BOXES`."""
EAST, WEST, NORTH, SOUTH = 1, 2, 4, 8
LIVES, MOVES, ENDS = "═══▶ ", "┄▶ ", "──╳"


def lines(row: LineageRow, width: int, asked: str = "") -> list[str]:
    """One act, without its heading; the unit asked for is marked."""
    left = [_name(one.name, one.unit == asked) for one in row.predecessors]
    right = [_name(one.name, one.unit == asked) for one in row.successors]
    room = max(12, (width - 8) // 2)
    if max(map(cell_len, left), default=0) + max(map(cell_len, right), default=0) + 8 > width:
        return stacked(row, left, right, width)
    longest = max(map(cell_len, left), default=0)
    size = min(max(room, width - 8 - max(map(cell_len, right), default=0)), longest)
    room = max(room, width - 8 - size)
    if row.act == "renamed":
        return [f"{_fit(left[0], size)} {LIVES}{_cut(right[0], room)}"]
    if row.act == "dissolved":
        return [f"{_fit(left[0], size)} {ENDS}"]
    if row.act == "function-taken-over":
        carried = f"┄┄ {plain(row.function)} ┄"
        line = f"{_fit(left[0], size)} {carried}{MOVES}{right[0]}"
        return [line if cell_len(line) <= width else set_cell_size(line, width - 1) + "…"]
    return [
        f"{_fit(left[at] if at < len(left) else '', size)} {_join(at, len(left), len(right))}"
        f"{_cut(right[at], room) if at < len(right) else ''}".rstrip()
        for at in range(max(len(left), len(right)))
    ]


def stacked(row: LineageRow, left: list[str], right: list[str], width: int) -> list[str]:
    """Return one act with its units one below the other, where they do not fit side by side."""
    if row.act == "dissolved":
        return [f"{_cut(left[0], width - 4)} {ENDS}"]
    spines = {"renamed": "╔║╚═", "function-taken-over": "┌│└┄"}
    first, middle, last, stroke = tuple(spines.get(row.act, "┌├└─"))
    lines = [
        f"{first if not at else middle}{stroke} {name.strip()}" for at, name in enumerate(left)
    ]
    if row.act == "function-taken-over":
        lines[-1] += f" ┄┄ {plain(row.function)}"
    lines += [
        f"{last if at == len(right) - 1 else middle}{stroke}▶ {name.strip()}"
        for at, name in enumerate(right)
    ]
    return [_cut(f" {line}", width) for line in lines]


def _join(at: int, before: int, after: int) -> str:
    """The lines between the two sides on one line: a spine with a branch for each unit."""
    height = max(before, after)
    bits = (WEST if at < before else 0) | (EAST if at < after else 0)
    bits |= (NORTH if at else 0) | (SOUTH if at < height - 1 else 0)
    return ("─" if at < before else " ") + LIGHT[bits] + ("─▶ " if at < after else "   ")


def _name(name: str, asked: bool) -> str:
    return f"▌{plain(name)}" if asked else f" {plain(name)}"


def _cut(name: str, width: int) -> str:
    return name if cell_len(name) <= width else set_cell_size(name, width - 1).rstrip() + "…"


def _fit(name: str, width: int) -> str:
    return set_cell_size(_cut(name, width), width)


def ratio(row: LineageRow) -> str:
    """How many went in and how many came out."""
    return f"{len(row.predecessors)} : {len(row.successors)}"


def heading(row: LineageRow, day: str, act: str, paper: str) -> str:
    """The line above an act: its day, which of the six, how many of each, from which paper."""
    return f"{day} · {act} ({ratio(row)}) · {paper}"


def picture(
    rows: Sequence[LineageRow], headings: Sequence[str], width: int, asked: str
) -> list[str]:
    """All acts, one below the other, each under its heading."""
    rendered: list[str] = []
    for row, head in zip(rows, headings, strict=True):
        rendered += [head, *(f"  {line}" for line in lines(row, width - 2, asked))]
    return rendered
