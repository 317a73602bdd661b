"""Which cells of a stage are missing: per unit, in the order of the table.

A stage is asked for what the book lets it score: all lines, or those that name it (`by`). A bonus
and a formal duty without an entry count as none, so nothing of them is missing. Where the book
takes what the last scorer gave, those after the first two may score but need not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from events.score_board import Scoreboard
from events.score_book.book import Node, ScoreBook
from events.score_book.book_check import ADDING
from events.scoring import Stage

Missing: TypeAlias = tuple[str, ...]
OF_ALL: tuple[Stage, ...] = ("self", "peer", "verified")
"""Stages that score every line that names no other; the others score the lines that name them."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far a stage of a unit is.

    Attributes:
        stage: Who scores.
        wanted: How many cells the stage is asked for.
        missing: The codes of the lines without a score, in the order of the table.
    """

    stage: Stage
    wanted: int
    missing: Missing = ()

    @property
    def filled(self) -> int:
        """How many of the wanted cells have a score, 0 and `not assigned` among them."""
        return self.wanted - len(self.missing)


def wanted(book: ScoreBook, stage: Stage) -> tuple[Node, ...]:
    """Return the lines that a stage is asked for, in the order of the table.

    Args:
        book: The book of the year.
        stage: Who scores.
    """
    if stage not in book.derivation.scorers and stage not in OF_ALL:
        return ()
    everywhere = stage in OF_ALL
    return tuple(
        leaf
        for leaf in book.leaves()
        if not isinstance(leaf.score, ADDING)
        and (leaf.by == stage or (everywhere and leaf.by is None))
    )


def progress(
    book: ScoreBook, stages: Sequence[Stage], scored: Callable[[str, Stage], bool]
) -> tuple[Progress, ...]:
    """Return how far each stage of a unit is; a stage that nothing is asked of is left out.

    Args:
        book: The book of the year.
        stages: The stages, in the order of the book.
        scored: Returns whether the unit has a score for a leaf at a stage, of any scorer.
    """
    found = []
    for stage in stages:
        if asked := wanted(book, stage):
            absent = tuple(leaf.code for leaf in asked if not scored(leaf.code, stage))
            found.append(Progress(stage=stage, wanted=len(asked), missing=absent))
    return tuple(found)


def progress_on(board: Scoreboard, unit: str, stages: Sequence[Stage]) -> tuple[Progress, ...]:
    """Return how far each stage of a unit is on a board, with what is staged on it.

    Args:
        board: The scores of the cluster-year.
        unit: The code of the unit.
        stages: The stages, in the order of the book.
    """

    def scored(leaf: str, stage: Stage) -> bool:
        return any(key.stage == stage for key in board.scores(unit, leaf))

    return progress(board.book, stages, scored)
