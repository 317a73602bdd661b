"""Pasting over the sheet of one unit: each cell is staged, what has no place is named."""

from __future__ import annotations

from collections.abc import Sequence

from events.score_commits import CellKey
from events.text import plain
from thidua_tui.forms.pasted_lines import PlacedLines, place_lines
from thidua_tui.forms.pasted_scores import Placed
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_staging import keep, pasted_sentence


def paste_lines(scores: ScoresContext, text: str, shown: Sequence[str]) -> None:
    """Stage a block from the cursor on: down through the lines, right through the stages.

    Args:
        scores: The screen.
        text: What was pasted.
        shown: The leaves in the order that is shown.
    """
    at, sheet = scores.at(), scores.sheet
    if at is None or sheet.board is None or (why := scores.why_not()):
        scores.say(f"▲ {why}" if at and sheet.board else "")
        return
    unit, criterion = at
    groups = [node.code for node in sheet.board.book.nodes() if node.criteria]
    stages = sheet.stages[sheet.stages.index(scores.stage) :]
    placed = place_lines(text, shown, criterion.code, stages, groups)
    known = 0
    for (code, stage), typed in placed.cells.items():
        scorer = scores.scorer if stage == scores.stage else ""
        known += scores.staged.stage(CellKey(unit, code, stage, scorer), typed).state == "same"
    scores.body.entry.value = ""
    scores.show_changed(list(dict.fromkeys(code for code, _ in placed.cells)))
    keep(scores, "")
    found = as_placed(placed, unit)
    scores.say(pasted_sentence(found, known, scores.words), good=not found.surplus)
    scores.show_cell_details()


def as_placed(placed: PlacedLines, unit: str) -> Placed:
    """Return a block of lines as that of the grid, whose sentence says what became of it.

    Args:
        placed: The block.
        unit: The unit of the sheet.
    """
    return Placed(
        cells={(unit, f"{code} {stage}"): text for (code, stage), text in placed.cells.items()},
        columns=placed.columns,
        rows=placed.rows,
        strangers=tuple(map(plain, placed.strangers)),
        passed=(),
        sums=(),
    )
