"""Meetings: agenda, presence, speakers, minutes, tasks."""

from __future__ import annotations

from functools import partial
from typing import Any

from events.agenda_commands import (
    AddAgendaItem,
    ChangeAgendaItem,
    FinishAgendaItem,
    MoveAgendaItem,
    SetAgenda,
    SkipAgendaItem,
    TakeAgendaItem,
)
from events.convening_commands import CancelConvening, ChangeConvening, ConveneMeeting
from events.meeting_reports import PresentReport
from events.meeting_roles import GiveMeetingRole
from events.meetings import CloseMeeting, OpenMeeting, RecordAttendance, RecordGuest
from events.minutes import AmendMinutes, ApproveMinutes, ReadOutMinutes, SignMinutes, WordSentence
from events.presence import RecordAbsence, RecordArrival, RecordDeparture
from events.remarks import RecordRemark
from events.reopening import ReopenMeeting
from events.speakers import CallSpeaker, FinishSpeaker, ListSpeaker
from events.tasks import GiveTask, ReportTask
from tests.model.state import Met, Model, here, ignored, means


@means(GiveTask)
def _(m: Model, c: GiveTask) -> None:
    m.tasks[c.cluster, c.task] = "open"


@means(ReportTask)
def _(m: Model, c: ReportTask) -> None:
    m.tasks[c.cluster, c.task] = c.state


@means(ConveneMeeting, ChangeConvening)
def _(m: Model, c: Any) -> None:
    m.planned[c.meeting] = "planned"


@means(CancelConvening)
def _(m: Model, c: CancelConvening) -> None:
    m.planned[c.meeting] = "cancelled"


@means(OpenMeeting)
def _(m: Model, c: OpenMeeting) -> None:
    m.meetings[c.meeting] = Met(here(c))
    if c.meeting in m.planned:
        m.planned[c.meeting] = "opened"


@means(CloseMeeting)
def _(m: Model, c: CloseMeeting) -> None:
    m.meetings[c.meeting].closed = True


@means(SetAgenda)
def _(m: Model, c: SetAgenda) -> None:
    m.meetings[c.meeting].agenda = [one.item for one in c.items]


@means(AddAgendaItem, MoveAgendaItem)
def _(m: Model, c: Any) -> None:
    m.meetings[c.meeting].place(c.item, c.after)


means(ChangeAgendaItem)(ignored)  # the model has no titles


def item_is(model: Model, command: Any, over: str) -> None:
    """An item of an agenda has come to this state."""
    model.meetings[command.meeting].over[command.item] = over


for _mark, _over in (
    (TakeAgendaItem, ""),
    (FinishAgendaItem, "done"),
    (SkipAgendaItem, "skipped"),
):
    means(_mark)(partial(item_is, over=_over))


@means(RecordGuest)
def _(m: Model, c: RecordGuest) -> None:
    m.meetings[c.meeting].guests += 1


@means(RecordAttendance)
def _(m: Model, c: RecordAttendance) -> None:
    m.meetings[c.meeting].present.append(c.units)
    m.meetings[c.meeting].states |= dict.fromkeys(c.units, "present")


@means(RecordArrival)
def _(m: Model, c: RecordArrival) -> None:
    m.meetings[c.meeting].present.append((c.unit,))
    m.meetings[c.meeting].states[c.unit] = "present"


@means(RecordDeparture)
def _(m: Model, c: RecordDeparture) -> None:
    m.meetings[c.meeting].states[c.unit] = "left"


@means(RecordAbsence)
def _(m: Model, c: RecordAbsence) -> None:
    m.meetings[c.meeting].states[c.unit] = "absent"


@means(ReopenMeeting)
def _(m: Model, c: ReopenMeeting) -> None:
    m.meetings[c.meeting].closed = False


@means(PresentReport)
def _(m: Model, c: PresentReport) -> None:
    m.meetings[c.meeting].reports += 1


@means(RecordRemark)
def _(m: Model, c: RecordRemark) -> None:
    m.meetings[c.meeting].remarks += 1


@means(ReadOutMinutes)
def _(m: Model, c: ReadOutMinutes) -> None:
    if m.meetings[c.meeting].minutes == "draft":  # else it is an addition that is read out
        m.meetings[c.meeting].minutes = "read-out"


@means(ApproveMinutes)
def _(m: Model, c: ApproveMinutes) -> None:
    if m.meetings[c.meeting].minutes != "signed":
        m.meetings[c.meeting].minutes = "approved"


@means(SignMinutes)
def _(m: Model, c: SignMinutes) -> None:
    met = m.meetings[c.meeting]
    met.minutes = "signed"
    if c.sha256:
        m.files.add((*met.of, "", "", c.sha256))


means(AmendMinutes, WordSentence)(ignored)
means(GiveMeetingRole, ListSpeaker, CallSpeaker, FinishSpeaker)(ignored)
