"""Meetings that were convened: what is planned of each, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from events.command import History
from events.convening import CONVENING, ConveningCancelled, Planned
from events.meetings import MeetingKind, MeetingOpened
from events.office import lines_of
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName

State: TypeAlias = Literal["planned", "opened", "cancelled"]


class PlannedMeetingRow(OfClusterYear, frozen=True, kw_only=True):
    """A meeting that was convened.

    Attributes:
        meeting: The code with which it is opened.
        title: What it is called.
        kind: Its kind.
        day: The day for which it is convened; None while it is open.
        at: The time of day as HH:MM; empty where it is open.
        place: Where it is held.
        content: What it is about.
        agenda: The titles of its items.
        units: The units that are invited.
        guests: Who else is invited.
        state: What became of it.
        note: Why it was cancelled.
    """

    meeting: str
    title: str
    kind: MeetingKind
    day: date | None
    at: str
    place: str
    content: tuple[str, ...]
    agenda: tuple[str, ...]
    units: tuple[UnitName, ...]
    guests: tuple[str, ...]
    state: State
    note: str


class PlannedMeetings(ClusterYears):
    """The convened meetings by cluster and year, in the order in which they were convened."""

    kinds = (*CONVENING, MeetingOpened)

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, None, on)  # it may be opened, or planned again, in another year
        self.shown = year

    def rows(self) -> tuple[PlannedMeetingRow, ...]:
        """Return one row per meeting, as it is planned now or was planned last."""
        entries = sorted((e for one in self.years.values() for e in one), key=lambda e: e.place)
        history = History(entries, date.max)
        last = {event.meeting: event for event in history.of(*CONVENING) if _plans(event)}
        opened = {event.meeting for event in history.of(MeetingOpened)}
        gone = {event.meeting: event.note for event in history.of(ConveningCancelled)}
        plans = sorted(last.values(), key=lambda plan: (plan.cluster, plan.year))
        return tuple(
            self._row(plan, plan.meeting in opened, gone)
            for plan in plans
            if self.shown in (None, plan.year)
        )

    def _row(self, plan: Planned, opened: bool, gone: dict[str, str]) -> PlannedMeetingRow:
        state: State = "opened" if opened else "cancelled" if plan.meeting in gone else "planned"
        return PlannedMeetingRow(
            **self.year_fields(plan.cluster, plan.year),
            meeting=plan.meeting,
            title=plan.title,
            kind=plan.kind,
            day=plan.day,
            at=plan.at,
            place=plan.place,
            content=lines_of(plan.content),
            agenda=tuple(item.title for item in plan.agenda),
            units=tuple(self.names.called(unit, plan.day or plan.year) for unit in plan.units),
            guests=lines_of(plan.guests),
            state=state,
            note=gone.get(plan.meeting, ""),
        )


def _plans(event: object) -> bool:
    return isinstance(event, Planned)
