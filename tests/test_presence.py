"""Presence at a meeting: units arrive, leave and come back; the quorum counts members."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st
from msgspec.structs import replace

from events.command import Command
from events.council import CouncilMemberNamed
from events.errors import Refused
from events.event import Event
from events.meetings import (
    GuestAttended,
    MeetingClosed,
    MeetingOpened,
    RecordAttendance,
    UnitsAttended,
)
from events.presence import (
    PresentUnits,
    RecordAbsence,
    RecordArrival,
    RecordDeparture,
    UnitAbsent,
    UnitArrived,
    UnitDeparted,
    attendance,
    presence_of,
    present_units,
)
from events.presence_order import overlapping
from events.procedures import ProcedureSet, VotingRule
from events.quorum import quorum, quorum_scopes
from tests.facts import HERE, MEMBERS, Fields
from tests.spec import TODAY, given, ledger_with
from tests.universe import quick
from thidua_tui.formatting.sentences.presence import quorum_text
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session, in_place_of, take_back
from views.quorums import Quorums

OPENED = MeetingOpened(meeting="m", **HERE, title="Hội nghị", on=TODAY)
AT: Fields = {"meeting": "m", **HERE}
LISTED = UnitsAttended(**AT, units=("a", "b"))
WORLD = (*MEMBERS, OPENED)


def present(*facts: Event) -> PresentUnits | None:
    ledger = ledger_with(WORLD, *facts)
    return present_units(ledger.history((presence_of("m"),))[0], "m")


def test_a_unit_arrives_with_a_substitute_at_a_connected_place():
    full: Fields = {
        "unit": "a",
        "at": "08:05",
        "person": "Bà Lan",
        "office": "Phó Giám đốc",
        "substitute_for": "Ông An",
        "mode": "online",
        "point": "Điểm cầu 2",
    }
    given(WORLD).when(RecordArrival(meeting="m", **full)).then(UnitArrived(**AT, **full))


def test_a_unit_is_not_present_twice():
    arrival = RecordArrival(meeting="m", unit="a")
    for known in (LISTED, UnitArrived(**AT, unit="a")):
        given(WORLD, known).when(arrival).refused("already-present", unit="a")
    left = UnitDeparted(**AT, unit="a")
    given(WORLD, LISTED, left).when(arrival).then(UnitArrived(**AT, unit="a"))


def test_only_a_present_unit_leaves():
    departure = RecordDeparture(meeting="m", unit="a", at="10:00")
    gone = UnitDeparted(**AT, unit="a", at="10:00")
    given(WORLD).when(departure).refused("not-present", unit="a")
    given(WORLD, LISTED).when(departure).then(gone)
    given(WORLD, LISTED, gone).when(departure).refused("not-present", unit="a")


def test_intervals_of_presence_do_not_overlap():
    came, left = UnitArrived(**AT, unit="a", at="08:05"), UnitDeparted(**AT, unit="a", at="09:00")
    early = RecordDeparture(meeting="m", unit="a", at="08:00")
    given(WORLD, came).when(early).refused("presence-overlaps", at="08:00", before="08:05")
    back = RecordArrival(meeting="m", unit="a", at="08:30")
    given(WORLD, came, left).when(back).refused("presence-overlaps", at="08:30", before="09:00")


def test_a_time_that_is_unknown_overlaps_nothing():
    came = UnitArrived(**AT, unit="a", at="08:05")
    left = UnitDeparted(**AT, unit="a")
    given(WORLD, came).when(RecordDeparture(meeting="m", unit="a")).then(left)


def test_a_unit_that_came_is_not_absent():
    absence = RecordAbsence(meeting="m", unit="a", notice="with-notice")
    given(WORLD, LISTED).when(absence).refused("came-already", unit="a")
    fact = UnitAbsent(**AT, unit="a", notice="with-notice")
    given(WORLD).when(absence).then(fact)
    given(WORLD, fact).when(RecordArrival(meeting="m", unit="a")).then(UnitArrived(**AT, unit="a"))


@pytest.mark.parametrize(
    ("more", "code"),
    [({"vote": "proxy", "proxy": "a"}, "proxy-for-itself"), ({"proxy": "b"}, "proxy-without-vote")],
)
def test_a_proxy_goes_to_another_unit(more: Fields, code: str):
    given(WORLD).when(RecordAbsence(meeting="m", unit="a", **more)).refused(code, unit="a")


def test_presence_of_an_unknown_unit_is_refused():
    given(WORLD).when(RecordArrival(meeting="m", unit="xyz")).refused("unknown-unit", unit="xyz")


def test_nobody_arrives_at_a_closed_meeting_but_as_an_addendum():
    closed, arrival = MeetingClosed(**AT), RecordArrival(meeting="m", unit="a")
    given(WORLD, closed).when(arrival).refused("closed-meeting", meeting="m")
    added = UnitArrived(**AT, unit="a", addendum=True)
    given(WORLD, closed).when(replace(arrival, addendum=True)).then(added)


def test_present_units_keeps_those_who_vote_although_away_apart():
    assert present() is None
    here = present(
        LISTED,
        UnitDeparted(**AT, unit="a", vote="proxy", proxy="b"),
        UnitAbsent(**AT, unit="c", vote="written"),
    )
    assert here == PresentUnits(present=("b",), written=("c",), proxies={"a": "b"})
    assert here.taking_part(written=True, proxies=True) == ("b", "c", "a")
    assert here.taking_part(written=True, proxies=False) == ("b", "c")


def test_a_proxy_of_a_unit_that_is_not_there_takes_no_part():
    here = present(LISTED, UnitDeparted(**AT, unit="a", vote="proxy", proxy="c"))
    assert here is not None and here.taking_part(written=True, proxies=True) == ("b",)


def session(*facts: Event) -> Session:
    return Session(ledger_with(WORLD, *facts), "Thư ký")


def test_a_corrected_time_is_compared_at_its_own_place():
    of = session(
        UnitArrived(**AT, unit="a", at="08:05"),
        UnitDeparted(**AT, unit="a", at="09:30"),
        UnitArrived(**AT, unit="a", at="10:00"),
    )
    wrong = next(e for e in of.ledger.read() if isinstance(e.event, UnitDeparted))
    better = RecordDeparture(meeting="m", unit="a", at="09:15")
    of.do(in_place_of([wrong], better), reason="nghe nhầm")
    with pytest.raises(Refused, match="presence-overlaps"):
        first = next(e for e in of.ledger.read() if isinstance(e.event, UnitArrived))
        of.do(in_place_of([first], RecordArrival(meeting="m", unit="a", at="09:20")), reason="x")


def test_a_fact_of_a_closed_meeting_is_corrected_without_an_addendum():
    of = session(UnitArrived(**AT, unit="a", at="08:05"), MeetingClosed(**AT))
    wrong = next(e for e in of.ledger.read() if isinstance(e.event, UnitArrived))
    of.do(in_place_of([wrong], RecordArrival(meeting="m", unit="b")), reason="nhầm đơn vị")


def test_an_arrival_with_a_departure_behind_it_is_not_taken_back():
    of = session(LISTED, UnitDeparted(**AT, unit="a"))
    listed = next(e for e in of.ledger.read() if isinstance(e.event, UnitsAttended))
    with pytest.raises(Refused, match="stands-on-it"):
        of.do(take_back([listed]), reason="nhầm")


def counted(*facts: Event, kind: str = "year-end") -> tuple[int, int, int, bool] | None:
    opened = replace(OPENED, kind=kind)
    ledger = ledger_with(MEMBERS, opened, *facts)
    found = quorum(ledger.history(quorum_scopes(opened))[0], opened)
    return (found.count, found.needed, found.taking_part, found.met) if found else None


def test_a_quorum_counts_members_who_are_there():
    assert counted() is None
    assert counted(LISTED) == (3, 2, 2, True)
    left = UnitDeparted(**AT, unit="a", vote="written")
    assert counted(LISTED, left) == (3, 2, 2, True)
    assert counted(LISTED, left, kind="council") == (3, 3, 2, False)
    strict = ProcedureSet(
        cluster="cum", year=2020, matter="question", rule=VotingRule(written=False)
    )
    assert counted(LISTED, left, strict) == (3, 2, 1, False)
    proxy = replace(left, vote="proxy", proxy="b")
    assert counted(LISTED, proxy) == (3, 2, 1, False)
    allowed = replace(strict, rule=VotingRule(proxies=True))
    assert counted(LISTED, proxy, allowed) == (3, 2, 2, True)


def test_votes_in_writing_are_a_group_of_their_own_in_the_quorum():
    left = UnitDeparted(**AT, unit="a", vote="written")
    of = Session(ledger_with(MEMBERS, OPENED, LISTED, left), "Thư ký")
    (row,) = of.see(Quorums("cum")).rows()
    assert "1/3 đơn vị, 1 gửi ý kiến bằng văn bản; cần 2" in quorum_text(row, Words("vi"))
    assert "1/3 units present, 1 in writing; 2 needed" in quorum_text(row, Words("en"))


@pytest.mark.parametrize(
    ("kind", "vi", "en"),
    [
        ("year-end", "(2/3 số đơn vị thành viên)", "(2/3 of the members)"),
        ("council", "(80 % số thành viên Hội đồng)", "(80 % of the members of the Council)"),
    ],
)
def test_the_quorum_names_its_base(kind, vi, en):
    of = Session(ledger_with(MEMBERS, replace(OPENED, kind=kind), LISTED), "Thư ký")
    (row,) = of.see(Quorums("cum")).rows()
    assert quorum_text(row, Words("vi")).endswith(vi)
    assert quorum_text(row, Words("en")).endswith(en)


def test_a_rule_that_the_cluster_set_for_a_council_keeps_its_base():
    rule = ProcedureSet(
        cluster="cum", year=2020, matter="council-award", rule=VotingRule(quorum="2/3")
    )
    of = Session(ledger_with(MEMBERS, replace(OPENED, kind="council"), LISTED, rule), "Thư ký")
    (row,) = of.see(Quorums("cum")).rows()
    assert (row.base, row.parts, row.of) == ("council", 2, 3)


def test_the_quorum_of_a_council_counts_its_recorded_members():
    """By name, or by a unit without a named person; a unit that left takes its person along."""
    named = [
        CouncilMemberNamed(cluster="cum", person=person, unit=unit)
        for person, unit in (("Ông An", "a"), ("Bà Lan", "a"), ("Ông Bình", None), ("Bà Cúc", "b"))
    ]
    over = CouncilMemberNamed(cluster="cum", person="Ông Cũ", until=date(2019, 1, 1))
    guest = GuestAttended(**AT, name="ông  Bình", title="Ủy viên")
    came = UnitArrived(**AT, unit="a", person="Bà Lan")
    council = (*named, over)
    assert counted(*council, came, kind="council") == (4, 4, 1, False)
    assert counted(*council, came, guest, kind="council") == (4, 4, 2, False)
    assert counted(*council, LISTED, guest, kind="council") == (4, 4, 4, True)
    left = UnitDeparted(**AT, unit="a")
    assert counted(*council, came, guest, left, kind="council") == (4, 4, 1, False)
    wrote = UnitAbsent(**AT, unit="b", vote="written")
    assert counted(*council, came, wrote, kind="council") == (4, 4, 2, False)
    assert counted(*council, came, LISTED) == (3, 2, 2, True)
    opened = replace(OPENED, kind="council")
    of = Session(ledger_with(MEMBERS, opened, *council, came, guest), "Thư ký")
    (row,) = of.see(Quorums("cum")).rows()
    assert (row.count, row.present, row.persons) == (4, 2, True)
    assert "2/4 thành viên Hội đồng; cần 4" in quorum_text(row, Words("vi"))


def test_a_quorum_follows_the_rule_of_the_cluster():
    left = UnitDeparted(**AT, unit="a")
    rule = ProcedureSet(cluster="cum", year=2020, matter="question", rule=VotingRule(quorum=">1/3"))
    assert counted(LISTED, left, rule) == (3, 2, 1, False)
    assert counted(LISTED, left, replace(rule, rule=VotingRule(quorum="1/3"))) == (3, 1, 1, True)


STEPS = st.lists(
    st.one_of(
        st.builds(
            RecordArrival,
            meeting=st.just("m"),
            unit=st.sampled_from("ab"),
            at=st.sampled_from(("", "08:00", "09:00", "10:00")),
        ),
        st.builds(
            RecordDeparture,
            meeting=st.just("m"),
            unit=st.sampled_from("ab"),
            at=st.sampled_from(("", "08:00", "09:00", "10:00")),
        ),
        st.builds(RecordAbsence, meeting=st.just("m"), unit=st.sampled_from("ab")),
        st.just(RecordAttendance(meeting="m", units=("a", "b"))),
        st.integers(0, 5),
    ),
    max_size=12,
)


@quick(60)
@given_any(STEPS)
def test_no_course_of_acts_makes_a_presence_that_overlaps_itself(steps: list[Command | int]):
    of = session()
    for step in steps:
        entries = [e for e in of.ledger.history((presence_of("m"),))[0].entries if e.position > 1]
        try:
            if isinstance(step, Command):
                of.do(step)
            elif step < len(entries) and not isinstance(entries[step].event, MeetingOpened):
                of.do(take_back([entries[step]]), reason="nhầm")
        except Refused:
            continue
    kept = of.ledger.history((presence_of("m"),))[0].entries
    assert not [*overlapping(kept)]
    inside: dict[str, str] = {}
    for entry in kept:
        match entry.event:
            case UnitArrived(unit=unit):
                assert inside.get(unit) != "present"
                inside[unit] = "present"
            case UnitDeparted(unit=unit):
                assert inside.get(unit) == "present"
                inside[unit] = "left"
            case UnitsAttended(units=units):
                inside |= dict.fromkeys(units, "present")
    known = {u: a.state for u, a in attendance(kept, "m").items() if a.state != "absent"}
    assert known == {u: s for u, s in inside.items() if u in known}
