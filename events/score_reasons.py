"""Verified points that differ from the unit's own need a reason, where the book wants it (T7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from events.command import History
from events.errors import refuse
from events.rule_book import in_force
from events.score_book.book import Node, Rounding, ScoreBook, Scorer
from events.score_book.evaluate import rounded
from events.score_book.leaf_kinds import LeaderRelative, Observation
from events.score_book.leaf_points import assigned, points_of_all


class GivenCell(Protocol):
    """A cell as a command has it: points, or what was observed."""

    @property
    def unit(self) -> str:
        """The code of the unit."""

    @property
    def criterion(self) -> str:
        """The code of the criterion."""

    @property
    def points(self) -> Decimal | None:
        """The points, where they were given directly."""

    @property
    def observed(self) -> Observation | None:
        """What was observed, where points follow from it."""


class Given(Protocol):
    """The cluster-year of a command that records scores."""

    @property
    def cluster(self) -> str:
        """The code of the cluster."""

    @property
    def year(self) -> int:
        """The calendar year."""


class Differing(NamedTuple):
    """A cell whose verified points differ; None where a line does not apply, or is relative."""

    unit: str
    criterion: str
    own: Decimal | None
    verified: Decimal | None


def seen(cell: GivenCell) -> Observation | None:
    """Return what was observed of a cell, points too; None where the line does not apply.

    Args:
        cell: The cell.
    """
    return Observation(points=cell.points) if cell.points is not None else cell.observed


def differing(
    book: ScoreBook, cells: Iterable[GivenCell], own: Mapping[tuple[str, str], Any]
) -> Iterator[Differing]:
    """Yield the verified cells whose points differ from the unit's own; without these, none does.

    Points that are relative to the leader depend on all units: of them, what was observed counts.

    Args:
        book: The book in force.
        cells: The verified cells.
        own: Unit and criterion -> its own score, with what was `seen`.
    """
    leaves = {leaf.code: leaf for leaf in book.leaves()}
    for cell in cells:
        score, leaf = own.get((cell.unit, cell.criterion)), leaves.get(cell.criterion)
        if score is None or leaf is None or score.seen == seen(cell):
            continue
        if isinstance(leaf.score, LeaderRelative):
            yield Differing(cell.unit, cell.criterion, None, None)
            continue
        mine, theirs = _points(leaf, score.seen), _points(leaf, seen(cell))
        if mine != theirs:
            yield Differing(cell.unit, cell.criterion, _shown(mine), _shown(theirs))


def _points(leaf: Node, observed: Observation | None) -> Fraction | None:
    if observed is None or not assigned(leaf, observed):
        return None
    return points_of_all(leaf, {"": observed})[""]


def _shown(points: Fraction | None) -> Decimal | None:
    return None if points is None else rounded(points, Rounding(digits=4)).normalize() + 0


def explained(
    history: History,
    given: Given,
    cells: Iterable[GivenCell],
    own: Callable[[History, str, int, Scorer], Mapping[tuple[str, str], Any]],
    stage: Scorer = "verified",
) -> None:
    """Refuse verified points that differ from the unit's own, where the book wants a reason.

    Args:
        history: The history, with rule book and scores of the cluster-year.
        given: The command that records the cells without a reason.
        cells: The cells.
        own: Returns unit and criterion -> the score at a stage, with what was `seen`.
        stage: Who gives the points; what is not verified needs no explanation.

    Raises:
        Refused: `score-differs`, with the first cell.
    """
    issued = in_force(history, given.cluster, given.year)
    book = issued.book if issued else None
    if stage == "verified" and book is not None and book.derivation.reason_if_differs:
        scores = own(history, given.cluster, given.year, "self")
        for cell in differing(book, cells, scores):
            refuse(True, "score-differs", **cell._asdict())
