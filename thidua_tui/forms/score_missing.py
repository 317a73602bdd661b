"""Which cells of the score sheets are missing, and the way to the next of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from events.score_book.deadline import deadline_of
from events.score_commits import CellKey
from events.scoring import Stage
from events.stage_progress import Progress, progress_on
from thidua_tui.forms.score_sheet import ScoreSheet
from views.score_progress import Punctual, punctual, scored_on


def stages_of(sheet: ScoreSheet, unit: str) -> tuple[Progress, ...]:
    """Return how far each stage of a unit is, with what is staged; empty without a book.

    Args:
        sheet: The sheet of the cluster-year.
        unit: The code of a member.
    """
    return progress_on(sheet.board, unit, sheet.stages) if sheet.board else ()


def missing_at(sheet: ScoreSheet, stage: Stage) -> tuple[tuple[str, str], ...]:
    """Return unit and line of every missing cell of a stage, by unit, in the order of the table.

    Args:
        sheet: The sheet of the cluster-year.
        stage: Who scores.
    """
    return tuple(
        (unit, code)
        for unit in sheet.units
        if unit not in sheet.unasked
        for at in stages_of(sheet, unit)
        if at.stage == stage
        for code in at.missing
    )


def next_missing(
    sheet: ScoreSheet, unit: str, criterion: str, *, here_too: bool = False
) -> CellKey | None:
    """Return the next missing cell: of this stage behind a cell, round, then of another stage.

    Args:
        sheet: The sheet, with the stage that is shown.
        unit: The unit of the cursor.
        criterion: The line of the cursor.
        here_too: Whether the cell of the cursor itself may be it.
    """
    if sheet.board is None:
        return None
    rows = {code: at for at, code in enumerate(sheet.units)}
    columns = {code: at for at, code in enumerate(sheet.board.leaves)}
    here = (rows.get(unit, 0), columns.get(criterion, 0) - here_too)
    found = missing_at(sheet, sheet.stage)
    behind = (cell for cell in found if (rows[cell[0]], columns[cell[1]]) > here)
    if found:
        return CellKey(*next(behind, found[0]), sheet.stage, sheet.scorer)
    return next(_elsewhere(sheet, unit), None)


def _elsewhere(sheet: ScoreSheet, unit: str) -> Iterator[CellKey]:
    """Yield the missing cells of the other stages, those of the unit first."""
    for stage in sheet.stages:
        cells = missing_at(sheet, stage)
        yield from (CellKey(*cell, stage) for cell in cells if cell[0] == unit)
        yield from (CellKey(*cell, stage) for cell in cells if cell[0] != unit)


def deadline_state(
    sheet: ScoreSheet, unit: str, today: date
) -> tuple[date, date | None, Punctual] | None:
    """Return the deadline of the self-score, the day it was done, and whether that is in time.

    What is staged is not done yet.

    Args:
        sheet: The sheet of the cluster-year.
        unit: The code of a member.
        today: The day by which a missing self-score is overdue.

    Returns:
        None where the book names no deadline.
    """
    if sheet.board is None or (deadline := deadline_of(sheet.board.book, sheet.year)) is None:
        return None
    own = {k.criterion: e for k, e in sheet.recorded.items() if (k.unit, k.stage) == (unit, "self")}
    asked = next((at for at in stages_of(sheet, unit) if at.stage == "self"), None)
    done = asked is not None and not asked.missing
    days = [scored_on(entry) for entry in own.values()]
    day = max(filter(None, days)) if done and days and all(days) else None
    state = punctual(deadline, day, today, done=done)
    return None if state is None else (deadline, day, state)
