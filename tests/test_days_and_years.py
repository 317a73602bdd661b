"""When a cluster exists, and how far from its year an act may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from events.awards import (
    AnnulAward,
    AwardGranted,
    AwardNominated,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.clusters import ClusterDissolved, ClusterFounded, FoundCluster, RenameCluster
from events.command import Command
from events.compact_signatures import JoinCompact, SignCompact
from events.compacts import CompactSigned
from events.disputes import GiveVerdict, RecordStatement
from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.emulation_movements import JoinMovement, LaunchMovement
from events.event import Event
from events.meetings import OpenMeeting
from events.membership import AdmitUnit, RecordRoster, ReleaseUnit, RosterRecorded
from events.partial_sources import RecordKnownMembers, RecordProposal, WithdrawUnit
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.reported_counts import (
    CountClusters,
    CountProposals,
    RecordCouncil,
    ReportDecision,
)
from events.result_events import Place, ResultAdopted
from events.roles import HeadElected
from events.rule_book import IssueRules
from events.scoring import RecordScore
from events.units import UnitFounded, UnitRenamed
from tests.facts import (
    BOOK,
    CUM,
    DAY,
    FLAG,
    HERE,
    LAUNCHED,
    MEMBERS,
    NEXT,
    NOMINATED,
    RESULT,
    UNITS,
    Fields,
)
from tests.spec import given, history_of

VALUE: Fields = {"topic": "head", "value": "a"}
OF_A_YEAR: tuple[Command, ...] = (
    RecordRoster(**HERE, units=("d",)),
    RecordKnownMembers(**HERE, units=("d",)),
    AdmitUnit(**HERE, unit="d"),
    ElectHead(**HERE, unit="a"),
    ElectDeputy(**HERE, unit="a"),
    NameActingHead(**HERE, unit="a"),
    SignCompact(**HERE),
    IssueRules(**HERE, criteria=BOOK.criteria),
    RecordScore(**HERE, unit="a", criterion="I", points=Decimal(1)),
    AdoptResult(**HERE, places=(Place(place=1, unit="a"),)),
    AdoptScores(**HERE),
    CountProposals(**HERE, form="co-tinh", count=1),
    JoinMovement(**HERE, movement="vhcs", units=("a",)),
    OpenMeeting(**HERE, meeting="m", title="Hội nghị"),
    RecordStatement(**HERE, **VALUE),
    GiveVerdict(**HERE, **VALUE),
)
"""An act of each kind that needs its cluster in its year."""


def named(command: Command) -> str:
    return type(command).__name__


# The cluster of a year


@pytest.mark.parametrize("act", OF_A_YEAR, ids=named)
def test_nothing_is_done_in_a_year_before_the_cluster_or_after_its_end(act):
    young = ClusterFounded(cluster="cum", name="Cụm", on=date(2021, 1, 1))
    told = (*UNITS, young, RosterRecorded(**HERE, units=("a", "b")), LAUNCHED)
    early = given(*told).because("vì").when(act)
    early.refused("cluster-not-yet-founded", cluster="cum", founded=young.on)
    over = ClusterDissolved(cluster="cum", on=date(2020, 1, 1))
    late = given(*MEMBERS, LAUNCHED, over).because("vì").when(act)
    late.refused("cluster-ended", cluster="cum", ended=over.on)


@pytest.mark.parametrize("on", [date(2020, 1, 2), date(2020, 12, 31)])
def test_a_cluster_exists_in_the_year_of_its_last_day_and_of_its_first(on):
    """Founded on New Year's Eve, dissolved on the second of January: it was there."""
    elected = [HeadElected(**HERE, unit="a")]
    over = ClusterDissolved(cluster="cum", on=on)
    given(*MEMBERS, over).when(ElectHead(**HERE, unit="a")).then(elected)
    young = ClusterFounded(cluster="cum", name="Cụm", on=on)
    roster = RosterRecorded(**HERE, units=("a",))
    given(*UNITS, young, roster).when(ElectHead(**HERE, unit="a")).then(elected)


def test_a_cluster_is_there_on_its_first_day_and_no_longer_on_its_last():
    young = ClusterFounded(cluster="cum", name="Cụm", on=DAY)
    new: Fields = {"cluster": "cum", "name": "Mới", "on": DAY}
    over = ClusterDissolved(cluster="cum", on=DAY)
    given(young, over).when(RenameCluster(**new)).refused("cluster-ended")
    early = RenameCluster(**new | {"on": date(2021, 1, 13)})
    given(young).when(early).refused("cluster-not-yet-founded")


def test_a_cluster_may_take_its_own_name_anew():
    """Its own name is no other's: neither in other letters nor in the same."""
    given(CUM).when(RenameCluster(cluster="cum", name="CỤM MỘT", on=DAY)).then(
        RenameCluster(cluster="cum", name="CỤM MỘT", on=DAY).decide(history_of(CUM, today=DAY))
    )


def test_a_place_of_no_name_is_a_place_too():
    """Two clusters whose place nobody told are at one place."""
    bare = ClusterFounded(cluster="cum", name="Cụm một")
    given(bare).when(FoundCluster(cluster="x", name="Cụm một")).refused("cluster-name-taken")


