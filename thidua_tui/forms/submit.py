"""Record what a form holds: an act or several in a row, new or in place of a wrong entry."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from events.command import Command
from events.errors import ThiduaError
from events.event import Entry, Source
from events.store import ledger
from thidua_tui.session.session import Session, in_place_of


class Attempt(Struct, frozen=True, kw_only=True):
    """What is to be recorded, and under which ids: an id makes a repeated act one act.

    A failing disk may have stored what it reported as failed; the same attempt made again finds it.
    """

    commands: tuple[Command, ...]
    reason: str = ""
    source: Source = Source()
    instead_of: tuple[Entry, ...] = ()
    ids: tuple[str, ...] = ()


class Outcome(Struct, frozen=True, kw_only=True):
    """What was recorded; how many commands succeeded; what stopped the next command."""

    entries: tuple[Entry, ...] = ()
    done: int = 0
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
    if before and replace(before, ids=()) == new:
        return before
    return replace(new, ids=tuple(ledger.new_act() for _ in commands))


def record(session: Session, wanted: Attempt) -> Outcome:
    """Record the commands one after another until one is refused; may wait for a lock."""
    entries: list[Entry] = []
    for done, command in enumerate(wanted.commands):
        try:
            whole, act = command, wanted.ids[done]
            if wanted.instead_of:
                whole, act = in_place_of(wanted.instead_of, command), ""
            entries += session.do(whole, reason=wanted.reason, source=wanted.source, act=act)
        except ThiduaError as error:
            return Outcome(entries=tuple(entries), done=done, error=error)
    return Outcome(entries=tuple(entries), done=len(wanted.commands))
