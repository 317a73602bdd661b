"""Who belongs to a cluster in a year: rosters, joining, leaving; one cluster a year."""

from __future__ import annotations

from datetime import date

from events.clusters import ClusterDissolved
from events.command import History
from events.membership import (
    AdmitUnit,
    RecordRoster,
    ReleaseUnit,
    RosterRecorded,
    UnitJoined,
    UnitLeft,
    electorate,
)
from events.result_events import ResultAdopted, ResultWithdrawn
from events.roles import ActingHeadNamed, DeputyElected, HeadElected, OfficerStoodDown
from events.rosters import headcount
from events.units import UnitDissolved, UnitFounded
from tests.facts import (
    HERE,
    MEMBERS,
    NEXT,
    RESULT,
    ROSTER_2020,
    THERE,
    WORLD,
    C,
    ClusterYear,
    Fields,
    place,
)
from tests.spec import TODAY, given

JULY = date(2020, 7, 1)
D_JOINED = UnitJoined(**HERE, unit="d", on=JULY)
A_LEFT = UnitLeft(**HERE, unit="a", on=JULY)


# Rosters


def test_a_roster_names_the_members_of_a_year():
    units: Fields = {"units": ("c", "a")}
    given(WORLD).when(RecordRoster(**HERE, **units)).then(RosterRecorded(**HERE, **units))


def test_a_year_has_one_roster():
    given(MEMBERS).when(RecordRoster(**HERE, units=("d",))).refused("roster-recorded", **HERE)
    given(MEMBERS).when(RecordRoster(**NEXT, units=("d",))).then(
        RosterRecorded(**NEXT, units=("d",))
    )


def test_old_years_are_entered_late():
    """What is known of 2021 does not stand in the way of 2015."""
    old: Fields = {"cluster": "cum", "year": 2015, "units": ("a", "d")}
    elsewhere = RosterRecorded(**THERE | {"year": 2021}, units=("a", "d"))
    given(MEMBERS, elsewhere).when(RecordRoster(**old)).then(RosterRecorded(**old))


def test_a_roster_is_of_a_known_cluster():
    given(WORLD).when(RecordRoster(cluster="x", year=2020, units=("a",))).refused(
        "unknown-cluster", cluster="x"
    )


def test_a_roster_names_somebody_and_nobody_twice():
    given(WORLD).when(RecordRoster(**HERE, units=())).refused("too-few-units", least=1)
    given(WORLD).when(RecordRoster(**HERE, units=("a", "b", "a"))).refused("named-twice", unit="a")


def test_a_roster_names_units_that_are_known():
    given(WORLD).when(RecordRoster(**HERE, units=("a", "z"))).refused("unknown-unit", unit="z")


def test_a_member_exists_in_the_year():
    gone = UnitDissolved(unit="a", on=date(2020, 1, 1))
    roster = RecordRoster(**HERE, units=("a",))
    given(WORLD, gone).when(roster).refused("unit-ended", unit="a", ended=gone.on)
    during = UnitDissolved(unit="a", on=date(2020, 1, 2))
    given(WORLD, during).when(roster).then(RosterRecorded(**HERE, units=("a",)))


def test_a_unit_founded_later_is_no_member_of_an_earlier_year():
    """The new unit of an old name is not the one that was a member then."""
    new = UnitFounded(unit="e", name="Sở E", on=date(2021, 1, 1))
    given(WORLD, new).when(RecordRoster(**HERE, units=("e",))).refused(
        "unit-not-yet-founded", unit="e", founded=new.on
    )
    given(WORLD, new).when(RecordRoster(**NEXT, units=("e",))).then(
        RosterRecorded(**NEXT, units=("e",))
    )


def test_a_unit_is_in_one_cluster_a_year():
    given(MEMBERS).when(RecordRoster(**THERE, units=("d", "a"))).refused(
        "in-another-cluster", unit="a", cluster="cum", year=2020
    )
    given(MEMBERS).when(RecordRoster(**THERE, units=("d",))).then(
        RosterRecorded(**THERE, units=("d",))
    )


def test_a_unit_is_in_another_cluster_in_another_year():
    other: Fields = {"cluster": "khac", "year": 2021, "units": ("a", "d")}
    given(MEMBERS).when(RecordRoster(**other)).then(RosterRecorded(**other))


