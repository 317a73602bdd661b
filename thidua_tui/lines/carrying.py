"""Carrying a line out: the command it stands for, what would follow, and recording it."""

from __future__ import annotations

from collections.abc import Sequence

from events.corrections import Correct, EntriesRetracted, Retract
from events.errors import Refused
from events.event import Command, Entry, Event
from thidua_tui.ground import Ground
from thidua_tui.lines.understand import Line
from thidua_tui.session import Session
from thidua_tui.wording import Words


def command_of(line: Line) -> Command | None:
    """The one command that a line stands for; None for one that records nothing.

    Raises:
        ThiduaError: what is wrong with the line.
    """
    if line.wrong:
        raise line.wrong
    if not line.mends:
        return next(iter(line.commands()), None)
    positions = tuple(entry.position for entry in line.entries)
    tags = dict.fromkeys(tag for entry in line.entries for tag in entry.event.tags())
    gone = Retract(positions=positions, concerns=tuple(tags))
    if line.verb and line.verb.id == "undo":
        return gone
    [instead] = line.commands()
    return Correct(positions=gone.positions, concerns=gone.concerns, instead=instead)


def would_record(session: Session, line: Line) -> list[Event]:
    """The facts that the line would record now; nothing is.

    Raises:
        ThiduaError: what is wrong with the line; a rule that says no.
    """
    command = command_of(line)
    if command is None:
        return []
    if command.needs_reason and not line.reason:
        raise Refused("reason-missing")
    return command.decide(session.ledger.history(command.boundary())[0])


def carry_out(session: Session, line: Line, act: str = "") -> list[Entry]:
    """Record what the line says, as one act; under an id, what is there already is not repeated.

    Raises:
        ThiduaError: what is wrong with the line; a rule that says no; then nothing is recorded.
    """
    command = command_of(line)
    if command is None:
        return []
    return session.do(command, reason=line.reason, source=line.source, act=act)


def told(facts: Sequence[Event], ground: Ground) -> list[str]:
    """The facts as sentences, with names as they are now; what they stand for comes first."""
    words: Words = ground.words
    return [
        words.sentence(fact, ground.names)
        for fact in facts
        if not isinstance(fact, EntriesRetracted) or len(facts) == 1
    ]
