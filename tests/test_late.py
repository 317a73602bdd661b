"""Late facts: some members, a nomination alone, a withdrawal, numbers without names."""

from __future__ import annotations

from datetime import date

import pytest

from events.award_events import AwardNominated
from events.meetings import MeetingOpened, OpenMeeting
from events.membership import RosterRecorded
from events.partial_sources import RecordKnownMembers, RecordProposal, WithdrawUnit
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.reported_counts import (
    ClustersCounted,
    CouncilDecided,
    CountClusters,
    CountProposals,
    DecisionReported,
    ProposalsCounted,
    RecordCouncil,
    ReportDecision,
)
from events.result_events import ResultAdopted, ResultWithdrawn
from events.voting import Tally
from events.withdrawn_units import UnitWithdrew
from tests.facts import BOOK, DAY, FLAG, HERE, MEMBERS, RESULT, WORLD, Fields, place
from tests.reading import rows
from tests.spec import given
from views.cluster_history import ClusterHistory
from views.reported_counts import Figures
from views.roster import Roster
from views.standings import Standings

SOME = RosterRecorded(**HERE, units=("a", "b"), complete=False, count=9)
ALONE = AwardNominated(**FLAG, result_unknown=True)
CUTS: Fields = {"council": "Hội đồng tỉnh", "year": 2018, "what": "cờ"}
PLACE: Fields = {"place": "Hải Phòng", "year": 2020, "kind": "khoi", "count": 20}
TOMORROW = date(2021, 1, 15)


def test_a_source_may_name_some_of_the_members():
    command = RecordKnownMembers(**HERE, units=("a", "b"), count=9)
    given(*WORLD).when(command).then(SOME)
    given(*MEMBERS).when(command).refused("roster-recorded")
    few = RecordKnownMembers(**HERE, units=("a", "b"), count=1)
    given(*WORLD).when(few).refused("fewer-than-named", count=1, named=2)


def test_of_some_members_nothing_is_counted():
    (first, _) = rows(lambda: Roster("cum"), *WORLD, SOME)
    assert (first.complete, first.count) == (False, 9)
    unsaid = RosterRecorded(**HERE, units=("a", "b"), complete=False)
    (year,) = rows(lambda: ClusterHistory("cum"), *WORLD, unsaid)
    assert year.members is None


def test_who_came_and_went_is_not_told_from_some_members():
    before = RosterRecorded(cluster="cum", year=2019, units=("a", "b", "c"))
    *_, year = rows(lambda: ClusterHistory("cum"), *WORLD, before, SOME)
    assert (year.came, year.went, year.members) == (None, None, 9)


def test_places_are_measured_by_the_number_that_is_known():
    adopt = AdoptResult(**HERE, places=(place(5, "a"),))
    given(*WORLD, SOME).because("báo chỉ nêu hạng này").when(adopt).then(
        ResultAdopted(**HERE, places=(place(5, "a"),))
    )
    unsaid = RosterRecorded(**HERE, units=("a", "b"), complete=False)
    given(*WORLD, unsaid).because("báo chỉ nêu hạng này").when(adopt).then(
        ResultAdopted(**HERE, places=(place(5, "a"),))
    )
    over = AdoptResult(**HERE, places=(place(10, "a"),))
    given(*WORLD, SOME).when(over).refused("place-too-high")


def test_no_ranking_follows_from_the_scores_of_some_members():
    given(*WORLD, SOME, BOOK).when(AdoptScores(**HERE)).refused("roster-incomplete", year=2020)


def test_a_nomination_may_be_known_without_its_result():
    given(*MEMBERS).when(RecordProposal(**FLAG)).then(ALONE)
    votes = Tally(votes_for=9, total=9, of="not-recorded")
    given(*MEMBERS).when(RecordProposal(**FLAG, votes=votes)).then(
        AwardNominated(**FLAG, result_unknown=True, votes=votes)
    )
    given(*MEMBERS, ALONE).when(RecordProposal(**FLAG)).refused("already-nominated")
    wrong = RecordProposal(**FLAG, votes=Tally(votes_for=9, total=8))
    given(*MEMBERS).when(wrong).refused("votes-above-total")


def test_such_a_nomination_does_not_hold_a_result_fast():
    withdraw = WithdrawResult(**HERE)
    given(*MEMBERS, ALONE, RESULT).because("Xét lại").when(withdraw).then(ResultWithdrawn(**HERE))


def test_a_member_may_ask_not_to_be_considered_and_stays_a_member():
    asked = WithdrawUnit(**FLAG, wording="xin không xét cờ")
    fact = UnitWithdrew(**FLAG, wording="xin không xét cờ")
    given(*MEMBERS).when(asked).then(fact)
    given(*MEMBERS, fact).when(asked).refused("already-withdrew", unit="a")
    given(*MEMBERS).when(WithdrawUnit(**HERE, unit="d")).refused("not-a-member")
    found = rows(lambda: Standings("cum"), *MEMBERS, fact)
    assert [(row.unit, row.withdrew, row.place) for row in found] == [
        ("a", True, None),
        ("b", False, None),
        ("c", False, None),
    ]


def test_a_council_decides_in_numbers():
    fact = CouncilDecided(**CUTS, proposed=69, approved=48)
    given().when(RecordCouncil(**CUTS, proposed=69, approved=48)).then(fact)
    given(fact).when(RecordCouncil(**CUTS, told=5)).refused("already-told")
    given().when(RecordCouncil(**CUTS)).refused("no-number")
    wrong = RecordCouncil(**CUTS, proposed=1, approved=2)
    given().when(wrong).refused("approved-above-proposed", approved=2, proposed=1)
    late = RecordCouncil(**CUTS, told=5, on=TOMORROW)
    given().when(late).refused("in-the-future")


def test_clusters_proposals_and_decisions_are_told_in_numbers():
    given().when(CountClusters(**PLACE, least=5, most=11)).then(
        ClustersCounted(**PLACE, least=5, most=11)
    )
    given().when(CountClusters(**PLACE, least=6, most=5)).refused("least-above-most")
    four: Fields = {**HERE, "form": "co-tinh", "count": 4}
    given(*WORLD).when(CountProposals(**four)).then(ProposalsCounted(**four))
    nowhere = CountProposals(**four | {"cluster": "khong"})
    given(*WORLD).when(nowhere).refused("unknown-cluster")
    told: Fields = {"number": "1101/QĐ", "year": 2019, "form": "co-tinh", "on": date(2020, 5, 8)}
    given().when(ReportDecision(**told, presented_on=DAY)).then(
        DecisionReported(**told, presented_on=DAY)
    )
    early = ReportDecision(**told, presented_on=date(2020, 5, 7))
    given().when(early).refused("handed-over-too-early", number="1101/QĐ")


@pytest.mark.parametrize(
    ("asked", "count"),
    [({}, 2), ({"cluster": "cum"}, 1), ({"year": 2018}, 1), ({"on": date(2019, 1, 1)}, 0)],
)
def test_figures_are_asked_for_by_cluster_year_and_day(asked, count):
    facts = (
        CouncilDecided(**CUTS, told=5, on=DAY),
        ProposalsCounted(**HERE, form="co-tinh", count=4),
    )
    assert len(rows(lambda: Figures(**asked), *WORLD, *facts)) == count


def test_a_meeting_may_have_no_day():
    told: Fields = {**HERE, "meeting": "m", "title": "Tổng kết"}
    given(*MEMBERS).when(OpenMeeting(**told, host="a")).then(MeetingOpened(**told, host="a"))
