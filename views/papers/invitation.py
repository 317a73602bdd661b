"""The facts of an invitation (giấy mời): a convened meeting, and who is invited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from events.collation import same_name
from events.errors import BadInput
from events.papers import EACH
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.planned_meetings import PlannedMeetingRow, PlannedMeetings
from views.projection import Reader, project


class Invited(Struct, frozen=True, kw_only=True):
    """Somebody who is invited.

    Attributes:
        key: The code of a unit; of a guest the line of the list.
        name: The name of the unit, or the guest with his post.
    """

    key: str
    name: str


class InvitationFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of an invitation; its day is that for which the meeting is convened.

    Attributes:
        meeting: The code of the meeting.
        title: Its title.
        at: The time of day as HH:MM; empty where it is open.
        place: Where it is held.
        content: What it is about.
        agenda: The titles of the items of its agenda.
        invited: Who is invited with this paper.
        each: Whether each of these gets a page of its own.
    """

    meeting: str
    title: str
    at: str = ""
    place: str = ""
    content: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    invited: tuple[Invited, ...] = ()
    each: bool = False


def make(
    reader: Reader, subject: Subject, known_at: int | datetime | None = None
) -> InvitationFacts:
    """Return the facts of the invitation to a meeting; with a unit or a guest, of that guest alone.

    Args:
        reader: The source of the entries.
        subject: The cluster, the meeting, and in `unit` perhaps the code of a unit, a guest, or
            `EACH`.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `no-such-convening`, `not-invited`, `unknown-cluster`.
    """
    rows = project(PlannedMeetings(subject.cluster), reader, known_at).rows()
    asked = [row for row in rows if row.meeting == subject.meeting and row.state != "cancelled"]
    if not asked:
        raise BadInput("no-such-convening", meeting=subject.meeting)
    (row,) = asked
    each = subject.unit == EACH
    invited = tuple(one for one in _invited(row) if each or _is_meant(one, subject.unit))
    if subject.unit and not each and not invited:
        raise BadInput("not-invited", name=subject.unit)
    about = Subject(cluster=subject.cluster, year=row.year)
    return InvitationFacts(
        kind="invitation",
        **general(reader, about, row.day, known_at),
        meeting=row.meeting,
        title=row.title,
        at=row.at,
        place=row.place,
        content=row.content,
        agenda=row.agenda,
        invited=invited,
        each=each and len(invited) > 1,
    )


def _invited(row: PlannedMeetingRow) -> Iterator[Invited]:
    yield from (Invited(key=one.unit, name=one.name) for one in row.units)
    yield from (Invited(key=guest, name=guest) for guest in row.guests)


def _is_meant(one: Invited, asked: str) -> bool:
    """Return whether it is who was asked for; a guest is named with or without the post."""
    named = (one.key, one.name, one.name.partition(",")[0])
    return not asked or any(same_name(name, asked) for name in named)
