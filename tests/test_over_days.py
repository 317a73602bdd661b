"""What holds on each day: one leader, members, names, and the order in which papers arrive."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from events.clusters import ClusterFounded
from events.compact_signatures import SignCompact
from events.compacts import CompactJoined, CompactSigned
from events.corrections import Correct, Retract, effective
from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.emulation_movements import (
    LaunchMovement,
    MovementJoined,
    MovementLaunched,
)
from events.membership import (
    AdmitUnit,
    RecordRoster,
    ReleaseUnit,
    RosterRecorded,
    UnitJoined,
    UnitLeft,
)
from events.roles import ActingHeadNamed, DeputyElected, HeadElected, OfficerStoodDown
from events.unit_commands import RenameUnit
from events.units import UnitDissolved, UnitFounded, UnitRenamed
from events.verify_content import flaws
from tests.facts import (
    CUM,
    HERE,
    KHAC,
    MEMBERS,
    NEXT,
    THERE,
    UNITS,
    WORLD,
    A,
    B,
    ClusterYear,
)
from tests.over_days import about, does, found, ledger_of, on, refusal
from tests.spec import given

# Offices: one leader on each day


def test_a_head_elected_before_the_last_stood_down_is_refused():
    first = HeadElected(**HERE, unit="a", on=on(1, 10))
    down = OfficerStoodDown(**HERE, unit="a", role="head", on=on(9))
    early = ElectHead(**HERE, unit="b", on=on(3))
    given(*MEMBERS, first, down).when(early).refused(
        "head-in-office", unit="a", year=2020, earliest=on(9)
    )
    given(*MEMBERS, first, down).when(replace(early, on=on(9))).accepted()


def test_a_head_whose_days_are_corrected_into_another_s_is_refused():
    first = HeadElected(**HERE, unit="a", on=on(1, 10))
    down = OfficerStoodDown(**HERE, unit="a", role="head", on=on(3))
    second = HeadElected(**HERE, unit="b", on=on(5))
    ledger = ledger_of(*MEMBERS, first, down, second)
    later = Correct(
        **about(ledger, down), instead=StandDown(**HERE, unit="a", role="head", on=on(9))
    )
    refused = refusal(ledger, later)
    assert (refused.code, refused.facts["position"]) == ("head-in-office", 10)
    does(ledger, replace(later, instead=replace(later.instead, on=on(5))))


def test_an_acting_head_and_a_head_do_not_lead_on_the_same_day():
    acting = ActingHeadNamed(**HERE, unit="a", on=on(3))
    given(*MEMBERS, acting).when(ElectHead(**HERE, unit="b", on=on(2))).refused(
        "acting-head-named", unit="a", earliest=on(3)
    )
    head = HeadElected(**HERE, unit="b", on=on(1))
    down = OfficerStoodDown(**HERE, unit="b", role="head", on=on(6))
    given(*MEMBERS, head, down).when(NameActingHead(**HERE, unit="a", on=on(5))).refused(
        "head-in-office", unit="b"
    )
    ledger = ledger_of(*MEMBERS, head, down, ActingHeadNamed(**HERE, unit="a"))
    assert refusal(ledger, Retract(**about(ledger, down))).code == "stands-on-it"


def test_an_acting_head_before_the_head_is_entered_late_as_the_refusal_says():
    """The head's entry is taken back, the acting head recorded, then the head again."""
    head = HeadElected(**HERE, unit="b", on=on(9))
    act = NameActingHead(**HERE, unit="a", on=on(3))
    ledger = ledger_of(*MEMBERS, head)
    assert refusal(ledger, act).code == "head-in-office"
    does(ledger, Retract(**about(ledger, head)))
    does(ledger, act)
    does(ledger, ElectHead(**HERE, unit="b", on=on(9)))
    typed = [*ledger.read()]
    assert flaws(typed, effective(typed)) == []
    acting = ActingHeadNamed(**HERE, unit="a", on=on(3))
    assert [e.event for e in effective(typed)][-2:] == [acting, head]


