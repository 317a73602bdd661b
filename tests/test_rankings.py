"""Ranking as rules: ties decided, holds, counts of women, departures, and the fingerprint."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import HealthCheck, settings
from hypothesis import given as whatever
from hypothesis import strategies as st
from scipy.stats import rankdata

from events.command import History
from events.corrections import Retract, effective
from events.errors import BadInput, Refused, UnreadableLedger
from events.holds import HoldLifted, HoldUnit, LiftHold, UnitHeld
from events.ranking import AdoptResult, AdoptScores, unfounded
from events.result_departures import departures
from events.result_events import ResultAdopted
from events.rule_book import RulesIssued
from events.score_book.book import Node, Quota, Scale, ScoreBook, TieBreak
from events.score_book.leaf_kinds import Direct
from events.score_book.lot import draw
from events.score_book.order import Ranked
from events.scoring import ScoreRecorded, Stage
from events.store.ledger import Ledger
from events.tie_decisions import DecideTie, redrawn
from events.tie_events import LotWord, TieDecided
from events.units import UnitAbsorbed, UnitDissolved, UnitsMerged
from events.verify_content import flaws
from events.voting import Tally
from events.withdrawn_units import UnitWithdrew
from events.women_counts import CountWomen, WomenCounted
from tests.amount import amount
from tests.facts import HERE, MEMBERS, ClusterYear, place
from tests.reading import rows, told
from tests.spec import entry, given, ledger_with
from thidua_tui.acts.lot_words import lot_words, words_of
from thidua_tui.formatting.sentences.minutes_rankings import rankings_of
from thidua_tui.formatting.sentences.ranking_report import decided_by, ranking_report
from thidua_tui.formatting.slides.slide_data import load_year_summary
from thidua_tui.formatting.slides.slides import ceremony, year_slides
from thidua_tui.formatting.tables.layouts import layout_of
from thidua_tui.formatting.tables.render import Table, cells_of, render
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.answers import answers
from thidua_tui.queries.pictures import pictures
from thidua_tui.queries.ranking_search import find_ranking, found_lines, parse_fingerprint
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.screens.minutes_text import minutes_lines
from thidua_tui.session.location import Location
from thidua_tui.session.samples import scored_year
from views.minutes import Minutes
from views.place_reasons import PlaceReasons
from views.projection import project
from views.standings import Standings, StandingsRow

VI, EN = Words("vi"), Words("en")
LAST: ClusterYear = {"cluster": "cum", "year": 2019}


def leaf(code: str, maximum: str) -> Node:
    return Node(code=code, title=code, max=Decimal(maximum), score=Direct())


def issued(*steps: TieBreak, **more: Any) -> RulesIssued:
    """A book of two lines, 60 and 40 points."""
    book = ScoreBook(
        title="Bảng",
        scale=Scale(total=Decimal(100)),
        criteria=(leaf("I", "60"), leaf("II", "40")),
        tie_breaks=steps,
        **more,
    )
    return RulesIssued(**HERE, book=book)


def scores(
    stage: Stage = "verified", /, **points: tuple[str | None, str | None]
) -> list[ScoreRecorded]:
    return [
        ScoreRecorded(
            **HERE,
            unit=unit,
            criterion=code,
            stage=stage,
            points=Decimal(cell) if cell is not None else None,
        )
        for unit, cells in points.items()
        for code, cell in zip(("I", "II"), cells, strict=True)
    ]


TIED = scores(a=("50", "30"), b=("40", "40"), c=("20", "20"))
"""a and b have 80, c has 40."""
TIE = (*MEMBERS, issued(), TIED)
VOTES = Tally(votes_for=2, total=3, of="members")


def shown(*facts: Any) -> list[tuple[Any, ...]]:
    ranked = rows(lambda: Standings("cum", 2020), *facts)
    return told(ranked, "unit", "place", "tied", "unit_state", "decided_by")


# Ties


def test_a_tie_at_the_first_place_is_decided_before_the_scores_are_adopted():
    given(TIE).when(AdoptScores(**HERE)).refused("tie-undecided", units=("a", "b"), place=1)


def test_the_refusal_names_the_units_the_place_and_the_ways():
    with pytest.raises(Refused, match="tie-undecided") as raised:
        given(TIE).when(AdoptScores(**HERE)).accepted()
    sentence = VI.refusal(raised.value)
    for part in ("a", "b", "hạng 1", "quy định", "bỏ phiếu", "bốc thăm", "đồng hạng"):
        assert part in sentence


@pytest.mark.parametrize(
    ("quotas", "wanted"),
    [
        ((), True),
        ((Quota(award="Cờ", count=1),), True),
        ((Quota(award="Cờ", count=2),), False),
        ((Quota(award="Cờ", percent=Decimal(34)),), True),
        ((Quota(award="Cờ", count=2), Quota(award="Bằng khen", count=1)), False),
    ],
)
def test_a_tie_matters_where_it_crosses_the_last_place_of_a_quota(quotas, wanted):
    """Two first places and two flags: both have one; with a single flag they are asked about."""
    adopt = given(MEMBERS, issued(quotas=quotas), TIED).when(AdoptScores(**HERE))
    if wanted:
        adopt.refused("tie-undecided", units=("a", "b"), place=1)
    else:
        places = (place(1, "a"), place(1, "b"), place(3, "c"))
        adopt.then(ResultAdopted(**HERE, places=places, basis="scores"))


def test_a_decided_tie_gives_the_places_in_its_order():
    decided = TieDecided(**HERE, units=("b", "a"), by="ballot", votes=VOTES, rounds=2)
    places = (place(1, "b"), place(2, "a"), place(3, "c"))
    adopted = ResultAdopted(**HERE, places=places, basis="scores")
    given(TIE, decided).when(AdoptScores(**HERE)).then(adopted)
    assert shown(*TIE, decided) == [
        ("b", 1, False, "ranked", "by-ballot"),
        ("a", 2, False, "ranked", "by-ballot"),
        ("c", 3, False, "ranked", "total"),
    ]


def test_a_place_that_is_shared_by_decision_stays_shared():
    decided = TieDecided(**HERE, units=("a", "b"), by="shared")
    places = (place(1, "a"), place(1, "b"), place(3, "c"))
    adopted = ResultAdopted(**HERE, places=places, basis="scores")
    given(TIE, decided).when(AdoptScores(**HERE)).then(adopted)


def test_a_decision_is_void_once_the_units_are_tied_no_more():
    decided = TieDecided(**HERE, units=("b", "a"), by="rule", rule="Điều 5")
    higher = ScoreRecorded(**HERE, unit="a", criterion="I", points=Decimal(51))
    others = [score for score in TIED if (score.unit, score.criterion) != ("a", "I")]
    facts = (*MEMBERS, issued(), *others, higher, decided)
    assert shown(*facts)[:2] == [
        ("a", 1, False, "ranked", None),
        ("b", 2, False, "ranked", "total"),
    ]
    view = project(Standings("cum", 2020), ledger_with(*facts))
    known = view.ranked("cum", 2020)
    assert [one.units for one in known.void] == [("b", "a")]
    assert "không còn hiệu lực" in " ".join(ranking_report(known, view.names, 2020, VI))


def test_exactly_the_tied_units_are_decided():
    for units in (("a", "c"), ("a", "b", "c")):
        tie = DecideTie(**HERE, units=units, by="rule", rule="Điều 5")
        given(TIE).when(tie).refused("not-tied", units=units)
    again = DecideTie(**HERE, units=("a", "a"), by="rule", rule="Điều 5")
    given(TIE).when(again).refused("ranked-twice", unit="a")


def test_a_tie_is_decided_once():
    decided = TieDecided(**HERE, units=("b", "a"), by="rule", rule="Điều 5")
    again = DecideTie(**HERE, units=("a", "b"), by="shared")
    given(TIE, decided).when(again).refused("tie-decided", units=("a", "b"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"by": "rule"}, "tie-without-rule"),
        ({"by": "lot"}, "lot-without-witnesses"),
        ({"by": "lot", "witnesses": "ông A", "rounds": 1}, "tie-without-ballot"),
        ({"by": "rule", "rule": "x", "votes": VOTES}, "tie-without-ballot"),
        ({"by": "shared", "words": (LotWord(party="a", word="x"),)}, "words-without-lot"),
        ({"by": "words"}, "lot-without-words"),
        ({"by": "words", "words": (LotWord(party="a", word="x"),) * 2}, "lot-word-twice"),
    ],
)
def test_each_way_rests_on_its_own_ground(more, code):
    given(TIE).when(DecideTie(**HERE, units=("a", "b"), **more)).refused(code)


def test_a_lot_from_words_is_recomputed_by_anybody_and_by_verify():
    words = (LotWord(party="a", word="hoa sen"), LotWord(party="b", word="lúa"))
    order = draw({"a": "hoa sen", "b": "lúa"}, ("a", "b"))
    tie = DecideTie(**HERE, units=("a", "b"), by="words", words=words)
    drawn = TieDecided(**HERE, units=order, by="words", words=words)
    given(TIE).when(tie).then(drawn)
    assert not [*redrawn([entry(drawn)])]
    wrong = TieDecided(**HERE, units=order[::-1], by="words", words=words)
    (flaw,) = redrawn([entry(wrong, 7)])
    assert (flaw.code, flaw.facts["position"]) == ("lot-differs", 7)
    typed = [*ledger_with(*TIE, wrong).read()]
    assert "lot-differs" in [one.code for one in flaws(typed, effective(typed))]
    assert all(isinstance(one, UnreadableLedger) for one in flaws(typed, effective(typed)))


def test_words_of_a_lot_are_read_from_lines():
    assert words_of(lot_words("stp: hoa sen\nstc:  lúa ; snv: tre")) == {
        "stp": "hoa sen",
        "stc": "lúa",
        "snv": "tre",
    }
    for raw, at in (("stp", 1), ("stp: a\n: b", 2), ("stp: a\nstc:", 2)):
        with pytest.raises(BadInput) as raised:
            lot_words(raw)
        assert (raised.value.code, raised.value.facts["line"]) == ("lot-line", at)


# The chain


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


DEPARTED = (
    *MEMBERS,
    issued(),
    *scores(a=("50", "30"), b=("40", "30"), c=("20", "20")),
    ResultAdopted(**HERE, places=(place(1, "b"), place(2, "a"), place(3, "c"))),
)


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


@LAW
@whatever(
    st.fixed_dictionaries({unit: st.tuples(tenths, tenths) for unit in "abc"}),
    st.randoms(use_true_random=False),
)
def test_the_order_of_entry_changes_no_row(points, chance):
    """From the entries to the rows: places are those of scipy, whatever the order of typing."""
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
    assert "Theo điểm: 1. Sở Nông lâm; 2. Sở Thương nghiệp" in text
    assert "Theo bình xét: 1. Sở Nông lâm; 2. Sở Thủy lợi" in text
    ledger = ledger_with(*DEPARTED)
    view = project(Minutes("none"), ledger)
    assert rankings_of(view, lambda one, at: project(one, ledger, at), VI) == {}


# What tie-breakers compare


def test_a_line_that_a_unit_left_empty_is_not_nearest_to_the_verified_points():
    own = scores("self", a=("50", "31"))
    part = scores("self", b=("40", "40"))[:1]
    found = shown(*MEMBERS, issued(TieBreak(by="gap")), *TIED, *own, *part)
    assert [row[:3] for row in found][:2] == [("a", 1, True), ("b", 1, True)]
