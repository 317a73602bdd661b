"""Lines about entries that stand in the ledger already: taken back, or put right."""

from __future__ import annotations

from collections.abc import Sequence

from events.corrections import EntriesRetracted
from events.errors import BadInput, Refused
from events.event import Entry, Scope
from thidua_tui.act import Act
from thidua_tui.acts import act_for
from thidua_tui.filling import given_by
from thidua_tui.ground import Ground
from thidua_tui.here import Here
from thidua_tui.lines.placing import same_day
from thidua_tui.lines.splitting import Token
from thidua_tui.session import Session


def entries(
    tokens: Sequence[Token], ground: Ground, *, correct: bool
) -> tuple[tuple[Entry, ...], list[Token]]:
    """The entries that are meant, and the tokens behind their number; without one, the last act's.

    A correction is of one entry; what is taken back is its whole act, as on the entry's page.

    Raises:
        BadInput: `no-such-entry`.
        Refused: `not-in-force`, `nothing-to-undo`.
    """
    session, rest = ground.session, list(tokens)
    if rest and rest[0].word.isascii() and rest[0].word.isdigit() and not rest[0].named:
        position = int(rest.pop(0).word[:12])
        found = _act_of(session, position)
        if correct:
            found = [entry for entry in found if entry.position == position]
    else:
        found = session.last_act()
        found = found[-1:] if correct else found
    return tuple(found), rest


def _act_of(session: Session, position: int) -> list[Entry]:
    """What still counts of the act that this entry belongs to."""
    last = session.ledger.position()
    if not 1 <= position <= last:
        raise BadInput("no-such-entry", position=position, last=last)
    [entry] = session.ledger.read(after=position - 1, limit=1)
    taken = session.ledger.read(Scope(events=(EntriesRetracted,)))
    gone = {at for one in taken for at in getattr(one.event, "positions", ())}
    if position in gone or isinstance(entry.event, EntriesRetracted):
        raise Refused("not-in-force", position=position)
    act = (one for one in session.act(entry.act) if one.position not in gone)
    return [one for one in act if not isinstance(one.event, EntriesRetracted)]


def again(found: Sequence[Entry], ground: Ground) -> tuple[Act, Ground, dict[str, str]]:
    """The act that records such an entry, the place it is of, and what it says now.

    Raises:
        Refused: `not-in-force`, for a retraction.
    """
    event = found[0].event
    act = act_for(event)
    if act is None:
        raise Refused("not-in-force", position=found[0].position)
    cluster = getattr(event, "cluster", ground.here.cluster)
    year = getattr(event, "year", ground.here.year)
    there = same_day(ground, Here(cluster=cluster, year=year, unit=ground.here.unit))
    return act, there, given_by(act, event)
