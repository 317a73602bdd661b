"""How far the minutes of each meeting are: draft, read out, approved, signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, TypeAlias

from events.event import Entry, Scope
from events.meetings import MeetingOpened
from events.minutes_events import (
    MinutesAmended,
    MinutesApproved,
    MinutesReadOut,
    MinutesSigned,
    approvals,
    is_provisional,
    meeting_of,
)
from events.voting import Denominator, Method
from views.cluster_years import ClusterYears, OfClusterYear
from views.projection import Reader, project

MinutesState: TypeAlias = Literal["draft", "read-out", "approved", "signed"]


class MinutesStateRow(OfClusterYear, frozen=True, kw_only=True):
    """The state of the minutes of a meeting, and how it came about.

    The count is null where votes were not counted, a day is null and a text empty where it is
    unknown. `additions` counts approvals of what was added after the first; `waiting` the facts
    that were added after the last and wait for one, null where these were not read.
    """

    meeting: str
    meeting_title: str
    state: MinutesState
    number: str
    read_on: date | None
    read_time: str
    reader: str
    amendments: int
    approved_on: date | None
    approved_time: str
    method: Method
    votes_for: int | None
    votes_total: int | None
    votes_of: Denominator | None
    additions: int
    waiting: int | None
    signed_by: tuple[str, ...]


class _Sessions:
    """The entries that the minutes of some meetings hold."""

    def __init__(self, meetings: Iterable[str]) -> None:
        self.meetings = frozenset(meetings)
        self._entries: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return what these meetings or their sessions hold."""
        return tuple(Scope((f"meeting:{meeting}",)) for meeting in sorted(self.meetings))

    def apply(self, entry: Entry) -> None:
        """Keep an entry."""
        self._entries.append(entry)

    def waiting(self) -> dict[str, int]:
        """Return meeting -> how many facts wait for an approval."""
        approved = approvals(self._entries)
        held = (meeting_of(e) for e in self._entries if is_provisional(e, approved))
        return Counter(meeting for meeting in held if meeting in self.meetings)


class MinutesStates(ClusterYears):
    """The states of minutes by year; with a day, those reached by then."""

    kinds = (MeetingOpened, MinutesReadOut, MinutesAmended, MinutesApproved, MinutesSigned)

    _added: dict[str, int] | None = None

    def complete(self, reader: Reader, known_at: int | datetime | None) -> None:
        """Count what was added to approved minutes, which may be facts of any kind.

        Args:
            reader: The source of the entries.
            known_at: The last position or instant; None for the present.
        """
        histories = [self.history(*key) for key in self.keys()]
        approved = {e.meeting for one in histories for e in one.of(MinutesApproved)}
        found = project(_Sessions(approved), reader, known_at) if approved else _Sessions(())
        self._added = found.waiting()

    def rows(self) -> tuple[MinutesStateRow, ...]:
        """Return one row per meeting, in the order of the ledger."""
        return tuple(
            self._row(meeting)
            for key in self.keys()
            for meeting in self.history(*key).of(MeetingOpened)
        )

    def _row(self, opened: MeetingOpened) -> MinutesStateRow:
        history, meeting = self.history(opened.cluster, opened.year), opened.meeting
        read = [e for e in history.of(MinutesReadOut) if e.meeting == meeting]
        approved = [e for e in history.of(MinutesApproved) if e.meeting == meeting]
        signed = [e for e in history.of(MinutesSigned) if e.meeting == meeting]
        amended = sum(e.meeting == meeting for e in history.of(MinutesAmended))
        reached: tuple[tuple[MinutesState, Sequence[object]], ...] = (
            ("signed", signed),
            ("approved", approved),
            ("read-out", read),
        )
        state: MinutesState = next((name for name, facts in reached if facts), "draft")
        first = next(iter(approved), None)
        votes = first.votes if first else None
        return MinutesStateRow(
            **self.year_fields(opened.cluster, opened.year),
            meeting=meeting,
            meeting_title=opened.title,
            state=state,
            number=next((e.number for e in reversed(approved) if e.number), ""),
            read_on=read[-1].on if read else None,
            read_time=read[-1].time if read else "",
            reader=read[-1].reader if read else "",
            amendments=amended,
            approved_on=first.on if first else None,
            approved_time=first.time if first else "",
            method=first.method if first else "not-recorded",
            votes_for=votes.votes_for if votes else None,
            votes_total=votes.total if votes else None,
            votes_of=votes.of if votes else None,
            additions=sum(e.again for e in approved),
            waiting=None if self._added is None else self._added.get(meeting, 0),
            signed_by=tuple(e.who for e in signed),
        )
