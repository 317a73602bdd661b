"""A meeting as a row: what its opening and its closing say."""

from __future__ import annotations

from datetime import date

from events.agenda_items import Items
from events.event import Entry
from events.meetings import MeetingClosed, MeetingKind, MeetingOpened, PartOfDay, Quarter
from views.cluster_years import OfClusterYear
from views.names import Names, UnitName


class MeetingRow(OfClusterYear, frozen=True, kw_only=True):
    """A meeting; `year` is the one it reports on. What the source does not say is empty or null.

    A meeting without a day is at the end of the year it reports on.
    """

    meeting: str
    title: str
    kind: MeetingKind
    on: date | None
    part_of_day: PartOfDay
    place: str
    host: UnitName | None
    chair: UnitName | None
    quarter: Quarter
    agenda: Items
    began: str
    ended: str
    closed: bool


def meeting_row(event: MeetingOpened, names: Names, closed: Entry | None) -> MeetingRow:
    """Return the row of a meeting, with the names of its day or of its year's end.

    Args:
        event: The opening of the meeting.
        names: The names of units and clusters.
        closed: The entry that closed the meeting; None while it is open.
    """
    day = event.on or event.year
    return MeetingRow(
        cluster=event.cluster,
        cluster_name=names.cluster(event.cluster, day),
        year=event.year,
        meeting=event.meeting,
        title=event.title,
        kind=event.kind,
        on=event.on,
        part_of_day=event.part_of_day,
        place=event.place,
        host=names.called(event.host, day) if event.host else None,
        chair=names.called(event.chair, day) if event.chair else None,
        quarter=event.quarter,
        agenda=event.agenda,
        began=event.began,
        ended=closed.event.ended if closed and isinstance(closed.event, MeetingClosed) else "",
        closed=closed is not None,
    )
