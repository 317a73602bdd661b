"""What a person can do with a ledger: the one service that screens and commands share.

A session knows who types and in which meeting. It reads views and records acts; it holds no copy of
the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from events.batch import Together
from events.command import Command
from events.corrections import Correct, EntriesRetracted, Retract
from events.errors import BadInput, Refused, Stale
from events.event import Entry, Event, Scope, Source
from events.evidence_files import EvidenceAttached
from events.meetings import MeetingOpened
from events.minutes import SignMinutes
from events.minutes_events import MinutesSigned
from events.operators import OPERATORS
from events.signatures import Signing
from events.store.ledger import Circumstances, Ledger
from thidua_tui.session.evidence_place import evidence_folder
from thidua_tui.session.files_of_acts import drop_files, keep_files, with_attached
from thidua_tui.session.identity import OperatorStatus, operator_status
from thidua_tui.session.named_files import Looked
from thidua_tui.session.open_meetings import OpenMeetings, meeting_named
from thidua_tui.session.operator_key import remembered
from thidua_tui.session.sealed_sheets import prepared
from views.agenda import Agenda
from views.projection import Reader, V, View, project, project_all

LOOK_BACK = 1000
"""How many entries back undo looks for an act of this person."""


class Session:
    """One person, `by` name, at one ledger; `signing` gives the key of this account, if any."""

    def __init__(
        self, ledger: Ledger, by: str, signing: Callable[[], Signing | None] | None = None
    ) -> None:
        self.ledger = ledger
        self.signing = signing or remembered()
        self._typist = by
        self._late: Source | None = None
        self._reported = ""
        self.day: date | None = None
        """The day that a file names as that of its lines; None for the day of typing."""
        self.under = ""
        """The item of the agenda from which a form was opened; else empty."""
        self._agenda: tuple[tuple[str, int], Agenda] | None = None
        self._meetings = OpenMeetings(ledger)
        self.evidence = evidence_folder(ledger)
        """The folder of evidence files; None for a ledger in memory, or where none is set."""

    @property
    def late(self) -> Source | None:
        """The source from which old years are entered; None while acts are typed in the room."""
        return self._late

    @late.setter
    def late(self, source: Source | None) -> None:
        if source != self._late:
            self._reported = ""
        self._late = source

    def typed_by(self, by: str) -> Session:
        """Return the same session with another person at the keys."""
        other = Session(self.ledger, by, self.signing)
        other.day, other._late, other._reported = self.day, self._late, self._reported
        return other

    @property
    def operator_status(self) -> OperatorStatus:
        """Who this is to the ledger."""
        return operator_status(self.signing, self.ledger.history((OPERATORS,))[0])

    @property
    def by(self) -> str:
        """Who types: the operator by his name, where the ledger names operators."""
        operator = self.operator_status.operator
        return operator.name if operator else self._typist

    def has_key(self) -> bool:
        """Whether there is a key to sign with, readable or not."""
        try:
            return self.signing() is not None
        except BadInput:
            return True

    @property
    def meeting(self) -> str:
        """The meeting that was opened last and is not closed, here or elsewhere; or empty."""
        return next(reversed(self._meetings.now()), "")

    @property
    def sitting(self) -> str:
        """The meeting in whose session acts are typed; none while old years are entered."""
        return "" if self.late else self.meeting

    @property
    def minuted_in(self) -> str:
        """The meeting whose minutes hold the next act, or empty.

        An act entered late is of the meeting that was opened from the same source, until its end.
        """
        if self.late:
            return self._reported if self._reported in self._meetings.now() else ""
        return self.meeting

    @property
    def agenda(self) -> Agenda:
        """The agenda of the meeting that is open; without items where none is."""
        now = (self.meeting, self.ledger.known_position())
        if self._agenda is None or self._agenda[0] != now:
            self._agenda = (now, self.see(Agenda(now[0])) if now[0] else Agenda(""))
        return self._agenda[1]

    @property
    def item(self) -> str:
        """The item of the agenda that the meeting is at; or empty."""
        return "" if self.late else self.under or self.agenda.now

    def item_of(self, facts: Sequence[Event]) -> str:
        """Return the item of the agenda to which an act belongs, by what it records.

        What takes entries of the meeting back, or puts them right, stays at their item.
        """
        gone = [p for fact in facts if isinstance(fact, EntriesRetracted) for p in fact.positions]
        for position in gone[:1]:
            entry = next(iter(self.ledger.read(after=position - 1, limit=1)))
            if entry.meeting:
                return entry.item
        named = (getattr(fact, "meeting", None) for fact in facts)
        if not self.sitting or any(of not in (None, self.meeting) for of in named):
            return ""
        return self.agenda.item_of(facts, self.under)

    @property
    def today(self) -> date:
        """The day of a file that names a day, else today where the program runs."""
        return self.day or self.ledger.clock().astimezone().date()

    @property
    def reader(self) -> Reader:
        """What views that ask several questions read from."""
        return self.ledger

    def see(self, view: V, known_at: int | datetime | None = None) -> V:
        """Fold a view from the ledger, as known now or at a position or instant."""
        return project(view, self.reader, known_at)

    def see_all(self, views: Sequence[View], known_at: int | datetime | None = None) -> None:
        """Fold several views in one reading of the ledger."""
        project_all(views, self.reader, known_at)

    def do(
        self, command: Command, *, reason: str = "", source: Source | None = None, act: str = ""
    ) -> list[Entry]:
        """Record an act.

        Raises:
            BadInput, Refused, Stale: see `Ledger.execute`; nothing was recorded.
        """
        how = self.circumstances(command, reason=reason, source=source, act=act)
        new = keep_files(self.evidence, self.ledger, command)
        command = with_attached(self.ledger, command)
        try:
            with prepared(self.ledger, command) as ready:
                entries = self.ledger.execute(ready, how, self.signing, self.item_of)
        except (BadInput, Refused, Stale):  # after any other error it may have been recorded
            drop_files(self.evidence, self.ledger, new)
            raise
        self.follow(entries)
        return entries

    def follow(self, entries: Sequence[Entry]) -> None:
        """Note the meeting that entries open: what is entered late next is of its minutes."""
        for entry in entries:
            if isinstance(entry.event, MeetingOpened) and entry.source == self.late:
                self._reported = entry.event.meeting

    def circumstances(
        self, command: Command, *, reason: str = "", source: Source | None = None, act: str = ""
    ) -> Circumstances:
        """Return who records a command now, why, from which source and in which meeting."""
        return Circumstances(
            by=self._typist,
            reason=reason,
            source=source or self.late or Source(),
            meeting=self._session_of(command),
            act=act,
            today=self.day,
        )

    def _session_of(self, command: Command) -> str:
        """The meeting of an act: a correction stays in that of what it corrects.

        While a meeting is open, an act that names another meeting is of that.
        """
        if isinstance(command, Retract) and command.positions:
            corrected = self.ledger.read(after=command.positions[0] - 1, limit=1)
            if of := next((entry.meeting for entry in corrected), ""):
                return of
        return (self.minuted_in and meeting_named(command)) or self.minuted_in

    def to_file(self, looked: Looked) -> dict[str, Any]:
        """Remember where a file is until an act files it; return its name, hash and size."""
        if self.evidence is not None:
            self.evidence.expect(looked)
        return {"name": looked.name, "sha256": looked.sha256, "size": looked.size}

    def act(self, act: str) -> list[Entry]:
        """The entries of one act."""
        return list(self.ledger.read(Scope((f"act:{act}",))))

    def last_act(self) -> list[Entry]:
        """The entries of the last act of this person that still counts: what undo would take back.

        Undo is for what was just typed; older acts are taken back from the journal.

        Raises:
            Refused: `nothing-to-undo`.
        """
        gone: set[int] = set()
        for entry in self._backwards():
            if isinstance(entry.event, EntriesRetracted):
                gone.update(entry.event.positions)
            elif entry.position not in gone and entry.by == self.by:
                acts = [e for e in self.act(entry.act) if e.position not in gone]
                return [e for e in acts if not isinstance(e.event, EntriesRetracted)]
        raise Refused("nothing-to-undo")

    def _backwards(self, at_once: int = 100) -> Iterator[Entry]:
        """The last `LOOK_BACK` entries, newest first, read in small pieces from the end."""
        upto = self.ledger.position()
        first = max(0, upto - LOOK_BACK)
        while upto > first:
            start = max(0, upto - at_once)
            yield from reversed(list(self.ledger.read(after=start, limit=upto - start)))
            upto = start


def to_correct(act: Sequence[Entry]) -> Entry:
    """Return the entry of an act that a correction means: the last, but not a file behind others.

    Args:
        act: The entries of the act that count, at least one.
    """
    return (without_files(act) or act)[-1]


def without_files(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries without the files that are attached to others."""
    return [entry for entry in entries if not isinstance(entry.event, EvidenceAttached)]


