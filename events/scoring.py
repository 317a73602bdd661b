"""Scores: what a unit gave itself, what a peer gave it, what head and deputy verified.

Nothing recorded, zero, and "does not apply to this unit" are three different things. Scores are
exact; a total is rounded once. They are frozen from the moment a result is adopted. A unit scores
itself, then head and deputy verify: HD 804/HD-SNV of Thừa Thiên Huế, 18/07/2018.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from events.clusters import known_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.membership import on_roster
from events.occurrences import OccurrenceRecorded, covers, occurred, occurrences_of
from events.result_events import adopted
from events.rule_book import (
    CriterionCode,
    Points,
    book_of,
    leaves_by_code,
    versions,
)
from events.score_book.book import Node
from events.score_book.leaf_kinds import Direct, Observation
from events.score_book.leaf_points import check_observation
from events.score_reasons import explained
from events.scorers import may_give, scoring_ground, still_sealed, usual_scorer
from events.sheet_events import not_closed

Stage = Literal["self", "peer", "verified", "office", "outside"]
"""tự chấm, chấm chéo, thẩm định, cơ quan thường trực chấm, sở chuyên môn chấm."""


class ScoreRecorded(Event, tag="score-recorded"):
    """A unit got points for a criterion (chấm điểm).

    Attributes:
        criterion: The code of the criterion in the rule book of the year.
        stage: Who gave the points: the unit itself, a peer, head and deputy, the permanent office
            (cơ quan thường trực), or an outside department.
        points: The points, exact; None where they follow from `observed`, or where the criterion
            does not apply to the unit (không giao, không áp dụng).
        evidence: The document behind the score (minh chứng).
        observed: What was observed, of a criterion whose points follow from it; None for points.
        scorer: The member unit that gave a peer score; empty where it is not recorded.
        book: The version of the rule book, from 1, under which the points are given.
        note: What was noted about the points (ghi chú); empty for nothing.
    """

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    stage: Stage = "verified"
    points: Points | None
    evidence: Remark = ""
    observed: Observation | None = None
    scorer: Code | None = None
    book: Annotated[int, Meta(ge=1)] = 1
    note: Remark = ""

    version: ClassVar[int] = 3

    def claims(self) -> Iterable[str]:
        cell = f"score:{self.cluster}/{self.year}/{self.unit}/{self.criterion}/{self.stage}"
        return (f"{cell}/{self.scorer}" if self.scorer and self.stage == "peer" else cell,)

    @property
    def seen(self) -> Observation | None:
        """What was observed, points given directly too; None where the line does not apply."""
        if self.observed is None and self.points is not None:
            return Observation(points=self.points)
        return self.observed

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        keys = (f"criterion:{here}/{self.criterion}", f"member:{here}/{self.unit}")
        return (*keys, f"member:{here}/{self.scorer}") if self.scorer else keys


def scores_of(cluster: str, year: int) -> Scope:
    """Return the scope of all scores of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (ScoreRecorded,))


def sheet(
    history: History, cluster: str, year: int, stage: Stage = "verified"
) -> dict[tuple[str, str], ScoreRecorded]:
    """Return (unit, criterion) -> its score at that stage; an empty cell is absent.

    Args:
        history: The history, with the scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        stage: Who gave the score: the unit itself, a peer, or head and deputy.
    """
    return {
        (event.unit, event.criterion): event
        for event in history.of(ScoreRecorded)
        if (event.cluster, event.year, event.stage) == (cluster, year, stage)
    }


class RecordScore(Command):
    """Record points of a unit for a criterion (chấm điểm)."""

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    stage: Stage = "verified"
    points: Decimal | None
    evidence: Remark = ""
    note: Remark = ""
    observed: Observation | None = None
    scorer: Code | None = None

    def boundary(self) -> tuple[Scope, ...]:
        year, unit = f"cluster:{self.cluster}/{self.year}", f"unit:{self.unit}/{self.year}"
        scores = Scope((year, unit), (ScoreRecorded, OccurrenceRecorded))
        return (*scoring_ground(self.cluster, self.year), scores)

    def decide(self, history: History) -> list[Event]:
        """A member, a criterion of the book, within 0 and its maximum, once, before adoption."""
        cell = Scored(
            unit=self.unit, criterion=self.criterion, points=self.points, observed=self.observed
        )
        may_score(history, self.cluster, self.year, self.stage, (cell,), self.scorer)
        return [self.fact(ScoreRecorded, book=len(versions(history, self.cluster, self.year)))]

    def usual(self, history: History) -> None:
        """The scorer is one of the plan, in time; a difference from own points is explained."""
        units = (self.unit,)
        usual_scorer(history, self.cluster, self.year, self.stage, units, self.scorer)
        explained(history, self, (self,), sheet, self.stage)


class Scored(Struct, frozen=True, kw_only=True):
    """The points of one cell of the sheet.

    Attributes:
        unit: The code of the unit.
        criterion: The code of the criterion in the rule book.
        points: The points, exact; None where they follow from `observed`, or where the criterion
            does not apply to the unit.
        observed: What was observed, of a criterion whose points follow from it.
    """

    unit: Code
    criterion: CriterionCode
    points: Decimal | None
    observed: Observation | None = None


