"""Rules that no test had asked for until a changed line went unnoticed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.batch import Together
from events.clusters import ClusterDissolved, ClusterRenamed, FoundCluster
from events.command import History
from events.corrections import Correct, EntriesRetracted, effective
from events.elections import ElectHead, StandDown
from events.errors import Refused
from events.event import Event
from events.meetings import RemarkRecorded
from events.membership import UnitJoined
from events.permissions import VERIFYING, admitted, roles_for
from events.ranking import totals
from events.result_events import ResultAdopted, ResultWithdrawn, adopted
from events.roles import ActingHeadNamed, HeadElected, OfficerStoodDown, acting_office
from events.scoring import ScoreRecorded
from events.verify_content import flaws
from tests.facts import BOOK, CUM, DAY, HERE, MEMBERS, RESULT, WORLD, A, place
from tests.spec import entry, given
from tests.test_operators import MINH, VERIFIER

EARLIER = date(2019, 5, 1)
ENDED = ClusterDissolved(cluster="cum", on=date(2020, 1, 1))


def history(*facts: Event) -> History:
    return History([entry(fact, n) for n, fact in enumerate(facts, 1)], DAY)


@pytest.mark.parametrize("place", [CUM.place, ""])
def test_a_cluster_that_ended_keeps_no_name_also_when_it_is_renamed_for_a_day_before(place):
    """Late entry: the older name is typed when the end is known already."""
    late = ClusterRenamed(cluster="cum", name="Cụm tên cũ", on=EARLIER)
    anew = FoundCluster(cluster="moi", name="Cụm tên cũ", place=place)
    given(*WORLD, ENDED, late).when(anew).accepted()
    given(*WORLD, late).when(replace(anew, place=CUM.place)).refused("cluster-name-taken")


def test_no_result_is_in_force_where_none_was_adopted_or_it_was_withdrawn():
    assert adopted(history(*MEMBERS), "cum", 2020) is None
    withdrawn = ResultWithdrawn(**HERE)
    assert adopted(history(*MEMBERS, RESULT, withdrawn), "cum", 2020) is None
    assert adopted(history(*MEMBERS, RESULT), "cum", 2020) == RESULT


@pytest.mark.parametrize(
    "then",
    [(), (HeadElected(**HERE, unit="b"),), (OfficerStoodDown(**HERE, unit="a", role="acting"),)],
)
def test_nobody_acts_for_a_head_who_is_there_nor_after_laying_it_down(then):
    acting = (ActingHeadNamed(**HERE, unit="a"),) if then else ()
    assert acting_office(history(*MEMBERS, *acting, *then), "cum", 2020) is None


def test_a_total_without_a_rule_book_is_rounded_as_by_one_that_says_nothing_of_it():
    """No act makes such a ledger; `verify` still has to say what is wrong with it."""
    score = ScoreRecorded(**HERE, unit="a", criterion="I", points=Decimal("9.125"))
    assert BOOK.digits == 2
    assert totals(history(*MEMBERS, score), "cum", 2020) == {"a": Decimal("9.13")}


def test_a_retraction_of_no_entry_is_wrong_whatever_comes_last():
    none = EntriesRetracted(positions=(0,), concerns=("unit:a",), place=1)
    typed = [entry(none, 1), entry(A, 2)]
    assert ("retraction-wrong", 1) in [(f.code, f.facts["position"]) for f in flaws(typed, typed)]


def test_a_result_from_scores_of_a_year_without_any_is_unfounded():
    alone = [entry(fact, n) for n, fact in enumerate((*WORLD, _by_scores()), 1)]
    assert "result-unfounded" in [flaw.code for flaw in flaws(alone, effective(alone))]


def _by_scores() -> ResultAdopted:
    return ResultAdopted(**HERE, places=(place(1, "a"),), basis="scores")


def test_the_second_of_several_commands_happens_no_later_than_today_either():
    first = ElectHead(**HERE, unit="a")
    late = StandDown(**HERE, unit="a", role="head", on=date(2021, 1, 15))
    given(*MEMBERS).when(Together(commands=(first, late))).refused("in-the-future")


def test_what_replaces_a_wrong_entry_stands_where_that_stood_and_is_told_by_its_position():
    """C joined after the election that is corrected: then it could not have been elected."""
    head, joined = HeadElected(**HERE, unit="a"), UnitJoined(**HERE, unit="d")
    instead = ElectHead(**HERE, unit="d")
    act = Correct(positions=(8,), concerns=head.tags(), instead=instead)
    given(*MEMBERS, head, joined).because("Ghi nhầm").when(act).refused(
        "stands-on-it", position=8, key="member:cum/d"
    )


# Who may take back


def test_a_retraction_of_nothing_is_judged_too():
    nothing = EntriesRetracted(positions=(), concerns=("unit:a",), place=1)
    assert roles_for(nothing, lambda position: frozenset()) == VERIFYING


@pytest.mark.parametrize(
    ("taken", "may"),
    [
        ((9,), True),  # a remark
        ((10,), True),  # the retraction of a remark
        ((7,), False),  # the roster
        ((99,), False),  # nothing that is known
    ],
)
def test_a_verifier_takes_back_what_a_verifier_may_record_and_nothing_unknown(taken, may):
    remark = RemarkRecorded(meeting="m", **HERE, text="Nói")
    back = EntriesRetracted(positions=(9,), concerns=remark.tags(), place=9)
    there = history(*MEMBERS, VERIFIER, remark, back)
    retraction = EntriesRetracted(positions=taken, concerns=("unit:a",), place=1)
    if may:
        writer = admitted(there, [retraction], lambda: MINH)
        assert writer and writer.operator == VERIFIER
        return
    with pytest.raises(Refused) as refusal:
        admitted(there, [retraction], lambda: MINH)
    assert refusal.value.code == "role-forbids"
