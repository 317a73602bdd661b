"""Scores: what a unit gave itself, what a peer gave it, what head and deputy verified.

Nothing recorded, zero, and "does not apply to this unit" are three different things. Scores are
exact; a total is rounded once. They are frozen from the moment a result is adopted. A unit scores
itself, then head and deputy verify: HD 804/HD-SNV of Thừa Thiên Huế, 18/07/2018.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Entry, Event, Remark, Scope, Year
from events.membership import on_roster, roster_of
from events.result_events import adopted, result_of
from events.rule_book import CriterionCode, Points, RulesIssued, rules, rules_of

Stage = Literal["self", "peer", "verified"]
"""tự chấm, chấm chéo, thẩm định: only verified points make a total."""


class ScoreRecorded(Event, tag="score-recorded"):
    """A unit got points for a criterion (chấm điểm).

    Attributes:
        criterion: The code of the criterion in the rule book of the year.
        stage: Who gave the points: the unit itself, a peer, or head and deputy.
        points: The points, exact; None where the criterion does not apply to the unit (không giao,
            không áp dụng).
        evidence: The document behind the score (minh chứng).
    """

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    stage: Stage = "verified"
    points: Points | None
    evidence: Remark = ""

    def claims(self) -> Iterable[str]:
        cell = f"{self.cluster}/{self.year}/{self.unit}/{self.criterion}/{self.stage}"
        return (f"score:{cell}",)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        return (f"criterion:{here}/{self.criterion}", f"member:{here}/{self.unit}")


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


def beyond_book(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ScoreRecorded, Decimal]]:
    """Yield scores outside 0 and the maximum of their criterion, with that maximum.

    A book may be corrected after scores were recorded: so all books are looked at first.
    """
    limits: dict[tuple[str, int, str], Decimal] = {}
    scores: list[tuple[Entry, ScoreRecorded]] = []
    for entry in entries:
        match entry.event:
            case RulesIssued(cluster=cluster, year=year, criteria=criteria):
                limits |= {(cluster, year, c.code): c.max_points for c in criteria}
            case ScoreRecorded() as score:
                scores.append((entry, score))
    for entry, score in scores:
        maximum = limits.get((score.cluster, score.year, score.criterion))
        if score.points is None or maximum is None:
            continue
        if not 0 <= score.points <= maximum:
            yield entry, score, maximum


class RecordScore(Command):
    """Record points of a unit for a criterion (chấm điểm)."""

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    stage: Stage = "verified"
    points: Decimal | None
    evidence: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        year, unit = f"cluster:{self.cluster}/{self.year}", f"unit:{self.unit}/{self.year}"
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            rules_of(self.cluster, self.year),
            result_of(self.cluster, self.year),
            Scope((year, unit), (ScoreRecorded,)),
        )

    def decide(self, history: History) -> list[Event]:
        """A member, a criterion of the book, within 0 and its maximum, once, before adoption."""
        cell = Scored(unit=self.unit, criterion=self.criterion, points=self.points)
        may_score(history, self.cluster, self.year, self.stage, (cell,))
        return [self.fact(ScoreRecorded)]


class Scored(Struct, frozen=True, kw_only=True):
    """The points of one cell of the sheet.

    Attributes:
        unit: The code of the unit.
        criterion: The code of the criterion in the rule book.
        points: The points, exact; None where the criterion does not apply to the unit.
    """

    unit: Code
    criterion: CriterionCode
    points: Decimal | None


class RecordScores(Command):
    """Record a block of the score sheet as one act (ghi cả khối điểm)."""

    cluster: Code
    year: Year
    stage: Stage = "verified"
    cells: Annotated[tuple[Scored, ...], Meta(min_length=1)]

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            rules_of(self.cluster, self.year),
            result_of(self.cluster, self.year),
            scores_of(self.cluster, self.year),
        )

    def decide(self, history: History) -> list[Event]:
        """Every cell as if it were recorded alone; a single refusal refuses them all."""
        may_score(history, self.cluster, self.year, self.stage, self.cells)
        return [
            ScoreRecorded(
                cluster=self.cluster,
                year=self.year,
                stage=self.stage,
                unit=cell.unit,
                criterion=cell.criterion,
                points=cell.points,
            )
            for cell in self.cells
        ]


def may_score(
    history: History, cluster: str, year: int, stage: Stage, cells: Sequence[Scored]
) -> None:
    """Refuse scores outside roster, rule book or maximum, of a filled cell, or after adoption.

    Args:
        history: The history, with roster, rule book, result and scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        stage: Who gives the scores.
        cells: The scores, each of another cell.

    Raises:
        Refused: the refusal of the first cell that is refused: `unknown-criterion`,
            `scores-frozen`, `points-outside`, `score-recorded`; of all, `unknown-cluster`,
            `not-a-member`, `no-rules` and others.
    """
    known_cluster(history, cluster, year)
    on_roster(history, cluster, year, *dict.fromkeys(cell.unit for cell in cells))
    book = rules(history, cluster, year)
    refuse(not book, "no-rules", cluster=cluster, year=year)
    limits = {c.code: c.max_points for c in book.criteria} if book else {}
    frozen = adopted(history, cluster, year)
    done = {at: e.points for at, e in sheet(history, cluster, year, stage).items()}
    for cell in cells:
        facts = {"unit": cell.unit, "criterion": cell.criterion}
        refuse(cell.criterion not in limits, "unknown-criterion", criterion=cell.criterion)
        refuse(frozen, "scores-frozen", cluster=cluster, year=year)
        _within(cell, limits[cell.criterion])
        at = (cell.unit, cell.criterion)
        refuse(at in done, "score-recorded", points=done.get(at), **facts)
        done[at] = cell.points


def _within(cell: Scored, maximum: Decimal) -> None:
    if cell.points is not None:
        outside = not 0 <= cell.points <= maximum
        facts = {"points": cell.points, "maximum": maximum, "criterion": cell.criterion}
        refuse(outside, "points-outside", **facts)
