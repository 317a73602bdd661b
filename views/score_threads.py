"""Threads of explanation on the cells of the score sheet: what is open, and how each was closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.event import Entry, Event
from events.explanations import OPENING, ExplanationGiven, ExplanationKind
from events.rule_book import RULES
from views.cluster_years import ClusterYears, OfUnit

ThreadState: TypeAlias = Literal["open", "answered", "closed"]
"""Chờ giải trình, chờ kết luận, đã kết luận."""


class Explanation(Struct, frozen=True, kw_only=True):
    """What was brought forward in a thread, and the `position` (from 1) of its entry."""

    kind: ExplanationKind
    text: str
    person: str
    on: date | None
    paper: str
    points: Decimal | None
    position: int


class ThreadRow(OfUnit, frozen=True, kw_only=True):
    """A thread on a unit and a criterion; after a verdict, a new claim begins the next.

    `number` counts the threads of a cell, from 1. `state` is open until there is an answer,
    answered until there is a verdict, then closed. `points` are those that the verdict names, else
    null.
    """

    criterion: str
    criterion_name: str
    number: int
    state: ThreadState
    opened_on: date | None
    closed_on: date | None
    points: Decimal | None
    explanations: tuple[Explanation, ...]

    @property
    def open(self) -> bool:
        """Whether the thread waits for its verdict."""
        return self.state != "closed"


class Threads(ClusterYears):
    """The threads by cluster and year, open threads first."""

    kinds: ClassVar[tuple[type[Event], ...]] = (*RULES, ExplanationGiven)

    def rows(self) -> tuple[ThreadRow, ...]:
        """Return the open threads, then the closed, each by cluster and year, then by opening."""
        rows = (row for key in self.keys() for row in self._rows(*key))
        return tuple(sorted(rows, key=lambda row: not row.open))

    def _rows(self, cluster: str, year: int) -> Iterator[ThreadRow]:
        called = self.line_names(cluster, year)
        for number, entries in threads(self.years[cluster, year]):
            course = tuple(_explanation(entry) for entry in entries)
            event: Any = entries[0].event
            verdict = course[-1] if course[-1].kind == "verdict" else None
            yield ThreadRow(
                **self.year_fields(cluster, year),
                **self.names.unit_fields(event.unit, self.day(year)),
                criterion=event.criterion,
                criterion_name=called.get(event.criterion, ""),
                number=number,
                state=_state(course),
                opened_on=course[0].on,
                closed_on=verdict.on if verdict else None,
                points=verdict.points if verdict else None,
                explanations=course,
            )


def threads(entries: list[Entry]) -> Iterator[tuple[int, list[Entry]]]:
    """Yield each thread of a cluster-year: its number in its cell, and its entries in order.

    Args:
        entries: The entries in force of one cluster-year.
    """
    found: list[tuple[int, list[Entry]]] = []
    latest: dict[tuple[str, str], tuple[int, list[Entry]]] = {}
    for entry in entries:
        if not isinstance(event := entry.event, ExplanationGiven):
            continue
        cell = (event.unit, event.criterion)
        now = latest.get(cell)
        if now is None or _closed(now[1]):
            now = latest[cell] = (now[0] + 1 if now else 1, [])
            found.append(now)
        now[1].append(entry)
    yield from found


def _closed(entries: list[Entry]) -> bool:
    last = entries[-1].event
    return isinstance(last, ExplanationGiven) and last.kind == "verdict"


def _state(course: tuple[Explanation, ...]) -> ThreadState:
    last = course[-1].kind
    if last == "verdict":
        return "closed"
    return "open" if last in OPENING else "answered"


def _explanation(entry: Entry) -> Explanation:
    event: Any = entry.event
    fields = {name: getattr(event, name) for name in ("kind", "text", "person", "on", "paper")}
    return Explanation(**fields, points=event.points, position=entry.position)
