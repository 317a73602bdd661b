"""What a person can do with a ledger: the one service that screens and commands share.

A session knows who types and in which meeting. It reads views and records acts; it holds no copy of
the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from events.command import Command
from events.corrections import Correct, EntriesRetracted, Retract, effective
from events.errors import BadInput, Refused, Stale
from events.event import Entry, Scope, Source
from events.evidence_files import EvidenceFiled, FileEvidence
from events.meetings import MeetingClosed, MeetingOpened
from events.operators import OPERATORS
from events.signatures import Signing
from events.store.ledger import Circumstances, Ledger
from thidua_tui.session.evidence_folder import EvidenceFolder
from thidua_tui.session.identity import OperatorStatus, operator_status
from thidua_tui.session.operator_key import remembered
from thidua_tui.session.sealed_sheets import prepared
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
        self.late: Source | None = None
        """The source from which old years are entered; None while acts are typed in the room."""
        self.day: date | None = None
        """The day that a file names as that of its lines; None for the day of typing."""
        self._followed = 0
        self._open: dict[str, None] = {}
        file = getattr(ledger.recorder, "file", None)
        self.evidence = EvidenceFolder.of_ledger(file) if file else None
        """The folder of evidence files; None for a ledger in memory."""

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
        now = self.ledger.position()
        if now != self._followed:
            self._open, self._followed = self._open_meetings(now), now
        return next(reversed(self._open), "")

    @property
    def sitting(self) -> str:
        """The meeting in whose session acts are typed; none while old years are entered."""
        return "" if self.late else self.meeting

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
        effective = source or self.late or Source()
        how = Circumstances(
            by=self._typist,
            reason=reason,
            source=effective,
            meeting=self.sitting,
            act=act,
            today=self.day,
        )
        new = self._keep_files(command)
        try:
            with prepared(self.ledger, command) as ready:
                return self.ledger.execute(ready, how, self.signing)
        except (BadInput, Refused, Stale):  # after any other error it may have been recorded
            self._drop_files(new)
            raise

    def _drop_files(self, new: Sequence[str]) -> None:
        """Remove the files of an act that was refused; what the ledger has is back in its folder.

        A lost file is filed again, and refused; another process may have filed it since.
        """
        if new and self.evidence is not None:
            kept = {
                entry.event.sha256
                for entry in self.ledger.read(Scope(events=(EvidenceFiled,)))
                if isinstance(entry.event, EvidenceFiled)
            }
            for sha256 in set(new) - kept:
                self.evidence.drop(sha256)

    def _keep_files(self, command: object) -> list[str]:
        """Copy the files that a command files, before it is recorded; return what was new.

        Raises:
            BadInput: as `EvidenceFolder.keep`.
        """
        if isinstance(command, FileEvidence):
            new = self.evidence is not None and self.evidence.keep(command.sha256)
            return [command.sha256] if new else []
        inner = [getattr(command, "instead", None), *getattr(command, "commands", ())]
        return [sha256 for one in inner if one is not None for sha256 in self._keep_files(one)]

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

    def _open_meetings(self, upto: int) -> dict[str, None]:
        """The meetings open at a position, last opened last; only what is new is read."""
        kinds = (MeetingOpened, MeetingClosed)
        news: Iterable[Entry] = self.ledger.read(
            Scope(events=kinds), after=self._followed, until=upto
        )
        still_open = dict(self._open)
        taken_back = self.ledger.retractions(*kinds, until=upto)
        if any(entry.position > self._followed for entry in taken_back):
            still_open, news = {}, effective(self.ledger.read(Scope(events=kinds), until=upto))
        for entry in news:
            match entry.event:
                case MeetingOpened(meeting=code):
                    still_open[code] = None
                case MeetingClosed(meeting=code):
                    still_open.pop(code, None)
        return still_open


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
    positions, concerns = concerned_by(entries)
    same = all(entry.source == source for entry in entries)
    return Correct(positions=positions, concerns=concerns, instead=instead, same_source=same)


def concerned_by(entries: Sequence[Entry]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The positions of entries, and the tags of them all: what a retraction wants to know."""
    tags = dict.fromkeys(tag for entry in entries for tag in entry.event.tags())
    return tuple(entry.position for entry in entries), tuple(tags)
