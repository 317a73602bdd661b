"""Conflicts: what others recorded since the form was opened, about the same thing.

Facts conflict when they claim the same: the points of a cell, the head of a year.
What a form would have recorded is found by deciding it where the form began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from events.corrections import EntriesRetracted, effective
from events.errors import ThiduaError
from events.event import Command, Entry, Event
from thidua_tui.acts.preview import in_place_of
from thidua_tui.session.session import Session
from views.consequences import Imagined, Present


class Conflicts(Struct, frozen=True, kw_only=True):
    """`theirs` are the entries now in force, `mine` the fact that was to be recorded."""

    theirs: tuple[Entry, ...]
    mine: Event | None = None

    def __bool__(self) -> bool:
        return bool(self.theirs)


def find_conflicts(
    session: Session,
    since: int,
    commands: Sequence[Command],
    instead_of: Sequence[Entry] = (),
) -> Conflicts:
    """What was recorded after that position over what these acts are about; reads the ledger."""
    ledger = session.ledger
    now = ledger.position()
    if now == since or not commands:
        return Conflicts(theirs=())
    new = [*ledger.read(after=since, until=now)]
    if instead_of:
        mine = _intended(session, since, commands[0], instead_of)
        return Conflicts(theirs=tuple(_instead(new, instead_of)), mine=mine)
    for command in commands:
        mine = _intended(session, since, command)
        claims = {*mine.claims()} if mine else set()
        counting = effective(new)
        if theirs := tuple(entry for entry in counting if claims & {*entry.event.claims()}):
            return Conflicts(theirs=theirs, mine=mine)
    return Conflicts(theirs=())


def _intended(
    session: Session, since: int, command: Command, instead_of: Sequence[Entry] = ()
) -> Event | None:
    """Return the fact that would have been recorded without the entries of others."""
    present = Present(position=since, at=session.ledger.clock(), today=session.today)
    imagined = Imagined(session.ledger, present)
    try:
        if instead_of:
            command = in_place_of(instead_of, command)
        return imagined.decide(command)[-1].event
    except ThiduaError:
        return None


def _instead(new: Iterable[Entry], wrong: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries that took these back, and what replaces them now."""
    gone = {entry.position for entry in wrong}
    entries = [*new]
    counting = {entry.position for entry in effective(entries)}
    acts: set[str] = set()
    for entry in entries:
        if isinstance(entry.event, EntriesRetracted):
            if gone & {*entry.event.positions}:
                acts.add(entry.act)
        elif entry.act in acts:
            gone.add(entry.position)
            if entry.position in counting:
                yield entry
