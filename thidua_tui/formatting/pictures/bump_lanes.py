"""Places over the years, over the whole width: rows of one or two lines, a line for each unit.

            2019        2020        2021
    Nhất A  A━━━━━┓┏━━━━B━━━━━━━━━━━B━━━━  B Sở B
    Nhì  B  B━━━━━┻┻━━━━A━━━━━━━━━━━A━━━━  A Sở A

Every cell knows whose line it is, so that the chosen unit's line can be lit. Ties and gaps are as
in `bump_chart`: two letters on one row; a year without a result has no line through it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from events.text import plain
from thidua_tui.formatting.pictures.bump_chart import (
    BOXES,
    EAST,
    LETTERS,
    NORTH,
    SOUTH,
    WEST,
    Placed,
    place_label,
    placed,
    year_head,
)
from thidua_tui.formatting.pictures.leadership_lanes import Column
from views.standings import StandingsRow

NARROWEST, LEAST_LABEL, PLACE = 5, 8, 5
"""Cells of a year at least, of a label at least, and of the place before it."""
Owners = tuple[str, ...]
"""Of each cell the unit whose line or letter it is; empty where it is no line."""


class PlaceRow(Struct, frozen=True, kw_only=True):
    """The row of a place: its labels, and `tall` lines of cells with their owners.

    `units` are those of the place in the last year that is drawn.
    """

    place: int
    left: str
    right: str
    cells: tuple[str, ...]
    owners: tuple[Owners, ...]
    units: tuple[str, ...]


class Places(Struct, frozen=True, kw_only=True):
    """The picture in parts; `labels` are the cells of the labels at the left and at the right."""

    rows: tuple[PlaceRow, ...] = ()
    columns: tuple[Column, ...] = ()
    heads: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    labels: tuple[int, int] = (0, 0)
    before: bool = False

    @property
    def axis(self) -> str:
        """The years over their columns."""
        left = self.columns[0].start if self.columns else 0
        pairs = zip(self.heads, self.columns, strict=True)
        return " " * left + "".join(set_cell_size(head, one.width) for head, one in pairs).rstrip()

    def lines(self) -> Iterator[str]:
        """Yield every line as text, the axis first."""
        yield self.axis
        for row in self.rows:
            for at, cells in enumerate(row.cells):
                place, right = ("", "") if at else (f"{row.place:>3}", row.right)
                label = set_cell_size(place, PLACE) + ("" if at else row.left)
                yield f"{set_cell_size(label, self.labels[0])}{cells} {right}".rstrip()
        yield from self.below

    def year_at(self, x: int) -> int | None:
        """Return the year whose column has that cell."""
        return next((one.year for one in self.columns if one.start <= x < one.end), None)


def draw_places(
    rows: Sequence[StandingsRow], width: int, tall: int, *, unplaced: str, chosen: str = ""
) -> Places:
    """Draw the places within a width, of the last years that fit.

    Args:
        rows: The rows of the ranking, of all years.
        width: The width in cells.
        tall: The lines of a row.
        unplaced: The label of the count of units without a place.
        chosen: The unit whose line is drawn over the others.

    Returns:
        The places; without an adopted result none.
    """
    known = placed(rows)
    units = list(dict.fromkeys(unit for year in sorted(known) for unit in known[year]))
    if not units:
        return Places()
    first, last = min(known), max(known)
    letters = {unit: LETTERS[at % len(LETTERS)] for at, unit in enumerate(units)}
    names = {row.unit: plain(row.unit_short or row.unit_name) for row in rows}
    size = max(LEAST_LABEL, min(width // 5, 2 + max(cell_len(names[unit]) for unit in units)))
    room = width - 2 * size - PLACE - 1
    count = min(last - first + 1, max(1, room // NARROWEST))
    start = next(year for year in sorted(known) if year > last - count)  # labels need a result
    years = tuple(range(start, last + 1))
    alone = len(years) == 1
    left = PLACE + (0 if alone else size)  # of a single year the labels at the right are enough
    size = min(width - left - NARROWEST - 1, max(size, width // 2)) if alone else size
    step = (width - left - size - 1) // len(years)
    size = width - left - step * len(years) - 1  # what does not make a cell a year
    columns = tuple(Column(year, left + at * step, step) for at, year in enumerate(years))
    order = sorted(units, key=lambda unit: unit == chosen)  # the chosen line is drawn last
    grid = _grid(known, years, letters, step, tall, order)
    ends = [known.get(year, {}) for year in (years[0], years[-1])]
    made = [
        PlaceRow(
            place=place,
            left="" if alone else place_label(ends[0], place, letters, names, size - 1),
            right=place_label(ends[1], place, letters, names, size),
            cells=tuple(grid[0][(place - 1) * tall : place * tall]),
            owners=tuple(grid[1][(place - 1) * tall : place * tall]),
            units=tuple(unit for unit, at in ends[1].items() if at == place),
        )
        for place in range(1, len(grid[0]) // tall + 1)
    ]
    below = [*_unplaced(rows, columns, unplaced)]
    between = [u for u in units if not any(u in end for end in ends)]
    there = {unit for year in years for unit in known.get(year, {})}
    below += [f"{letters[unit]} = {names[unit]}" for unit in between if unit in there]
    return Places(
        rows=tuple(made),
        columns=columns,
        heads=tuple(year_head(year, known) for year in years),
        below=tuple(below),
        labels=(left, size),
        before=years[0] > first,
    )


def _grid(
    known: Placed,
    years: Sequence[int],
    letters: Mapping[str, str],
    step: int,
    tall: int,
    order: Sequence[str],
) -> tuple[list[str], list[Owners]]:
    """Return the characters of all rows, and whose each of them is."""
    height = tall * max(place for year in years for place in known.get(year, {0: 1}).values())
    bits = [[0] * (step * len(years)) for _ in range(height)]
    owners = [[""] * (step * len(years)) for _ in range(height)]
    for at, (one, other) in enumerate(pairwise(years)):
        here, there = known.get(one, {}), known.get(other, {})
        movers = [u for u in here if u in there and here[u] != there[u]]
        for unit in (u for u in order if u in here and u in there):
            turn = movers.index(unit) if unit in movers else 0
            bend = at * step + 1 + (max(0, step - 2 - len(movers)) // 2 + turn) % max(1, step - 2)
            rows = ((here[unit] - 1) * tall, (there[unit] - 1) * tall)
            for y, x, directions in _path(*rows, at * step, step, bend):
                bits[y][x] |= directions
                owners[y][x] = unit
    lines = [[BOXES[bit] for bit in row] for row in bits]
    for unit, place in known.get(years[-1], {}).items():  # on to the label at the right
        y = (place - 1) * tall
        for x in range(step * (len(years) - 1), step * len(years) - 1):
            lines[y][x], owners[y][x] = "━", unit
    for at, year in enumerate(years):
        taken: dict[int, int] = {}
        for unit, place in known.get(year, {}).items():
            offset = taken.get(place, 0)
            if offset < step - 1:
                x, y = at * step + offset, (place - 1) * tall
                lines[y][x], owners[y][x] = letters[unit], unit
            taken[place] = offset + 1
    return ["".join(line) for line in lines], [tuple(row) for row in owners]


def _path(a: int, b: int, start: int, step: int, bend: int) -> Iterator[tuple[int, int, int]]:
    """Yield the cells of a line from row `a` to row `b`, each with its directions."""
    for x in range(start, start + step):
        if a == b or x != bend:
            yield (a if x < bend else b), x, EAST | WEST
    if a != b:
        down = b > a
        yield a, bend, WEST | (SOUTH if down else NORTH)
        yield b, bend, EAST | (NORTH if down else SOUTH)
        for y in range(min(a, b) + 1, max(a, b)):
            yield y, bend, NORTH | SOUTH


def _unplaced(rows: Sequence[StandingsRow], columns: Sequence[Column], label: str) -> Iterator[str]:
    """Yield how many units were given no place, by year; nothing where all were."""
    counts = {
        one.year: sum(
            row.year == one.year and row.state == "adopted" and row.place is None for row in rows
        )
        for one in columns
    }
    if any(counts.values()):
        left = columns[0].start
        cells = (f"+{counts[one.year]}" if counts[one.year] else "" for one in columns)
        text = "".join(set_cell_size(cell, columns[0].width) for cell in cells).rstrip()
        if cell_len(label) < left:
            yield f"{set_cell_size(label, left)}{text}"
        else:
            yield f"{' ' * left}{text} {label}"
