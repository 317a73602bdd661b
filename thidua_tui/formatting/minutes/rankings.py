"""What the minutes say below a result: units with points and places, ties, the fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size

from events.result_events import ResultAdopted
from events.text import plain
from thidua_tui.formatting.sentences.ranking_report import report_lines
from thidua_tui.formatting.tables.columns import NONE, place, total
from thidua_tui.i18n.messages import Words
from views.minutes import Minutes
from views.standings import Standings, StandingsRow

GAP = "  "


def rankings_of(view: Minutes, see: Callable[..., Any], words: Words) -> dict[int, Sequence[str]]:
    """Return the position of each adopted result of a meeting -> the lines below it.

    The ranking is the one that the ledger gave when the result was recorded.

    Args:
        view: The minutes.
        see: Folds a view up to a position.
        words: The messages of the language to use.
    """
    found: dict[int, Sequence[str]] = {}
    for step in view.course():
        event = step.entry.event
        if isinstance(event, ResultAdopted):
            standings = see(Standings(event.cluster, event.year), step.entry.position)
            known = standings.ranked(event.cluster, event.year)
            report = report_lines(known, standings.names, event.year, words)
            table = points_table(standings.rows(), words)
            # The columns of the table are both orders.
            below = [line.text for line in report if not (table and line.kind == "orders")]
            found[step.entry.position] = [*table, *below]
    return found


def points_table(rows: Sequence[StandingsRow], words: Words) -> list[str]:
    """Return the units of a year with place and points, aligned; empty where there are no points.

    Where consensus departs from the points, a column has the place that the points give.

    Args:
        rows: The ranking of one year.
        words: The messages of the language to use.
    """
    if all(row.points is None for row in rows):
        return []
    departs = any(row.basis == "agreed" and _departs(row) for row in rows)
    lines = [[words("minutes.points.place"), words("minutes.points.unit")]]
    lines[0] += [words("minutes.points.points")]
    lines[0] += [words("minutes.points.by-scores")] if departs else []
    lines += [[*_cells(row, words, departs=departs)] for row in rows]
    sizes = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    return [_aligned(line, sizes) for line in lines]


def _departs(row: StandingsRow) -> bool:
    return row.by_scores is not None and row.by_scores != row.place


def _cells(row: StandingsRow, words: Words, *, departs: bool) -> Iterator[str]:
    yield words(f"rankings.state.{row.unit_state}") if row.place is None else place(row, words)
    yield plain(row.unit_short or row.unit_name)
    yield "" if row.points is None else total(row, words)
    if departs:
        yield NONE if row.by_scores is None else str(row.by_scores)


def _aligned(cells: Sequence[str], sizes: Sequence[int]) -> str:
    """Join the cells of a line: place and name to the left, numbers to the right."""
    left = [set_cell_size(cell, size) for cell, size in zip(cells[:2], sizes[:2], strict=True)]
    right = [
        " " * (size - cell_len(cell)) + cell
        for cell, size in zip(cells[2:], sizes[2:], strict=True)
    ]
    return GAP.join((*left, *right)).rstrip()
