"""Carrying a line out: the command it stands for, what would follow, and recording it."""

from __future__ import annotations

from collections.abc import Sequence

from events.corrections import EntriesRetracted
from events.errors import Refused
from events.event import Command, Entry
from thidua_tui.acts.foresight import Foreseen, foresee, in_place_of
from thidua_tui.lines.understand import Line
from thidua_tui.session import Session
from thidua_tui.words.naming import Naming
from thidua_tui.words.wording import Words


def command_of(line: Line) -> Command | None:
    """The one command that a line stands for; None for one that records nothing.

    Raises:
        ThiduaError: what is wrong with the line.
    """
    if line.wrong:
        raise line.wrong
    if not line.mends:
        return next(iter(line.commands()), None)
    if line.step is None:
        [instead] = line.commands()
        return in_place_of(line.entries, instead)
    return line.step.command()


def foreseen(session: Session, line: Line) -> Foreseen | None:
    """The entries that the line would record now, and what would move; nothing is recorded.

    Raises:
        ThiduaError: what is wrong with the line; a rule that says no.
    """
    command = command_of(line)
    if command is None:
        return None
    if command.needs_reason and not line.reason:
        raise Refused("reason-missing")
    return foresee(session, [command])


def carry_out(session: Session, line: Line, act: str = "") -> list[Entry]:
    """Record what the line says, as one act; under an id, what is there already is not repeated.

    Raises:
        ThiduaError: what is wrong with the line; a rule that says no; then nothing is recorded.
    """
    command = command_of(line)
    if command is None:
        return []
    source = line.step.source if line.step else line.source
    return session.do(command, reason=line.reason, source=source, act=act)


def told(entries: Sequence[Entry], words: Words, names: Naming) -> list[str]:
    """The facts as sentences; of a correction what stands now, of a retraction what does not."""
    facts = [entry.event for entry in entries]
    kept = [fact for fact in facts if not isinstance(fact, EntriesRetracted)] or facts
    return [words.sentence(fact, names) for fact in kept]
