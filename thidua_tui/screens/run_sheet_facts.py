"""What the run sheet shows: the items of a meeting, the quorum, who speaks, the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from msgspec import structs

from events.minutes_events import MinutesApproved
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms import form_labels
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.minutes_reader import MinutesLine
from thidua_tui.screens.run_sheet_minutes import side_lines
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.agenda import Agenda, ItemRow
from views.current_turn import CurrentTurn, Turn
from views.minutes import Meetings
from views.quorums import QuorumRow, Quorums


@dataclass(frozen=True)
class Sheet:
    """The items of a meeting; `offs` says why the act of an item cannot be recorded now.

    `turn` is that of the present speaker; `lost` is the quorum where too few units are present.
    `fixed` says why the items can only be looked at. `minutes` are lines for the side.
    """

    meeting: str = ""
    rows: tuple[ItemRow, ...] = ()
    offs: Mapping[str, str] = field(default_factory=dict)
    lost: QuorumRow | None = None
    turn: Turn | None = None
    fixed: str = ""
    minutes: list[MinutesLine] = field(default_factory=list)


def meeting_with_agenda(session: Session, here: Location) -> str:
    """Return the open meeting, else the last of the year that has an agenda; or empty.

    Args:
        session: The open session.
        here: The location of the page.
    """
    if session.meeting and not here.looking_back:
        return session.meeting if session.agenda.items else ""
    rows = session.see(Meetings(here.cluster), here.known_at).rows()
    of_year = (row.meeting for row in reversed(rows) if row.year == here.year)
    return next((code for code in of_year if session.see(Agenda(code), here.known_at).items), "")


def gather(session: Session, here: Location, words: Words, meeting: str, width: int = 0) -> Sheet:
    """Return the run sheet of a meeting; runs in a worker.

    Args:
        session: The open session.
        here: The location of the page.
        words: The messages of the language to use.
        meeting: The code of the meeting.
        width: The width of the minutes in cells; 0 where they are not shown.
    """
    minutes = side_lines(session, here, words, meeting, width)
    if meeting != session.meeting or here.looking_back:
        agenda = session.see(Agenda(meeting), here.known_at)
        fixed = words("agenda.closed" if agenda.closed else "agenda.past")
        return Sheet(meeting, agenda.rows(), fixed=fixed, minutes=minutes)
    return replace(_running(session, here, words), minutes=minutes)


def _running(session: Session, here: Location, words: Words) -> Sheet:
    """The run sheet of the open meeting, without its minutes."""
    rows = session.agenda.rows()
    grounds: dict[int, ActContext] = {}
    offs: dict[str, str] = {}
    for row in rows:
        there = grounds.setdefault(
            row.valid_for, ActContext(session, structs.replace(here, year=row.valid_for), words)
        )
        if not row.opens:
            offs[row.item] = words("agenda.no-act")
        elif row.opens not in ACTS:
            offs[row.item] = words("agenda.unknown-act", act=row.opens)
        elif why := ACTS[row.opens].obstacle(there) or _unapproved(row, session, there):
            offs[row.item] = form_labels.obstacle(why, words, row.valid_for)
    meeting = session.meeting
    quorums, turns = Quorums(here.cluster), CurrentTurn(meeting)
    session.see_all((quorums, turns))
    lost = next((row for row in quorums.rows() if row.meeting == meeting and not row.met), None)
    return Sheet(meeting, rows, offs, lost, turns.turn())


def _unapproved(row: ItemRow, session: Session, ground: ActContext) -> str:
    """Why the minutes of this meeting cannot be signed yet."""
    approved = {event.meeting for event in ground.of_cluster.of(MinutesApproved)}
    waits = row.opens == "sign-minutes" and session.meeting not in approved
    return "no-approved" if waits else ""
