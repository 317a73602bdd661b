"""The rule book of a cluster's year: what is scored, with its maxima, in the order of the table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from events.event import Event
from events.rule_book import RULES, RulesAmended, RulesIssued, digits_of, in_force, lines
from views.cluster_years import ClusterYears, OfClusterYear


class CriterionRow(OfClusterYear, frozen=True, kw_only=True):
    """A criterion; `document`, `digits` (decimals of a total) and `on` are those of the book."""

    criterion: str
    criterion_name: str
    max_points: Decimal
    document: str
    digits: int
    on: date | None


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

    def rows(self) -> tuple[CriterionRow, ...]:
        """Return one row per criterion by cluster and year, as printed."""
        return tuple(row for key in self.keys() for row in self._rows(*key))

    def _rows(self, cluster: str, year: int) -> list[CriterionRow]:
        book = self.book(cluster, year)
        return [
            CriterionRow(
                **self.year_fields(cluster, year),
                criterion=criterion.code,
                criterion_name=criterion.name,
                max_points=criterion.max_points,
                document=book.document,
                digits=digits_of(book),
                on=book.on,
            )
            for criterion in lines(book)
            if book
        ]
