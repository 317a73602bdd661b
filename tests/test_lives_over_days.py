"""Units and clusters act while they exist, belong, and are reviewed, on each day of their lives."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from events.award_events import (
    AwardNominated,
)
from events.clusters import ClusterDissolved, ClusterFounded, DissolveCluster, FoundCluster
from events.command import Command
from events.compact_signatures import JoinCompact, SignCompact
from events.compacts import CompactSigned
from events.corrections import Correct
from events.elections import ElectHead, StandDown
from events.emulation_movements import (
    JoinMovement,
    MovementJoined,
    MovementLaunched,
)
from events.event import Event
from events.meetings import MeetingOpened, OpenMeeting, UnitsAttended
from events.membership import (
    ReleaseUnit,
    RosterRecorded,
    UnitLeft,
)
from events.partial_sources import WithdrawUnit
from events.ranking import AdoptResult
from events.reorganisation import DissolveUnit
from events.roles import DeputyElected, HeadElected
from events.rule_book import IssueRules
from events.unit_commands import FoundUnit
from events.units import UnitDissolved
from tests.facts import (
    BOOK,
    CUM,
    FLAG,
    HERE,
    MEMBERS,
    NEXT,
    A,
    ClusterYear,
    place,
)
from tests.over_days import TODAY, about, does, found, ledger_of, on, refusal
from tests.spec import given

# Lives of clusters and units


@pytest.mark.parametrize(
    "fact",
    [
        RosterRecorded(**NEXT, units=("a",)),
        HeadElected(**NEXT, unit="a"),
        CompactSigned(**NEXT),
        MovementJoined(**NEXT, movement="vhcs", units=("a",)),
        MeetingOpened(**NEXT, meeting="m", title="H"),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_cluster_does_not_end_before_what_is_recorded_of_it(fact):
    launched = MovementLaunched(movement="vhcs", name="V")
    end = DissolveCluster(cluster="cum", on=on(6))
    given(*MEMBERS, launched, fact).today(TODAY).when(end).refused(
        "cluster-active-later", cluster="cum", on=on(6), position=9
    )
    assert "cluster-ended" in found(
        *MEMBERS, launched, fact, ClusterDissolved(cluster="cum", on=on(6))
    )
    later = DissolveCluster(cluster="cum", on=date(2022, 1, 1))
    given(*MEMBERS, launched, fact).today(TODAY).when(later).accepted()


def test_a_founding_is_not_corrected_to_after_what_is_recorded():
    ledger = ledger_of(*MEMBERS, HeadElected(**HERE, unit="a"))
    late = date(2024, 5, 1)
    unit = Correct(**about(ledger, A), instead=FoundUnit(unit="a", name="Sở A", on=late))
    refused = refusal(ledger, unit)
    assert (refused.code, refused.facts["position"]) == ("unit-not-yet-founded", 7)
    founded = FoundCluster(cluster="cum", name="Cụm một", place="Lạng Sơn", on=late)
    cluster = Correct(**about(ledger, CUM), instead=founded)
    assert refusal(ledger, cluster).code == "cluster-not-yet-founded"
    does(ledger, Correct(**about(ledger, A), instead=replace(unit.instead, on=on(12))))


@pytest.mark.parametrize(
    "fact",
    [
        HeadElected(**HERE | {"year": 2022}, unit="a", on=date(2021, 12, 20)),
        DeputyElected(**HERE | {"year": 2022}, unit="a"),
        CompactSigned(**HERE | {"year": 2022}, signatories=("a",)),
        MovementJoined(**HERE | {"year": 2022}, movement="vhcs", units=("a", "b")),
        MeetingOpened(**HERE, meeting="m", title="H", on=date(2021, 12, 26), host="a"),
        AwardNominated(**FLAG, on=date(2021, 12, 26), result_unknown=True),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_unit_does_not_end_before_what_it_did(fact):
    launched = MovementLaunched(movement="vhcs", name="V")
    end = DissolveUnit(unit="a", on=date(2021, 12, 25))
    given(*MEMBERS, launched, fact).today(TODAY).when(end).refused(
        "active-later", unit="a", on=end.on, position=9
    )
    assert "unit-ended" in found(*MEMBERS, launched, fact, UnitDissolved(unit="a", on=end.on))
    given(*MEMBERS, launched, fact).today(TODAY).when(replace(end, on=on(1, 2, 2022))).accepted()


def test_who_attended_a_meeting_did_not_end_before_it():
    met = MeetingOpened(**HERE, meeting="m", title="H", on=on(6))
    there = UnitsAttended(**HERE, meeting="m", units=("d",))
    given(*MEMBERS, met, there).when(DissolveUnit(unit="d", on=on(5))).refused("active-later")
    given(*MEMBERS, met, there).when(DissolveUnit(unit="d", on=on(7))).accepted()
    ledger = ledger_of(*MEMBERS, met, there, UnitDissolved(unit="d", on=on(7)))
    again = OpenMeeting(**HERE, meeting="m", title="H", on=on(8))
    assert refusal(ledger, Correct(**about(ledger, met), instead=again)).code == "active-later"


def test_a_unit_that_ended_neither_signs_nor_registers():
    over = UnitDissolved(unit="a", on=date(2021, 12, 25))
    signed = date(2022, 2, 1)
    year: ClusterYear = {"cluster": "cum", "year": 2022}
    spec = given(*MEMBERS, over, MovementLaunched(movement="vhcs", name="V")).today(TODAY)
    for act in (
        SignCompact(**year, signatories=("a", "b"), on=signed),
        SignCompact(**year, signatories=("a", "b")),
        JoinMovement(**year, movement="vhcs", units=("a",)),
    ):
        spec.when(act).refused("unit-ended", unit="a", ended=over.on)
    given(*MEMBERS, over, CompactSigned(**year)).today(TODAY).when(
        JoinCompact(**year, unit="a", on=signed)
    ).refused("unit-ended", unit="a")


def test_an_office_is_given_on_a_day_on_which_unit_and_cluster_exist():
    over = UnitDissolved(unit="a", on=on(3))
    given(*MEMBERS, over).when(ElectHead(**HERE, unit="a", on=on(6))).refused("unit-ended")
    given(*MEMBERS, over).when(ElectHead(**HERE, unit="a", on=on(2))).accepted()
    gone = ClusterDissolved(cluster="cum", on=on(3))
    given(*MEMBERS, gone).when(ElectHead(**HERE, unit="a", on=on(6))).refused("cluster-ended")


LEFT = (
    ReleaseUnit(**HERE, unit="a", on=on(6)),
    WithdrawUnit(**HERE, unit="a", on=on(6)),
    StandDown(**HERE, unit="b", role="head", on=on(6)),
)
LEADS = HeadElected(**HERE, unit="b", on=on(2))


@pytest.mark.parametrize("act", LEFT, ids=lambda act: type(act).__name__)
@pytest.mark.parametrize("of", ["unit", "cluster"])
def test_what_has_ended_is_not_left_and_withdraws_nothing(act, of):
    """In both orders of typing."""
    end: Command = DissolveUnit(unit=act.unit, on=on(3))
    over: Event
    over, code = UnitDissolved(unit=act.unit, on=on(3)), "unit-ended"
    if of == "cluster":
        end, over = (
            DissolveCluster(cluster="cum", on=on(3)),
            ClusterDissolved(cluster="cum", on=on(3)),
        )
        code = "cluster-ended"
    given(*MEMBERS, LEADS, over).when(act).refused(code)
    (fact,) = does(ledger_of(*MEMBERS, LEADS), act)
    assert code in found(*MEMBERS, LEADS, fact, over)
    later = "active-later" if of == "unit" else "cluster-active-later"
    given(*MEMBERS, LEADS, fact).when(end).refused(later)


@pytest.mark.parametrize("act", [LEFT[0], LEFT[2]], ids=lambda act: type(act).__name__)
def test_a_unit_leaves_on_the_day_on_which_it_ends(act):
    for over in (UnitDissolved(unit=act.unit, on=on(6)), ClusterDissolved(cluster="cum", on=on(6))):
        given(*MEMBERS, LEADS, over).when(act).accepted()


def test_a_unit_asks_not_to_be_considered_while_it_is_a_member():
    """By the day, in both orders of typing."""
    left, asked = UnitLeft(**HERE, unit="a", on=on(6, 30)), WithdrawUnit(**HERE, unit="a")
    late, early = replace(asked, on=on(9)), replace(asked, on=on(3))
    given(*MEMBERS, left).when(late).refused("not-a-member")
    given(*MEMBERS, left).when(early).accepted()
    leave = ReleaseUnit(**HERE, unit="a", on=on(6, 30))
    (before,) = does(ledger_of(*MEMBERS), early)
    (after,) = does(ledger_of(*MEMBERS), late)
    given(*MEMBERS, before).when(leave).accepted()
    given(*MEMBERS, after).when(leave).refused("not-a-member-then")


THEN: tuple[Command, ...] = (
    SignCompact(**HERE, signatories=("a", "b")),
    JoinCompact(**HERE, unit="a"),
    JoinMovement(**HERE, movement="vhcs", units=("a",)),
    WithdrawUnit(**HERE, unit="a"),
)


@pytest.mark.parametrize("left", [None, on(6, 30)], ids=["left some day", "left in June"])
@pytest.mark.parametrize("acted", [None, on(3), on(9)], ids=["some day", "in March", "later"])
@pytest.mark.parametrize("act", THEN, ids=lambda act: type(act).__name__)
def test_what_a_unit_did_and_that_it_left_are_recorded_in_either_order(act, acted, left):
    """Where a day is unknown it may have acted before it left; so neither order is refused."""
    signed = (CompactSigned(**HERE, signatories=("b",), on=on(1)),)
    world: tuple[Event, ...] = (*MEMBERS, MovementLaunched(movement="vhcs", name="V"))
    world += signed if isinstance(act, JoinCompact) else ()
    act, leave = replace(act, on=acted), ReleaseUnit(**HERE, unit="a", on=left)
    (fact,) = does(ledger_of(*world), act)
    (gone,) = does(ledger_of(*world), leave)
    if acted and left and acted > left:
        given(*world, fact).when(leave).refused("not-a-member-then")
        given(*world, gone).when(act).refused("not-a-member")
        assert found(*world, fact, gone) == found(*world, gone, fact) == ["not-a-member"]
    else:
        given(*world, fact).when(leave).accepted()
        given(*world, gone).when(act).accepted()
        assert found(*world, fact, gone) == found(*world, gone, fact) == []


def test_a_unit_that_left_takes_no_role_on_an_unknown_day():
    """As it does not leave while it has a role: in both orders the answer is no."""
    left = UnitLeft(**HERE, unit="a", on=on(6, 30))
    given(*MEMBERS, left).when(ElectHead(**HERE, unit="a")).refused("not-a-member")
    leads = HeadElected(**HERE, unit="a")
    leave = ReleaseUnit(**HERE, unit="a", on=on(6, 30))
    given(*MEMBERS, leads).when(leave).refused("holds-a-role")


REVIEWS = (
    OpenMeeting(**HERE, meeting="m", title="H"),
    IssueRules(**HERE, criteria=BOOK.criteria),
    AdoptResult(**HERE, places=(place(1, "a"),)),
)


@pytest.mark.parametrize("act", REVIEWS, ids=lambda act: type(act).__name__)
def test_a_year_is_reviewed_in_the_life_of_the_cluster_or_after_the_year(act):
    """The review may follow the end of the cluster; within the year there must be a cluster."""
    over = ClusterDissolved(cluster="cum", on=on(7))
    given(*MEMBERS, over).when(replace(act, on=on(9))).refused("cluster-ended")
    given(*MEMBERS, over).when(replace(act, on=on(6))).accepted()
    given(*MEMBERS, over).when(replace(act, on=on(1, 10, 2021))).accepted()
    (fact,) = does(ledger_of(*MEMBERS), replace(act, on=on(9)))
    end = DissolveCluster(cluster="cum", on=on(7))
    given(*MEMBERS, fact).when(end).refused("cluster-active-later")
    assert "cluster-ended" in found(*MEMBERS, fact, over)
    young = ClusterFounded(cluster="moi", name="Cụm mới", place="Lạng Sơn", on=on(8))
    new = {"cluster": "moi", "year": 2020}
    if not isinstance(act, AdoptResult):
        soon = replace(act, **new, on=on(3))
        given(*MEMBERS, young).when(soon).refused("cluster-not-yet-founded")
