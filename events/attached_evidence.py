"""Attach a file to any fact: while it is recorded, or to its entry later (kèm minh chứng)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from events.batch import Together
from events.command import LATER, Command, History
from events.corrections import Correct
from events.errors import refuse
from events.event import Entry, Event, Line, Scope
from events.evidence_files import (
    EvidenceAttached,
    Position,
    Sha256,
    Size,
    only,
    subject,
    supported,
)
from events.operators import OPERATORS


class AttachEvidence(Command):
    """Attach a file to what is recorded in the same act, or to an entry (kèm minh chứng).

    Attributes:
        entry: The position of the entry; None for what is recorded before it in the same act.
        concerns: The tags of that entry, so that it is read.
    """

    entry: Position | None = None
    concerns: tuple[str, ...] = ()
    name: Line
    sha256: Sha256
    size: Size

    def boundary(self) -> tuple[Scope, ...]:
        """Return all that names what the entry names; an entry that names nothing is of operators.

        What is recorded in the same act has boundaries of its own.
        """
        if self.entry is None:
            return (Scope(events=(EvidenceAttached,)),)
        return tuple(Scope((tag,)) for tag in self.concerns) or (OPERATORS,)

    def decide(self, history: History) -> list[Event]:
        """The entry is in force, and has not the same content already.

        What is recorded before it in the same act takes the place of an entry that is named.
        """
        own = [entry for entry in history.entries if entry.position == LATER]
        named = [entry for entry in history.entries if entry.position == self.entry]
        refuse(not (own or named), "not-in-force", position=self.entry or 0)
        files = own or [entry for entry in history.entries if self.entry in supported(entry)]
        for event in (entry.event for entry in files):
            same = isinstance(event, EvidenceAttached) and event.sha256 == self.sha256
            refuse(same, "evidence-attached-already", name=getattr(event, "name", ""))
        facts = [entry.event for entry in own or named]
        facts = [fact for fact in facts if not isinstance(fact, EvidenceAttached)] or facts
        tags = (*dict.fromkeys(tag for fact in facts for tag in fact.tags()),)
        units, criteria = (
            {code for fact in facts if (code := getattr(fact, field, None))}
            for field in ("unit", "criterion")
        )
        attached = self.fact(
            EvidenceAttached,
            entry=None if own else self.entry,
            of=len(own),
            concerns=tags,
            unit=only(units) if units else subject(tags).unit,
            criterion=only(criteria),
        )
        return [attached]


def with_files(correction: Correct, attached: Iterable[Entry]) -> Correct:
    """Return a correction that keeps the files of what it corrects.

    Each is attached to what takes the place of the wrong entries, unless the same content is
    attached to that anyway. What is attached to no other entry is taken back with these. A
    correction that restores what was there before has the files of that.

    Args:
        correction: The correction.
        attached: The files in force, in the order of the ledger.
    """
    wrong = {*correction.positions}
    gone, concerns = [*correction.positions], [*correction.concerns]
    commands = [*getattr(correction.instead, "commands", (correction.instead,))]
    brought = {getattr(command, "sha256", None) for command in commands}
    for entry in attached:
        event, of = entry.event, {*supported(entry)}
        restored = correction.restores and entry.position in wrong
        if not isinstance(event, EvidenceAttached) or restored or of.isdisjoint(wrong):
            continue
        if entry.position not in wrong and of <= wrong:
            gone.append(entry.position)
            concerns += event.tags()
        if event.sha256 not in brought:
            brought.add(event.sha256)
            file = AttachEvidence(name=event.name, sha256=event.sha256, size=event.size)
            commands.append(file)
    if len(gone) == len(correction.positions) and len(commands) == 1:
        return correction
    return replace(
        correction,
        positions=(*sorted(gone),),
        concerns=(*dict.fromkeys(concerns),),
        instead=commands[0] if len(commands) == 1 else Together(commands=(*commands,)),
    )
