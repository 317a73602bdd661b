"""The Council that decides on a cluster's awards: its members, their seats, and their terms.

A Council (Hội đồng Thi đua – Khen thưởng) has persons as members, not units. Its ballots are a
share of all its members (NĐ 98/2023/NĐ-CP, Điều 30, khoản 7), those who are absent included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from events.clusters import known_cluster, life_of_cluster
from events.collation import same_name
from events.command import Command, History
from events.date_spans import Span, on_day
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope
from events.invariants import uphold
from events.shared_checks import not_after_today, not_before
from events.terms import Term, terms_of
from events.text import fold
from events.units import life_of, living, names

Seat = Literal["chair", "vice-chair", "standing", "member", "secretary"]
"""chủ tịch, phó chủ tịch, ủy viên thường trực, ủy viên, ủy viên thư ký."""


class CouncilMemberNamed(Event, tag="council-member-named"):
    """A person sits on the Council of a cluster (thành viên Hội đồng, chức danh, thời gian).

    Attributes:
        person: The full name.
        seat: The seat in the Council.
        office: The office held elsewhere; empty where the source does not give it.
        unit: The unit to which the person belongs; None where it is unknown.
        council: Which Council; empty where the source does not name it.
        on: The first day; None where it is unknown.
        until: The last day; None where it is unknown or still to come.
    """

    cluster: Code
    person: Line
    seat: Seat = "member"
    office: Remark = ""
    unit: Code | None = None
    council: Remark = ""
    on: date | None = None
    until: date | None = None

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def when(self, day: date | None) -> Iterable[Span]:  # noqa: ARG002 - two days of its own
        return tuple(on_day(one) for one in (self.on, self.until) if one)

    def claims(self) -> Iterable[str]:
        return () if self.until else (on_council(self),)

    def depends_on(self) -> Iterable[str]:
        unit = (f"unit:{self.unit}",) if self.unit else ()
        return (f"cluster:{self.cluster}", *unit)


class CouncilMemberLeft(Event, tag="council-member-left"):
    """A person no longer sits on the Council of a cluster (thôi là thành viên Hội đồng).

    Attributes:
        on: The first day without the seat; None where it is unknown.
    """

    cluster: Code
    person: Line
    on: date | None = None

    def releases(self) -> Iterable[str]:
        return (on_council(self),)

    def depends_on(self) -> Iterable[str]:
        return (on_council(self),)


COUNCIL: tuple[type[Event], ...] = (CouncilMemberNamed, CouncilMemberLeft)
"""The events of who sits on a Council."""


def on_council(event: CouncilMemberNamed | CouncilMemberLeft) -> str:
    """Return the claim of a person who sits on the Council: one seat for each."""
    return f"council-member:{event.cluster}/{fold(event.person)}"


def council_of(cluster: str) -> Scope:
    """Return the scope of the Council of a cluster.

    Args:
        cluster: The code of the cluster.
    """
    return Scope((f"cluster:{cluster}",), COUNCIL)


CouncilTerm: TypeAlias = Term[CouncilMemberNamed]
"""A person's time on a Council."""


def council_terms(history: History, cluster: str) -> Iterator[CouncilTerm]:
    """Yield the terms of the members of a cluster's Council, in the order of the ledger.

    Args:
        history: The history, with `council_of` the cluster.
        cluster: The code of the cluster.
    """
    facts = [event for event in history.of(*COUNCIL) if event.cluster == cluster]
    yield from terms_of(facts, CouncilMemberNamed, on_council)


def council_members(
    history: History, cluster: str, day: date | None = None
) -> tuple[CouncilMemberNamed, ...]:
    """Return who sits on a cluster's Council on a day, in the order of the ledger.

    Args:
        history: The history, with `council_of` the cluster.
        cluster: The code of the cluster.
        day: The day; None for those whose time has no recorded end.

    Returns:
        The members; empty where none is recorded.
    """
    return tuple(term.named for term in council_terms(history, cluster) if term.includes(day))


class NameCouncilMember(Command):
    """Record who sits on the Council of a cluster (ghi thành viên Hội đồng)."""

    cluster: Code
    person: Line
    seat: Seat = "member"
    office: Remark = ""
    unit: Code | None = None
    council: Remark = ""
    on: date | None = None
    until: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        unit = life_of(self.unit) if self.unit else ()
        return (life_of_cluster(self.cluster), council_of(self.cluster), *unit)

    def decide(self, history: History) -> list[Event]:
        """One seat for a person at a time, and one chair.

        Raises:
            Refused: `already-on-council`, `council-has-chair`, `term-ends-before-it-begins` and
                others.
        """
        known_cluster(history, self.cluster, on=self.on or self.until)
        if self.unit:
            refuse(self.unit not in names(history), "unknown-unit", unit=self.unit)
        for day in (self.on, self.until):
            if day and self.unit:
                living(history, self.unit, on=day)
            not_after_today(day, history)
        not_before(self.until, self.on, "term-ends-before-it-begins", person=self.person)
        for term in council_terms(history, self.cluster):
            if term.apart(self.on, self.until):
                continue
            known = term.named
            again = same_name(known.person, self.person)
            refuse(again, "already-on-council", person=self.person)
            two = not term.over and known.seat == self.seat == "chair"
            refuse(two, "council-has-chair", person=known.person)
        return uphold(history, self.fact(CouncilMemberNamed))


class EndCouncilMember(Command):
    """Record that a person no longer sits on the Council (ghi thôi thành viên Hội đồng)."""

    cluster: Code
    person: Line
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster), council_of(self.cluster))

    def decide(self, history: History) -> list[Event]:
        """A person who sits there, and not before the first day.

        Raises:
            Refused: `not-on-council`, `left-council-before-named` and others.
        """
        held = [
            term.named
            for term in council_terms(history, self.cluster)
            if not term.over and same_name(term.named.person, self.person)
        ]
        refuse(not held, "not-on-council", person=self.person)
        not_after_today(self.on, history)
        not_before(self.on, held[0].on, "left-council-before-named", person=held[0].person)
        return uphold(history, self.fact(CouncilMemberLeft, person=held[0].person))