def test_a_deputy_s_place_and_a_unit_s_office_are_held_once_on_each_day():
    deputy = DeputyElected(**HERE, unit="a", rank=1, on=on(1))
    down = OfficerStoodDown(**HERE, unit="a", role="deputy", rank=1, on=on(9))
    spec = given(*MEMBERS, deputy, down)
    spec.when(ElectDeputy(**HERE, unit="b", rank=1, on=on(3))).refused(
        "rank-taken", unit="a", rank=1, earliest=on(9)
    )
    spec.when(ElectHead(**HERE, unit="a", on=on(3))).refused("role-held-then", unit="a", year=2020)
    spec.when(ElectHead(**HERE, unit="a", on=on(9))).accepted()


def test_a_verdict_on_two_heads_of_one_day_is_told_by_verify():
    first = HeadElected(**HERE, unit="a", on=on(1, 10))
    down = OfficerStoodDown(**HERE, unit="a", role="head", on=on(9))
    assert found(*MEMBERS, first, down, HeadElected(**HERE, unit="b", on=on(3))) == [
        "head-in-office"
    ]


# Names on each day


def test_no_two_living_units_bear_a_name_on_the_same_day():
    given(A, B).when(RenameUnit(unit="a", name="Sở B", on=on(1))).refused("name-taken", unit="b")
    renamed = UnitRenamed(unit="b", name="Sở Bê", on=date(2018, 1, 1))
    back = RenameUnit(unit="a", name="Sở B", on=date(2015, 1, 1))
    given(A, B, renamed).when(back).refused("name-taken", unit="b", name="Sở B")
    given(A, B, renamed).when(replace(back, on=date(2018, 1, 1))).accepted()
    ledger = ledger_of(A, B, renamed, UnitRenamed(unit="a", name="Sở B", on=date(2019, 1, 1)))
    assert refusal(ledger, Retract(**about(ledger, renamed))).code == "name-taken"


def test_a_unit_does_not_take_a_name_while_its_bearer_lives():
    over = UnitDissolved(unit="b", on=date(2021, 1, 10))
    take = RenameUnit(unit="a", name="Sở B", on=date(2021, 1, 9))
    given(A, B, over).when(take).refused("name-taken", unit="b", on=date(2021, 1, 9))
    given(A, B, over).when(replace(take, on=date(2021, 1, 10))).accepted()
    ledger = ledger_of(A, B, over, UnitFounded(unit="x", name="Sở B", on=date(2021, 2, 1)))
    assert refusal(ledger, Retract(**about(ledger, over))).code == "name-taken"


OF_2018 = RosterRecorded(cluster="cum", year=2018, units=("a", "b", "c"))
IN_BETWEEN: ClusterYear = {"cluster": "cum", "year": 2019}


