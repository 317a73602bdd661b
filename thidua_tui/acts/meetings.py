"""Acts of a conference: opening, attendance, presentations and remarks, closing."""

from __future__ import annotations

from itertools import chain, count

from events.meetings import (
    CloseMeeting,
    GuestAttended,
    MeetingClosed,
    MeetingOpened,
    OpenMeeting,
    PresentReport,
    RecordAttendance,
    RecordGuest,
    RecordRemark,
    RemarkRecorded,
    ReportPresented,
    UnitsAttended,
)
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    flag,
    line,
    pick,
    picks,
    prose,
    year,
    year_of,
)
from thidua_tui.parsing.dates import format_date
from thidua_tui.parsing.fuzzy_match import Option


def _open_meetings(ground: ActContext, values: Values) -> list[Option]:
    """Return the cluster's open meetings; in late entry, only those of the page's year.

    A closed meeting is named by the person who adds to it.
    """
    late = ground.session.late is not None
    still_open = (e for e in ground.meetings() if e.meeting not in ground.closed)
    found = {e.meeting for e in still_open if e.year == ground.year or not late}
    return [option for option in choices.meetings(ground, values) if option.code in found]


def _meeting_code(ground: ActContext, values: Values) -> str:
    """`tmth-2020`: the cluster and the year, and a number when there are more."""
    taken = {e.meeting for e in ground.of_cluster.of(MeetingOpened)}
    code = f"{ground.cluster[:30]}-{year_of(ground, values)}"
    tries = chain([code], (f"{code}-{number}" for number in count(2)))
    return next(tried for tried in tries if tried not in taken)


def _title(_ground: ActContext, values: Values) -> str:
    """A key of `acts.title`, by the kind of meeting: the form puts it into words."""
    return f"@title.{values.get('kind', 'year-end')}"


def _part_of_day(ground: ActContext, values: Values) -> str:
    """Morning or afternoon, for a meeting that is opened while it begins."""
    if values.get("on") != format_date(ground.session.today):
        return ""
    hour = ground.session.ledger.clock().astimezone().hour
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


MEETING = pick("meeting", choices.meetings, among=_open_meetings)

MEETINGS = (
    Act(
        id="open-meeting",
        command=OpenMeeting,
        facts=(MeetingOpened,),
        fields=(
            choice("kind", "meeting_kind", default="year-end"),
            year(),
            line("title", default=_title),
            Field(name="on", kind="date", default=lambda ground, _: format_date(ground.today)),
            choice("part_of_day", needed=False, default=_part_of_day),
            line("place", needed=False),
            pick("host", choices.members_first, needed=False),
            pick("chair", choices.members_first, needed=False),
            Field(name="meeting", kind="code", default=_meeting_code),
        ),
        needs=("no-cluster", "meeting-open"),
        start="place",
    ),
    Act(
        id="record-attendance",
        command=RecordAttendance,
        facts=(UnitsAttended,),
        fields=(
            MEETING,
            picks(
                "units",
                choices.members_first,
                default=lambda ground, values: " ".join(choices.absent(ground, values)),
            ),
            line("who", needed=False),
        ),
        needs=("no-cluster", "no-meeting"),
        start="units",
    ),
    Act(
        id="record-guest",
        command=RecordGuest,
        facts=(GuestAttended,),
        fields=(MEETING, line("name"), line("title", needed=False)),
        needs=("no-cluster", "no-meeting"),
        series=True,
    ),
    Act(
        id="present-report",
        command=PresentReport,
        facts=(ReportPresented,),
        fields=(
            MEETING,
            line("title", default=lambda _g, _v: "@title.report"),
            flag("draft"),
            pick("unit", choices.members_first, needed=False),
            line("presenter", needed=False),
            line("position", needed=False),
        ),
        needs=("no-cluster", "no-meeting"),
        start="title",
    ),
    Act(
        id="record-remark",
        command=RecordRemark,
        facts=(RemarkRecorded,),
        fields=(
            MEETING,
            choice("kind", "remark_kind", default="opinion"),
            line("speaker", needed=False),
            pick("unit", choices.members_first, needed=False),
            prose("text"),
        ),
        needs=("no-cluster", "no-meeting"),
        series=True,
        start="kind",
    ),
    Act(
        id="close-meeting",
        command=CloseMeeting,
        facts=(MeetingClosed,),
        fields=(MEETING,),
        needs=("no-cluster", "no-open-meeting"),
    ),
)
