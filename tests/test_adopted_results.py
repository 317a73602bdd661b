"""An adopted result stays as it was adopted: what comes later does not make it wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from events.corrections import Correct, effective
from events.holds import HoldLifted, LiftHold, UnitHeld
from events.membership import RosterRecorded
from events.ranking import AdoptResult, AdoptScores
from events.result_events import Place, ResultAdopted, ResultWithdrawn
from events.rule_book import RulesIssued
from events.score_book.book import Node, Scale, ScoreBook, TieBreak
from events.score_book.leaf_kinds import Direct
from events.scoring import ScoreRecorded
from events.verify_content import flaws
from tests.facts import HERE, MEMBERS, ClusterYear, Fields, place
from tests.spec import entry, flat, given

D = Decimal
LAST: ClusterYear = {"cluster": "cum", "year": 2019}
BOOK = RulesIssued(
    **HERE,
    book=ScoreBook(
        title="Bảng",
        scale=Scale(total=D(100)),
        criteria=(Node(code="I", title="I", max=D(100), score=Direct()),),
        tie_breaks=(TieBreak(by="last-place"),),
    ),
)
ROSTER = RosterRecorded(**LAST, units=("a", "b", "c"))


def scores(**points: int) -> list[ScoreRecorded]:
    return [ScoreRecorded(**HERE, unit=u, criterion="I", points=D(p)) for u, p in points.items()]


def result(*units: str, year: ClusterYear = HERE, **more: Any) -> ResultAdopted:
    places = tuple(Place(place=at, unit=unit) for at, unit in enumerate(units, 1))
    return ResultAdopted(**year, places=places, **more)


def found(*facts: Any) -> list[str]:
    typed = [entry(fact, at) for at, fact in enumerate(flat(facts), 1)]
    return [flaw.code for flaw in flaws(typed, effective(typed))]


BEFORE = result("b", "a", "c", year=LAST)
TIED = (*MEMBERS, ROSTER, BOOK, *scores(a=80, b=80, c=40))
BY_SCORES = result("b", "a", "c", basis="scores")


def test_the_place_of_the_year_before_parts_a_tie_for_verify_too():
    given(*TIED, BEFORE).when(AdoptScores(**HERE)).then(BY_SCORES)
    assert found(TIED, BEFORE, BY_SCORES) == []
    assert found(TIED, BEFORE, result("a", "b", "c", basis="scores")) == ["result-unfounded"]


def test_a_result_of_the_year_before_that_is_typed_later_changes_nothing():
    shared = ResultAdopted(
        **HERE, places=(place(1, "a"), place(1, "b"), place(3, "c")), basis="scores"
    )
    assert found(TIED, shared, BEFORE) == []
    assert found(TIED, BEFORE, BY_SCORES, ResultWithdrawn(**LAST)) == []


HELD = UnitHeld(**HERE, unit="c", ground="complaint")
UNTIED = (*MEMBERS, BOOK, *scores(a=80, b=70, c=90))


def test_a_hold_that_is_lifted_after_the_result_changes_nothing():
    facts = (*UNTIED, HELD, result("a", "b", basis="scores"))
    given(*facts).when(LiftHold(**HERE, unit="c")).then(HoldLifted(**HERE, unit="c"))
    assert found(facts, HoldLifted(**HERE, unit="c")) == []
    wrong = (*UNTIED, HELD, HoldLifted(**HERE, unit="c"), result("a", "b", basis="scores"))
    assert found(wrong) == ["result-unfounded"]


@pytest.mark.parametrize("later", [(), (HoldLifted(**HERE, unit="c"),)])
def test_the_day_of_such_a_result_can_be_corrected(later):
    adopted = result("a", "b", basis="scores")
    facts = flat((UNTIED, HELD, adopted, later))
    same: Fields = {"positions": (facts.index(adopted) + 1,), "concerns": (*adopted.tags(),)}
    again = AdoptScores(**HERE, method="consensus")
    given(*facts).because("vì").when(Correct(**same, instead=again)).accepted()


def test_a_result_that_another_rests_on_is_not_corrected_into_other_places():
    facts = flat((TIED, BEFORE, BY_SCORES))
    same: Fields = {"positions": (facts.index(BEFORE) + 1,), "concerns": (*BEFORE.tags(),)}
    other = AdoptResult(**LAST, places=(place(1, "a"), place(2, "b"), place(3, "c")))
    fixed = Correct(**same, instead=other)
    given(*facts).because("vì").when(fixed).refused("scores-frozen", year=2020)
