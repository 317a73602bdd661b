"""Who leads a cluster: one head at a time, deputies in order, an acting head in a vacancy."""

from __future__ import annotations

from datetime import date

import pytest

from events.clusters import ClusterDissolved
from events.command import History
from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.errors import BadInput
from events.membership import RosterRecorded, UnitLeft
from events.roles import (
    ActingHeadNamed,
    DeputyElected,
    HeadElected,
    OfficerStoodDown,
    Role,
    acting_head,
    head,
    officers,
)
from events.store.ledger import Circumstances
from events.units import UnitDissolved
from events.voting import Tally
from tests.facts import HERE, MEMBERS, NEXT, ROSTER_2020, THERE, WORLD, Fields
from tests.spec import TODAY, entry, given, ledger_with

DAY = date(2020, 1, 10)
A_HEAD = HeadElected(**HERE, unit="a", on=DAY)
B_DEPUTY = DeputyElected(**HERE, unit="b", rank=1, on=DAY)
C_ACTING = ActingHeadNamed(**HERE, unit="c", on=DAY)
A_DOWN = OfficerStoodDown(**HERE, unit="a", role="head")
VOTES = Tally(votes_for=2, total=3, of="members")


def leaders(*events) -> dict[str, str]:
    history = History([entry(e, n) for n, e in enumerate(events, 1)], TODAY)
    return {unit: type(e).__name__ for unit, e in officers(history, "cum", 2020).items()}


# Heads


def test_a_member_becomes_head():
    how: Fields = {"unit": "a", "method": "secret-ballot", "votes": VOTES, "on": DAY}
    given(MEMBERS).when(ElectHead(**HERE, **how)).then(HeadElected(**HERE, **how))


def test_that_nobody_recorded_how_is_an_answer():
    given(MEMBERS).when(ElectHead(**HERE, unit="a")).then(
        HeadElected(**HERE, unit="a", method="not-recorded")
    )


def test_there_is_one_head_at_a_time():
    given(MEMBERS, A_HEAD).when(ElectHead(**HERE, unit="b")).refused(
        "head-in-office", unit="a", year=2020
    )
    given(MEMBERS, A_HEAD).when(ElectHead(**HERE, unit="a")).refused("head-in-office", unit="a")


def test_a_head_follows_one_that_stood_down():
    given(MEMBERS, A_HEAD, A_DOWN).when(ElectHead(**HERE, unit="b")).then(
        HeadElected(**HERE, unit="b")
    )


def test_every_year_and_every_cluster_has_a_head_of_its_own():
    there = (RosterRecorded(**THERE, units=("d",)), HeadElected(**THERE, unit="d"))
    given(MEMBERS, there).when(ElectHead(**HERE, unit="a")).then(HeadElected(**HERE, unit="a"))
    given(MEMBERS, A_HEAD).when(ElectHead(**NEXT, unit="a")).then(HeadElected(**NEXT, unit="a"))


@pytest.mark.parametrize("command", [ElectHead, ElectDeputy, NameActingHead])
class TestOnlyMembersHoldRoles:
    """Head, deputy and acting head are members; that is, none of these."""

    def test_not_a_stranger(self, command):
        given(MEMBERS).when(command(**HERE, unit="d")).refused("not-a-member", unit="d", **HERE)

    def test_not_a_member_of_another_cluster(self, command):
        there = RosterRecorded(**THERE, units=("d",))
        given(MEMBERS, there).when(command(**HERE, unit="d")).refused("not-a-member", unit="d")

    def test_not_one_that_left(self, command):
        left = UnitLeft(**HERE, unit="a")
        given(MEMBERS, left).when(command(**HERE, unit="a")).refused("not-a-member", unit="a")

    def test_not_a_member_of_an_older_roster(self, command):
        """The latest roster counts, not any."""
        newer = RosterRecorded(**NEXT, units=("b", "d"))
        given(MEMBERS, newer).when(command(**NEXT, unit="a")).refused("not-a-member", unit="a")

    def test_not_a_member_of_a_later_roster_only(self, command):
        newer = RosterRecorded(**NEXT, units=("d",))
        given(WORLD, newer).when(command(**HERE, unit="d")).refused("no-roster", **HERE)

    def test_not_where_everybody_left(self, command):
        all_left = [UnitLeft(**HERE, unit=unit) for unit in "abc"]
        given(MEMBERS, all_left).when(command(**HERE, unit="a")).refused("not-a-member", unit="a")

    def test_not_before_a_roster_is_known(self, command):
        given(WORLD).when(command(**HERE, unit="a")).refused("no-roster", **HERE)

    def test_not_a_unit_that_ended(self, command):
        gone = UnitDissolved(unit="a", on=date(2021, 1, 1))
        given(MEMBERS, gone).when(command(**NEXT, unit="a")).refused("unit-ended", unit="a")

    def test_not_in_a_cluster_that_ended(self, command):
        gone = ClusterDissolved(cluster="cum", on=date(2020, 12, 31))
        given(MEMBERS, gone).when(command(**NEXT, unit="a")).refused("cluster-ended")

    def test_elected_in_its_year_or_ahead(self, command):
        for day in (date(2018, 12, 31), date(2021, 1, 1)):
            given(MEMBERS).when(command(**HERE, unit="a", on=day)).refused(
                "outside-the-year", on=day, year=2020
            )
        ahead = given(MEMBERS).when(command(**NEXT, unit="a", on=date(2020, 12, 20)))
        kind = {ElectHead: HeadElected, ElectDeputy: DeputyElected}.get(command, ActingHeadNamed)
        ahead.then(kind(**NEXT, unit="a", on=date(2020, 12, 20)))


