"""The conference: opened once, what happened at it, closed once."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from events.clusters import ClusterDissolved
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
from events.presence import UnitAbsent, UnitArrived, UnitDeparted
from events.remarks import RecordRemark
from events.reopening import ReopenMeeting
from events.units import UnitDissolved, UnitFounded
from tests.facts import CUM, HERE, UNITS, WORLD, Fields
from tests.spec import TODAY, given

OPENING: Fields = {"meeting": "m", **HERE, "title": "Hội nghị tổng kết năm 2020", "on": TODAY}
OPENED = MeetingOpened(**OPENING)
AT: Fields = {"meeting": "m", **HERE}


def test_a_meeting_is_opened():
    """The deputy hosts, somebody else chairs (record A01)."""
    full: Fields = OPENING | {
        "host": "b",
        "chair": "a",
        "part_of_day": "afternoon",
        "place": "Sở B",
    }
    given(WORLD).when(OpenMeeting(**full)).then(MeetingOpened(**full))


def test_a_meeting_is_opened_once():
    elsewhere: Fields = OPENING | {"cluster": "khac", "year": 2021}
    given(WORLD, OPENED).when(OpenMeeting(**elsewhere)).refused("meeting-exists", meeting="m")
    other: Fields = OPENING | {"meeting": "m2"}
    given(WORLD, OPENED).when(OpenMeeting(**other)).then(MeetingOpened(**other))


def test_a_meeting_is_of_a_cluster_that_exists():
    given(UNITS).when(OpenMeeting(**OPENING)).refused("unknown-cluster", cluster="cum")
    gone = ClusterDissolved(cluster="cum", on=date(2019, 1, 1))
    given(WORLD, gone).when(OpenMeeting(**OPENING)).refused("cluster-ended", cluster="cum")


def test_a_meeting_does_not_begin_in_the_future():
    given(WORLD).today(date(2021, 1, 13)).when(OpenMeeting(**OPENING)).refused(
        "in-the-future", on=TODAY, today=date(2021, 1, 13)
    )


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2023, 1, 1)])
def test_a_meeting_is_near_the_year_it_reports_on(day):
    meeting = OpenMeeting(**OPENING | {"on": day})
    given(WORLD).today(date(2024, 1, 1)).when(meeting).refused(
        "outside-the-year", on=day, year=2020
    )


@pytest.mark.parametrize("role", ["host", "chair"])
def test_host_and_chair_are_units_that_exist_on_that_day(role):
    gone = UnitDissolved(unit="a", on=TODAY)
    given(WORLD, gone).when(OpenMeeting(**OPENING | {role: "a"})).refused("unit-ended", unit="a")
    given(WORLD).when(OpenMeeting(**OPENING | {role: "z"})).refused("unknown-unit", unit="z")
    new = UnitFounded(unit="e", name="E", on=date(2021, 2, 1))
    given(WORLD, new).when(OpenMeeting(**OPENING | {role: "e"})).refused("unit-not-yet-founded")


def test_what_happens_at_a_meeting_is_of_its_cluster_and_year():
    """The other meeting is not asked."""
    other = MeetingOpened(**OPENING | {"meeting": "n", "cluster": "khac", "year": 2019})
    guest = {"name": "Vũ Thanh Thụy", "title": "Phó Trưởng Ban"}
    units = {"units": ("a", "d"), "who": "lãnh đạo"}
    report = {"title": "Dự thảo Báo cáo", "unit": "b", "presenter": "Nguyễn Anh Yến", "draft": True}
    remark = {"kind": "request", "speaker": "Vũ Thanh Thụy", "unit": "c", "text": "Một\nHai"}
    for command, fact, fields in (
        (RecordGuest, GuestAttended, guest),
        (RecordAttendance, UnitsAttended, units),
        (PresentReport, ReportPresented, report),
        (RecordRemark, RemarkRecorded, remark),
        (CloseMeeting, MeetingClosed, {}),
    ):
        given(WORLD, other, OPENED).when(command(meeting="m", **fields)).then(fact(**AT, **fields))


ACTS = [
    RecordGuest(meeting="m", name="X"),
    RecordAttendance(meeting="m", units=("a",)),
    PresentReport(meeting="m", title="X", unit="a"),
    RecordRemark(meeting="m", text="X", unit="a"),
    CloseMeeting(meeting="m"),
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: type(act).__name__)
def test_nothing_happens_at_a_meeting_that_was_not_opened(act):
    other = MeetingOpened(**OPENING | {"meeting": "n"})
    given(WORLD, other).when(act).refused("unknown-meeting", meeting="m")


@pytest.mark.parametrize("act", ACTS[1:4], ids=lambda act: type(act).__name__)
def test_who_is_named_at_a_meeting_exists_on_its_day(act):
    given(CUM, OPENED).when(act).refused("unknown-unit", unit="a")
    gone = UnitDissolved(unit="a", on=TODAY)
    given(WORLD, OPENED, gone).when(act).refused("unit-ended", unit="a", ended=TODAY)


def test_attendance_names_somebody_and_nobody_twice():
    given(WORLD, OPENED).when(RecordAttendance(meeting="m", units=())).refused("too-few-units")
    given(WORLD, OPENED).when(RecordAttendance(meeting="m", units=("a", "a"))).refused(
        "named-twice", unit="a"
    )


def test_a_remark_says_something():
    given(WORLD, OPENED).when(RecordRemark(meeting="m", text=" \n ")).refused("nothing-said")


def test_a_meeting_is_closed_once():
    closed = MeetingClosed(**AT)
    given(WORLD, OPENED, closed).when(CloseMeeting(meeting="m")).refused(
        "meeting-closed", meeting="m"
    )


def test_minutes_are_completed_after_the_meeting_as_an_addendum():
    closed, remark = MeetingClosed(**AT), RecordRemark(meeting="m", text="X", addendum=True)
    given(WORLD, OPENED, closed).when(remark).then(RemarkRecorded(**AT, text="X", addendum=True))
    given(WORLD, OPENED, closed).when(replace(remark, addendum=False)).refused(
        "closed-meeting", meeting="m"
    )
    given(WORLD, OPENED).when(remark).refused("no-addendum", meeting="m")


def test_a_meeting_goes_on_after_it_is_reopened():
    closed, reopened = MeetingClosed(**AT), MeetingReopened(**AT)
    again = ReopenMeeting(meeting="m")
    given(WORLD, OPENED, closed).because("họp tiếp").when(again).then(reopened)
    given(WORLD, OPENED).because("họp tiếp").when(again).refused("meeting-not-closed")
    after = given(WORLD, OPENED, closed, reopened)
    after.when(RecordRemark(meeting="m", text="X")).then(RemarkRecorded(**AT, text="X"))
    after.when(CloseMeeting(meeting="m")).then(closed)


def test_a_remark_does_not_end_before_it_begins():
    remark = RecordRemark(meeting="m", text="X", at="09:10", until="09:05")
    given(WORLD, OPENED).when(remark).refused("ends-before-start", start="09:10", end="09:05")


LEFT = UnitDeparted(**AT, unit="a", at="09:30")
ABSENT = UnitAbsent(**AT, unit="a")


def test_a_remark_of_a_unit_that_has_left_needs_words():
    remark = RecordRemark(meeting="m", text="X", unit="a")
    came = UnitArrived(**AT, unit="a")
    away = given(WORLD, OPENED, came, LEFT)
    away.when(remark).refused("remark-of-unit-away", unit="a", at="09:30")
    away.when(replace(remark, at="09:40")).refused("remark-of-unit-away")
    away.when(replace(remark, at="09:20")).then(
        RemarkRecorded(**AT, text="X", unit="a", at="09:20")
    )
    away.because("gọi điện").when(remark).then(RemarkRecorded(**AT, text="X", unit="a"))
    back = given(WORLD, OPENED, came, LEFT, UnitArrived(**AT, unit="a", at="10:00"))
    back.when(remark).then(RemarkRecorded(**AT, text="X", unit="a"))


def test_a_remark_of_an_absent_unit_needs_words_unless_it_writes():
    remark = RecordRemark(meeting="m", text="X", unit="a")
    given(WORLD, OPENED, ABSENT).when(remark).refused("remark-of-absent-unit", unit="a")
    writes = replace(ABSENT, vote="written")
    given(WORLD, OPENED, writes).when(remark).then(RemarkRecorded(**AT, text="X", unit="a"))
