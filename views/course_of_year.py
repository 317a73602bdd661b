"""The course of a cluster's year, or of one of its meetings, moment by moment, to be replayed.

A moment is an act. A year goes by the days of its facts: an act without a day is on that of its
meeting, else on that of the act before it. A meeting goes as it was recorded. After each moment it
is known who is present, which places and points there are, and what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from events.award_events import AWARDS
from events.compacts import COMPACTS
from events.event import Entry, Event, Scope
from events.meetings import MeetingClosed, MeetingOpened
from events.minutes_events import meeting_of
from events.presence import PRESENCE, Attendance, attendance
from events.result_events import RESULT
from events.roles import ROLES
from events.tie_events import TieDecided
from views.cluster_years import within
from views.names import NAMED, Names
from views.standings import Standings, StandingsRow

OUTCOMES: tuple[type[Event], ...] = (*ROLES, *RESULT, TieDecided, *AWARDS, *COMPACTS)
"""What a meeting decides."""
DECISIONS: tuple[type[Event], ...] = (*OUTCOMES, MeetingOpened, MeetingClosed)
"""At what a replay stops."""


class CourseMoment(Struct, frozen=True, kw_only=True):
    """An act, and what is so after it.

    Attributes:
        day: The day of the act; None where no day is known up to it.
        entries: The entries of the act.
        decides: Whether it decides something, or a meeting begins or ends.
        meeting: The meeting that is held, None outside of meetings.
        rows: The units with their places and points.
        present: Unit -> what is known of its presence at that meeting.
    """

    day: date | None
    entries: tuple[Entry, ...]
    decides: bool
    meeting: str | None
    rows: tuple[StandingsRow, ...]
    present: dict[str, Attendance]


class Course:
    """The course of a year of a cluster.

    Args:
        cluster: The code of the cluster.
        year: The year.
        meeting: The code of a meeting of that year, for its course; None for that of the year.
    """

    def __init__(self, cluster: str, year: int, meeting: str | None = None) -> None:
        self.cluster, self.year, self.meeting = cluster, year, meeting
        self.names = Names()
        self._standings = Standings(cluster, year)
        self._entries: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return names, what the ranking needs, and the year or the meeting with its session."""
        about = [within((), self.cluster, self.year)]
        if self.meeting:
            about.append(Scope((f"meeting:{self.meeting}",)))
        return (*self._standings.scopes(), *about)

    def apply(self, entry: Entry) -> None:
        """Keep the entry; their order is known at the end."""
        self.names.apply(entry)
        self._entries.append(entry)

    def meetings(self) -> tuple[MeetingOpened, ...]:
        """Return the meetings that report on the year, in the order of the ledger."""
        opened = (entry.event for entry in self._entries)
        return tuple(e for e in opened if isinstance(e, MeetingOpened) and self._ours(e))

    def moments(self) -> tuple[CourseMoment, ...]:
        """Return the moments in their order."""
        days = self._days()
        course = [entry for entry in self._entries if self._belongs(entry)]
        if self.meeting is None:
            course.sort(key=lambda entry: days[entry.position] or date.min)
        begun = min((entry.place for entry in course), default=0) if self.meeting else None
        ranking = _Ranking(self._standings, self._entries, course, begun)
        so_far: list[Entry] = []
        moments: list[CourseMoment] = []
        for _, group in groupby(course, key=lambda entry: entry.act):
            act = tuple(group)
            so_far += [entry for entry in act if isinstance(entry.event, PRESENCE)]
            held = self._held(act)
            moments.append(
                CourseMoment(
                    day=days[act[-1].position],
                    entries=act,
                    decides=any(isinstance(entry.event, DECISIONS) for entry in act),
                    meeting=held,
                    rows=ranking.after(act),
                    present=attendance(so_far, held) if held else {},
                )
            )
        return tuple(moments)

    def _ours(self, event: Event) -> bool:
        return (getattr(event, "cluster", None), getattr(event, "year", None)) == (
            self.cluster,
            self.year,
        )

    def _belongs(self, entry: Entry) -> bool:
        """Return whether an entry is a part of the course."""
        if self.meeting is None:
            return self._ours(entry.event)
        return meeting_of(entry) == self.meeting

    def _days(self) -> dict[int, date | None]:
        """Return position -> the day of the fact, as far as it is known."""
        opened = (entry.event for entry in self._entries)
        held = {e.meeting: e.on for e in opened if isinstance(e, MeetingOpened)}
        days: dict[int, date | None] = {}
        last: date | None = None
        for entry in self._entries:
            event = entry.event
            of = meeting_of(entry)
            own: date | None = getattr(event, "on", None) or held.get(of)
            if self._belongs(entry):
                last = own or last
            days[entry.position] = own or last
        return days

    def _held(self, act: Sequence[Entry]) -> str | None:
        """Return the meeting that is held at an act."""
        if self.meeting:
            return self.meeting
        for entry in act:
            if of := meeting_of(entry):
                return of
        return None


class _Ranking:
    """The ranking after each act, folded once; it is computed again only where it may differ.

    Args:
        view: The ranking, still empty.
        entries: All entries in their order.
        course: The entries of the course.
        begun: The place of the first entry of a meeting, before which all is known; None for a
            year.
    """

    def __init__(
        self, view: Standings, entries: Sequence[Entry], course: Sequence[Entry], begun: int | None
    ) -> None:
        self._view = view
        self._rows: tuple[StandingsRow, ...] | None = None
        later = {entry.position for entry in course}
        for entry in entries:
            apart = entry.position not in later
            before = apart if begun is None else apart and entry.place < begun
            if before or type(entry.event) in NAMED:
                view.apply(entry)
        self._taken = {entry.position for entry in course if type(entry.event) in NAMED}

    def after(self, act: Iterable[Entry]) -> tuple[StandingsRow, ...]:
        """Return the rows after an act."""
        for entry in act:
            if isinstance(entry.event, self._view.kinds) and entry.position not in self._taken:
                self._view.apply(entry)
                self._rows = None
        if self._rows is None:
            self._rows = self._view.rows()
        return self._rows
