"""A session knows who types and in which meeting, and takes back what was just typed."""

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from msgspec.structs import replace

from events.errors import Refused
from events.event import Source
from events.meetings import CloseMeeting, OpenMeeting
from events.store.ledger import Circumstances, Ledger
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


def test_what_is_entered_late_is_of_the_meeting_that_its_source_opened_until_that_ends(ledger):
    session = Session(ledger, "Thư ký")
    session.do(OPENED)
    session.late = Source(kind="newspaper", title="Báo Lạng Sơn")
    assert session.do(FoundUnit(unit="x", name="Sở X"))[0].meeting == ""
    opened = session.do(replace(OPENED, meeting="reported"))
    assert session.typed_by("Phó cụm").do(FoundUnit(unit="y", name="Sở Y"))[0].meeting == "reported"
    session.do(CloseMeeting(meeting="reported"))
    assert session.do(FoundUnit(unit="z", name="Sở Z"))[0].meeting == ""
    session.do(replace(OPENED, meeting="other"))
    session.late = Source(kind="newspaper", title="Báo khác")
    assert session.do(FoundUnit(unit="w", name="Sở W"))[0].meeting == ""
    assert opened[0].source.title == "Báo Lạng Sơn"
    session.late = None
    assert session.minuted_in == "other"


def test_a_late_opening_taken_back_has_no_acts(ledger):
    session = Session(ledger, "Thư ký")
    session.late = Source(kind="newspaper", title="Báo Lạng Sơn")
    opened = session.do(OPENED)
    assert session.minuted_in == MEETING
    session.do(take_back(opened), reason="nhầm")
    assert session.minuted_in == ""


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


def test_an_entry_keeps_the_item_of_the_agenda_and_an_older_entry_has_none(ledger):
    how = Circumstances(by="Lan", meeting=MEETING, item="report")
    ledger.execute(OPENED, Circumstances(by="Lan"))
    [entry] = ledger.execute(CloseMeeting(meeting=MEETING), how)
    assert (entry.meeting, entry.item) == (MEETING, "report")
    *_, before, after = ledger.read()
    assert (before.item, after.item) == ("", "report")
