"""How long units spoke at each meeting, and who still waits to speak."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from events.event import Entry
from events.meetings import MeetingOpened, RemarkRecorded
from events.minutes_lists import of_speakers
from events.speakers import (
    SPEAKING,
    SpeakerCalled,
    SpeakerFinished,
    SpeakerListed,
    same_speaker,
    waiting,
)
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName


class SpeakerRow(OfClusterYear, frozen=True, kw_only=True):
    """The turns of a unit, or of guests, at a meeting that keeps a list of speakers.

    Attributes:
        meeting: The code of the meeting, with its title.
        by: The unit; None for guests.
        turns: The number of turns, and of remarks without a turn.
        minutes: How many minutes they took, as far as both times are recorded.
        waiting: The names of those who wait to speak, the unit's own where no person is named.
    """

    meeting: str
    meeting_title: str
    by: UnitName | None
    turns: int
    minutes: int
    waiting: tuple[str, ...]


class Speakers(ClusterYears):
    """The speakers of meetings that keep a list of them, by unit.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year on which the meetings report; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (MeetingOpened, *SPEAKING)

    def rows(self) -> tuple[SpeakerRow, ...]:
        """Return one row per unit and meeting, in the order of the facts."""
        return tuple(
            row
            for (cluster, year), kept in sorted(self.years.items())
            for opened in self.history(cluster, year).of(MeetingOpened)
            for row in self._of(opened, kept)
        )

    def _of(self, opened: MeetingOpened, kept: list[Entry]) -> list[SpeakerRow]:
        if not any(of_speakers(entry.event, opened.meeting) for entry in kept):
            return []
        return [
            SpeakerRow(
                **self.year_fields(opened.cluster, opened.year),
                meeting=opened.meeting,
                meeting_title=opened.title,
                by=self._called(unit, opened) if unit else None,
                turns=spoken.turns,
                minutes=spoken.minutes,
                waiting=tuple(
                    one.speaker or self._called(unit, opened).name if unit else one.speaker
                    for one in spoken.waiting
                ),
            )
            for unit, spoken in speaking(kept, opened.meeting).items()
        ]

    def _called(self, unit: str, opened: MeetingOpened) -> UnitName:
        return self.names.called(unit, opened.on or opened.year)


@dataclass
class Spoken:
    """How often and how long a unit, or guests, spoke, and who still waits."""

    turns: int = 0
    minutes: int = 0
    waiting: list[SpeakerListed] = field(default_factory=list)


def speaking(entries: Iterable[Entry], meeting: str) -> dict[str | None, Spoken]:
    """Return the unit, None for guests -> turns, minutes and who waits, in the order of the facts.

    A remark that is made in a turn, or of a turn that has just ended, is part of that turn.

    Args:
        entries: The entries in force, in their order.
        meeting: The code of the meeting.
    """
    kept = [entry for entry in entries if getattr(entry.event, "meeting", "") == meeting]
    found: dict[str | None, Spoken] = {}
    called: SpeakerCalled | None = None
    for event in (entry.event for entry in kept):
        match event:
            case SpeakerListed(unit=unit):
                found.setdefault(unit, Spoken())
            case SpeakerCalled(unit=unit):
                found.setdefault(unit, Spoken()).turns += 1
                called = event
            case SpeakerFinished(unit=unit, at=until) if called:
                found.setdefault(unit, Spoken()).minutes += between(called.at, until)
            case RemarkRecorded(unit=unit) if called is None or not same_speaker(called, event):
                spoken = found.setdefault(unit, Spoken())
                spoken.turns += 1
                spoken.minutes += between(event.at, event.until)
    for one in waiting(kept, meeting):
        found[one.unit].waiting.append(one)
    return found


def between(since: str, until: str) -> int:
    """Return how many minutes there are between two times; 0 where one of them is unknown.

    Args:
        since: The time of day as HH:MM; empty where it is unknown.
        until: The later time.
    """
    if not (since and until):
        return 0
    return _minute(until) - _minute(since)


def _minute(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])
