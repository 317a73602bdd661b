"""What papers say of a cluster: decisions, regulations, rosters by source, totals, figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from events.cluster_decisions import ClusterDecisionRecorded, RecordClusterDecision
from events.descriptions import ClusterDescribed, DescribeCluster, DescribeUnit, UnitDescribed
from events.errors import BadInput
from events.meetings import MeetingOpened
from events.membership import AdmitUnit, ReleaseUnit
from events.regulations import AdoptRegulation, RegulationAdopted
from events.reported_counts import FigureRecorded, RecordFigure
from events.reported_results import ReportUnitResult, UnitResultReported
from events.roles import HeadElected
from events.roster_sources import ReportRoster
from events.rosters import RosterRecorded, RosterReported, UnitJoined, UnitLeft
from events.score_book.leaf_kinds import Observation
from events.store.sanitise import checked
from events.units import UnitDissolved
from events.voting import Tally
from tests.facts import DAY, HERE, MEMBERS, NEXT, THERE, WORLD, Fields
from tests.spec import given, ledger_with
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.numbers_and_codes import parse_amount, parse_total
from views.cluster_decisions import ClusterDecisions, Regulations
from views.cluster_history import ClusterHistory
from views.clusters import Clusters
from views.projection import project
from views.roster import Roster
from views.roster_sources import RosterSources
from views.units import Units

SIGNED, IN_FORCE = date(2018, 4, 6), date(2018, 4, 16)
OLD = ClusterDecisionRecorded(**HERE, number="463/QĐ-UBND", on=date(2016, 4, 19))
PARTLY = RosterRecorded(**HERE, units=("a",), complete=False)


def rows(view, *facts):
    return project(view, ledger_with(*facts)).rows()


# The decision that makes or divides a cluster


def test_a_decision_has_number_issuer_days_members_and_what_it_replaces():
    more: Fields = {
        "number": "348/QĐ-UBND",
        "issuer": "UBND tỉnh",
        "on": SIGNED,
        "in_force": IN_FORCE,
    }
    more |= {"units": ("a", "b"), "count": 3, "replaces": "463/QĐ-UBND", "superior": "Hội đồng"}
    decided = ClusterDecisionRecorded(**HERE, **more)
    given(*WORLD, OLD).when(RecordClusterDecision(**HERE, **more)).then(decided)
    old, new = rows(ClusterDecisions("cum"), *MEMBERS, OLD, decided)
    assert (old.replaced_by, new.replaced_by) == ("348/QĐ-UBND", "")
    assert [unit.unit for unit in new.missing] == ["c"]
    assert (new.beyond, old.missing) == ((), ())


def test_a_decision_is_recorded_once_and_contradicts_neither_its_days_nor_its_number():
    again = RecordClusterDecision(**NEXT, number="463/QĐ-UBND")
    given(*WORLD, OLD).when(again).refused("decision-recorded", number="463/QĐ-UBND")
    early = RecordClusterDecision(**HERE, number="1", on=IN_FORCE, in_force=SIGNED)
    given(*WORLD).when(early).refused("in-force-before-signed", on=SIGNED, earliest=IN_FORCE)
    itself = RecordClusterDecision(**HERE, number="1", replaces="1")
    given(*WORLD).when(itself).refused("replaces-itself", number="1")
    few = RecordClusterDecision(**HERE, number="1", units=("a", "b"), count=1)
    given(*WORLD).when(few).refused("fewer-than-named", count=1, named=2)


def test_a_decision_names_units_that_lived_in_its_year():
    ended = UnitDissolved(unit="a", on=date(2020, 3, 1))
    named = RecordClusterDecision(**HERE, number="1", units=("a",))
    given(*WORLD, ended).when(named).accepted()
    later = RecordClusterDecision(**NEXT, number="1", units=("a",))
    given(*WORLD, ended).when(later).refused("unit-ended", unit="a")


# The regulation


def test_a_regulation_is_adopted_by_a_meeting_and_amended_by_its_name_or_number():
    meeting = MeetingOpened(**HERE, meeting="m", title="Tổng kết", on=DAY)
    new: Fields = {"title": "Quy chế", "number": "12/QC", "meeting": "m", "method": "show-of-hands"}
    votes = Tally(votes_for=3, total=3)
    adopted = RegulationAdopted(**NEXT, **new, votes=votes, on=DAY)
    command = AdoptRegulation(**NEXT, **new, votes=votes, on=DAY)
    given(*MEMBERS, meeting).when(command).then(adopted)
    amended = AdoptRegulation(**NEXT, title="Quy chế sửa đổi", amends="12/QC")
    given(*MEMBERS, meeting, adopted).when(amended).accepted()
    other = AdoptRegulation(**NEXT, title="Quy chế sửa đổi", amends="13/QC")
    given(*MEMBERS, meeting, adopted).when(other).refused("regulation-unknown", title="13/QC")
    given(*MEMBERS, meeting, adopted).when(command).refused("regulation-recorded", year=2021)
    (row,) = rows(Regulations("cum"), *MEMBERS, meeting, adopted)
    assert (row.title, row.meeting, row.votes_for, row.votes_of) == ("Quy chế", "m", 3, "members")


def test_a_regulation_is_not_adopted_by_more_votes_than_members_or_at_an_unknown_meeting():
    many = AdoptRegulation(**HERE, title="Quy chế", votes=Tally(votes_for=8, total=8))
    given(*MEMBERS).when(many).refused("votes-above-roll", count=3)
    few = AdoptRegulation(**HERE, title="Quy chế", votes=Tally(votes_for=1, total=3))
    given(*MEMBERS).because("").when(few).refused("votes-below-majority", missing=1)
    elsewhere = AdoptRegulation(**HERE, title="Quy chế", meeting="m")
    there = MeetingOpened(**THERE, meeting="m", title="Tổng kết")
    given(*MEMBERS, there).when(elsewhere).refused("unknown-meeting", meeting="m")


# Several sources of one roster


def test_a_second_source_that_names_the_same_members_confirms_and_nobody_joins():
    again = ReportRoster(**HERE, units=("a", "b", "c"))
    told = RosterReported(**HERE, units=("a", "b", "c"))
    given(*MEMBERS).when(again).then(told)
    _, source = rows(RosterSources("cum", 2020), *MEMBERS, told)
    assert source.agreement == "confirms"
    (year,) = rows(ClusterHistory("cum", 2020), *MEMBERS, told)
    assert (year.members, [r.joined for r in rows(Roster("cum", 2020), *MEMBERS, told)]) == (
        3,
        [False] * 3,
    )


def test_further_names_are_members_only_where_the_roster_is_not_whole():
    told = ReportRoster(**HERE, units=("a", "b"))
    further = RosterReported(**HERE, units=("a", "b"), further=("b",))
    given(*WORLD, PARTLY).when(told).then(further)
    members = rows(Roster("cum", 2020), *WORLD, PARTLY, further)
    assert [(row.unit, row.joined, row.complete) for row in members] == [
        ("a", False, False),
        ("b", False, False),
    ]
    given(*WORLD, PARTLY, further).when(AdmitUnit(**HERE, unit="b")).refused("already-a-member")
    given(*WORLD, PARTLY, further).when(ReleaseUnit(**HERE, unit="b")).accepted()
    given(*WORLD, PARTLY, further, HeadElected(**HERE, unit="b")).when(
        ReportRoster(**HERE, units=("a", "b"), count=2)
    ).then(RosterReported(**HERE, units=("a", "b"), count=2))
    beyond = ReportRoster(**HERE, units=("a", "d"))
    differs = RosterReported(**HERE, units=("a", "d"))
    given(*MEMBERS).when(beyond).then(differs)
    source = rows(RosterSources("cum", 2020), *MEMBERS, differs)[1]
    assert (source.agreement, [unit.unit for unit in source.beyond]) == ("differs", ["d"])


def test_a_unit_that_left_or_sits_elsewhere_is_not_brought_in_by_a_source():
    left = UnitLeft(**HERE, unit="b", on=date(2020, 5, 1))
    joined = UnitJoined(**HERE, unit="b")
    told = ReportRoster(**HERE, units=("a", "b"))
    given(*WORLD, PARTLY, joined, left).when(told).then(RosterReported(**HERE, units=("a", "b")))
    there = RosterRecorded(**THERE, units=("b",))
    given(*WORLD, PARTLY, there).when(told).refused("in-another-cluster", unit="b")


def test_a_number_without_names_is_the_number_of_members_until_sources_differ():
    eight = ReportRoster(**HERE, count=8)
    told = RosterReported(**HERE, count=8)
    given(*WORLD).when(eight).then(told)
    (year,) = rows(ClusterHistory("cum", 2020), *WORLD, told)
    assert year.members == 8
    (year,) = rows(ClusterHistory("cum", 2020), *WORLD, told, RosterReported(**HERE, count=9))
    assert year.members is None
    given(*WORLD).when(ReportRoster(**HERE)).refused("no-members-reported")
    given(*WORLD).when(ReportRoster(**HERE, units=("a",))).refused("no-roster")
    few = ReportRoster(**HERE, units=("a", "b"), count=1)
    given(*WORLD, PARTLY).when(few).refused("fewer-than-named", count=1, named=2)


# Totals, grades, figures


def test_a_total_and_a_grade_of_a_member_may_come_from_two_sources_each_once():
    total = UnitResultReported(**HERE, unit="a", total=Decimal("97.5"), scale=Decimal(100))
    command = ReportUnitResult(**HERE, unit="a", total=Decimal("97.5"), scale=Decimal(100))
    given(*MEMBERS).when(command).then(total)
    given(*MEMBERS, total).when(ReportUnitResult(**HERE, unit="a", grade="A")).accepted()
    given(*MEMBERS, total).when(command).refused("result-reported", unit="a")
    given(*MEMBERS).when(ReportUnitResult(**HERE, unit="d", grade="A")).refused("not-a-member")
    given(*MEMBERS).when(ReportUnitResult(**HERE, unit="a")).refused("no-result-reported")
    scale = ReportUnitResult(**HERE, unit="a", grade="A", scale=Decimal(100))
    given(*MEMBERS).when(scale).refused("scale-without-total")
    none = ReportUnitResult(**HERE, unit="a", total=Decimal(1), scale=Decimal(0))
    given(*MEMBERS).when(none).refused("scale-not-positive")


def test_a_total_above_its_scale_needs_a_reason():
    above = ReportUnitResult(**HERE, unit="a", total=Decimal(107), scale=Decimal(100))
    given(*MEMBERS).because("").when(above).refused("total-above-scale", total=Decimal(107))
    given(*MEMBERS).because("có điểm thưởng").when(above).accepted()


def test_a_figure_of_a_year_is_recorded_once_and_shown_in_groups_of_digits():
    money = RecordFigure(**HERE, title="Quyên góp", amount=Decimal(1_250_000_000), measure="đồng")
    told = FigureRecorded(**HERE, title="Quyên góp", amount=Decimal(1_250_000_000), measure="đồng")
    given(*WORLD).when(money).then(told)
    given(*WORLD, told).when(money).refused("already-told", year=2020)
    below = RecordFigure(**HERE, title="Quyên góp", amount=Decimal(-1))
    given(*WORLD).when(below).refused("figure-beyond")
    with pytest.raises(BadInput):
        checked(RecordFigure(**HERE, title="x", amount=Decimal("1e20")))
    assert Words("vi").amount(Decimal("1250000000.5")) == "1 250 000 000,5"
    assert Words("vi").amount(Decimal(1250)) == "1250"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4", Decimal(4)),
        ("12,5", Decimal("12.5")),
        ("1.250.000.000", Decimal(1_250_000_000)),
        ("1 250 000,5", Decimal("1250000.5")),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, value):
    assert parse_amount(typed) == value


@pytest.mark.parametrize("typed", ["1.250", "x", "-4", ""])
def test_an_amount_that_can_be_read_in_two_ways_is_asked_about(typed):
    with pytest.raises(BadInput):
        parse_amount(typed)


def test_a_total_has_the_scale_behind_a_stroke_or_none():
    assert parse_total("97,5/100") == (Decimal("97.5"), Decimal(100))
    assert parse_total("97") == (Decimal(97), None)
    with pytest.raises(BadInput, match="no-scale"):
        parse_total("5/0")


# What units and clusters are


def test_a_unit_is_described_step_by_step_and_is_no_part_of_its_own_part():
    kind = UnitDescribed(unit="a", kind="commune")
    above = UnitDescribed(unit="a", parent="b")
    given(*WORLD).when(DescribeUnit(unit="a", kind="commune")).then(kind)
    given(*WORLD, kind).when(DescribeUnit(unit="a", parent="b")).then(above)
    facts = {"unit": "b", "parent": "a"}
    given(*WORLD, above).when(DescribeUnit(unit="b", parent="a")).refused("part-of-itself", **facts)
    given(*WORLD).when(DescribeUnit(unit="a", parent="a")).refused("part-of-itself")
    given(*WORLD).when(DescribeUnit(unit="a")).refused("nothing-described")
    unit = next(row for row in rows(Units(), *WORLD, kind, above) if row.unit == "a")
    assert (unit.kind, unit.level, unit.parent.name) == ("commune", None, "Sở B")


def test_a_cluster_has_a_superior_body_and_a_kind_of_members():
    told = ClusterDescribed(cluster="cum", superior="Hội đồng tỉnh", member_kind="district")
    command = DescribeCluster(cluster="cum", superior="Hội đồng tỉnh", member_kind="district")
    given(*WORLD).when(command).then(told)
    later = ClusterDescribed(cluster="cum", member_level="district")
    row = rows(Clusters("cum"), *WORLD, told, later)[0]
    assert (row.superior, row.member_kind, row.member_level) == (
        "Hội đồng tỉnh",
        "district",
        "district",
    )
    given(*WORLD).when(DescribeCluster(cluster="cum")).refused("nothing-described")


@pytest.mark.parametrize(
    ("lang", "text"),
    [("vi", "1.000.000.000/1.250.000.000,5"), ("en", "1,000,000,000/1,250,000,000.5")],
)
def test_an_observed_amount_of_money_is_grouped(lang, text):
    seen = Observation(actual=Decimal(1_000_000_000), target=Decimal("1250000000.5"))
    assert Words(lang).value("observed", seen) == text
    few = Observation(actual=Decimal(38), target=Decimal(40))
    assert Words(lang).value("observed", few) == "38/40"
