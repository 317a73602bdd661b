"""What a year held: awards, compacts, movements, meetings, and the cluster's history."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from events.award_events import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    NominationWithdrawn,
)
from events.compacts import CompactJoined, CompactSigned
from events.disputes import StatementRecorded
from events.emulation_movements import JoinMovement, MovementJoined, MovementLaunched
from events.event import Event
from events.meeting_reports import ReportPresented
from events.meetings import (
    GuestAttended,
    MeetingClosed,
    MeetingOpened,
    RemarkRecorded,
    UnitsAttended,
)
from events.membership import RosterRecorded, UnitJoined, UnitLeft
from events.roles import ActingHeadNamed, DeputyElected, HeadElected
from events.store.ledger import Circumstances
from tests.facts import BOOK, DAY, FLAG, HERE, MEMBERS, NEXT, NOMINATED, Fields
from tests.reading import rows, told
from tests.spec import ledger_with
from views.award_list import AwardList
from views.cluster_history import ClusterHistory
from views.compacts import Compacts
from views.disputes import Disputes
from views.emulation_movements import Movements
from views.minutes import Meetings, Minutes
from views.projection import project
from views.roster import Roster

MARCH, MAY = date(2021, 3, 1), date(2021, 5, 8)
GRANTED = AwardGranted(**FLAG, number="1101/QĐ-UBND", on=MARCH, authority="UBND", signer="A")


def awards(*facts, **asked):
    return rows(lambda: AwardList("cum", **asked), *NOMINATED, *facts)


def test_an_award_has_four_dates():
    presented = AwardPresented(**FLAG, on=MAY, place="Hội trường", presented_by="B")
    annulled = AwardAnnulled(**FLAG, number="477/QĐ", on=date(2021, 6, 1))
    (row,) = awards(GRANTED, presented, annulled)
    assert (row.state, row.year, row.nominated_on, row.decided_on, row.presented_on) == (
        "annulled",
        2020,
        DAY,
        MARCH,
        MAY,
    )
    assert (row.number, row.signer, row.presented_by) == ("1101/QĐ-UBND", "A", "B")
    assert (row.annulment_number, row.annulled_on) == ("477/QĐ", date(2021, 6, 1))


def test_annulled_says_more_than_presented_whichever_was_typed_first():
    annulled = AwardAnnulled(**FLAG, number="477/QĐ", on=date(2021, 6, 1))
    assert awards(GRANTED, annulled, AwardPresented(**FLAG, on=MAY))[0].state == "annulled"


def test_the_state_of_an_award_follows_the_day_asked_for():
    facts = (GRANTED, AwardPresented(**FLAG, on=MAY))
    days = (DAY, MARCH, date(2021, 5, 7), MAY)
    states = [awards(*facts, on=day)[0].state for day in days]
    assert states == ["nominated", "granted", "granted", "presented"]


def test_what_was_not_decided_has_no_decision():
    (row,) = awards()
    assert (row.state, row.decided_on, row.number) == ("nominated", None, "")
    (denied,) = awards(AwardDenied(**FLAG))
    assert (denied.state, denied.decided_on) == ("denied", None)


def test_a_nomination_that_was_withdrawn_and_repeated_is_told_twice():
    found = awards(NominationWithdrawn(**FLAG, on=MARCH), AwardNominated(**FLAG, on=MAY))
    assert told(found, "state", "nominated_on", "withdrawn_on") == [
        ("withdrawn", DAY, MARCH),
        ("nominated", MAY, None),
    ]


def test_a_compact_is_known_by_the_hash_of_its_text():
    text = "Các đơn vị giao ước.\nHoàn thành nhiệm vụ."
    signed = CompactSigned(**HERE, text=text, signatories=("a", "b"), on=DAY)
    (row,) = rows(Compacts, *MEMBERS, signed, CompactJoined(**HERE, unit="c", on=MARCH))
    assert row.sha256 == sha256(text.encode()).hexdigest()
    assert [one.name for one in row.signatories] == ["Sở A", "Sở B"]
    assert [(late.unit, late.on) for late in row.late] == [("c", MARCH)]


def test_signatories_that_nobody_recorded_are_not_nobody():
    (row,) = rows(Compacts, *MEMBERS, CompactSigned(**HERE))
    assert (row.signatories, row.sha256, row.text, row.signed_on) == (None, None, "", None)


def test_movements_are_on_in_their_years_and_where_the_years_are_unknown():
    culture = MovementLaunched(movement="vhcs", name="Văn hóa công sở", since=2019, until=2025)
    poor = MovementLaunched(movement="nn", name="Vì người nghèo")
    joined = MovementJoined(**HERE, movement="vhcs", units=("a", "b"))
    facts = (*MEMBERS, culture, poor, joined)
    first, second = rows(lambda: Movements(year=2020), *facts)
    assert [(r.unit, r.name, r.year) for r in first.registrations] == [
        ("a", "Sở A", 2020),
        ("b", "Sở B", 2020),
    ]
    assert (second.launched_by, second.level, second.registrations) == ("", None, ())
    assert [row.movement for row in rows(lambda: Movements(year=2026), *facts)] == ["nn"]
    assert rows(lambda: Movements("khac", 2020), *facts)[0].registrations == ()


def test_movements_of_a_cluster_are_its_own_and_those_of_a_known_year():
    """One of another cluster, or of no year, is not of every cluster's year."""
    own = MovementLaunched(movement="own", name="Của cụm", of_cluster="cum")
    foreign = MovementLaunched(movement="foreign", name="Của cụm khác", of_cluster="khac")
    no_year = MovementLaunched(movement="wide", name="Không rõ năm")
    launched = MovementLaunched(movement="day", name="Có ngày", on=date(2020, 5, 1))
    facts = (*MEMBERS, own, foreign, no_year, launched)

    def codes(cluster: str | None = None, year: int | None = None, *more: Event) -> list[str]:
        return [row.movement for row in rows(lambda: Movements(cluster, year), *facts, *more)]

    assert codes("cum", 2020) == ["own", "day"]
    assert codes("cum", 2019) == ["own"]
    assert codes("cum") == ["own", "wide", "day"]
    assert codes() == ["own", "foreign", "wide", "day"]
    joined = MovementJoined(**HERE, movement="wide", units=("a",))
    assert codes("cum", 2020, joined) == ["own", "wide", "day"]


