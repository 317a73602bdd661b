"""Persons as representatives of a unit: their office there, and from when until when.

A person has no code: a person is known by a name and a unit, and a name in two units is
two persons. Who spoke, reported or signed is recorded with the fact itself (`views.people` lists
it); here is only for whom a person may sit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

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


class RepresentativeNamed(Event, tag="representative-named"):
    """A person represents a unit (người đại diện của đơn vị, chức vụ, thời gian).

    Attributes:
        unit: The code of the unit.
        person: The full name.
        office: The office held in the unit; empty where the source does not give it.
        on: The first day; None where it is unknown.
        until: The last day; None where it is unknown or still to come.
    """

    unit: Code
    person: Line
    office: Remark = ""
    on: date | None = None
    until: date | None = None

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def when(self, day: date | None) -> Iterable[Span]:  # noqa: ARG002 - two days of its own
        return tuple(on_day(one) for one in (self.on, self.until) if one)

    def claims(self) -> Iterable[str]:
        return () if self.until else (in_office(self),)

    def depends_on(self) -> Iterable[str]:
        return (f"unit:{self.unit}",)


class RepresentativeLeft(Event, tag="representative-left"):
    """A person no longer represents a unit in an office (thôi đại diện cho đơn vị).

    Attributes:
        on: The first day without the office; None where it is unknown.
    """

    unit: Code
    person: Line
    office: Remark = ""
    on: date | None = None

    living: ClassVar[tuple[str, ...]] = ("unit",)
    leaving: ClassVar[bool] = True

    def releases(self) -> Iterable[str]:
        return (in_office(self),)

    def depends_on(self) -> Iterable[str]:
        return (in_office(self),)


PERSONS: tuple[type[Event], ...] = (RepresentativeNamed, RepresentativeLeft)
"""The events of who represents a unit."""


def in_office(event: RepresentativeNamed | RepresentativeLeft) -> str:
    """Return the claim of a person who is in office: each office of each unit has its own."""
    return f"representative:{event.unit}/{fold(event.person)}/{fold(event.office)}"


def persons_of(*units: str) -> tuple[Scope, ...]:
    """Return the scopes of who represents these units."""
    return tuple(Scope((f"unit:{unit}",), PERSONS) for unit in dict.fromkeys(units))


def representing(history: History, unit: str) -> list[RepresentativeNamed]:
    """Return the representatives of a unit whose time has no recorded end, in their order.

    Args:
        history: The history, with the persons of the unit.
        unit: The code of the unit.
    """
    return [term.named for term in terms(history, unit) if not term.over]


def terms(history: History, unit: str) -> Iterator[Term[RepresentativeNamed]]:
    """Yield the terms of a unit's representatives, in the order of the ledger.

    Args:
        history: The history, with the persons of the unit.
        unit: The code of the unit.
    """
    facts = [event for event in history.of(*PERSONS) if event.unit == unit]
    yield from terms_of(facts, RepresentativeNamed, in_office)


class NameRepresentative(Command):
    """Record who represents a unit, in which office and when (ghi người đại diện của đơn vị)."""

    unit: Code
    person: Line
    office: Remark = ""
    on: date | None = None
    until: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (*life_of(self.unit), *persons_of(self.unit))

    def decide(self, history: History) -> list[Event]:
        """Of a unit that existed then; one term of a person in an office does not overlap another.

        Raises:
            Refused: `term-ends-before-it-begins`, `already-representative` and others.
        """
        refuse(self.unit not in names(history), "unknown-unit", unit=self.unit)
        for day in (self.on, self.until):
            if day:
                living(history, self.unit, on=day)
            not_after_today(day, history)
        facts = {"person": self.person, "unit": self.unit}
        not_before(self.until, self.on, "term-ends-before-it-begins", **facts)
        for term in terms(history, self.unit):
            known, apart = term.named, term.apart(self.on, self.until)
            same = same_name(known.person, self.person) and same_name(known.office, self.office)
            refuse(same and not apart, "already-representative", **facts, office=known.office)
        return uphold(history, self.fact(RepresentativeNamed))


class EndRepresentative(Command):
    """Record that a person no longer represents a unit (ghi thôi đại diện cho đơn vị).

    Attributes:
        office: The office that ends; empty for every office that the person holds there.
    """

    unit: Code
    person: Line
    office: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (*life_of(self.unit), *persons_of(self.unit))

    def decide(self, history: History) -> list[Event]:
        """Somebody who represents the unit, and not before the first day of the term.

        Raises:
            Refused: `not-a-representative`, `left-before-named` and others.
        """
        facts = {"person": self.person, "unit": self.unit}
        ending = [
            held
            for held in representing(history, self.unit)
            if same_name(held.person, self.person)
            and (not self.office or same_name(held.office, self.office))
        ]
        refuse(not ending, "not-a-representative", **facts)
        not_after_today(self.on, history)
        for held in ending:
            not_before(self.on, held.on, "left-before-named", **facts)
        return uphold(
            history,
            *(
                self.fact(RepresentativeLeft, person=held.person, office=held.office)
                for held in ending
            ),
        )
