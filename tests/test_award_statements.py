"""A verdict between sources on an award: what contradicts it, the correction, the mark."""

from __future__ import annotations

from datetime import date

import pytest

from events.award_catalogue import SHIPPED
from events.awards import (
    AwardAnnulled,
    AwardDenied,
    AwardGranted,
    AwardNominated,
    AwardPresented,
)
from events.disputes import StatementRecorded, VerdictGiven
from events.result_events import ResultAdopted
from tests.facts import HERE, MEMBERS, Fields, place
from tests.reading import rows
from tests.spec import entry
from views.award_statements import contradicted, read_statement
from views.disputes import DisputeRow, Disputes

FLAG: Fields = {**HERE, "unit": "a", "form": "co-tinh"}
RESULT = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b")))
NOMINATED = AwardNominated(**FLAG, addressed_to="Ủy ban nhân dân tỉnh", on=date(2021, 1, 14))
GRANTED = AwardGranted(**FLAG, number="0412/QĐ-UBND", on=date(2021, 5, 8))
PRESENTED = AwardPresented(**FLAG, on=date(2021, 5, 28))
WAY = tuple(entry(event, at) for at, event in enumerate((NOMINATED, GRANTED, PRESENTED), 1))
ON_A: Fields = {**HERE, "topic": "awards", "unit": "a"}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Cờ thi đua của UBND tỉnh", {}),
        ("cờ thi đua của Ủy ban nhân dân tỉnh, số 0412/QĐ-UBND ngày 08/5/2021", {}),
        ("Cờ", {}),
        ("Bằng khen của Chủ tịch UBND tỉnh", {1: {"form": "bk-tinh"}}),
        ("Bằng khen", {1: {}}),
        ("QĐ 1101/QĐ-UBND ngày 08/5/2021", {2: {"number": "1101/QĐ-UBND"}}),
        ("quyết định ngày 09/5/2021", {2: {"on": "09/05/2021"}}),
        ("1101/QĐ-UBND, 9/5/2021", {2: {"number": "1101/QĐ-UBND", "on": "09/05/2021"}}),
        ("trao ngày 28/5/2021", {}),
        ("trao ngày 30/5/2021", {3: {"on": "30/05/2021"}}),
        ("trình Chủ tịch UBND tỉnh", {1: {"addressed_to": "Chủ tịch UBND tỉnh"}}),
        ("trình UBND tỉnh", {}),
        ("không được tặng", {2: {}}),
        ("đạt thành tích cao", {}),
    ],
)
def test_a_statement_is_compared_in_what_it_names(value, found):
    assert contradicted(WAY, "a", value, SHIPPED) == found
    assert contradicted(WAY, "b", value, SHIPPED) == {}


def test_what_is_not_recorded_contradicts_nothing():
    bare = (entry(AwardNominated(**FLAG)), entry(AwardGranted(**FLAG), 2))
    assert contradicted(bare, "a", "1101/QĐ-UBND ngày 09/5/2021", SHIPPED) == {}
    assert contradicted(bare, "a", "trình UBND thành phố, trao ngày 1/6/2021", SHIPPED) == {}


@pytest.mark.parametrize(
    "end",
    [AwardDenied(**FLAG), AwardAnnulled(**FLAG, number="2/QĐ", on=date(2022, 1, 1))],
    ids=["denied", "annulled"],
)
def test_an_award_that_no_longer_holds_is_not_compared(end):
    assert contradicted((*WAY, entry(end, 4)), "a", "Bằng khen", SHIPPED) == {}


def test_of_several_awards_only_the_one_that_is_named_is_compared():
    merit = AwardNominated(**FLAG | {"form": "bk-tinh"}, addressed_to="Chủ tịch UBND tỉnh")
    both = (*WAY, entry(merit, 4))
    assert contradicted(both, "a", "1101/QĐ-UBND", SHIPPED) == {}
    named = "Cờ thi đua của UBND tỉnh, 1101/QĐ-UBND"
    assert contradicted(both, "a", named, SHIPPED) == {2: {"number": "1101/QĐ-UBND"}}


def test_the_longest_name_of_a_form_is_meant():
    said = read_statement("Cờ thi đua của Thủ tướng Chính phủ", SHIPPED)
    assert said.form == "co-thu-tuong"


def settled(value: str) -> DisputeRow:
    said = (
        StatementRecorded(**ON_A, value=value),
        StatementRecorded(**ON_A, value="khác"),
        VerdictGiven(**ON_A, value=value),
    )
    facts = (*MEMBERS, RESULT, NOMINATED, GRANTED, *said)
    found: tuple[DisputeRow, ...] = rows(lambda: Disputes("cum"), *facts)
    return found[0]


def test_a_verdict_marks_the_entry_until_it_is_corrected():
    row = settled("1101/QĐ-UBND")
    assert row.recorded == "Cờ thi đua của UBND tỉnh, 0412/QĐ-UBND, 08/05/2021"
    granted = len((*MEMBERS, RESULT, NOMINATED, GRANTED))
    assert row.against == (granted,)
    assert settled("0412/QĐ-UBND").against == ()
