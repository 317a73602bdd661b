"""Lines written by hand with numbers that no ledger has: refused when they are read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from events.errors import UnreadableLedger
from events.event import Event
from events.rule_book import RulesIssued
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Direct, Observation
from events.scoring import ScoreRecorded
from events.store.codec import Record, decode, encode
from tests.facts import HERE

D = Decimal
NUMBER = D("7.7777")
"""What is replaced in the stored line."""
BOOK = ScoreBook(
    title="Bảng",
    scale=Scale(total=NUMBER),
    criteria=(Node(code="I", title="I", max=NUMBER, score=Direct()),),
)
EVENTS = [
    ("rules-issued", RulesIssued(**HERE, book=BOOK)),
    ("score-recorded", ScoreRecorded(**HERE, unit="a", criterion="I", points=NUMBER)),
    (
        "score-recorded",
        ScoreRecorded(
            **HERE, unit="a", criterion="I", points=None, observed=Observation(actual=NUMBER)
        ),
    ),
]
BEYOND = ['"NaN"', '"sNaN"', '"-Infinity"', '" nan "', '"1E+999999999"', '"1E-999999"', "1e400"]


def stored(event: Event, number: str) -> bytes:
    """The stored line of an event with another number in place of 7.7777."""
    at = datetime(2021, 1, 14, tzinfo=UTC)
    data = encode(Record(at=at, by="An", act="a", v=event.version, event=event)).decode()
    return data.replace(json.dumps(str(NUMBER)), number).encode()


@pytest.mark.parametrize(("name", "event"), EVENTS)
@pytest.mark.parametrize(
    "number",
    ['"NaN"', '"sNaN"', '"-Infinity"', '" nan "', '"1E+999999999"', '"1E-999999"', "1e400"],
)
def test_a_number_that_cannot_be_computed_with_is_not_read(name, event, number):
    with pytest.raises(UnreadableLedger) as raised:
        decode(3, name, stored(event, number))
    assert (raised.value.code, raised.value.facts["position"]) == ("malformed-entry", 3)


@pytest.mark.parametrize(("name", "event"), EVENTS)
@pytest.mark.parametrize("number", ['"0"', '"0.0000"', '"999999.9999"', '"-5"', "12.5"])
def test_other_numbers_are_read(name, event, number):
    assert decode(3, name, stored(event, number)).event