def take_back(entries: Sequence[Entry]) -> Retract:
    """The command that takes entries back; it needs a reason."""
    positions, concerns = concerned_by(entries)
    return Retract(positions=positions, concerns=concerns)


def in_place_of(
    entries: Sequence[Entry], instead: Command, source: Source | None = None
) -> Correct:
    """The command that puts an act in the place of wrong entries; it needs a reason.

    With the `source` that it is to have, one that differs in nothing is refused.
    """
    instead = _with_its_paper(entries, instead)
    positions, concerns = concerned_by(entries)
    same = all(entry.source == source for entry in entries)
    return Correct(positions=positions, concerns=concerns, instead=instead, same_source=same)


def _with_its_paper(entries: Sequence[Entry], instead: Command) -> Command:
    """A corrected signature keeps its filed paper unless another is filed."""
    if isinstance(instead, Together):
        kept = tuple(_with_its_paper(entries, command) for command in instead.commands)
        return Together(commands=kept)
    if not isinstance(instead, SignMinutes) or instead.sha256:
        return instead
    for signed in (entry.event for entry in entries):
        if isinstance(signed, MinutesSigned) and signed.sha256:
            return replace(instead, paper=signed.paper, sha256=signed.sha256, size=signed.size)
    return instead


def concerned_by(entries: Sequence[Entry]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The positions of entries, and the tags of them all: what a retraction wants to know."""
    tags = dict.fromkeys(tag for entry in entries for tag in entry.event.tags())
    return tuple(entry.position for entry in entries), tuple(tags)
