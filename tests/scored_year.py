"""A small scored year with a book of two groups, worked by hand; for tests of places and reasons.

I (60) = I.1 direct 40 + I.2 proportional 20; II (40) = II.1 direct 30 + II.2 days late 10.

| unit | I.1 | I.2: A of T      | II.1 | II.2          | total |
|------|-----|------------------|------|---------------|-------|
| A    | 38  | 40 of 40 → 20    | 28   | on time → 10  | 96    |
| B    | 38  | 38 of 40 → 19    | 28,5 | on time → 10  | 95,5  |
| C    | 36  | 40 of 40 → 20    | 29,5 | 3 days → 5    | 90,5  |
| D    | 37  | 36 of 40 → 18    | 30   | 3 days → 5    | 90    |
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from events.command import Command
from events.rule_book import IssueRules
from events.score_book.book import Node, Quota, Scale, ScoreBook, TieBreak
from events.score_book.leaf_kinds import DaysLate, Direct, LateBand, Observation, Proportional
from events.score_commits import CommitScores, StageScored

A, B, C, D = "vp-dbqh", "stc", "snv", "skhdt"
"""The units with points; the other two of `form_app` have none."""


def leaf(code: str, most: int, score: Any) -> Node:
    """Return a leaf with a title made of its code."""
    return Node(code=code, title=f"Tiêu chí {code}", max=Decimal(most), score=score)


def group(code: str, title: str, *below: Node) -> Node:
    """Return a group whose maximum is the sum of its lines."""
    most = sum((one.max for one in below), Decimal(0))
    return Node(code=code, title=title, max=most, criteria=below)


LATE = DaysLate(bands=(LateBand(days=0, points=Decimal(10)), LateBand(days=5, points=Decimal(5))))
BOOK = ScoreBook(
    title="Bảng chấm điểm 100 điểm",
    scale=Scale(total=Decimal(100)),
    criteria=(
        group("I", "Chuyên môn", leaf("I.1", 40, Direct()), leaf("I.2", 20, Proportional())),
        group("II", "Phong trào", leaf("II.1", 30, Direct()), leaf("II.2", 10, LATE)),
    ),
    tie_breaks=(
        TieBreak(by="criterion", criterion="I"),
        TieBreak(by="last-place"),
    ),
    quotas=(Quota(award="Cờ thi đua", count=1),),
)
POINTS: dict[str, tuple[str, str, str, int]] = {
    A: ("38", "40", "28", 0),
    B: ("38", "38", "28.5", 0),
    C: ("36", "40", "29.5", 3),
    D: ("37", "36", "30", 3),
}


def cells(points: dict[str, tuple[str, str, str, int]]) -> Iterable[StageScored]:
    """Yield the verified scores of these units."""
    for unit, (first, actual, third, days) in points.items():
        target = Observation(actual=Decimal(actual), target=Decimal(40))
        late = Observation(days=days)
        yield StageScored(unit=unit, criterion="I.1", points=Decimal(first))
        yield StageScored(unit=unit, criterion="I.2", points=None, observed=target)
        yield StageScored(unit=unit, criterion="II.1", points=Decimal(third))
        yield StageScored(unit=unit, criterion="II.2", points=None, observed=late)


def scored(
    points: dict[str, tuple[str, str, str, int]] = POINTS, book: ScoreBook = BOOK
) -> tuple[Command, ...]:
    """Return the commands that issue the book and record the points of the year of `form_app`."""
    here: dict[str, Any] = {"cluster": "tmth", "year": 2020}
    given = tuple(cells(points))
    issue = IssueRules(**here, document="Quyết định 12/QĐ", book=book)
    return (issue, CommitScores(**here, cells=given, evidence="BB 05")) if given else (issue,)
