"""Convene a meeting, change what is planned of it, cancel it."""

from __future__ import annotations

from datetime import date

from events.agenda_items import Items, no_item_twice
from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.convening import (
    ConveningCancelled,
    ConveningChanged,
    MeetingConvened,
    Planned,
    convening_of,
    planned,
)
from events.errors import Refused, refuse
from events.event import Clock, Code, Event, Line, Prose, Remark, Scope, Year
from events.meeting_kinds import MeetingKind
from events.meetings import MeetingOpened
from events.shared_checks import named_once, within_year
from events.units import life_of, living_in


class _Plan(Command):
    """What convening a meeting and changing it have in common."""

    meeting: Code
    cluster: Code
    year: Year
    title: Line
    kind: MeetingKind = "year-end"
    day: date | None = None
    at: Clock = ""
    place: Remark = ""
    content: Prose = ""
    agenda: Items = ()
    units: tuple[Code, ...] = ()
    guests: Prose = ""

    def boundary(self) -> tuple[Scope, ...]:
        opened = Scope((f"meeting:{self.meeting}",), (MeetingOpened,))
        here = (life_of_cluster(self.cluster), opened, convening_of(self.meeting))
        return (*here, *life_of(*self.units))

    def possible(self, history: History) -> None:
        """The cluster and the units exist in the year; the day is near it; nothing twice.

        Raises:
            Refused: `unknown-cluster`, `meeting-exists`, `outside-the-year`, `named-twice` and
                others.
        """
        known_cluster(history, self.cluster, self.year)
        held = any(e.meeting == self.meeting for e in history.of(MeetingOpened))
        refuse(held, "meeting-exists", meeting=self.meeting)
        within_year(self.day, self.year, before=1, after=2)
        no_item_twice(self.agenda)
        named_once(self.units)
        living_in(history, self.year, *self.units)


class ConveneMeeting(_Plan):
    """Convene a meeting (triệu tập hội nghị)."""

    def decide(self, history: History) -> list[Event]:
        """A code is of one meeting; the day may be to come, and may have gone."""
        self.possible(history)
        known = any(e.meeting == self.meeting for e in history.of(MeetingConvened))
        refuse(known, "meeting-convened", meeting=self.meeting)
        return [self.fact(MeetingConvened)]


class ChangeConvening(_Plan):
    """Change what is planned of a convened meeting (thay đổi lịch họp)."""

    def decide(self, history: History) -> list[Event]:
        """It is convened, of the same cluster, not cancelled and not opened; something differs."""
        now = still_planned(history, self.meeting)
        refuse(now.cluster != self.cluster, "not-convened", meeting=self.meeting)
        self.possible(history)
        fact = self.fact(ConveningChanged)
        same = all(getattr(fact, f) == getattr(now, f) for f in fact.__struct_fields__)
        refuse(same, "nothing-changed")
        return [fact]


class CancelConvening(Command):
    """Cancel a convened meeting (hủy cuộc họp)."""

    meeting: Code
    note: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        opened = Scope((f"meeting:{self.meeting}",), (MeetingOpened,))
        return (opened, convening_of(self.meeting))

    def decide(self, history: History) -> list[Event]:
        """It is convened, not cancelled yet, and was not opened."""
        now = still_planned(history, self.meeting)
        held = any(e.meeting == self.meeting for e in history.of(MeetingOpened))
        refuse(held, "meeting-exists", meeting=self.meeting)
        return [self.fact(ConveningCancelled, cluster=now.cluster, year=now.year)]


def still_planned(history: History, meeting: str) -> Planned:
    """Return what is planned of a meeting.

    Args:
        history: The history, with what is planned of the meeting.
        meeting: The code of the meeting.

    Raises:
        Refused: `not-convened`, where it was not convened, or is cancelled.
    """
    now = planned(history).get(meeting)
    if now is None:
        raise Refused("not-convened", meeting=meeting)
    return now