class RecordScores(Command):
    """Record a block of the score sheet as one act (ghi cả khối điểm)."""

    cluster: Code
    year: Year
    stage: Stage = "verified"
    cells: Annotated[tuple[Scored, ...], Meta(min_length=1)]
    scorer: Code | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        return (*scoring_ground(*here), scores_of(*here), occurrences_of(*here))

    def decide(self, history: History) -> list[Event]:
        """Every cell as if it were recorded alone; a single refusal refuses them all."""
        may_score(history, self.cluster, self.year, self.stage, self.cells, self.scorer)
        book = len(versions(history, self.cluster, self.year))
        return [
            ScoreRecorded(
                cluster=self.cluster,
                year=self.year,
                stage=self.stage,
                unit=cell.unit,
                criterion=cell.criterion,
                points=cell.points,
                observed=cell.observed,
                scorer=self.scorer,
                book=book,
            )
            for cell in self.cells
        ]

    def usual(self, history: History) -> None:
        """As for a score alone."""
        units = [cell.unit for cell in self.cells]
        usual_scorer(history, self.cluster, self.year, self.stage, units, self.scorer)
        explained(history, self, self.cells, sheet, self.stage)


def may_score(
    history: History,
    cluster: str,
    year: int,
    stage: Stage,
    cells: Sequence[Scored],
    scorer: str | None = None,
    sealed: int = 0,
) -> None:
    """Refuse scores outside roster, rule book or maximum, of a filled cell, or after adoption.

    Args:
        history: The history, with roster, rule book, result and scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        stage: Who gives the scores.
        cells: The scores, each of another cell.
        scorer: The member unit that gives them; None where that is not recorded.
        sealed: The version of the rule book, from 1, of a sealed sheet; 0 for an open sheet.

    Raises:
        Refused: the refusal of the first cell that is refused: `unknown-criterion`,
            `scores-frozen`, `points-outside`, `observation-of-another-kind`, `target-zero`,
            `target-negative`, `scores-itself`, `head-verifies-itself`, `count-below-occurrences`,
            `score-recorded`; of all,
            `unknown-cluster`, `not-a-member`, `no-rules`, `stage-not-in-book`,
            `peer-sheets-sealed`, `sheet-closed` and others.
    """
    known_cluster(history, cluster, year)
    on_roster(history, cluster, year, *dict.fromkeys(cell.unit for cell in cells))
    books = versions(history, cluster, year)
    refuse(not books, "no-rules", cluster=cluster, year=year)
    issued = books[(sealed or len(books)) - 1]
    leaves = leaves_by_code(book_of(issued))
    if issued.book is not None:
        refuse(stage not in issued.book.derivation.scorers, "stage-not-in-book", stage=stage)
    if scorer is not None:
        on_roster(history, cluster, year, scorer)
    closed = stage == "peer" and not sealed and still_sealed(history, cluster, year)
    refuse(closed, "peer-sheets-sealed", cluster=cluster, year=year)
    frozen = adopted(history, cluster, year)
    if stage == "self" and not frozen:
        not_closed(history, cluster, year, [cell.unit for cell in cells])
    done = {
        (event.unit, event.criterion): event.points
        for event in history.of(ScoreRecorded)
        if (event.cluster, event.year, event.stage) == (cluster, year, stage)
        and (stage != "peer" or event.scorer == scorer)
    }
    asked: set[str] = set()
    proven = occurred(history, cluster, year) if stage not in ("self", "peer") else {}
    for cell in cells:
        facts = {"unit": cell.unit, "criterion": cell.criterion}
        refuse(cell.criterion not in leaves, "unknown-criterion", criterion=cell.criterion)
        refuse(frozen, "scores-frozen", cluster=cluster, year=year)
        if cell.unit not in asked:
            may_give(history, cluster, year, stage, cell.unit, scorer)
            asked.add(cell.unit)
        refuse(stage != "self" and scorer == cell.unit, "scores-itself", **facts)
        _fits(cell, leaves[cell.criterion])
        covers(cell.observed, cell.unit, cell.criterion, proven)
        at = (cell.unit, cell.criterion)
        refuse(at in done, "score-recorded", points=done.get(at), **facts)
        done[at] = cell.points


def _fits(cell: Scored, leaf: Node) -> None:
    """Refuse an observation that is not of the leaf's kind, and points outside its maximum."""
    facts = {"criterion": cell.criterion}
    refuse(cell.points is not None and cell.observed, "observation-of-another-kind", **facts)
    if cell.points is not None and isinstance(leaf.score, Direct):
        outside = not 0 <= cell.points <= leaf.max
        refuse(outside, "points-outside", points=cell.points, maximum=leaf.max, **facts)
    elif cell.points is not None:
        refuse(True, "observation-of-another-kind", **facts)
    elif cell.observed is not None:
        refuse(isinstance(leaf.score, Direct), "observation-of-another-kind", **facts)
        check_observation(leaf, cell.observed)
