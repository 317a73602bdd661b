"""A unit's places over the years as bars, each with its number; the best place is tallest.

                2019  2020  2021  2022
    Sở Tài chính      ███         ▅▅▅▅  Sở Tài chính
                ▃▃▃▃  ███    ┄    ████
    Place        6     1     –     2=

A bar's height is the place among the members of that year, so that a year with eight members and
one with twelve compare. A year without a place is a gap, and not a bar of no height; what the
scores give but no result adopts is in brackets. The numbers carry it: it reads without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from events.text import plain
from thidua_tui.formatting.pictures.leadership_chart import Picture
from thidua_tui.i18n.messages import Words
from views.standings import StandingsRow

EIGHTHS = " ▁▂▃▄▅▆▇█"
TALL = 2
"""Lines of a bar."""
STEP, BAR, LEAST_LABEL, MOST_LABEL = 6, 4, 8, 24
GAP, NO_PLACE = "┄", "–"
PlaceText = Callable[[StandingsRow], str]


def sparkline(rows: Sequence[StandingsRow], width: int, words: Words) -> Picture:
    """Draw one unit's rows of one cluster, of the last years that fit; nothing without a place."""
    by_year = {row.year: row for row in rows}
    placed = [year for year, row in by_year.items() if row.place]
    if not placed:
        return Picture(())
    first, last = min(by_year), max(by_year)
    names = [plain(rows[at].unit_short or rows[at].unit_name) for at in (0, -1)]
    labels = [names[0], words("pictures.unit.place"), words("pictures.unit.points")]
    size = max(LEAST_LABEL, min(MOST_LABEL, max(map(cell_len, labels)), width // 4))
    years = _fitting(first, last, width - size - min(size, cell_len(names[1])) - 2)
    rest = {year: by_year.get(year) for year in years}
    most = max(row.place or 0 for row in rows)
    lines = [_line("", size, (str(year) for year in years))]
    lines += _bars(rest.values(), names, size, most)
    lines.append(_line(labels[1], size, (_place(row) for row in rest.values())))
    if any(row and row.points is not None for row in rest.values()):
        lines.append(_line(labels[2], size, (_points(row, words) for row in rest.values())))
    return Picture(tuple(lines), years, years[0] > first, False)


def _fitting(first: int, last: int, room: int) -> tuple[int, ...]:
    """The last years that have room."""
    return tuple(range(max(first, last - max(1, room // STEP) + 1), last + 1))


def _bars(
    rows: Iterable[StandingsRow | None], names: Sequence[str], size: int, most: int
) -> Iterator[str]:
    """Return the bars, line by line from the top, with the unit's name at each end of the first."""
    heights = [bar_height(row, most) for row in rows]
    for line in reversed(range(TALL)):
        cells = (bar_line(height, line, BAR) for height in heights)
        top = line == TALL - 1
        yield _line(names[0] if top else "", size, cells, names[1] if top else "")


def bar_line(height: int | None, line: int, width: int) -> str:
    """Return a line of a bar, counted from 0 at its foot; a gap where there is no height."""
    if height is None:
        return "" if line else GAP
    return EIGHTHS[max(0, min(8, height - 8 * line))] * width


def bar_height(row: StandingsRow | None, most: int) -> int | None:
    """Return the height of a bar in eighths of a line; none without a place.

    Args:
        row: The row of a year; None for a year without a record.
        most: How many units to count from where that is not recorded.
    """
    if row is None or not row.place:
        return None
    of = max(row.members or most, row.place)
    return max(1, round(8 * TALL * (of - row.place + 1) / of))


def _line(label: str, size: int, cells: Iterable[str], behind: str = "") -> str:
    text = label if cell_len(label) <= size else set_cell_size(label, size - 1).rstrip() + "…"
    middle = "".join(_centred(cell) for cell in cells)
    if behind and cell_len(behind) > size:
        behind = set_cell_size(behind, size - 1).rstrip() + "…"
    return f"{set_cell_size(text, size)} {middle} {behind}".rstrip()


def _centred(cell: str) -> str:
    """In the middle of a year's cells; a full bar fills all but the space between two."""
    before = max(0, (BAR - cell_len(cell) + 1) // 2)
    return set_cell_size(" " * before + cell, STEP)


def _place(row: StandingsRow | None) -> str:
    if row is None or not row.place:
        return NO_PLACE
    text = f"{row.place}{'=' if row.tied else ''}"
    return text if row.state == "adopted" else f"({text})"


def _points(row: StandingsRow | None, words: Words) -> str:
    return words.number(row.points) if row and row.points is not None else ""
