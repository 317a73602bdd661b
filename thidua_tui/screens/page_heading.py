"""Heading of a page: cluster, state of the year, coordinates, and the frame when it looks back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from events.event import Scope
from events.meetings import MeetingOpened
from events.text import plain
from thidua_tui.formatting.sentences.provisional import year_state
from thidua_tui.forms.late_entry import status_text
from thidua_tui.i18n.messages import Words
from thidua_tui.session.identity import OperatorStatus
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.time_travel import Position, position_at
from views.minutes import Meetings
from views.names import Names
from views.standings import Standings

if TYPE_CHECKING:
    from thidua_tui.screens.shell import Shell

WIDE = 110
"""Columns from which a person is shown with the full name, and the ledger's name is shown."""


@dataclass(frozen=True)
class Heading:
    """The words of a page's heading; `past` is the current act, and its circumstances.

    `past` is None in the present. `provisional` is the mark of a year with facts that wait for the
    approval of minutes.
    """

    cluster: str
    year: int | None
    state: str
    true_in: str
    known: str
    past: tuple[str, str] | None = None
    provisional: str = ""


def heading(session: Session, here: Location, words: Words) -> Heading:
    """Fold the heading of a cluster's year; runs in a worker."""
    current = position_at(session.ledger, here.known_at) if here.looking_back else None
    when = known(here, words, current)
    if not here.cluster or not here.year:
        past = _past(session, here, words, current, Names()) if current else None
        return Heading(words("screen.title"), here.year, "", "", when, past)
    names = session.see(Names(), here.known_at)
    words.names = names
    states = [meeting_state(session, here, words), result_state(session, here, words)]
    if not here.looking_back and (late := status_text(session, words)):
        states = [late]
    provisional = year_state(session.see, here.cluster, here.year, here.known_at, words)
    name = plain(names.cluster(here.cluster, here.on or here.year))
    state = " · ".join(filter(None, states))
    past = _past(session, here, words, current, names) if current else None
    return Heading(name, here.year, state, true_in(here, words), when, past, provisional)


def state_of_ledger(app: Shell, width: int, taken: int) -> Content:
    """Return what is to be known of the ledger: its server, whether it is only read, who, its name.

    Args:
        app: The application.
        width: The columns of the screen.
        taken: The columns that the tabs take.
    """
    wide, name, person = width >= WIDE, plain(app.ledger_name), app.who[width >= WIDE]
    late = app.session.late if app.session else None
    marks = [app.server_mark, app.words("forgiving.late.mark") if late else ""]
    server, mark = (f" {text} " if text else "" for text in marks)
    only = app.read_only and app.barred in (None, "role-reads")  # else the name's part says so
    read_only = app.words("screen.state.read-only") + " " if only else ""
    ledger = f"{' · ' if person else ''}{name}" if wide or not (person or late) else ""
    if taken + len(ledger) + 4 > width:
        ledger = ""  # the tabs are needed, `thidua where` shows the file
    shown = (server, "bold reverse $warning"), (read_only, "bold $warning"), (mark, "bold reverse")
    return Content.assemble(*shown, (person, "bold"), (ledger, "dim"))


def state_of(head: Heading) -> Content:
    """The state of the year; a year that is provisional is marked first."""
    return mark_before(head.provisional, Content.styled(head.state, "$secondary"))


def mark_before(mark: str, state: Content) -> Content:
    """Put the mark of what is provisional, if any, before the state of a page."""
    if not mark:
        return state
    shown = Content.styled(f" {mark} ", "bold reverse").stylize("$warning")
    return Content.assemble(shown, " ", state)


def true_in(here: Location, words: Words) -> str:
    """When what is shown was true: a year, or that year up to a day."""
    if here.on:
        return words("time.coordinates.true-on", on=here.on)
    return words("screen.heading.true", year=str(here.year))


