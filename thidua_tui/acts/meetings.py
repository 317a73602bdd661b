"""Acts of a conference: opening, attendance, presentations and remarks, closing."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from events.agenda_commands import SkipAgendaItem
from events.command import Command
from events.errors import BadInput
from events.meeting_reports import PresentReport, ReportPresented
from events.meetings import (
    CloseMeeting,
    GuestAttended,
    MeetingClosed,
    MeetingOpened,
    MeetingReopened,
    OpenMeeting,
    RecordAttendance,
    RecordGuest,
    RemarkRecorded,
    UnitsAttended,
)
from events.remarks import RecordRemark
from events.reopening import ReopenMeeting
from thidua_tui.acts import choices, speaking
from thidua_tui.acts.act import Act, Typed
from thidua_tui.acts.agenda import AGENDA, preset_text, unfinished
from thidua_tui.acts.agenda import MEETING as MEETING
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import (
    Field,
    Values,
    choice,
    clock,
    flag,
    line,
    pick,
    picks,
    prose,
    year,
)
from thidua_tui.acts.person_fields import office, person
from thidua_tui.acts.planned_meetings import free_code, plan_to_open, title_of_kind
from thidua_tui.parsing.dates import format_date, parse_clock
from thidua_tui.parsing.fuzzy_match import Option


def _meeting_code(ground: ActContext, values: Values) -> str:
    """The code of the meeting that was convened; else one that is free."""
    plan = plan_to_open(ground, values)
    return plan.meeting if plan else free_code(ground, values)


def _title(ground: ActContext, values: Values) -> str:
    """The title of the convened meeting; else as for one that is convened."""
    plan = plan_to_open(ground, values)
    return plan.title if plan else title_of_kind(ground, values)


def _place(ground: ActContext, values: Values) -> str:
    plan = plan_to_open(ground, values)
    return plan.place if plan else ""


def _agenda(ground: ActContext, values: Values) -> str:
    """The titles of the agenda of the convened meeting; else of the template."""
    plan = plan_to_open(ground, values)
    planned = "\n".join(item.title for item in plan.agenda) if plan else ""
    return planned or preset_text(ground, values)


def _part_of_day(ground: ActContext, values: Values) -> str:
    """Morning or afternoon, by the time given or for a meeting that is opened while it begins."""
    if began := values.get("began", "").strip():
        try:
            hour = int(parse_clock(began)[:2])
        except BadInput:  # it is not typed in full yet, or wrong, which its field says
            return ""
    elif values.get("on") == format_date(ground.session.today):
        hour = ground.session.ledger.clock().astimezone().hour
    else:
        return ""
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def _needs_addendum(ground: ActContext, values: Values) -> bool:
    return ground.needs_addendum(values.get("meeting", ""))


def _closed_meetings(ground: ActContext, values: Values) -> list[Option]:
    """The meetings of the cluster that are over, the latest first."""
    return [option for option in choices.meetings(ground, values) if option.code in ground.closed]


ADDENDUM = Field(
    name="addendum",
    kind="flag",
    needed=False,
    default=lambda ground, values: "yes" if _needs_addendum(ground, values) else "",
    shown=_needs_addendum,
)
"""Says that what is recorded of a closed meeting is marked as added; it can only be declined."""


def _report(ground: ActContext, values: Values) -> str:
    """A key of `acts.title`, by the kind of the meeting of the form."""
    meeting = next((e for e in ground.meetings() if e.meeting == values.get("meeting")), None)
    kind = meeting.kind if meeting else ""
    return f"@title.report-{kind}" if kind in OWN_REPORTS else "@title.report"


def _has_unfinished(ground: ActContext, values: Values) -> bool:
    return bool(unfinished(ground, values))


def _close(_act: Act, typed: Typed, _ground: ActContext) -> Iterator[Command]:
    """The closing; the items chosen are skipped before it, with the same note."""
    meeting = str(typed["meeting"])
    for item in typed.get("skipped") or ():
        yield SkipAgendaItem(meeting=meeting, item=item, note=typed.get("note") or "")
    yield CloseMeeting(meeting=meeting, ended=typed.get("ended") or "")


def _of_quarter(_ground: ActContext, values: Values) -> bool:
    return values.get("kind") == "briefing"


OWN_REPORTS = ("interim", "briefing", "appraisal", "council", "deployment", "compact")
"""Kinds of meetings whose report is not that of the year."""
MEETINGS = (
    Act(
        id="open-meeting",
        command=OpenMeeting,
        facts=(MeetingOpened,),
        fields=(
            choice("kind", "meeting_kind", default="year-end"),
            year(),
            replace(line("title", default=_title), spoken=True),
            Field(
                name="on",
                kind="date",
                needed=False,
                default=lambda ground, _: format_date(ground.today),
            ),
            clock("began"),
            choice("part_of_day", needed=False, default=_part_of_day),
            line("place", needed=False, default=_place),
            pick("host", choices.members_first, needed=False),
            pick("chair", choices.members_first, needed=False),
            Field(name="meeting", kind="code", default=_meeting_code),
            replace(choice("quarter", needed=False, default=""), shown=_of_quarter),
            Field(name="agenda", kind="agenda", needed=False, default=_agenda),
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
            person("who"),
            ADDENDUM,
        ),
        needs=("no-cluster", "no-meeting"),
        start="units",
    ),
    Act(
        id="record-guest",
        command=RecordGuest,
        facts=(GuestAttended,),
        fields=(MEETING, line("name"), line("title", needed=False), ADDENDUM),
        needs=("no-cluster", "no-meeting"),
        series=True,
    ),
    Act(
        id="present-report",
        command=PresentReport,
        facts=(ReportPresented,),
        fields=(
            MEETING,
            line("title", default=_report),
            flag("draft"),
            pick("unit", choices.members_first, needed=False),
            person("presenter"),
            office("position", of="presenter"),
            ADDENDUM,
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
            person("speaker", default=speaking.speaker),
            pick("unit", choices.members_first, needed=False, default=speaking.unit),
            prose("text"),
            clock("at", default=speaking.began),
            clock("until", default=speaking.ended),
            ADDENDUM,
        ),
        needs=("no-cluster", "no-meeting"),
        series=True,
        start="kind",
    ),
    Act(
        id="close-meeting",
        command=CloseMeeting,
        facts=(MeetingClosed,),
        fields=(
            MEETING,
            clock("ended"),
            replace(picks("skipped", unfinished, needed=False), shown=_has_unfinished),
            replace(line("note", needed=False), follows="skipped"),
        ),
        needs=("no-cluster", "no-open-meeting"),
        start="skipped",
        make=_close,
    ),
    Act(
        id="reopen-meeting",
        command=ReopenMeeting,
        facts=(MeetingReopened,),
        fields=(pick("meeting", choices.meetings, among=_closed_meetings),),
        needs=("no-cluster", "no-closed-meeting", "meeting-open"),
    ),
    *AGENDA,
)
