"""Rules one by one: what each reads, locks and refuses, with the facts of the refusal."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as any_of

from events.awards import (
    AnnulAward,
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
    DenyAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.batch import Together
from events.command import Command
from events.corrections import Correct, EntriesRetracted, Retract
from events.disputes import GiveVerdict, RecordStatement, StatementRecorded
from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.emulation_movements import JoinMovement, LaunchMovement, MovementLaunched
from events.event import Scope
from events.meeting_reports import PresentReport
from events.meetings import CloseMeeting, MeetingOpened, RecordAttendance, RecordGuest
from events.membership import AdmitUnit, ReleaseUnit, RosterRecorded
from events.minutes import AmendMinutes, ApproveMinutes, ReadOutMinutes, WordSentence
from events.partial_sources import RecordKnownMembers, RecordProposal, WithdrawUnit
from events.ranking import AdoptScores
from events.remarks import RecordRemark
from events.reorganisation import AbsorbUnit, DissolveUnit, TakeOverFunction
from events.reported_counts import (
    CouncilDecided,
    CountClusters,
    RecordCouncil,
)
from events.result_events import Place, ResultAdopted
from events.roles import ActingHeadNamed, DeputyElected, HeadElected, OfficerStoodDown
from events.rule_book import Criterion, IssueRules, RulesIssued
from events.scoring import RecordScore, ScoreRecorded
from events.units import UnitDissolved
from events.voting import Tally
from events.withdrawn_units import UnitWithdrew
from tests.facts import (
    BOOK,
    DAY,
    FLAG,
    HERE,
    LAUNCHED,
    MEMBERS,
    NEXT,
    NOMINATED,
    RESULT,
    UNITS,
    WORLD,
    Fields,
)
from tests.spec import given, history_of
from tests.universe import COMMANDS, built, quick

LATER = date(2030, 1, 1)
GRANTED = AwardGranted(**FLAG, number="1", on=date(2021, 2, 1))
PROPOSED = AwardNominated(**FLAG, on=DAY)


# Awards: one after the other, and each refusal says of which award it speaks


def test_a_refusal_about_an_award_says_which():
    award = {"unit": "a", "form": "co-tinh", "year": 2020}
    granted = [*NOMINATED, GRANTED]
    assert GRANTED.on
    annulled = [*granted, AwardAnnulled(**FLAG, number="2", on=GRANTED.on)]
    presented = [*granted, AwardPresented(**FLAG, on=GRANTED.on)]
    early = date(2021, 1, 13)
    for facts, act, code in (
        ((*MEMBERS, RESULT), NominateForAward(**FLAG, on=early), "nominated-before-result"),
        ((*MEMBERS, RESULT), WithdrawNomination(**FLAG), "not-nominated"),
        (NOMINATED, WithdrawNomination(**FLAG, on=early), "withdrawn-before-nominated"),
        (NOMINATED, DenyAward(**FLAG, on=early), "decided-before-nominated"),
        (annulled, PresentAward(**FLAG, on=GRANTED.on + timedelta(1)), "award-annulled"),
        (presented, PresentAward(**FLAG, on=GRANTED.on), "already-presented"),
        (granted, PresentAward(**FLAG, on=DAY), "presented-before-decided"),
        (annulled, AnnulAward(**FLAG, number="3", on=GRANTED.on), "award-annulled"),
        (granted, AnnulAward(**FLAG, number="3", on=DAY), "annulled-before-decided"),
        ((*MEMBERS, PROPOSED), RecordProposal(**FLAG), "already-nominated"),
    ):
        given(*facts).today(LATER).because("vì").when(act).refused(code, **award)


def test_what_holds_an_award_is_its_own():
    """Each award has one decision and one presentation: of a unit, a year, a form."""
    here = "cum/2020/a/co-tinh"
    other: Fields = {**FLAG, "form": "bk-tinh"}
    assert [*AwardDenied(**FLAG).claims()] == [f"decision:{here}"]
    assert [*AwardGranted(**FLAG, number="1", on=DAY).claims()] == [f"decision:{here}"]
    assert [*AwardPresented(**FLAG, on=DAY).claims()] == [f"presentation:{here}"]
    assert f"decision:{here}" in AwardAnnulled(**FLAG, number="1", on=DAY).releases()
    assert [*AwardDenied(**other).claims()] != [*AwardDenied(**FLAG).claims()]


# Figures, statements, meetings, movements


def test_as_many_as_were_proposed_may_be_approved():
    council: Fields = {"year": 2020, "council": "H", "what": "cờ"}
    same = CouncilDecided(**council, proposed=2, approved=2)
    given().when(RecordCouncil(**council, proposed=2, approved=2)).then(same)
    none = CouncilDecided(**council, proposed=0, approved=0)
    given().when(RecordCouncil(**council, proposed=0, approved=0)).then(none)
    ways: tuple[Fields, ...] = ({"proposed": 2}, {"approved": 2})
    for known in ways:
        given().when(RecordCouncil(**council, **known)).then(CouncilDecided(**council, **known))
    given().when(RecordCouncil(**council, proposed=0, approved=1)).refused(
        "approved-above-proposed"
    )


def test_clusters_may_all_be_of_one_size():
    counted: Fields = {"year": 2020, "place": "H", "kind": "cum", "count": 2}
    given().when(CountClusters(**counted, least=6, most=6)).accepted()
    given().when(CountClusters(**counted, least=7, most=6)).refused(
        "least-above-most", least=7, most=6
    )


def test_a_number_that_is_reported_again_is_refused_with_its_year():
    reported: Fields = {"year": 2020, "council": "H", "what": "cờ", "told": 1}
    given(CouncilDecided(**reported)).when(RecordCouncil(**reported)).refused(
        "already-told", year=2020
    )


def test_a_statement_is_of_a_unit_that_lived_that_year():
    ended = UnitDissolved(unit="d", on=date(2019, 6, 1))
    said: Fields = {**HERE, "topic": "members", "value": "không", "unit": "d"}
    given(*WORLD, ended).when(RecordStatement(**said)).refused("unit-ended", unit="d")
    fact = StatementRecorded(**said)
    assert "unit:d" in fact.depends_on()
    assert fact.claim_key() == "said:cum/2020/members/d=không"


def test_a_verdict_needs_two_values_and_tells_the_one():
    said: Fields = {**HERE, "topic": "members", "value": "bảy"}
    given(*WORLD, StatementRecorded(**said)).because("vì").when(GiveVerdict(**said)).refused(
        "nothing-disputed", value="bảy"
    )


def test_an_attendance_names_somebody_and_says_how_many_at_least():
    met = MeetingOpened(**HERE, meeting="m", title="Hội nghị", on=DAY)
    given(*MEMBERS, met).when(RecordAttendance(meeting="m", units=())).refused(
        "too-few-units", least=1
    )
    given(*MEMBERS, LAUNCHED).when(JoinMovement(**HERE, movement="vhcs", units=())).refused(
        "too-few-units", least=1
    )


@pytest.mark.parametrize("on", [None, date(2020, 6, 1)])
def test_who_was_at_a_meeting_lived_then(on):
    """A meeting of which no day is known was in its year; a unit that ended in it may have come."""
    met = MeetingOpened(**HERE, meeting="m", title="Hội nghị", on=on)
    for day, lived in ((date(2020, 1, 1), False), (date(2020, 12, 31), True)):
        spec = given(*MEMBERS, UnitDissolved(unit="d", on=day), met)
        act = spec.when(RecordAttendance(meeting="m", units=("d",)))
        act.accepted() if lived else act.refused("unit-ended", unit="d")


def test_what_is_said_at_a_meeting_depends_on_the_unit_that_said_it():
    met = MeetingOpened(**HERE, meeting="m", title="Hội nghị", on=DAY)
    said = RecordRemark(meeting="m", unit="a", text="Nói").decide(
        history_of(*MEMBERS, met, today=DAY)
    )
    assert {"meeting:m", "unit:a"} <= {*said[0].depends_on()}
    given(*MEMBERS, met).when(RecordGuest(meeting="m", name="Bà B")).accepted()


def test_a_movement_may_begin_and_end_in_one_year_and_is_on_in_it():
    one: Fields = {"movement": "m", "name": "M", "since": 2020, "until": 2020}
    given().when(LaunchMovement(**one)).then(MovementLaunched(**one))
    joined = JoinMovement(**HERE, movement="m", units=("a",))
    given(*MEMBERS, MovementLaunched(**one)).when(joined).accepted()
    over = MovementLaunched(movement="m", name="M", since=2021)
    given(*MEMBERS, over).when(joined).refused("movement-not-on", movement="m", since=2021)


# Membership, roles, the units' lives


def test_as_many_members_as_are_named_is_enough():
    given(*WORLD).when(RecordKnownMembers(**HERE, units=("a", "b"), count=2)).accepted()


def test_only_a_unit_that_lives_that_year_joins():
    ended = UnitDissolved(unit="d", on=date(2019, 6, 1))
    given(*MEMBERS, ended).when(AdmitUnit(**HERE, unit="d")).refused("unit-ended", unit="d")


def test_a_request_not_to_be_considered_is_refused_a_second_time_with_its_year():
    known = UnitWithdrew(**HERE, unit="a")
    given(*MEMBERS, known).when(WithdrawUnit(**HERE, unit="a")).refused(
        "already-withdrew", unit="a", year=2020
    )
    assert [*known.claims()] == ["withdrew:cum/2020/a/"]
    assert [*UnitWithdrew(**HERE, unit="a", form="co").claims()] == ["withdrew:cum/2020/a/co"]


def test_a_proposal_is_for_a_member_that_lived_then_by_a_count_that_can_be():
    given(*MEMBERS).when(RecordProposal(**FLAG | {"unit": "d"})).refused("not-a-member", unit="d")
    ended = UnitDissolved(unit="a", on=date(2020, 6, 1))
    for on in (None, date(2020, 6, 1)):
        given(*MEMBERS, ended).when(RecordProposal(**FLAG, on=on)).refused("unit-ended", unit="a")
    given(*MEMBERS, ended).when(RecordProposal(**FLAG, on=date(2020, 5, 31))).accepted()


def test_a_released_unit_leaves_no_acting_head_behind():
    acting = ActingHeadNamed(**HERE, unit="a")
    given(*MEMBERS, acting).when(ReleaseUnit(**HERE, unit="a")).refused(
        "holds-a-role", unit="a", year=2020
    )


def test_an_acting_head_steps_down_and_another_is_named():
    """Who is also a deputy keeps that role, and only the acting head steps down."""
    deputy = DeputyElected(**HERE, unit="a", rank=1)
    acting = ActingHeadNamed(**HERE, unit="a")
    down = OfficerStoodDown(**HERE, unit="a", role="acting")
    lay = StandDown(**HERE, unit="a", role="acting")
    given(*MEMBERS, deputy, acting).when(lay).then(down)
    other = NameActingHead(**HERE, unit="b")
    given(*MEMBERS, deputy, acting).when(other).refused("acting-head-named", unit="a", year=2020)
    given(*MEMBERS, deputy, acting, down).when(other).then(ActingHeadNamed(**HERE, unit="b"))
    given(*MEMBERS, acting, down).when(lay).refused("holds-no-role", unit="a", role="acting")
    given(*MEMBERS, acting).when(StandDown(**HERE, unit="b", role="acting")).refused(
        "holds-no-role"
    )
    given(*MEMBERS, acting, down).when(ReleaseUnit(**HERE, unit="a")).accepted()


def test_a_deputys_election_leaves_the_acting_head_in_place():
    acting, deputy = ActingHeadNamed(**HERE, unit="a"), DeputyElected(**HERE, unit="b")
    given(*MEMBERS, acting, deputy).when(ReleaseUnit(**HERE, unit="a")).refused("holds-a-role")
    headed = HeadElected(**HERE, unit="c")
    given(*MEMBERS, acting, headed).when(ReleaseUnit(**HERE, unit="a")).accepted()


def test_a_refusal_about_a_head_in_office_or_a_deputy_has_the_year():
    head, deputy = HeadElected(**HERE, unit="a"), DeputyElected(**HERE, unit="b", rank=1)
    given(*MEMBERS, head).when(NameActingHead(**HERE, unit="b")).refused(
        "head-in-office", unit="a", year=2020
    )
    given(*MEMBERS, deputy).when(ElectDeputy(**HERE, unit="b")).refused(
        "is-deputy", unit="b", year=2020
    )
    given(*MEMBERS).when(ElectDeputy(**HERE, unit="b", method="consensus")).accepted()


def test_a_unit_ends_on_no_day_before_its_years_and_awards():
    granted = AwardGranted(**FLAG, number="1", on=date(2021, 2, 1))
    for act in (DissolveUnit(unit="a", on=date(2021, 1, 31)),):
        given(*NOMINATED, granted).today(LATER).when(act).refused(
            "active-later", unit="a", on=act.on, year=2021
        )


@pytest.mark.parametrize("lost", ["a", "b"])
def test_a_function_moves_between_two_units_that_live(lost):
    over = UnitDissolved(unit=lost, on=date(2020, 1, 1))
    moved = TakeOverFunction(unit="a", into="b", function="Giá", on=date(2020, 1, 1))
    given(*UNITS, over).when(moved).refused("unit-ended", unit=lost)


# Rule books and results


def test_points_below_a_million_and_no_further():
    from events.rule_book import rounded
    from events.score_book.book_check import exact

    assert exact(Decimal("999999.9999"))
    assert not exact(Decimal(1_000_000))
    assert [rounded(Decimal("1.005"), digits) for digits in (0, 2)] == [Decimal(1), Decimal("1.01")]


def test_a_maximum_may_be_a_point_or_less():
    small = (Criterion(code="I", name="I", max_points=Decimal("0.5")),)
    given(*WORLD).when(IssueRules(**HERE, criteria=small)).then(RulesIssued(**HERE, criteria=small))


def test_scores_of_a_roster_that_is_not_whole_are_not_adopted_and_it_says_whose():
    partly = RosterRecorded(**HERE, units=("a",), complete=False)
    given(*WORLD, partly, BOOK).when(AdoptScores(**HERE)).refused(
        "roster-incomplete", cluster="cum", year=2020
    )


OF_A_SESSION = (CloseMeeting, AmendMinutes, ApproveMinutes, ReadOutMinutes, WordSentence)
"""Acts on whatever was recorded in the session of a meeting: each kind of event is in minutes."""


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_an_act_locks_the_events_that_its_rule_reads_and_no_more(kind):
    """Each scope names its events: what else is typed in the same year does not conflict."""

    @quick(5)
    @any_of(built(kind))
    def any_act(command: Command) -> None:
        scopes = command.boundary()
        if isinstance(command, OF_A_SESSION):
            session = Scope((f"meeting:{command.meeting}",))
            assert session in scopes
            scopes = tuple(scope for scope in scopes if scope != session)
        for scope in scopes:
            assert scope.events, f"{scope} would lock everything with these tags"

    any_act()


def test_a_correction_puts_its_fact_in_the_place_of_the_first_wrong_one():
    """Of several wrong entries, whatever order they are named in."""
    scores = [
        ScoreRecorded(**HERE, unit="a", criterion=code, points=Decimal(1)) for code in ("I", "II")
    ]
    facts = [*MEMBERS, BOOK, *scores]
    fix = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(2))
    act = Correct(positions=(10, 9), concerns=scores[0].tags(), instead=fix)
    retraction, *_ = given(*facts).because("Ghi nhầm").when(act).accepted()
    assert isinstance(retraction, EntriesRetracted)
    assert retraction.place == 9


# Rules that no other test needed, found by breaking them


def test_an_absorbed_unit_ends_after_its_years():
    absorbed = AbsorbUnit(unit="a", into="d", on=date(2019, 12, 31))
    given(*MEMBERS).when(absorbed).refused("active-later", unit="a", on=absorbed.on, year=2020)
    first = AbsorbUnit(unit="a", into="d", on=date(2020, 1, 1))
    given(*MEMBERS).when(first).refused("active-later", position=7)
    given(*MEMBERS).when(AbsorbUnit(unit="a", into="d", on=date(2020, 1, 2))).accepted()


def test_officers_come_head_first_then_deputies_in_their_order():
    from events.roles import officers

    elected = (
        DeputyElected(**HERE, unit="d"),
        DeputyElected(**HERE, unit="b", rank=2),
        DeputyElected(**HERE, unit="c", rank=1),
        HeadElected(**HERE, unit="a"),
    )
    assert [*officers(history_of(*elected, today=DAY), "cum", 2020)] == ["a", "c", "b", "d"]
    acting = (*elected[:3], ActingHeadNamed(**HERE, unit="a"))
    assert [*officers(history_of(*acting, today=DAY), "cum", 2020)] == ["a", "c", "b", "d"]
    assert "deputy:cum/2020/2" in elected[1].claims()


def test_votes_for_a_deputy_belong_to_a_vote():
    votes = Tally(votes_for=2, total=3)
    rotated = ElectDeputy(**HERE, unit="a", method="rotation", votes=votes)
    given(*MEMBERS).when(rotated).refused("votes-without-vote", method="rotation")


def test_another_clusters_later_roster_is_no_electorate_here():
    other = RosterRecorded(cluster="khac", year=2021, units=("d",))
    given(*MEMBERS, other).when(ElectHead(**NEXT, unit="a")).then(HeadElected(**NEXT, unit="a"))


def test_a_report_depends_on_the_unit_that_gave_it():
    met = MeetingOpened(**HERE, meeting="m", title="Hội nghị", on=DAY)
    given_by = PresentReport(meeting="m", title="Báo cáo", unit="a").decide(
        history_of(*MEMBERS, met, today=DAY)
    )
    assert {"meeting:m", "unit:a"} == {*given_by[0].depends_on()}


def test_every_score_is_held_against_the_book_also_behind_one_that_no_book_has():
    from events.score_limits import beyond_book
    from tests.spec import entry

    unknown = ScoreRecorded(**HERE, unit="a", criterion="IX", points=Decimal(5))
    high = ScoreRecorded(**HERE, unit="a", criterion="I", points=Decimal(61))
    entries = [entry(fact, n) for n, fact in enumerate((BOOK, unknown, high), 1)]
    assert [(e.position, maximum) for e, _, maximum in beyond_book(entries)] == [(3, Decimal(60))]


def test_nothing_taken_back_is_no_retraction():
    nothing = Retract(positions=(), concerns=("unit:a",))
    given(*MEMBERS).because("vì").when(nothing).refused("not-in-force", position=0)


def test_a_roster_under_adopted_scores_is_frozen_and_it_says_of_which_year():
    """Whatever else would let it go: the places would no longer follow from the scores."""
    scores = [
        ScoreRecorded(**HERE, unit=unit, criterion=code, points=Decimal(points))
        for unit, points in (("a", "1.4"), ("b", "1.3"))
        for code in ("I", "II")
    ]
    places = (Place(place=1, unit="a"), Place(place=2, unit="b"))
    facts = [*WORLD, RosterRecorded(**HERE, units=("a", "b")), BOOK, *scores]
    facts.append(ResultAdopted(**HERE, places=places, basis="scores"))
    coarse = IssueRules(**HERE, criteria=BOOK.criteria, digits=0)
    act = Correct(positions=(8,), concerns=BOOK.tags(), instead=coarse)
    given(*facts).because("vì").when(act).refused("scores-frozen", cluster="cum", year=2020)


def test_several_commands_are_one_act_each_decided_after_those_before_it():
    """A row of the sheet: recorded whole, in its order, or not at all."""
    both = Together(commands=(ElectHead(**HERE, unit="a"), ElectDeputy(**HERE, unit="b", rank=1)))
    head, deputy = HeadElected(**HERE, unit="a"), DeputyElected(**HERE, unit="b", rank=1)
    given(*MEMBERS).when(both).then(head, deputy)
    twice = Together(commands=(ElectHead(**HERE, unit="a"), ElectHead(**HERE, unit="b")))
    given(*MEMBERS).when(twice).refused("head-in-office", unit="a", year=2020)
    assert {*both.boundary()} == {*both.commands[0].boundary(), *both.commands[1].boundary()}
