"""Targets of a compact as criteria of the year's book: the promise keeps its thread to its points.

Targets of several units that promise the same in different numbers are one criterion; the number
of each unit is what its result is compared with.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar

from msgspec.structs import replace

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
from events.rule_amendments import AmendRules
from events.rule_book import CriterionCode, Points, book_of, canonical, in_force, rules_of
from events.score_book.book import Node, ScoreBook
from events.score_book.leaf_kinds import Leaf, Proportional, YesNo
from events.targets import Promised, targets, targets_of


class TargetPutInBook(Event, tag="target-put-in-book"):
    """A target is scored by a criterion of the year's book (chỉ tiêu thành tiêu chí).

    Attributes:
        target: The code of the target.
        criterion: The code of the criterion that scores it.
    """

    cluster: Code
    year: Year
    target: Code
    criterion: CriterionCode

    ahead: ClassVar[int] = 1

    def claims(self) -> Iterable[str]:
        return (f"target-criterion:{self.cluster}/{self.year}/{self.target}",)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        return (f"target:{here}/{self.target}", f"criterion:{here}/{self.criterion}")


def criteria_of(cluster: str, year: int) -> Scope:
    """Return the scope of the targets of a cluster-year that are criteria.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (TargetPutInBook,))


def criteria(history: History, cluster: str, year: int) -> dict[str, str]:
    """Return target -> the criterion that scores it.

    Args:
        history: The history, with `criteria_of` the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    put = history.of(TargetPutInBook)
    return {e.target: e.criterion for e in put if (e.cluster, e.year) == (cluster, year)}


class _OfTargets(Command):
    """What connecting targets with criteria has in common."""

    cluster: Code
    year: Year

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        return (life_of_cluster(self.cluster), rules_of(*here), targets_of(*here),
                criteria_of(*here))  # fmt: skip

    def book(self, history: History) -> ScoreBook:
        """Return the book in force; without one nothing is scored."""
        known_cluster(history, self.cluster, self.year)
        issued = in_force(history, self.cluster, self.year)
        refuse(issued is None, "no-rules", cluster=self.cluster, year=self.year)
        assert issued is not None  # noqa: S101 - refused above
        return book_of(issued)

    def free(self, history: History, code: str) -> Promised:
        """Return a target of the year that is not a criterion yet."""
        found = targets(history, self.cluster, self.year)
        refuse(code not in found, "unknown-target", target=code, year=self.year)
        done = criteria(history, self.cluster, self.year)
        refuse(code in done, "target-in-book", target=code, criterion=done.get(code))
        return found[code]

    def put(self, target: str, criterion: str) -> TargetPutInBook:
        """Return the fact that a criterion scores a target."""
        return TargetPutInBook(
            cluster=self.cluster, year=self.year, target=target, criterion=criterion
        )


class ScoreTargetBy(_OfTargets):
    """Name the criterion of the book that scores a target (gắn chỉ tiêu với tiêu chí)."""

    target: Code
    criterion: CriterionCode

    def decide(self, history: History) -> list[Event]:
        """A target that is not scored yet, and a line of the book in force."""
        lines = {leaf.code for leaf in self.book(history).leaves()}
        self.free(history, self.target)
        refuse(self.criterion not in lines, "unknown-criterion", criterion=self.criterion)
        return uphold(history, self.put(self.target, self.criterion))


class PutTargetsInBook(_OfTargets):
    """Make targets criteria of the year's book (đưa chỉ tiêu vào bảng tiêu chí).

    Attributes:
        targets: The codes of the targets.
        points: The maximum of each line that is added.
        group: The group under which the lines are added; None for the first level.
        taken_from: The line whose maximum is lowered by as much; None where the scale grows.
        document: The number of the document that amends the book.
        on: The day from which the amendment is in force; None where it is unknown.
    """

    targets: tuple[Code, ...]
    points: Points
    group: CriterionCode | None = None
    taken_from: CriterionCode | None = None
    document: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        amended = AmendRules.boundary(self)  # type: ignore[arg-type] # the same cluster and year
        return (*amended, *_OfTargets.boundary(self))

    def decide(self, history: History) -> list[Event]:
        """Lines of the book in force, made of targets that are not criteria yet."""
        book = self.book(history)
        refuse(not self.targets, "no-target", year=self.year)
        refuse(self.points <= 0, "maximum-not-positive", criterion=self.group or "–")
        taken = {node.code for node in book.nodes()}
        refuse(self.group is not None and self.group not in _groups(book), "not-a-group",
               criterion=self.group)  # fmt: skip
        leaves: dict[tuple[object, ...], Node] = {}
        facts: list[Event] = []
        for code in dict.fromkeys(self.targets):
            target = self.free(history, code)
            same = (target.title, target.measure, target.comparison, _kind(target))
            if same not in leaves:
                leaves[same] = self._leaf(target, taken)
                taken.add(leaves[same].code)
            facts.append(self.put(code, leaves[same].code))
        book = with_lines(book, self.group, [*leaves.values()])
        if self.taken_from is not None:
            book = self._lowered(book, self.points * len(leaves))
        amend = AmendRules(cluster=self.cluster, year=self.year, book=book,
                           document=self.document, on=self.on)  # fmt: skip
        amended = amend.decide(history)
        return [*amended, *uphold(history.followed_by(*amended), *facts)]

    def _leaf(self, target: Promised, taken: set[str]) -> Node:
        stem = f"{self.group}." if self.group else "CT"
        code = next(c for n in range(1, 10_000) if (c := f"{stem}{n}") not in taken)
        refuse(len(code) > 16, "not-a-group", criterion=self.group)
        title: Line = target.title
        return Node(
            code=code, title=title, max=canonical(self.points), score=_kind(target), target=True
        )

    def _lowered(self, book: ScoreBook, points: Decimal) -> ScoreBook:
        """Return the book with the maximum of the line that gives the points lowered."""
        line = next((leaf for leaf in book.leaves() if leaf.code == self.taken_from), None)
        refuse(line is None, "unknown-criterion", criterion=self.taken_from)
        short = line is not None and line.max < points
        refuse(short, "line-gives-less", criterion=self.taken_from,
               maximum=line.max if line else None, points=points)  # fmt: skip
        lowered = changed_line(book, self.taken_from or "", -points)
        refuse(not lowered.criteria, "line-gives-less", criterion=self.taken_from,
               maximum=points, points=points)  # fmt: skip
        return lowered


def _kind(target: Promised) -> Leaf:
    """Return how the line of a target is scored: in proportion to its number, or yes and no."""
    proportional = target.amount and target.comparison == "at-least"
    return Proportional() if proportional else YesNo()


def _groups(book: ScoreBook) -> set[str]:
    return {node.code for node in book.nodes() if node.criteria}


def with_lines(book: ScoreBook, group: str | None, added: list[Node]) -> ScoreBook:
    """Return a book with lines at the end of a group; the maxima above them grow with them.

    Args:
        book: The book.
        group: The code of the group; None for the first level.
        added: The lines.
    """
    more = sum((node.max for node in added), Decimal(0))
    scale = replace(book.scale, total=book.scale.total + more)
    if group is None:
        return replace(book, scale=scale, criteria=(*book.criteria, *added))

    def grown(node: Node) -> Node:
        if node.code == group:
            return replace(node, max=node.max + more, criteria=(*node.criteria, *added))
        below = tuple(map(grown, node.criteria))
        return (
            replace(node, max=node.max + more, criteria=below) if below != node.criteria else node
        )

    return replace(book, scale=scale, criteria=tuple(map(grown, book.criteria)))


def changed_line(book: ScoreBook, code: str, points: Decimal) -> ScoreBook:
    """Return a book in which the maximum of a line, and those above it, differ by so many points.

    A line of which no points are left is taken out, and so is a group without lines.

    Args:
        book: The book.
        code: The code of the line.
        points: What is added; negative for what is taken.
    """

    def changed(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        found = []
        for node in nodes:
            if node.code == code:
                node = replace(node, max=node.max + points)
            elif (below := changed(node.criteria)) != node.criteria:
                node = replace(node, max=node.max + points, criteria=below)
                if not below:
                    continue
            if node.code != code or node.max > 0:
                found.append(node)
        return tuple(found)

    scale = replace(book.scale, total=book.scale.total + points)
    return replace(book, scale=scale, criteria=changed(book.criteria))