@pytest.mark.parametrize(
    "fact",
    [
        HeadElected(**HERE, unit="a"),
        CompactSigned(**HERE, signatories=("a", "b")),
        MovementJoined(**HERE, movement="vhcs", units=("a",)),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_late_roster_keeps_who_acts_on_the_list_before_it(fact):
    world = (*WORLD, MovementLaunched(movement="vhcs", name="V"), OF_2018, fact)
    late = RecordRoster(**IN_BETWEEN, units=("b", "c"))
    given(*world).when(late).refused("roster-needed-first", unit="a", year=2020, listed=2019)
    given(*world).when(replace(late, units=("a", "b"))).accepted()
    ledger = ledger_of(*world)
    does(ledger, RecordRoster(**HERE, units=("a", "b")))  # as the refusal says
    does(ledger, late)


def test_a_roster_of_the_year_keeps_who_signed():
    signed = CompactSigned(**NEXT, signatories=("a",))
    given(*MEMBERS, signed).when(RecordRoster(**NEXT, units=("b",))).refused(
        "not-a-member-then", unit="a", position=8
    )


def test_who_left_led_and_signed_before_that_day():
    head = HeadElected(**HERE, unit="a", on=on(2))
    down = OfficerStoodDown(**HERE, unit="a", role="head", on=on(9))
    leave = ReleaseUnit(**HERE, unit="a", on=on(3))
    given(*MEMBERS, head, down).when(leave).refused("not-a-member-then", unit="a", position=9)
    given(*MEMBERS, head, down).when(replace(leave, on=on(9))).accepted()
    signed = CompactSigned(**HERE, signatories=("a",), on=on(4))
    given(*MEMBERS, signed).when(leave).refused("not-a-member-then", unit="a", position=8)
    left = UnitLeft(**HERE, unit="a", on=on(3))
    given(*MEMBERS, left).when(SignCompact(**HERE, signatories=("a",), on=on(4))).refused(
        "not-a-member", unit="a"
    )


def test_a_unit_that_joins_leads_from_that_day_on():
    joined = UnitJoined(**HERE, unit="d", on=on(6))
    given(*MEMBERS, joined).when(ElectHead(**HERE, unit="d", on=on(3))).refused("not-a-member")
    given(*MEMBERS, joined).when(ElectHead(**HERE, unit="d", on=on(6))).accepted()


def test_a_unit_joins_another_cluster_once_it_left_the_first():
    left = UnitLeft(**HERE, unit="a", on=on(9))
    there = RosterRecorded(**THERE, units=("d",))
    join = AdmitUnit(**THERE, unit="a", on=on(3))
    given(*MEMBERS, there, left).when(join).refused(
        "in-another-cluster", unit="a", cluster="cum", earliest=on(9)
    )
    given(*MEMBERS, there, left).when(replace(join, on=on(9))).accepted()


# Order of days of compacts and movements, by correction


def test_a_compact_is_not_corrected_to_after_a_later_signature():
    signed = CompactSigned(**HERE, signatories=("a",), on=on(2))
    joined = CompactJoined(**HERE, unit="b", on=on(3))
    ledger = ledger_of(*MEMBERS, signed, joined)
    late = SignCompact(**HERE, signatories=("a",), on=on(4))
    assert (
        refusal(ledger, Correct(**about(ledger, signed), instead=late)).code == "signed-too-early"
    )


def test_a_movement_is_not_corrected_to_other_years_than_its_registrations():
    launched = MovementLaunched(movement="vhcs", name="V")
    joined = MovementJoined(**HERE, movement="vhcs", units=("a",))
    ledger = ledger_of(*MEMBERS, launched, joined)
    short = LaunchMovement(movement="vhcs", name="V", until=2019)
    refused = refusal(ledger, Correct(**about(ledger, launched), instead=short))
    assert (refused.code, refused.facts["until"]) == ("movement-not-on", 2019)


# Old ledgers with such flaws


def test_a_flaw_that_is_there_is_no_obstacle_to_its_correction():
    first = HeadElected(**HERE, unit="a", on=on(1, 10))
    down = OfficerStoodDown(**HERE, unit="a", role="head", on=on(9))
    second = HeadElected(**HERE, unit="b", on=on(3))
    ledger = ledger_of(*MEMBERS, first, down, second)
    nearer = ElectHead(**HERE, unit="b", on=on(9))
    does(ledger, ElectDeputy(**HERE, unit="c"))
    does(ledger, Correct(**about(ledger, second), instead=nearer))
    typed = [*ledger.read()]
    assert flaws(typed, effective(typed)) == []


def test_a_flaw_of_another_unit_hinders_no_act():
    over = UnitDissolved(unit="b", on=date(2018, 1, 1))
    ledger = ledger_of(*MEMBERS, over, HeadElected(**HERE, unit="a"))
    does(ledger, StandDown(**HERE, unit="a", role="head"))
    does(ledger, SignCompact(**HERE, signatories=("a", "c")))
    does(ledger, Retract(**about(ledger, over)))
    assert found(*MEMBERS, over) == ["unit-ended"]


def test_a_fact_ahead_of_its_entry_is_told_by_verify():
    far = HeadElected(**HERE | {"year": 2020}, unit="a", on=date(2028, 1, 1))
    assert found(*UNITS, CUM, KHAC, MEMBERS[-1], far) == ["in-the-future"]
    young = ClusterFounded(cluster="x", name="X", on=date(2027, 1, 1))
    assert found(young) == ["in-the-future"]
