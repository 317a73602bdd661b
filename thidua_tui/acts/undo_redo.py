"""What a person can undo and redo: the last acts, and the command that reverses each of them.

Undo is a retraction. Undo of a correction is a correction too: it brings the earlier fact back in
the same act. Redo is doing again: the act runs through its decision with today's facts. Which act
reversed which follows from the ledger alone, so that it is the same after a restart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from events.batch import Together
from events.command import Command
from events.corrections import EntriesRetracted
from events.errors import Refused
from events.event import Entry, Event, Source
from events.peer_events import PeerSheetSealed, PeerSheetsOpened
from thidua_tui.acts.registry import act_for
from thidua_tui.session.session import LOOK_BACK, Session, in_place_of, take_back

Kind: TypeAlias = Literal["undo", "restore", "redo"]
"""Take an act back; take a correction back, so that its original is in force again; redo an act."""


class Step(Struct, frozen=True, kw_only=True):
    """An act that can be reversed: `entries` go, `back` are the earlier facts that come back.

    Of a redo `entries` is empty, or what the correction is put in the place of once more. `at` is
    the position at which it was done, or undone.
    """

    kind: Kind
    entries: tuple[Entry, ...] = ()
    back: tuple[Entry, ...] = ()
    at: int = 0

    @property
    def source(self) -> Source:
        """Where what comes back comes from."""
        return self.back[0].source if self.back else Source()

    def command(self) -> Command:
        """What reverses it.

        Raises:
            Refused: `not-again`, where no single act records what would come back.
        """
        if self.kind == "undo":
            return take_back(self.entries)
        commands = tuple(command_for(entry.event) for entry in self.back)
        if not commands:
            raise Refused("not-again")
        again = commands[0] if len(commands) == 1 else Together(commands=commands)
        if self.kind != "restore":
            return again
        return replace(in_place_of(self.entries, again), restores=True)


def command_for(event: Event) -> Command:
    """The command that records such a fact: fields of the same name, as `Command.fact` has it.

    A name that was once assured to be another's is assured again.

    Raises:
        Refused: `not-again`, for a fact that no act of the registry records, and for sealed sheets:
            what was sealed is in no fact.
    """
    act = act_for(event)
    if act is None or isinstance(event, PeerSheetSealed | PeerSheetsOpened):
        raise Refused("not-again")
    names = act.command.__struct_fields__
    same = {name: getattr(event, name) for name in event.__struct_fields__ if name in names}
    return act.command(**same | ({"distinct": True} if "distinct" in names else {}))


class _Done(Struct):
    """Something that was done: its entries in force, and what it corrected.

    An undo and a redo add nothing new: they change its state. `at` is where it got the state.
    """

    entries: tuple[Entry, ...]
    by: str
    at: int
    corrects: _Done | None = None
    covered: bool = False
    undone: bool = False
    undone_by: str = ""

    @property
    def events(self) -> list[Event]:
        """What was recorded."""
        return [entry.event for entry in self.entries]


class _Course:
    """The last acts in their order: what was done, and what of it is undone now."""

    def __init__(self, session: Session) -> None:
        self.session = session
        upto = session.ledger.position()
        self.done: list[_Done] = []
        self.of: dict[int, _Done] = {}
        acts: dict[str, list[Entry]] = {}
        for entry in session.ledger.read(after=max(0, upto - LOOK_BACK), until=upto):
            acts.setdefault(entry.act, []).append(entry)
        for entries in acts.values():
            self._take(entries)

    def _take(self, act: Sequence[Entry]) -> None:
        """What one act did: something new, or the reversal of something."""
        facts = tuple(e for e in act if not isinstance(e.event, EntriesRetracted))
        retractions = (e.event for e in act if isinstance(e.event, EntriesRetracted))
        positions = [position for event in retractions for position in event.positions]
        gone = [self._of(position) for position in positions]
        if not facts:
            for done in gone:
                self._undo(done, act[-1])
        elif not gone:
            self._set_done(self._undone(facts, None) or self._new(facts), facts)
        elif gone[0].corrects and gone[0].corrects.events == [e.event for e in facts]:
            self._undo(gone[0], act[-1])
            self._put(gone[0].corrects, facts)
        else:
            wrong = self._wrong(positions, gone)
            self._set_done(self._undone(facts, wrong) or self._new(facts, wrong), facts)

    def _wrong(self, positions: Sequence[int], gone: Sequence[_Done]) -> _Done:
        """Return what a correction replaced: a whole act, or some entries of one or several."""
        whole = gone[0]
        for done in gone:
            done.covered = True
        if {entry.position for entry in whole.entries} == {*positions}:
            return whole
        entries = tuple(self._entry(position) for position in positions)
        known = (done.corrects for done in self.done if done.undone and done.corrects)
        facts = [entry.event for entry in entries]
        same = next((done for done in known if done.events == facts), None)
        return same or _Done(entries=entries, by=whole.by, at=positions[0])

    def _entry(self, position: int) -> Entry:
        return next(iter(self.session.ledger.read(after=position - 1, limit=1)))

    def _of(self, position: int) -> _Done:
        """Return what is in force at a position; also of an older entry."""
        if position not in self.of:
            entry = self._entry(position)
            self.of[position] = _Done(entries=(entry,), by=entry.by, at=position)
        return self.of[position]

    def _new(self, facts: tuple[Entry, ...], corrects: _Done | None = None) -> _Done:
        self.done.append(_Done(entries=facts, by=facts[0].by, at=0, corrects=corrects))
        return self.done[-1]

    def _undone(self, facts: tuple[Entry, ...], corrects: _Done | None) -> _Done | None:
        """What was undone and is done again by these facts, the latest first."""
        events = [entry.event for entry in facts]
        found = (done for done in self.done if done.undone and done.corrects is corrects)
        same = [done for done in found if done.events == events]
        return max(same, key=lambda done: done.at, default=None)

    def _set_done(self, done: _Done, facts: tuple[Entry, ...]) -> None:
        """Mark it as done, by the author and at the position of these facts."""
        done.undone, done.by, done.at = False, facts[0].by, facts[-1].position
        self._put(done, facts)

    def _put(self, done: _Done, facts: tuple[Entry, ...]) -> None:
        """Make these the entries that are in force for it."""
        done.entries, done.covered = facts, False
        self.of |= dict.fromkeys((entry.position for entry in facts), done)

    def _undo(self, done: _Done, by: Entry) -> None:
        done.undone, done.undone_by, done.at = True, by.by, by.position

    def undo(self, done: _Done) -> Step:
        """Return the step that undoes it."""
        back = done.corrects.entries if done.corrects else ()
        return Step(kind="restore" if back else "undo", entries=done.entries, back=back, at=done.at)

    def redo(self, done: _Done) -> Step:
        """Return the step that does it again."""
        wrong = done.corrects.entries if done.corrects else ()
        kind: Kind = "restore" if wrong else "redo"
        return Step(kind=kind, entries=wrong, back=done.entries, at=done.at)


def steps(session: Session) -> list[tuple[bool, Step]]:
    """(whether it is a redo, the step) of the last acts of this person, the newest first."""
    course, me = _Course(session), session.by
    found = [
        (done.undone, course.redo(done) if done.undone else course.undo(done))
        for done in course.done
        if not (done.covered and not done.undone)
        and me == (done.undone_by if done.undone else done.by)
    ]
    return sorted(found, key=lambda step: -step[1].at)


def last(session: Session, *, redo: bool) -> Step:
    """The step that Ctrl+Z or Ctrl+Y would take.

    Raises:
        Refused: `nothing-to-undo`, `nothing-to-redo`.
    """
    found = next((step for again, step in steps(session) if again == redo), None)
    if found is None:
        raise Refused("nothing-to-redo" if redo else "nothing-to-undo")
    return found


def step_for(session: Session, entries: Sequence[Entry]) -> Step:
    """The step that takes these entries of one act back, and what they corrected comes back."""
    act = session.act(entries[0].act)
    gone = [p for e in act if isinstance(e.event, EntriesRetracted) for p in e.event.positions]
    back = tuple(next(iter(session.ledger.read(after=p - 1, limit=1))) for p in gone)
    kind: Kind = "restore" if back else "undo"
    return Step(kind=kind, entries=tuple(entries), back=back, at=act[-1].position)


def parts(step: Step) -> list[tuple[str, tuple[Entry, ...]]]:
    """What goes and what comes back, each with the key of its heading."""
    if step.kind == "redo":
        return [("again", step.back)]
    gone = [("ask", step.entries)]
    return [*gone, ("back", step.back)] if step.kind == "restore" else gone
