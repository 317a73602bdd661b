"""The meeting as it is now, on one slide: item, who is present, the last outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.event import Entry
from events.text import plain
from events.tie_events import TieDecided
from thidua_tui.formatting.sentences.meeting_people import role_lines
from thidua_tui.formatting.sentences.presence import quorum_text
from thidua_tui.formatting.sentences.turns import turn_text
from thidua_tui.formatting.slides.lot_slides import is_drawn, lot_slide
from thidua_tui.formatting.slides.slide import Name, Slide
from thidua_tui.formatting.slides.slide_data import provisional_year
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from views.agenda import Agenda, ItemRow
from views.course_of_year import OUTCOMES
from views.current_turn import CurrentTurn, Turn
from views.meeting_roles import RoleHeld, roles_at, roles_opened
from views.minutes import MeetingRow, Meetings, Minutes
from views.names import Names
from views.quorums import QuorumRow, Quorums


class MeetingNow(Struct, frozen=True, kw_only=True):
    """A cluster's meeting that is not closed, or None.

    Attributes:
        agenda: The items that the meeting is at and comes to next.
        quorum: Whether enough members take part; None where it is not recorded.
        last: The last outcome.
        outcomes: All outcomes, in the order of the ledger.
        turn: The turn of the present speaker; None while no turn runs.
        provisional: Whether facts of the year wait for the approval of minutes.
        roles: Who chairs the meeting.
        waits: Whether a result among the outcomes waits for its announcement.
    """

    cluster: str
    year: int | None
    names: Names
    meeting: MeetingRow | None = None
    agenda: tuple[ItemRow, ...] = ()
    quorum: QuorumRow | None = None
    last: Entry | None = None
    outcomes: tuple[Entry, ...] = ()
    turn: Turn | None = None
    provisional: bool = False
    roles: tuple[RoleHeld, ...] = ()
    waits: bool = False


def open_meeting(see: Callable[..., Any], here: Location) -> MeetingRow | None:
    """Return the meeting of the cluster that is not closed: that of the year, else the last one.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the year.
    """
    rows = see(Meetings(here.cluster), here.known_at).rows() if here.cluster else ()
    sitting = [row for row in rows if not row.closed]
    of_year = [row for row in sitting if row.year == here.year]
    return next(iter([*reversed(of_year), *reversed(sitting)]), None)


def load_meeting_now(see: Callable[..., Any], here: Location) -> MeetingNow:
    """Fold the meeting that is held now.

    Args:
        see: Folds a view: `see(view, known_at)`.
        here: The cluster and the year.
    """
    names = see(Names(), here.known_at)
    row = open_meeting(see, here)
    name = plain(names.cluster(here.cluster or "", here.on or here.year))
    if row is None:
        return MeetingNow(cluster=name, year=here.year, names=names)
    minutes = see(Minutes(row.meeting), here.known_at)
    # Remarks and explanations are not among what a hall reads.
    outcomes = [step.entry for step in minutes.course() if isinstance(step.entry.event, OUTCOMES)]
    items = see(Agenda(row.meeting), here.known_at).rows()
    enough = see(Quorums(here.cluster, row.year), here.known_at).rows()
    return MeetingNow(
        cluster=name,
        year=row.year,
        names=names,
        meeting=row,
        agenda=tuple(item for item in items if item.state in ("now", "next")),
        quorum=next((one for one in enough if one.meeting == row.meeting), None),
        last=outcomes[-1] if outcomes else None,
        outcomes=tuple(outcomes),
        turn=see(CurrentTurn(row.meeting), here.known_at).turn(),
        provisional=provisional_year(see, replace(here, year=row.year)),
        roles=tuple(
            role
            for role in (*roles_opened(minutes), *roles_at(minutes))
            if role.held in ("chair", "co-chair")
        ),
    )


def meeting_slide(now: MeetingNow, words: Words, instant: datetime | None = None) -> Slide:
    """Return the slide of a meeting; without a meeting, that of the year.

    A lot that was drawn last is in big letters, with what it follows from.

    Args:
        now: The meeting.
        words: The messages of the language to use.
        instant: The present instant, to time the turn of the speaker; None shows no turn.
    """
    if now.meeting is None:
        year = words("screen.heading.year", year=str(now.year or ""))
        return Slide(above=now.cluster, names=(Name(year, str(now.year or "")),))
    below = [*role_lines(now.roles, words)]
    below += [words(f"slides.item.{item.state}", title=plain(item.title)) for item in now.agenda]
    if now.turn is not None and instant is not None:
        below.insert(0, turn_text(now.turn, instant, words)[0])
    if now.quorum is not None:
        below.append(quorum_text(now.quorum, words))
    if now.waits:
        below.append(words("slides.waits"))
    mark = words("slides.provisional") if now.provisional else ""
    match now.last:
        case Entry(event=TieDecided() as tie) if is_drawn(tie):
            slide = lot_slide(tie, now.names, words)
            return replace(slide, below=(*slide.below, *below), mark=mark)
        case Entry():
            # Without the reason, which is for the log.
            below += [words("slides.last"), words.sentence(now.last.event, now.names)]
    kind = words.choice("kind", now.meeting.kind)
    return Slide(
        above=f"{now.cluster} · {words('screen.heading.year', year=str(now.year))}",
        names=(Name(plain(now.meeting.title), kind),),
        below=tuple(below),
        mark=mark,
    )


def outcomes_slide(now: MeetingNow, words: Words) -> Slide:
    """Return the slide of all that a meeting has decided so far, the latest first.

    Args:
        now: The meeting.
        words: The messages of the language to use.
    """
    sentences = (words.sentence(entry.event, now.names) for entry in reversed(now.outcomes))
    names = tuple(Name(sentence, sentence) for sentence in sentences)
    more = words("slides.waits") if now.waits else "" if names else words("slides.no-outcomes")
    mark = words("slides.provisional") if now.provisional else ""
    below = (more,) if more else ()
    return Slide(above=words("slides.outcomes"), names=names, below=below, mark=mark)