def test_the_first_of_several_that_belong_elsewhere_is_named():
    d_there = RosterRecorded(**THERE, units=("d",))
    third = RecordRoster(cluster="khac", year=2020, units=("d", "a"))
    given(MEMBERS, UnitJoined(**THERE, unit="d"), d_there).when(
        RecordRoster(**HERE | {"cluster": "khac"}, units=("a", "d"))
    ).refused("roster-recorded")
    given(MEMBERS, D_JOINED).when(third).refused("in-another-cluster", unit="d")


def test_whoever_holds_a_role_stays_on_the_roster():
    """The head of 2021 was elected at the conference of 2020, before the list of 2021."""
    head = HeadElected(**NEXT, unit="a")
    given(MEMBERS, head).when(RecordRoster(**NEXT, units=("b",))).refused(
        "holds-a-role", unit="a", year=2021
    )
    acting = ActingHeadNamed(**NEXT, unit="b")
    given(MEMBERS, acting).when(RecordRoster(**NEXT, units=("a",))).refused(
        "holds-a-role", unit="b"
    )
    down = OfficerStoodDown(**NEXT, unit="a", role="head")
    given(MEMBERS, head, down).when(RecordRoster(**NEXT, units=("b",))).then(
        RosterRecorded(**NEXT, units=("b",))
    )


# Joining


def test_a_unit_joins_in_the_course_of_a_year():
    given(MEMBERS).when(AdmitUnit(**HERE, unit="d", on=JULY)).then(D_JOINED)


def test_nobody_joins_before_there_is_a_roster():
    given(MEMBERS).when(AdmitUnit(**NEXT, unit="d")).refused("no-roster", **NEXT)


def test_a_member_does_not_join_again():
    given(MEMBERS).when(AdmitUnit(**HERE, unit="a")).refused(
        "already-a-member", unit="a", cluster="cum", year=2020
    )
    given(MEMBERS, D_JOINED).when(AdmitUnit(**HERE, unit="d")).refused("already-a-member")


def test_a_unit_joins_only_when_it_belongs_nowhere_else():
    there = RosterRecorded(**THERE, units=("d",))
    given(MEMBERS, there).when(AdmitUnit(**HERE, unit="d")).refused(
        "in-another-cluster", unit="d", cluster="khac"
    )


def test_a_unit_moves_to_another_cluster_in_mid_year():
    """It is on two rosters of one year, one after the other."""
    there = RosterRecorded(**THERE, units=("a", "d"))
    given(MEMBERS, A_LEFT).when(RecordRoster(**THERE, units=("a", "d"))).then(there)
    given(MEMBERS, RosterRecorded(**THERE, units=("d",)), A_LEFT).when(
        AdmitUnit(**THERE, unit="a", on=JULY)
    ).then(UnitJoined(**THERE, unit="a", on=JULY))
    given(MEMBERS, A_LEFT, there).when(AdmitUnit(**HERE, unit="a")).refused(
        "in-another-cluster", unit="a", cluster="khac"
    )


def test_a_unit_that_moved_comes_back():
    there = (RosterRecorded(**THERE, units=("a",)), UnitLeft(**THERE, unit="a"))
    given(MEMBERS, A_LEFT, there).when(AdmitUnit(**HERE, unit="a")).then(
        UnitJoined(**HERE, unit="a")
    )


def test_joining_and_leaving_belong_to_their_year():
    wrong: Fields = {"on": date(2021, 1, 1), "year": 2020}
    given(MEMBERS).when(AdmitUnit(**HERE, unit="d", on=wrong["on"])).refused(
        "outside-the-year", **wrong
    )
    given(MEMBERS).when(ReleaseUnit(**HERE, unit="a", on=wrong["on"])).refused(
        "outside-the-year", **wrong
    )


def test_a_unit_that_ended_in_spring_does_not_join_in_summer():
    gone = UnitDissolved(unit="d", on=date(2020, 3, 1))
    given(MEMBERS, gone).when(AdmitUnit(**HERE, unit="d", on=JULY)).refused("unit-ended", unit="d")
    given(MEMBERS, gone).when(AdmitUnit(**HERE, unit="d", on=date(2020, 2, 1))).then(
        UnitJoined(**HERE, unit="d", on=date(2020, 2, 1))
    )


