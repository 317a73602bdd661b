"""Correction sheets (phiếu đính chính): what was corrected after the minutes were approved.

A sheet follows from a retraction: it names the entries, what takes their place in the same act, the
reason, and the papers that rest on what was corrected. The minutes keep both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.awards import AWARDS
from events.corrections import EntriesRetracted
from events.event import Entry, Event, Scope
from events.meetings import MeetingClosed, MeetingOpened
from events.minutes_events import MinutesApproved, SentenceWorded, meeting_of
from views.cluster_years import OfClusterYear
from views.names import NAMED, Names

_KINDS: tuple[type[Event], ...] = (MeetingOpened, MinutesApproved, EntriesRetracted)
RANKED = frozenset({"result-adopted", "result-withdrawn", "award-nominated"})
"""The kinds of facts on which the list of a submission rests."""


class Stated(Struct, frozen=True, kw_only=True):
    """A fact of a correction sheet: the position of its entry, and its own wording or nothing."""

    entry: int
    fact: Event
    wording: str = ""


class CorrectionRow(OfClusterYear, frozen=True, kw_only=True):
    """A correction sheet; `number` counts the sheets of a meeting from 1.

    `corrected` are the positions of the entries that no longer count, `instead` of those in their
    place, `entry` that of the retraction; `kinds` are the stored names of the facts on both sides.
    `CorrectionSheets` adds these facts, `old` and `new`, and the `papers`: facts of awards in force
    that were recorded before and rest on what was corrected.
    """

    meeting: str
    meeting_title: str
    number: int
    corrected: tuple[int, ...]
    entry: int
    at: datetime
    by: str
    reason: str
    kinds: tuple[str, ...]
    instead: tuple[int, ...] = ()
    old: tuple[Stated, ...] = ()
    new: tuple[Stated, ...] = ()
    papers: tuple[Stated, ...] = ()


class Corrections:
    """The correction sheets of all meetings, as they were typed.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year on which the meetings report; None for all.
        on: The last day to look at: sheets issued later are left out; None for no limit.
    """

    as_typed = True
    ends: tuple[type[Event], ...] = (MinutesApproved,)
    """What makes a later retraction a correction."""

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.opened: dict[str, MeetingOpened] = {}
        self._ended: dict[str, dict[int, int]] = {}
        self._sheets: list[tuple[str, Entry]] = []
        self._moved: dict[str, int] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names, openings, approvals and retractions."""
        return (*self.names.scopes(), Scope(events=_KINDS))

    def apply(self, entry: Entry) -> None:
        """Keep openings and approvals; a retraction of an approved fact is a sheet."""
        event = entry.event
        match event:
            case MeetingOpened():
                self.opened[event.meeting] = event
            case MinutesApproved() | MeetingClosed() if isinstance(event, self.ends):
                self._ended.setdefault(event.meeting, {})[entry.position] = entry.place
            case EntriesRetracted():
                self._keep(entry, event)
            case _:
                self.names.apply(entry)

    def announced(self, gone: Sequence[Entry]) -> tuple[int, ...]:
        """Return the numbers of the sheets that taking these entries back would issue.

        Args:
            gone: The entries; the first approval among them approves nothing any more.
        """
        places = {entry.position: self._moved.get(entry.act, entry.place) for entry in gone}
        numbers = []
        for meeting in dict.fromkeys(filter(None, map(meeting_of, gone))):
            ended = self._ended.get(meeting, {})
            left = [place for position, place in ended.items() if position not in places]
            if any(min(places.values()) < place for place in left):
                numbers.append(1 + sum(of == meeting for of, _ in self._sheets))
        return tuple(numbers)

    def _keep(self, entry: Entry, event: EntriesRetracted) -> None:
        """Keep a sheet; an approval that is taken back approves nothing from then on."""
        self._moved[entry.act] = event.place
        for meeting in dict.fromkeys(tag[8:] for tag in event.concerns if tag[:8] == "meeting:"):
            ended = self._ended.get(meeting, {})
            for position in event.positions:
                ended.pop(position, None)
            if any(event.place < place for place in ended.values()):
                self._sheets.append((meeting, entry))

    def rows(self) -> tuple[CorrectionRow, ...]:
        """Return one row per sheet, in the order of issue."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[CorrectionRow]:
        numbers: dict[str, int] = {}
        for meeting, entry in self._sheets:
            numbers[meeting] = number = numbers.get(meeting, 0) + 1
            opened, event = self.opened.get(meeting), entry.event
            if opened is None or not isinstance(event, EntriesRetracted):
                continue
            asked = self.cluster in (None, opened.cluster) and self.year in (None, opened.year)
            if asked and (self.on is None or entry.at.date() <= self.on):
                yield CorrectionRow(
                    cluster=opened.cluster,
                    cluster_name=self.names.cluster(opened.cluster, opened.on or opened.year),
                    year=opened.year,
                    meeting=meeting,
                    meeting_title=opened.title,
                    number=number,
                    corrected=event.positions,
                    entry=entry.position,
                    at=entry.at,
                    by=entry.by,
                    reason=entry.reason,
                    kinds=event.kinds,
                )


class CorrectionSheets(Corrections):
    """The correction sheets with the facts on both sides, and the papers that rest on these.

    A fact of a session may be about anything, so that the whole ledger is read.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year on which the meetings report; None for all.
        on: The last day to look at: sheets issued later are left out; None for no limit.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, year, on)
        self._typed: dict[int, Entry] = {}
        self._retractions: dict[str, int] = {}
        self._instead: dict[int, list[int]] = {}
        self._awards: dict[tuple[str, int], list[Entry]] = {}
        self._wordings: dict[int, str] = {}
        self._gone: set[int] = set()

    def scopes(self) -> tuple[Scope, ...]:
        """Return the whole ledger."""
        return ()

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind of event: most are only of a session, or replace another."""
        special: tuple[type[Event], ...] = (*NAMED, *_KINDS, *AWARDS, MeetingClosed, SentenceWorded)
        named = "meeting" in kind.__struct_fields__
        return self.apply if named or issubclass(kind, special) else self._plain

    def _plain(self, entry: Entry) -> None:
        """Keep an entry that names no meeting and is in no other way special."""
        if entry.meeting:
            self._typed[entry.position] = entry
        if (retraction := self._retractions.get(entry.act)) is not None:
            self._instead.setdefault(retraction, []).append(entry.position)

    def apply(self, entry: Entry) -> None:
        """Keep what the sheets consist of, as it was typed."""
        super().apply(entry)
        event: Any = entry.event
        if meeting_of(entry):
            self._typed[entry.position] = entry
        if isinstance(event, EntriesRetracted):
            self._gone.update(event.positions)
            self._retractions[entry.act] = entry.position
        elif entry.act in self._retractions:
            self._instead.setdefault(self._retractions[entry.act], []).append(entry.position)
        if isinstance(event, SentenceWorded):
            self._wordings[event.sentence] = event.text
        if type(event) in AWARDS:
            self._awards.setdefault((event.cluster, event.year), []).append(entry)
            self._typed[entry.position] = entry

    def rows(self) -> tuple[CorrectionRow, ...]:
        """Return one row per sheet, in the order of issue."""
        return tuple(self._complete(row) for row in self._rows())

    def _complete(self, row: CorrectionRow) -> CorrectionRow:
        instead = tuple(self._instead.get(row.entry, ()))
        papers = self._papers(row) if RANKED & {*row.kinds} else ()
        return replace(
            row,
            instead=instead,
            old=self._stated(row.corrected),
            new=self._stated(instead),
            papers=self._stated(papers),
        )

    def _stated(self, positions: Iterable[int]) -> tuple[Stated, ...]:
        return tuple(
            Stated(entry=at, fact=self._typed[at].event, wording=self._wordings.get(at, ""))
            for at in positions
            if at in self._typed
        )

    def _papers(self, row: CorrectionRow) -> Iterator[int]:
        """Yield the award facts in force that were recorded before a sheet about the ranking."""
        for entry in self._awards.get((row.cluster, row.year), ()):
            if entry.position < row.entry and entry.position not in self._gone:
                yield entry.position


class SheetsOfMeeting:
    """The correction sheets of one meeting, and what was corrected after its closing.

    Args:
        opened: The opening of the meeting.
    """

    as_typed = True

    def __init__(self, opened: MeetingOpened) -> None:
        self.opened = opened
        self._all = CorrectionSheets(opened.cluster, opened.year)
        self._closed = CorrectionSheets(opened.cluster, opened.year)
        self._closed.ends = (MeetingClosed, MinutesApproved)  # also before these are approved
        self._times: dict[int, datetime] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of the meeting with its session, and of the awards of its year."""
        of = self.opened
        awards = Scope((f"cluster:{of.cluster}/{of.year}",), AWARDS)
        return (Scope((f"meeting:{of.meeting}",)), awards)

    def apply(self, entry: Entry) -> None:
        """Keep every entry as it was typed."""
        self._all.apply(entry)
        self._closed.apply(entry)
        self._times[entry.position] = entry.at

    def times(self) -> dict[int, datetime]:
        """Return position of an entry -> when it was typed."""
        return self._times

    def sheets(self) -> tuple[CorrectionRow, ...]:
        """Return the sheets, in the order of issue."""
        return tuple(row for row in self._all.rows() if row.meeting == self.opened.meeting)

    def corrections(self) -> tuple[CorrectionRow, ...]:
        """Return what was corrected after the closing; a number of 0 where that is no sheet."""
        numbers = {row.entry: row.number for row in self.sheets()}
        rows = (row for row in self._closed.rows() if row.meeting == self.opened.meeting)
        return tuple(replace(row, number=numbers.get(row.entry, 0)) for row in rows)