def test_the_conference_elects_the_head_of_a_year_whose_roster_is_not_issued():
    """Record A01: 14/01/2021, head and deputy of 2021, by the members of 2020."""
    given(MEMBERS).when(ElectHead(**NEXT, unit="b", on=TODAY)).then(
        HeadElected(**NEXT, unit="b", on=TODAY)
    )


# Deputies


def test_deputies_have_an_order():
    given(MEMBERS, A_HEAD, B_DEPUTY).when(ElectDeputy(**HERE, unit="c", rank=2)).then(
        DeputyElected(**HERE, unit="c", rank=2)
    )
    second = DeputyElected(**HERE, unit="a", rank=2)
    assert list(leaders(second, B_DEPUTY, HeadElected(**HERE, unit="c"))) == ["c", "b", "a"]


def test_two_deputies_do_not_share_a_place_in_the_order():
    given(MEMBERS, B_DEPUTY).when(ElectDeputy(**HERE, unit="c", rank=1)).refused(
        "rank-taken", rank=1, unit="b", year=2020
    )


def test_deputies_may_be_named_without_an_order():
    unordered = DeputyElected(**HERE, unit="b")
    given(MEMBERS, unordered).when(ElectDeputy(**HERE, unit="c")).then(
        DeputyElected(**HERE, unit="c")
    )


def test_a_place_in_the_order_is_free_when_its_deputy_stood_down():
    down = OfficerStoodDown(**HERE, unit="b", role="deputy", rank=1)
    given(MEMBERS, B_DEPUTY, down).when(ElectDeputy(**HERE, unit="c", rank=1)).then(
        DeputyElected(**HERE, unit="c", rank=1)
    )


def test_a_deputy_is_not_the_head():
    given(MEMBERS, A_HEAD).when(ElectDeputy(**HERE, unit="a")).refused(
        "is-head", unit="a", year=2020
    )
    given(MEMBERS, B_DEPUTY).when(ElectHead(**HERE, unit="b")).refused(
        "is-deputy", unit="b", year=2020
    )


def test_a_deputy_is_elected_once():
    given(MEMBERS, B_DEPUTY).when(ElectDeputy(**HERE, unit="b", rank=2)).refused(
        "is-deputy", unit="b"
    )


def test_the_deputy_of_one_year_becomes_head_of_the_next():
    given(MEMBERS, B_DEPUTY).when(ElectHead(**NEXT, unit="b")).then(HeadElected(**NEXT, unit="b"))


# Votes


def test_a_count_is_not_above_its_total():
    many = Tally(votes_for=4, total=3)
    for command in (ElectHead, ElectDeputy):
        given(MEMBERS).when(command(**HERE, unit="a", votes=many)).refused(
            "votes-above-total", votes=4, total=3
        )


def test_only_a_vote_has_a_count():
    for method in ("rotation", "handed-over", "recognised"):
        given(MEMBERS).when(ElectHead(**HERE, unit="a", method=method, votes=VOTES)).refused(
            "votes-without-vote", method=method
        )


def test_a_share_of_nobody_is_no_share():
    with pytest.raises(BadInput, match="field-invalid"):
        nobody = Tally(votes_for=0, total=0)
        ledger_with(MEMBERS).execute(
            ElectHead(**HERE, unit="a", votes=nobody), Circumstances(by="spec")
        )


# Acting heads


def test_a_member_leads_while_there_is_no_head():
    given(MEMBERS).when(NameActingHead(**HERE, unit="c", on=DAY)).then(C_ACTING)


def test_a_deputy_leads_while_there_is_no_head_and_stays_deputy():
    acting = ActingHeadNamed(**HERE, unit="b")
    given(MEMBERS, B_DEPUTY).when(NameActingHead(**HERE, unit="b")).then(acting)
    assert leaders(B_DEPUTY, acting) == {"b": "DeputyElected"}


def test_nobody_acts_beside_a_head():
    given(MEMBERS, A_HEAD).when(NameActingHead(**HERE, unit="c")).refused(
        "head-in-office", unit="a"
    )


