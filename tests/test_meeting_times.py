"""Times that are typed at a meeting of today: before its opening or to come, they need words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from events.errors import Refused
from events.event import Source
from events.meetings import CloseMeeting, MeetingClosed, MeetingOpened, OpenMeeting
from events.minutes import ReadOutMinutes
from events.presence import RecordArrival, RecordDeparture
from events.remarks import RecordRemark
from tests.form_app import HERE, NOW, STARTED, TODAY, session
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.execute import execute, foreseen
from thidua_tui.command_line.parser import parse_line
from thidua_tui.forms.submit import attempt, record
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session, in_place_of
from views.minutes import Meetings, Minutes

LOCAL = NOW.astimezone()
OPEN = OpenMeeting(meeting="m", cluster="tmth", year=2020, title="Tổng kết", on=TODAY)


def clock(hours: int) -> str:
    """The time of the day so many hours after the opening."""
    return f"{LOCAL.hour + hours:02}:{LOCAL.minute:02}"


@pytest.fixture
def at() -> Session:
    """A session at a meeting that was opened just now."""
    of = session(*STARTED)
    of.do(OPEN)
    of.do(RecordArrival(meeting="m", unit="snv"))
    return of


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RecordDeparture(meeting="m", unit="snv", at=clock(-1)), "time-before-opening"),
        (RecordDeparture(meeting="m", unit="snv", at=clock(0)), ""),
        (RecordArrival(meeting="m", unit="stc", at=clock(-1)), ""),
        (RecordArrival(meeting="m", unit="stc", at=clock(-3)), "time-before-opening"),
        (RecordArrival(meeting="m", unit="stc", at=clock(1)), "time-to-come"),
        (RecordRemark(meeting="m", text="X", at=clock(0), until=clock(1)), "time-to-come"),
    ],
)
def test_a_time_of_a_form_is_not_before_the_opening_nor_to_come_without_a_reason(at, command, code):
    outcome = record(at, attempt((command,), "", Source()))
    assert (outcome.error.code if outcome.error else "") == code
    if code:
        assert record(at, attempt((command,), "Đồng hồ máy sai", Source())).entries


def test_so_it_is_in_a_line_and_before_it_is_recorded(at):
    line = parse_line(f"về snv {clock(-1)}", ActContext(at, HERE, Words("vi")))
    for tried in (execute, foreseen):
        with pytest.raises(Refused) as refused:
            tried(at, line)
        assert refused.value.facts == {"time": clock(-1), "opened": clock(0)}
    because = parse_line(f"về snv {clock(-1)} vì sai", ActContext(at, HERE, Words("vi")))
    assert execute(at, because)


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (RecordDeparture(meeting="n", unit="snv", at=clock(-1)), None),
        (RecordDeparture(meeting="n", unit="snv", at=clock(-3)), clock(-2)),
        (RecordArrival(meeting="n", unit="stc", at=clock(-3)), None),
        (ReadOutMinutes(meeting="n", time=clock(-3)), clock(-2)),
    ],
)
def test_an_opening_whose_time_was_given_was_at_that_time(command, refused):
    of = session(*STARTED)
    of.do(replace(OPEN, meeting="n", began=clock(-2)))
    of.do(RecordArrival(meeting="n", unit="snv"))
    outcome = record(of, attempt((command,), "", Source()))
    assert (outcome.error.facts["opened"] if outcome.error else None) == refused


def test_a_corrected_opening_was_not_when_it_was_corrected(at):
    opened = [e for e in at.ledger.read() if isinstance(e.event, MeetingOpened)]
    later = NOW + timedelta(hours=1)
    at.ledger.clock = lambda: later
    at.do(in_place_of(opened, replace(OPEN, title="Hội nghị tổng kết")), reason="nhầm")
    for hours, code in ((0, ""), (2, "time-to-come")):
        said = RecordRemark(meeting="m", text="X", at=clock(hours))
        outcome = record(at, attempt((said,), "", Source()))
        assert (outcome.error.code if outcome.error else "") == code


def test_of_a_meeting_of_another_day_or_of_a_source_nothing_is_known(at):
    at.late = Source(kind="newspaper", title="Báo Lạng Sơn", on=TODAY)
    said = RecordRemark(meeting="m", text="X", at=clock(-1))
    assert record(at, attempt((said,), "", at.late)).entries


def test_an_end_that_was_not_typed_is_recorded_afterwards(at):
    """By correcting the closing: the minutes and the table of meetings have its time."""
    at.do(CloseMeeting(meeting="m"))
    place = at.ledger.position()
    ground = ActContext(at, HERE, Words("vi"))
    execute(at, parse_line(f"đính chính {place} {clock(0)} vì chưa ghi giờ", ground))
    view = at.see(Minutes("m"))
    assert [row.ended for row in at.see(Meetings("tmth")).rows()] == [clock(0)]
    assert view.closing and view.closing.place == place


def test_an_end_is_typed_with_the_closing_and_not_before_what_happened(at):
    at.do(RecordDeparture(meeting="m", unit="snv", at=clock(0)))
    early = parse_line(f"bế mạc lúc {clock(-1)}", ActContext(at, HERE, Words("vi")))
    with pytest.raises(Refused) as refused:
        execute(at, early)
    assert refused.value.code == "time-before-opening"
    at.ledger.clock = lambda: NOW + timedelta(hours=3)
    at.do(RecordRemark(meeting="m", text="X", at=clock(2)))
    with pytest.raises(Refused) as refused:
        at.do(CloseMeeting(meeting="m", ended=clock(1)))
    assert refused.value.code == "ended-too-early"
    assert refused.value.facts == {"at": clock(1), "last": clock(2)}
    [entry] = execute(at, parse_line(f"bế mạc {clock(2)}", ActContext(at, HERE, Words("vi"))))
    assert isinstance(entry.event, MeetingClosed) and entry.event.ended == clock(2)
