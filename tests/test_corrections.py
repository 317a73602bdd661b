"""Taking back and correcting: a new fact in the place of the wrong one; and one act is one act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from events.award_steps import AwardProposed, AwardReceived
from events.awards import AwardGranted, NominateForAward
from events.clusters import ClusterRenamed, RenameCluster
from events.command import Command
from events.corrections import Correct, EntriesRetracted, Retract, effective
from events.elections import ElectDeputy, ElectHead, StandDown
from events.errors import Refused
from events.event import Entry
from events.meeting_reports import ReportPresented
from events.meetings import MeetingOpened, RemarkRecorded, UnitsAttended
from events.membership import AdmitUnit, RecordRoster, ReleaseUnit, RosterRecorded, UnitLeft
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.result_events import ResultAdopted, ResultWithdrawn
from events.roles import HeadElected
from events.rule_book import Criterion, IssueRules, RulesIssued
from events.scoring import RecordScore, ScoreRecorded
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit, RenameUnit
from events.units import UnitFounded, UnitRenamed
from tests.facts import (
    BOOK,
    CUM,
    FLAG,
    HERE,
    MEMBERS,
    NEXT,
    NOMINATED,
    RESULT,
    THERE,
    WORLD,
    A,
    Fields,
    place,
)
from tests.spec import TODAY, everything, given, ledger_with
from thidua_tui.i18n.messages import Words

HOW = Circumstances(by="spec", reason="Ghi nhầm")
HEAD = HeadElected(**HERE, unit="a")
SCORES = [
    ScoreRecorded(**HERE, unit=unit, criterion=code, points=Decimal(points))
    for unit, points in (("a", 10), ("b", 20), ("c", 30))
    for code in ("I", "II")
]
BY_SCORES = ResultAdopted(
    **HERE, places=(place(1, "c"), place(2, "b"), place(3, "a")), basis="scores", on=TODAY
)
SCORED = (*MEMBERS, BOOK, SCORES, BY_SCORES)


def find(ledger: Ledger, fact) -> Entry:
    """The entry of this fact."""
    return next(entry for entry in ledger.read() if entry.event == fact)


def about(*entries: Entry) -> Fields:
    """Positions and concerns of these entries."""
    tags = dict.fromkeys(tag for entry in entries for tag in entry.event.tags())
    return {"positions": tuple(e.position for e in entries), "concerns": tuple(tags)}


def take_back(ledger: Ledger, *facts) -> list[Entry]:
    return ledger.execute(Retract(**about(*(find(ledger, fact) for fact in facts))), HOW)


def put_right(ledger: Ledger, fact, instead: Command) -> list[Entry]:
    return ledger.execute(Correct(**about(find(ledger, fact)), instead=instead), HOW)


def told(ledger: Ledger) -> list[Any]:
    """The facts that count, in their order."""
    return [entry.event for entry in effective(ledger.read())]


def refusal_of(act, *arguments) -> Refused:
    with pytest.raises(Refused) as refusal:
        act(*arguments)
    return refusal.value


# Taking back


def test_what_is_taken_back_counts_no_longer_and_stays_readable():
    ledger = ledger_with(MEMBERS, HEAD)
    position = find(ledger, HEAD).position
    (entry,) = take_back(ledger, HEAD)
    assert entry.event == EntriesRetracted(
        positions=(position,), concerns=HEAD.tags(), place=position, kinds=("head-elected",)
    )
    assert (entry.reason, entry.by) == ("Ghi nhầm", "spec")
    assert HEAD not in told(ledger)
    assert find(ledger, HEAD).position == position
    ledger.execute(ElectHead(**HERE, unit="b"), HOW)


def test_taking_back_needs_a_reason():
    retract = Retract(positions=(len(MEMBERS) + 1,), concerns=HEAD.tags())
    given(MEMBERS, HEAD).when(retract).refused("reason-missing")
    given(MEMBERS, HEAD).because(" \t ").when(retract).refused("reason-missing")


def test_only_an_entry_that_counts_is_taken_back():
    ledger = ledger_with(MEMBERS, HEAD)
    position = find(ledger, HEAD).position
    take_back(ledger, HEAD)
    refusal = refusal_of(take_back, ledger, HEAD)
    assert (refusal.code, refusal.facts) == ("not-in-force", {"position": position})
    beyond = Retract(positions=(99,), concerns=HEAD.tags())
    assert refusal_of(ledger.execute, beyond, HOW).facts == {"position": 99}
    nothing = Retract(positions=(), concerns=HEAD.tags())
    assert refusal_of(ledger.execute, nothing, HOW).code == "not-in-force"


def test_a_retraction_is_not_taken_back():
    ledger = ledger_with(MEMBERS, HEAD)
    (entry,) = take_back(ledger, HEAD)
    again = Retract(positions=(entry.position,), concerns=entry.event.tags())
    assert refusal_of(ledger.execute, again, HOW).code == "not-in-force"


def test_a_retraction_concerns_all_that_its_entries_concern():
    """With a tag left out, neither who reads that tag nor this decision would see everything."""
    given(MEMBERS, HEAD).because("x").when(
        Retract(positions=(len(MEMBERS) + 1,), concerns=("cluster:cum",))
    ).refused("not-in-force", position=len(MEMBERS) + 1)


def test_whoever_reads_the_session_of_a_meeting_reads_its_retractions():
    ledger = ledger_with(MEMBERS)
    in_session = Circumstances(by="spec", meeting="m")
    ledger.execute(ElectHead(**HERE, unit="a"), in_session)
    (entry,) = take_back(ledger, HEAD)
    assert "meeting:m" in entry.event.tags()


ROSTER = MEMBERS[-1]
OPENED = MeetingOpened(meeting="m", **HERE, title="Y", on=TODAY)
CELL = ScoreRecorded(**HERE, unit="a", criterion="I", points=None)


@pytest.mark.parametrize(
    ("below", "above"),
    [
        (A, ROSTER),
        (CUM, ROSTER),
        (CUM, ClusterRenamed(cluster="cum", name="X", on=TODAY)),
        (ROSTER, HEAD),
        (ROSTER, UnitLeft(**HERE, unit="a")),
        (ROSTER, RESULT),
        (BOOK, CELL),
        (ROSTER, CELL),
        (A, UnitRenamed(unit="a", name="Sở Mới", on=date(2020, 1, 1))),
        (A, MeetingOpened(meeting="n", **HERE, title="X", on=TODAY, host="a")),
        (A, UnitsAttended(meeting="m", **HERE, units=("b", "a"))),
        (A, ReportPresented(meeting="m", **HERE, title="X", unit="a")),
        (A, RemarkRecorded(meeting="m", **HERE, text="X", unit="a")),
        (OPENED, UnitsAttended(meeting="m", **HERE, units=("b", "a"))),
    ],
)
def test_an_entry_that_others_stand_on_is_not_taken_back(below, above):
    world = dict.fromkeys((*MEMBERS, BOOK, OPENED))
    if isinstance(above, RosterRecorded | MeetingOpened | UnitRenamed | UnitsAttended):
        world = dict.fromkeys((*WORLD, OPENED))
    ledger = ledger_with([fact for fact in world if fact != above], above)
    refusal = refusal_of(take_back, ledger, below)
    assert refusal.code == "stands-on-it"
    take_back(ledger, above)
    if below not in (A, CUM, ROSTER):
        take_back(ledger, below)


def test_a_roster_of_another_year_does_not_carry_this_years_scores():
    """The score of 2021 stands on the roster of 2021, though the unit was a member in 2020 too."""
    roster = RosterRecorded(**NEXT, units=("a",))
    book = RulesIssued(**NEXT, criteria=BOOK.criteria)
    score = ScoreRecorded(**NEXT, unit="a", criterion="I", points=None)
    ledger = ledger_with(MEMBERS, roster, book, score)
    assert refusal_of(take_back, ledger, roster).facts["key"] == "member:cum/2021/a"


def test_the_end_of_a_seat_is_not_taken_back_when_the_unit_sits_elsewhere():
    left = UnitLeft(**HERE, unit="a")
    ledger = ledger_with(MEMBERS, left, RosterRecorded(**THERE, units=("a",)))
    refusal = refusal_of(take_back, ledger, left)
    assert (refusal.code, refusal.facts["law"]) == ("stands-on-it", "claimed-twice")


def test_several_entries_that_stand_on_each_other_go_together():
    ledger = ledger_with(MEMBERS, HEAD)
    ledger.execute(StandDown(**HERE, unit="a", role="head"), HOW)
    down = told(ledger)[-1]
    assert refusal_of(take_back, ledger, HEAD).code == "stands-on-it"
    take_back(ledger, HEAD, down)
    assert told(ledger) == list(MEMBERS)


# Scores and results


def test_frozen_scores_are_neither_taken_back_nor_corrected():
    ledger = ledger_with(SCORED)
    refusal = refusal_of(take_back, ledger, SCORES[0])
    assert (refusal.code, refusal.facts) == ("scores-frozen", HERE)
    better = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(40))
    assert refusal_of(put_right, ledger, SCORES[0], better).code == "scores-frozen"


def test_the_book_behind_an_adopted_result_is_not_corrected_to_another_result():
    ledger = ledger_with(
        MEMBERS,
        BOOK,
        [
            ScoreRecorded(**HERE, unit=unit, criterion=code, points=Decimal(points))
            for unit, points in (("a", "1.4"), ("b", "1.3"), ("c", "1"))
            for code in ("I", "II")
        ],
    )
    ledger.execute(AdoptScores(**HERE), HOW)
    coarse = IssueRules(**HERE, criteria=BOOK.criteria, digits=0)
    assert refusal_of(put_right, ledger, BOOK, coarse).code == "scores-frozen"
    renamed = (Criterion(code="I", name="Tên đúng", max_points=Decimal(60)), BOOK.criteria[1])
    put_right(ledger, BOOK, IssueRules(**HERE, criteria=renamed))


def test_a_withdrawal_is_not_taken_back_when_the_scores_have_changed_since():
    ledger = ledger_with(SCORED)
    ledger.execute(WithdrawResult(**HERE), HOW)
    withdrawn = told(ledger)[-1]
    put_right(ledger, SCORES[0], RecordScore(**HERE, unit="a", criterion="I", points=Decimal(60)))
    assert refusal_of(take_back, ledger, withdrawn).code == "result-outdated"


def test_a_withdrawal_is_taken_back_while_nothing_changed_or_nothing_followed():
    ledger = ledger_with(SCORED, ResultWithdrawn(**HERE))
    take_back(ledger, ResultWithdrawn(**HERE))
    assert refusal_of(ledger.execute, AdoptResult(**HERE), HOW).code == "result-adopted"
    anew = ledger_with(SCORED, ResultWithdrawn(**HERE), RESULT)
    assert refusal_of(take_back, anew, ResultWithdrawn(**HERE)).code == "stands-on-it"


def test_a_result_with_nominations_is_not_taken_back():
    ledger = ledger_with(MEMBERS, RESULT)
    ledger.execute(NominateForAward(**FLAG), HOW)
    assert refusal_of(take_back, ledger, RESULT).code == "stands-on-it"


# Correcting


def test_a_correction_is_one_act_a_retraction_and_what_stands_instead():
    ledger = ledger_with(MEMBERS, HEAD)
    retraction, instead = put_right(ledger, HEAD, ElectHead(**HERE, unit="b"))
    assert isinstance(retraction.event, EntriesRetracted)
    assert instead.event == HeadElected(**HERE, unit="b")
    assert retraction.act == instead.act
    assert {"unit:a/2020", "unit:b/2020"} <= set(retraction.event.tags())
    assert told(ledger) == [*MEMBERS, instead.event]


def test_a_correction_stands_in_the_place_of_the_wrong_entry():
    """The deputy was elected after the head, whoever it was."""
    ledger = ledger_with(MEMBERS, HEAD)
    (deputy,) = ledger.execute(ElectDeputy(**HERE, unit="c"), HOW)
    put_right(ledger, HEAD, ElectHead(**HERE, unit="b"))
    assert told(ledger)[-2:] == [HeadElected(**HERE, unit="b"), deputy.event]


def test_a_corrected_correction_still_stands_in_the_first_place():
    ledger = ledger_with(MEMBERS, HEAD)
    (deputy,) = ledger.execute(ElectDeputy(**HERE, unit="c"), HOW)
    put_right(ledger, HEAD, ElectHead(**HERE, unit="b"))
    dated: Fields = {**HERE, "unit": "a", "on": date(2020, 1, 2)}
    put_right(ledger, HeadElected(**HERE, unit="b"), ElectHead(**dated))
    assert told(ledger)[-2:] == [HeadElected(**dated), deputy.event]


def test_who_reads_a_part_finds_a_correction_in_the_same_place_as_who_reads_all():
    """Unit d comes in with the second correction only: its reader never sees the first."""
    ledger = ledger_with(MEMBERS, UnitFounded(unit="e", name="E"))
    wrong = RenameUnit(unit="a", name="Sai", on=date(2020, 1, 1))
    ledger.execute(wrong, HOW)
    ledger.execute(RenameUnit(unit="e", name="Đúng", on=date(2020, 1, 1)), HOW)
    first = UnitRenamed(unit="a", name="Sai", on=date(2020, 1, 1))
    put_right(ledger, first, RenameUnit(unit="b", name="Sai", on=date(2020, 1, 1)))
    second = UnitRenamed(unit="b", name="Sai", on=date(2020, 1, 1))
    put_right(ledger, second, RenameUnit(unit="e", name="Sai", on=date(2020, 1, 1)))
    near, _ = ledger.history(wrong.boundary())
    scoped, _ = ledger.history(AdmitUnit(**HERE, unit="e").boundary())
    for history in (near, scoped, everything(ledger)):
        renamed = [event for event in history.of(UnitRenamed) if event.unit == "e"]
        assert [event.name for event in renamed] == ["Sai", "Đúng"]


def test_a_correction_is_decided_as_if_the_wrong_entry_never_was():
    """The same head again, with a day: no one is in the way."""
    ledger = ledger_with(MEMBERS, HEAD)
    put_right(ledger, HEAD, ElectHead(**HERE, unit="a", on=TODAY.replace(year=2020)))
    assert told(ledger)[-1].on == date(2020, 1, 14)


def test_a_correction_meets_the_rules_of_what_stands_instead():
    ledger = ledger_with(MEMBERS, HEAD)
    ledger.execute(ElectDeputy(**HERE, unit="b"), HOW)
    assert refusal_of(put_right, ledger, HEAD, ElectHead(**HERE, unit="b")).code == "is-deputy"
    assert refusal_of(put_right, ledger, HEAD, ElectHead(**HERE, unit="d")).code == "not-a-member"
    assert HEAD in told(ledger)


def test_a_correction_leaves_standing_what_stands_on_it():
    roster = MEMBERS[-1]
    ledger = ledger_with(MEMBERS, HEAD, RESULT)
    without_a = RecordRoster(**HERE, units=("b", "c"))
    assert refusal_of(put_right, ledger, roster, without_a).code == "holds-a-role"
    without_b = RecordRoster(**HERE, units=("a", "c"))
    refusal = refusal_of(put_right, ledger, roster, without_b)
    assert (refusal.code, refusal.facts["key"]) == ("stands-on-it", "member:cum/2020/b")
    put_right(ledger, roster, RecordRoster(**HERE, units=("d", "b", "a")))
    assert told(ledger)[-2:] == [HEAD, RESULT]


def test_a_correction_needs_a_reason():
    ledger = ledger_with(MEMBERS, HEAD)
    command = Correct(**about(find(ledger, HEAD)), instead=ElectHead(**HERE, unit="b"))
    refusal = refusal_of(ledger.execute, command, Circumstances(by="spec"))
    assert refusal.code == "reason-missing"


def test_a_corrected_text_passes_the_door_like_any_other():
    ledger = ledger_with(UnitFounded(unit="x", name="So Tai chinh"))
    put_right(ledger, told(ledger)[0], FoundUnit(unit="x", name="Sở Tài chính "))
    assert told(ledger)[0].name == "Sở Tài chính"


def test_a_correction_may_concern_another_cluster():
    """The roster was typed for the wrong cluster."""
    ledger = ledger_with(MEMBERS)
    put_right(ledger, MEMBERS[-1], RecordRoster(**THERE, units=("a", "b", "c")))
    ledger.execute(RecordRoster(**HERE, units=("d",)), HOW)
    refusal = refusal_of(ledger.execute, AdmitUnit(**HERE, unit="a"), HOW)
    assert (refusal.code, refusal.facts["cluster"]) == ("in-another-cluster", "khac")


def test_taking_back_a_departure_gives_the_seat_back():
    ledger = ledger_with(MEMBERS, UnitLeft(**HERE, unit="a"))
    take_back(ledger, UnitLeft(**HERE, unit="a"))
    assert refusal_of(ledger.execute, AdmitUnit(**HERE, unit="a"), HOW).code == "already-a-member"
    ledger.execute(ReleaseUnit(**HERE, unit="a"), HOW)


def test_the_facts_of_an_act_that_retracts_nothing_stay_where_they_are():
    ledger = ledger_with(MEMBERS)
    ledger.execute(RenameCluster(cluster="cum", name="Cụm mới", on=TODAY), HOW)
    assert [e.place for e in effective(ledger.read())] == list(range(1, len(MEMBERS) + 2))


def test_the_refusal_names_all_that_depends_in_the_order_of_undoing():
    sent = AwardProposed(**FLAG, number="15/TTr")
    granted = AwardGranted(**FLAG, number="1/QĐ")
    ledger = ledger_with(*NOMINATED, sent, AwardReceived(**FLAG), granted)
    at = len(NOMINATED)
    back = Retract(positions=(at,), concerns=NOMINATED[-1].tags())
    with pytest.raises(Refused) as caught:
        ledger.execute(back, Circumstances(by="spec", reason="nhầm"))
    assert caught.value.facts["position"] == at + 1
    sentence = Words("vi").refusal(caught.value)
    after = f"Hủy mục {at + 3} trước, sau đó lần lượt mục {at + 2}, {at + 1}"
    assert f"Mục {at + 1}, {at + 2}, {at + 3} dựa trên mục này. {after}" in sentence
