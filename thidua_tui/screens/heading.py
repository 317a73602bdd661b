"""Where we are: the cluster by its name of that year, the state of the year, the coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from events.text import plain
from thidua_tui.here import Here
from thidua_tui.lateness import told
from thidua_tui.session import Session
from thidua_tui.wording import Words
from views.minutes import Meetings
from views.names import Names
from views.standings import Standings


@dataclass(frozen=True)
class Heading:
    """The words of a page's heading."""

    cluster: str
    year: int | None
    state: str
    true_in: str
    known: str


def heading(session: Session, here: Here, words: Words) -> Heading:
    """Fold the heading of a cluster's year; runs in a worker."""
    if not here.cluster or not here.year:
        return Heading(words("screen.title"), here.year, "", "", known(here, words))
    names = session.see(Names(), here.known_at)
    states = [meeting_state(session, here, words), result_state(session, here, words)]
    if here.known_at is not None:
        states.insert(0, words("screen.state.past"))
    elif late := told(session, words):
        states = [late]
    true_in = words("screen.heading.true", year=str(here.year))
    name = plain(names.cluster(here.cluster, here.year))
    state = " · ".join(filter(None, states))
    return Heading(name, here.year, state, true_in, known(here, words))


def known(here: Here, words: Words) -> str:
    """Until when we knew what is shown."""
    match here.known_at:
        case None:
            return words("screen.heading.known-now")
        case datetime() as at:
            return words("screen.heading.known-at", at=words.instant(at))
        case position:
            return words("screen.heading.known-position", position=str(position))


def meeting_state(session: Session, here: Here, words: Words) -> str:
    """Whether a meeting is in session."""
    if not session.meeting or here.known_at is not None:
        return ""
    rows = session.see(Meetings(here.cluster)).rows()
    ours = any(row.meeting == session.meeting for row in rows)
    return words("screen.state.meeting" if ours else "screen.state.elsewhere")


def result_state(session: Session, here: Here, words: Words) -> str:
    """How far the result of the year is."""
    if not here.cluster or not here.year:
        return ""
    view = session.see(Standings(here.cluster, here.year), here.known_at)
    return words(f"screen.state.{view.result(here.cluster, here.year).state}")
