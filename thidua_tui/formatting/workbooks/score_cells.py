"""Cells of score sheets: what may be filled in, what is recorded, and the points it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from events.score_board import Scoreboard
from events.score_book.book import Node
from events.score_book.evaluate import Sheet as Evaluated
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    Direct,
    FormalDuty,
    Observation,
    YesNo,
)
from events.scoring import Stage
from events.text import plain
from thidua_tui.formatting.workbooks.sheet import Cell, Rule
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing import sheet_marks as marks
from thidua_tui.parsing.observations import text_of
from views.sheet_lines import shown, stage_sheet

_COUNTED = (CountPoints, Deduction, Bonus, DaysLate)

TextPart: TypeAlias = Literal["evidence", "note"]
"""A text of a score."""


class Scored(NamedTuple):
    """What a sheet is made of.

    Attributes:
        board: The scores of the cluster-year.
        stages: Who scores, in the order of the columns.
        stage: The stage whose cells can be filled in; of peers none can but those of the `scorer`.
        title: The title of the sheet.
        notes: Lines below it.
        scorer: The code of the unit that gives peer scores; empty for their mean.
    """

    board: Scoreboard
    stages: Sequence[Stage]
    stage: Stage
    title: str
    notes: tuple[str, ...]
    scorer: str = ""

    @property
    def only_shows(self) -> bool:
        """Whether nothing can be filled in: the mean of the peers."""
        return self.stage == "peer" and not self.scorer

    def given(self, unit: str, stage: Stage) -> Evaluated:
        """Return what a stage gave a unit: of peers what the scorer gave, else their mean.

        Args:
            unit: The code of a member.
            stage: Who gave the points.
        """
        if stage == "peer" == self.stage and self.scorer:
            return self.board.at(stage, self.scorer)[unit]
        return stage_sheet(self.board, unit, stage)


def seen_cell(made: Scored, unit: str, leaf: Node, words: Words) -> Cell:
    """Return the cell of a leaf at the stage that can be filled in: as it would be typed.

    Args:
        made: The scores and the stages.
        unit: The code of a member.
        leaf: A leaf of the book.
        words: The words of the chosen language.
    """
    rule = rule_of(leaf) if may_fill(made, leaf) else None
    found = [
        score
        for key, score in made.board.scores(unit, leaf.code).items()
        if key.stage == made.stage and (key.stage != "peer" or key.scorer == made.scorer)
    ]
    if not found:
        return Cell(rule=rule)
    seen = found[-1].seen
    if seen is None:
        return Cell(marks.NOT_APPLICABLE, marks.NOT_APPLICABLE, rule=rule)
    value = _number_of(seen)
    text = text_of(seen) if value is None else words.number(value)
    return Cell(text if value is None else value, text, rule=rule)


def _number_of(seen: Observation) -> Decimal | None:
    """Return what was observed, where a plain number says it."""
    for value in (seen.points, seen.days, seen.count):
        if value is not None:
            return Decimal(value)
    return None


def rule_of(leaf: Node) -> Rule:
    """Return what a cell of a leaf takes.

    Args:
        leaf: A leaf of the book.
    """
    if isinstance(leaf.score, Direct | None):
        return Rule("points", leaf.max)
    if isinstance(leaf.score, _COUNTED):
        return Rule("count")
    return Rule("yes") if isinstance(leaf.score, YesNo | FormalDuty) else Rule("text")


def may_fill(made: Scored, node: Node) -> bool:
    """Return whether the cells of a line are filled in at the stage of the sheet.

    Args:
        made: The scores and the stages.
        node: A line of the book.
    """
    who = (node.by,) if node.by else made.board.book.derivation.scorers
    return not node.criteria and not made.only_shows and made.stage in who


def points_cell(sheet: Evaluated, node: Node, words: Words) -> Cell:
    """Return the points of a line; `KAD` where no leaf below it is assigned.

    Args:
        sheet: What a stage gave the unit.
        node: A line of the book.
        words: The words of the chosen language.
    """
    if node.code in sheet.points:
        found = shown(sheet.points[node.code])
        return number(found, words) if isinstance(found, Decimal) else Cell()
    if all(leaf.code in sheet.unassigned for leaf in node.leaves()):
        return Cell(marks.NOT_APPLICABLE, marks.NOT_APPLICABLE)
    return Cell()


def number(value: Decimal, words: Words) -> Cell:
    """Return the cell of a number.

    Args:
        value: The number.
        words: The words of the chosen language.
    """
    return Cell(value, words.number(value))


def texts_of(made: Scored, unit: str, stage: Stage, part: TextPart) -> dict[str, str]:
    """Return leaf -> the documents behind its score at a stage, or what was noted about it.

    Args:
        made: The scores and the stages.
        unit: The code of a member.
        stage: Who gave the points.
        part: The field of the score.
    """
    found: dict[str, str] = {}
    for code in made.board.leaves:
        for key, score in made.board.scores(unit, code).items():
            ours = key.stage == stage and (not made.scorer or key.scorer in ("", made.scorer))
            if ours and (text := score.evidence if part == "evidence" else score.note):
                found[code] = text
    return found


def text_cell(text: str) -> Cell:
    """Return the cell of a text that people typed.

    Args:
        text: The text.
    """
    harmless = plain(text, multiline=True)
    return Cell(harmless or None, harmless)


def is_direct(leaves: Sequence[Node]) -> bool:
    """Return whether all points are given as they are.

    Args:
        leaves: Leaves of the book.
    """
    return all(isinstance(leaf.score, Direct | None) for leaf in leaves)
