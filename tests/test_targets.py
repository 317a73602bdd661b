"""Targets of a compact: set, changed, withdrawn, made criteria; and what became of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.command import History
from events.emulation_movements import MovementEnded, MovementLaunched, MovementResult
from events.movement_results import EndMovement, RecordMovementResult
from events.rule_book import RulesAmended, book_of
from events.score_book.book import Node, ScoreBook
from events.score_book.leaf_kinds import Observation, Proportional, YesNo
from events.scoring import ScoreRecorded
from events.target_criteria import PutTargetsInBook, ScoreTargetBy, TargetPutInBook
from events.targets import (
    ChangeTarget,
    SetTarget,
    TargetChanged,
    TargetSet,
    TargetWithdrawn,
    WithdrawTarget,
    promised,
)
from tests.facts import BOOK, HERE, MEMBERS, WORLD, Fields
from tests.line_world import line, meant
from tests.spec import TODAY, given, ledger_with
from thidua_tui.parsing.observations import parse_observation, text_of
from views.projection import project
from views.targets import Targets, kept

ON_TIME: Fields = {
    "target": "ct1",
    "title": "Hồ sơ đúng hạn",
    "unit": "a",
    "amount": Decimal(95),
    "measure": "%",
}
SET = TargetSet(**HERE, **ON_TIME)
ROADS = TargetSet(**HERE, target="ct2", title="Đường nông thôn", amount=Decimal(12), measure="km")


def test_set_target_of_a_member_records_it():
    day = date(2020, 2, 1)
    given(MEMBERS).when(SetTarget(**HERE, **ON_TIME, on=day)).then(
        TargetSet(**HERE, **ON_TIME, on=day)
    )


def test_set_target_of_every_member_needs_no_roster():
    given(WORLD).when(SetTarget(**HERE, target="ct1", title="Không để xảy ra tai nạn")).then(
        TargetSet(**HERE, target="ct1", title="Không để xảy ra tai nạn")
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"unit": "d"}, "not-a-member"),
        ({"amount": Decimal(-1)}, "target-amount"),
        ({"amount": None, "comparison": "at-most"}, "target-without-amount"),
        ({"deadline": date(2022, 1, 1)}, "outside-the-year"),
        ({"on": date(2021, 2, 1)}, "outside-the-year"),
    ],
)
def test_set_target_refuses_what_no_compact_says(more, code):
    given(MEMBERS).when(SetTarget(**HERE, **ON_TIME | more)).refused(code)


def test_a_code_and_a_promise_are_set_once():
    given(MEMBERS, SET).when(SetTarget(**HERE, **ON_TIME | {"title": "Khác"})).refused(
        "target-exists", target="ct1"
    )
    given(MEMBERS, SET).when(SetTarget(**HERE, **ON_TIME | {"target": "ct9"})).refused(
        "target-exists", target="ct1"
    )
    gone = TargetWithdrawn(**HERE, target="ct1")
    given(MEMBERS, SET, gone).when(SetTarget(**HERE, **ON_TIME)).refused("target-exists")


def test_change_target_wants_a_reason_and_a_difference():
    changed = ON_TIME | {"amount": Decimal(97)}
    assert ChangeTarget(**HERE, **changed).wants_reason()
    given(MEMBERS, SET).because("Họp cụm").when(ChangeTarget(**HERE, **changed)).then(
        TargetChanged(**HERE, **changed)
    )
    given(MEMBERS, SET).because("Họp cụm").when(ChangeTarget(**HERE, **ON_TIME)).refused(
        "target-unchanged"
    )
    given(MEMBERS).because("Họp cụm").when(ChangeTarget(**HERE, **ON_TIME)).refused(
        "unknown-target"
    )
    assert promised(SET) == promised(replace(SET, on=TODAY))


def test_a_withdrawn_target_is_asked_about_no_more():
    gone = TargetWithdrawn(**HERE, target="ct1")
    assert WithdrawTarget(**HERE, target="ct1").wants_reason()
    given(MEMBERS, SET).because("Họp cụm").when(WithdrawTarget(**HERE, target="ct1")).then(gone)
    for command in (
        WithdrawTarget(**HERE, target="ct1"),
        ChangeTarget(**HERE, **ON_TIME),
        ScoreTargetBy(**HERE, target="ct1", criterion="I"),
    ):
        given(MEMBERS, BOOK, SET, gone).because("Họp cụm").when(command).refused(
            "unknown-target", target="ct1"
        )
    assert project(Targets(), ledger_with(*MEMBERS, SET, gone)).rows() == ()


LINE: Fields = {"points": Decimal(5), "targets": ("ct1",)}


def put(*facts, **more: object) -> tuple[ScoreBook, list[TargetPutInBook]]:
    """Put the targets in the book; return the book, and which criterion scores which target."""
    command = PutTargetsInBook(**HERE, **LINE | more)
    ledger = ledger_with(*MEMBERS, BOOK, *facts)
    history, _ = ledger.history(command.boundary())
    amended, *links = command.decide(History(history.entries, TODAY))
    assert isinstance(amended, RulesAmended)
    return book_of(amended), [link for link in links if isinstance(link, TargetPutInBook)]


def test_a_target_becomes_a_line_and_the_scale_grows():
    book, (link,) = put(SET)
    line = book.criteria[-1]
    assert line == Node(
        code="CT1", title="Hồ sơ đúng hạn", max=Decimal(5), score=Proportional(), target=True
    )
    assert (link.target, link.criterion, book.scale.total) == ("ct1", "CT1", Decimal(105))


def test_points_taken_from_a_line_leave_the_scale_as_it_was():
    book, _ = put(SET, taken_from="II")
    assert [(node.code, node.max) for node in book.criteria] == [
        ("I", Decimal(60)), ("II", Decimal(35)), ("CT1", Decimal(5))
    ]  # fmt: skip
    assert book.scale.total == Decimal(100)


def test_a_line_that_gives_all_its_points_is_gone_and_none_gives_more():
    book, _ = put(SET, taken_from="II", points=Decimal(40))
    assert [node.code for node in book.criteria] == ["I", "CT1"]
    more = PutTargetsInBook(**HERE, targets=("ct1",), points=Decimal(41), taken_from="II")
    given(MEMBERS, BOOK, SET).when(more).refused("line-gives-less", criterion="II")


def test_the_same_promise_of_two_units_is_one_line_with_a_number_each():
    other = TargetSet(**HERE, **ON_TIME | {"target": "ct2", "unit": "b", "amount": Decimal(90)})
    book, links = put(SET, other, targets=("ct1", "ct2"))
    assert [link.criterion for link in links] == ["CT1", "CT1"]
    assert book.scale.total == Decimal(105)


def test_a_target_without_a_number_to_reach_is_yes_or_no():
    for more in ({"amount": None}, {"comparison": "at-most"}, {"amount": Decimal(0)}):
        book, _ = put(replace(SET, **more))
        assert isinstance(book.criteria[-1].score, YesNo)


def test_targets_are_put_in_a_book_once_and_in_a_group_of_it():
    linked = TargetPutInBook(**HERE, target="ct1", criterion="I")
    one: Fields = {"targets": ("ct1",), "points": Decimal(5)}
    for facts, more, code in (
        ((BOOK, SET, linked), {}, "target-in-book"),
        ((BOOK, SET), {"group": "I"}, "not-a-group"),
        ((BOOK, SET), {"points": Decimal(0)}, "maximum-not-positive"),
        ((BOOK, SET), {"targets": ()}, "no-target"),
        ((SET,), {}, "no-rules"),
        ((BOOK,), {}, "unknown-target"),
    ):
        given(MEMBERS, *facts).when(PutTargetsInBook(**HERE, **one | more)).refused(code)


def test_a_line_that_is_there_scores_a_target():
    given(MEMBERS, BOOK, SET).when(ScoreTargetBy(**HERE, target="ct1", criterion="II")).then(
        TargetPutInBook(**HERE, target="ct1", criterion="II")
    )
    given(MEMBERS, BOOK, SET).when(ScoreTargetBy(**HERE, target="ct1", criterion="IX")).refused(
        "unknown-criterion", criterion="IX"
    )


def thread(*facts):
    return project(Targets(), ledger_with(*MEMBERS, BOOK, *facts)).rows()


def test_a_thread_leads_from_the_promise_to_its_points():
    book, links = put(SET)
    amended = RulesAmended(**HERE, book=book)
    score = ScoreRecorded(
        **HERE, unit="a", criterion="CT1", stage="verified", evidence="12/BC", book=2,
        points=None, observed=Observation(actual=Decimal(90), target=Decimal(95)),
    )  # fmt: skip
    (before,) = thread(SET, amended, *links)
    assert (before.kept, before.criterion, before.points) == ("open", "CT1", None)
    (row,) = thread(SET, amended, *links, score)
    assert (row.kept, row.criterion_name, row.papers) == ("not-kept", "Hồ sơ đúng hạn", ("12/BC",))
    assert row.points == Decimal("4.7368")
    assert row.other_target is None
    changed = TargetChanged(**HERE, **ON_TIME | {"amount": Decimal(90)})
    (row,) = thread(SET, amended, *links, score, changed)
    assert (row.kept, row.other_target) == ("kept", Decimal(95))


def test_a_target_of_every_member_is_a_thread_of_each():
    assert [row.unit for row in thread(ROADS)] == ["a", "b", "c"]
    assert {row.kept for row in thread(ROADS)} == {"not-in-book"}


@pytest.mark.parametrize(
    ("comparison", "actual", "outcome"),
    [
        ("at-least", 12, "kept"), ("at-least", 11, "not-kept"), ("at-most", 12, "kept"),
        ("at-most", 13, "not-kept"), ("exactly", 12, "kept"), ("exactly", 13, "not-kept"),
    ],
)  # fmt: skip
def test_kept_compares_as_the_target_says(comparison, actual, outcome):
    target = replace(ROADS, comparison=comparison)
    seen = Observation(actual=Decimal(actual))
    assert kept(target, seen, scored=True, criterion="I") == outcome
    assert kept(target, Observation(count=actual), scored=True, criterion="I") == outcome


def test_kept_says_no_more_than_was_observed():
    assert kept(ROADS, Observation(yes=True), scored=True, criterion="I") == "kept"
    assert kept(ROADS, Observation(yes=False), scored=True, criterion="I") == "not-kept"
    assert kept(ROADS, Observation(points=Decimal(9)), scored=True, criterion="I") == "no-number"
    assert kept(ROADS, Observation(rate=Decimal(99)), scored=True, criterion="I") == "no-number"
    assert kept(SET, Observation(rate=Decimal(99)), scored=True, criterion="I") == "kept"
    assert kept(ROADS, None, scored=True, criterion="I") == "not-assigned"
    assert kept(ROADS, None, scored=False, criterion="I") == "open"


MOVEMENT = MovementLaunched(movement="ntm", name="Nông thôn mới", since=2020)


def test_a_unit_has_one_result_of_a_movement_a_year():
    result: Fields = {"movement": "ntm", "unit": "a", "text": "Giúp hai xã", "amount": Decimal(2)}
    fact = MovementResult(**HERE, **result)
    given(MEMBERS, MOVEMENT).when(RecordMovementResult(**HERE, **result)).then(fact)
    for facts, more, code in (
        ((MOVEMENT, fact), {}, "movement-result-known"),
        ((MOVEMENT,), {"text": "", "amount": None}, "result-without-content"),
        ((MOVEMENT,), {"amount": Decimal(-2)}, "target-amount"),
        ((MOVEMENT,), {"unit": "d"}, "not-a-member"),
        ((), {}, "unknown-movement"),
        ((replace(MOVEMENT, since=2021),), {}, "movement-not-on"),
    ):
        given(MEMBERS, *facts).when(RecordMovementResult(**HERE, **result | more)).refused(code)


def test_a_movement_is_concluded_once_and_not_before_it_began():
    end = MovementEnded(movement="ntm", on=TODAY, summary="Đạt mục tiêu")
    given(MOVEMENT).when(EndMovement(movement="ntm", on=TODAY, summary="Đạt mục tiêu")).then(end)
    given(MOVEMENT, end).when(EndMovement(movement="ntm")).refused("movement-ended")
    given(MOVEMENT).when(EndMovement(movement="ntm", on=date(2019, 12, 31))).refused(
        "movement-ends-too-early"
    )
    ended = MovementEnded(movement="ntm", on=date(2020, 12, 1))
    late: Fields = {"cluster": "cum", "year": 2021, "movement": "ntm", "unit": "a", "text": "x"}
    given(MEMBERS, MOVEMENT, ended).when(RecordMovementResult(**late)).refused("movement-not-on")


def test_a_movement_without_a_launch_day_is_concluded_too():
    given(replace(MOVEMENT, since=None)).when(EndMovement(movement="ntm")).then(
        MovementEnded(movement="ntm")
    )


def test_money_is_promised_reached_and_scored_in_dong():
    """1.250.000 đồng is a target, a result, and what is observed for its criterion."""
    money = TargetSet(**HERE, target="ct1", title="Quỹ", amount=Decimal(1_250_000), measure="đồng")
    asked = SetTarget(
        **HERE, target="ct1", title="Quỹ", amount=Decimal("1250000.00"), measure="đồng"
    )
    given(MEMBERS).when(asked).then(money)
    seen = parse_observation(
        "1.000.000/1.250.000", Node(code="I", title="Quỹ", max=Decimal(5), score=Proportional())
    )
    assert seen == Observation(actual=Decimal(1_000_000), target=Decimal(1_250_000))
    assert seen is not None and text_of(seen) == "1000000/1250000"


@pytest.mark.parametrize(
    ("typed", "deadline"),
    [
        ('đặt chỉ tiêu stc "Giảm đơn thư" 14/01/2021 hạn 30/12/2021', date(2021, 12, 30)),
        ("dat chi tieu stc giam don thu truoc ngay 30/12/2021 14/01/2021", date(2021, 12, 30)),
        ('target stc "Fewer complaints" 14/01/2021 by 30/12/2021', date(2021, 12, 30)),
        ('đặt chỉ tiêu stc "Giảm đơn thư" 14/01/2021', None),
    ],
)
def test_a_bare_day_is_that_of_the_act_and_a_deadline_has_its_word(typed, deadline):
    command = meant(typed)
    assert (command.on, command.deadline) == (date(2021, 1, 14), deadline)


@pytest.mark.parametrize("day", ["30/12/2021", "16/1"])
def test_a_bare_day_to_come_is_asked_about(day):
    """It cannot be the day of the act; the deadline needs its word."""
    asked = line(f'đặt chỉ tiêu stc "Giảm đơn thư" {day}').wrong
    assert asked is not None and asked.code == "day-or-deadline"
    assert asked.facts["value"] == day


def test_the_only_day_of_a_task_is_its_deadline_with_or_without_the_word():
    for typed in ('giao việc "Nộp báo cáo" 30/12/2021', 'giao việc "Nộp báo cáo" hạn 30/12/2021'):
        assert meant(typed).due == date(2021, 12, 30)
