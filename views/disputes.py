"""Questions that sources answer: whether they agree, the state, and the valid value."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.disputes import DISPUTES, Question, StatementRecorded, Topic, VerdictGiven, stated
from events.event import Entry, Event
from views.cluster_years import ClusterYears, OfClusterYear
from views.evidence import Grade, grade
from views.verdict_contradictions import READ, Held

DisputeState: TypeAlias = Literal["open", "settled", "agreed", "single"]
"""Values differ without a verdict; settled; all sources agree; a single source."""


class Statement(Struct, frozen=True, kw_only=True):
    """A statement of one source; with `verdict`, the value that was settled on, and why."""

    value: str
    verdict: bool
    position: int
    at: datetime
    by: str
    reason: str
    source: Grade
    source_title: str
    source_on: date | None


class DisputeRow(OfClusterYear, frozen=True, kw_only=True):
    """A question, its statements in the order of typing, and the valid value.

    `value` is null while the question is open. `recorded` is what the other facts of the ledger
    hold, where they answer the topic; `against` are the positions of the entries that
    a verdict contradicts.
    """

    topic: Topic
    unit: str | None
    unit_name: str | None
    state: DisputeState
    value: str | None
    recorded: str | None
    statements: tuple[Statement, ...]
    against: tuple[int, ...] = ()

    @property
    def verdict(self) -> Statement:
        """The latest statement: of a settled question the verdict."""
        return self.statements[-1]


class Disputes(ClusterYears):
    """The questions on which there are statements of sources, by year."""

    kinds: ClassVar[tuple[type[Event], ...]] = (*DISPUTES, *READ)

    def rows(self) -> tuple[DisputeRow, ...]:
        """Return the questions to be settled or corrected first, each by cluster and year."""
        questions: dict[Question, list[Entry]] = {}
        for key in self.keys():
            for entry in self.years[key]:
                if isinstance(entry.event, StatementRecorded | VerdictGiven):
                    questions.setdefault(entry.event.question, []).append(entry)
        rows = (self._row(question, entries) for question, entries in questions.items())
        return tuple(sorted(rows, key=lambda row: row.state != "open" and not row.against))

    def _row(self, question: Question, entries: list[Entry]) -> DisputeRow:
        cluster, year, topic, unit = question
        ever, now = stated(self.history(cluster, year), question)
        value = next(iter(now)) if len(now) == 1 else None
        settled = _state(ever, now, len(entries)) == "settled"
        held = Held(self.years[cluster, year], cluster, year, self.names, self.day(year))
        against = held.against(topic, unit, value) if settled and value else ()
        return DisputeRow(
            against=against,
            **self.year_fields(cluster, year),
            topic=topic,  # type: ignore[arg-type]  # the question holds it as text
            unit=unit or None,
            unit_name=self.names.unit(unit, self.day(year)) if unit else None,
            state=_state(ever, now, len(entries)),
            value=value,
            recorded=held.recorded(topic, unit),
            statements=tuple(_statement(entry) for entry in entries),
        )


def _state(ever: set[str], now: set[str], count: int) -> DisputeState:
    if len(now) > 1:
        return "open"
    if len(ever) > 1:
        return "settled"
    return "agreed" if count > 1 else "single"


def _statement(entry: Entry) -> Statement:
    event = entry.event
    return Statement(
        value=getattr(event, "value", ""),
        verdict=isinstance(event, VerdictGiven),
        position=entry.position,
        at=entry.at,
        by=entry.by,
        reason=entry.reason,
        source=grade(entry),
        source_title=entry.source.title,
        source_on=entry.source.on,
    )