def test_a_member_that_joined_and_left_has_its_days():
    joined = UnitJoined(**HERE, unit="d", on=date(2020, 3, 1))
    facts = (*MEMBERS, joined, UnitLeft(**HERE, unit="a", on=date(2020, 9, 1)))
    found = rows(lambda: Roster("cum", 2020), *facts)
    assert told(found, "unit", "joined", "since", "left", "until")[0] == (
        "a",
        False,
        None,
        True,
        date(2020, 9, 1),
    )
    assert told(found, "unit", "joined", "since")[3] == ("d", True, date(2020, 3, 1))
    spring = rows(lambda: Roster("cum", on=date(2020, 2, 1)), *facts)
    assert [row.unit for row in spring] == ["a", "b", "c"]
    autumn = rows(lambda: Roster("cum", on=date(2020, 9, 1)), *facts)
    assert [row.unit for row in autumn] == ["b", "c", "d"]


def test_the_roster_shows_a_role_and_on_a_day_that_days_role():
    head = HeadElected(**HERE, unit="a", on=date(2020, 3, 1))
    facts = (*MEMBERS, DeputyElected(**HERE, unit="b"), ActingHeadNamed(**HERE, unit="b"), head)
    assert told(rows(lambda: Roster("cum"), *facts), "unit", "role") == [
        ("a", "head"),
        ("b", "deputy"),
        ("c", None),
    ]
    before = rows(lambda: Roster("cum", on=date(2020, 2, 1)), *facts)
    assert told(before, "unit", "role") == [("a", None), ("b", "acting"), ("c", None)]