PASSING = [*MEMBERS, HeadElected(**HERE, unit="a"), LAUNCHED, BOOK]
OUTSIDE: tuple[tuple[Iterable[Event], type[Command], Mapping[str, object], int, int], ...] = (
    (MEMBERS, ElectHead, {**HERE, "unit": "a"}, 1, 0),
    (MEMBERS, ElectDeputy, {**HERE, "unit": "a"}, 1, 0),
    (MEMBERS, NameActingHead, {**HERE, "unit": "a"}, 1, 0),
    (PASSING, StandDown, {**HERE, "unit": "a", "role": "head"}, 1, 1),
    (MEMBERS, SignCompact, HERE, 1, 0),
    ([*MEMBERS, CompactSigned(**HERE)], JoinCompact, {**HERE, "unit": "a"}, 1, 0),
    (PASSING, JoinMovement, {**HERE, "movement": "vhcs", "units": ("a",)}, 1, 0),
    (MEMBERS, AdmitUnit, {**HERE, "unit": "d"}, 0, 0),
    (MEMBERS, ReleaseUnit, {**HERE, "unit": "a"}, 0, 0),
    (MEMBERS, OpenMeeting, {**HERE, "meeting": "m", "title": "Hội nghị"}, 1, 2),
    (MEMBERS, AdoptResult, HERE, 0, 2),
    (MEMBERS, WithdrawUnit, {**HERE, "unit": "a"}, 0, 2),
    (MEMBERS, RecordProposal, FLAG, 0, 5),
    ([*MEMBERS, ResultAdopted(**HERE, places=())], NominateForAward, FLAG, 0, 5),
    ([*MEMBERS, ResultAdopted(**HERE, places=()), AwardNominated(**FLAG)], DenyAward, FLAG, 0, 20),
)
"""What must have happened, the act, its fields, how many years before and after its own it may."""


@pytest.mark.parametrize(
    ("facts", "kind", "fields", "before", "after"),
    OUTSIDE,
    ids=[k.__name__ for _, k, *_ in OUTSIDE],
)
def test_an_act_is_of_its_year_or_of_so_many_around_it(facts, kind, fields, before, after):
    year = int(fields["year"])
    first, last = date(year - before, 1, 1), date(year + after, 12, 31)
    for on in (first, last):
        fact = given(*facts).today(date(2050, 1, 1)).because("vì").when(kind(**fields, on=on))
        fact.accepted()
    for on in (date(year - before - 1, 12, 31), date(year + after + 1, 1, 1)):
        spec = given(*facts).today(date(2050, 1, 1)).because("vì").when(kind(**fields, on=on))
        spec.refused("outside-the-year", on=on, year=year)


FUTURE: tuple[tuple[Iterable[Event], type[Command], Mapping[str, object]], ...] = (
    (PASSING, StandDown, {**HERE, "unit": "a", "role": "head"}),
    (MEMBERS, SignCompact, NEXT),
    ([*MEMBERS, CompactSigned(**NEXT)], JoinCompact, {**NEXT, "unit": "a"}),
    (PASSING, JoinMovement, {**NEXT, "movement": "vhcs", "units": ("a",)}),
    ((), LaunchMovement, {"movement": "m", "name": "M"}),
    (MEMBERS, OpenMeeting, {**HERE, "meeting": "m", "title": "Hội nghị"}),
    (MEMBERS, AdoptResult, HERE),
    (MEMBERS, IssueRules, {**HERE, "criteria": BOOK.criteria}),
    (MEMBERS, WithdrawUnit, {**HERE, "unit": "a"}),
    (MEMBERS, RecordProposal, FLAG),
    ([*MEMBERS, ResultAdopted(**HERE, places=())], NominateForAward, FLAG),
    (NOMINATED, WithdrawNomination, FLAG),
    (NOMINATED, DenyAward, FLAG),
    (NOMINATED, GrantAward, {**FLAG, "number": "1"}),
    ([*NOMINATED, AwardGranted(**FLAG, number="1", on=DAY)], PresentAward, FLAG),
    ([*NOMINATED, AwardGranted(**FLAG, number="1", on=DAY)], AnnulAward, {**FLAG, "number": "2"}),
    ((*MEMBERS, RESULT), WithdrawResult, HERE),
    ((), RecordCouncil, {"year": 2020, "council": "H", "what": "cờ", "told": 1}),
    ((), CountClusters, {"year": 2020, "place": "H", "kind": "cum", "count": 1}),
    ((), ReportDecision, {"year": 2020, "number": "1", "form": "co-tinh"}),
    (MEMBERS, CountProposals, {**HERE, "form": "co-tinh", "count": 1}),
)
"""What must have happened, the act, its fields: acts that tell of what was."""


@pytest.mark.parametrize(
    ("facts", "kind", "fields"), FUTURE, ids=[kind.__name__ for _, kind, _ in FUTURE]
)
def test_what_happened_did_not_happen_in_the_future(facts, kind, fields):
    tomorrow = date(2021, 1, 15)
    given(*facts).because("vì").when(kind(**fields, on=tomorrow)).refused(
        "in-the-future", on=tomorrow, today=DAY
    )
    given(*facts).because("vì").when(kind(**fields, on=DAY)).accepted()


def test_what_is_handed_over_is_not_handed_over_in_the_future():
    late = ReportDecision(
        year=2020, number="1", form="co-tinh", on=DAY, presented_on=date(2021, 1, 15)
    )
    given().when(late).refused("in-the-future")


# Names


def test_a_name_holds_from_its_day_on_whatever_the_order_of_typing():
    """On the day itself it is the new one; on the day before, the old."""
    from events.units import names

    first = UnitFounded(unit="a", name="Cũ")
    second = UnitRenamed(unit="a", name="Mới", on=DAY)
    third = UnitRenamed(unit="a", name="Giữa", on=date(2010, 1, 1))
    history = history_of(first, second, third, today=DAY)
    assert names(history, DAY) == {"a": "Mới"}
    assert names(history, date(2021, 1, 13)) == {"a": "Giữa"}
    assert names(history, date(2009, 12, 31)) == {"a": "Cũ"}
