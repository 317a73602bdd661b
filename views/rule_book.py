"""The rule book of a cluster's year: its tree in the order of the table, and its versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import defstruct

from events.event import Event
from events.rule_book import RULES, RulesAmended, RulesIssued, book_of, in_force, versions
from events.score_book.book import Node, ScoreBook, WipeOut
from events.score_book.leaf_kinds import Leaf
from views.cluster_years import ClusterYears, OfClusterYear


class CriterionRow(OfClusterYear, frozen=True, kw_only=True):
    """A line of the book in force; `document`, `digits`, `on`, `version` are those of the book.

    `depth` is 0 for the first level, `group` the code of the line above, empty for none. `kind` is
    `group`, or how a leaf is scored; `score` has its numbers, None for a group. `scorer` is empty
    where the book says who scores all lines. `digits` are the decimals of a total.
    """

    criterion: str
    criterion_name: str
    max_points: Decimal
    depth: int = 0
    group: str = ""
    kind: str = "direct"
    score: Leaf | None = None
    scorer: str = ""
    target: bool = False
    wiped_by: WipeOut | None = None
    children: str = "equal"
    document: str = ""
    digits: int = 2
    on: date | None = None
    version: int = 1


class BookRow(OfClusterYear, frozen=True, kw_only=True):
    """The document of the version in force; its subclass has the rules of the whole book, too."""

    document: str
    on: date | None
    version: int


OF_BOOK = tuple(name for name in ScoreBook.__struct_fields__ if name != "criteria")
"""The rules of the whole book: a rule that books gain is compared without a word here."""
RulesRow: Any = defstruct(
    "RulesRow", [(name, Any) for name in OF_BOOK], bases=(BookRow,), frozen=True, kw_only=True
)
"""The row of a book with all its rules."""


class RuleBooks(ClusterYears):
    """The rule books in force by year; with a day, those issued or amended by then."""

    kinds: ClassVar[tuple[type[Event], ...]] = RULES

    def book(self, cluster: str, year: int) -> RulesIssued | RulesAmended | None:
        """Return the version of the rule book in force in a year, or None.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        return in_force(self.history(cluster, year), cluster, year)

    def versions(self, cluster: str, year: int) -> tuple[RulesIssued | RulesAmended, ...]:
        """Return the versions of a year's rule book, the first issued first.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        return versions(self.history(cluster, year), cluster, year)

    def rows(self) -> tuple[CriterionRow, ...]:
        """Return one row per line of each book in force by cluster and year, as printed."""
        return tuple(row for key in self.keys() for row in self._rows(*key))

    def books(self) -> tuple[BookRow, ...]:
        """Return one row per book in force by cluster and year."""
        return tuple(row for key in self.keys() for row in self._books(*key))

    def _books(self, cluster: str, year: int) -> Iterator[BookRow]:
        issued = self.versions(cluster, year)
        if not issued:
            return
        book = book_of(issued[-1])
        rules = {name: getattr(book, name) for name in OF_BOOK}
        yield RulesRow(
            **self.year_fields(cluster, year),
            document=issued[-1].document,
            on=issued[-1].on,
            version=len(issued),
            **rules,
        )

    def _rows(self, cluster: str, year: int) -> Iterator[CriterionRow]:
        issued = self.versions(cluster, year)
        if not issued:
            return
        book = book_of(issued[-1])
        for node, depth, group in _lines(book.criteria, 0, ""):
            yield CriterionRow(
                **self.year_fields(cluster, year),
                criterion=node.code,
                criterion_name=node.title,
                max_points=node.max,
                depth=depth,
                group=group,
                kind=str(node.score.__struct_config__.tag) if node.score else "group",
                score=node.score,
                scorer=node.by or "",
                target=node.target,
                wiped_by=node.wiped_by,
                children=node.children,
                document=issued[-1].document,
                digits=book.rounding.digits,
                on=issued[-1].on,
                version=len(issued),
            )


def _lines(nodes: tuple[Node, ...], depth: int, group: str) -> Iterator[tuple[Node, int, str]]:
    """Yield each line with its depth and the code of the line above, in the order of the table."""
    for node in nodes:
        yield node, depth, group
        yield from _lines(node.criteria, depth + 1, node.code)