def known(here: Location, words: Words, current: Position | None = None) -> str:
    """Until when we knew what is shown."""
    match here.known_at:
        case None:
            return words("screen.heading.known-now")
        case datetime() as at:
            return words("screen.heading.known-at", at=words.instant(at))
        case position:
            if current and current.act:
                return words("screen.heading.known-at", at=words.instant(current.act[-1].at))
            return words("time.coordinates.known-position", position=str(position))


def _past(
    session: Session, here: Location, words: Words, current: Position, names: Names
) -> tuple[str, str]:
    """Return the current act as a sentence; and its entries, author, time and meeting."""
    if not current.act:
        return words("time.past.nothing"), ""
    last = current.act[-1]
    names = names if names.units else session.see(Names(), here.known_at)
    sentence = " ".join(words.sentence(entry.event, names) for entry in current.act)
    first, position = current.act[0].position, last.position
    where = words(
        "time.past.where",
        positions=str(position) if first == position else f"{first}–{position}",
        last=str(current.last),
        by=last.by,
        at=last.at if isinstance(here.known_at, datetime) else None,
        meeting=meeting_label(session, last.meeting, words),
    )
    return plain(sentence), where


def meeting_label(session: Session, code: str, words: Words) -> str:
    """Describe a meeting by its kind and day: its code means nothing to people."""
    if not code:
        return ""
    for entry in session.ledger.read(Scope((f"meeting:{code}",), (MeetingOpened,)), limit=1):
        if isinstance(entry.event, MeetingOpened):
            return words("screen.journal.meeting", kind=entry.event.kind, on=entry.event.on)
    return plain(code)


def meeting_state(session: Session, here: Location, words: Words) -> str:
    """Whether a meeting is in session."""
    if here.looking_back or not session.meeting:
        return ""
    rows = session.see(Meetings(here.cluster)).rows()
    ours = any(row.meeting == session.meeting for row in rows)
    return words("screen.state.meeting" if ours else "screen.state.elsewhere")


def result_state(session: Session, here: Location, words: Words) -> str:
    """How far the result of the year is."""
    if not here.cluster or not here.year:
        return ""
    view = session.see(Standings(here.cluster, here.year, here.on), here.known_at)
    return words(f"screen.state.{view.result(here.cluster, here.year).state}")


def show_past(
    screen: Screen[None], past: tuple[str, str] | None, words: Words, *, room: bool
) -> None:
    """Show the current act: its position and its sentence; without an act nothing, and no frame.

    On a wall only that this is the past: the act may name a place that waits, and who typed it.
    """
    if screen.has_class("-past") != (past is not None):
        screen.toggle_class("-past")
        # The frame takes two columns, and a screen whose own size is unchanged gets no resize.
        if resized := getattr(screen, "on_resize", None):
            screen.call_after_refresh(resized)
    if past is None:
        return
    sentence, where = ("", "") if room else past
    head = Content.styled(f" {words('time.past.word')} ", "bold reverse")
    lines = _two(Content(sentence), max(20, screen.size.width - 2)) if sentence else []
    screen.query_one("#past", Static).update(
        Content("\n").join([Content.assemble(head, " ", (where, "bold")), *lines])
    )


def _two(sentence: Content, width: int) -> list[Content]:
    """At most two lines; that there is more is shown."""
    first, *rest = sentence.wrap(width)
    return [first, *([Content(" ").join(rest).truncate(width, ellipsis=True)] if rest else [])]


def who(operator_status: OperatorStatus, words: Words) -> tuple[str, str]:
    """The operator and the role, in short and in full; empty where no operators are named.

    In short the given name, which comes last.
    """
    operator = operator_status.operator
    if not operator_status.named:
        return "", ""
    if operator is None:
        return words("operators.who.none"), words("operators.who.none-in-full")
    role = words(f"operators.role.{operator.role}")
    names = (plain(name) for name in (operator.name.split()[-1], operator.name))
    short, full = (words("operators.who.operator", name=name, role=role) for name in names)
    return short, full