def test_nobody_acts_beside_another():
    given(MEMBERS, C_ACTING).when(NameActingHead(**HERE, unit="a")).refused(
        "acting-head-named", unit="c", year=2020
    )


def test_an_election_ends_the_acting():
    elected = HeadElected(**HERE, unit="a")
    given(MEMBERS, C_ACTING).when(ElectHead(**HERE, unit="a")).then(elected)
    assert leaders(C_ACTING, elected) == {"a": "HeadElected"}
    given(MEMBERS, C_ACTING, elected).when(StandDown(**HERE, unit="c", role="acting")).refused(
        "holds-no-role"
    )


def test_who_acts_may_be_elected():
    given(MEMBERS, C_ACTING).when(ElectHead(**HERE, unit="c")).then(HeadElected(**HERE, unit="c"))


def test_head_and_acting_head_are_asked_for_by_cluster_and_year():
    history = History([entry(A_HEAD), entry(ActingHeadNamed(**NEXT, unit="b"), 2)], TODAY)
    assert (head(history, "cum", 2020), acting_head(history, "cum", 2020)) == ("a", None)
    assert (head(history, "cum", 2021), acting_head(history, "cum", 2021)) == (None, "b")
    assert (head(history, "khac", 2020), acting_head(history, "khac", 2021)) == (None, None)


# Standing down


@pytest.mark.parametrize(
    ("given_role", "role", "rank"),
    [(A_HEAD, "head", None), (B_DEPUTY, "deputy", 1), (C_ACTING, "acting", None)],
)
def test_who_holds_a_role_lays_it_down(given_role, role, rank):
    unit = given_role.unit
    given(MEMBERS, given_role).when(StandDown(**HERE, unit=unit, role=role)).then(
        OfficerStoodDown(**HERE, unit=unit, role=role, rank=rank)
    )


def test_only_who_holds_the_role_lays_it_down():
    others: tuple[tuple[str, Role], ...]
    others = (("b", "head"), ("a", "deputy"), ("a", "acting"), ("b", "acting"))
    for unit, role in others:
        given(MEMBERS, A_HEAD, B_DEPUTY).when(StandDown(**HERE, unit=unit, role=role)).refused(
            "holds-no-role", unit=unit, role=role, year=2020
        )
    given(MEMBERS, A_HEAD).when(StandDown(**NEXT, unit="a", role="head")).refused("holds-no-role")
    given(MEMBERS, A_HEAD, A_DOWN).when(StandDown(**HERE, unit="a", role="head")).refused(
        "holds-no-role"
    )


def test_a_role_is_not_laid_down_before_it_was_given():
    early = date(2020, 1, 9)
    given(MEMBERS, A_HEAD).when(StandDown(**HERE, unit="a", role="head", on=early)).refused(
        "ended-before-given", unit="a", on=early, earliest=DAY
    )


def test_a_deputy_that_acts_lays_the_acting_down_after_it_began():
    """The day of the deputy's election is another role's."""
    acting = ActingHeadNamed(**HERE, unit="b", on=date(2020, 6, 1))
    between = StandDown(**HERE, unit="b", role="acting", on=date(2020, 3, 1))
    given(MEMBERS, B_DEPUTY, acting).when(between).refused(
        "ended-before-given", earliest=date(2020, 6, 1)
    )


def test_a_role_is_not_laid_down_in_the_future():
    day = date(2021, 1, 15)
    late = StandDown(**HERE, unit="a", role="head", on=day)
    given(MEMBERS, A_HEAD).when(late).refused("in-the-future", on=late.on, today=TODAY)
    given(MEMBERS, A_HEAD).today(day).when(late).then(
        OfficerStoodDown(**HERE, unit="a", role="head", on=late.on)
    )


def test_a_role_is_not_laid_down_long_after_its_year():
    late = StandDown(**HERE, unit="a", role="head", on=date(2022, 1, 1))
    given(MEMBERS, A_HEAD).today(date(2023, 1, 1)).when(late).refused("outside-the-year")


def test_a_unit_lays_one_role_down_and_takes_another():
    down = OfficerStoodDown(**HERE, unit="b", role="deputy", rank=1)
    given(MEMBERS, B_DEPUTY, down).when(ElectHead(**HERE, unit="b")).then(
        HeadElected(**HERE, unit="b")
    )


def test_the_roster_of_another_cluster_does_not_make_a_member():
    given(WORLD, RosterRecorded(**THERE, units=("a",))).when(ElectHead(**HERE, unit="a")).refused(
        "no-roster", **HERE
    )
    given(WORLD, ROSTER_2020, RosterRecorded(**THERE, units=("d",))).when(
        ElectHead(**NEXT, unit="d")
    ).refused("not-a-member", unit="d")
