"""The lines of one unit's sheet, from the scores of a year: what each scorer gave, and the gap.

The gap is the verified points less the unit's own. The points of the year before belong to a line
only if it had the same code and the same title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from events.score_board import Scoreboard
from events.score_book.book import Node, Rounding
from events.score_book.evaluate import Sheet, rounded
from events.score_book.leaf_kinds import Observation
from events.score_sheets import final_stage
from events.scoring import Stage

NOT_ASSIGNED: Literal["not-applicable"] = "not-applicable"
Given: TypeAlias = Fraction | Literal["not-applicable"] | None
"""Exact points; `not-applicable` where the line is not assigned; None where nothing is there."""
Shown: TypeAlias = Decimal | Literal["not-applicable"] | None
"""The same with at most four decimals."""
Before: TypeAlias = Mapping[str, tuple[str, Fraction]]
"""Code of a line in the year before -> its title, and the unit's final points."""
DIGITS = 4


class Peer(Struct, frozen=True, kw_only=True):
    """What one peer gave; `scorer` is empty where it is not recorded."""

    scorer: str
    points: Given


class Line(Struct, frozen=True, kw_only=True):
    """A line of the sheet.

    Attributes:
        node: The line of the book.
        level: How deep it is, from 0.
        points: Stage -> what it gave; of peers the mean.
        peers: What each peer gave for a leaf, in the order of recording.
        final: The final points.
        before: The final points of the year before; None where the line was not the same.
        evidence: The documents behind the scores of a leaf, by stage.
    """

    node: Node
    level: int
    points: Mapping[Stage, Given]
    peers: tuple[Peer, ...] = ()
    final: Given = None
    before: Fraction | None = None
    evidence: Mapping[Stage, str] = {}

    @property
    def is_leaf(self) -> bool:
        """Whether the line is scored; else it is a group that adds up."""
        return self.node.score is not None

    @property
    def gap(self) -> Fraction | None:
        """The verified points less the unit's own; None where one of them is not known."""
        own, verified = self.points.get("self"), self.points.get("verified")
        if isinstance(own, Fraction) and isinstance(verified, Fraction):
            return _difference(verified.as_integer_ratio(), own.as_integer_ratio())
        return None


def sheet_lines(
    board: Scoreboard, unit: str, stages: tuple[Stage, ...], before: Before
) -> tuple[Line, ...]:
    """Return the lines of a unit's sheet in the order of the table.

    Args:
        board: The scores of the cluster-year.
        unit: The code of a member.
        stages: The stages that are shown.
        before: The unit's final points of the year before.
    """
    sheets = {stage: stage_sheet(board, unit, stage) for stage in stages}
    final = board.final[unit]
    peers = [scorer for scorer in board.scorers() if scorer] if "peer" in stages else []
    alone = {scorer: board.at("peer", scorer)[unit] for scorer in peers}
    return tuple(
        Line(
            node=node,
            level=level,
            points={
                stage: _given(sheet, node) if sheet.points or sheet.unassigned else None
                for stage, sheet in sheets.items()
            },
            peers=tuple(
                Peer(scorer=scorer, points=points)
                for scorer, sheet in alone.items()
                if (points := _given(sheet, node)) is not None
            )
            if node.score
            else (),
            final=_given(final, node),
            before=_before(node, before),
            evidence=_evidence(board, unit, node),
        )
        for node, level in walk(board.book.criteria)
    )


def walk(nodes: tuple[Node, ...], level: int = 0) -> Iterator[tuple[Node, int]]:
    """Yield every line of a tree with its level, in the order of the table.

    Args:
        nodes: The lines of a level.
        level: The level, from 0.
    """
    for node in nodes:
        yield node, level
        yield from walk(node.criteria, level + 1)


def stage_sheet(board: Scoreboard, unit: str, stage: Stage) -> Sheet:
    """Return the sheet of a stage; of peers that of their means.

    Args:
        board: The scores of the cluster-year.
        unit: The code of a member.
        stage: Who gave the points.
    """
    return (board.peer_means() if stage == "peer" else board.at(stage))[unit]


def _given(sheet: Sheet, node: Node) -> Given:
    if node.code in sheet.points:
        return sheet.points[node.code]
    if not sheet.unassigned:
        return None
    leaves = [leaf.code for leaf in node.leaves()]
    return NOT_ASSIGNED if all(code in sheet.unassigned for code in leaves) else None


def _before(node: Node, before: Before) -> Fraction | None:
    title, points = before.get(node.code, ("", None))
    return points if title == node.title else None


def _evidence(board: Scoreboard, unit: str, node: Node) -> dict[Stage, str]:
    """Return stage -> the documents behind its scores; of several peers, each that differs."""
    found: dict[Stage, list[str]] = {}
    for key, score in board.scores(unit, node.code).items() if node.score else ():
        if score.evidence and score.evidence not in found.get(key.stage, ()):
            found.setdefault(key.stage, []).append(score.evidence)
    return {stage: "; ".join(texts) for stage, texts in found.items()}


def final_points(board: Scoreboard, unit: str) -> dict[str, tuple[str, Fraction]]:
    """Return code of a line -> its title and the unit's final points: for the year after.

    Args:
        board: The scores of a cluster-year.
        unit: The code of a unit; a unit that was no member then has none.
    """
    if unit not in board.units:
        return {}
    points = board.final[unit].points
    return {n.code: (n.title, points[n.code]) for n in board.book.nodes() if n.code in points}


def shown(given: Given) -> Shown:
    """Return points with at most four decimals and no zeros at the end.

    Args:
        given: Exact points, `not-applicable`, or nothing.
    """
    if given is None or not isinstance(given, Fraction):
        return given
    return _shown(*given.as_integer_ratio())


@lru_cache(maxsize=4096)
def _difference(one: tuple[int, int], other: tuple[int, int]) -> Fraction:
    return Fraction(*one) - Fraction(*other)


@lru_cache(maxsize=4096)
def _shown(above: int, below: int) -> Decimal:
    points = rounded(Fraction(above, below), Rounding(digits=DIGITS)).normalize()
    return Decimal(f"{points:f}")


def observed(board: Scoreboard, unit: str) -> dict[str, Observation | None]:
    """Return leaf -> what was observed of a unit by those whose points are final.

    Args:
        board: The scores of the cluster-year.
        unit: The code of a member.
    """
    found: dict[str, Observation | None] = {}
    for leaf in board.leaves.values():
        scores = board.scores(unit, leaf.code)
        stage = final_stage(board.book, leaf, [key.stage for key in scores])
        of_stage = [score for key, score in scores.items() if key.stage == stage]
        if of_stage:
            found[leaf.code] = of_stage[-1].seen
    return found
