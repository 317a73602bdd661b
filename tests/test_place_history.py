"""Adopted places over the years, their bars, and the change since the year before."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from events.membership import RosterRecorded
from events.result_events import ResultAdopted, ResultWithdrawn
from events.scoring import ScoreRecorded
from tests.facts import BOOK, HERE, MEMBERS, NEXT, RESULT, place
from tests.spec import ledger_with
from thidua_tui.formatting.pictures.small_bars import place_bar, share_bar
from thidua_tui.screens.places_over_years import PlacesOverYears
from thidua_tui.screens.year_facts import gather_year
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.styled_text import hanging
from views.place_history import Placed, PlaceHistory
from views.projection import project

NEXT_ROSTER = RosterRecorded(**NEXT, units=("a", "b", "c"))
NEXT_RESULT = ResultAdopted(**NEXT, places=(place(1, "b"), place(2, "c"), place(3, "a")))


def places(*facts):
    return project(PlaceHistory("cum"), ledger_with(*MEMBERS, *facts)).places()


def gathered(*facts, year=2021):
    session = Session(ledger_with(*MEMBERS, *facts), "Thư ký")
    return gather_year(session, Location(cluster="cum", year=year))


def test_a_place_is_kept_by_unit_and_year_among_the_members():
    found = places(RESULT, NEXT_ROSTER, NEXT_RESULT)
    assert found["a"] == {2020: Placed(1, 3), 2021: Placed(3, 3)}
    assert found["c"] == {2021: Placed(2, 3)}


def test_a_withdrawn_result_and_points_without_a_result_give_no_place():
    points = ScoreRecorded(**HERE, unit="a", criterion="I", points=Decimal(9), stage="verified")
    assert places(BOOK, points) == {}
    assert places(RESULT, ResultWithdrawn(**HERE)) == {}


def test_a_member_rose_or_fell_since_the_year_before():
    facts = gathered(RESULT, NEXT_ROSTER, NEXT_RESULT)
    assert {m.unit: m.rise(2021) for m in facts.members} == {"a": -2, "b": 1, "c": None}


def test_a_later_year_is_no_part_of_the_history_of_a_year():
    facts = gathered(RESULT, NEXT_ROSTER, NEXT_RESULT, year=2020)
    assert all(not member.history for member in facts.members)
    assert not PlacesOverYears(facts).years


def test_the_places_of_the_years_have_bars_and_gaps():
    facts = gathered(RESULT, NEXT_ROSTER, NEXT_RESULT)
    years = PlacesOverYears(facts)
    assert [*years.years] == [2020, 2021]
    assert years.head == "2020–21"
    assert [years.bars(member).plain for member in facts.members] == ["█▁", "▅█", "·▅"]
    numbered = PlacesOverYears(facts, numbered=True)
    assert [numbered.numbers(member).plain.split() for member in facts.members] == [
        ["1", "3"],
        ["2", "1"],
        ["2"],
    ]


@pytest.mark.parametrize(
    ("given", "members", "bar"),
    [(1, 8, "█"), (8, 8, "▁"), (None, 8, "·"), (1, 1, "█"), (9, 8, "▁"), (3, None, "▁")],
)
def test_the_better_place_has_the_taller_bar(given, members, bar):
    assert place_bar(given, members) == bar


def test_the_bars_of_ten_places_never_grow_with_the_place():
    bars = [place_bar(given, 10) for given in range(1, 11)]
    assert bars == sorted(bars, reverse=True)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("· một hai ba bốn năm sáu bảy", ["· một hai ba bốn năm", "  sáu bảy"]),
        ("Phó  một hai ba bốn năm sáu", ["Phó  một hai ba bốn", "     năm sáu"]),
        ("một hai ba bốn năm sáu bảy", ["một hai ba bốn năm", "sáu bảy"]),
        ("", [""]),
    ],
)
def test_what_does_not_fit_is_below_the_words_of_its_line(line, parts):
    found = hanging(Content(line), 20)
    assert [part.plain.rstrip() for part in found] == parts
    assert all(part.plain for part in hanging(Content("một hai"), 0))


@pytest.mark.parametrize(
    ("part", "bar"),
    [("0", ""), ("0.5", "██"), ("0.53125", "██▏"), ("1", "████"), ("1.2", "████"), ("-1", "")],
)
def test_points_are_a_bar_of_eighths(part, bar):
    assert share_bar(Decimal(part), 4).rstrip() == bar


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_has_its_width_and_what_is_not_nothing_is_seen(share, width):
    drawn = share_bar(share, width)
    assert len(drawn) == width
    assert bool(drawn.strip()) is (share > 0)
