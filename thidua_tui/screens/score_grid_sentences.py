"""The sentences of the score grid: of the cell under the cursor, and below the grid."""

from __future__ import annotations

from textual.content import Content

from events.text import plain
from thidua_tui.screens.score_grid_checks import checked_lines
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_details import (
    below_left,
    cell_line,
    criterion_line,
    remark_parts,
    short_legend,
    typed_with,
)
from thidua_tui.screens.score_grid_staging import summed

NAME = 24
"""Cells that the code and the name of a criterion have at least."""
NONE = Content("")


def cell_details(scores: ScoresContext) -> None:
    """Say which cell it is, and what it takes."""
    shown, right, full = Content(""), Content(""), Content("")
    if at := scores.at():
        unit, criterion = at
        name = scores.ground.names.unit(unit, scores.sheet.year)
        shown = Content.assemble(
            *criterion_line(scores, criterion, name),
            *checked_lines(scores, unit, criterion.code),
            *remark_parts(scores, unit, criterion.code),
        )
        right = shown_line = cell_line(scores, unit, criterion)
        if right.cell_length > scores.app.size.width - NAME:  # it says more than the name does
            shown, right = (
                Content.styled(f"{plain(criterion.code)} ", "bold $primary") + right,
                NONE,
            )
        _say_why_closed(scores, shown_line, unit, criterion.code)
        if scores.query_one("#grid-below").display:
            full = below_left(scores, unit, criterion)
        scores.body.entry.letters = typed_with(scores.sheet.leaf(criterion.code))
    scores.body.cell.show(shown, right)
    scores.body.detail.show(full)


def _say_why_closed(scores: ScoresContext, shown: Content, unit: str, code: str) -> None:
    """Say below the grid why a cell is closed where the line above has no room for all of it.

    It is shown when the cursor comes to the cell: what is shown there later stays.
    """
    closed, last = scores.why_closed(unit, code), scores.closed_shown
    cut = bool(closed) and shown.cell_length > scores.app.size.width - NAME
    here = (unit, code, scores.stage, cut)
    if here != last:
        scores.closed_shown = here
        if cut or (last and last[-1]):
            scores.say(closed if cut else scores.why_not())


def message(scores: ScoresContext, text: str, *, good: bool = False) -> None:
    """Say why something was not done; else what is staged, or what the signs mean."""
    if not text and (text := summed(scores)):
        good = not scores.staged.refused()
    starred = f"   {scores.words('forgiving.conflict.legend')}" if scores.theirs else ""
    style = "bold $success" if good else "bold $error"
    meant = Content.styled(scores.differ or scores.words("acts.grid.legend") + starred, "dim")
    meant += short_legend(scores.app.size.height, scores.words)
    scores.body.message.show(Content.styled(plain(text), style) if text else meant)
