"""Statements of sources about a question, and the verdict that settles it.

A newspaper says eight units, the minutes seven: both stay. A statement changes no other fact of the
ledger. Where two differ, the question is open until a verdict names the valid value; a later
statement of another value opens it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Scope, Year
from events.units import life_of, living_in

Topic = Literal["members", "head", "deputies", "places", "awards", "day", "other"]
"""Of what a source speaks: the number of members, the head, …, a day."""
Question = tuple[str, int, str, str]
"""What statements are about: cluster, year, topic and the unit they concern, or empty."""


class _Statement(Event):
    """A value for one question; of a unit where the question concerns one alone."""

    cluster: Code
    year: Year
    topic: Topic
    unit: Code | None = None
    value: Line

    ahead: ClassVar[int] = 1
    living: ClassVar[tuple[str, ...]] = ("unit",)

    @property
    def question(self) -> Question:
        """The question that it answers."""
        return (self.cluster, self.year, self.topic, self.unit or "")

    def claim_key(self) -> str:
        """Return the key of the value as an answer to the question."""
        return f"said:{'/'.join(map(str, self.question))}={self.value}"


class StatementRecorded(_Statement, tag="statement-recorded"):
    """A source says something of a question (nguồn ghi): which source is the entry's."""

    def establishes(self) -> Iterable[str]:
        return (self.claim_key(),)

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}", *((f"unit:{self.unit}",) if self.unit else ()))


class VerdictGiven(_Statement, tag="verdict-given"):
    """A dispute was settled for one of several values (kết luận); the entry's reason says why."""

    def depends_on(self) -> Iterable[str]:
        return (self.claim_key(),)


DISPUTES: tuple[type[Event], ...] = (StatementRecorded, VerdictGiven)
"""The events of statements and verdicts."""


def stated(history: History, question: Question) -> tuple[set[str], set[str]]:
    """Return all values ever stated for a question, and the values in force now.

    Args:
        history: The history, with the statements and verdicts of the cluster-year.
        question: Cluster, year, topic and unit.

    Returns:
        The values ever stated; and those in force, of which more than one means that the question
        is open.
    """
    ever: set[str] = set()
    now: set[str] = set()
    for event in history.of(StatementRecorded, VerdictGiven):
        if event.question == question:
            ever.add(event.value)
            now = {event.value} if isinstance(event, VerdictGiven) else now | {event.value}
    return ever, now


class _OfQuestion(Command):
    """What both acts have in common."""

    cluster: Code
    year: Year
    topic: Topic
    unit: Code | None = None
    value: Line

    def boundary(self) -> tuple[Scope, ...]:
        here = Scope((f"cluster:{self.cluster}/{self.year}",), DISPUTES)
        units = life_of(self.unit) if self.unit else ()
        return (here, life_of_cluster(self.cluster), *units)

    def known(self, history: History) -> None:
        """Cluster and unit exist in that year.

        Raises:
            Refused: `unknown-cluster`, `unknown-unit` and others.
        """
        known_cluster(history, self.cluster, self.year)
        if self.unit:
            living_in(history, self.year, self.unit)


class RecordStatement(_OfQuestion):
    """Record what a source says, in addition to other sources (ghi điều nguồn nêu)."""

    def decide(self, history: History) -> list[Event]:
        """Of a cluster and a unit that exist in that year; sources may disagree, or agree."""
        self.known(history)
        return [self.fact(StatementRecorded)]


class GiveVerdict(_OfQuestion):
    """Settle which of several values is valid (kết luận nguồn nào đúng)."""

    needs_reason = True

    def decide(self, history: History) -> list[Event]:
        """Between values that differ, for one that somebody stated."""
        self.known(history)
        ever, now = stated(history, (self.cluster, self.year, self.topic, self.unit or ""))
        refuse(self.value not in ever, "not-stated", value=self.value)
        refuse(len(now) < 2, "nothing-disputed", value=self.value)
        return [self.fact(VerdictGiven)]
