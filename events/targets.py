"""Targets that a compact promises for a year (chỉ tiêu thi đua): by one unit, or by every member.

A target keeps its code from the compact to the score: `events.target_criteria` makes it a criterion
of the year's book, where its evidence and its points are recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.compacts import compact_of, signed_before
from events.date_spans import Belonging, belonging
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
from events.rosters import only_members_then, rosters_of
from events.score_book.book_check import large
from events.shared_checks import not_after_today, within_year
from events.units import life_of

Comparison: TypeAlias = Literal["at-least", "at-most", "exactly"]
"""đạt từ … trở lên; không quá; đúng bằng."""


class _Promised(Event):
    """What the setting and the change of a target have in common.

    Attributes:
        target: The code of the target, unique in the cluster's year.
        title: What is promised.
        unit: The code of the unit that promises it; None for every member.
        amount: The number to reach; None where the target has no number.
        measure: The unit of measure (đơn vị tính); empty for none.
        comparison: How the result is compared with the number.
        deadline: The last day; None for the end of the year.
        on: The day on which it was set or changed; None where it is unknown.
    """

    cluster: Code
    year: Year
    target: Code
    title: Line
    unit: Code | None = None
    amount: Decimal | None = None
    measure: Remark = ""
    comparison: Comparison = "at-least"
    deadline: date | None = None
    on: date | None = None

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)
    convened: ClassVar[bool] = True

    def belongs(self) -> Iterable[Belonging]:
        return (belonging(self, self.unit, on=self.on),) if self.unit else ()

    @property
    def key(self) -> str:
        """The claim of a target in its year."""
        return f"target:{self.cluster}/{self.year}/{self.target}"

    def depends_on(self) -> Iterable[str]:
        members = (f"member:{self.cluster}/{self.unit}",) if self.unit else ()
        return (f"cluster:{self.cluster}", *members)


class TargetSet(_Promised, tag="target-set"):
    """A target was set in the compact of a year (đặt chỉ tiêu)."""

    def claims(self) -> Iterable[str]:
        return (self.key,)


class TargetChanged(_Promised, tag="target-changed"):
    """A target was changed: it is as this event says (điều chỉnh chỉ tiêu)."""

    def depends_on(self) -> Iterable[str]:
        return (self.key, *_Promised.depends_on(self))


class TargetWithdrawn(Event, tag="target-withdrawn"):
    """A target was withdrawn (rút chỉ tiêu): nothing is asked about it any more.

    Attributes:
        target: The code of the target.
        on: The day; None where it is unknown.
    """

    cluster: Code
    year: Year
    target: Code
    on: date | None = None

    ahead: ClassVar[int] = 1

    def releases(self) -> Iterable[str]:
        return (f"target:{self.cluster}/{self.year}/{self.target}",)

    def depends_on(self) -> Iterable[str]:
        return self.releases()


Promised: TypeAlias = TargetSet | TargetChanged
"""What says how a target is."""
TARGETS: tuple[type[Event], ...] = (TargetSet, TargetChanged, TargetWithdrawn)


def targets_of(cluster: str, year: int) -> Scope:
    """Return the scope of the targets of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), TARGETS)


def targets(history: History, cluster: str, year: int) -> dict[str, Promised]:
    """Return code -> the target as it is now, in the order of setting; without those withdrawn.

    Args:
        history: The history, with the targets of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    found: dict[str, Promised] = {}
    for event in history.of(*TARGETS):
        if (event.cluster, event.year) == (cluster, year):
            if isinstance(event, TargetWithdrawn):
                found.pop(event.target, None)
            else:
                found[event.target] = event
    return found


class _Promise(Command):
    """What setting and changing a target have in common."""

    cluster: Code
    year: Year
    target: Code
    title: Line
    unit: Code | None = None
    amount: Decimal | None = None
    measure: Remark = ""
    comparison: Comparison = "at-least"
    deadline: date | None = None
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        of_year = (targets_of(*here), compact_of(*here))
        lives = life_of(self.unit) if self.unit else ()
        return (life_of_cluster(self.cluster), rosters_of(self.cluster), *of_year, *lives)

    def check(self, history: History) -> None:
        """Check what holds of every target: a member, a number that can be stored, its days."""
        if self.unit:
            members = (history, self.cluster, self.year)
            only_members_then(*members, self.unit, on=self.on)
        refuse(self.amount is not None and not exact_amount(self.amount), "target-amount",
               amount=self.amount)  # fmt: skip
        refuse(self.amount is None and self.comparison != "at-least", "target-without-amount")
        within_year(self.deadline, self.year, after=1)
        within_year(self.on, self.year, before=1)
        not_after_today(self.on, history)


def exact_amount(amount: Decimal) -> bool:
    """Return whether a number can be a target or a result: money is counted in đồng.

    Args:
        amount: The number.
    """
    return large(amount) and amount >= 0


class SetTarget(_Promise):
    """Set a target of the compact of a year (đặt chỉ tiêu)."""

    def usual(self, history: History) -> None:
        """A target is set before the compact is signed, or on that day."""
        signed = signed_before(history, self)
        refuse(signed, "target-after-signing", on=self.on, signed=signed, year=self.year)

    def decide(self, history: History) -> list[Event]:
        """A code that no target of the year had; the same is not promised twice by one unit."""
        known_cluster(history, self.cluster, self.year)
        for event in history.of(TargetSet):
            taken = (event.cluster, event.year, event.target)
            again = taken == (self.cluster, self.year, self.target)
            refuse(again, "target-exists", target=self.target, year=self.year)
        for other in targets(history, self.cluster, self.year).values():
            same = (other.unit, other.title) == (self.unit, self.title)
            refuse(same, "target-exists", target=other.target, year=self.year)
        self.check(history)
        return uphold(history, self.fact(TargetSet))


class ChangeTarget(_Promise):
    """Change a target, with the reason (điều chỉnh chỉ tiêu)."""

    needs_reason = True

    def decide(self, history: History) -> list[Event]:
        """A target of the year, which is otherwise after it than before."""
        known_cluster(history, self.cluster, self.year)
        found = targets(history, self.cluster, self.year)
        before = found.get(self.target)
        refuse(before is None, "unknown-target", target=self.target, year=self.year)
        fact = self.fact(TargetChanged)
        refuse(before and promised(before) == promised(fact), "target-unchanged",
               target=self.target)  # fmt: skip
        self.check(history)
        return uphold(history, fact)


def promised(target: Promised) -> tuple[object, ...]:
    """Return what a target promises, without the day on which it was set or changed."""
    return tuple(getattr(target, f) for f in target.__struct_fields__ if f != "on")


class WithdrawTarget(Command):
    """Withdraw a target, with the reason (rút chỉ tiêu)."""

    needs_reason = True
    cluster: Code
    year: Year
    target: Code
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), targets_of(self.cluster, self.year))

    def decide(self, history: History) -> list[Event]:
        """A target of the year that was not withdrawn before."""
        known_cluster(history, self.cluster, self.year)
        found = targets(history, self.cluster, self.year)
        refuse(self.target not in found, "unknown-target", target=self.target, year=self.year)
        within_year(self.on, self.year, before=1, after=1)
        not_after_today(self.on, history)
        return uphold(history, self.fact(TargetWithdrawn))
