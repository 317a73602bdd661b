"""A ledger in which a merge is tried: acts of the other branch are decided, and nothing is written.

What was tried is then recorded as a whole, with the fact of the merge behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from events.branches import MERGES, BranchMerged, MergeBranch, settled, unanswered
from events.command import Command
from events.corrections import EntriesRetracted
from events.errors import Refused
from events.event import Entry, Event, Scope, Source
from events.merge_places import Act
from events.operators import OPERATORS, in_force
from events.permissions import may_ever, operator_of
from events.store.codec import decode
from events.store.draft_recorder import DraftRecorder, NamedData
from events.store.ledger import Circumstances, Ledger
from events.store.protocol import LedgerStore
from thidua_tui.session.evidence_place import needed_folder
from thidua_tui.session.other_branch import OtherBranch
from thidua_tui.session.session import Session

Again = Callable[..., Command]
"""`thidua_tui.acts.acts_again.command_again`."""


class MergeTrial:
    """A draft behind the ledger of a session.

    Args:
        session: Who merges, in which ledger.
        command_again: Returns the command that decides an act afresh.
        because: The reason of what is taken in the place of entries of this ledger.
        instead: The other branch, to try the acts of this ledger behind its entries; None to try
            the acts of the branch behind the entries of this ledger.

    Raises:
        BadInput, Refused: the reason why nothing can be recorded from here.
    """

    def __init__(
        self,
        session: Session,
        command_again: Again,
        because: str,
        instead: OtherBranch | None = None,
    ) -> None:
        base: Any = session.ledger.recorder
        _may_merge(session)
        self.session, self.because = session, because
        self.draft = DraftRecorder(base, instead.fork if instead else None)
        if instead:
            self.draft.add(instead.stored())
        now = session.ledger.clock()
        self.ledger = Ledger(self.draft, clock=lambda: now)
        self._command_again = command_again
        merges, _ = self.ledger.history((MERGES,))
        self.settled, self.open = settled(merges), unanswered(merges)

    def act(self, act: str) -> Sequence[Entry]:
        """Return the entries of an act, none where it is not here."""
        return [*self.ledger.read(Scope((f"act:{act}",)))]

    def again(self, act: Act, instead_of: Sequence[int] | None = None) -> Sequence[Entry]:
        """Decide an act afresh and draft it; exactly its facts follow, or it is refused.

        Args:
            act: The act, with the positions of this ledger.
            instead_of: The positions of entries that it replaces as well; what it takes back is
                then taken back where it is in force. None for the act as it is.

        Raises:
            BadInput, Refused: a rule says no; `merge-decides-otherwise`, where other facts follow.
        """
        gone = (*dict.fromkeys((*act.gone, *(instead_of or ()))),)
        if instead_of is not None:
            gone = self._in_force(gone)
        wrong = [self._at(position) for position in gone]
        if instead_of is not None:  # what is taken back here stays so
            wrong = [one for one in wrong if not isinstance(one.event, EntriesRetracted)]
        command = self._command_again(act, wrong, assured=instead_of is not None)
        answered = instead_of is not None
        how = self._circumstances(act.first, answered=answered, replaces=bool(instead_of))
        self.draft.allowed = lambda events: _same(act, events)
        try:
            return self._execute(command, how)
        except Refused as refused:
            if refused.code != "unusual-in-correction" or not self._was_here(act):
                raise
            return self._execute(replace(command, restores=True), how)
        finally:
            self.draft.allowed = lambda _: None

    def _execute(self, command: Command, how: Circumstances) -> Sequence[Entry]:
        return self.ledger.execute(command, how, self.session.signing)

    def _circumstances(self, first: Entry, *, answered: bool, replaces: bool) -> Circumstances:
        """Return the circumstances of an act: as they were, on the day of its recording.

        What takes entries of this ledger back was decided by who merges, not there.
        """
        reason = first.reason
        if answered:
            reason = f"{self.because}; {reason}" if reason else self.because
        return Circumstances(
            by=self.session.by if replaces else first.by,
            reason=reason,
            source=first.source,
            meeting=first.meeting,
            item=first.item,
            act=first.act,
            today=first.at.astimezone().date(),
        )

    def _at(self, position: int) -> Entry:
        found = [*self.ledger.read(after=position - 1, limit=1)] if position > 0 else []
        if not found:
            raise Refused("not-in-force", position=position)
        return found[0]

    def _in_force(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Return those of the positions that no retraction names."""
        tags = {tag for position in positions for tag in self._at(position).event.tags()}
        scopes = (Scope((tag,), (EntriesRetracted,)) for tag in sorted(tags))
        events = (entry.event for entry in self.ledger.read(*scopes)) if tags else ()
        gone = {p for e in events if isinstance(e, EntriesRetracted) for p in e.positions}
        return tuple(position for position in positions if position not in gone)

    def _was_here(self, act: Act) -> bool:
        """Return whether each fact of an act was recorded before: it is restored."""
        return all(self._recorded(entry.event) for entry in act.facts)

    def _recorded(self, event: Event) -> bool:
        found = self.ledger.read(Scope((*event.tags(),), (type(event),)))
        return any(entry.event == event for entry in found)

    def conclude(self, merge: MergeBranch, name: str) -> None:
        """Draft the fact of the merge.

        Args:
            merge: What was merged.
            name: The name of the file of the other branch.

        Raises:
            BadInput, Refused: as `Ledger.execute`.
        """
        source = Source(kind="document", title=name)
        how = Circumstances(by=self.session.by, source=source)
        self.ledger.execute(merge, how, self.session.signing)

    def commit(self) -> list[Entry]:
        """Record everything that was drafted, or nothing; return the entries.

        Raises:
            Stale: `ground-moved`, when something was recorded in between.
        """
        self.draft.commit()
        return [*self.session.ledger.read(after=self.draft.fork, until=self.draft.head)]


def _may_merge(session: Session) -> None:
    """Check that this account may record a merge, before anything is asked.

    Raises:
        BadInput: what is wrong with the key; `evidence-folder-unset`, where the lines of the other
            branch, which alone prove who signed there, could be kept nowhere.
        Refused: `no-signing-key`, `operator-unknown`, `operator-dismissed`, `role-forbids`.
    """
    if isinstance(session.ledger.recorder, LedgerStore):
        needed_folder(session.ledger)
    history, _ = session.ledger.history((OPERATORS,))
    if in_force(history):
        signer = session.signing()
        if signer is None:
            raise Refused("no-signing-key")
        operator = operator_of(history, signer.key.public)
        if not may_ever(operator.role, (BranchMerged,)):
            raise Refused("role-forbids", name=operator.name, role=operator.role)


def _same(act: Act, events: Sequence[NamedData]) -> None:
    """Check that what would be appended are the facts of the act.

    Raises:
        Refused: `merge-decides-otherwise`.
    """
    drafted = (decode(0, name, data).event for name, data in events)
    if [*_facts(drafted)] != [*_facts(entry.event for entry in act.entries)]:
        raise Refused("merge-decides-otherwise")


def _facts(events: Iterable[Event]) -> Iterable[Event]:
    return (event for event in events if not isinstance(event, EntriesRetracted))
