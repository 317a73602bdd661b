"""Scores keep the version of the book under which they were given, whatever is taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from events.corrections import Correct, Retract, effective
from events.rule_amendments import AmendRules
from events.rule_book import RulesAmended, RulesIssued
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.leaf_kinds import CountPoints, Direct, Leaf, Observation, RateBand, RateBands
from events.score_limits import of_another_kind
from events.scoring import ScoreRecorded
from events.verify_content import flaws
from tests.facts import HERE, MEMBERS, Fields
from tests.spec import entry, flat, given

D = Decimal


def book(first: int, score: Leaf | None = None) -> ScoreBook:
    """Two lines, 100 points together; the second is scored as told."""
    lines = (("I", first, Direct()), ("II", 100 - first, score or Direct()))
    return ScoreBook(
        title=f"Bảng {first}",
        scale=Scale(total=D(100)),
        criteria=tuple(Node(code=c, title=c, max=D(m), score=s) for c, m, s in lines),
    )


def score(code: str, points: str | None = None, version: int = 1, **more: Any) -> ScoreRecorded:
    cell: Fields = {"unit": "a", "criterion": code, "points": None if points is None else D(points)}
    return ScoreRecorded(**HERE, **cell, book=version, **more)


COUNTED = CountPoints(each=D(5))
BANDS = RateBands(bands=(RateBand(at_least=D(50), points=D(40)),))
ISSUED = RulesIssued(**HERE, book=book(60))
COUNTS, RATES = (RulesAmended(**HERE, book=book(60, kind)) for kind in (COUNTED, BANDS))
FOUR = score("II", version=2, observed=Observation(count=4))


def found(*facts: Any) -> list[str]:
    typed = [entry(fact, at) for at, fact in enumerate(flat(facts), 1)]
    return [flaw.code for flaw in flaws(typed, effective(typed))]


def test_a_lower_maximum_makes_no_earlier_score_wrong():
    lower = RulesAmended(**HERE, book=book(40))
    assert found(MEMBERS, ISSUED, score("I", "50"), lower) == []
    assert found(MEMBERS, ISSUED, lower, score("I", "50", 2)) == ["score-outside-book"]


def test_an_amendment_is_not_taken_back_while_a_score_is_of_it():
    back = Retract(positions=(9,), concerns=(*COUNTS.tags(),))
    facts = (*MEMBERS, ISSUED, COUNTS, FOUR)
    given(*facts).because("vì").when(back).refused("stands-on-it", position=10)
    given(*facts[:-1], score("II", "4")).because("vì").when(back).accepted()


def test_an_amendment_is_not_taken_back_from_below_a_later_one():
    """The score would silently be of the later version, and have full points for no rate."""
    back = Retract(positions=(9,), concerns=(*COUNTS.tags(),))
    facts = (*MEMBERS, ISSUED, COUNTS, RATES, FOUR)
    given(*facts).because("vì").when(back).refused("stands-on-it", position=11)
    other = (*MEMBERS, ISSUED, RulesAmended(**HERE, book=book(50)), RATES, score("I", "9", 2))
    given(*other).because("vì").when(back).refused("stands-on-it", position=11)


def test_the_last_amendment_is_taken_back_where_scores_are_of_the_one_before():
    back = Retract(positions=(10,), concerns=(*RATES.tags(),))
    given(*MEMBERS, ISSUED, COUNTS, RATES, FOUR).because("vì").when(back).accepted()


def test_a_corrected_amendment_still_asks_for_what_was_observed():
    facts = (*MEMBERS, ISSUED, COUNTS, FOUR)
    same: Fields = {"positions": (9,), "concerns": (*COUNTS.tags(),)}
    for kind, wrong in ((BANDS, True), (CountPoints(each=D(9)), False)):
        spec = (
            given(*facts)
            .because("vì")
            .when(Correct(**same, instead=AmendRules(**HERE, book=book(60, kind))))
        )
        if wrong:
            spec.refused("stands-on-it", position=10)
        else:
            spec.accepted()


@pytest.mark.parametrize(
    "forged",
    [
        score("II", version=2, observed=Observation(yes=True)),
        score("II", "4", 2),
        score("II", version=9, observed=Observation(count=1)),
    ],
)
def test_a_forged_score_of_another_kind_is_named(forged):
    assert found(MEMBERS, ISSUED, COUNTS, forged) == ["score-unfit"]


def test_a_score_of_a_version_that_the_book_does_not_have_is_named():
    facts = flat((MEMBERS, ISSUED, score("II", version=9, observed=Observation(count=1))))
    entries = [entry(fact, at) for at, fact in enumerate(facts, 1)]
    found = [(why.code, why.facts["version"]) for _, _, why in of_another_kind(entries)]
    assert found == [("version-unknown", 9)]
