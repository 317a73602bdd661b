"""The year's rule book: criteria with their maxima, issued by a numbered document.

The table is reissued every year (Bộ Tư pháp 663/2021, 484/2023, 536/2024): criteria, maxima and
rounding are data, and a year is judged by the book of that year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.identity_cache import remembered
from events.invariants import uphold
from events.score_book.book import Node, Rounding, Scale, ScoreBook
from events.score_book.book_check import check_book
from events.score_book.leaf_kinds import Direct
from events.shared_checks import not_after_today

CriterionCode = Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.]{0,15}\Z")]
"""As printed in the table: `I`, `II.3`, `1.1`."""
Points = Decimal
"""Points, exact, with at most four decimals; rounded once, at the end, as the book says."""


class Criterion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of the table.

    Attributes:
        code: The number printed in the table: `I`, `II.3`, `1.1`.
        name: The text of the line.
        max_points: The standard or maximum points (điểm chuẩn, điểm tối đa), above 0.
    """

    code: CriterionCode
    name: Line
    max_points: Points


class RulesIssued(Event, tag="rules-issued"):
    """The rule book of a cluster's year was issued (ban hành bảng tiêu chí chấm điểm).

    Attributes:
        criteria: The lines of a flat table, in its order, each scored directly; empty for a book.
        document: The number of the document that issued it.
        digits: The number of decimals to which a total of a flat table is rounded, half up, once.
        on: The day of the document; None where it is unknown.
        book: The tree with its rules; None for a flat table.
    """

    cluster: Code
    year: Year
    criteria: tuple[Criterion, ...] = ()
    document: Remark = ""
    digits: Annotated[int, Meta(ge=0, le=4)] = 2
    on: date | None = None
    book: ScoreBook | None = None

    version: ClassVar[int] = 2
    ahead: ClassVar[int] = 1
    reviews: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        return (f"rules:{self.cluster}/{self.year}",)

    def establishes(self) -> Iterable[str]:
        here = f"criterion:{self.cluster}/{self.year}"
        return tuple(f"{here}/{criterion.code}" for criterion in lines(self))

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


class RulesAmended(Event, tag="rules-amended"):
    """The rule book was amended within the year: another version is in force (sửa đổi, bổ sung).

    Points keep the version they were given under; a result is adopted by the latest.

    Attributes:
        book: The whole book as amended.
        document: The number of the document that amended it.
        on: The day from which the version is in force; None where it is unknown.
    """

    cluster: Code
    year: Year
    book: ScoreBook
    document: Remark = ""
    on: date | None = None

    ahead: ClassVar[int] = 1
    reviews: ClassVar[bool] = True

    def establishes(self) -> Iterable[str]:
        here = f"criterion:{self.cluster}/{self.year}"
        return tuple(f"{here}/{criterion.code}" for criterion in lines(self))

    def depends_on(self) -> Iterable[str]:
        return (f"rules:{self.cluster}/{self.year}",)


RULES = (RulesIssued, RulesAmended)


def flat_book(criteria: Sequence[Criterion], digits: int, title: str) -> ScoreBook:
    """Return the book that a flat table is: leaves that are scored directly.

    Args:
        criteria: The lines of the table, in its order.
        digits: The number of decimals to which a total is rounded.
        title: The title of the book.
    """
    return ScoreBook(
        title=title,
        scale=Scale(total=sum((c.max_points for c in criteria), Decimal(0))),
        criteria=tuple(
            Node(code=c.code, title=c.name, max=c.max_points, score=Direct()) for c in criteria
        ),
        rounding=Rounding(digits=digits),
    )


def book_of(issued: RulesIssued | RulesAmended) -> ScoreBook:
    """Return the book that an event issued; a flat table is a book, too.

    Args:
        issued: The event.
    """
    return issued.book if issued.book is not None else _flat(issued)


