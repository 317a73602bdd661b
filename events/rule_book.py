"""The year's rule book: criteria with their maxima, issued by a numbered document.

The table is reissued every year (Bộ Tư pháp 663/2021, 484/2023, 536/2024): criteria, maxima and
rounding are data, and a year is judged by the book of that year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
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
        criteria: The lines of the table, in its order.
        document: The number of the document that issued it.
        digits: The number of decimals to which a total is rounded, half up, once.
        on: The day of the document; None where it is unknown.
    """

    cluster: Code
    year: Year
    criteria: tuple[Criterion, ...]
    document: Remark = ""
    digits: Annotated[int, Meta(ge=0, le=4)] = 2
    on: date | None = None

    ahead: ClassVar[int] = 1
    reviews: ClassVar[bool] = True

    def claims(self) -> Iterable[str]:
        return (f"rules:{self.cluster}/{self.year}",)

    def establishes(self) -> Iterable[str]:
        here = f"criterion:{self.cluster}/{self.year}"
        return tuple(f"{here}/{criterion.code}" for criterion in self.criteria)

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


def rules_of(cluster: str, year: int) -> Scope:
    """Return the scope of a cluster-year's rule book.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (RulesIssued,))


def rules(history: History, cluster: str, year: int) -> RulesIssued | None:
    """Return the rule book of that year, or none.

    Args:
        history: The history, with the rule book of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    issued = history.of(RulesIssued)
    return next((e for e in issued if (e.cluster, e.year) == (cluster, year)), None)


def exact(points: Decimal) -> bool:
    """Return whether these are points: a number, below a million, with at most four decimals."""
    if not points.is_finite():
        return False
    return points.adjusted() < 6 and points == points.quantize(Decimal("0.0001"))


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
    """Issue the rule book of a cluster's year (ban hành bảng tiêu chí)."""

    cluster: Code
    year: Year
    criteria: tuple[Criterion, ...]
    document: Remark = ""
    digits: Annotated[int, Meta(ge=0, le=4)] = 2
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), rules_of(self.cluster, self.year))

    def decide(self, history: History) -> list[Event]:
        """One book a year (an amendment corrects it), codes given once, maxima above zero."""
        known_cluster(history, self.cluster, self.year)
        book = rules(history, self.cluster, self.year)
        refuse(book, "rules-issued", cluster=self.cluster, year=self.year)
        refuse(not self.criteria, "no-criteria")
        codes = [criterion.code for criterion in self.criteria]
        for criterion in self.criteria:
            refuse(codes.count(criterion.code) > 1, "criterion-twice", criterion=criterion.code)
            refuse(criterion.max_points <= 0, "maximum-not-positive", criterion=criterion.code)
        not_after_today(self.on, history)
        return uphold(history, self.fact(RulesIssued))
