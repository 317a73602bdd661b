"""Places over the years as a picture: a line for each place, a letter for each unit.

              2019  2020  2021
    1 Sở A    A━┓   B━━━━━B    Sở B
    2 Sở B    B━╋   A━━━━━A    Sở A

Labels are at both ends. A tie is two letters on one line; a year without a result is a gap that
no line crosses, and units that were given no place are counted below. It reads without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase

from rich.cells import cell_len, set_cell_size

from events.text import plain
from thidua_tui.formatting.pictures.leadership_chart import Picture
from views.standings import StandingsRow

LETTERS = ascii_uppercase + ascii_lowercase
LEAST_LABEL, NARROWEST, WIDEST = 12, 5, 12
EAST, WEST, NORTH, SOUTH = 1, 2, 4, 8
BOXES = " ╺╸━╹┗┛┻╻┏┓┳┃┣┫╋"
"""The box character of each set of directions, by their sum."""
Placed = dict[int, dict[str, int]]
"""Year -> unit -> place, of the adopted results."""


def placed(rows: Iterable[StandingsRow]) -> Placed:
    """The places that were given, by year; a year without an adopted result is not there."""
    found: Placed = {}
    for row in rows:
        if row.state == "adopted":
            year = found.setdefault(row.year, {})
            if row.place is not None:
                year[row.unit] = row.place
    return found


def bump(rows: Sequence[StandingsRow], width: int, unplaced: str) -> Picture:
    """Draw the places within a width, of the last years that fit; nothing where none were given."""
    known = placed(rows)
    units = list(dict.fromkeys(unit for year in sorted(known) for unit in known[year]))
    if not units:
        return Picture(())
    first, last = min(known), max(known)
    room = (width - 2 * LEAST_LABEL - 6) // NARROWEST
    years = tuple(range(max(first, last - max(1, room) + 1), last + 1))
    letters = {unit: LETTERS[at % len(LETTERS)] for at, unit in enumerate(units)}
    names = {row.unit: plain(row.unit_short or row.unit_name) for row in rows}
    step = max(NARROWEST, min(WIDEST, (width - 2 * LEAST_LABEL - 6) // len(years)))
    size = max(3, (width - step * len(years) - 4) // 2)
    grid = _grid(known, years, letters, step)
    lines = [
        " " * (size + 3) + "".join(set_cell_size(year_head(y, known), step) for y in years).rstrip()
    ]
    for at, cells in enumerate(grid, 1):
        left, right = (
            place_label(known.get(y, {}), at, letters, names, size) for y in (years[0], years[-1])
        )
        lines.append(f"{at:>2} {set_cell_size(left, size)}{cells} {right}".rstrip())
    lines += _below(rows, years, step, size, unplaced)
    ends = {u for y in (years[0], years[-1]) for u in known.get(y, {})}
    between = [u for u in units if u not in ends and any(u in known.get(y, {}) for y in years)]
    lines += [f"   {letters[unit]} = {names[unit]}" for unit in between]
    return Picture(tuple(lines), years, years[0] > first, False)


def year_head(year: int, known: Placed) -> str:
    """The year; in brackets where there is no result of it."""
    return str(year) if year in known else f"({year % 100:02})"


def place_label(
    places: Mapping[str, int],
    place: int,
    letters: Mapping[str, str],
    names: Mapping[str, str],
    size: int,
) -> str:
    """Who has that place, each with its letter; what does not fit is cut."""
    label = ", ".join(f"{letters[u]} {names[u]}" for u, at in places.items() if at == place)
    return label if cell_len(label) <= size else set_cell_size(label, size - 1).rstrip() + "…"


def _grid(known: Placed, years: Sequence[int], letters: Mapping[str, str], step: int) -> list[str]:
    """A line of characters for each place."""
    height = max(place for year in years for place in known.get(year, {0: 1}).values())
    bits = [[0] * (step * len(years)) for _ in range(height)]
    for at, (one, other) in enumerate(pairwise(years)):
        here, there = known.get(one, {}), known.get(other, {})
        for turn, unit in enumerate(u for u in here if u in there):
            _pass(bits, here[unit] - 1, there[unit] - 1, at * step, step, turn)
    lines = [[BOXES[bit] for bit in row] for row in bits]
    for at, year in enumerate(years):
        for place in range(1, height + 1):
            mark = "".join(letters[u] for u, p in known.get(year, {}).items() if p == place)
            for offset, letter in enumerate(mark[: step - 1]):
                lines[place - 1][at * step + offset] = letter
    return ["".join(line) for line in lines]


def _pass(bits: list[list[int]], a: int, b: int, start: int, step: int, turn: int) -> None:
    """A line from place `a` to place `b`; each unit turns in a column of its own."""
    bend = start + 1 + turn % max(1, step - 2)
    for x in range(start, start + step):
        row = a if x < bend else b
        if x != bend or a == b:
            bits[row][x] |= EAST | WEST
    if a != b:
        down = b > a
        bits[a][bend] |= WEST | (SOUTH if down else NORTH)
        bits[b][bend] |= EAST | (NORTH if down else SOUTH)
        for row in range(min(a, b) + 1, max(a, b)):
            bits[row][bend] |= NORTH | SOUTH


def _below(
    rows: Sequence[StandingsRow], years: Sequence[int], step: int, size: int, unplaced: str
) -> list[str]:
    """How many units were given no place, by year; left out where all were."""
    counts = {
        year: sum(r.year == year and r.state == "adopted" and r.place is None for r in rows)
        for year in years
    }
    if not any(counts.values()):
        return []
    label = "".join(set_cell_size(f"+{counts[y]}" if counts[y] else "", step) for y in years)
    return [f" – {set_cell_size(unplaced, size)}{label}".rstrip()]
