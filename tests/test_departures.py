"""Consensus that departs from the scores, and the fingerprint of a result."""

from __future__ import annotations

from typing import Any

import pytest

from events.errors import BadInput
from events.ranking import AdoptResult
from events.result_departures import departures
from events.result_events import ResultAdopted
from events.score_book.order import Ranked
from tests.facts import HERE, MEMBERS, place
from tests.ranked_world import DEPARTED, VI, issued, scores
from tests.spec import given, ledger_with
from thidua_tui.formatting.slides.slide_data import load_year_summary
from thidua_tui.formatting.slides.slides import ceremony, year_slides
from thidua_tui.formatting.tables.render import Table, render
from thidua_tui.queries.answers import answers
from thidua_tui.queries.pictures import pictures
from thidua_tui.queries.ranking_search import find_ranking, found_lines, parse_fingerprint
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.session.location import Location
from views.projection import project
from views.standings import Standings, StandingsRow

# Consensus


def test_consensus_that_departs_from_complete_scores_needs_a_reason():
    full = scores(a=("50", "30"), b=("40", "30"), c=("20", "20"))
    facts = (*MEMBERS, issued(), full)
    swapped = (place(1, "b"), place(2, "a"), place(3, "c"))
    agreed = AdoptResult(**HERE, places=swapped)
    given(facts).when(agreed).refused("departs-from-scores", unit="b", count=2)
    given(facts).because("có khiếu nại").when(agreed).then(ResultAdopted(**HERE, places=swapped))
    given(*facts[:-1], full[:-1]).when(agreed).then(ResultAdopted(**HERE, places=swapped))
    only = (place(1, "a"),)
    partial = ResultAdopted(**HERE, places=only)
    given(facts).when(AdoptResult(**HERE, places=only)).then(partial)


def test_a_unit_that_a_partial_result_passes_over_departs():
    full = scores(a=("50", "30"), b=("40", "30"), c=("20", "20"))
    passed = AdoptResult(**HERE, places=(place(1, "a"), place(2, "c")))
    given(MEMBERS, issued(), full).when(passed).refused("departs-from-scores", unit="c", count=2)
    ranked = tuple(
        Ranked(unit=unit, place=at, tied=False, decided_by=0) for at, unit in enumerate("abc", 1)
    )
    found = departures(ranked, (place(1, "a"), place(3, "c")))
    assert [(one.unit, one.by_scores, one.adopted) for one in found] == [("b", 2, None)]


def test_both_orders_are_in_every_form():
    ledger = ledger_with(*DEPARTED)
    view = project(Standings("cum", 2020), ledger)
    assert [(one.name, one.by_scores, one.adopted) for one in view.result("cum", 2020).moved] == [
        ("Sở B", 2, 1),
        ("Sở A", 1, 2),
    ]
    lines = answers("ranking", ledger, TableQuery(cluster="cum", year=2020), VI)
    assert "Bình xét khác điểm: Sở B 2→1, Sở A 1→2." in lines
    assert "Theo điểm: 1. Sở A; 2. Sở B; 3. Sở C." in lines
    assert "Theo bình xét: 1. Sở B; 2. Sở A; 3. Sở C." in lines
    table = Table("ranking", StandingsRow, view.rows())
    assert "1 (theo điểm 2)" in render(table, "table", VI)
    assert [row.by_scores for row in view.rows()] == [2, 1, 3]


# The fingerprint


def test_the_fingerprint_is_the_same_in_every_output():
    ledger = ledger_with(*DEPARTED)
    view = project(Standings("cum", 2020), ledger)
    code = view.result("cum", 2020).fingerprint
    assert code and len(code) == 14
    asked = TableQuery(cluster="cum", year=2020)
    table = Table("ranking", StandingsRow, view.rows())
    summary = load_year_summary(
        lambda one, at: project(one, ledger, at), Location(cluster="cum", year=2020)
    )
    outputs = {form: render(table, form, VI) for form in ("table", "csv", "json", "md")}
    outputs |= {
        "answers": "\n".join(answers("ranking", ledger, asked, VI)),
        "slides": "\n".join(year_slides(summary, VI)[0].below),
        "ceremony": "\n".join(ceremony(summary, VI)[-1].below),
        "picture": "\n".join(pictures("ranking", ledger, asked, VI, 80)),
    }
    assert [name for name, text in outputs.items() if code not in text] == []


def test_a_ceremony_names_nothing_before_it_is_announced():
    ledger = ledger_with(*DEPARTED)
    summary = load_year_summary(
        lambda one, at: project(one, ledger, at), Location(cluster="cum", year=2020)
    )
    first, *_, last = ceremony(summary, VI, 1)
    assert "Sở" not in " ".join(first.below)
    assert "Bình xét khác điểm" in " ".join(last.below)
    assert "Công bố 1 trong 3 đơn vị có thứ hạng" in last.below
    assert [step.place for step in last.steps] == [1]


def test_later_unrelated_entries_do_not_change_the_fingerprint():
    def code(*facts: Any) -> str | None:
        view = project(Standings("cum", 2020), ledger_with(*facts))
        return view.result("cum", 2020).fingerprint

    other = ResultAdopted(cluster="khac", year=2020, places=())
    later = ResultAdopted(cluster="cum", year=2021, places=())
    assert code(*DEPARTED) == code(*DEPARTED, other, later)
    assert code(*DEPARTED[:-1]) != code(*DEPARTED)
    assert code(*MEMBERS) is None


def test_a_fingerprint_is_found_and_says_what_changed():
    ledger = ledger_with(*DEPARTED)
    now = project(Standings("cum", 2020), ledger).result("cum", 2020).fingerprint or ""
    before = project(Standings("cum", 2020), ledger, len(DEPARTED) - 1).result("cum", 2020)
    text = " ".join(found_lines(find_ranking(ledger, parse_fingerprint(now.upper())), VI))
    assert "Vẫn đúng như sổ hiện nay." in text
    found = find_ranking(ledger, before.fingerprint or "")
    text = " ".join(found_lines(found, VI))
    assert f"mã hiện nay là {now}" in text
    assert "Sở A: hạng 1→2" in text
    assert f"Mục {len(DEPARTED)}" in text
    with pytest.raises(BadInput, match="no-such-ranking"):
        find_ranking(ledger, "0000-0000-0000")
    for raw in ("", "c55b", "xyz1-0000-0000", "c55bdb70f8ff0"):
        with pytest.raises(BadInput, match="not-a-fingerprint"):
            parse_fingerprint(raw)
