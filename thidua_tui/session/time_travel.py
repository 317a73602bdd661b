"""The current position in the ledger's history: its act, and the way to the next stop."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from events.errors import BadInput
from events.event import Entry
from events.store.ledger import Ledger
from thidua_tui.parsing.dates import parse_date, parse_known_at, parse_year
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views import moments

Stop: TypeAlias = Literal["act", "meeting"]
"""Units of a step."""
Moment: TypeAlias = int | datetime | None
"""A position, an instant, or now."""


class Position(Struct, frozen=True):
    """The last position that is known, of how many, and the act that ends there."""

    position: int
    last: int
    act: tuple[Entry, ...]


def position_at(ledger: Ledger, moment: Moment) -> Position:
    """Return the position of a moment; of now, the last act."""
    last = ledger.position()
    position = last if moment is None else moments.position_at(ledger, moment, last)
    return Position(position, last, moments.act_at(ledger, position))


def step(session: Session, here: Location, stop: Stop, by: int, cluster: str | None) -> Moment:
    """Return the moment a step back (`by` -1) or forward (1) from the current one; None is now.

    Raises:
        BadInput: `no-entry-yet`, `first-act`, `first-meeting`, `already-now`: there is no such.
    """
    ledger, last = session.ledger, session.ledger.position()
    if not last:
        raise BadInput("no-entry-yet")
    if by > 0 and here.known_at is None:
        raise BadInput("already-now")
    moment = last if here.known_at is None else here.known_at
    position = moments.position_at(ledger, moment, last)
    if by < 0:
        return _back(ledger, position, stop, cluster)
    found = _on(ledger, position, stop, cluster)
    return None if found is None or found >= last else found


def _back(ledger: Ledger, position: int, stop: Stop, cluster: str | None) -> int:
    if stop == "act":
        before = moments.before_act(ledger, position)
        if before < 1:
            raise BadInput("first-act")
        return before
    before = position
    while meeting := moments.meeting_before(ledger, before, cluster):
        end = moments.behind_act(ledger, meeting.position)
        if end < position:
            return end
        before = meeting.position - 1
    raise BadInput("first-meeting")


def _on(ledger: Ledger, position: int, stop: Stop, cluster: str | None) -> int | None:
    if stop == "act":
        return moments.act_after(ledger, position)
    meeting = moments.meeting_after(ledger, position, cluster)
    return moments.behind_act(ledger, meeting.position) if meeting else None


def last_meeting(ledger: Ledger, until: Position, cluster: str | None) -> int:
    """The moment behind the last opening or closing before a moment; 0 where there is none."""
    first = until.act[0].position if until.act else 0
    found = moments.meeting_before(ledger, first - 1, cluster) if first > 1 else None
    return moments.behind_act(ledger, found.position) if found else 0


def within(ledger: Ledger, moment: int | datetime, now: datetime) -> int | datetime:
    """The moment, if the ledger knew something then and it is not still to come.

    Raises:
        BadInput: `no-entry-yet`; `no-such-entry` with the `position` and the `last` one;
            `known-too-early` with the `first` entry's time; `known-too-late` with the time `now`.
    """
    last = ledger.position()
    first = moments.entry_at(ledger, 1)
    if first is None:
        raise BadInput("no-entry-yet")
    if isinstance(moment, int):
        if not 1 <= moment <= last:
            raise BadInput("no-such-entry", position=moment, last=last)
    elif not ledger.known_at(moment):
        raise BadInput("known-too-early", moment=moment, first=first.at)
    elif moment.astimezone().date() > now.astimezone().date():
        raise BadInput("known-too-late", moment=moment, now=now)
    return moment


def span(
    ledger: Ledger, since: int | datetime, until: int | datetime | None, now: datetime
) -> tuple[int, int]:
    """Return two moments as positions, the earlier first, 0 being before everything.

    Raises:
        BadInput: what `within` raises, and `moments-reversed`.
    """
    last = ledger.position()
    known = [moment for moment in (since, until) if moment not in (None, 0)]
    for moment in known:
        within(ledger, moment, now)
    first = moments.position_at(ledger, since, last)
    end = last if until is None else moments.position_at(ledger, until, last)
    if end < first:
        raise BadInput("moments-reversed", since=first, until=end)
    return first, end


def read_known_at(text: str, session: Session) -> Moment:
    """The moment that was typed, moved to the end of its act; nothing typed is now.

    Raises:
        BadInput: what `parse_known_at` and `within` raise.
    """
    if not text.strip():
        return None
    moment = parse_known_at(text, today=session.today)
    within(session.ledger, moment, session.ledger.clock())
    last = session.ledger.position()
    end = moments.behind_act(session.ledger, moments.position_at(session.ledger, moment, last))
    if end >= last:
        return None
    return moment if isinstance(moment, datetime) else end


def read_true_on(text: str, today: date) -> tuple[int, date | None]:
    """The year that was typed, or the day and its year.

    Raises:
        BadInput: what `parse_year` and `parse_date` raise.
    """
    if text.strip().isdecimal():
        return parse_year(text), None
    day = parse_date(text, today=today)
    return day.year, day
