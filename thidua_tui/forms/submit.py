"""Record what a form holds as one act, new or in place of a wrong entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from events.batch import Together
from events.command import Command
from events.errors import Refused, ThiduaError
from events.event import Entry, Source
from events.store import ledger
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.form_state import FormState
from thidua_tui.session.meeting_times import usual_times
from thidua_tui.session.session import Session, in_place_of

_LOST = ("paper-number-taken", "paper-number-skips")
_TRIES = 50
"""Numbers of a register that another writer may take first."""


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


def record_fields(
    ground: ActContext, act: str, given: Mapping[str, str], reason: str = "", same: str = ""
) -> list[Entry]:
    """Record an act as its form would, and return what was recorded.

    Args:
        ground: The context of the act.
        act: The kind of the act.
        given: The fields that are given, as text; the others have their defaults.
        reason: Why; empty for no reason.
        same: The id under which it may have been recorded; empty for a new one.

    Raises:
        ThiduaError: A field is wrong, or the act is refused.
    """
    form = FormState(ACTS[act], ground, given)
    wanted = attempt(form.commands(), reason, form.source())
    outcome = record(ground.session, replace(wanted, id=same or wanted.id))
    if outcome.error:
        raise outcome.error
    return [*outcome.entries]


def issue_paper(ground: ActContext, given: Mapping[str, str], same: str = "") -> list[Entry]:
    """Issue a paper; with the next number, where another writer took that of the register first.

    The paper is made again each time: its number is part of its words and files.

    Args:
        ground: The context of the act.
        given: As `record_fields`; with a `serial`, that number or none.
        same: As `record_fields`.

    Raises:
        ThiduaError: As `record_fields`.
    """
    for left in reversed(range(_TRIES)):
        fresh = ActContext(ground.session, ground.here, ground.words)
        try:
            return record_fields(fresh, "issue-paper", given, same=same)
        except Refused as refused:
            if not left or "serial" in given or refused.code not in _LOST:
                raise
    raise AssertionError  # the last try returns or raises
