"""Counts that a source reports without names: a council's cuts, how many clusters there are.

A newspaper says that the council approved 48 of 69 flags (record A38), that a city has 15 cụm of 6
to 9 members (A41), that five units were granted a title by decision 1086 (A39). Such facts name no
unit and no cluster; they are kept as reported, and nothing is computed from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import Meta

from events.clusters import ClusterKind, known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.score_book.book_check import large
from events.shared_checks import not_after_today, not_before

Number = Annotated[int, Meta(ge=0, le=1_000_000)]


class _Figures(Event):
    """A reported count; `year` is the year of the achievement or of the count."""

    year: Year

    def tags(self) -> tuple[str, ...]:
        """Return its tags and one of all counts, as a count may name no unit and no cluster."""
        return (*super().tags(), "figures:told")


class CouncilDecided(_Figures, tag="council-decided"):
    """A council decided on proposals (Hội đồng Thi đua – Khen thưởng xét): so many of so many.

    `told` is a number of which the source does not say whether it is of proposals or approvals.
    """

    council: Line
    what: Line
    proposed: Number | None = None
    approved: Number | None = None
    told: Number | None = None
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"council:{self.council}/{self.year}/{self.what}",)


class ClustersCounted(_Figures, tag="clusters-counted"):
    """How the clusters of a place are made up (cơ cấu cụm, khối thi đua): how many, of how many.

    Attributes:
        place: The province or city.
        kind: Whether the source counts cụm or khối.
        count: The number of clusters.
        members: The number of units in all of them.
        least: The number of members of the smallest.
        most: The number of members of the biggest.
        created_by: Who divided the units into clusters.
        on: The day of the count or of the decision; None where it is unknown.
    """

    place: Line
    kind: ClusterKind
    count: Number
    members: Number | None = None
    least: Number | None = None
    most: Number | None = None
    created_by: Remark = ""
    on: date | None = None

    ahead: ClassVar[int] = 1

    def claims(self) -> Iterable[str]:
        return (f"clusters:{self.place}/{self.year}/{self.kind}",)


class ProposalsCounted(_Figures, tag="proposals-counted"):
    """A cluster proposed so many units for an award, and the source does not name them.

    Attributes:
        form: The code of the form of award.
        count: The number of units proposed.
    """

    cluster: Code
    form: Code
    count: Number
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"proposals:{self.cluster}/{self.year}/{self.form}",)

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


class DecisionReported(_Figures, tag="decision-reported"):
    """A decision granted an award to units that the source does not name (quyết định khen thưởng).

    Attributes:
        number: The number of the decision.
        form: The code of the form of award.
        place: The place whose units it is about.
        count: The number of units to which it was granted.
        on: The day of the decision; None where it is unknown.
        presented_on: The day on which it was handed over; None where it is unknown.
        presented: The number of units that received it on that day.
    """

    number: Line
    form: Code
    place: Remark = ""
    count: Number | None = None
    on: date | None = None
    presented_on: date | None = None
    presented: Number | None = None

    def claims(self) -> Iterable[str]:
        return (f"decision-reported:{self.number}/{self.year}/{self.form}",)


class FigureRecorded(_Figures, tag="figure-recorded"):
    """A figure of a cluster's year (số cuộc họp, số lượt thăm, số tiền quyên góp).

    Attributes:
        title: What is counted.
        amount: The number.
        measure: The unit of measure: meetings, million đồng; empty where it is plain.
        on: The day of the count; None where it is unknown.
    """

    cluster: Code
    title: Line
    amount: Decimal
    measure: Remark = ""
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"figure:{self.cluster}/{self.year}/{self.title}",)

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


FIGURES: tuple[type[Event], ...] = (
    CouncilDecided,
    ClustersCounted,
    ProposalsCounted,
    DecisionReported,
    FigureRecorded,
)
"""The events of reported counts."""


class _RecordCount(Command):
    """What all acts that record numbers have in common."""

    year: Year
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(("figures:told",), FIGURES),)

    def record_once(self, history: History, event: Event) -> list[Event]:
        """Return the fact, unless it was recorded before or is in the future.

        Raises:
            Refused: `already-told`, `in-the-future`.
        """
        not_after_today(self.on, history)
        claim = [*event.claims()]
        for known in history.of(*FIGURES):
            refuse([*known.claims()] == claim, "already-told", year=self.year)
        return [event]


class RecordCouncil(_RecordCount):
    """Record what a council decided, in numbers (ghi kết quả xét của Hội đồng)."""

    council: Line
    what: Line
    proposed: Number | None = None
    approved: Number | None = None
    told: Number | None = None

    def decide(self, history: History) -> list[Event]:
        """Recorded once, with at least one number; no more is approved than was proposed."""
        numbers = (self.proposed, self.approved, self.told)
        refuse(all(number is None for number in numbers), "no-number")
        known = self.proposed is not None and self.approved is not None
        above = known and (self.approved or 0) > (self.proposed or 0)
        refuse(above, "approved-above-proposed", approved=self.approved, proposed=self.proposed)
        return self.record_once(history, self.fact(CouncilDecided))


class CountClusters(_RecordCount):
    """Record how many clusters there are, and how big (ghi cơ cấu cụm, khối thi đua)."""

    place: Line
    kind: ClusterKind
    count: Number
    members: Number | None = None
    least: Number | None = None
    most: Number | None = None
    created_by: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """Recorded once for a place, a year and a kind; the smallest is not above the biggest."""
        above = self.least is not None and self.most is not None and self.least > self.most
        refuse(above, "least-above-most", least=self.least, most=self.most)
        return self.record_once(history, self.fact(ClustersCounted))


class CountProposals(_RecordCount):
    """Record how many units a cluster proposed for an award, unnamed (ghi số đề nghị)."""

    cluster: Code
    form: Code
    count: Number

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), life_of_cluster(self.cluster))

    def decide(self, history: History) -> list[Event]:
        """Recorded once, for a cluster that exists in that year."""
        known_cluster(history, self.cluster, self.year)
        return self.record_once(history, self.fact(ProposalsCounted))


class ReportDecision(_RecordCount):
    """Record a decision that granted awards to unnamed units (ghi quyết định, không nêu tên)."""

    number: Line
    form: Code
    place: Remark = ""
    count: Number | None = None
    presented_on: date | None = None
    presented: Number | None = None

    def decide(self, history: History) -> list[Event]:
        """Recorded once; not handed over before it was decided, nor in the future."""
        not_before(self.presented_on, self.on, "handed-over-too-early", number=self.number)
        not_after_today(self.presented_on, history)
        return self.record_once(history, self.fact(DecisionReported))


class RecordFigure(_RecordCount):
    """Record a figure of a cluster's year (ghi số liệu của cụm trong năm)."""

    cluster: Code
    title: Line
    amount: Decimal
    measure: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), life_of_cluster(self.cluster))

    def decide(self, history: History) -> list[Event]:
        """Recorded once, for a cluster that exists in that year."""
        known_cluster(history, self.cluster, self.year)
        beyond = not large(self.amount) or self.amount < 0
        refuse(beyond, "figure-beyond", amount=self.amount)
        return self.record_once(history, self.fact(FigureRecorded))
