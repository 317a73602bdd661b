"""Ranking as rules: the chain of tie-breakers, holds, counts of women, rows and minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import HealthCheck, settings
from hypothesis import given as whatever
from hypothesis import strategies as st

from events.holds import HoldLifted, HoldUnit, LiftHold, UnitHeld
from events.ranking import AdoptResult, AdoptScores
from events.result_events import ResultAdopted
from events.score_book.book import TieBreak
from events.store.ledger import Ledger
from events.units import UnitDissolved
from events.withdrawn_units import UnitWithdrew
from events.women_counts import CountWomen, WomenCounted
from tests.amount import amount
from tests.facts import HERE, MEMBERS, ClusterYear, place
from tests.ranked_world import DEPARTED, EN, TIE, TIED, VI, issued, scores, shown
from tests.reading import rows, told
from tests.spec import given, ledger_with
from thidua_tui.formatting.minutes.rankings import rankings_of
from thidua_tui.formatting.minutes.text import minutes_lines
from thidua_tui.formatting.sentences.ranking_report import decided_by, ranking_report
from thidua_tui.formatting.slides.slide_data import load_year_summary
from thidua_tui.formatting.slides.slides import year_slides
from thidua_tui.formatting.tables.layouts import layout_of
from thidua_tui.formatting.tables.render import Table, cells_of, render
from thidua_tui.queries.answers import answers
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.session.location import Location
from thidua_tui.session.samples import scored_year
from views.minutes import Minutes
from views.projection import project
from views.standings import Standings, StandingsRow

LAST: ClusterYear = {"cluster": "cum", "year": 2019}


def chain(*facts: Any) -> str:
    view = project(Standings("cum", 2020), ledger_with(*MEMBERS, *facts))
    return " ".join(ranking_report(view.ranked("cum", 2020), view.names, 2020, EN))


def test_the_chain_names_the_step_that_decides_with_its_values():
    steps = (TieBreak(by="deductions"), TieBreak(by="criterion", criterion="I"))
    text = chain(issued(*steps), *TIED)
    assert (
        "Sở A above Sở B: both 80.00 points; fewer points taken 0 = 0; line I 50 against 40" in text
    )


def test_a_step_unknown_of_a_unit_decides_nothing_and_says_so():
    steps = (TieBreak(by="women"), TieBreak(by="criterion", criterion="II"))
    counted = WomenCounted(**HERE, unit="a", women=8, total=10)
    text = chain(issued(*steps), *TIED, counted)
    assert "share of women: passed over, unknown of Sở B" in text
    assert "Sở B above Sở A" in text
    both = WomenCounted(**HERE, unit="b", women=1, total=10)
    text = chain(issued(*steps), *TIED, counted, both)
    assert "Sở A above Sở B: both 80.00 points; share of women 80 against 10" in text


def test_last_years_place_and_the_gap_part_units():
    before = ResultAdopted(**LAST, places=(place(1, "b"), place(2, "a")))
    found = shown(*MEMBERS, issued(TieBreak(by="last-place")), *TIED, before)
    assert [(unit, at) for unit, at, *_ in found] == [("b", 1), ("a", 2), ("c", 3)]
    assert found[1][-1] == "last-place"
    own = scores("self", a=("50", "40"), b=("41", "40"), c=("20", "20"))
    found = shown(*MEMBERS, issued(TieBreak(by="gap")), *TIED, *own)
    assert [unit for unit, *_ in found] == ["b", "a", "c"]
    assert decided_by("gap", VI) and decided_by("criterion I", VI) == "mục I"


def test_the_decision_reads_last_years_result_and_the_counts():
    before = ResultAdopted(**LAST, places=(place(1, "b"), place(2, "a")))
    facts = (*MEMBERS, issued(TieBreak(by="last-place")), TIED, before)
    places = (place(1, "b"), place(2, "a"), place(3, "c"))
    adopted = ResultAdopted(**HERE, places=places, basis="scores")
    given(facts).when(AdoptScores(**HERE)).then(adopted)


# States


def test_units_without_a_place_are_shown_as_what_they_are():
    facts = (
        *TIE,
        UnitHeld(**HERE, unit="a", ground="inspection", wording="thanh tra"),
        UnitWithdrew(**HERE, unit="c"),
    )
    assert [(u, p, s) for u, p, _, s, _ in shown(*facts)] == [
        ("b", 1, "ranked"),
        ("a", None, "held"),
        ("c", None, "withdrew"),
    ]
    knocked = UnitHeld(**HERE, unit="a", ground="knock-out")
    assert shown(*TIE, knocked)[-1][3] == "knocked-out"
    dissolved = UnitDissolved(unit="c", on=date(2020, 12, 1))
    places = ResultAdopted(**HERE, places=(place(1, "a"),))
    states = {unit: state for unit, _, _, state, _ in shown(*TIE, dissolved, places)}
    assert states == {"a": "ranked", "b": "no-place", "c": "dissolved"}
    assert shown(*MEMBERS, issued())[0][3] == "not-scored"


# Units that ended


def test_the_state_is_in_every_printed_form():
    facts = (*TIE, UnitHeld(**HERE, unit="a", ground="complaint"))
    ledger = ledger_with(*facts)
    view = project(Standings("cum", 2020), ledger)
    table = Table("ranking", StandingsRow, view.rows())
    for form in ("table", "csv", "excel", "json", "md"):
        text = render(table, form, EN)
        assert "held" in text or "on hold" in text or "tạm hoãn" in text, form
    summary = load_year_summary(
        lambda one, at: project(one, ledger, at), Location(cluster="cum", year=2020)
    )
    assert "On hold: Sở A" in year_slides(summary, EN)[0].below
    lines = answers("ranking", ledger, TableQuery(cluster="cum", year=2020), EN)
    assert any("No place yet for Sở A: complaint pending" in line for line in lines)


def test_a_hold_keeps_the_unit_out_of_results_until_it_is_lifted():
    hold = UnitHeld(**HERE, unit="a", ground="discipline")
    given(TIE).when(HoldUnit(**HERE, unit="a", ground="discipline")).then(hold)
    given(TIE, hold).when(HoldUnit(**HERE, unit="a", ground="other")).refused("already-held")
    agreed = AdoptResult(**HERE, places=(place(1, "a"),))
    given(TIE, hold).when(agreed).refused("held-no-place", unit="a")
    rest = ResultAdopted(**HERE, places=(place(1, "b"), place(2, "c")), basis="scores")
    given(TIE, hold).when(AdoptScores(**HERE)).then(rest)
    lifted = HoldLifted(**HERE, unit="a")
    given(TIE, hold).when(LiftHold(**HERE, unit="a")).then(lifted)
    given(TIE).when(LiftHold(**HERE, unit="a")).refused("not-held", unit="a")
    given(TIE, hold, lifted).when(AdoptScores(**HERE)).refused("tie-undecided", units=("a", "b"))


def test_lifting_a_hold_does_not_renumber_an_adopted_result():
    hold = UnitHeld(**HERE, unit="a", ground="discipline")
    rest = ResultAdopted(**HERE, places=(place(1, "b"), place(2, "c")), basis="scores")
    found = shown(*TIE, hold, rest, HoldLifted(**HERE, unit="a"))
    assert [(unit, at) for unit, at, *_ in found] == [("b", 1), ("c", 2), ("a", None)]


def test_a_hold_has_its_days_and_comes_before_the_result():
    placed = ResultAdopted(**HERE, places=(place(1, "a"),))
    hold = HoldUnit(**HERE, unit="a", ground="other")
    given(MEMBERS, placed).when(hold).refused("held-after-result", unit="a")
    held_on = UnitHeld(**HERE, unit="a", ground="other", on=date(2020, 6, 2))
    early = LiftHold(**HERE, unit="a", on=date(2020, 6, 1))
    given(MEMBERS, held_on).when(early).refused("lifted-before-held", unit="a")
    given(MEMBERS).when(HoldUnit(**HERE, unit="d", ground="other")).refused("not-a-member")


def test_women_are_counted_once_and_are_no_more_than_people():
    count: dict[str, Any] = {**HERE, "unit": "a", "women": 7, "total": 10}
    counted = WomenCounted(**count)
    given(MEMBERS).when(CountWomen(**count)).then(counted)
    given(MEMBERS, counted).when(CountWomen(**count)).refused("women-counted", unit="a")
    many = CountWomen(**{**count, "women": 11})
    given(MEMBERS).when(many).refused("more-women-than-people", women=11, total=10)


# Rows


def test_both_totals_are_shown_where_criteria_are_not_assigned():
    """30 of the 60 assigned points are 50 of 100; a has 80 of 100."""
    facts = (
        *MEMBERS,
        issued(not_assigned="leaves"),
        *scores(a=("50", "30"), b=("30", None), c=("20", "20")),
    )
    found = told(
        rows(lambda: Standings("cum", 2020), *facts), "unit", "points", "plain", "assigned"
    )
    assert found == [
        ("a", Decimal("80.00"), None, None),
        ("b", Decimal("50.00"), Decimal("30.00"), Decimal("60.00")),
        ("c", Decimal("40.00"), None, None),
    ]
    view = project(Standings("cum", 2020), ledger_with(*facts))
    _, lines = cells_of(layout_of("ranking", StandingsRow), view.rows(), EN)
    assert "50.00 (30.00/60.00)" in lines[1]


LAW = settings(
    max_examples=amount(25, 150),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
tenths = st.integers(0, 40).map(lambda n: Decimal(n) / 2)


@pytest.mark.posix("scipy is its oracle, and numpy does not load under wine")
@LAW
@whatever(
    st.fixed_dictionaries({unit: st.tuples(tenths, tenths) for unit in "abc"}),
    st.randoms(use_true_random=False),
)
def test_the_order_of_entry_changes_no_row(points, chance):
    """From the entries to the rows: places are those of scipy, whatever the order of typing."""
    from scipy.stats import rankdata

    cells: dict[str, Any] = {unit: (str(i), str(ii)) for unit, (i, ii) in points.items()}
    typed = scores(**cells)
    shuffled = [*typed]
    chance.shuffle(shuffled)
    fields = ("unit", "place", "tied", "points", "decided_by", "unit_state")
    one = told(rows(lambda: Standings("cum", 2020), *MEMBERS, issued(), *typed), *fields)
    other = told(rows(lambda: Standings("cum", 2020), *MEMBERS, issued(), *shuffled), *fields)
    assert one == other
    expected = rankdata([-float(sum(points[unit])) for unit in "abc"], method="min")
    assert {unit: at for unit, at, *_ in one} == {
        unit: int(at) for unit, at in zip("abc", expected, strict=True)
    }


def test_minutes_have_the_report_below_the_result():
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: datetime(2026, 11, 28, tzinfo=UTC))
    scored_year.play(ledger)
    view = project(Minutes("tong-ket-minh-hoa-2025"), ledger)
    below = rankings_of(view, lambda one, at: project(one, ledger, at), VI)
    text = "\n".join(minutes_lines(view, VI, 300, below))
    standings = project(Standings("vi-du", 2025), ledger)
    assert (standings.result("vi-du", 2025).fingerprint or "none") in text
    assert "Bình xét khác điểm: Sở Thủy lợi 3→2, Sở Thương nghiệp 2→3." in text
    table = text.splitlines()
    start = next(at for at, line in enumerate(table) if line.split()[:1] == ["Hạng"])
    assert [line.split("  ")[-1].strip() for line in table[start : start + 4]] == [
        *("Theo điểm", "1", "3", "2")
    ]
    assert "Sở Thương nghiệp  937,00          2" in table[start + 3]
    assert len({len(line) for line in table[start : start + 8]}) == 1, "aligned"
    ledger = ledger_with(*DEPARTED)
    view = project(Minutes("none"), ledger)
    assert rankings_of(view, lambda one, at: project(one, ledger, at), VI) == {}


# What tie-breakers compare


def test_a_line_that_a_unit_left_empty_is_not_nearest_to_the_verified_points():
    own = scores("self", a=("50", "31"))
    part = scores("self", b=("40", "40"))[:1]
    found = shown(*MEMBERS, issued(TieBreak(by="gap")), *TIED, *own, *part)
    assert [row[:3] for row in found][:2] == [("a", 1, True), ("b", 1, True)]
