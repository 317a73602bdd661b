"""Occurrences: each bonus and each deduction is a fact of its own, with its paper.

A line of a rule book that counts (`count`, `deduction`, `bonus`) names no occasion by itself. What
was recorded one by one is at least what such a line counts when others than the unit score it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, Year
from events.invariants import uphold
from events.membership import on_roster, roster_of
from events.result_events import adopted, result_of
from events.rule_book import CriterionCode, book_of, in_force, rules_of
from events.score_book.leaf_kinds import Bonus, CountPoints, Deduction, Observation
from events.shared_checks import not_after_today, within_year

COUNTED = (CountPoints, Deduction, Bonus)
"""The kinds of lines that count occurrences."""


class OccurrenceRecorded(Event, tag="occurrence-recorded"):
    """Something happened that gives or takes points of a unit (một lần được thưởng, bị trừ điểm).

    Attributes:
        criterion: The code of the line of the rule book that counts it.
        what: What happened, as the paper says.
        paper: The number of the document, or the file that shows it.
        proposed_by: Who proposed to count it; empty where that is not recorded.
        accepted_by: Who agreed to count it; empty where that is not recorded.
        on: The day; None where it is unknown.
    """

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    what: Line
    paper: Remark = ""
    proposed_by: Remark = ""
    accepted_by: Remark = ""
    on: date | None = None

    ahead: ClassVar[int] = 0

    def claims(self) -> Iterable[str]:
        cell = f"{self.cluster}/{self.year}/{self.unit}/{self.criterion}"
        return (f"occurrence:{cell}/{self.on or ''}/{self.what}",)

    def depends_on(self) -> Iterable[str]:
        here = f"{self.cluster}/{self.year}"
        return (f"criterion:{here}/{self.criterion}", f"member:{here}/{self.unit}")


def occurrences_of(cluster: str, year: int) -> Scope:
    """Return the scope of all occurrences of a cluster-year.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return Scope((f"cluster:{cluster}/{year}",), (OccurrenceRecorded,))


def occurred(history: History, cluster: str, year: int) -> Mapping[tuple[str, str], int]:
    """Return (unit, criterion) -> how many occurrences are recorded; a cell without any is absent.

    Args:
        history: The history, with the occurrences of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    events = history.of(OccurrenceRecorded)
    here = (cluster, year)
    return Counter((e.unit, e.criterion) for e in events if (e.cluster, e.year) == here)


def covers(
    observed: Observation | None, unit: str, criterion: str, known: Mapping[tuple[str, str], int]
) -> None:
    """Refuse a count that is lower than the occurrences that are recorded one by one.

    Args:
        observed: What was observed; None where the line does not apply or is scored directly.
        unit: The code of the unit.
        criterion: The code of the line.
        known: (unit, criterion) -> how many occurrences are recorded.

    Raises:
        Refused: `count-below-occurrences`, with both numbers.
    """
    least = known.get((unit, criterion), 0)
    count = observed.count if observed else None
    fewer = count is not None and count < least
    facts = {"unit": unit, "criterion": criterion, "count": count, "least": least}
    refuse(fewer, "count-below-occurrences", **facts)


class RecordOccurrence(Command):
    """Record one occurrence of a bonus or deduction (ghi một lần thưởng, trừ điểm)."""

    cluster: Code
    year: Year
    unit: Code
    criterion: CriterionCode
    what: Line
    paper: Remark = ""
    proposed_by: Remark = ""
    accepted_by: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        year, unit = f"cluster:{self.cluster}/{self.year}", f"unit:{self.unit}/{self.year}"
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            rules_of(self.cluster, self.year),
            result_of(self.cluster, self.year),
            Scope((year, unit), (OccurrenceRecorded,)),
        )

    def decide(self, history: History) -> list[Event]:
        """A member, a line of the book that counts, a day of the year, once, before a result."""
        here = {"cluster": self.cluster, "year": self.year}
        known_cluster(history, self.cluster, self.year)
        on_roster(history, self.cluster, self.year, self.unit)
        issued = in_force(history, self.cluster, self.year)
        refuse(not issued, "no-rules", **here)
        leaves = {leaf.code: leaf for leaf in book_of(issued).leaves()} if issued else {}
        line = {"criterion": self.criterion}
        refuse(self.criterion not in leaves, "unknown-criterion", **line)
        counted = isinstance(leaves[self.criterion].score, COUNTED)
        refuse(not counted, "line-without-count", **line)
        refuse(adopted(history, self.cluster, self.year), "scores-frozen", **here)
        within_year(self.on, self.year)
        not_after_today(self.on, history)
        fact = self.fact(OccurrenceRecorded)
        same = [*fact.claims()]
        known = any([*event.claims()] == same for event in history.of(OccurrenceRecorded))
        refuse(known, "occurrence-recorded", unit=self.unit, **line)
        return uphold(history, fact)