@remembered
def _flat(issued: RulesIssued | RulesAmended) -> ScoreBook:
    flat: Any = issued
    return flat_book(flat.criteria, flat.digits, issued.document or "–")


@remembered
def leaves_by_code(book: ScoreBook) -> Mapping[str, Node]:
    """Return code -> leaf, in the order of the table.

    Args:
        book: The book.
    """
    return {leaf.code: leaf for leaf in book.leaves()}


def lines(issued: RulesIssued | RulesAmended | None) -> tuple[Criterion, ...]:
    """Return what is scored, in the order of the table; nothing without a book.

    Args:
        issued: The event; None where there is no book.
    """
    if issued is None:
        return ()
    if issued.book is None:
        flat: Any = issued
        criteria: tuple[Criterion, ...] = flat.criteria
        return criteria
    return tuple(
        Criterion(code=leaf.code, name=leaf.title, max_points=leaf.max)
        for leaf in issued.book.leaves()
    )


def rules_of(cluster: str, year: int) -> Scope:
    """Return the scope of a cluster-year's rule book.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), RULES)


def rules(history: History, cluster: str, year: int) -> RulesIssued | None:
    """Return the rule book as it was issued for that year, or none.

    Args:
        history: The history, with the rule book of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    issued = history.of(RulesIssued)
    return next((e for e in issued if (e.cluster, e.year) == (cluster, year)), None)


def versions(history: History, cluster: str, year: int) -> tuple[RulesIssued | RulesAmended, ...]:
    """Return the versions of the rule book of that year, in the order of their coming into force.

    Args:
        history: The history, with the rule book of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return history.once(_versions, cluster, year)


def _versions(history: History, cluster: str, year: int) -> tuple[RulesIssued | RulesAmended, ...]:
    issued = rules(history, cluster, year)
    if issued is None:
        return ()
    amended = [e for e in history.of(RulesAmended) if (e.cluster, e.year) == (cluster, year)]
    return (issued, *amended)


def in_force(history: History, cluster: str, year: int) -> RulesIssued | RulesAmended | None:
    """Return the latest version of the rule book of that year, or none.

    Args:
        history: The history, with the rule book of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    found = versions(history, cluster, year)
    return found[-1] if found else None


def canonical(points: Decimal) -> Decimal:
    """Return equal points in the form that is stored: no exponent, and no minus before zero."""
    return Decimal(f"{points:f}") if points else Decimal(0)


def rounded(points: Decimal, digits: int) -> Decimal:
    """Round points half up to so many decimals: the last step of a total, never earlier.

    Args:
        points: The exact points.
        digits: The number of decimals, from the rule book of the year.
    """
    return points.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


class IssueRules(Command):
    """Issue the rule book of a cluster's year (ban hành bảng tiêu chí): a flat table, or a book."""

    cluster: Code
    year: Year
    criteria: tuple[Criterion, ...] = ()
    document: Remark = ""
    digits: Annotated[int, Meta(ge=0, le=4)] = 2
    on: date | None = None
    book: ScoreBook | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), rules_of(self.cluster, self.year))

    def decide(self, history: History) -> list[Event]:
        """One book a year (an amendment corrects it), codes given once, maxima above zero."""
        known_cluster(history, self.cluster, self.year)
        book = rules(history, self.cluster, self.year)
        refuse(book, "rules-issued", cluster=self.cluster, year=self.year)
        if self.book is None:
            self._check_table()
        else:
            refuse(self.criteria, "book-and-table")
            check_book(self.book)
        not_after_today(self.on, history)
        return uphold(history, self.fact(RulesIssued))

    def _check_table(self) -> None:
        """Codes are given once, and maxima are above zero."""
        refuse(not self.criteria, "no-criteria")
        codes = [criterion.code for criterion in self.criteria]
        for criterion in self.criteria:
            refuse(codes.count(criterion.code) > 1, "criterion-twice", criterion=criterion.code)
            refuse(criterion.max_points <= 0, "maximum-not-positive", criterion=criterion.code)
