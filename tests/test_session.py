"""A session knows who types and in which meeting, and takes back what was just typed."""

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.errors import Refused
from events.meetings import CloseMeeting, OpenMeeting
from events.store.ledger import Ledger
from events.unit_commands import FoundUnit
from events.units import UnitFounded
from thidua_tui.session.samples.conference import CLUSTER, DAY, MEETING, YEAR, before
from thidua_tui.session.session import Session, take_back

OPENED = OpenMeeting(meeting=MEETING, cluster=CLUSTER, year=YEAR, title="Hội nghị", on=DAY)


@pytest.fixture
def ledger():
    ledger = Ledger(InMemoryDCBRecorder())
    session = Session(ledger, "Thư ký")
    for command in before():
        session.do(command)
    return ledger


def test_a_meeting_opened_or_closed_elsewhere_is_followed(ledger):
    here, elsewhere = Session(ledger, "Thư ký"), Session(ledger, "Phó cụm")
    assert here.meeting == ""
    elsewhere.do(OPENED)
    assert here.meeting == MEETING
    elsewhere.do(CloseMeeting(meeting=MEETING))
    assert here.meeting == ""


def test_a_closing_taken_back_opens_the_meeting_again(ledger):
    session = Session(ledger, "Thư ký")
    session.do(OPENED)
    closed = session.do(CloseMeeting(meeting=MEETING))
    assert session.meeting == ""
    session.do(take_back(closed), reason="bế mạc nhầm")
    assert session.meeting == MEETING


def test_what_is_typed_in_a_meeting_carries_it(ledger):
    session = Session(ledger, "Thư ký")
    session.do(OPENED)
    (entry,) = session.do(FoundUnit(unit="x", name="Sở X"))
    assert entry.meeting == MEETING


def test_undo_is_of_ones_own_last_act_that_still_counts(ledger):
    mine, theirs = Session(ledger, "Thư ký"), Session(ledger, "Phó cụm")
    mine.do(FoundUnit(unit="x", name="Sở X"))
    mine.do(FoundUnit(unit="y", name="Sở Y"))
    theirs.do(FoundUnit(unit="z", name="Sở Z"))
    for expected in ("y", "x"):
        (entry,) = mine.last_act()
        assert isinstance(entry.event, UnitFounded)
        assert entry.event.unit == expected
        mine.do(take_back([entry]), reason="nhầm")


def test_nobody_undoes_what_others_did(ledger):
    with pytest.raises(Refused, match="nothing-to-undo"):
        Session(ledger, "Người khác").last_act()
