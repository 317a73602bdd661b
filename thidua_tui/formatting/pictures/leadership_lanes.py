"""Who led a cluster, over the whole width: a lane of one to four lines for each unit.

                              2020                  ▾2021
    Sở Tài chính              ○─────────────────────┏━●━━━━━━━━━━━━━━━━━━
    Trưởng cụm 2021 · Phó 2020                      ┃
    Sở Nội vụ                 ●━━━━━━━━━━━━━━━━━━━━━┛
    Trưởng cụm 2020

A thick line is the headship, a thin one a deputy; both go to the end of the year that they are
recorded for, or to the known day. Marks and gaps are those of `leadership_chart`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len, set_cell_size

from events.text import plain
from thidua_tui.formatting.pictures.leadership_chart import (
    FULL_YEAR,
    LEAST_LABEL,
    NARROWEST,
    VACANT_ROLE,
    Lane,
    Node,
    cells_into_year,
    draw_handovers,
    draw_marks,
    fill,
    fitting,
    lanes,
    mark_nodes,
    shown_lanes,
    stroke,
    window,
)
from views.leadership import LeaderRow

DEPUTY = "─"
IN_FULL = 5
"""From so many cells on, the axis has the year in full."""
QUARTERED = 28
"""From so many cells on, the axis also names the quarters of a year."""
TURN = 2
"""The line turns so many cells before the mark of the one who follows."""


class Column(NamedTuple):
    """The cells of a year, counted from the left edge of the picture."""

    year: int
    start: int
    width: int

    @property
    def end(self) -> int:
        """The first cell behind it."""
        return self.start + self.width


class Waiting(NamedTuple):
    """A member that held no role in these years."""

    unit: str
    name: str
    short: str


class Lanes(Struct, frozen=True, kw_only=True):
    """The picture in parts: for each lane its labels and its cells, `tall` lines of each.

    `units` are those of the lanes; the lane of vacancies has none. `axis` is the line of years.
    `left` is the width of the labels; `before` and `behind` say that years are cut off.
    """

    units: tuple[str, ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    columns: tuple[Column, ...] = ()
    axis: str = ""
    left: int = 0
    tall: int = 1
    before: bool = False
    behind: bool = False

    def lines(self) -> Iterator[str]:
        """Yield every line as text, the axis first."""
        yield self.axis
        for labels, cells in zip(self.labels, self.cells, strict=True):
            for label, line in zip(labels, cells, strict=True):
                yield f"{set_cell_size(label, self.left)}{line}".rstrip()

    def year_at(self, x: int) -> int | None:
        """Return the year whose column has that cell."""
        return next((one.year for one in self.columns if one.start <= x < one.end), None)


def draw_lanes(
    rows: Sequence[LeaderRow],
    width: int,
    tall: int,
    chosen: int,
    *,
    vacant: str,
    terms: Mapping[str, str],
    waiting: Sequence[Waiting] = (),
    quarters: Sequence[str] = (),
) -> Lanes:
    """Draw lanes of `tall` lines within a width.

    Args:
        rows: The roles of all years.
        width: The width in cells.
        tall: The lines of a lane: the first has the name, the others the terms.
        chosen: The year that is certainly on the picture, if there are rows of it.
        vacant: The label of the lane of vacancies.
        terms: Unit -> its terms in words.
        waiting: Members without a role, which get a lane without marks below the others.
        quarters: The names of the second to fourth quarter of a year.

    Returns:
        The lanes; without rows none.
    """
    if not rows:
        return Lanes()
    known = lanes(rows, vacant)
    first, last = min(row.year for row in rows), max(row.year for row in rows)
    labels = [*known.values(), *(Lane(one.name, one.short, "", "") for one in waiting)]
    left = _label_width(labels, width)
    years = window(first, last, chosen, (width - left - 1) // NARROWEST)
    step = (width - left - 1) // len(years)
    left = width - 1 - step * len(years)  # what does not make a cell a year goes to the names
    known = shown_lanes(known, years)
    bare = [one for one in waiting if one.unit not in known]
    columns = tuple(Column(year, left + at * step, step) for at, year in enumerate(years))
    grid = _grid(rows, [*known], years, step, tall)
    grid += [[" "] * (step * len(years))] * (tall * len(bare))
    named = {**known, **{one.unit: Lane(one.name, one.short, "", "") for one in bare}}
    return Lanes(
        units=tuple(named),
        labels=tuple(
            _labels(lane, terms.get(unit, ""), left - 1, tall) for unit, lane in named.items()
        ),
        cells=tuple(
            tuple(" " + "".join(grid[at * tall + n]) for n in range(tall))
            for at in range(len(named))
        ),
        columns=columns,
        axis=_axis(columns, chosen, left, quarters),
        left=left,
        tall=tall,
        before=years[0] > first,
        behind=years[-1] < last,
    )


def _label_width(known: Iterable[Lane], width: int) -> int:
    """Return the cells for the names: as long as they are, within two fifths of the width."""
    most = max(LEAST_LABEL, width * 2 // 5)
    longest = max(
        cell_len(_successor(lane)) if cell_len(_successor(lane)) < most else cell_len(lane.left)
        for lane in known
    )
    if longest < most:
        return longest + 1
    return min(most, 1 + max(cell_len(fitting(lane.left, lane.left_short, most)) for lane in known))


def _successor(lane: Lane) -> str:
    """Return the name, followed by the unit of today where that differs."""
    return lane.right if lane.right.startswith(lane.left) else lane.left


def _labels(lane: Lane, terms: str, width: int, tall: int) -> tuple[str, ...]:
    """Return the lines at the left: the name, then the successor and the terms."""
    name = _successor(lane)
    rest = [terms]
    if cell_len(name) > width or tall > 1:
        name, now = fitting(lane.left, lane.left_short, width), _successor(lane)[len(lane.left) :]
        rest = [now.strip(), terms]
    more = wrapped_parts(" · ".join(filter(None, rest)), width)
    lines = [name, *more][:tall]
    if len(more) >= tall > 1:
        lines[-1] = set_cell_size(lines[-1], width - 1).rstrip() + "…"
    return (*lines, *[""] * (tall - len(lines)))


def wrapped_parts(text: str, width: int) -> list[str]:
    """Return a text of parts with ` · ` between them in lines that fit, broken between parts."""
    lines: list[str] = []
    for part in filter(None, text.split(" · ")):
        whole = f"{lines[-1]} · {part}" if lines else part
        if lines and cell_len(whole) <= width:
            lines[-1] = whole
        else:
            cut = cell_len(part) > width
            lines.append(set_cell_size(part, width - 1).rstrip() + "…" if cut else part)
    return lines


def _grid(
    rows: Sequence[LeaderRow], order: Sequence[str], years: Sequence[int], step: int, tall: int
) -> list[list[str]]:
    """Return the characters of all lanes, `tall` lines each; the marks are on the first."""
    nodes = [replace(one, lane=one.lane * tall) for one in mark_nodes(rows, order, years, step)]
    grid = [[" "] * (step * len(years)) for _ in range(len(order) * tall)]
    if step >= FULL_YEAR:
        for node in nodes:
            if not node.led:
                _run(grid, node, years[0], step, DEPUTY)
    led = [node for node in nodes if node.led]
    draw_handovers(grid, led, min(TURN, step // 2))
    for node, following in zip(led, [*led, None][1:], strict=True):
        if following is None or not _hands_on(node, following):
            _run(grid, node, years[0], step, stroke(node))
    draw_marks(grid, nodes)
    return grid


def _hands_on(node: Node, following: Node) -> bool:
    """Whether the line goes on to that mark."""
    if VACANT_ROLE in (node.row.role, following.row.role):
        return node.row.year == following.row.year
    return following.row.year - node.row.year <= 1


def _run(grid: list[list[str]], node: Node, first: int, step: int, char: str) -> None:
    """Draw a term to its known day, or to the end of its year; not where its end is unknown."""
    row = node.row
    start, end = step * (row.year - first), step * (row.year - first + 1) - 1
    if row.over and row.until is None:
        return
    if row.until and row.until.year == row.year:
        end = min(end, start + cells_into_year(row.until, step))
    cells = grid[node.lane]
    for at in range(node.x + len(node.mark), end):
        if cells[at] == " ":
            fill(cells, at, at + 1, char)


def _axis(columns: Sequence[Column], chosen: int, left: int, quarters: Sequence[str]) -> str:
    """Return the years over their columns, a mark before the chosen one.

    The span is at the left where a year has two digits.
    """
    short = columns[0].width < IN_FULL
    line = f"{columns[0].year}–{columns[-1].year}" if short else ""
    line = set_cell_size(line if cell_len(line) <= left else "", left)
    for year, _, width in columns:
        text = f"{'▾' if year == chosen else ' '}{f'{year % 100:02}' if short else year}"
        for at, name in enumerate(quarters if width >= QUARTERED else (), 1):
            text = set_cell_size(text, 1 + at * width // 4) + plain(name)
        line += set_cell_size(text, width)
    return line.rstrip()