def test_history_tells_each_year_with_who_came_and_went():
    roster = RosterRecorded(**NEXT, units=("b", "c", "d"))
    left = UnitLeft(**NEXT, unit="c")
    facts = (*NOMINATED, BOOK, HeadElected(**HERE, unit="a"), roster, left, CompactSigned(**NEXT))
    first, second = rows(lambda: ClusterHistory("cum"), *facts)
    assert (first.members, first.came, first.went, first.criteria) == (3, None, None, 2)
    assert [one.unit for one in first.heads] == ["a"]
    assert [(one.place, one.unit) for one in first.places] == [(1, "a"), (2, "b")]
    assert [(one.form, one.state) for one in first.awards] == [("co-tinh", "nominated")]
    assert (second.members, second.compact, second.adopted) == (2, True, False)
    assert [one.unit for one in second.came] == ["d"]
    assert [one.unit for one in second.went] == ["a", "c"]
    assert rows(lambda: ClusterHistory("cum", 2021), *facts) == (second,)


def test_a_year_without_a_roster_has_no_number_of_members():
    (row,) = rows(lambda: ClusterHistory("cum", 2021), *MEMBERS, HeadElected(**NEXT, unit="a"))
    assert (row.members, row.came, row.went, row.deputies) == (None, None, None, ())


MEETING: Fields = {"meeting": "tk", **HERE}
OPENED = MeetingOpened(**MEETING, title="Tổng kết", on=DAY, host="a", place="Trụ sở")
AT_IT = (
    GuestAttended(**MEETING, name="Vũ Thanh Thụy", title="Phó Trưởng Ban"),
    UnitsAttended(**MEETING, units=("a", "b"), who="lãnh đạo"),
    ReportPresented(**MEETING, title="Báo cáo", unit="b", presenter="Yến", draft=True),
    RemarkRecorded(**MEETING, kind="request", speaker="Thụy", text="Làm tốt hơn."),
)


def test_minutes_tell_who_came_and_what_was_said():
    minutes = project(
        Minutes("tk"), ledger_with(*MEMBERS, OPENED, *AT_IT, MeetingClosed(**MEETING))
    )
    row = minutes.row()
    assert row is not None
    assert row.host
    assert (row.title, row.host.name, row.chair, row.closed) == ("Tổng kết", "Sở A", None, True)
    assert [guest.name for guest in minutes.guests()] == ["Vũ Thanh Thụy"]
    assert [[one.unit for one in there.units] for there in minutes.present()] == [["a", "b"]]
    assert [
        (one.presenter, one.unit and one.unit.name, one.draft) for one in minutes.reports()
    ] == [("Yến", "Sở B", True)]
    assert [(one.kind, one.text) for one in minutes.remarks()] == [("request", "Làm tốt hơn.")]
    assert rows(lambda: Meetings("cum"), *MEMBERS, OPENED)[0].closed is False


def test_minutes_list_what_was_typed_in_the_session():
    launched = MovementLaunched(movement="m", name="M")
    ledger = ledger_with(*MEMBERS, launched, OPENED)
    join = JoinMovement(movement="m", **HERE, units=("a",))
    ledger.execute(join, Circumstances(by="x", meeting="tk"))
    minutes = project(Minutes("tk"), ledger)
    assert [type(entry.event) for entry in minutes.typed] == [MovementJoined]
    assert project(Minutes("other"), ledger).row() is None


def test_on_a_day_nothing_is_true_that_is_of_a_later_year_and_has_no_day():
    ledger = ledger_with(*MEMBERS, StatementRecorded(**HERE, topic="members", value="8"))
    for day, count in ((date(2019, 12, 31), 0), (date(2020, 1, 1), 1)):
        assert len(project(Disputes("cum", None, day), ledger).rows()) == count