def test_nobody_joins_a_cluster_that_is_gone():
    gone = ClusterDissolved(cluster="cum", on=date(2019, 1, 1))
    given(MEMBERS, gone).when(AdmitUnit(**HERE, unit="d")).refused("cluster-ended")


# Leaving


def test_a_member_leaves():
    given(MEMBERS).when(ReleaseUnit(**HERE, unit="a", on=JULY)).then(A_LEFT)
    given(MEMBERS, D_JOINED).when(ReleaseUnit(**HERE, unit="d", on=JULY)).then(
        UnitLeft(**HERE, unit="d", on=JULY)
    )


def test_only_a_member_leaves():
    given(MEMBERS).when(ReleaseUnit(**HERE, unit="d")).refused("not-a-member", unit="d", **HERE)
    given(MEMBERS, A_LEFT).when(ReleaseUnit(**HERE, unit="a")).refused("not-a-member")
    given(MEMBERS).when(ReleaseUnit(**THERE, unit="a")).refused("not-a-member", cluster="khac")


def test_a_unit_does_not_leave_before_it_joined():
    early = date(2020, 6, 30)
    given(MEMBERS, D_JOINED).when(ReleaseUnit(**HERE, unit="d", on=early)).refused(
        "left-before-joined", unit="d", on=early, earliest=JULY
    )


def test_the_day_of_joining_another_cluster_is_another_matter():
    """It moved away in June, and was entered there for July before it was released here."""
    there = UnitJoined(**THERE, unit="a", on=JULY)
    given(MEMBERS, there).when(ReleaseUnit(**HERE, unit="a", on=date(2020, 6, 1))).then(
        UnitLeft(**HERE, unit="a", on=date(2020, 6, 1))
    )


def test_whoever_holds_a_role_lays_it_down_before_leaving():
    head = HeadElected(**HERE, unit="a")
    leave = ReleaseUnit(**HERE, unit="a")
    given(MEMBERS, head).when(leave).refused("holds-a-role", unit="a", year=2020)
    given(MEMBERS, DeputyElected(**HERE, unit="a")).when(leave).refused("holds-a-role", unit="a")
    down = OfficerStoodDown(**HERE, unit="a", role="head")
    given(MEMBERS, head, down).when(leave).then(UnitLeft(**HERE, unit="a"))


def test_whoever_heads_the_next_year_on_the_strength_of_this_roster_does_not_leave_it():
    head = HeadElected(**NEXT, unit="a")
    leave = ReleaseUnit(**HERE, unit="a")
    given(MEMBERS, head).when(leave).refused("holds-a-role", unit="a", year=2021)
    own = RosterRecorded(**NEXT, units=("a", "b"))
    given(MEMBERS, own, head).when(leave).then(UnitLeft(**HERE, unit="a"))


def test_a_role_in_another_cluster_or_year_does_not_hold_a_unit_back():
    before: ClusterYear = {"cluster": "cum", "year": 2019}
    earlier = (RosterRecorded(**before, units=("a",)), HeadElected(**before, unit="a"))
    there = HeadElected(**THERE, unit="a")
    given(MEMBERS, earlier, there).when(ReleaseUnit(**HERE, unit="a")).then(
        UnitLeft(**HERE, unit="a")
    )


def test_a_ranked_unit_does_not_leave_its_ranking():
    leave = ReleaseUnit(**HERE, unit="a")
    given(MEMBERS, RESULT).when(leave).refused("result-adopted", **HERE)
    given(MEMBERS, RESULT, ResultWithdrawn(**HERE)).when(leave).then(UnitLeft(**HERE, unit="a"))
    given(MEMBERS, RESULT).when(ReleaseUnit(**HERE, unit="c")).then(UnitLeft(**HERE, unit="c"))
    other_year = ResultAdopted(cluster="cum", year=2019, places=(place(1, "a"),))
    given(MEMBERS, other_year).when(leave).then(UnitLeft(**HERE, unit="a"))


def test_a_year_without_a_roster_has_none():
    """It is not guessed from the year before: nobody leaves a year that nobody recorded."""
    given(C, WORLD[4], ROSTER_2020).when(ReleaseUnit(**NEXT, unit="c")).refused("not-a-member")


def test_without_any_roster_nobody_elects_and_nobody_is_counted():
    nothing = History([], TODAY)
    assert electorate(nothing, "cum", 2020) == ()
    assert headcount(nothing, "cum", 2020) is None
