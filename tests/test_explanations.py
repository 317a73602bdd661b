"""Threads of explanation on a cell: what opens, answers and closes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from events.corrections import Retract
from events.errors import Refused
from events.explanations import ExplanationGiven, ExplanationKind, GiveExplanation
from events.membership import RosterRecorded
from events.permissions import roles_for
from events.ranking import AdoptScores
from events.scoring import ScoreRecorded
from events.store.ledger import Circumstances
from tests.facts import BOOK, HERE, MEMBERS, NEXT, WORLD, Fields
from tests.spec import TODAY, given, ledger_with

CELL: Fields = {**HERE, "unit": "a", "criterion": "I"}
BASE = (*MEMBERS, BOOK)


def give(kind: ExplanationKind, **more: Any) -> GiveExplanation:
    return GiveExplanation(**CELL, kind=kind, text="Có báo cáo", **more)


def gave(kind: ExplanationKind, **more: Any) -> ExplanationGiven:
    return ExplanationGiven(**CELL, kind=kind, text="Có báo cáo", **more)


@pytest.mark.parametrize("kind", ["claim", "objection"])
def test_a_claim_and_an_objection_open_a_thread(kind):
    more = {"person": "Ông Nam", "on": TODAY, "paper": "12/BC"}
    given(BASE).when(give(kind, **more)).then(gave(kind, **more))
    given(BASE, gave("claim")).when(give(kind)).then(gave(kind))


def test_an_answer_needs_something_open():
    given(BASE).when(give("answer")).refused("nothing-to-answer", unit="a", criterion="I")
    given(BASE, gave("claim")).when(give("answer")).then(gave("answer"))
    closed = (gave("objection"), gave("verdict"))
    given(BASE, closed).when(give("answer")).refused("nothing-to-answer")


def test_a_verdict_closes_the_thread_and_may_name_points():
    given(BASE).when(give("verdict")).refused("no-open-thread", unit="a", criterion="I")
    points = Decimal("9.5")
    given(BASE, gave("claim")).when(give("verdict", points=points)).then(
        gave("verdict", points=points)
    )
    closed = (gave("claim"), gave("verdict"))
    given(BASE, closed).when(give("verdict")).refused("no-open-thread")
    given(BASE, closed).when(give("claim")).then(gave("claim"))


def test_only_a_verdict_names_points_and_within_the_maximum():
    given(BASE).when(give("claim", points=Decimal(5))).refused(
        "points-only-in-verdict", criterion="I"
    )
    given(BASE, gave("claim")).when(give("verdict", points=Decimal(61))).refused(
        "points-outside", maximum=Decimal(60)
    )


def test_a_thread_is_on_a_member_and_a_criterion_of_the_book():
    given(MEMBERS).when(give("claim")).refused("no-rules", **HERE)
    other = GiveExplanation(**{**CELL, "criterion": "IX"}, kind="claim", text="x")
    given(BASE).when(other).refused("unknown-criterion", criterion="IX")
    none = GiveExplanation(**{**CELL, "unit": "d"}, kind="claim", text="x")
    given(BASE).when(none).refused("not-a-member", unit="d")


def test_a_day_is_of_the_year_or_the_next_and_not_to_come():
    given(BASE).when(give("claim", on=date(2021, 1, 15))).refused("in-the-future")
    given(BASE).when(give("claim", on=date(2019, 12, 31))).refused("outside-the-year")


def test_a_thread_of_another_cell_or_year_is_another_thread():
    elsewhere = ExplanationGiven(**{**CELL, **NEXT}, kind="claim", text="x")
    other = ExplanationGiven(**{**CELL, "criterion": "II"}, kind="claim", text="x")
    given(BASE, elsewhere, other).when(give("answer")).refused("nothing-to-answer")


def test_a_claim_that_was_answered_is_not_taken_back_alone():
    ledger = ledger_with(BASE, gave("claim"), gave("answer"))
    claim = next(e for e in ledger.read() if isinstance(e.event, ExplanationGiven))
    take = Retract(positions=(claim.position,), concerns=claim.event.tags())
    with pytest.raises(Refused) as refused:
        ledger.execute(take, Circumstances(by="spec", reason="Ghi nhầm"))
    assert refused.value.code == "stands-on-it"


SCORES = [
    ScoreRecorded(**HERE, unit=u, criterion=c, points=Decimal(p))
    for u, p in (("a", 9), ("b", 8))
    for c in ("I", "II")
]
WHOLE = (*WORLD, RosterRecorded(**HERE, units=("a", "b")), BOOK, SCORES)


def test_adopting_by_scores_with_an_open_thread_asks_for_a_reason():
    other = ExplanationGiven(**{**CELL, "unit": "b"}, kind="objection", text="x")
    given(WHOLE, gave("claim"), other).when(AdoptScores(**HERE)).refused(
        "threads-open", unit="a", criterion="I", count=2, units=("a", "b")
    )
    given(WHOLE, gave("claim")).when(AdoptScores(**HERE)).because("Sẽ xử lý sau").accepted()
    given(WHOLE, gave("claim"), gave("verdict")).when(AdoptScores(**HERE)).accepted()


def test_the_secretary_records_claims_and_the_verifier_gives_verdicts():
    def may(kind: ExplanationKind) -> frozenset[str]:
        return roles_for(gave(kind), lambda _: frozenset())

    assert may("claim") == may("answer") == {"secretary"}
    assert may("objection") == may("verdict") == {"secretary", "head", "verifier"}
