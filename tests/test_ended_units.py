"""A unit that ended has no place by scores, and is shown as dissolved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from events.command import History
from events.corrections import Retract, effective
from events.ranking import AdoptScores, unfounded
from events.result_events import ResultAdopted
from events.tie_decisions import DecideTie
from events.units import UnitAbsorbed, UnitDissolved, UnitsMerged
from events.verify_content import flaws
from events.women_counts import WomenCounted
from tests.facts import HERE, MEMBERS, place
from tests.ranked_world import EN, TIE, VI, issued, scores, shown
from tests.spec import given, ledger_with
from thidua_tui.formatting.tables.render import Table, render
from views.place_reasons import PlaceReasons
from views.projection import project
from views.standings import Standings, StandingsRow


def ended(day: date, unit: str = "a") -> UnitDissolved:
    return UnitDissolved(unit=unit, on=day)


ORDERED = (*MEMBERS, issued(), scores(a=("50", "40"), b=("40", "40"), c=("20", "20")))
IN_ORDER = [place(1, "b"), place(2, "c")]


def by_scores(*places: Any, on: date | None = None) -> ResultAdopted:
    return ResultAdopted(**HERE, places=places, basis="scores", on=on)


@pytest.mark.parametrize(
    "end",
    [
        ended(date(2020, 12, 31)),
        UnitAbsorbed(unit="a", into="b", on=date(2020, 7, 1)),
        UnitsMerged(units=("a", "d"), into="new", name="Mới", on=date(2020, 7, 1)),
    ],
)
def test_a_unit_that_ended_in_the_year_gets_no_place_by_scores(end):
    given(*ORDERED, end).when(AdoptScores(**HERE)).then(by_scores(*IN_ORDER))
    assert shown(*ORDERED, end) == [
        ("b", 1, False, "ranked", None),
        ("c", 2, False, "ranked", "total"),
        ("a", None, False, "dissolved", None),
    ]


def test_a_unit_that_ended_by_the_day_of_the_result_gets_no_place_by_scores():
    gone, day = ended(date(2021, 1, 5)), date(2021, 1, 10)
    given(*ORDERED, gone).when(AdoptScores(**HERE, on=day)).then(by_scores(*IN_ORDER, on=day))
    early = date(2021, 1, 4)
    three = [place(1, "a"), place(2, "b"), place(3, "c")]
    given(*ORDERED, gone).when(AdoptScores(**HERE, on=early)).then(by_scores(*three, on=early))
    states = shown(*ORDERED, gone, by_scores(*IN_ORDER, on=day))
    assert [row[3] for row in states] == ["ranked", "ranked", "dissolved"]


def test_scores_of_a_unit_that_ended_are_not_asked_for():
    some = scores(b=("40", "40"), c=("20", "20"))
    facts = (*MEMBERS, issued(), some, ended(date(2020, 7, 1)))
    given(facts).when(AdoptScores(**HERE)).then(by_scores(*IN_ORDER))


def flawed(*facts: Any) -> list[str]:
    typed = [*ledger_with(*facts).read()]
    return [one.code for one in flaws(typed, effective(typed))]


def test_verify_accepts_a_result_with_and_without_the_place_of_a_unit_that_ended():
    gone = ended(date(2020, 12, 1))
    three = by_scores(place(1, "a"), place(2, "b"), place(3, "c"))
    for result in (three, by_scores(*IN_ORDER)):
        assert "result-unfounded" not in flawed(*ORDERED, gone, result), result
    wrong = by_scores(place(1, "c"), place(2, "b"))
    assert "result-unfounded" in flawed(*ORDERED, gone, wrong)
    assert "result-incomplete" not in flawed(*ORDERED, gone, by_scores(*IN_ORDER))
    assert "result-unfounded" in flawed(*ORDERED, by_scores(*IN_ORDER))


def test_a_tie_with_a_unit_that_ended_is_none():
    given(TIE, ended(date(2020, 7, 1), "b")).when(AdoptScores(**HERE)).then(
        by_scores(place(1, "a"), place(2, "c"))
    )
    tie = DecideTie(**HERE, units=("a", "b"), by="rule", rule="x")
    given(TIE, ended(date(2020, 7, 1), "b")).when(tie).refused("not-tied")


def test_a_day_before_the_end_still_ranks_the_unit():
    ledger = ledger_with(*ORDERED, ended(date(2020, 12, 1)))
    for day, first in ((date(2020, 11, 30), "a"), (date(2020, 12, 1), "b")):
        view = project(Standings("cum", 2020, day), ledger)
        assert view.rows()[0].unit == first


def test_the_reasons_of_a_place_say_that_the_unit_ended():
    ledger = ledger_with(*ORDERED, ended(date(2020, 12, 1)))
    reasons = project(PlaceReasons("cum", 2020), ledger).reasons("cum", 2020)
    assert reasons is not None
    assert reasons.why_none("a") == "dissolved"
    assert reasons.by_points == {"b": 1, "c": 2}
    for words in (VI, EN):
        assert words("placereasons.no-place.dissolved") != words("placereasons.no-place.held")


@pytest.mark.parametrize("form", ["table", "csv", "excel", "json", "md"])
def test_a_unit_that_ended_is_shown_as_dissolved_in_every_printed_form(form):
    ledger = ledger_with(*ORDERED, ended(date(2020, 12, 1)))
    rows_of = project(Standings("cum", 2020), ledger).rows()
    text = render(Table("ranking", StandingsRow, rows_of), form, EN)
    assert "dissolved" in text or "đã giải thể" in text


def test_a_correction_of_what_is_not_scores_keeps_a_result_without_the_ended_unit():
    facts = (*ORDERED, ended(date(2020, 7, 1)), by_scores(*IN_ORDER))
    ledger = ledger_with(*facts, WomenCounted(**HERE, unit="b", women=1, total=2))
    last = [*ledger.read()][-1]
    gone = Retract(positions=(last.position,), concerns=tuple(last.event.tags()))
    from_boundary = effective(ledger.history(gone.boundary())[0].entries)
    assert unfounded(History(from_boundary, date(2021, 1, 14))) == set()
