"""Threads of explanation on a cell of the score sheet (giải trình).

A thread is on a unit and a criterion. A claim or an objection opens it, answers follow, a verdict
closes it; a later claim opens it again. A verdict may name the points that follow; to change the
score is an act of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope, Year
from events.membership import on_roster, roster_of
from events.rule_book import CriterionCode, Points, book_of, in_force, rules_of
from events.score_book.leaf_kinds import Direct
from events.shared_checks import not_after_today, within_year

ExplanationKind: TypeAlias = Literal["claim", "objection", "answer", "verdict"]
"""Đề nghị, ý kiến khác, giải trình, kết luận."""
Words: TypeAlias = Annotated[str, Meta(min_length=1, max_length=20_000)]
"""What was explained, in one or several lines."""
OPENING: frozenset[ExplanationKind] = frozenset({"claim", "objection"})
"""What opens a thread."""


class ExplanationGiven(Event, tag="explanation-given"):
    """Something was brought forward about the score of a unit for a criterion (giải trình).

    Attributes:
        kind: A claim of the unit, an objection to its score, an answer, or the verdict.
        text: What was brought forward.
        person: Who brought it forward, as written; empty where it is not recorded.
        on: The day; None where it is unknown.
        paper: The number of the paper behind it; empty for none.
        points: The points that a verdict names; None where it names none.
    """

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    kind: ExplanationKind
    text: Words
    person: Remark = ""
    on: date | None = None
    paper: Remark = ""
    points: Points | None = None

    @property
    def cell(self) -> Cell:
        """The cell that the thread is on."""
        return (self.cluster, self.year, self.unit, self.criterion)

    def establishes(self) -> Iterable[str]:
        return (_key(self.cell),) if self.kind in OPENING else ()

    def releases(self) -> Iterable[str]:
        return (_key(self.cell),) if self.kind == "verdict" else ()

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        base = (f"criterion:{here}/{self.criterion}", f"member:{here}/{self.unit}")
        return base if self.kind in OPENING else (*base, _key(self.cell))


Cell: TypeAlias = tuple[str, int, str, str]
"""Cluster, year, unit and criterion."""


def _key(cell: Cell) -> str:
    return f"thread:{'/'.join(map(str, cell))}"


def explanations_of(cluster: str, year: int) -> Scope:
    """Return the scope of all threads of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (ExplanationGiven,))


def open_threads(history: History, cluster: str, year: int) -> tuple[tuple[str, str], ...]:
    """Return unit and criterion of every thread without a verdict, in the order of opening.

    Args:
        history: The history, with the threads of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    found: dict[tuple[str, str], None] = {}
    for event in history.of(ExplanationGiven):
        if (event.cluster, event.year) != (cluster, year):
            continue
        if event.kind == "verdict":
            found.pop((event.unit, event.criterion), None)
        elif event.kind in OPENING:
            found.setdefault((event.unit, event.criterion))
    return tuple(found)


class GiveExplanation(Command):
    """Record a claim, an objection, an answer or the verdict about a score (ghi giải trình)."""

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    kind: ExplanationKind
    text: Words
    person: Remark = ""
    on: date | None = None
    paper: Remark = ""
    points: Decimal | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            rules_of(self.cluster, self.year),
            explanations_of(self.cluster, self.year),
        )

    def decide(self, history: History) -> list[Event]:
        """An answer and a verdict follow a claim or an objection; a verdict alone names points."""
        known_cluster(history, self.cluster, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        self._of_book(history)
        within_year(self.on, self.year, after=1)
        not_after_today(self.on, history)
        opened = (self.unit, self.criterion) in open_threads(history, self.cluster, self.year)
        facts = {"unit": self.unit, "criterion": self.criterion}
        refuse(self.kind == "answer" and not opened, "nothing-to-answer", **facts)
        refuse(self.kind == "verdict" and not opened, "no-open-thread", **facts)
        return [self.fact(ExplanationGiven)]

    def _of_book(self, history: History) -> None:
        """The criterion is a leaf of the book, and the points are within its maximum."""
        issued = in_force(history, self.cluster, self.year)
        refuse(not issued, "no-rules", cluster=self.cluster, year=self.year)
        leaves = {leaf.code: leaf for leaf in book_of(issued).leaves()} if issued else {}
        refuse(self.criterion not in leaves, "unknown-criterion", criterion=self.criterion)
        if self.points is None:
            return
        refuse(self.kind != "verdict", "points-only-in-verdict", criterion=self.criterion)
        leaf = leaves[self.criterion]
        outside = isinstance(leaf.score, Direct) and not 0 <= self.points <= leaf.max
        facts = {"criterion": self.criterion, "points": self.points, "maximum": leaf.max}
        refuse(outside, "points-outside", **facts)
