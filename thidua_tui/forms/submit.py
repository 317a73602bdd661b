"""Record what a form holds as one act, new or in place of a wrong entry."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from events.batch import Together
from events.command import Command
from events.errors import ThiduaError
from events.event import Entry, Source
from events.store import ledger
from thidua_tui.session.meeting_times import usual_times
from thidua_tui.session.session import Session, in_place_of


class Attempt(Struct, frozen=True, kw_only=True):
    """What is to be recorded, and under which id: the id makes a repeated act one act.

    A failing disk may have stored what it reported as failed; the same attempt made again finds it.
    """

    commands: tuple[Command, ...]
    reason: str = ""
    source: Source = Source()
    instead_of: tuple[Entry, ...] = ()
    id: str = ""


class Outcome(Struct, frozen=True, kw_only=True):
    """What was recorded, or why nothing was."""

    entries: tuple[Entry, ...] = ()
    error: ThiduaError | None = None


def attempt(
    commands: Sequence[Command],
    reason: str,
    source: Source,
    instead_of: Sequence[Entry] = (),
    before: Attempt | None = None,
) -> Attempt:
    """Return an attempt; the previous, when it is the same and may have been stored unnoticed."""
    new = Attempt(
        commands=tuple(commands), reason=reason, source=source, instead_of=tuple(instead_of)
    )
    if before and replace(before, id="") == new:
        return before
    return replace(new, id=ledger.new_act())


def record(session: Session, wanted: Attempt) -> Outcome:
    """Record the commands as one act, whole or not at all; may wait for a lock."""
    first, *more = wanted.commands
    command, act = Together(commands=wanted.commands) if more else first, wanted.id
    if wanted.instead_of:
        command, act = in_place_of(wanted.instead_of, command, wanted.source), ""
    try:
        usual_times(session, command, wanted.reason, wanted.source)
        entries = session.do(command, reason=wanted.reason, source=wanted.source, act=act)
    except ThiduaError as error:
        return Outcome(error=error)
    return Outcome(entries=tuple(entries))
