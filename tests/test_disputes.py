"""Two sources may disagree: both stay, and the question is open until a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from events.corrections import Retract
from events.disputes import GiveVerdict, RecordStatement, StatementRecorded, VerdictGiven
from events.meetings import MeetingOpened
from events.result_events import ResultAdopted
from tests.facts import HERE, MEMBERS, Fields, place
from tests.reading import rows
from tests.spec import given
from tests.test_answers import HEAD
from views.disputes import Disputes

COUNT: Fields = {**HERE, "topic": "members"}
EIGHT = StatementRecorded(**COUNT, value="8")
SEVEN = StatementRecorded(**COUNT, value="7")
VERDICT = VerdictGiven(**COUNT, value="7")
SAYS = GiveVerdict(**COUNT, value="7")


def question(*facts):
    (row,) = rows(lambda: Disputes("cum"), *MEMBERS, *facts)
    return row.state, row.value, [one.value for one in row.statements]


def test_what_a_source_says_stands_beside_what_another_says():
    given(*MEMBERS, EIGHT).when(RecordStatement(**COUNT, value="7")).then(SEVEN)
    nowhere = RecordStatement(**COUNT | {"cluster": "khong"}, value="7")
    given(*MEMBERS).when(nowhere).refused("unknown-cluster")
    nobody = RecordStatement(**COUNT, unit="x", value="7")
    given(*MEMBERS).when(nobody).refused("unknown-unit")


def test_a_verdict_names_a_value_that_was_stated_where_values_differ():
    given(*MEMBERS, EIGHT, SEVEN).because("Theo biên bản").when(SAYS).then(VERDICT)
    given(*MEMBERS, EIGHT, SEVEN).when(SAYS).refused("reason-missing")
    given(*MEMBERS, EIGHT).because("x").when(SAYS).refused("not-stated", value="7")
    given(*MEMBERS, SEVEN, SEVEN).because("x").when(SAYS).refused("nothing-disputed")
    given(*MEMBERS, EIGHT, SEVEN, VERDICT).because("x").when(SAYS).refused("nothing-disputed")


def test_a_statement_on_which_a_verdict_stands_is_not_taken_back():
    back = Retract(positions=(9,), concerns=SEVEN.tags())
    given(*MEMBERS, EIGHT, SEVEN, VERDICT).because("x").when(back).refused("stands-on-it")


@pytest.mark.parametrize(
    ("facts", "state", "value"),
    [
        ((EIGHT,), "single", "8"),
        ((EIGHT, EIGHT), "agreed", "8"),
        ((EIGHT, SEVEN), "open", None),
        ((EIGHT, SEVEN, VERDICT), "settled", "7"),
        ((EIGHT, SEVEN, VERDICT, EIGHT), "open", None),
    ],
)
def test_a_question_is_open_until_a_verdict_and_again_after_another_value(facts, state, value):
    assert question(*facts) == (state, value, [fact.value for fact in facts])


def test_what_the_ledger_itself_holds_stands_beside():
    head = StatementRecorded(**HERE, topic="head", value="Sở A")
    found = rows(lambda: Disputes("cum"), *MEMBERS, HEAD, EIGHT, SEVEN, head)
    assert [(row.topic, row.state, row.recorded) for row in found] == [
        ("members", "open", "3"),
        ("head", "single", "Sở A"),
    ]


def test_questions_about_two_units_are_two():
    of_a, of_b = (
        StatementRecorded(**HERE, topic="places", unit=u, value=v) for u, v in ("a1", "b2")
    )
    found = rows(lambda: Disputes("cum"), *MEMBERS, of_a, of_b)
    assert [(row.unit_name, row.state) for row in found] == [
        ("Sở A", "single"),
        ("Sở B", "single"),
    ]


def test_a_statement_about_no_unit_locks_no_unit():
    said = RecordStatement(**HERE, topic="members", value="bảy")
    tags = [tag for scope in said.boundary() for tag in scope.tags]
    assert not [tag for tag in tags if tag.startswith("unit:")]


MEETING = MeetingOpened(**HERE, meeting="m", title="Tổng kết", on=date(2021, 1, 14))
PLACED = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b")))


@pytest.mark.parametrize(
    ("topic", "unit", "recorded", "right", "wrong"),
    [
        ("members", None, "3", "3", "8 đơn vị"),
        ("head", None, "Sở A", "Sở A", "Sở B"),
        ("day", None, "14/01/2021", "14/1/2021", "ngày 15/01/2021"),
        ("places", "b", "2", "thứ Nhì", "nhất"),
    ],
)
def test_a_verdict_is_compared_with_the_fact_that_answers_the_question(
    topic, unit, recorded, right, wrong
):
    facts = (*MEMBERS, HEAD, MEETING, PLACED)
    for value, other, contradicted in ((right, wrong, False), (wrong, right, True)):
        said = [
            StatementRecorded(**HERE, topic=topic, unit=unit, value=one) for one in (value, other)
        ]
        verdict = VerdictGiven(**HERE, topic=topic, unit=unit, value=value)
        (row,) = rows(lambda: Disputes("cum"), *facts, *said, verdict)
        assert (row.recorded, bool(row.against)) == (recorded, contradicted)


def test_a_day_is_compared_with_the_only_review_of_the_year():
    said = [StatementRecorded(**HERE, topic="day", value=f"{n}/1/2021") for n in (14, 15)]
    verdict = VerdictGiven(**HERE, topic="day", value="15/1/2021")
    other = MeetingOpened(**HERE, meeting="n", title="Trù bị", kind="preparatory")
    second = MeetingOpened(**HERE, meeting="o", title="Tổng kết")
    (row,) = rows(lambda: Disputes("cum"), *MEMBERS, MEETING, other, *said, verdict)
    assert row.against
    (row,) = rows(lambda: Disputes("cum"), *MEMBERS, MEETING, second, *said, verdict)
    assert (row.recorded, row.against) == (None, ())
