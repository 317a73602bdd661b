"""Staged verified points that differ from the unit's own, where the book asks for a reason."""

from __future__ import annotations

from collections.abc import Iterable

from events.score_board import Scoreboard
from events.score_commits import CellKey
from events.score_reasons import Differing, differing


def differences(board: Scoreboard | None, keys: Iterable[CellKey]) -> list[Differing]:
    """Return the verified cells that are recorded only with a reason; others need none.

    Own points that are staged, too, count as the unit's own.

    Args:
        board: The scores of the year, with what is staged; None without a book.
        keys: The staged cells that can be recorded.
    """
    if board is None or not board.book.derivation.reason_if_differs:
        return []
    verified = [key for key in keys if key.stage == "verified"]
    cells = [score for key in verified if (score := board.get(key))]
    own_of = {(k.unit, k.criterion): CellKey(k.unit, k.criterion, "self") for k in verified}
    own = {cell: score for cell, key in own_of.items() if (score := board.get(key))}
    return [*differing(board.book, cells, own)]
