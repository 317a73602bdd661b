"""Lines about entries that are already in the ledger: retractions and corrections."""

from __future__ import annotations

from collections.abc import Sequence

from events.corrections import EntriesRetracted
from events.errors import BadInput, Refused
from events.event import Entry, Scope
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import act_for
from thidua_tui.acts.undo_redo import Step, last, step_for
from thidua_tui.command_line.directives import same_day
from thidua_tui.command_line.tokenizer import Token
from thidua_tui.forms.drafts import format_source
from thidua_tui.forms.form_state import given_by
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, to_correct


def taken_back(tokens: Sequence[Token], ground: ActContext) -> tuple[Step, list[Token]]:
    """The act that is taken back, by the number of an entry of it, and the tokens behind that.

    Without a number it is the act of the selected entry, else the act that Ctrl+Z would undo.

    Raises:
        BadInput, Refused: as `corrected`.
    """
    position, rest = _number(tokens, ground)
    if position is None:
        return last(ground.session, redo=False), rest
    return step_for(ground.session, _act_of(ground.session, position)), rest


def _number(tokens: Sequence[Token], ground: ActContext) -> tuple[int | None, list[Token]]:
    """Return the leading number, else the number of the selected entry, and the rest."""
    rest = list(tokens)
    if rest and rest[0].word.isascii() and rest[0].word.isdigit() and not rest[0].named:
        return int(rest.pop(0).word[:12]), rest
    return ground.entry, rest


def corrected(tokens: Sequence[Token], ground: ActContext) -> tuple[Entry, list[Token]]:
    """The entry that is put right, and the tokens behind its number; without one, that looked at.

    Raises:
        BadInput: `no-such-entry`.
        Refused: `not-in-force`, `nothing-to-undo`.
    """
    position, rest = _number(tokens, ground)
    if position is None:
        return to_correct(ground.session.last_act()), rest
    found = _act_of(ground.session, position)
    return next(entry for entry in found if entry.position == position), rest


def _act_of(session: Session, position: int) -> list[Entry]:
    """What still counts of the act that this entry belongs to."""
    last = session.ledger.position()
    if not 1 <= position <= last:
        raise BadInput("no-such-entry", position=position, last=last)
    [entry] = session.ledger.read(after=position - 1, limit=1)
    taken = session.ledger.read(Scope(events=(EntriesRetracted,)))
    gone = {at for entry in taken for at in getattr(entry.event, "positions", ())}
    if position in gone or isinstance(entry.event, EntriesRetracted):
        raise Refused("not-in-force", position=position)
    act = (fact for fact in session.act(entry.act) if fact.position not in gone)
    return [fact for fact in act if not isinstance(fact.event, EntriesRetracted)]


def again(entry: Entry, ground: ActContext) -> tuple[Act, ActContext, dict[str, str]]:
    """The act that records such an entry, the place it is of, and what it and its source say now.

    Raises:
        Refused: `not-in-force`, for a retraction.
    """
    event = entry.event
    act = act_for(event)
    if act is None:
        raise Refused("not-in-force", position=entry.position)
    cluster = getattr(event, "cluster", ground.here.cluster)
    year = getattr(event, "year", ground.here.year)
    there = same_day(ground, Location(cluster=cluster, year=year, unit=ground.here.unit))
    return act, there, given_by(act, event, entry.position) | format_source(entry.source)
