"""Rules over days hold in every order of typing, by correction and retraction as well."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.award_events import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
)
from events.awards import (
    AnnulAward,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.clusters import ClusterDissolved, ClusterFounded, DissolveCluster, FoundCluster
from events.command import Command
from events.compacts import CompactJoined, CompactSigned, JoinCompact, SignCompact
from events.corrections import Correct, Retract, effective
from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.emulation_movements import (
    JoinMovement,
    LaunchMovement,
    MovementJoined,
    MovementLaunched,
)
from events.errors import Refused
from events.event import Event
from events.meetings import MeetingOpened, OpenMeeting, UnitsAttended
from events.membership import (
    AdmitUnit,
    RecordRoster,
    ReleaseUnit,
    RosterRecorded,
    UnitJoined,
    UnitLeft,
)
from events.partial_sources import WithdrawUnit
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.reorganisation import DissolveUnit
from events.result_events import ResultAdopted, ResultWithdrawn
from events.roles import ActingHeadNamed, DeputyElected, HeadElected, OfficerStoodDown
from events.rule_book import IssueRules
from events.scoring import RecordScore, ScoreRecorded
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit, RenameUnit
from events.units import UnitDissolved, UnitFounded, UnitRenamed
from events.verify_content import flaws
from tests.facts import (
    BOOK,
    CUM,
    FLAG,
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
    Fields,
    place,
)
from tests.spec import given, ledger_with

TODAY = date(2026, 11, 28)
WHY = Circumstances(by="thư ký", reason="Nhầm")
SCORES = tuple(
    ScoreRecorded(**HERE, unit=unit, criterion=code, points=Decimal(points))
    for unit, points in (("a", 30), ("b", 20), ("c", 10))
    for code in ("I", "II")
)
BY_SCORES = ResultAdopted(
    **HERE, places=(place(1, "a"), place(2, "b"), place(3, "c")), basis="scores"
)
SCORED = (*MEMBERS, BOOK, *SCORES, BY_SCORES)
AWARDED = (*SCORED, AwardNominated(**FLAG))
GRANTED = (*AWARDED, AwardGranted(**FLAG, number="1", on=date(2021, 1, 1)))


def found(*facts: Event | tuple[Event, ...]) -> list[str]:
    """The codes of what `verify` finds."""
    typed = [*ledger_with(*facts, today=TODAY).read()]
    told = flaws(typed, effective(typed))
    return [getattr(flaw.facts.get("why"), "code", flaw.code) for flaw in told]


def ledger_of(*facts: Event | tuple[Event, ...]) -> Ledger:
    return ledger_with(*facts, today=TODAY)


def about(ledger: Ledger, fact: Event) -> Fields:
    """Position and concerns of the entry of a fact."""
    entry = next(entry for entry in ledger.read() if entry.event == fact)
    return {"positions": (entry.position,), "concerns": fact.tags()}


def does(ledger: Ledger, command: Command) -> list[Event]:
    return [entry.event for entry in ledger.execute(command, WHY)]


def refusal(ledger: Ledger, command: Command) -> Refused:
    with pytest.raises(Refused) as refused:
        does(ledger, command)
    return refused.value


def on(month: int, day: int = 1, year: int = 2020) -> date:
    return date(year, month, day)


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


# Results that stay complete


def test_a_unit_is_not_admitted_into_a_result_from_scores():
    given(*SCORED).when(AdmitUnit(**HERE, unit="d")).refused("result-adopted", year=2020)
    given(*SCORED, ResultWithdrawn(**HERE)).when(AdmitUnit(**HERE, unit="d")).accepted()
    assert found(*SCORED, UnitJoined(**HERE, unit="d")) == ["result-incomplete"]


def test_a_rule_book_is_not_corrected_to_criteria_without_scores():
    ledger = ledger_of(*SCORED)
    more = (*BOOK.criteria, replace(BOOK.criteria[0], code="III"))
    book = Correct(**about(ledger, BOOK), instead=IssueRules(**HERE, criteria=more))
    assert refusal(ledger, book).code == "scores-frozen"
    does(ledger, WithdrawResult(**HERE))
    does(ledger, book)
    assert refusal(ledger, AdoptScores(**HERE)).code == "score-missing"


def test_a_member_without_scores_does_not_come_back_into_the_result():
    left = UnitLeft(**HERE, unit="c")
    scores = [score for score in SCORES if score.unit != "c"]
    ranked = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b")), basis="scores")
    ledger = ledger_of(*MEMBERS, BOOK, *scores, left, ranked)
    assert refusal(ledger, Retract(**about(ledger, left))).code == "scores-frozen"
    does(ledger, WithdrawResult(**HERE))
    does(ledger, Retract(**about(ledger, left)))


def test_a_withdrawn_result_does_not_come_back_when_the_scores_are_others():
    withdrawn = ResultWithdrawn(**HERE)
    ledger = ledger_of(*SCORED, withdrawn)
    does(ledger, Retract(**about(ledger, withdrawn)))
    does(ledger, WithdrawResult(**HERE))
    again = [entry.event for entry in ledger.read()][-1]
    other = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(1))
    does(ledger, Correct(**about(ledger, SCORES[0]), instead=other))
    last = [entry for entry in ledger.read() if entry.event == again][-1]
    back = Retract(positions=(last.position,), concerns=again.tags())
    refused = refusal(ledger, back)
    assert (refused.code, refused.facts["year"]) == ("result-outdated", 2020)
    does(ledger, AdoptScores(**HERE))


def test_a_closed_nomination_does_not_come_back_to_a_withdrawn_result():
    denied = AwardDenied(**FLAG)
    ledger = ledger_of(*AWARDED, denied, ResultWithdrawn(**HERE))
    refused = refusal(ledger, Retract(**about(ledger, denied)))
    assert (refused.code, refused.facts["position"]) == ("stands-on-it", 18)
    assert found(*AWARDED, ResultWithdrawn(**HERE)) == ["reference-missing"]


def test_a_withdrawn_result_does_not_come_back_when_a_ranked_member_has_left():
    agreed, withdrawn = ResultAdopted(**HERE, places=(place(1, "a"),)), ResultWithdrawn(**HERE)
    left = UnitLeft(**HERE, unit="a")
    ledger = ledger_of(*MEMBERS, agreed, withdrawn, left)
    refused = refusal(ledger, Retract(**about(ledger, withdrawn)))
    assert (refused.code, refused.facts["position"]) == ("left-while-needed", 10)
    does(ledger, Retract(**about(ledger, left)))
    does(ledger, Retract(**about(ledger, withdrawn)))


def test_a_role_is_not_brought_back_to_a_unit_that_left():
    head, down = HeadElected(**HERE, unit="a"), OfficerStoodDown(**HERE, unit="a", role="head")
    ledger = ledger_of(*MEMBERS, head, down, UnitLeft(**HERE, unit="a"))
    refused = refusal(ledger, Retract(**about(ledger, down)))
    assert (refused.code, refused.facts["position"]) == ("left-while-needed", 10)


def test_the_number_of_members_grows_with_who_joins():
    partly = RosterRecorded(**HERE, units=("a", "b"), complete=False, count=3)
    joined = (UnitJoined(**HERE, unit="c"), UnitJoined(**HERE, unit="d"))
    places = (place(1, "a"), place(5, "b"))
    adopt, why = AdoptResult(**HERE, places=places), "nguồn chỉ nêu hai hạng"
    given(*WORLD, partly, *joined).because(why).when(adopt).accepted()
    given(*WORLD, partly, joined[0]).because(why).when(adopt).refused(
        "place-too-high", place=5, count=4
    )


def test_places_stay_within_the_number_of_members():
    last = ResultAdopted(**HERE, places=(place(3, "a"),))
    given(*MEMBERS, last).when(ReleaseUnit(**HERE, unit="c")).refused("result-adopted", year=2020)
    here: Fields = {**HERE, "year": 2020}
    joined = UnitJoined(**here, unit="d")
    fourth = ResultAdopted(**here, places=(place(4, "a"),))
    ledger = ledger_of(*MEMBERS, joined, fourth)
    refused = refusal(ledger, Retract(**about(ledger, joined)))
    assert (refused.code, refused.facts["count"]) == ("place-too-high", 3)
    assert found(*MEMBERS, fourth) == ["place-too-high"]


def test_a_nominated_member_does_not_leave():
    agreed = ResultAdopted(**HERE, places=())
    facts = (*MEMBERS, agreed, AwardNominated(**FLAG))
    given(*facts).when(ReleaseUnit(**HERE, unit="a")).refused(
        "nominated-member", unit="a", form="co-tinh", year=2020
    )
    given(*facts, AwardDenied(**FLAG)).when(ReleaseUnit(**HERE, unit="a")).accepted()


# Awards in the order of days, and the way through after an annulment


def test_an_award_is_not_annulled_before_it_was_presented():
    presented = (*GRANTED, AwardPresented(**FLAG, on=date(2021, 6, 1)))
    annul = AnnulAward(**FLAG, number="2", on=date(2021, 3, 1))
    given(*presented).today(TODAY).because("x").when(annul).refused(
        "annulled-before-presented", earliest=date(2021, 6, 1)
    )
    annulled = AwardAnnulled(**FLAG, number="2", on=date(2021, 3, 1))
    assert found(*presented, annulled) == ["annulled-before-presented"]


def test_a_presentation_before_the_annulment_is_entered_late():
    annulled = (*GRANTED, AwardAnnulled(**FLAG, number="2", on=date(2021, 3, 1)))
    early, late = date(2021, 2, 1), date(2021, 3, 2)
    given(*annulled).today(TODAY).when(PresentAward(**FLAG, on=early)).accepted()
    given(*annulled).today(TODAY).when(PresentAward(**FLAG, on=late)).refused(
        "award-annulled", annulled=date(2021, 3, 1)
    )


def test_a_presentation_and_an_annulment_of_one_day_are_recorded_in_either_order():
    """It may have been handed over in the morning."""
    same = date(2021, 3, 1)
    presented = AwardPresented(**FLAG, on=same)
    annulled = AwardAnnulled(**FLAG, number="2", on=same)
    annul = AnnulAward(**FLAG, number="2", on=same)
    given(*GRANTED, presented).today(TODAY).because("x").when(annul).accepted()
    given(*GRANTED, annulled).today(TODAY).when(PresentAward(**FLAG, on=same)).accepted()
    assert found(*GRANTED, presented, annulled) == found(*GRANTED, annulled, presented) == []


def test_after_an_annulment_the_result_is_withdrawn_and_everything_done_again():
    """Điều 93: false scores: the award is annulled, the result corrected, the right unit named."""
    ledger = ledger_of(*GRANTED)
    refused = refusal(ledger, WithdrawResult(**HERE, on=date(2022, 5, 2)))
    assert (refused.code, refused.facts["unit"]) == ("granted-on-it", "a")
    assert refusal(ledger, WithdrawNomination(**FLAG)).code == "award-granted"
    does(ledger, AnnulAward(**FLAG, number="9", on=date(2022, 5, 1)))
    early = WithdrawResult(**HERE, on=date(2022, 4, 1))
    assert refusal(ledger, early).code == "withdrawn-before-closed"
    does(ledger, WithdrawResult(**HERE, on=date(2022, 5, 2)))
    wrong = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(1))
    does(ledger, Correct(**about(ledger, SCORES[0]), instead=wrong))
    too_soon = AdoptScores(**HERE, on=date(2022, 5, 1))
    assert refusal(ledger, too_soon).code == "adopted-before-withdrawn"
    (result,) = does(ledger, AdoptScores(**HERE, on=date(2023, 5, 3)))
    assert isinstance(result, ResultAdopted)
    assert [p.unit for p in result.places] == ["b", "a", "c"]
    does(ledger, NominateForAward(**FLAG | {"unit": "b"}))
    does(ledger, NominateForAward(**FLAG, on=date(2026, 6, 1)))
    does(ledger, GrantAward(**FLAG, number="10", on=date(2026, 6, 2)))
    does(ledger, PresentAward(**FLAG, on=date(2026, 6, 3)))


def test_after_a_refusal_the_result_is_withdrawn_and_the_unit_proposed_again():
    ledger = ledger_of(*AWARDED, AwardDenied(**FLAG, on=date(2021, 2, 1)))
    assert refusal(ledger, NominateForAward(**FLAG)).code == "already-nominated"
    does(ledger, WithdrawResult(**HERE))
    does(ledger, AdoptScores(**HERE))
    early = NominateForAward(**FLAG, on=date(2021, 1, 31))
    assert refusal(ledger, early).code == "nominated-before-closed"
    does(ledger, NominateForAward(**FLAG, on=date(2021, 3, 1)))
    does(ledger, DenyAward(**FLAG))


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


# Nothing happens in the future

AHEAD: tuple[Command, ...] = (
    ElectHead(**HERE, unit="a"),
    ElectDeputy(**HERE, unit="a"),
    NameActingHead(**HERE, unit="a"),
    SignCompact(**HERE),
    RecordRoster(**HERE, units=("a",)),
    OpenMeeting(**HERE, meeting="m", title="H"),
    IssueRules(**HERE, criteria=BOOK.criteria),
)


@pytest.mark.parametrize("act", AHEAD, ids=lambda act: type(act).__name__)
def test_what_is_of_next_year_is_recorded_ahead_and_no_further(act):
    next_year, typo = replace(act, year=2022), replace(act, year=2023)
    given(*MEMBERS).when(next_year).accepted()
    given(*MEMBERS).when(typo).refused("year-to-come", year=2023, latest=2022)


def test_a_result_or_a_statement_in_numbers_is_of_no_year_to_come():
    roster = RosterRecorded(**HERE | {"year": 2022}, units=("a",))
    given(*MEMBERS, roster).when(AdoptResult(cluster="cum", year=2022)).refused(
        "year-to-come", year=2022, latest=2021
    )


@pytest.mark.parametrize(
    "act",
    [
        FoundUnit(unit="x", name="X"),
        RenameUnit(unit="a", name="X", on=TODAY),
        DissolveUnit(unit="d", on=TODAY),
        FoundCluster(cluster="x", name="X"),
        DissolveCluster(cluster="khac", on=TODAY),
        ElectHead(**NEXT, unit="a"),
        AdmitUnit(**HERE | {"year": 2021}, unit="d"),
        RecordRoster(**NEXT, units=("d",)),
    ],
    ids=lambda act: type(act).__name__,
)
def test_no_act_is_of_a_day_to_come(act):
    roster = () if isinstance(act, RecordRoster) else (RosterRecorded(**NEXT, units=("a",)),)
    given(*MEMBERS, *roster).when(replace(act, on=date(2021, 1, 15))).refused("in-the-future")
    given(*MEMBERS, *roster).when(replace(act, on=date(2021, 1, 14))).accepted()


def test_a_movement_neither_begins_nor_ends_in_a_year_mistyped():
    given().when(LaunchMovement(movement="m", name="M", since=2102)).refused("year-to-come")
    given().when(LaunchMovement(movement="m", name="M", until=2102)).refused("year-to-come")
    given().when(LaunchMovement(movement="m", name="M", since=2022, until=2030)).accepted()


def test_a_correction_to_a_day_to_come_is_refused():
    head = HeadElected(**HERE, unit="a")
    ledger = ledger_of(*MEMBERS, head)
    late = ElectHead(**HERE, unit="a", on=date(2027, 1, 1))
    refused = refusal(ledger, Correct(**about(ledger, head), instead=late))
    assert refused.code in ("in-the-future", "outside-the-year")


# Memberships by days, and rosters that arrive late

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
