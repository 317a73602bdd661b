"""Staged verified points that differ from the unit's own, where the book asks for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.score_commits import CellKey
from events.score_reasons import Differing, differing

if TYPE_CHECKING:
    from thidua_tui.forms.staged_scores import StagedScores


def staged_differences(scores: StagedScores) -> list[Differing]:
    """Return the staged verified cells that are recorded only with a reason; others need none.

    Own points that are staged, too, count as the unit's own.

    Args:
        scores: What is staged.
    """
    board = scores.sheet.board
    if board is None or not board.book.derivation.reason_if_differs:
        return []
    keys = [
        key
        for key, staged in scores.items()
        if key.stage == "verified" and staged.state in ("new", "changed")
    ]
    cells = [score for key in keys if (score := board.get(key))]
    own_of = {(key.unit, key.criterion): CellKey(key.unit, key.criterion, "self") for key in keys}
    own = {cell: score for cell, key in own_of.items() if (score := board.get(key))}
    return [*differing(board.book, cells, own)]
